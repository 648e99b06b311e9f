#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/approval.hpp"
#include "salesops/app/budget.hpp"
#include "salesops/app/budget_adjust.hpp"
#include "salesops/app/budget_carry.hpp"
#include "salesops/app/budget_profit.hpp"
#include "salesops/app/budget_request.hpp"

namespace salesops::cli {

namespace {

// A verb whose options are one struct and whose work is one use case.
template <class Options>
void runs(CLI::App* verb, Run& run, std::shared_ptr<Options> given,
          app::Outcome (*work)(const app::Context&, const Options&)) {
  verb->callback([&run, given, work] {
    run = [given, work](Session& session) { return session.finish(work(session.context(), *given)); };
  });
}

void add_want(CLI::App& verb, app::BudgetWant& want, const Say& say) {
  verb.add_option("--node", want.node, say("节点", "node"));
  verb.add_option("--category", want.category, say("费用项目", "expense category"));
  verb.add_option("--amount", want.amount, say("金额", "amount"));
  verb.add_option(
      "--currency", want.currency,
      say("金额的币种，按当日汇率折成本币", "currency of the amounts, converted at the day's rate"));
}

void add_lines(CLI::App& verb, app::BudgetWant& want, const Say& say) {
  add_want(verb, want, say);
  verb.add_option("--month", want.month,
                  say("月份，默认截止日所在月", "month, that of the as-of day by default"));
  verb.add_option("--line", want.lines,
                  say("节点:项目:金额[:月份]，可重复", "NODE:CATEGORY:AMOUNT[:MONTH], repeatable"));
}

void add_plans(CLI::App& app, Run& run, const Say& say) {
  auto plan = std::make_shared<app::BudgetPlanOptions>();
  auto* enter = app.add_subcommand("plan", say("录入预算", "enter a budget"));
  enter
      ->add_option(
          "FILE", plan->file,
          say("CSV、XLSX（节点,费用项目,月份,金额）或 YAML；键见 salesops help budget-plan",
              "CSV, XLSX (node, category, month, amount) or YAML; its keys: salesops help budget-plan"))
      ->required();
  enter->add_option("--name", plan->name, say("预算名称，默认年份", "name of the plan, the year by default"));
  runs(enter, run, plan, app::budget_plan);

  auto revision = std::make_shared<app::BudgetPlanOptions>();
  auto* revise = app.add_subcommand("revise", say("修订预算：做新版本", "revise a budget: a new version"));
  revise->add_option("FILE", revision->file, say("完整的新版本", "the whole new version"))->required();
  revise->add_option("--name", revision->name,
                     say("预算名称，默认年份", "name of the plan, the year by default"));
  runs(revise, run, revision, app::budget_revise);

  auto name = std::make_shared<std::string>();
  auto* show = app.add_subcommand("show", say("查看预算或申请单", "show a plan or a request"));
  show->add_option("NAME", *name,
                   say("预算名称或申请单号；不写则列出全部", "plan or request; all of them when not given"));
  runs(show, run, name, app::budget_show);

  auto tried = std::make_shared<app::BudgetProfitOptions>();
  auto* profit = app.add_subcommand(
      "profit", say("费用利润：毛利、费用、区域贡献", "profit plan: gross profit, expense, contribution"));
  profit->add_option("--set", tried->changes,
                     say("假设变化：price=+2%、volume、cost、expense，可重复",
                         "what if: price=+2%, volume, cost or expense, repeatable"));
  runs(profit, run, tried, app::budget_profit);

  auto shown = std::make_shared<app::BudgetStatusOptions>();
  shown->check_level = true;
  auto* status = app.add_subcommand("status", say("预算执行情况", "budget against actual"));
  status->add_flag(
      "--prorate", shown->prorate,
      say("期间可以不是整月：预算按天数折算", "any days of a year: the plan of cut months by days"));
  runs(status, run, shown, app::budget_status);
}

void add_requests(CLI::App& app, Run& run, const Say& say) {
  auto asked = std::make_shared<app::BudgetCheckOptions>();
  auto* check =
      app.add_subcommand("check", say("会不会超预算？只检查，不占用", "would this pass? reserves nothing"));
  add_lines(*check, asked->want, say);
  check
      ->add_option("--stage", asked->stage,
                   say("环节：request 申请，actual 报销", "stage: request or actual"))
      ->check(CLI::IsMember({"request", "actual"}));
  check->add_flag("--override", asked->override_control,
                  say("若越权放行会怎样", "what an override of the actor would make of it"));
  runs(check, run, asked, app::budget_check);

  auto wanted = std::make_shared<app::BudgetRequestOptions>();
  auto* request = app.add_subcommand("request", say("申请费用", "request money"));
  add_lines(*request, wanted->want, say);
  request->add_option("--purpose", wanted->purpose, say("事由", "purpose"));
  request->add_option("--promo", wanted->promo, say("促销编号", "promotion"));
  request->add_flag("--advance", wanted->advance, say("借款", "an advance"));
  request->add_flag(
      "--override", wanted->override_control,
      say("越过预算控制（需权限和 --reason）", "override the control (needs authority and --reason)"));
  runs(request, run, wanted, app::budget_request);

  auto decided = std::make_shared<app::BudgetDecisionOptions>();
  auto* approve = app.add_subcommand("approve", say("批准申请单或预算", "approve a request or a plan"));
  approve->add_option("OBJECT", decided->object, say("申请单号或预算名称", "request or plan"))->required();
  approve->add_flag(
      "--override", decided->override_control,
      say("越过预算控制（需权限和 --reason）", "override the control (needs authority and --reason)"));
  runs(approve, run, decided, app::budget_approve);

  auto turned_down = std::make_shared<app::BudgetDecisionOptions>();
  auto* reject = app.add_subcommand("reject", say("退回申请单或预算", "reject a request or a plan"));
  reject->add_option("OBJECT", turned_down->object, say("申请单号或预算名称", "request or plan"))->required();
  runs(reject, run, turned_down, app::budget_reject);
}

void add_settlement(CLI::App& app, Run& run, const Say& say) {
  auto spent = std::make_shared<app::BudgetSpendOptions>();
  auto* spend = app.add_subcommand("spend", say("报销（核销申请单）；负数为退款",
                                                "book an expense, settle a request; negative is a refund"));
  spend->add_option("--request", spent->request, say("申请单号", "request"));
  add_want(*spend, spent->want, say);
  spend->get_option("--amount")->required();
  spend->add_option("--expense", spent->expense,
                    say("报销单号，默认自动编号", "expense number, the next by default"));
  spend->add_option("--date", spent->date, say("日期，默认截止日", "date, the as-of day by default"));
  spend->add_option("--payee", spent->payee, say("收款人", "payee"));
  spend->add_option("--note", spent->note, say("备注", "note"));
  spend->add_flag(
      "--final", spent->final,
      say("最后一次核销：关闭申请单，释放余额", "last settlement: closes the request and releases the rest"));
  spend->add_flag(
      "--override", spent->override_control,
      say("越过预算控制（需权限和 --reason）", "override the control (needs authority and --reason)"));
  runs(spend, run, spent, app::budget_spend);

  auto freed = std::make_shared<app::BudgetReleaseOptions>();
  auto* release = app.add_subcommand(
      "release",
      say("释放占用：撤回、还借款、关闭", "release a commitment: cancel, return an advance, close"));
  release->add_option("REQUEST", freed->request, say("申请单号", "request"))->required();
  release->add_option("--amount", freed->amount,
                      say("只释放这么多；不写则全部释放并关闭",
                          "only so much; everything, and the request is closed, when not given"));
  runs(release, run, freed, app::budget_release);
}

void add_adjustments(CLI::App& app, Run& run, const Say& say) {
  auto more = std::make_shared<app::BudgetSupplementOptions>();
  auto* supplement = app.add_subcommand(
      "supplement", say("追加预算（负数为追减）", "add to a budget (negative takes away)"));
  supplement->add_option("--node", more->node, say("节点", "node"))->required();
  supplement->add_option("--category", more->category, say("费用项目", "expense category"))->required();
  supplement->add_option("--amount", more->amount, say("金额", "amount"))->required();
  supplement->add_option("--month", more->month,
                         say("月份，默认截止日所在月", "month, that of the as-of day by default"));
  runs(supplement, run, more, app::budget_supplement);

  auto moved = std::make_shared<app::BudgetTransferOptions>();
  auto* transfer = app.add_subcommand("transfer", say("调剂预算", "move budget from one cell to another"));
  transfer->add_option("--from", moved->from, say("节点:项目[:月份]", "NODE:CATEGORY[:MONTH]"))->required();
  transfer->add_option("--to", moved->to, say("节点:项目[:月份]", "NODE:CATEGORY[:MONTH]"))->required();
  transfer->add_option("--amount", moved->amount, say("金额", "amount"))->required();
  runs(transfer, run, moved, app::budget_transfer);

  auto* carry = app.add_subcommand(
      "carry", say("月末结转（--period，默认上月）", "carry a month over (--period, last month by default)"));
  carry->callback([&run] {
    run = [](Session& session) { return session.finish(app::budget_carry(session.context())); };
  });
}

}  // namespace

void add_budget(CLI::App& app, Run& run, const Say& say) {
  add_plans(app, run, say);
  add_requests(app, run, say);
  add_settlement(app, run, say);
  add_adjustments(app, run, say);
}

}  // namespace salesops::cli
