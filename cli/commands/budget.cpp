#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/budget.hpp"

namespace salesops::cli {

void add_budget(CLI::App& app, Run& run, const Say& say) {
  auto plan = std::make_shared<app::BudgetPlanOptions>();
  auto* enter = app.add_subcommand("plan", say("录入预算", "enter a budget"));
  enter
      ->add_option("FILE", plan->file,
                   say("CSV、XLSX（节点,费用项目,月份,金额）或 YAML",
                       "CSV, XLSX (node, category, month, amount) or YAML"))
      ->required();
  enter->add_option("--name", plan->name, say("预算名称，默认年份", "name of the plan, the year by default"));
  enter->callback([&run, plan] {
    run = [plan](Session& session) { return session.finish(app::budget_plan(session.context(), *plan)); };
  });

  auto* revise = app.add_subcommand("revise", say("修订预算：做新版本", "revise a budget: a new version"));
  revise->add_option("FILE", plan->file, say("完整的新版本", "the whole new version"))->required();
  revise->add_option("--name", plan->name,
                     say("预算名称，默认年份", "name of the plan, the year by default"));
  revise->callback([&run, plan] {
    run = [plan](Session& session) { return session.finish(app::budget_revise(session.context(), *plan)); };
  });

  auto name = std::make_shared<std::string>();
  auto* show = app.add_subcommand("show", say("查看预算或申请单", "show a plan or a request"));
  show->add_option("NAME", *name,
                   say("预算名称或申请单号；不写则列出全部", "plan or request; all of them when not given"));
  show->callback([&run, name] {
    run = [name](Session& session) { return session.finish(app::budget_show(session.context(), *name)); };
  });

  auto* status = app.add_subcommand("status", say("预算执行情况", "budget against actual"));
  status->callback([&run] {
    run = [](Session& session) { return session.finish(app::budget_status(session.context())); };
  });
}

}  // namespace salesops::cli
