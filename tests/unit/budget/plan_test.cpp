#include <doctest/doctest.h>

#include "salesops/base/error.hpp"
#include "salesops/budget/plan.hpp"
#include "unit/budget/support.hpp"

using namespace salesops;
using namespace salesops::budget;
using namespace salesops::budget::testing;

namespace {

std::vector<money::Rate> shares(std::initializer_list<std::int64_t> hundredths) {
  std::vector<money::Rate> made;
  for (const std::int64_t share : hundredths) made.emplace_back(share, 10000);
  return made;
}

}  // namespace

// frappe/erpnext test_budget.py test_evenly_distribute_budget
TEST_CASE("120,000 over 12 months is 10,000 each, and 100 over 3 gives the odd fen to the first") {
  CHECK(spread_evenly(yuan(120000), 12) == std::vector<money::Money>(12, yuan(10000)));
  CHECK(spread_evenly(yuan(100), 3) ==
        std::vector{money::Money::minor(3334), money::Money::minor(3333), money::Money::minor(3333)});
}

// frappe/erpnext test_budget.py test_manual_budget_amount_total and issue 57802: 72.68 + 10.93 + 2.73 + 13.66
// is 100.
TEST_CASE("shares are decimals: 33.33, 50 and 16.67 percent are accepted, 99.99 percent is not") {
  const auto parts = spread_by_shares(yuan(30000), shares({3333, 5000, 1667}));
  CHECK(parts == std::vector{yuan(9999), yuan(15000), yuan(5001)});
  CHECK(spread_by_shares(yuan(100), shares({7268, 1093, 273, 1366})).size() == 4);
  CHECK_THROWS_AS(spread_by_shares(yuan(100), shares({7268, 1093, 273, 1365})), base::Error);
}

// frappe/erpnext v13/14 budget.py get_accumulated_monthly_budget took the first seasonality table of the year
// for all.
TEST_CASE("each budget uses its own seasonality") {
  auto first = std::vector<money::Rate>(12, money::Rate(92, 1100));
  first[0] = money::Rate(8, 100);
  auto second = std::vector<money::Rate>(12, money::Rate(50, 1100));
  second[0] = money::Rate(50, 100);
  CHECK(spread_by_shares(yuan(120000), first)[0] == yuan(9600));
  CHECK(spread_by_shares(yuan(120000), second)[0] == yuan(60000));
}

TEST_CASE("a total is split by weights within floors and caps, exactly and in whole hundreds") {
  std::vector<Part> parts = {
      {"a", money::Decimal(15, 1)}, {"b", money::Decimal::whole(1)}, {"c", money::Decimal::whole(1)}};
  parts[1].floor = yuan(400);
  parts[2].cap = yuan(100);
  split(yuan(1000), parts, yuan(100));
  CHECK(parts[0].amount == yuan(500));
  CHECK(parts[1].amount == yuan(400));
  CHECK(parts[2].amount == yuan(100));
  CHECK(parts[2].bound == "cap");
}

// ecosoft-odoo/budgeting 15.0 budget_allocation test_02_process_budget_allocation: four lines of 100, the
// first becomes 50.
TEST_CASE("the difference of two versions posts only what changed") {
  std::map<Cell, money::Money> before;
  for (unsigned m = 1; m <= 4; ++m) before[{"n", "c", month(m)}] = yuan(100);
  auto after = before;
  after[{"n", "c", month(1)}] = yuan(50);
  after[{"n", "c", month(5)}] = yuan(0);
  const auto moves = plan_difference(before, after, "plan 2026 v2");
  REQUIRE(moves.size() == 2);
  CHECK(moves[0].amount == yuan(-50));
  CHECK(moves[1].amount.zero());
  CHECK(plan_difference(before, before, "plan").empty());
  CHECK(plan_difference(before, {}, "plan").size() == 4);
}

TEST_CASE("last year plus 5 percent is rounded half-up once") {
  CHECK(changed(money::Money::minor(10), money::Rate(5, 100)) == money::Money::minor(11));
  CHECK(changed(yuan(200), money::Rate(-5, 100)) == yuan(190));
}
