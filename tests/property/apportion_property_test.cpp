// The allocator against slow models that share nothing with it: bounds are guessed exhaustively and tables
// and splits are enumerated. 20,000 problems of every kind, 200,000 in the long run (SALESOPS_LONG).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "salesops/money/apportion.hpp"
#include "salesops/money/apportion_tree.hpp"
#include "salesops/money/matrix.hpp"
#include "salesops/money/rebalance.hpp"

namespace salesops::money {

namespace {

using base::Wide;
using Amounts = std::vector<std::int64_t>;

int rounds() {
  return std::getenv("SALESOPS_LONG") != nullptr ? 200'000 : 20'000;
}

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::int64_t roll(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return roll(1, 100) <= percent; }
  template <typename Item>
  void shuffle(std::vector<Item>& items) {
    for (std::size_t i = items.size(); i > 1; --i)
      std::swap(items[i - 1], items[static_cast<std::size_t>(roll(0, static_cast<std::int64_t>(i) - 1))]);
  }

 private:
  std::mt19937_64 random_;
};

const std::vector<std::string>& names() {
  static const std::vector<std::string> kNames = {"a", "b", "c", "d", "e", "f", "g"};
  return kNames;
}

struct Problem {
  Leaves leaves;
  std::int64_t total = 0;
  Rule rule;
};

Problem any_problem(Dice& dice) {
  Problem p;
  const std::int64_t n = dice.roll(1, 5);
  p.rule.unit = dice.chance(50) ? 1 : dice.roll(2, 5);
  p.rule.method = dice.chance(50) ? Method::lr : Method::webster;
  p.rule.zero_weight = dice.chance(50) ? ZeroWeight::equal : ZeroWeight::error;
  p.total = p.rule.unit * dice.roll(0, 12);
  for (std::int64_t i = 0; i < n; ++i) {
    p.leaves.keys.emplace_back(names()[static_cast<std::size_t>(i)]);
    p.leaves.weights.push_back(dice.chance(15) ? 0 : dice.roll(1, 9));
    const std::int64_t floor = dice.chance(25) ? dice.roll(0, 6) : 0;
    p.leaves.floors.push_back(floor);
    p.leaves.caps.push_back(dice.chance(25) ? floor + dice.roll(0, 20) : kNoCap);
    p.leaves.locks.push_back(dice.chance(8) && p.leaves.caps.back() == kNoCap
                                 ? floor + (p.rule.unit - floor % p.rule.unit) % p.rule.unit
                                 : kNoLock);
  }
  return p;
}

// The quotas by trying every way to hold leaves at floor or cap: the one that is consistent. numerators over
// `over`.
struct Quotas {
  std::vector<Wide> value;  // × over
  Wide over = 1;
};

std::optional<Quotas> quotas_of(const std::vector<Wide>& weights, const Amounts& lo, const Amounts& hi,
                                std::int64_t total) {
  const std::size_t n = weights.size();
  std::size_t ways = 1;
  for (std::size_t i = 0; i < n; ++i) ways *= 3;
  for (std::size_t way = 0; way < ways; ++way) {
    Wide free_weight = 0;
    Wide left = total;
    std::size_t code = way;
    std::vector<int> side(n);
    bool good = true;
    for (std::size_t i = 0; i < n; ++i, code /= 3) {
      side[i] = static_cast<int>(code % 3) - 1;
      if (side[i] == 0) free_weight += weights[i];
      if (side[i] < 0) left -= lo[i];
      if (side[i] > 0) left -= hi[i];
      good = good && !(side[i] > 0 && hi[i] == kNoCap);
    }
    if (!good || (free_weight == 0 && left != 0)) continue;
    // λ = left ÷ free_weight; without free leaves any λ that the held ones allow.
    Quotas q{std::vector<Wide>(n), free_weight == 0 ? Wide{1} : free_weight};
    for (std::size_t i = 0; i < n && good; ++i) {
      const Wide share = weights[i] * left;
      if (side[i] == 0) {
        good = share >= lo[i] * free_weight && (hi[i] == kNoCap || share <= hi[i] * free_weight);
        q.value[i] = share;
      } else if (free_weight != 0) {
        good = side[i] < 0 ? share <= lo[i] * free_weight : share >= hi[i] * free_weight;
      }
      if (side[i] != 0) q.value[i] = (side[i] < 0 ? lo[i] : hi[i]) * q.over;
    }
    if (!good) continue;
    if (free_weight != 0) return q;
    // All held: floors need a λ at or below, caps one at or above: max cap ratio <= min floor ratio.
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (side[i] > 0 && side[j] < 0) good = good && hi[i] * weights[j] <= lo[j] * weights[i];
      }
    }
    if (good) return q;
  }
  return std::nullopt;
}

// Calls `visit` with every vector of lattice values in the boxes that sums to the total.
void enumerate(const Amounts& lo, const Amounts& hi, std::int64_t unit, std::int64_t total,
               const std::function<void(const Amounts&)>& visit) {
  Amounts x(lo.size());
  const std::function<void(std::size_t, std::int64_t)> go = [&](std::size_t i, std::int64_t left) {
    if (i == x.size()) {
      if (left == 0) visit(x);
      return;
    }
    for (x[i] = lo[i]; x[i] <= std::min(hi[i], left); x[i] += unit) go(i + 1, left - x[i]);
  };
  go(0, total);
}

// What the optimum costs, and what `given` does; both scaled alike.
void check_against_model(const Problem& p, const std::optional<Apportionment>& given) {
  Amounts lo;
  Amounts hi;
  std::vector<Wide> weights;
  std::vector<std::size_t> free;
  std::int64_t total = p.total;
  bool possible = true;
  for (std::size_t i = 0; i < p.leaves.size(); ++i) {
    if (p.leaves.locked(i)) {
      total -= p.leaves.lock(i);
      continue;
    }
    free.push_back(i);
    lo.push_back((p.leaves.floor(i) + p.rule.unit - 1) / p.rule.unit * p.rule.unit);
    hi.push_back(p.leaves.cap(i) == kNoCap ? kNoCap : p.leaves.cap(i) / p.rule.unit * p.rule.unit);
    weights.push_back(p.leaves.weights[i]);
    possible = possible && lo.back() <= hi.back();
  }
  if (free.empty()) {
    CHECK(given.has_value() == (total == 0));
    return;
  }
  // Leaves without weight stay at their floor, unless the others are full and the policy lets them share.
  Wide full = 0;
  bool open = false;
  std::int64_t idle_lo = 0;
  for (std::size_t k = 0; k < free.size(); ++k) {
    if (weights[k] == 0) idle_lo += lo[k];
    if (weights[k] != 0 && hi[k] == kNoCap) open = true;
    if (weights[k] != 0 && hi[k] != kNoCap) full += hi[k];
  }
  const bool equal = !open && full + idle_lo < total;
  possible = possible && total >= 0 && !(equal && p.rule.zero_weight == ZeroWeight::error);
  Amounts box_lo = lo;
  Amounts box_hi = hi;
  for (std::size_t k = 0; k < free.size(); ++k) {
    if (equal && weights[k] != 0) box_lo[k] = hi[k];
    if (!equal && weights[k] == 0) box_hi[k] = lo[k];
    if (equal) weights[k] = weights[k] == 0 ? 1 : 0;
  }
  std::vector<Wide> active_weights;
  Amounts active_lo;
  Amounts active_hi;
  std::vector<std::size_t> active;
  std::int64_t active_total = total;
  for (std::size_t k = 0; possible && k < free.size(); ++k) {
    if (weights[k] == 0) {
      active_total -= box_lo[k];
      continue;
    }
    active.push_back(k);
    active_weights.push_back(weights[k]);
    active_lo.push_back(box_lo[k]);
    active_hi.push_back(box_hi[k]);
  }
  bool found = false;
  Wide best = 0;
  Wide mine = -1;
  const auto q = possible ? quotas_of(active_weights, active_lo, active_hi, active_total) : std::nullopt;
  Wide common = 1;
  for (const Wide w : active_weights) common *= w;
  const auto cost_of = [&](const Amounts& x) {
    Wide sum = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      if (p.rule.method == Method::webster) {
        sum += Wide{x[k]} * x[k] * (common / active_weights[k]);
      } else {
        const Wide off = x[k] * q->over - q->value[k];
        sum += off * off;
      }
    }
    return sum;
  };
  if (possible && q) {
    enumerate(active_lo, active_hi, p.rule.unit, active_total, [&](const Amounts& x) {
      const Wide cost = cost_of(x);
      if (!found || cost < best) best = cost;
      found = true;
    });
  }
  REQUIRE(given.has_value() == found);
  if (!given) return;
  Amounts x;
  std::int64_t sum = 0;
  for (const std::int64_t amount : given->amounts) sum += amount;
  CHECK(sum == p.total);
  for (std::size_t k = 0; k < free.size(); ++k) {
    const std::int64_t amount = given->amounts[free[k]];
    CHECK(amount >= lo[k]);
    CHECK(amount <= hi[k]);
    CHECK(amount % p.rule.unit == 0);
  }
  for (const std::size_t k : active) x.push_back(given->amounts[free[k]]);
  mine = cost_of(x);
  CHECK((mine == best));
}

std::optional<Apportionment> solve(const Problem& p) {
  try {
    return apportion(p.leaves, p.total, p.rule);
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

}  // namespace

TEST_CASE("a split is possible exactly when the model finds one, and none is nearer to the shares") {
  Dice dice(1);
  for (int i = 0; i < rounds(); ++i) {
    CAPTURE(i);
    const Problem p = any_problem(dice);
    check_against_model(p, solve(p));
  }
}

TEST_CASE("the order of the leaves changes nobody's amount") {
  Dice dice(2);
  for (int i = 0; i < rounds(); ++i) {
    const Problem p = any_problem(dice);
    const auto first = solve(p);
    if (!first) continue;
    std::vector<std::size_t> order(p.leaves.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    dice.shuffle(order);
    Problem other{{}, p.total, p.rule};
    for (const std::size_t at : order) {
      other.leaves.keys.push_back(p.leaves.keys[at]);
      other.leaves.weights.push_back(p.leaves.weights[at] * 7);
      other.leaves.floors.push_back(p.leaves.floors[at]);
      other.leaves.caps.push_back(p.leaves.caps[at]);
      other.leaves.locks.push_back(p.leaves.locks[at]);
    }
    const auto second = solve(other);
    REQUIRE(second.has_value());
    for (std::size_t k = 0; k < order.size(); ++k) CHECK(second->amounts[k] == first->amounts[order[k]]);
  }
}

TEST_CASE("a larger total takes from nobody under Sainte-Laguë") {
  Dice dice(3);
  for (int i = 0; i < rounds(); ++i) {
    Problem p = any_problem(dice);
    p.rule.method = Method::webster;
    const auto before = solve(p);
    p.total += p.rule.unit;
    const auto after = solve(p);
    if (!before || !after) continue;
    for (std::size_t k = 0; k < p.leaves.size(); ++k) CHECK(after->amounts[k] >= before->amounts[k]);
  }
}

TEST_CASE("a tree splits every node's amount as a list would, within what its leaves can carry") {
  Dice dice(4);
  int solved = 0;
  for (int i = 0; i < rounds(); ++i) {
    Tree tree;
    static const std::vector<std::string> keys = {"r", "a", "b", "c", "a1", "a2", "a3", "b1", "b2", "c1"};
    static const std::uint32_t parents[] = {kRoot, 0, 0, 0, 1, 1, 1, 2, 2, 3};
    const std::int64_t unit = dice.roll(1, 3);
    for (std::size_t k = 0; k < keys.size(); ++k) {
      tree.nodes.keys.emplace_back(keys[k]);
      tree.parents.push_back(parents[k]);
      tree.nodes.weights.push_back(dice.chance(10) ? 0 : dice.roll(1, 9));
      const std::int64_t floor = dice.chance(20) ? dice.roll(0, 9) : 0;
      tree.nodes.floors.push_back(floor);
      tree.nodes.caps.push_back(dice.chance(20) ? floor + dice.roll(0, 40) : kNoCap);
    }
    const Rule rule{.unit = unit, .zero_weight = ZeroWeight::equal};
    const std::int64_t total = unit * dice.roll(0, 40);
    std::optional<TreeShares> shares;
    try {
      shares = apportion_tree(tree, total, rule);
    } catch (const base::Error&) {
      continue;
    }
    ++solved;
    for (std::size_t k = 0; k < keys.size(); ++k) {
      CHECK(shares->amounts[k] >= tree.nodes.floors[k]);
      CHECK(shares->amounts[k] <= tree.nodes.caps[k]);
      std::int64_t below = 0;
      bool leaf = true;
      for (std::size_t child = 0; child < keys.size(); ++child) {
        if (tree.parents[child] != k) continue;
        leaf = false;
        below += shares->amounts[child];
      }
      CHECK((leaf || below == shares->amounts[k]));
    }
  }
  CHECK(solved > rounds() / 4);
}

TEST_CASE("in a tree a remainder ends in one leaf, and every level sums") {
  Dice dice(20261123);
  for (int round = 0; round < rounds(); ++round) {
    Tree tree;
    const std::int64_t n = dice.roll(2, 7);
    for (std::int64_t i = 0; i < n; ++i) {
      tree.nodes.keys.emplace_back(names()[static_cast<std::size_t>(i)]);
      tree.nodes.weights.push_back(dice.roll(1, 9));
      tree.parents.push_back(i == 0 ? kRoot : static_cast<std::uint32_t>(dice.roll(0, i - 1)));
    }
    Rule rule{.unit = dice.roll(2, 9), .remainder = Remainder::largest};
    const std::int64_t total = dice.roll(0, 99);
    const TreeShares shares = apportion_tree(tree, total, rule);
    std::vector<std::int64_t> below(tree.parents.size());
    std::vector<bool> leaf(tree.parents.size(), true);
    for (std::size_t i = 1; i < below.size(); ++i) {
      below[tree.parents[i]] += shares.amounts[i];
      leaf[tree.parents[i]] = false;
    }
    CHECK(shares.amounts.front() == total);
    CHECK(shares.absorber.has_value() == (total % rule.unit != 0));
    for (std::size_t i = 0; i < below.size(); ++i) {
      if (!leaf[i]) CHECK(below[i] == shares.amounts[i]);
      if (leaf[i]) CHECK(shares.amounts[i] % rule.unit == (shares.absorber == i ? total % rule.unit : 0));
    }
  }
}

TEST_CASE("a changed total moves the least money, in one direction, within the bounds") {
  Dice dice(5);
  int solved = 0;
  for (int i = 0; i < rounds(); ++i) {
    Revision revision;
    std::int64_t before = 0;
    std::int64_t closed = 0;
    const std::int64_t n = dice.roll(1, 7);
    for (std::int64_t k = 0; k < n; ++k) {
      const std::int64_t current = dice.roll(0, 30);
      revision.leaves.keys.emplace_back(names()[static_cast<std::size_t>(k)]);
      revision.leaves.weights.push_back(0);
      revision.leaves.floors.push_back(dice.chance(30) ? dice.roll(0, current) : 0);
      revision.leaves.caps.push_back(dice.chance(30) ? current + dice.roll(0, 10) : kNoCap);
      const bool lock = dice.chance(20) && revision.leaves.caps.back() == kNoCap;
      revision.leaves.locks.push_back(lock ? current + dice.roll(0, 5) : kNoLock);
      revision.current.push_back(current);
      before += lock ? 0 : current;
      closed += lock ? revision.leaves.locks.back() : 0;
    }
    const std::int64_t total = dice.roll(0, 2 * before + closed + 5);
    std::optional<Rebalanced> result;
    try {
      result = rebalance(revision, total, {});
    } catch (const base::Error&) {
      continue;
    }
    ++solved;
    const std::int64_t gap = total - closed - before;
    std::int64_t moved = 0;
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < revision.current.size(); ++k) {
      sum += result->amounts[k];
      CHECK(result->amounts[k] >= revision.leaves.floor(k));
      CHECK(result->amounts[k] <= revision.leaves.cap(k));
      if (revision.leaves.locked(k)) {
        CHECK(result->amounts[k] == revision.leaves.lock(k));
        continue;
      }
      const std::int64_t change = result->amounts[k] - revision.current[k];
      CHECK((gap >= 0 ? change >= 0 : change <= 0));
      moved += change < 0 ? -change : change;
    }
    CHECK(sum == total);
    CHECK(moved == (gap < 0 ? -gap : gap));
  }
  CHECK(solved > rounds() / 3);
}

namespace {

struct Table {
  Matrix matrix;
  std::size_t rows = 0;
  std::size_t columns = 0;
  Amounts lo;
  Amounts hi;
};

// Margins of a random table, so that most problems have a solution.
Table any_table(Dice& dice) {
  Table t;
  t.rows = static_cast<std::size_t>(dice.roll(1, 3));
  t.columns = static_cast<std::size_t>(dice.roll(1, 3));
  t.matrix.row_totals.assign(t.rows, 0);
  t.matrix.column_totals.assign(t.columns, 0);
  const int zeros = dice.chance(50) ? 0 : 30;
  for (std::size_t i = 0; i < t.rows; ++i) t.matrix.row_keys.emplace_back(names()[i]);
  for (std::size_t j = 0; j < t.columns; ++j) t.matrix.column_keys.emplace_back(names()[j]);
  for (std::uint32_t i = 0; i < t.rows; ++i) {
    for (std::uint32_t j = 0; j < t.columns; ++j) {
      const std::int64_t amount = dice.roll(0, 4);
      const bool zero = dice.chance(zeros);
      t.matrix.seeds.push_back(zero ? 0 : dice.roll(1, 30));
      t.lo.push_back(0);
      t.hi.push_back(zero ? 0 : kNoCap);
      if (!zero || dice.chance(10)) {
        t.matrix.row_totals[i] += amount;
        t.matrix.column_totals[j] += amount;
      }
      if (zero || !dice.chance(15)) continue;
      t.matrix.cells.push_back({i, j, dice.roll(0, amount), amount + dice.roll(0, 2), kNoLock});
      t.lo.back() = t.matrix.cells.back().floor;
      t.hi.back() = t.matrix.cells.back().cap;
    }
  }
  return t;
}

void enumerate_tables(const Table& t, const std::function<void(const Amounts&)>& visit) {
  Amounts x(t.lo.size());
  Amounts columns = t.matrix.column_totals;
  const std::function<void(std::size_t, std::int64_t)> go = [&](std::size_t at, std::int64_t left) {
    const std::size_t row = at / t.columns;
    if (at == x.size()) {
      if (std::all_of(columns.begin(), columns.end(), [](std::int64_t c) { return c == 0; })) visit(x);
      return;
    }
    const std::size_t column = at % t.columns;
    const bool last = column + 1 == t.columns;
    const std::int64_t most = std::min({t.hi[at], left, columns[column]});
    for (std::int64_t v = last ? std::max(left, t.lo[at]) : t.lo[at]; v <= most; ++v) {
      x[at] = v;
      columns[column] -= v;
      go(at + 1, last ? (row + 1 < t.rows ? t.matrix.row_totals[row + 1] : 0) : left - v);
      columns[column] += v;
    }
  };
  go(0, t.matrix.row_totals[0]);
}

}  // namespace

TEST_CASE("a table is possible exactly when one can be enumerated, and none is nearer to the quotas") {
  Dice dice(6);
  for (int i = 0; i < rounds(); ++i) {
    CAPTURE(i);
    const Table t = any_table(dice);
    std::optional<MatrixShares> shares;
    try {
      shares = close_matrix(t.matrix, {});
    } catch (const base::Error&) {
      shares.reset();
    }
    const auto cost_of = [&](const Amounts& x) {
      Wide sum = 0;
      for (std::size_t k = 0; shares && k < x.size(); ++k) {
        const Wide off = Wide{x[k]} * 1'000'000 - shares->quota_millionths[k];
        sum += off * off;
      }
      return sum;
    };
    bool found = false;
    Wide best = 0;
    enumerate_tables(t, [&](const Amounts& x) {
      const Wide cost = cost_of(x);
      if (!found || cost < best) best = cost;
      found = true;
    });
    REQUIRE(shares.has_value() == found);
    if (!shares) continue;
    for (std::size_t k = 0; k < shares->amounts.size(); ++k) {
      const Wide off = Wide{shares->amounts[k]} * 1'000'000 - shares->quota_millionths[k];
      CHECK((off < 1'000'000 && off > -1'000'000));
      CHECK(shares->amounts[k] >= t.lo[k]);
      CHECK(shares->amounts[k] <= t.hi[k]);
    }
    for (std::size_t r = 0; r < t.rows; ++r) {
      Wide quotas = 0;
      std::int64_t sum = 0;
      for (std::size_t c = 0; c < t.columns; ++c) {
        sum += shares->amounts[r * t.columns + c];
        quotas += shares->quota_millionths[r * t.columns + c];
      }
      CHECK(sum == t.matrix.row_totals[r]);
      const Wide off = quotas - Wide{t.matrix.row_totals[r]} * 1'000'000;
      CHECK((off < 5 && off > -5));
    }
    for (std::size_t c = 0; c < t.columns; ++c) {
      std::int64_t sum = 0;
      for (std::size_t r = 0; r < t.rows; ++r) sum += shares->amounts[r * t.columns + c];
      CHECK(sum == t.matrix.column_totals[c]);
    }
    // Quotas are shown to a millionth, so a tie may look better by their rounding.
    CHECK((cost_of(shares->amounts) - best <= 60'000'000));
  }
}

TEST_CASE("the order of rows and columns changes no cell") {
  Dice dice(7);
  for (int i = 0; i < rounds() / 4; ++i) {
    const Table t = any_table(dice);
    Matrix turned;
    turned.row_keys.assign(t.matrix.row_keys.rbegin(), t.matrix.row_keys.rend());
    turned.column_keys.assign(t.matrix.column_keys.rbegin(), t.matrix.column_keys.rend());
    turned.row_totals.assign(t.matrix.row_totals.rbegin(), t.matrix.row_totals.rend());
    turned.column_totals.assign(t.matrix.column_totals.rbegin(), t.matrix.column_totals.rend());
    turned.seeds.assign(t.matrix.seeds.rbegin(), t.matrix.seeds.rend());
    for (MatrixCell cell : t.matrix.cells) {
      cell.row = static_cast<std::uint32_t>(t.rows) - 1 - cell.row;
      cell.column = static_cast<std::uint32_t>(t.columns) - 1 - cell.column;
      turned.cells.push_back(cell);
    }
    std::optional<MatrixShares> first;
    std::optional<MatrixShares> second;
    try {
      first = close_matrix(t.matrix, {});
      second = close_matrix(turned, {});
    } catch (const base::Error&) {
      continue;
    }
    std::reverse(second->amounts.begin(), second->amounts.end());
    CHECK(first->amounts == second->amounts);
  }
}

}  // namespace salesops::money
