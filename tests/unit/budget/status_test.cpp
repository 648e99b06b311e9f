#include <doctest/doctest.h>

#include "salesops/budget/status.hpp"
#include "unit/budget/support.hpp"

using namespace salesops;
using namespace salesops::budget;
using namespace salesops::budget::testing;

namespace {

Balance spent(std::int64_t actual) {
  Balance balance;
  balance.add(MoveKind::actual, yuan(actual));
  return balance;
}

std::string percent(const std::optional<money::Rate>& rate) {
  return rate ? money::percent_text(*rate, 0) : "none";
}

}  // namespace

// hledger test/balance/budget.test, cases 26-29. There `d` has no budget of its own and is shown apart; here
// a budget on the group pays for it, and only what no budget pays for is unbudgeted (node `stray`).
TEST_CASE("parent and children add up, a zero budget has no percentage, unbudgeted spending shows") {
  const Hierarchy tree = {Tree(Parents{{"n", ""}}), Tree(Parents{{"bills", ""},
                                                                 {"a", "bills"},
                                                                 {"b", "bills"},
                                                                 {"c", "bills"},
                                                                 {"d", "bills"},
                                                                 {"f", "bills"},
                                                                 {"stray", ""}})};
  Balances balances = {
      {{"n", "bills", month(1)}, planned(100)},    {{"n", "a", month(1)}, planned(20, 0, 10)},
      {{"n", "b", month(1)}, planned(200, 0, 40)}, {{"n", "c", month(1)}, planned(50)},
      {{"n", "d", month(1)}, spent(20)},           {{"n", "f", month(1)}, planned(0, 0, 10)},
      {{"n", "stray", month(1)}, spent(20)}};
  const auto lines = status_lines(balances, {month(1), month(1)}, tree);
  std::map<std::string, std::string> shown;
  for (const StatusLine& line : lines) shown[line.category] = percent(used(line.period));
  CHECK(shown == std::map<std::string, std::string>{
                     {"", "none"}, {"a", "50%"}, {"b", "20%"}, {"bills", "20%"}, {"c", "0%"}, {"f", "none"}});
  CHECK(lines.back().unbudgeted());
  CHECK(lines.back().period.actual == yuan(20));
  CHECK(use_of(lines.back().period, money::Rate(8, 10)) == Use::unplanned);
  const auto bills = regroup(lines, [&](const StatusLine& line) {
    return Owner{line.node, tree.categories.top(line.category)};
  });
  REQUIRE(bills.size() == 2);
  CHECK(bills[0].period.actual == yuan(80));
  CHECK(bills[0].period.plan() == yuan(370));
  CHECK(percent(used(bills[0].period)) == "22%");
  CHECK(total_of(lines).period.actual == yuan(100));
}

// hledger test/ledger-compat/ledger-baseline/cmd-budget.test: phone 10 and rent 550 a month.
TEST_CASE("a quarter shows the months added up and each month its own percentage") {
  const Hierarchy tree = {Tree(Parents{{"n", ""}}), Tree(Parents{{"phone", ""}, {"rent", ""}})};
  Balances balances;
  const std::int64_t phone[] = {10, 20, 15};
  const std::int64_t rent[] = {550, 530, 570};
  for (unsigned m = 1; m <= 3; ++m) {
    balances[{"n", "phone", month(m)}] = planned(10, 0, phone[m - 1]);
    balances[{"n", "rent", month(m)}] = planned(550, 0, rent[m - 1]);
  }
  const auto percents = [&](unsigned first, unsigned last) {
    const auto lines = status_lines(balances, {month(first), month(last)}, tree);
    return std::vector<std::string>{percent(used(lines[0].period)), percent(used(lines[1].period)),
                                    percent(used(total_of(lines).period))};
  };
  CHECK(percents(1, 1) == std::vector<std::string>{"100%", "100%", "100%"});
  CHECK(percents(2, 2) == std::vector<std::string>{"200%", "96%", "98%"});
  CHECK(percents(3, 3) == std::vector<std::string>{"150%", "104%", "104%"});
  const auto quarter = status_lines(balances, {month(1), month(3)}, tree);
  CHECK(quarter[0].period.actual == yuan(45));
  CHECK(quarter[0].period.plan() == yuan(30));
  CHECK(quarter[1].period.actual == quarter[1].period.plan());
  CHECK(total_of(quarter).period.actual == yuan(1695));
  CHECK(percent(used(total_of(quarter).period)) == "101%");
}

// github.com/otherworld-dev/Budget/issues/293 and cobudget/cobudget/issues/848
TEST_CASE("used up is not exceeded and 10 short is not 100 percent") {
  const money::Rate warn(8, 10);
  CHECK(use_of(planned(2600, 0, 2600), warn) == Use::used_up);
  CHECK(use_of(planned(2600, 10, 2590), warn) == Use::used_up);
  CHECK(use_of(planned(2600, 0, 2601), warn) == Use::exceeded);
  CHECK(use_of(planned(2600, 0, 2590), warn) == Use::warned);
  CHECK(use_of(planned(2600, 0, 2080), warn) == Use::warned);
  CHECK(use_of(planned(2600, 0, 2079), warn) == Use::within);
  CHECK(use_of(planned(0, 0, 1), warn) == Use::exceeded);
  CHECK(use_of(planned(0), warn) == Use::within);
  CHECK(money::percent_text(*used(planned(2600, 0, 2590))) == "99.6%");
}

TEST_CASE("the year to date runs from January to the end of the period and other years stay out") {
  Balances balances = {{{"city1", "101", month(12, 2025)}, planned(7, 0, 7)},
                       {{"city1", "101", month(1)}, planned(10, 0, 4)},
                       {{"city1", "101", month(2)}, planned(20, 0, 5)},
                       {{"city1", "101", month(3)}, planned(40, 0, 6)}};
  const auto lines = status_lines(balances, {month(2), month(2)}, company());
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].period.plan() == yuan(20));
  CHECK(lines[0].ytd.plan() == yuan(30));
  CHECK(lines[0].ytd.actual == yuan(9));
}

TEST_CASE("a city's spending belongs to the budget of its region when it has none of its own") {
  Balances balances = {{{"region", "100", month(1)}, planned(100)},
                       {{"city1", "101", month(1)}, spent(30)},
                       {{"city2", "201", month(1)}, spent(5)}};
  const auto lines = status_lines(balances, {month(1), month(1)}, company());
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].node == "region");
  CHECK(lines[0].category == "100");
  CHECK(lines[0].period.actual == yuan(30));
  CHECK(lines[1].unbudgeted());
  CHECK(lines[1].period.actual == yuan(5));
}

// OCA/mis-builder test_mis_budget.py: 20 in February 2017, a window of 21 of its 28 days.
TEST_CASE("the plan of a cut month counts by days, what is used does not") {
  Balance february = planned(20, 5, 7);
  february.add(MoveKind::transfer, yuan(-4));
  const Balance cut = prorated(february, 21, 28);
  CHECK(cut.budget == yuan(15));
  CHECK(cut.transfer == yuan(-3));
  CHECK(cut.committed == yuan(5));
  CHECK(cut.actual == yuan(7));
  CHECK(prorated(february, 28, 28) == february);
}

TEST_CASE("the period and the year to date may have figures of their own") {
  const Hierarchy tree = {Tree(Parents{{"n", ""}}), Tree(Parents{{"a", ""}})};
  const Balances ytd = {{{"n", "a", month(1)}, planned(10)}, {{"n", "a", month(2)}, planned(20)}};
  Balances period = ytd;
  period.at({"n", "a", month(2)}) = planned(15);
  const auto lines = status_lines(period, ytd, {month(2), month(2)}, tree);
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().period.plan() == yuan(15));
  CHECK(lines.front().ytd.plan() == yuan(30));
}
