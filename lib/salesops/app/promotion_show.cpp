// promo list and promo show: the calendar and the plan, with what it takes to pay off and the answer of the
// budget control.
#include <algorithm>

#include "salesops/app/promotion.hpp"
#include "salesops/app/promotion_parts.hpp"
#include "salesops/base/text.hpp"

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
          {calendar::to_string(month), node, promotion.code, promotion.theme, promotion.kind,
           base::join(promotion.products, " "), promotion.run.first, promotion.run.last, promotion.mechanics,
           optional_amount(promotion.expected_sales), promotion.planned_cost(),
           optional_rate(expense_ratio(promotion)), promotion.owner, promotion.state});
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
      {{"状态", "state"}, same(promotion.state)},
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
    outcome.document = shown(context, "promo_show", {"促销", "Promotion"},
                             {costs_table(context, book, database, promotion),
                              checks_table(database, promotion), claims_table(database, promotion)});
  });
  return outcome;
}

}  // namespace salesops::app
