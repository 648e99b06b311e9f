// Sainte-Laguë (Webster) over a box: the rounding whose totals may be revised without anybody losing when the
// cake grows.
//
// Problem. Minimise Σ x_i²/w_i over the lattice box lo <= x <= hi with Σ x = T'. Without bounds this is the
// divisor method of Sainte-Laguë; it is house and population monotone but may leave the quota (Balinski &
// Young).
//
// Idea. The objective is separable and convex, so a solution is optimal iff no unit can move with profit:
// every unit held is cheaper than every unit that could be had. The unit that takes leaf i from x to x+u
// costs u(2x+u)/w_i; ties go to the larger weight, then the smaller key, so units are totally ordered and the
// optimum is the set of the cheapest ones. The continuous optimum is the quota of apportion.cpp; starting
// from the quotas rounded down, the missing units are given by a heap and then the dearest held unit is
// swapped for the cheapest free one while that is a gain.
//
// Exactness. Costs compare by cross-multiplication: (2x+u)·w' < 2^126. Cost O((n + swaps) log n); the start
// is within one unit of the continuous optimum, so swaps stay below n.
#include <algorithm>
#include <queue>

#include "salesops/money/apportion_parts.hpp"

namespace salesops::money {

namespace {

using base::Wide;

// One unit of one leaf: the `twice`/weight is its marginal cost (times u).
struct Unit {
  std::int64_t twice;   // 2x + u for the unit above x
  std::int64_t amount;  // x of the leaf when this was noted; stale when it has changed
  std::uint32_t leaf;
};

class Exchange {
 public:
  Exchange(const Leaves& leaves, const Rule& rule, const Free& free, Apportionment& result)
      : leaves_(leaves), unit_(rule.unit), free_(free), result_(result) {}

  void note(std::uint32_t leaf) {
    const std::int64_t x = result_.amounts[leaf];
    if (free_.hi[leaf] == kNoCap || x + unit_ <= free_.hi[leaf]) push(ups_, {2 * x + unit_, x, leaf}, true);
    if (x - unit_ >= free_.lo[leaf]) push(downs_, {2 * x - unit_, x, leaf}, false);
  }
  void give(std::int64_t units) {
    for (; units > 0; --units) {
      const Unit cheapest = *top(ups_, true);
      move(cheapest.leaf, unit_);
    }
  }
  void settle() {
    for (;;) {
      const Unit* up = top(ups_, true);
      const Unit* down = top(downs_, false);
      if (up == nullptr || down == nullptr || up->leaf == down->leaf || !cheaper(*up, *down)) return;
      const std::uint32_t gains = up->leaf;
      const std::uint32_t loses = down->leaf;
      move(gains, unit_);
      move(loses, -unit_);
    }
  }

 private:
  using Heap = std::vector<Unit>;

  Weight weight(std::uint32_t leaf) const { return result_.equal ? Weight{1} : leaves_.weights[leaf]; }
  // The total order of units.
  bool cheaper(const Unit& a, const Unit& b) const {
    const Wide left = a.twice * weight(b.leaf);
    const Wide right = b.twice * weight(a.leaf);
    if (left != right) return left < right;
    if (weight(a.leaf) != weight(b.leaf)) return weight(a.leaf) > weight(b.leaf);
    return leaves_.keys[a.leaf] < leaves_.keys[b.leaf];
  }
  auto order(bool cheapest_first) const {
    return [this, cheapest_first](const Unit& a, const Unit& b) {
      return cheapest_first ? cheaper(b, a) : cheaper(a, b);
    };
  }
  void push(Heap& heap, const Unit& unit, bool cheapest_first) {
    heap.push_back(unit);
    std::push_heap(heap.begin(), heap.end(), order(cheapest_first));
  }
  const Unit* top(Heap& heap, bool cheapest_first) {
    while (!heap.empty() && heap.front().amount != result_.amounts[heap.front().leaf]) {
      std::pop_heap(heap.begin(), heap.end(), order(cheapest_first));
      heap.pop_back();
    }
    return heap.empty() ? nullptr : &heap.front();
  }
  void move(std::uint32_t leaf, std::int64_t by) {
    result_.amounts[leaf] += by;
    note(leaf);
  }

  const Leaves& leaves_;
  std::int64_t unit_;
  const Free& free_;
  Apportionment& result_;
  Heap ups_;
  Heap downs_;
};

}  // namespace

void round_webster(const Leaves& leaves, const Rule& rule, const Free& free, Apportionment& result) {
  const Wide step = result.denominator * rule.unit;
  result.held_at = result.amounts;
  Exchange exchange(leaves, rule, free, result);
  std::int64_t left = free.total;
  for (const std::uint32_t i : free.leaves) {
    const bool takes = result.equal == (leaves.weights[i] == 0);
    if (takes && result.bounds[i] == Bound::none) {
      const std::int64_t shift = free.shift(i);
      const Wide share = (result.equal ? Wide{1} : leaves.weights[i]) * result.numerator;
      const Wide units = base::divide_floor(share - shift * result.denominator, step);
      result.amounts[i] = static_cast<std::int64_t>(units) * rule.unit + shift;
    }
    left -= result.amounts[i];
    if (takes) exchange.note(i);
  }
  exchange.give(left / rule.unit);
  exchange.settle();
}

}  // namespace salesops::money
