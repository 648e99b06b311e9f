// What a promotion earned.
//
// Sales without the promotion (the baseline) earn baseline units × normal margin. Sales with it earn promoted
// units × promotion margin: the discount is in the promotion price of every unit, those that would have been
// sold anyway too. So
//
//   incremental margin = promoted margin − baseline margin − pull-forward − cannibalised
//   profit             = incremental margin − spent
//   ROI                = profit ÷ cost
//
// and the discount is never subtracted a second time. What is called "cost" under the line changes the
// figure: money spent on it, or that and all discounts given; the definition is part of the result. An
// example in public circulation counts the discount of the additional units twice and forgets that of the
// baseline units: 50,000 sold at 160 instead of 200, cost of goods 60, baseline 15,000, 1,000,000 of
// advertising. Rightly 50,000 × 100 − 15,000 × 140 − 1,000,000 = 1,900,000: 190 % of the advertising, 63.3 %
// of advertising and discounts (3,000,000).
#include "salesops/promotion/evaluation.hpp"

#include <array>

#include "salesops/base/checked.hpp"

namespace salesops::promotion {
namespace {

constexpr std::array<std::string_view, 4> kMethods = {"last_year", "previous_weeks", "stated", "seasonal"};
constexpr std::array<std::string_view, 2> kDefinitions = {"spent", "spent_and_discounts"};
constexpr int kUnitScale = 6;

// amount ÷ units, half-up to the minor unit.
std::optional<money::Money> per_unit(money::Money amount, const money::Decimal& units) {
  if (units.zero() || units.negative()) return std::nullopt;
  base::Wide power = 1;
  for (int i = 0; i < units.scale(); ++i) power *= 10;
  return money::Money::minor(
      base::narrow(base::divide_half_up(base::Wide{amount.minor()} * power, units.mantissa())));
}

std::optional<money::Rate> ratio(const money::Decimal& part, const money::Decimal& whole) {
  if (whole.zero() || whole.negative()) return std::nullopt;
  return money::Rate(part.at_scale(kUnitScale), whole.at_scale(kUnitScale));
}

}  // namespace

std::string_view name_of(BaselineMethod method) {
  return kMethods[static_cast<std::size_t>(method)];
}
std::string_view name_of(CostDefinition definition) {
  return kDefinitions[static_cast<std::size_t>(definition)];
}

bool baseline_named(std::string_view name, BaselineMethod& method) {
  for (std::size_t i = 0; i < kMethods.size(); ++i) {
    if (kMethods[i] != name) continue;
    method = static_cast<BaselineMethod>(i);
    return true;
  }
  return false;
}

calendar::Span baseline_span(BaselineMethod method, const calendar::Span& run, int weeks) {
  if (method == BaselineMethod::previous_weeks || method == BaselineMethod::seasonal)
    return {run.first - 7 * weeks, run.first - 1};
  return {calendar::anniversary(run.first, -1), calendar::anniversary(run.last, -1)};
}

money::Rate baseline_factor(BaselineMethod method, const calendar::Span& run, int weeks) {
  return method == BaselineMethod::previous_weeks ? money::Rate(run.days(), 7 * weeks) : money::Rate(1, 1);
}

Sold scaled(const Sold& sold, const money::Rate& factor) {
  const base::Wide units = base::Wide{sold.units.at_scale(kUnitScale)} * factor.numerator();
  return {money::Decimal(base::narrow(base::divide_half_up(units, factor.denominator())), kUnitScale)
              .normalised(),
          money::half_up(sold.amount, factor), money::half_up(sold.cost, factor)};
}

Evaluation evaluate(const Observed& observed, CostDefinition definition) {
  Evaluation result;
  result.incremental_units = observed.promoted.units - observed.baseline.units;
  result.incremental_sales = observed.promoted.amount - observed.baseline.amount;
  result.incremental_margin = observed.promoted.margin() - observed.baseline.margin();
  for (const auto& taken : {observed.pull_forward, observed.cannibalised}) {
    if (!taken) continue;
    result.incremental_units = result.incremental_units - taken->units;
    result.incremental_sales -= taken->amount;
    result.incremental_margin -= taken->margin();
  }
  result.profit = result.incremental_margin - observed.spent;
  result.definition = definition;
  result.cost = definition == CostDefinition::spent ? observed.spent : observed.spent + observed.discounts;
  if (result.cost > money::Money()) result.roi = money::Rate(result.profit.minor(), result.cost.minor());
  result.lift = ratio(result.incremental_units, observed.baseline.units);
  result.cost_per_unit = per_unit(observed.spent, result.incremental_units);
  result.margin_per_unit = per_unit(observed.promoted.margin(), observed.promoted.units);
  return result;
}

std::optional<money::Rate> break_even_lift(money::Money fixed_cost, std::int64_t baseline_units,
                                           money::Money margin_list, money::Money margin_promo) {
  if (baseline_units <= 0 || margin_promo <= money::Money()) return std::nullopt;
  const base::Wide lost = base::Wide{baseline_units} * (margin_list - margin_promo).minor();
  const base::Wide needed = lost + fixed_cost.minor();
  return money::Rate(base::narrow(needed), base::narrow(base::Wide{margin_promo.minor()} * baseline_units));
}

PlannedFigures plan_figures(const PlannedItem& item) {
  PlannedFigures figures;
  const money::Rate one(1, 1);
  figures.price = money::half_up(item.list_price, one - item.discount);
  figures.unit_cost = money::half_up(item.list_price, one - item.margin);
  const money::Rate units = money::Rate(item.baseline_units, 1) * (one + item.lift);
  figures.units = base::narrow(base::divide_half_up(units.numerator(), units.denominator()));
  const auto times = [](money::Money amount, std::int64_t count) {
    return money::half_up(amount, money::Decimal::whole(count));
  };
  figures.sales = times(figures.price, figures.units);
  figures.incremental_sales = figures.sales - times(item.list_price, item.baseline_units);
  const money::Money earned = figures.sales - times(figures.unit_cost, figures.units);
  const money::Money normal = times(item.list_price - figures.unit_cost, item.baseline_units);
  figures.incremental_profit = earned - normal;
  figures.profit = figures.incremental_profit - item.fixed_cost;
  figures.trade_spend = times(item.list_price - figures.price, figures.units) + item.fixed_cost;
  return figures;
}

std::optional<money::Rate> execution_rate(money::Money actual, money::Money planned) {
  if (planned <= money::Money()) return std::nullopt;
  return money::Rate(actual.minor(), planned.minor());
}

}  // namespace salesops::promotion
