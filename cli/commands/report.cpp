#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "commands/commands.hpp"
#include "salesops/app/reports/run.hpp"

namespace salesops::cli {

namespace {

// The reports a workspace adds; none outside a workspace.
config::Reports workspace_reports(const Session& session) {
  const std::string here = std::filesystem::current_path().string();
  if (app::find_workspace(session.options.config, here).empty()) return {};
  return session.context().config.reports;
}

int list_reports(Session& session, const std::string& shown, bool data) {
  if (data) return session.finish(app::report_data_list());
  if (shown.empty()) return session.finish(app::report_list(workspace_reports(session)));
  session.out << app::report_text(workspace_reports(session), shown);
  return 0;
}

}  // namespace

void add_report(CLI::App& app, Run& run, const Say& say) {
  auto* run_verb = app.add_subcommand("run", say("生成一份报表", "make one report"));
  auto name = std::make_shared<std::string>();
  run_verb
      ->add_option("REPORT", *name,
                   say("报表标识（见 report list）或定义文件 .yaml",
                       "key (see report list) or a definition file .yaml"))
      ->required();
  run_verb->callback([&run, name] {
    run = [name](Session& session) { return session.finish(app::report_run(session.context(), *name)); };
  });

  auto* list = app.add_subcommand("list", say("列出报表", "list the reports"));
  auto shown = std::make_shared<std::string>();
  auto data = std::make_shared<bool>(false);
  list->add_option("--show", *shown, say("打印一份报表的定义", "print the definition of one"))
      ->option_text("REPORT");
  list->add_flag("--data", *data, say("列出可用的数据集", "list the data sets that definitions may use"));
  list->callback([&run, shown, data] {
    run = [shown, data](Session& session) { return list_reports(session, *shown, *data); };
  });
}

}  // namespace salesops::cli
