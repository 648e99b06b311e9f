#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <ostream>
#include <sstream>

#include "commands/commands.hpp"
#include "salesops/app/reports/due.hpp"
#include "salesops/app/reports/register.hpp"
#include "salesops/app/reports/run.hpp"
#include "salesops/app/reports/schedule.hpp"

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

// A report as it is written to a file: nothing of the terminal and of the flags for it.
std::string file_bytes(const Session& session, const document::Document& document, const std::string& format,
                       const std::string& language) {
  const render::Format shown = render::format_named(format).value_or(render::Format::html);
  render::Options options = session.render_options(document, shown);
  options.bom = shown == render::Format::csv;
  options.color = false;
  if (!language.empty()) options.lang = language == "en" ? base::Lang::en : base::Lang::zh;
  options.width = 0;
  std::ostringstream out;
  render::write(document, shown, options, out);
  return std::move(out).str();
}

int run_report(Session& session, const std::string& name, bool registered) {
  if (registered && session.options.output.empty()) {
    throw base::Error(base::Exit::usage,
                      {.code = "E7127",
                       .field = "--register",
                       .message = {"--register 须用 -o 写到一个文件", "--register needs a file: -o FILE"},
                       .help = {"例如 -o monthly.html", "for example -o monthly.html"}});
  }
  const app::Context context = session.context();
  const int status = session.finish(app::report_run(context, name));
  if (registered && !context.dry_run) app::register_run(context, name, session.options.output);
  return status;
}

int due_reports(Session& session, bool print_crontab) {
  const app::Context context = session.context();
  if (print_crontab) {
    session.out << app::crontab(context);
    return 0;
  }
  return session.finish(app::report_due(
      context,
      [&session](const document::Document& document, const std::string& format, const std::string& language) {
        return file_bytes(session, document, format, language);
      }));
}

void add_register_verbs(CLI::App& app, Run& run, const Say& say) {
  auto* due = app.add_subcommand(
      "due",
      say("生成日程中到期未做的报表：每份只做一次，可由 cron 随时调用；--as-of 指看到哪一天为止",
          "make the reports of the schedule that are due and not done, each once, at any call of cron; "
          "--as-of: due up to the end of that day"));
  auto crontab = std::make_shared<bool>(false);
  due->add_flag("--print-crontab", *crontab, say("打印要装进 crontab 的行", "print the lines for a crontab"));
  due->callback(
      [&run, crontab] { run = [crontab](Session& session) { return due_reports(session, *crontab); }; });

  auto* list = app.add_subcommand(
      "register", say("报送登记：按时、迟报、缺报", "the register: on time, late and missing reports"));
  list->callback([&run] {
    run = [](Session& session) { return session.finish(app::report_register(session.context())); };
  });

  auto* verify = app.add_subcommand("verify", say("核对文件是否与登记的报表一致（否则退出码 1）",
                                                  "is a file what was produced and registered? else exit 1"));
  auto file = std::make_shared<std::string>();
  verify->add_option("FILE", *file, say("报表文件", "the file of a report"))->required();
  verify->callback([&run, file] {
    run = [file](Session& session) { return session.finish(app::report_verify(session.context(), *file)); };
  });
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
  auto registered = std::make_shared<bool>(false);
  run_verb->add_flag("--register", *registered,
                     say("把 -o 写出的文件记入报送登记", "enter the file of -o into the register"));
  run_verb->callback([&run, name, registered] {
    run = [name, registered](Session& session) { return run_report(session, *name, *registered); };
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
  add_register_verbs(app, run, say);
}

}  // namespace salesops::cli
