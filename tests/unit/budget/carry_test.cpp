#include <doctest/doctest.h>

#include "salesops/budget/carry.hpp"
#include "unit/budget/support.hpp"

using namespace salesops;
using namespace salesops::budget;
using namespace salesops::budget::testing;

namespace {

// The balance of the month after, when `moves` are posted there on top of `budget`.
Balance next_month(std::int64_t budget, const std::vector<Move>& moves) {
  Balance balance = planned(budget);
  for (const Move& move : moves) {
    if (move.cell.month == month(2)) balance.add(move.kind, move.amount);
  }
  return balance;
}

money::Money total(const std::vector<Move>& moves) {
  money::Money sum;
  for (const Move& move : moves) sum += effect(move.kind, move.amount);
  return sum;
}

}  // namespace

// github.com/we-promise/sure/issues/3544: 30,000 a month, 49,500 spent in the first.
TEST_CASE("an overspent month is forgotten or carried, as the mode says") {
  const Cell january{"city1", "101", month(1)};
  const Balance first = planned(30000, 0, 49500);
  CHECK(first.available() == yuan(-19500));
  CHECK(next_month(30000, carry_moves(january, first, CarryMode::surplus, false, "c")).available() ==
        yuan(30000));
  CHECK(next_month(30000, carry_moves(january, first, CarryMode::none, false, "c")).available() ==
        yuan(30000));
  CHECK(next_month(30000, carry_moves(january, first, CarryMode::both, false, "c")).available() ==
        yuan(10500));
}

// github.com/mtotschnig/MyExpenses/issues/1842: 100 a month, 50 spent in each; the base of the percentage is
// 150.
TEST_CASE("a surplus that is carried raises the plan of the next month") {
  const auto moves =
      carry_moves({"city1", "101", month(1)}, planned(100, 0, 50), CarryMode::surplus, false, "c");
  Balance second = next_month(100, moves);
  second.add(MoveKind::actual, yuan(50));
  CHECK(second.plan() == yuan(150));
  CHECK(second.available() == yuan(100));
  CHECK(money::percent_text(money::Rate(second.actual.minor(), second.plan().minor()), 0) == "33%");
  CHECK(total(moves).zero());
}

TEST_CASE("commitments move with the money for them") {
  const Cell january{"city1", "101", month(1)};
  for (const CarryMode mode : {CarryMode::none, CarryMode::surplus, CarryMode::both}) {
    const auto moves = carry_moves(january, planned(100, 30, 80), mode, true, "c");
    const Balance second = next_month(0, moves);
    CHECK(second.committed == yuan(30));
    CHECK(second.available() == (mode == CarryMode::both ? yuan(-10) : yuan(0)));
    CHECK(total(moves).zero());
  }
}

// wk.yl1001.com 销售部绩效考核: W = 业务费用 ÷ (回款 × 2 %), half of a saving is rewarded.
TEST_CASE("an expense ratio allows 20,000 for receipts of 1,000,000 at 2 percent") {
  const money::Rate two_percent(2, 100);
  const money::Rate half(1, 2);
  const Flexible below = flexible(yuan(1000000), two_percent, yuan(16000), half);
  CHECK(below.allowed == yuan(20000));
  CHECK(below.saved == yuan(4000));
  CHECK(below.reward == yuan(2000));
  CHECK(below.excess.zero());
  const Flexible above = flexible(yuan(1000000), two_percent, yuan(23000), half);
  CHECK(above.saved.zero());
  CHECK(above.excess == yuan(3000));
}

TEST_CASE("a threshold warns once, when it is crossed, and exactly reached is crossed") {
  const std::vector<money::Rate> at = {money::Rate(8, 10), money::Rate(9, 10), money::Rate(1, 1)};
  CHECK(crossings(yuan(100), yuan(0), yuan(79), at).empty());
  CHECK(crossings(yuan(100), yuan(79), yuan(80), at) == std::vector{at[0]});
  CHECK(crossings(yuan(100), yuan(80), yuan(85), at).empty());
  CHECK(crossings(yuan(100), yuan(85), yuan(100), at) == std::vector{at[1], at[2]});
  CHECK(crossings(yuan(100), yuan(100), yuan(150), at).empty());
  CHECK(crossings(yuan(100), yuan(85), yuan(70), at).empty());
  CHECK(crossings(yuan(0), yuan(0), yuan(70), at).empty());
}
