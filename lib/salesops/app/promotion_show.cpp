// promo list and promo show: the calendar and the plan, with what it takes to pay off and the answer of the
// budget control.
#include <algorithm>
#include <set>

#include "salesops/app/promotion.hpp"
#include "salesops/app/promotion_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/promotion_offers.hpp"

namespace salesops::app {
namespace {

using document::Cell;
using document::Table;
using document::Type;
using money::Money;
using store::Promotion;

base::Text same(std::string text) {
  return {text, text};
}
Cell optional_rate(const std::optional<money::Rate>& rate) {
  return rate ? Cell(*rate) : Cell();
}
Cell optional_amount(const std::optional<Money>& amount) {
  return amount ? Cell(*amount) : Cell();
}

// Planned cost ÷ expected sales.
std::optional<money::Rate> expense_ratio(const Promotion& promotion) {
  return promotion.expected_sales
             ? promotion::execution_rate(promotion.planned_cost(), *promotion.expected_sales)
             : std::nullopt;
}

std::optional<money::Rate> break_even(const Promotion& promotion) {
  if (!promotion.baseline_units || !promotion.margin_list || !promotion.margin_promo) return std::nullopt;
  const base::Wide units = base::divide_half_up(promotion.baseline_units->at_scale(6), 1'000'000);
  return promotion::break_even_lift(promotion.planned_cost(), base::narrow(units), *promotion.margin_list,
                                    *promotion.margin_promo);
}

document::Document shown(const Context& context, const char* key, base::Text title,
                         std::vector<Table> tables) {
  document::Document made;
  made.key = key;
  made.title = std::move(title);
  made.currency = context.config.company.currency;
  made.facts = {fact_company(context), fact_as_of(context)};
  document::Section section;
  section.key = key;
  section.tables = std::move(tables);
  made.sections.push_back(std::move(section));
  return made;
}

Table calendar_table() {
  Table table;
  table.key = "promotions";
  table.title = {"促销计划", "Promotion calendar"};
  table.columns = {{"month", {"月份", "month"}, Type::id},
                   {"node", {"区域", "node"}, Type::id},
                   {"promotion", {"编号", "promotion"}, Type::id},
                   {"theme", {"主题", "theme"}, Type::text},
                   {"kind", {"类型", "kind"}, Type::text},
                   {"products", {"产品", "products"}, Type::text},
                   {"from", {"开始", "from"}, Type::date},
                   {"to", {"结束", "to"}, Type::date},
                   {"mechanics", {"方式", "mechanics"}, Type::text},
                   {"expected_sales", {"预计销售额", "expected sales"}, Type::money},
                   {"cost", {"计划费用", "planned cost"}, Type::money},
                   {"expense_ratio", {"费用率", "expense ratio"}, Type::percent, 2},
                   {"owner", {"负责人", "owner"}, Type::text},
                   {"state", {"状态", "state"}, Type::text}};
  return table;
}

// One row per month the promotion touches and node it runs in.
void add_rows(const Context& context, const Promotion& promotion, const std::optional<calendar::Span>& wanted,
              Table& table) {
  const calendar::FiscalCalendar& fiscal = context.config.calendar;
  const std::vector<std::string> nodes =
      promotion.nodes.empty() ? std::vector<std::string>{""} : promotion.nodes;
  for (calendar::Month month = fiscal.month_of(promotion.run.first);
       month <= fiscal.month_of(promotion.run.last); month = month + 1) {
    const calendar::Span days = fiscal.month(month);
    if (wanted && (days.last < wanted->first || wanted->last < days.first)) continue;
    for (const std::string& node : nodes)
      table.rows.stored.push_back(
          {calendar::to_string(month), node, promotion.code, promotion.theme, promotion_word(promotion.kind),
           base::join(promotion.products, " "), promotion.run.first, promotion.run.last, promotion.mechanics,
           optional_amount(promotion.expected_sales), promotion.planned_cost(),
           optional_rate(expense_ratio(promotion)), promotion.owner, promotion_word(promotion.state)});
  }
}

Table costs_table(const Context& context, const BudgetBook& book, store::Database& database,
                  const Promotion& promotion) {
  Table table;
  table.key = "costs";
  table.title = {"促销 " + promotion.code + " " + promotion.theme,
                 "Promotion " + promotion.code + " " + promotion.theme};
  table.columns = {{"node", {"节点", "node"}, Type::id},
                   {"category", {"费用项目", "category"}, Type::id},
                   {"month", {"月份", "month"}, Type::id},
                   {"amount", {"计划费用", "planned cost"}, Type::money}};
  for (const auto& [cell, amount] : promotion.costs)
    table.rows.stored.push_back({cell.node, cell.category, calendar::to_string(cell.month), amount});
  table.total = document::Row{base::Text{"合计", "total"}, Cell(), Cell(), promotion.planned_cost()};
  const auto percent = [](const std::optional<money::Rate>& rate) {
    return rate ? money::percent_text(*rate) : std::string("—");
  };
  table.facts = {
      {{"状态", "state"}, promotion_word(promotion.state)},
      {{"期间", "days"},
       same(calendar::to_string(promotion.run.first) + ".." + calendar::to_string(promotion.run.last))},
      {{"预计费用率", "expected expense ratio"}, same(percent(expense_ratio(promotion)))},
      {{"保本提升率", "break-even lift"}, same(percent(break_even(promotion)))}};
  if (promotion.state == "draft" || promotion.state == "submitted") {
    const std::vector<budget::Line> lines = cost_lines(promotion);
    if (!lines.empty())
      table.facts.emplace_back(base::Text{"预算检查", "budget check"},
                               same(judge(context, book, database, lines, budget::Stage::request).outcome));
  } else {
    table.facts.emplace_back(base::Text{"预算申请单", "budget request"}, same(promotion.request));
  }
  return table;
}

// The step in words that need no language: "P1 >= 4: -20.0%".
std::string offer_text(const Context& context, const promotion::Offer& offer) {
  const int digits = context.config.company.currency.digits;
  const auto amount = [&](Money money) { return money::to_grouped(money, digits); };
  const std::string each = offer.recurring ? " ×n" : "";
  switch (offer.kind) {
    case promotion::OfferKind::discount:
      return ">= " + money::to_string(offer.from_quantity) + ": -" + money::percent_text(offer.rate);
    case promotion::OfferKind::price:
      return ">= " + money::to_string(offer.from_quantity) + ": = " + amount(offer.amount);
    case promotion::OfferKind::amount_off:
      return ">= " + amount(offer.from_amount) + ": -" + amount(offer.amount) + each;
    case promotion::OfferKind::gift:
      return money::to_string(offer.from_quantity) + " + " + money::to_string(offer.free) +
             (offer.gift.empty() ? "" : " " + offer.gift) + each;
  }
  return {};
}

Table offers_table(const Context& context, const Promotion& promotion) {
  Table table;
  table.key = "offers";
  table.title = {"优惠", "Offers"};
  table.columns = {{"kind", {"方式", "kind"}, Type::id},
                   {"product", {"产品", "product"}, Type::id},
                   {"offer", {"优惠", "offer"}, Type::text}};
  for (const promotion::Offer& offer : promotion.offers)
    table.rows.stored.push_back(
        {std::string(promotion::name_of(offer.kind)), offer.product, offer_text(context, offer)});
  return table;
}

// The share off that is planned with: that of the smallest purchase that any offer lowers the price of.
money::Rate planned_discount(const Promotion& promotion, const std::string& product, Money list) {
  std::set<std::int64_t> quantities = {1};
  for (const promotion::Offer& offer : promotion.offers) {
    quantities.insert(
        base::narrow(base::divide_half_up(offer.from_quantity.at_scale(6) + 499'999, 1'000'000)));
    if (list > Money()) quantities.insert((offer.from_amount.minor() + list.minor() - 1) / list.minor());
  }
  for (const std::int64_t quantity : quantities) {
    if (quantity <= 0) continue;
    const promotion::Terms terms =
        promotion::terms_of(promotion.offers, {product, money::Decimal::whole(quantity), list});
    if (!terms.discount.zero()) return money::Rate(terms.discount.minor(), terms.list.minor());
  }
  return {};
}

// Planned volumes by product: price, sales and what the discount costs; the total takes the cost lines along.
Table items_table(store::Database& database, const Promotion& promotion) {
  Table table;
  table.key = "items";
  table.title = {"预计销量", "Expected volumes"};
  table.columns = {{"product", {"产品", "product"}, Type::id},
                   {"baseline_units", {"基线销量", "baseline units"}, Type::integer},
                   {"lift", {"提升率", "lift"}, Type::percent},
                   {"units", {"预计销量", "units"}, Type::integer},
                   {"price", {"促销价", "price"}, Type::money},
                   {"sales", {"预计销售额", "sales"}, Type::money},
                   {"incremental_sales", {"增量销售额", "incremental sales"}, Type::money},
                   {"incremental_profit", {"增量毛利", "incremental profit"}, Type::money},
                   {"trade_spend", {"投入", "trade spend"}, Type::money},
                   {"profit", {"净增利润", "profit"}, Type::money}};
  std::int64_t baseline = 0, units = 0;
  Money sales, more, earned, spend = promotion.planned_cost();
  for (const store::PlannedItem& item : promotion.items) {
    const auto product = store::product_on(database, item.product, promotion.run.first);
    const Money list = product && product->price ? *product->price : Money();
    const Money cost = product && product->cost ? *product->cost : Money();
    const promotion::PlannedFigures f = promotion::plan_figures(
        {.list_price = list,
         .discount = planned_discount(promotion, item.product, list),
         .baseline_units = item.baseline_units,
         .lift = item.lift,
         .margin = list > Money() ? money::Rate((list - cost).minor(), list.minor()) : money::Rate()});
    table.rows.stored.push_back({item.product, item.baseline_units, item.lift, f.units, f.price, f.sales,
                                 f.incremental_sales, f.incremental_profit, f.trade_spend, f.profit});
    baseline += item.baseline_units, units += f.units;
    sales += f.sales, more += f.incremental_sales, earned += f.incremental_profit, spend += f.trade_spend;
  }
  table.total = document::Row{
      base::Text{"合计", "total"},      baseline, Cell(), units, Cell(), sales, more, earned, spend,
      earned - promotion.planned_cost()};
  table.notes = {
      {"投入 = 全部销量的折让，合计另加计划费用；净增利润 = 增量毛利 − 计划费用；价格含税",
       "trade spend = discounts on all units, the total adds the planned cost; profit = incremental "
       "profit − planned cost; prices with tax"}};
  return table;
}

Table uses_table(store::Database& database, const Promotion& promotion) {
  Table table;
  table.key = "uses";
  table.title = {"执行记录", "Uses"};
  table.columns = {{"date", {"日期", "date"}, Type::date},
                   {"customer", {"客户", "customer"}, Type::id},
                   {"rep", {"业务员", "rep"}, Type::id},
                   {"product", {"产品", "product"}, Type::id},
                   {"quantity", {"数量", "quantity"}, Type::decimal},
                   {"list", {"原价金额", "at list price"}, Type::money},
                   {"discount", {"优惠", "discount"}, Type::money},
                   {"gifts", {"赠品", "gifts"}, Type::text},
                   {"document", {"单据", "document"}, Type::id}};
  Money list, discount;
  for (const store::PromotionUse& use : store::promotion_uses(database, promotion.id)) {
    table.rows.stored.push_back({use.date, use.customer, use.rep, use.product, use.quantity, use.list,
                                 use.discount, use.gifts, use.document});
    list += use.list, discount += use.discount;
  }
  table.total = document::Row{
      base::Text{"合计", "total"}, Cell(), Cell(), Cell(), Cell(), list, discount, Cell(), Cell()};
  return table;
}

Table checks_table(store::Database& database, const Promotion& promotion) {
  Table table;
  table.key = "checks";
  table.title = {"落实情况", "Execution checks"};
  table.columns = {{"date", {"日期", "date"}, Type::date},
                   {"node", {"节点", "node"}, Type::id},
                   {"result", {"结果", "result"}, Type::text},
                   {"note", {"说明", "note"}, Type::text}};
  for (const store::PromotionCheck& check : store::promotion_checks(database, promotion.id))
    table.rows.stored.push_back({check.date, check.node, check.result, check.note});
  return table;
}

Table claims_table(store::Database& database, const Promotion& promotion) {
  Table table;
  table.key = "claims";
  table.title = {"客户申报", "Claims"};
  table.columns = {
      {"claim", {"申报单", "claim"}, Type::id},        {"customer", {"客户", "customer"}, Type::id},
      {"date", {"日期", "date"}, Type::date},          {"claimed", {"申报", "claimed"}, Type::money},
      {"accepted", {"核准", "accepted"}, Type::money}, {"paid", {"已付", "paid"}, Type::money},
      {"open", {"未付", "open"}, Type::money}};
  Money claimed, accepted, paid, open;
  for (const store::PromotionClaim& claim : store::promotion_claims(database, promotion.id)) {
    const Money left = claim.accepted.value_or(claim.claimed) - claim.paid;
    table.rows.stored.push_back({claim.number, claim.customer, claim.date, claim.claimed,
                                 optional_amount(claim.accepted), claim.paid, left});
    claimed += claim.claimed, accepted += claim.accepted.value_or(Money()), paid += claim.paid, open += left;
  }
  table.total = document::Row{base::Text{"合计", "total"}, Cell(), Cell(), claimed, accepted, paid, open};
  return table;
}

}  // namespace

Outcome promo_list(const Context& context) {
  Outcome outcome;
  read(context, [&](store::Database& database) {
    std::optional<calendar::Span> wanted;
    if (!context.period_text.empty()) wanted = context.period("this-month").span;
    Table table = calendar_table();
    for (const Promotion& promotion : store::promotions(database))
      add_rows(context, promotion, wanted, table);
    std::ranges::stable_sort(table.rows.stored, {}, [](const document::Row& row) {
      return std::pair(std::get<std::string>(row[0]), std::get<std::string>(row[1]));
    });
    outcome.document = shown(context, "promo_list", {"促销计划", "Promotion calendar"}, {std::move(table)});
  });
  return outcome;
}

Outcome promo_show(const Context& context, const PromoOptions& options) {
  Outcome outcome;
  read(context, [&](store::Database& database) {
    const Promotion promotion = promotion_named(database, options.code);
    const BudgetBook book(context, database);
    outcome.warnings = overlap_warnings(database, book, promotion);
    std::vector<Table> tables = {costs_table(context, book, database, promotion)};
    if (!promotion.items.empty()) tables.push_back(items_table(database, promotion));
    if (!promotion.offers.empty()) {
      tables.push_back(offers_table(context, promotion));
      tables.push_back(uses_table(database, promotion));
    }
    tables.push_back(checks_table(database, promotion));
    tables.push_back(claims_table(database, promotion));
    outcome.document = shown(context, "promo_show", {"促销", "Promotion"}, std::move(tables));
  });
  return outcome;
}

}  // namespace salesops::app
