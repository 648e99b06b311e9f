#include <doctest/doctest.h>

#include "unit/budget/support.hpp"

using namespace salesops;
using namespace salesops::budget;
using namespace salesops::budget::testing;

namespace {

const Hierarchy kCompany = company();

Verdict check_line(std::int64_t amount, const Rule& one, const Balances& balances,
                   Stage stage = Stage::actual) {
  const Line line{"city1", "101", month(1), yuan(amount)};
  return check({&line, 1}, stage, {&one, 1}, balances, kCompany);
}

}  // namespace

// Microsoft Learn, "Budget control overview and configuration": 100,000 with a threshold of 110 %.
TEST_CASE("a tolerance of 10 percent lets 109,000 of 100,000 pass and stops 111,000") {
  Rule one = rule(Stage::actual, Horizon::year, Level::line, Action::stop);
  one.tolerance = money::Rate(1, 10);
  const Balances balances = {{{"city1", "101", month(1)}, planned(100000)}};
  CHECK(check_line(105000, one, balances).passes());
  CHECK(check_line(109000, one, balances).passes());
  CHECK(check_line(110000, one, balances).passes());
  const Verdict stopped = check_line(111000, one, balances);
  CHECK_FALSE(stopped.passes());
  CHECK(stopped.findings.front().over == yuan(1000));
  CHECK(stopped.largest.front() == yuan(110000));
}

// github.com/otherworld-dev/Budget/issues/293
TEST_CASE("exactly used up is not exceeded, one fen more is") {
  const Rule one = rule(Stage::actual, Horizon::month, Level::line, Action::stop);
  const Balances balances = {{{"city1", "101", month(1)}, planned(2600)}};
  CHECK(check_line(2600, one, balances).outcome == Action::ignore);
  const Line line{"city1", "101", month(1), money::Money::minor(260001)};
  const Verdict verdict = check({&line, 1}, Stage::actual, {&one, 1}, balances, kCompany);
  CHECK(verdict.outcome == Action::stop);
  CHECK(verdict.excess() == money::Money::minor(1));
}

// github.com/frappe/erpnext/issues/47611: an open order takes the whole budget, an unrelated bill of 1 still
// posted there.
TEST_CASE("commitments of others count against an actual") {
  const Rule one = rule(Stage::actual, Horizon::year, Level::line, Action::stop);
  const Balances balances = {{{"city1", "101", month(1)}, planned(100000, 100000)}};
  const Verdict verdict = check_line(1, one, balances);
  CHECK(verdict.outcome == Action::stop);
  CHECK(verdict.excess() == yuan(1));
  CHECK(verdict.findings.front().exhausted());
}

// frappe/erpnext test_budget.py test_action_for_cumulative_limit: actual limit − 1, order limit + 1.
TEST_CASE("the accumulated limit stops or ignores what the matrix says") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(10000, 0, 9999)}};
  CHECK(check_line(10001, rule(Stage::request, Horizon::accumulated, Level::line, Action::stop), balances,
                   Stage::request)
            .outcome == Action::stop);
  CHECK(check_line(10001, rule(Stage::request, Horizon::accumulated, Level::line, Action::warn), balances,
                   Stage::request)
            .outcome == Action::warn);
  CHECK(check_line(10001, rule(Stage::request, Horizon::accumulated, Level::line, Action::ignore), balances,
                   Stage::request)
            .outcome == Action::ignore);
}

// github.com/frappe/erpnext/issues/5148: 20,000 a month, nothing spent January to March.
TEST_CASE("the horizon decides which months are added up") {
  Balances balances;
  for (unsigned m = 1; m <= 12; ++m) balances[{"city1", "101", month(m)}] = planned(20000);
  struct Expected {
    Horizon horizon;
    std::int64_t plan;
  };
  const Line line{"city1", "101", month(4), yuan(1)};
  for (const auto& [horizon, plan] : {Expected{Horizon::month, 20000},
                                      {Horizon::accumulated, 80000},
                                      {Horizon::quarter, 60000},
                                      {Horizon::year, 240000}}) {
    const Rule one = rule(Stage::request, horizon, Level::line, Action::stop);
    const Verdict verdict = check({&line, 1}, Stage::request, {&one, 1}, balances, kCompany);
    CHECK(verdict.findings.front().before.plan() == yuan(plan));
  }
}

// ecosoft-odoo/budgeting 15.0 budget_control/tests/test_budget_control.py test_03, test_04: lines of 400, 800
// and 1200.
TEST_CASE("the level decides whether one line or the whole node is the limit") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(400)},
                             {{"city1", "102", month(1)}, planned(800)},
                             {{"city1", "201", month(1)}, planned(1200)}};
  CHECK(check_line(401, rule(Stage::actual, Horizon::month, Level::line, Action::stop), balances).outcome ==
        Action::stop);
  const Verdict node =
      check_line(2000, rule(Stage::actual, Horizon::month, Level::node, Action::stop), balances);
  CHECK(node.passes());
  CHECK(node.findings.front().limit - node.findings.front().asked == yuan(400));
  CHECK(
      check_line(1201, rule(Stage::actual, Horizon::month, Level::group, Action::stop), balances).excess() ==
      yuan(1));
}

// ecosoft-odoo/budgeting 15.0 budget_control_purchase/tests/test_budget_purchase.py test_01: 1 × 101 of 100
// and 2 × 99 of 200.
TEST_CASE("one document with two lines may stop at line level and pass at node level") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(100)},
                             {{"city1", "102", month(1)}, planned(200)}};
  std::vector<Line> document = {{"city1", "101", month(1), yuan(101)}, {"city1", "102", month(1), yuan(198)}};
  const Rule line = rule(Stage::request, Horizon::month, Level::line, Action::stop);
  const Rule node = rule(Stage::request, Horizon::month, Level::node, Action::stop);
  CHECK(check(document, Stage::request, {}, balances, kCompany).passes());
  const Verdict by_line = check(document, Stage::request, {&line, 1}, balances, kCompany);
  CHECK_FALSE(by_line.passes());
  CHECK(by_line.largest == std::vector{yuan(100), yuan(200)});
  const Verdict by_node = check(document, Stage::request, {&node, 1}, balances, kCompany);
  CHECK(by_node.passes());
  CHECK(by_node.findings.front().limit - by_node.findings.front().asked == yuan(1));
  document[1].amount = yuan(200);
  CHECK_FALSE(check(document, Stage::request, {&node, 1}, balances, kCompany).passes());
}

// frappe/erpnext pull 55158: line by line a document passes in slices.
TEST_CASE("lines of one cell are added before they are compared") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(100)}};
  const Rule one = rule(Stage::request, Horizon::month, Level::line, Action::stop);
  const std::vector<Line> slices(3, {"city1", "101", month(1), yuan(40)});
  const Verdict verdict = check(slices, Stage::request, {&one, 1}, balances, kCompany);
  CHECK_FALSE(verdict.passes());
  CHECK(verdict.findings.front().asked == yuan(120));
  CHECK(verdict.largest == std::vector{yuan(20), yuan(20), yuan(20)});
}

// ecosoft-odoo/budgeting 15.0 budget_control/tests/test_budget_control.py test_06; ERPNext blocks a
// cancellation here.
TEST_CASE("a refund passes however deep the budget is overspent") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(2400, 0, 100000)}};
  const Verdict verdict =
      check_line(-100, rule(Stage::actual, Horizon::year, Level::line, Action::stop), balances);
  CHECK(verdict.outcome == Action::ignore);
  CHECK(verdict.findings.front().before.available() == yuan(-97600));
}

// github.com/frappe/erpnext/issues/58564: a blank account made the check skip silently.
TEST_CASE("a line that cannot be checked is a problem, not a pass") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(100)}};
  const std::vector<Line> document = {{"city1", "999", month(1), yuan(1)},
                                      {"nowhere", "101", month(1), yuan(1)},
                                      {"city1", "201", month(1), yuan(1)},
                                      {"city1", "201", month(1), yuan(-1)}};
  const Rule one = rule(Stage::request, Horizon::month, Level::line, Action::ignore);
  const Verdict verdict = check(document, Stage::request, {&one, 1}, balances, kCompany);
  REQUIRE(verdict.problems.size() == 3);
  CHECK(verdict.problems[0].kind == ProblemKind::unknown_category);
  CHECK(verdict.problems[1].kind == ProblemKind::unknown_node);
  CHECK(verdict.problems[2].kind == ProblemKind::no_budget);
  CHECK_FALSE(verdict.passes());
}

// frappe/erpnext test_budget.py test_monthly_budget_against_main_cost_center: 200,000 above two nodes,
// 400,000 spent below.
TEST_CASE("a budget on a parent node limits all its children together") {
  const Balances balances = {{{"region", "101", month(1)}, planned(200000)}, {{"city2", "101", month(1)}, [] {
                                                                                Balance spent;
                                                                                spent.add(MoveKind::actual,
                                                                                          yuan(150000));
                                                                                return spent;
                                                                              }()}};
  const Rule one = rule(Stage::actual, Horizon::year, Level::line, Action::stop);
  CHECK(check_line(50000, one, balances).passes());
  CHECK(check_line(50001, one, balances).outcome == Action::stop);
  CHECK(check_line(400000, one, balances).excess() == yuan(350000));
}

TEST_CASE("the parent level adds the neighbours' budgets") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(100)},
                             {{"city2", "201", month(1)}, planned(900, 200)}};
  const Rule one = rule(Stage::actual, Horizon::month, Level::parent, Action::stop);
  CHECK(check_line(800, one, balances).passes());
  CHECK(check_line(801, one, balances).outcome == Action::stop);
}

TEST_CASE("the rule nearest to the line counts: its category first, then its node") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(100)}};
  Rule any = rule(Stage::actual, Horizon::month, Level::line, Action::stop);
  Rule group = any;
  group.category = "100", group.action = Action::warn;
  Rule node = any;
  node.node = "city1", node.action = Action::ignore;
  const Line line{"city1", "101", month(1), yuan(101)};
  const std::vector<Rule> rules = {any, group, node};
  CHECK(check({&line, 1}, Stage::actual, rules, balances, kCompany).outcome == Action::warn);
  const std::vector<Rule> without_group = {any, node};
  CHECK(check({&line, 1}, Stage::actual, without_group, balances, kCompany).outcome == Action::ignore);
}

TEST_CASE("an actual of a request is not counted twice with its commitment") {
  const Balances balances = {{{"city1", "101", month(1)}, planned(100, 100)}};
  const Rule one = rule(Stage::actual, Horizon::month, Level::line, Action::stop);
  Line line{"city1", "101", month(1), yuan(100), yuan(100)};
  CHECK(check({&line, 1}, Stage::actual, {&one, 1}, balances, kCompany).passes());
  line.amount = yuan(120);
  const Verdict verdict = check({&line, 1}, Stage::actual, {&one, 1}, balances, kCompany);
  CHECK(verdict.excess() == yuan(20));
  CHECK(verdict.largest.front() == yuan(100));
}

// ecosoft-odoo/budgeting 15.0 budget_allocation test_02_commitment_bill: a line of 50, bills of 120, 40, 30.
TEST_CASE("a line is used up in steps") {
  const Rule one = rule(Stage::actual, Horizon::month, Level::line, Action::stop);
  Balances balances = {{{"city1", "101", month(1)}, planned(50)}};
  CHECK_FALSE(check_line(120, one, balances).passes());
  CHECK(check_line(40, one, balances).passes());
  balances.begin()->second.add(MoveKind::actual, yuan(40));
  const Verdict third = check_line(30, one, balances);
  CHECK_FALSE(third.passes());
  CHECK(third.largest.front() == yuan(10));
}
