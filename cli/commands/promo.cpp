#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/promotion.hpp"

namespace salesops::cli {

namespace {

template <class Options>
void runs(CLI::App* verb, Run& run, std::shared_ptr<Options> given,
          app::Outcome (*work)(const app::Context&, const Options&)) {
  verb->callback([&run, given, work] {
    run = [given, work](Session& session) { return session.finish(work(session.context(), *given)); };
  });
}

using Step = app::Outcome (*)(const app::Context&, const app::PromoOptions&);

CLI::App* add_step(CLI::App& app, Run& run, const Say& say, const char* name, const char* text, Step work) {
  auto given = std::make_shared<app::PromoOptions>();
  auto* verb = app.add_subcommand(name, text);
  verb->add_option("PROMOTION", given->code, say("促销编号", "promotion"))->required();
  if (work == app::promo_approve)
    verb->add_flag(
        "--override", given->override_control,
        say("越过预算控制（需权限和 --reason）", "override the control (needs authority and --reason)"));
  runs(verb, run, given, work);
  return verb;
}

void add_records(CLI::App& app, Run& run, const Say& say) {
  auto checked = std::make_shared<app::PromoCheckOptions>();
  auto* check = app.add_subcommand("check", say("记录落实情况", "record how it is carried out"));
  check->add_option("PROMOTION", checked->code, say("促销编号", "promotion"))->required();
  check->add_option("--node", checked->node, say("节点", "node"))->required();
  check
      ->add_option("--result", checked->result,
                   say("done 落实，partial 部分，missing 没有", "done, partial or missing"))
      ->check(CLI::IsMember({"done", "partial", "missing"}));
  check->add_option("--note", checked->note, say("说明", "note"));
  runs(check, run, checked, app::promo_check);

  auto claimed = std::make_shared<app::PromoClaimOptions>();
  auto* claim = app.add_subcommand(
      "claim", say("客户申报：登记、核准、付款", "a customer's claim: enter, accept, pay"));
  claim->add_option("PROMOTION", claimed->code, say("促销编号", "promotion"))->required();
  claim->add_option("NUMBER", claimed->number, say("申报单号", "claim"))->required();
  claim->add_option("--customer", claimed->customer, say("客户", "customer"));
  claim->add_option("--amount", claimed->amount, say("申报金额", "amount claimed"));
  claim->add_option("--accept", claimed->accept, say("核准金额", "amount accepted"));
  claim->add_option("--pay", claimed->pay, say("付款金额", "amount paid"));
  runs(claim, run, claimed, app::promo_claim);

  auto used = std::make_shared<app::PromoUseOptions>();
  auto* use = app.add_subcommand("use", say("执行优惠：算出折扣和赠品并登记一次",
                                            "take its offers: discount and gifts, entered as one use"));
  use->add_option("PROMOTION", used->code, say("促销编号", "promotion"))->required();
  use->add_option("--customer", used->customer, say("客户", "customer"))->required();
  use->add_option("--product", used->product, say("产品", "product"))->required();
  use->add_option("--quantity", used->quantity, say("数量", "quantity"))->required();
  use->add_option("--price", used->price,
                  say("单价（含税），默认产品价格", "price of a unit with tax, the product's by default"));
  use->add_option("--rep", used->rep, say("业务员，默认客户的业务员", "rep, the customer's by default"));
  use->add_option("--document", used->document, say("订单或出库单号", "order or delivery"));
  runs(use, run, used, app::promo_use);

  auto moved = std::make_shared<app::PromoStockOptions>();
  auto* stock = app.add_subcommand(
      "stock", say("促销品收发存", "promotion goods: balances, receipts, issues, returns"));
  stock->add_option("ITEM", moved->item, say("品名；不写则列出结存", "item; the balances when not given"));
  stock
      ->add_option(
          "--kind", moved->kind,
          say("receipt 收入，issue 发出，return 退回，redeem 兑换", "receipt, issue, return or redeem"))
      ->check(CLI::IsMember({"receipt", "issue", "return", "redeem"}));
  stock->add_option("--node", moved->node, say("节点", "node"));
  stock->add_option("--promo", moved->promo, say("促销编号", "promotion"));
  stock->add_option("--quantity", moved->quantity, say("数量", "quantity"));
  stock->add_option("--note", moved->note, say("说明", "note"));
  runs(stock, run, moved, app::promo_stock);
}

}  // namespace

void add_promo(CLI::App& app, Run& run, const Say& say) {
  auto given = std::make_shared<app::PromoPlanOptions>();
  auto* plan = app.add_subcommand("plan", say("录入促销计划", "enter a promotion plan"));
  plan->add_option("FILE", given->file,
                   say("YAML 计划；键见 salesops help promotion-plan",
                       "YAML plan; its keys: salesops help promotion-plan"))
      ->required();
  runs(plan, run, given, app::promo_plan);
  add_step(app, run, say, "submit", say("提交审批", "submit for approval"), app::promo_submit);
  add_step(app, run, say, "approve", say("批准并占用预算", "approve and commit the budget"),
           app::promo_approve);
  add_step(app, run, say, "reject", say("退回", "reject"), app::promo_reject);
  add_step(app, run, say, "start", say("开始", "start"), app::promo_start);
  add_records(app, run, say);
  add_step(app, run, say, "close", say("结案，释放余额", "close, release the rest"), app::promo_close);
  add_step(app, run, say, "evaluate", say("评估效果", "evaluate what it brought"), app::promo_evaluate);
  auto* list = app.add_subcommand("list", say("促销日历（月份 × 区域）", "the calendar (month × node)"));
  list->callback(
      [&run] { run = [](Session& session) { return session.finish(app::promo_list(session.context())); }; });
  add_step(app, run, say, "show", say("查看一个促销", "show one promotion"), app::promo_show);
}

}  // namespace salesops::cli
