#include <doctest/doctest.h>

#include "salesops/promotion/evaluation.hpp"

using namespace salesops;
using namespace salesops::promotion;

namespace {

money::Money yuan(std::int64_t amount) {
  return money::Money::minor(amount * 100);
}
Sold sold(std::int64_t units, std::int64_t price, std::int64_t cost) {
  return {money::Decimal::whole(units), yuan(units * price), yuan(units * cost)};
}

// chaokuaixiao.com/community/details/8342: price 200 -> 160, cost 60, 50,000 sold, baseline 15,000,
// advertising 1,000,000.
Observed published_example() {
  Observed observed;
  observed.promoted = sold(50000, 160, 60);
  observed.baseline = sold(15000, 200, 60);
  observed.spent = yuan(1000000);
  observed.discounts = yuan(50000 * 40);
  return observed;
}

}  // namespace

TEST_CASE("the published example earns 1,900,000: 190 percent of the advertising, 63.3 with all discounts") {
  const Evaluation by_spent = evaluate(published_example(), CostDefinition::spent);
  CHECK(by_spent.profit == yuan(1900000));
  CHECK(money::percent_text(*by_spent.roi) == "190.0%");
  const Evaluation by_all = evaluate(published_example(), CostDefinition::spent_and_discounts);
  CHECK(by_all.cost == yuan(3000000));
  CHECK(by_all.profit == yuan(1900000));
  CHECK(money::percent_text(*by_all.roi) == "63.3%");
}

// help.daasity.com promotion-roi-revenue-based: divide by NULLIF(spend, 0). 60,000 for 50,000 is 20 %, for
// nothing undefined.
TEST_CASE("a promotion without cost has no ROI") {
  Observed observed;
  observed.promoted = {money::Decimal::whole(1), yuan(60000), {}};
  observed.spent = yuan(50000);
  CHECK(money::percent_text(*evaluate(observed, CostDefinition::spent).roi, 0) == "20%");
  observed.spent = {};
  CHECK_FALSE(evaluate(observed, CostDefinition::spent).roi.has_value());
}

// cpgscout.ai trade-promotion-effectiveness: shipped 10,000, baseline 8,000.
TEST_CASE("only units above the baseline count") {
  Observed observed;
  observed.promoted = sold(10000, 1, 0);
  observed.baseline = sold(8000, 1, 0);
  const Evaluation result = evaluate(observed, CostDefinition::spent);
  CHECK(result.incremental_units == money::Decimal::whole(2000));
  CHECK(money::percent_text(*result.lift, 0) == "25%");
}

// stratacpg.pages.dev trade-promotion-roi: 50,000 spent for 20,000 units is 2.50 a unit, above a margin
// of 1.80.
TEST_CASE("cost per incremental unit stands beside the unit margin") {
  Observed observed;
  observed.promoted = {money::Decimal::whole(20000), yuan(100000), yuan(64000)};
  observed.spent = yuan(50000);
  const Evaluation result = evaluate(observed, CostDefinition::spent);
  CHECK(*result.cost_per_unit == money::Money::minor(250));
  CHECK(*result.margin_per_unit == money::Money::minor(180));
  CHECK(result.profit.negative());
}

TEST_CASE("stock-up and cannibalised sales are taken off") {
  Observed observed = published_example();
  observed.pull_forward = sold(1000, 200, 60);
  observed.cannibalised = sold(500, 100, 60);
  const Evaluation result = evaluate(observed, CostDefinition::spent);
  CHECK(result.incremental_units == money::Decimal::whole(33500));
  CHECK(result.profit == yuan(1900000 - 140000 - 20000));
}

// docs.oracle.com evaluate-trade-promotions: list 10, 20 % off, baseline 1000, lift 50 %, margin 40 %, fixed
// cost 500.
TEST_CASE("the planned figures of one promoted item") {
  const PlannedFigures figures = plan_figures(
      {yuan(10), money::Rate(20, 100), 1000, money::Rate(50, 100), money::Rate(40, 100), yuan(500)});
  CHECK(figures.price == yuan(8));
  CHECK(figures.unit_cost == yuan(6));
  CHECK(figures.sales == yuan(12000));
  CHECK(figures.incremental_sales == yuan(2000));
  CHECK(figures.incremental_profit == yuan(-1000));
  CHECK(figures.profit == yuan(-1500));
  CHECK(figures.trade_spend == yuan(3500));
}

TEST_CASE("at the break-even lift a planned promotion earns exactly nothing") {
  // margin 4 at list price, 2 at the promotion price: (500 + 1000 × 2) ÷ 2 = 1250 units more than 1000.
  const auto lift = break_even_lift(yuan(500), 1000, yuan(4), yuan(2));
  CHECK(*lift == money::Rate(125, 100));
  const PlannedFigures figures =
      plan_figures({yuan(10), money::Rate(20, 100), 1000, *lift, money::Rate(40, 100), yuan(500)});
  CHECK(figures.profit.zero());
  CHECK_FALSE(break_even_lift(yuan(500), 1000, yuan(4), yuan(0)).has_value());
  CHECK_FALSE(break_even_lift(yuan(500), 0, yuan(4), yuan(2)).has_value());
}

TEST_CASE("baselines: the same days last year, or the average day of the weeks before") {
  const calendar::Span run{calendar::Date::of(2026, 10, 1), calendar::Date::of(2026, 10, 10)};
  const calendar::Span last_year = baseline_span(BaselineMethod::last_year, run, 0);
  CHECK(last_year == calendar::Span{calendar::Date::of(2025, 10, 1), calendar::Date::of(2025, 10, 10)});
  const calendar::Span weeks = baseline_span(BaselineMethod::previous_weeks, run, 4);
  CHECK(weeks == calendar::Span{calendar::Date::of(2026, 9, 3), calendar::Date::of(2026, 9, 30)});
  CHECK(baseline_span(BaselineMethod::seasonal, run, 4) == weeks);
  const Sold usual = scaled(sold(280, 10, 4), baseline_factor(BaselineMethod::previous_weeks, run, 4));
  CHECK(usual.units == money::Decimal::whole(100));
  CHECK(usual.amount == yuan(1000));
  CHECK(usual.margin() == yuan(600));
  CHECK(baseline_factor(BaselineMethod::last_year, run, 4) == money::Rate(1, 1));
}
