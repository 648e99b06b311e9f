#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/notes.hpp"

namespace salesops::cli {

namespace {

using Given = std::shared_ptr<app::NoteRequest>;

void runs(CLI::App* verb, Run& run, const Given& given,
          app::Outcome (*work)(const app::Context&, const app::NoteRequest&)) {
  verb->callback([&run, given, work] {
    run = [given, work](Session& session) { return session.finish(work(session.context(), *given)); };
  });
}

void number_option(CLI::App* verb, const Given& given, const Say& say) {
  verb->add_option("NUMBER", given->number, say("纪要编号", "number of the note"))->required();
}

}  // namespace

void add_record(CLI::App& app, Run& run, const Say& say) {
  auto* note = app.add_subcommand("note", say("纪要：报表里由人填写的文字，按期间、节点和主题",
                                              "notes: what people write for the reports of a period"));
  auto* add =
      note->add_subcommand("add", say("登记一条；--period 为所述期间，默认本月",
                                      "record one; --period: what it is about, by default this month"));
  auto given = std::make_shared<app::NoteRequest>();
  add->add_option("TEXT", given->text, say("文字", "the text"))->required();
  add->add_option("--node", given->node, say("节点；不写为全公司", "node; the whole company without it"));
  add->add_option("--topic", given->topic,
                  say("报表的哪一节：problems、plan、market、customers、support……",
                      "section of the reports: problems, plan, market, customers, support, …"))
      ->capture_default_str();
  runs(add, run, given, app::note_add);

  auto* list = note->add_subcommand("list", say("列出截至 --as-of 的纪要；可用 --period、--where node=",
                                                "the notes as of a day; of --period, --where node="));
  list->callback(
      [&run] { run = [](Session& session) { return session.finish(app::note_list(session.context())); }; });

  auto* show = note->add_subcommand("show", say("一条纪要的各个版本", "every version of a note"));
  auto shown = std::make_shared<app::NoteRequest>();
  number_option(show, shown, say);
  runs(show, run, shown, app::note_show);

  auto* update = note->add_subcommand("update", say("改写；旧文字保留", "another text; the old one is kept"));
  auto updated = std::make_shared<app::NoteRequest>();
  number_option(update, updated, say);
  update->add_option("TEXT", updated->text, say("新的文字", "the new text"))->required();
  runs(update, run, updated, app::note_update);

  auto* close = note->add_subcommand(
      "close", say("关闭；今后的报表不再列出", "close: left out of reports from now on"));
  auto closed = std::make_shared<app::NoteRequest>();
  number_option(close, closed, say);
  runs(close, run, closed, app::note_close);
}

}  // namespace salesops::cli
