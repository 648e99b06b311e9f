#include <fmt/format.h>
#include <CLI/App.hpp>

#include <algorithm>
#include <memory>
#include <ostream>

#include "commands/commands.hpp"
#include "manual.hpp"
#include "salesops/base/codes.hpp"
#include "salesops/base/text.hpp"
#include "topics.hpp"

namespace salesops::cli {

namespace {

struct HelpRequest {
  std::vector<std::string> words;
  bool manual = false;
};

const CommandInfo* find_command(const CommandInfo& root, const std::string& path) {
  if (root.path == path) return &root;
  for (const CommandInfo& verb : root.verbs) {
    if (const CommandInfo* found = find_command(verb, path)) return found;
  }
  return nullptr;
}

[[noreturn]] void unknown_topic(const std::string& wanted) {
  std::vector<std::string> names;
  for (const Topic& topic : topics()) names.emplace_back(topic.name);
  const std::string list = base::join(names, ", ");
  for (const Noun& noun : nouns()) names.emplace_back(noun.name);
  const auto near = base::nearest(wanted, names);
  const std::string shown = base::printable(wanted);
  throw base::Error(
      base::Exit::usage,
      {.code = "E1010",
       .value = wanted,
       .message = {fmt::format("没有“{}”这个帮助主题", shown), fmt::format("no help on \"{}\"", shown)},
       .help = near ? base::Text{fmt::format("是不是想看 `{}`？", *near),
                                 fmt::format("did you mean `{}`?", *near)}
                    : base::Text{fmt::format("主题：{}；或任何命令的名字", list),
                                 fmt::format("topics: {}; or the name of a command", list)}});
}

std::string help_on(const std::vector<std::string>& words, base::Lang lang) {
  if (words.empty()) return overview(lang) + '\n' + topic_list(lang);
  const std::string wanted = base::join(words, " ");
  if (const Topic* topic = find_topic(wanted)) return topic->text(lang);
  const Noun* noun = nullptr;
  for (const Noun& candidate : nouns()) {
    if (words.front() == candidate.name || (*candidate.alias != '\0' && words.front() == candidate.alias))
      noun = &candidate;
  }
  if (noun == nullptr) unknown_topic(wanted);
  std::vector<std::string> path{"salesops", noun->name};
  path.insert(path.end(), words.begin() + 1, words.end());
  const CommandInfo root = describe_all(lang);
  const CommandInfo* command = find_command(root, base::join(path, " "));
  if (command == nullptr) unknown_topic(wanted);
  return help_text(*command, lang);
}

int explain(Session& session, const std::string& wanted) {
  const base::CodeEntry* entry = base::find_code(wanted);
  if (entry == nullptr) {
    std::vector<std::string> known;
    for (const base::CodeEntry& code : base::codes()) known.emplace_back(code.code);
    const auto near = base::nearest(wanted, known);
    const std::string shown = base::printable(wanted);
    throw base::Error(
        base::Exit::usage,
        {.code = "E1011",
         .value = wanted,
         .message = {fmt::format("没有“{}”这个错误代码", shown),
                     fmt::format("there is no error code \"{}\"", shown)},
         .help =
             near ? base::Text{fmt::format("是不是想看 {}？", *near), fmt::format("did you mean {}?", *near)}
                  : base::Text{"代码形如 E2103，`salesops explain` 不带参数列出全部",
                               "codes look like E2103; `salesops explain` without one lists them all"}});
  }
  const bool chinese = session.lang() == base::Lang::zh;
  session.out << fmt::format("{}: {}\n\n{}\n", entry->code, chinese ? entry->title_zh : entry->title_en,
                             chinese ? entry->text_zh : entry->text_en);
  return 0;
}

document::Document code_list() {
  document::Table table{.key = "codes",
                        .columns = {{.key = "code", .title = {"代码", "code"}, .type = document::Type::id},
                                    {.key = "title", .title = {"含义", "meaning"}}}};
  for (const base::CodeEntry& code : base::codes()) {
    table.rows.stored.push_back({std::string(code.code), base::Text{code.title_zh, code.title_en}});
  }
  return document::single_table("codes", {"错误代码", "error codes"}, std::move(table));
}

}  // namespace

void add_help(CLI::App& app, Run& run, const Say& say) {
  auto given = std::make_shared<HelpRequest>();
  app.add_option("TOPIC", given->words,
                 say("命令（如 target split）或主题", "a command (target split) or a topic"));
  app.add_flag("--man", given->manual, say("输出 troff 手册页", "print the manual page (troff)"));
  app.callback([&run, given] {
    run = [given](Session& session) {
      session.out << (given->manual ? manual_page(session.lang()) : help_on(given->words, session.lang()));
      return 0;
    };
  });
}

void add_explain(CLI::App& app, Run& run, const Say& say) {
  auto code = std::make_shared<std::string>();
  app.add_option(
      "CODE", *code,
      say("错误代码，如 E2103；不给则列出全部", "an error code such as E2103; none: list them all"));
  app.callback([&run, code] {
    run = [code](Session& session) {
      if (!code->empty()) return explain(session, *code);
      return session.finish({.document = code_list(), .messages = {}, .warnings = {}});
    };
  });
}

}  // namespace salesops::cli
