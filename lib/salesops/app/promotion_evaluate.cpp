// promo evaluate: the sales of the promotion against its baseline, in total, by node and by customer. Sales
// are counted without tax and with their cost of goods; which lines count is the promotion's scope: days,
// products, nodes, customers.
#include <algorithm>

#include "salesops/app/promotion.hpp"
#include "salesops/app/promotion_parts.hpp"

namespace salesops::app {
namespace {

using document::Cell;
using document::Type;
using money::Money;
using promotion::Evaluation;
using promotion::Sold;
using store::PromotedSale;
using store::Promotion;

bool has(const std::vector<std::string>& codes, const std::string& code) {
  return std::ranges::find(codes, code) != codes.end();
}

bool in_place(const BudgetBook& book, const Promotion& promotion, const PromotedSale& sale) {
  if (!promotion.customers.empty() && !has(promotion.customers, sale.customer)) return false;
  return promotion.nodes.empty() || std::ranges::any_of(promotion.nodes, [&](const std::string& node) {
           return book.hierarchy().nodes.within(sale.node, node);
         });
}

void add(Sold& sum, const PromotedSale& sale) {
  sum.units = sum.units + sale.quantity;
  sum.amount += sale.net;
  sum.cost += sale.cost;
}

// The sales of one span by a key ("" for all together).
struct Sums {
  Sold total;
  Money gross;
  Money discounts;  // list price × quantity − amount, where the product has a list price
  std::map<std::string, Sold> by_node;
  std::map<std::string, Sold> by_customer;
};

Sums sums_of(store::Database& database, const BudgetBook& book, const Promotion& promotion,
             const std::vector<std::string>& products, calendar::Span span) {
  Sums sums;
  if (span.last < span.first) return sums;
  store::for_each_promoted_sale(database, span, [&](const PromotedSale& sale) {
    if ((!products.empty() && !has(products, sale.product)) || !in_place(book, promotion, sale)) return;
    add(sums.total, sale);
    add(sums.by_node[sale.node], sale);
    add(sums.by_customer[sale.customer], sale);
    sums.gross += sale.gross;
    if (sale.list_price) sums.discounts += money::half_up(*sale.list_price, sale.quantity) - sale.gross;
  });
  return sums;
}

Sold shortfall(const Sold& expected, const Sold& actual) {
  if (expected.amount <= actual.amount) return {};
  return {expected.units - actual.units, expected.amount - actual.amount, expected.cost - actual.cost};
}

// Everything an evaluation is made of.
class Case {
 public:
  Case(const Context& context, store::Database& database, const Promotion& promotion)
      : context_(context), database_(database), promotion_(promotion), book_(context, database) {
    const calendar::Span run = promotion.run;
    promoted_ = sums_of(database, book_, promotion, promotion.products,
                        {run.first, std::min(run.last, context.as_of)});
    if (promotion.baseline != promotion::BaselineMethod::stated)
      before_ = sums_of(database, book_, promotion, promotion.products,
                        promotion::baseline_span(promotion.baseline, run, promotion.weeks));
    observed_.promoted = promoted_.total;
    observed_.baseline = baseline(before_.total);
    observed_.spent = store::promotion_spent(database, promotion, context.as_of);
    observed_.discounts = promoted_.discounts;
    if (promotion.pull_forward_days > 0) observed_.pull_forward = pull_forward();
    if (!promotion.cannibalised.empty()) observed_.cannibalised = cannibalised();
    result_ = promotion::evaluate(observed_, promotion.cost_definition);
  }

  const promotion::Observed& observed() const { return observed_; }
  const Evaluation& result() const { return result_; }
  const Sums& promoted() const { return promoted_; }
  const Sums& before() const { return before_; }
  const BudgetBook& book() const { return book_; }
  Sold scaled(const Sold& sold) const {
    return promotion::baseline_of(promotion_.baseline, sold, promotion_.run, promotion_.weeks);
  }

 private:
  Sold baseline(const Sold& observed) const {
    if (promotion_.baseline != promotion::BaselineMethod::stated) return scaled(observed);
    return {promotion_.baseline_units.value_or(money::Decimal()), promotion_.baseline_sales.value_or(Money()),
            promotion_.baseline_cost.value_or(Money())};
  }

  // The days after the promotion, as far as they have passed, against what the baseline expects of them.
  Sold pull_forward() const {
    const calendar::Span after{promotion_.run.last + 1,
                               std::min(promotion_.run.last + promotion_.pull_forward_days, context_.as_of)};
    if (after.last < after.first) return {};
    const Sold actual = sums_of(database_, book_, promotion_, promotion_.products, after).total;
    if (promotion_.baseline == promotion::BaselineMethod::last_year) {
      const calendar::Span year_before = promotion::baseline_span(promotion_.baseline, after, 0);
      return shortfall(sums_of(database_, book_, promotion_, promotion_.products, year_before).total, actual);
    }
    if (promotion_.baseline == promotion::BaselineMethod::previous_weeks)
      return shortfall(promotion::baseline_of(promotion_.baseline, before_.total, after, promotion_.weeks),
                       actual);
    return shortfall(per_days(observed_.baseline, after.days()), actual);
  }

  // A stated baseline for another number of days.
  Sold per_days(const Sold& sold, int days) const {
    const int run = promotion_.run.days();
    const money::Decimal units(
        base::narrow(base::divide_half_up(base::Wide{sold.units.at_scale(6)} * days, run)), 6);
    return {units, money::prorate(sold.amount, days, run), money::prorate(sold.cost, days, run)};
  }

  Sold cannibalised() const {
    const promotion::BaselineMethod method = promotion_.baseline == promotion::BaselineMethod::stated
                                                 ? promotion::BaselineMethod::last_year
                                                 : promotion_.baseline;
    const calendar::Span run{promotion_.run.first, std::min(promotion_.run.last, context_.as_of)};
    const Sold actual = sums_of(database_, book_, promotion_, promotion_.cannibalised, run).total;
    const Sold before = sums_of(database_, book_, promotion_, promotion_.cannibalised,
                                promotion::baseline_span(method, promotion_.run, promotion_.weeks))
                            .total;
    return shortfall(promotion::baseline_of(method, before, promotion_.run, promotion_.weeks), actual);
  }

  const Context& context_;
  store::Database& database_;
  const Promotion& promotion_;
  BudgetBook book_;
  Sums promoted_;
  Sums before_;
  promotion::Observed observed_;
  Evaluation result_;
};

Cell optional_rate(const std::optional<money::Rate>& rate) {
  return rate ? Cell(*rate) : Cell();
}
Cell optional_amount(const std::optional<Money>& amount) {
  return amount ? Cell(*amount) : Cell();
}
std::optional<money::Rate> share(Money part, Money whole) {
  return promotion::execution_rate(part, whole);
}

document::Table total_table(const Case& found, const Promotion& promotion,
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

std::vector<document::Text> definitions(const Promotion& promotion) {
  const std::string weeks = std::to_string(promotion.weeks);
  document::Text method{"基线：去年同日", "baseline: the same days last year"};
  if (promotion.baseline == promotion::BaselineMethod::previous_weeks)
    method = {"基线：前 " + weeks + " 周日均",
              "baseline: the daily average of the " + weeks + " weeks before"};
  if (promotion.baseline == promotion::BaselineMethod::stated)
    method = {"基线：计划中写明", "baseline: stated in the plan"};
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

// Keys ranked by incremental sales, the best first; ties by key.
document::Table ranking(const Case& found, const char* key, base::Text title,
                        const std::map<std::string, Sold>& during,
                        const std::map<std::string, Sold>& before) {
  struct Entry {
    std::string key;
    Sold promoted, baseline;
    Money increment() const { return promoted.amount - baseline.amount; }
  };
  std::map<std::string, Entry> entries;
  for (const auto& [code, sold] : during) entries[code].promoted = sold;
  for (const auto& [code, sold] : before) entries[code].baseline = found.scaled(sold);
  std::vector<Entry> ranked;
  for (auto& [code, entry] : entries) ranked.push_back({code, entry.promoted, entry.baseline});
  std::ranges::stable_sort(ranked,
                           [](const Entry& a, const Entry& b) { return a.increment() > b.increment(); });
  document::Table table;
  table.key = key;
  table.title = std::move(title);
  table.columns = {{"rank", {"名次", "rank"}, Type::integer},
                   {"key", table.title, Type::id},
                   {"sales", {"销售额", "sales"}, Type::money},
                   {"baseline_sales", {"基线销售额", "baseline sales"}, Type::money},
                   {"incremental_sales", {"增量销售额", "incremental sales"}, Type::money},
                   {"incremental_margin", {"增量毛利", "incremental margin"}, Type::money}};
  std::int64_t rank = 0;
  for (const Entry& entry : ranked)
    table.rows.stored.push_back({++rank, entry.key, entry.promoted.amount, entry.baseline.amount,
                                 entry.increment(), entry.promoted.margin() - entry.baseline.margin()});
  return table;
}

}  // namespace

Outcome promo_evaluate(const Context& context, const PromoOptions& options) {
  Outcome outcome;
  read(context, [&](store::Database& database) {
    const Promotion promotion = promotion_named(database, options.code);
    if (promotion.state != "running" && promotion.state != "closed")
      require_promotion_state(promotion, "closed");
    const Case found(context, database, promotion);
    document::Document shown;
    shown.key = "promo_evaluate";
    shown.title = {"促销评估", "Evaluation of a promotion"};
    shown.currency = context.config.company.currency;
    shown.facts = {fact_company(context), fact_as_of(context)};
    document::Section section;
    section.key = "evaluation";
    section.tables = {total_table(found, promotion, store::promotion_checks(database, promotion.id))};
    section.tables.front().notes = definitions(promotion);
    if (promotion.baseline != promotion::BaselineMethod::stated) {
      section.tables.push_back(
          ranking(found, "nodes", {"节点", "node"}, found.promoted().by_node, found.before().by_node));
      section.tables.push_back(ranking(found, "customers", {"客户", "customer"}, found.promoted().by_customer,
                                       found.before().by_customer));
    }
    shown.sections.push_back(std::move(section));
    outcome.document = std::move(shown);
  });
  return outcome;
}

}  // namespace salesops::app
