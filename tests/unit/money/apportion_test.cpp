#include "salesops/money/apportion.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "salesops/money/apportion_tree.hpp"
#include "salesops/money/matrix.hpp"
#include "salesops/money/rebalance.hpp"

using namespace salesops;
using namespace salesops::money;
using Amounts = std::vector<std::int64_t>;

namespace {

Leaves leaves(std::vector<std::string_view> keys, std::vector<Weight> weights) {
  Leaves result;
  result.keys = std::move(keys);
  result.weights = std::move(weights);
  return result;
}

std::string code_of(const Leaves& input, std::int64_t total, const Rule& rule) {
  try {
    apportion(input, total, rule);
  } catch (const base::Error& error) {
    return error.code();
  }
  return "";
}

}  // namespace

TEST_CASE(
    "a split sums exactly and gives the extra units to the largest remainders, then weights, then keys") {
  struct Row {
    std::int64_t total;
    std::vector<Weight> weights;
    Amounts wanted;
  };
  const Row rows[] = {
      {1000, {5, 3, 2}, {500, 300, 200}},
      {26, {25, 25, 50}, {7, 6, 13}},
      {10, {6, 6, 2}, {4, 4, 2}},
      {100, {1, 1, 1}, {34, 33, 33}},
      {3, {1, 1, 1}, {1, 1, 1}},
      {0, {3, 1, 2}, {0, 0, 0}},
      {9'007'199'254'740'993,
       {1, 1, 1},
       {3'002'399'751'580'331, 3'002'399'751'580'331, 3'002'399'751'580'331}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.total);
    CHECK(apportion(leaves({"A", "B", "C"}, row.weights), row.total, {}).amounts == row.wanted);
  }
}

TEST_CASE("floors, caps and locks hold and what they take is shared by the rest") {
  Leaves cascade = leaves({"A", "B", "C", "D"}, {50, 30, 15, 5});
  cascade.caps = {200, 330, 260, kNoCap};
  const Apportionment capped = apportion(cascade, 1000, {});
  CHECK(capped.amounts == Amounts{200, 330, 260, 210});
  CHECK(capped.bounds == std::vector<Bound>{Bound::cap, Bound::cap, Bound::cap, Bound::none});

  Leaves mixed = leaves({"A", "B", "C", "D"}, {40, 30, 20, 10});
  mixed.caps = {25, kNoCap, 21, kNoCap};
  mixed.floors = {0, 35, 0, 0};
  CHECK(apportion(mixed, 100, {}).amounts == Amounts{25, 41, 21, 13});

  Leaves held = leaves({"Jan", "Feb", "Mar"}, {10, 20, 30});
  held.locks = {kNoLock, 20, kNoLock};
  CHECK(apportion(held, 100, {}).amounts == Amounts{20, 20, 60});
}

TEST_CASE("a remainder goes to one named absorber, everybody else stays on the unit") {
  const Leaves input = leaves({"A", "B", "C"}, {2, 3, 1});
  Rule rule{.unit = 1000};
  CHECK(code_of(input, 100'500, rule) == "E_UNIT");
  rule.remainder = Remainder::largest;
  const Apportionment largest = apportion(input, 100'500, rule);
  CHECK(largest.amounts == Amounts{33'000, 50'500, 17'000});
  CHECK(largest.absorber == std::optional<std::size_t>(1));
  rule.remainder = Remainder::named;
  rule.remainder_key = "C";
  CHECK(apportion(input, 100'500, rule).amounts == Amounts{34'000, 50'000, 16'500});
  rule.remainder_key = "X";
  CHECK(code_of(input, 100'500, rule) == "E4101");
}

TEST_CASE("leaves without weight stay at their floor unless they are to share equally") {
  Leaves input = leaves({"A", "B", "C", "D"}, {1, 1, 0, 0});
  input.caps = {40, 40, kNoCap, kNoCap};
  CHECK(code_of(input, 100, {}) == "E_ZERO_WEIGHT");
  CHECK(apportion(input, 100, {.zero_weight = ZeroWeight::equal}).amounts == Amounts{40, 40, 10, 10});
  CHECK(apportion(input, 70, {}).amounts == Amounts{35, 35, 0, 0});
}

TEST_CASE("Sainte-Laguë may leave the quota and largest remainder never does") {
  const Leaves input = leaves({"A", "B"}, {1, 3});
  CHECK(apportion(input, 2, {.method = Method::webster}).amounts == Amounts{0, 2});
  CHECK(apportion(input, 2, {}).amounts == Amounts{0, 2});
  Leaves skewed = leaves({"A", "B", "C", "D", "E", "F", "G", "H"}, {904, 16, 16, 16, 16, 16, 8, 8});
  CHECK(apportion(skewed, 100, {}).amounts == Amounts{90, 2, 2, 2, 1, 1, 1, 1});
  CHECK(apportion(skewed, 100, {.method = Method::webster}).amounts == Amounts{88, 2, 2, 2, 2, 2, 1, 1});
}

TEST_CASE("impossible problems are refused with the code of what is in the way") {
  struct Row {
    const char* code;
    Amounts floors;
    Amounts caps;
    Amounts locks;
    std::int64_t total;
    std::int64_t unit;
  };
  const Row rows[] = {
      {"E_FLOORS", {60, 50}, {}, {}, 100, 1},
      {"E_FLOORS", {1001, 1001}, {}, {}, 3000, 1000},
      {"E_CAPS", {}, {40, 50}, {}, 100, 1},
      {"E_CAPS", {}, {1999, 1999}, {}, 3000, 1000},
      {"E_UNIT", {}, {}, {}, 1500, 1000},
      {"E_ROW_BOUNDS", {50, 0}, {40, kNoCap}, {}, 100, 1},
      {"E_ROW_LATTICE", {1100, 0}, {1900, kNoCap}, {}, 3000, 1000},
      {"E_LOCK_BOUNDS", {0, 0}, {50, kNoCap}, {60, kNoLock}, 100, 1},
      {"E_LOCK_SUM", {}, {}, {10, 20}, 31, 1},
      {"E_FLOORS", {}, {}, {120, kNoLock}, 100, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.code);
    Leaves input = leaves({"A", "B"}, {1, 1});
    input.floors = row.floors;
    input.caps = row.caps;
    input.locks = row.locks;
    CHECK(code_of(input, row.total, {.unit = row.unit}) == row.code);
  }
  CHECK(code_of(leaves({"A", "A"}, {1, 1}), 10, {}) == "E_DUP_KEY");
  CHECK(code_of(leaves({}, {}), 10, {}) == "E_NO_ROWS");
  CHECK(code_of(leaves({"A"}, {-1}), 10, {}) == "E_WEIGHT");
}

TEST_CASE("a conflict names the leaves, the gap and the smallest change") {
  Leaves input = leaves({"A", "B"}, {1, 1});
  input.floors = {6000, 5000};
  try {
    apportion(input, 10'000, {});
    FAIL("no conflict");
  } catch (const base::Error& error) {
    CHECK(error.exit() == base::Exit::finding);
    CHECK(error.diagnostics().front().message.en ==
          "floors and locks need 110.00, available 100.00, short by 10.00; largest: A 60.00, B 50.00");
    CHECK(error.diagnostics().front().help.en ==
          "lower floors or locks by 10.00 in all, or raise the total to 110.00");
  }
}

TEST_CASE("an over-assigned total is rounded up to the unit") {
  CHECK(over_assigned(987'654'321, 1, 20, 10'000) == 1'037'040'000);
  CHECK(over_assigned(100, 0, 1, 1) == 100);
  CHECK(over_assigned(100, 1, 3, 1) == 134);
}

TEST_CASE("a tree sums on every level and floors of leaves reach up to the root") {
  Tree tree;
  tree.nodes = leaves({"co", "E", "W", "e1", "e2", "w1", "w2"}, {0, 9, 1, 1, 1, 1, 3});
  tree.nodes.floors = {0, 0, 0, 0, 0, 120, 80};
  tree.parents = link_parents(tree.nodes.keys, {"", "co", "co", "E", "E", "W", "W"});
  const TreeShares shares = apportion_tree(tree, 1000, {});
  CHECK(shares.amounts == Amounts{1000, 800, 200, 400, 400, 120, 80});
  CHECK(shares.levels == std::vector<std::uint32_t>{0, 1, 1, 2, 2, 2, 2});
}

TEST_CASE("a changed total moves open rows in one direction only") {
  Revision revision;
  revision.leaves = leaves({"M01", "M02", "M03", "M04"}, {0, 0, 0, 0});
  revision.leaves.locks = {70, kNoLock, kNoLock, kNoLock};
  revision.current = {80, 60, 90, 30};
  CHECK(rebalance(revision, 310, {}).amounts == Amounts{70, 80, 120, 40});
  CHECK(rebalance(revision, 190, {}).amounts == Amounts{70, 40, 60, 20});
}

TEST_CASE("a table closes in both directions") {
  Matrix matrix;
  matrix.row_keys = {"a", "b"};
  matrix.column_keys = {"x", "y", "z"};
  matrix.row_totals = {100, 100};
  matrix.column_totals = {67, 66, 67};
  matrix.seeds = {1, 1, 1, 1, 1, 1};
  const MatrixShares shares = close_matrix(matrix, {});
  CHECK(shares.amounts[0] + shares.amounts[1] + shares.amounts[2] == 100);
  CHECK(shares.amounts[0] + shares.amounts[3] == 67);
  CHECK(shares.amounts[1] == 33);
  CHECK(shares.quota_millionths[1] == 33'000'000);
  CHECK(shares.quota_millionths[0] == 33'500'000);
}

TEST_CASE("a positive seed that the totals force to zero is zero") {
  Matrix matrix;
  matrix.row_keys = {"r1", "r2"};
  matrix.column_keys = {"a", "b"};
  matrix.row_totals = {100, 100};
  matrix.column_totals = {100, 100};
  matrix.seeds = {1, 1, 0, 1};
  CHECK(close_matrix(matrix, {}).amounts == Amounts{100, 0, 0, 100});
}
