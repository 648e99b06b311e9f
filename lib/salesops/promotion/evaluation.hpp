#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

// What a promotion brought, against what would have been sold without it. The formulas: see evaluation.cpp.
namespace salesops::promotion {

// How the sales without the promotion are estimated. Always named in the result.
enum class BaselineMethod {
  last_year,       // the same days one year earlier
  previous_weeks,  // the average day of the weeks before, times the days of the promotion
  stated,          // given in the plan (a forecast)
  seasonal,        // the weeks before, times a seasonal index from the years before (seasonal.hpp)
};
std::string_view name_of(BaselineMethod method);
bool baseline_named(std::string_view name, BaselineMethod& method);

// Sales of a span of days: units, amount with or without tax as the caller has decided once, and cost of
// goods.
struct Sold {
  money::Decimal units{};
  money::Money amount{};
  money::Money cost{};
  money::Money margin() const { return amount - cost; }
};

// The days whose sales make the baseline of a promotion that runs over `run`.
calendar::Span baseline_span(BaselineMethod method, const calendar::Span& run, int weeks);
// What those sales are multiplied by to stand for the days of `run`: last_year by 1, previous_weeks by days ÷
// (7 × weeks). The factor of the seasonal method needs its history: seasonal_factor().
money::Rate baseline_factor(BaselineMethod method, const calendar::Span& run, int weeks);
Sold scaled(const Sold& sold, const money::Rate& factor);  // half-up each

// What is counted as the cost of a promotion: what was spent on it, or that and the discount given on every
// unit sold.
enum class CostDefinition { spent, spent_and_discounts };
std::string_view name_of(CostDefinition definition);

struct Observed {
  Sold promoted{};           // during the promotion
  Sold baseline{};           // without it, scaled
  money::Money spent{};      // actual cost of the promotion: what was committed for it and settled
  money::Money discounts{};  // list price less promotion price of all units sold, baseline units too
  std::optional<Sold>
      pull_forward{};  // shortfall after the promotion: baseline − actual of the window after it, >= 0
  std::optional<Sold> cannibalised{};  // shortfall of the products it took sales from, >= 0
};
struct Evaluation {
  money::Decimal incremental_units{};
  money::Money incremental_sales{};
  money::Money incremental_margin{};  // before the spent cost; discounts are in the promoted sales already
  money::Money profit{};              // incremental margin − spent
  money::Money cost{};                // by the definition
  CostDefinition definition = CostDefinition::spent;
  std::optional<money::Rate> roi{};               // profit ÷ cost; nothing at zero cost
  std::optional<money::Rate> lift{};              // incremental units ÷ baseline units
  std::optional<money::Money> cost_per_unit{};    // spent ÷ incremental units, when there are any
  std::optional<money::Money> margin_per_unit{};  // promoted margin ÷ promoted units
};
Evaluation evaluate(const Observed& observed, CostDefinition definition);

// The lift at which a planned promotion earns its cost, before approval: spent fixed cost F, baseline units
// B, margin per unit at list price m0 and at promotion price m1: extra units needed = (F + B × (m0 − m1)) ÷
// m1; lift = that ÷ B. Nothing when a unit earns nothing at the promotion price or there is no baseline.
std::optional<money::Rate> break_even_lift(money::Money fixed_cost, std::int64_t baseline_units,
                                           money::Money margin_list, money::Money margin_promo);

// The planned figures of one promoted item.
struct PlannedItem {
  money::Money list_price{};
  money::Rate discount{};
  std::int64_t baseline_units = 0;
  money::Rate lift{};
  money::Rate margin{};  // of the list price
  money::Money fixed_cost{};
};
struct PlannedFigures {
  money::Money price{};  // after the discount
  money::Money unit_cost{};
  std::int64_t units = 0;  // baseline × (1 + lift), half-up
  money::Money sales{};
  money::Money incremental_sales{};
  money::Money
      incremental_profit{};    // margin with the discount less the margin of the baseline at list price
  money::Money profit{};       // that less the fixed cost
  money::Money trade_spend{};  // discount on all units + fixed cost
};
PlannedFigures plan_figures(const PlannedItem& item);

// actual ÷ planned; nothing when nothing was planned.
std::optional<money::Rate> execution_rate(money::Money actual, money::Money planned);

}  // namespace salesops::promotion
