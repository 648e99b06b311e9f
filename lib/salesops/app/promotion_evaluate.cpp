// promo evaluate: the sales of the promotion against its baseline, in total, ranked by node and by customer.
#include <algorithm>

#include "salesops/app/promotion.hpp"
#include "salesops/app/promotion_case.hpp"

namespace salesops::app {
namespace {

using document::Cell;
using document::Type;
using money::Money;
using promotion::Evaluation;
using promotion::Sold;
using store::Promotion;

Cell optional_rate(const std::optional<money::Rate>& rate) {
  return rate ? Cell(*rate) : Cell();
}
Cell optional_amount(const std::optional<Money>& amount) {
  return amount ? Cell(*amount) : Cell();
}
std::optional<money::Rate> share(Money part, Money whole) {
  return promotion::execution_rate(part, whole);
}

document::Table total_table(const PromotionCase& found, const Promotion& promotion,
                            const std::vector<store::PromotionCheck>& checks) {
  document::Table table;
  table.key = "evaluation";
  table.title = {"促销评估 " + promotion.code + " " + promotion.theme,
                 "Evaluation of " + promotion.code + " " + promotion.theme};
  table.columns = {{"units", {"销量", "units"}, Type::decimal},
                   {"baseline_units", {"基线销量", "baseline units"}, Type::decimal},
                   {"incremental_units", {"增量", "incremental units"}, Type::decimal},
                   {"lift", {"提升率", "lift"}, Type::percent},
                   {"sales", {"销售额", "sales"}, Type::money},
                   {"incremental_sales", {"增量销售额", "incremental sales"}, Type::money},
                   {"pull_forward", {"提前购买", "pull-forward"}, Type::money},
                   {"cannibalised", {"抢占", "cannibalised"}, Type::money},
                   {"incremental_margin", {"增量毛利", "incremental margin"}, Type::money},
                   {"spent", {"实际费用", "spent"}, Type::money},
                   {"planned_cost", {"计划费用", "planned cost"}, Type::money},
                   {"execution_rate", {"费用执行率", "execution rate"}, Type::percent},
                   {"profit", {"净增利润", "profit"}, Type::money},
                   {"cost", {"投入", "cost"}, Type::money},
                   {"roi", {"投入产出比", "ROI"}, Type::percent},
                   {"cost_per_unit", {"每增量单位费用", "cost per incremental unit"}, Type::money},
                   {"margin_per_unit", {"单位毛利", "margin per unit"}, Type::money},
                   {"sales_completion", {"销售完成率", "sales completion"}, Type::percent},
                   {"checks_done", {"落实率", "checks done"}, Type::percent}};
  const Evaluation& e = found.result();
  const auto amount_of = [](const std::optional<Sold>& sold) { return sold ? Cell(sold->amount) : Cell(); };
  const auto done = std::ranges::count(checks, "done", &store::PromotionCheck::result);
  const Cell execution =
      checks.empty() ? Cell() : Cell(money::Rate(done, static_cast<std::int64_t>(checks.size())));
  table.rows.stored.push_back(
      {found.observed().promoted.units.normalised(), found.observed().baseline.units.normalised(),
       e.incremental_units.normalised(), optional_rate(e.lift), found.observed().promoted.amount,
       e.incremental_sales, amount_of(found.observed().pull_forward),
       amount_of(found.observed().cannibalised), e.incremental_margin, found.observed().spent,
       promotion.planned_cost(), optional_rate(share(found.observed().spent, promotion.planned_cost())),
       e.profit, e.cost, optional_rate(e.roi), optional_amount(e.cost_per_unit),
       optional_amount(e.margin_per_unit),
       optional_rate(promotion.expected_sales ? share(found.promoted().gross, *promotion.expected_sales)
                                              : std::nullopt),
       execution});
  return table;
}

std::vector<document::Text> definitions(const PromotionCase& found, const Promotion& promotion) {
  const std::string weeks = std::to_string(promotion.weeks);
  document::Text method{"基线：去年同日", "baseline: the same days last year"};
  if (promotion.baseline == promotion::BaselineMethod::previous_weeks)
    method = {"基线：前 " + weeks + " 周日均",
              "baseline: the daily average of the " + weeks + " weeks before"};
  if (promotion.baseline == promotion::BaselineMethod::stated)
    method = {"基线：计划中写明", "baseline: stated in the plan"};
  if (promotion.baseline == promotion::BaselineMethod::seasonal) {
    const std::string factor = money::decimal_text(found.factor(), 6);
    const std::string years = std::to_string(promotion.seasonal_years);
    method = {"基线：前 " + weeks + " 周销售 × 季节系数 " + factor + "（前 " + years + " 年同期平均法）",
              "baseline: sales of the " + weeks + " weeks before × seasonal factor " + factor +
                  " (ratio to the mean of " + years + " years)"};
  }
  const bool all = promotion.cost_definition == promotion::CostDefinition::spent_and_discounts;
  const document::Text cost =
      all ? document::Text{"投入 = 实际费用 + 全部销量的折让", "cost = spent + discounts on all units"}
          : document::Text{"投入 = 实际费用", "cost = spent"};
  return {method,
          cost,
          {"投入产出比 =（增量毛利 − 实际费用）÷ "
           "投入；增量毛利按不含税销售额减成本，已扣提前购买和抢占；投入为零时没有投入产出比",
           "ROI = (incremental margin − spent) ÷ cost; margin is sales without tax less cost of goods, "
           "pull-forward and cannibalised sales taken off; no ROI at zero cost"}};
}

// What a node or a customer sold, with and without the promotion, and further figures of its own.
struct Entry {
  std::string key{};
  Sold promoted{}, baseline{};
  Money planned{}, spent{};  // node
  std::int64_t checks = 0, done = 0;
  Money claimed{}, accepted{}, paid{};  // customer
  Money increment() const { return promoted.amount - baseline.amount; }
  Money margin() const { return promoted.margin() - baseline.margin(); }
};
using Entries = std::map<std::string, Entry>;

Entries entries_of(const std::map<std::string, Sold>& during, const std::map<std::string, Sold>& before) {
  Entries entries;
  for (const auto& [code, sold] : during) entries[code].promoted = sold;
  for (const auto& [code, sold] : before) entries[code].baseline = sold;
  return entries;
}

// The best first, by incremental sales; ties by key.
std::vector<Entry> ranked(Entries entries) {
  std::vector<Entry> all;
  for (auto& [code, entry] : entries) {
    entry.key = code;
    all.push_back(std::move(entry));
  }
  std::ranges::stable_sort(all, [](const Entry& a, const Entry& b) { return a.increment() > b.increment(); });
  return all;
}

document::Table ranking(const char* key, base::Text title) {
  document::Table table;
  table.key = key;
  table.title = std::move(title);
  table.columns = {{"rank", {"名次", "rank"}, Type::integer},
                   {"key", table.title, Type::id},
                   {"sales", {"销售额", "sales"}, Type::money},
                   {"baseline_sales", {"基线销售额", "baseline sales"}, Type::money},
                   {"incremental_sales", {"增量销售额", "incremental sales"}, Type::money},
                   {"incremental_margin", {"增量毛利", "incremental margin"}, Type::money}};
  return table;
}

// Without a baseline of its own (a stated one has no parts) a key has sales only.
document::Row ranking_row(Cell rank, Cell key, const Entry& entry, bool stated) {
  const auto compared = [&](Money amount) { return stated ? Cell() : Cell(amount); };
  return {std::move(rank),
          std::move(key),
          entry.promoted.amount,
          compared(entry.baseline.amount),
          compared(entry.increment()),
          compared(entry.margin())};
}

void append(document::Row& row, std::vector<Cell> cells) {
  for (Cell& cell : cells) row.push_back(std::move(cell));
}

void add_sold(Entry& total, const Entry& entry) {
  total.promoted.amount += entry.promoted.amount, total.promoted.cost += entry.promoted.cost;
  total.baseline.amount += entry.baseline.amount, total.baseline.cost += entry.baseline.cost;
}

document::Table node_table(const PromotionCase& found, const Promotion& promotion,
                           const std::vector<store::PromotionCheck>& checks) {
  Entries entries = entries_of(found.promoted().by_node, found.baseline_by_node());
  for (const auto& [cell, amount] : promotion.costs) entries[cell.node].planned += amount;
  for (const auto& [node, amount] : found.spent_by_node()) entries[node].spent += amount;
  for (const store::PromotionCheck& check : checks) {
    ++entries[check.node].checks;
    entries[check.node].done += check.result == "done" ? 1 : 0;
  }
  document::Table table = ranking("nodes", {"节点", "node"});
  for (document::Column column :
       std::vector<document::Column>{{"planned_cost", {"计划费用", "planned cost"}, Type::money},
                                     {"spent", {"实际费用", "spent"}, Type::money},
                                     {"execution_rate", {"费用执行率", "execution rate"}, Type::percent},
                                     {"profit", {"净增利润", "profit"}, Type::money},
                                     {"checks_done", {"落实率", "checks done"}, Type::percent}})
    table.columns.push_back(std::move(column));
  const bool stated = promotion.baseline == promotion::BaselineMethod::stated;
  const auto costs = [&](const Entry& entry) {
    return std::vector<Cell>{entry.planned, entry.spent, optional_rate(share(entry.spent, entry.planned)),
                             stated ? Cell() : Cell(entry.margin() - entry.spent),
                             entry.checks == 0 ? Cell() : Cell(money::Rate(entry.done, entry.checks))};
  };
  Entry total;
  std::int64_t rank = 0;
  for (const Entry& entry : ranked(std::move(entries))) {
    append(table.rows.stored.emplace_back(ranking_row(++rank, entry.key, entry, stated)), costs(entry));
    add_sold(total, entry);
    total.planned += entry.planned, total.spent += entry.spent;
    total.checks += entry.checks, total.done += entry.done;
  }
  table.total = ranking_row(base::Text{"合计", "total"}, Cell(), total, stated);
  append(*table.total, costs(total));
  return table;
}

document::Table customer_table(const PromotionCase& found, const Promotion& promotion,
                               const std::vector<store::PromotionClaim>& claims) {
  Entries entries = entries_of(found.promoted().by_customer, found.baseline_by_customer());
  for (const store::PromotionClaim& claim : claims) {
    Entry& entry = entries[claim.customer];
    entry.claimed += claim.claimed, entry.accepted += claim.accepted.value_or(Money());
    entry.paid += claim.paid;
  }
  document::Table table = ranking("customers", {"客户", "customer"});
  for (document::Column column :
       std::vector<document::Column>{{"claimed", {"申报", "claimed"}, Type::money},
                                     {"accepted", {"核准", "accepted"}, Type::money},
                                     {"paid", {"已付", "paid"}, Type::money}})
    table.columns.push_back(std::move(column));
  const bool stated = promotion.baseline == promotion::BaselineMethod::stated;
  Entry total;
  std::int64_t rank = 0;
  for (const Entry& entry : ranked(std::move(entries))) {
    append(table.rows.stored.emplace_back(ranking_row(++rank, entry.key, entry, stated)),
           {entry.claimed, entry.accepted, entry.paid});
    add_sold(total, entry);
    total.claimed += entry.claimed, total.accepted += entry.accepted, total.paid += entry.paid;
  }
  table.total = ranking_row(base::Text{"合计", "total"}, Cell(), total, stated);
  append(*table.total, {total.claimed, total.accepted, total.paid});
  return table;
}

}  // namespace

Outcome promo_evaluate(const Context& context, const PromoOptions& options) {
  Outcome outcome;
  read(context, [&](store::Database& database) {
    const Promotion promotion = promotion_named(database, options.code);
    if (promotion.state != "running" && promotion.state != "closed")
      require_promotion_state(promotion, "closed");
    const PromotionCase found(context, database, promotion);
    document::Document shown;
    shown.key = "promo_evaluate";
    shown.title = {"促销评估", "Evaluation of a promotion"};
    shown.currency = context.config.company.currency;
    shown.facts = {fact_company(context), fact_as_of(context)};
    document::Section section;
    section.key = "evaluation";
    const std::vector<store::PromotionCheck> checks = store::promotion_checks(database, promotion.id);
    section.tables = {total_table(found, promotion, checks), node_table(found, promotion, checks),
                      customer_table(found, promotion, store::promotion_claims(database, promotion.id))};
    section.tables.front().notes = definitions(found, promotion);
    shown.sections.push_back(std::move(section));
    outcome.document = std::move(shown);
  });
  return outcome;
}

}  // namespace salesops::app
