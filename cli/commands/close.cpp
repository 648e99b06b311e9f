#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "pack.hpp"
#include "salesops/app/close.hpp"
#include "salesops/base/text.hpp"

namespace salesops::cli {

namespace {

struct CloseGiven {
  std::string period;
  std::string pack;
  std::string accept;
};

int close_run(Session& session, const CloseGiven& given) {
  const app::Context context = session.context();
  app::CloseOptions options;
  if (!given.accept.empty()) options.accept = base::split(given.accept, ',');
  app::Outcome outcome = app::close_run(context, given.period, options);
  if (outcome.exit == base::Exit::ok && !given.pack.empty() && !context.dry_run) {
    write_pack(pack_files(session, context, given.period), given.pack);
    outcome.messages.push_back({"资料包：" + given.pack, "pack: " + given.pack});
  }
  return session.finish(std::move(outcome));
}

int close_verify(Session& session, const CloseGiven& given) {
  const app::Context context = session.context();
  app::Outcome outcome = app::close_verify(context, given.period);
  if (!given.pack.empty()) {
    const std::string period = given.period.empty() ? app::latest_closed(context) : given.period;
    const auto differing = pack_differences(pack_files(session, context, period), given.pack);
    const std::string names = base::join(differing, ", ");
    if (differing.empty()) {
      outcome.messages.push_back({"资料包与账一致", "the pack is what the books say"});
    } else {
      outcome.exit = base::Exit::finding;
      outcome.warnings.push_back(
          {.code = "E8311",
           .field = "--pack",
           .value = names,
           .message = {"资料包中的文件被改动、缺少或多余：" + names,
                       "files of the pack were changed, are missing or do not belong: " + names},
           .help = {"salesops close run 会重新写出资料包", "salesops close run writes the pack again"}});
    }
  }
  return session.finish(std::move(outcome));
}

using Action = int (*)(Session&, const CloseGiven&);

CLI::App* add_verb(CLI::App& app, Run& run, const char* name, const char* help,
                   std::shared_ptr<CloseGiven> given, Action action) {
  CLI::App* verb = app.add_subcommand(name, help);
  verb->callback(
      [&run, given, action] { run = [given, action](Session& session) { return action(session, *given); }; });
  return verb;
}

}  // namespace

void add_close(CLI::App& app, Run& run, const Say& say) {
  const auto given = std::make_shared<CloseGiven>();
  const char* period = say("期间，例如 2026-10、last-month（默认上月）",
                           "the period: 2026-10, last-month (default: last month)");
  const char* pack = say("资料包文件夹：各报表的 html、xlsx、md、csv、json 和 manifest.json",
                         "folder of the pack: the reports as html, xlsx, md, csv, json and manifest.json");

  add_verb(app, run, "status", say("各期间的状态", "the state of every period"), given,
           [](Session& session, const CloseGiven&) {
             return session.finish(app::close_status(session.context()));
           });
  auto* check = add_verb(app, run, "check", say("结账前的检查", "the checklist before closing"), given,
                         [](Session& session, const CloseGiven& g) {
                           return session.finish(app::close_check(session.context(), g.period));
                         });
  check->add_option("PERIOD", given->period, period);
  auto* close =
      add_verb(app, run, "run",
               say("结账：检查、快照、锁定、写资料包", "close: check, snapshot, lock, write the pack"), given,
               close_run);
  close->add_option("PERIOD", given->period, period);
  close->add_option("--pack", given->pack, pack)->option_text("DIR");
  close
      ->add_option("--accept", given->accept,
                   say("接受这些警告（代码，逗号分隔；all 为全部）",
                       "accept these warnings (codes, comma separated; all for every one)"))
      ->option_text("CODE[,CODE]");
  auto* verify =
      add_verb(app, run, "verify",
               say("用单据重算并与结账时核对", "compute again from the documents and compare with the close"),
               given, close_verify);
  verify->add_option("PERIOD", given->period,
                     say("期间（默认全部已结账期间）", "the period (default: every closed one)"));
  verify
      ->add_option("--pack", given->pack,
                   say("同时核对这个资料包（不写期间时是最后一个已结账期间的）",
                       "check this pack too (of the latest closed period if none is named)"))
      ->option_text("DIR");
  auto* reopen =
      add_verb(app, run, "reopen", say("重新打开最后一个已结账的期间", "open the latest closed period again"),
               given, [](Session& session, const CloseGiven& g) {
                 return session.finish(app::close_reopen(session.context(), g.period));
               });
  reopen->add_option("PERIOD", given->period, period)->required();
}

}  // namespace salesops::cli
