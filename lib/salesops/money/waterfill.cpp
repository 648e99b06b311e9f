// The bounded proportional share.
//
// Problem. Given weights w_i > 0, bounds lo_i <= hi_i and a total T with Σlo <= T <= Σhi, find the level λ
// with
//     Σ clamp(λ·w_i, lo_i, hi_i) = T.
// The shares clamp(λ·w_i, lo_i, hi_i) are the unique minimiser of Σ (x_i - s_i)²/w_i for s proportional to w,
// and of the Kullback-Leibler distance Σ x_i ln(x_i/w_i): both have the same Karush-Kuhn-Tucker conditions.
//
// Idea (variable fixing: Bitran and Hax 1981; Kiwiel 2008; survey: Patriksson 2008). Share what is left over
// the active items without looking at bounds. Let D be how much the items below their floor are short, E how
// much the items above their cap exceed. If D > E the level can only sink further, so every item now at or
// below its floor stays there in the solution: fix these and repeat; if E > D fix the caps; if D = E both
// sets are right at once and the level is found. Fixing both sides when D ≠ E, or clamping once and
// renormalising, is wrong: a leaf clamped on the smaller side may come free again.
//
// Exactness. λ is the ratio of two integers; comparisons are products w·T and lo·W, below 2^124 for weights
// that sum to less than 2^70 and totals up to 10^16. No division happens here.
//
// Cost. O(active) a round, at most n rounds, six observed for a million leaves.
#include "salesops/money/waterfill.hpp"

namespace salesops::money {

namespace {

using base::Wide;

struct Misfit {
  Wide deficit = 0;  // Σ (lo·W - w·T) over items at or below their floor
  Wide excess = 0;   // Σ (w·T - hi·W) over items at or above their cap
};

// Notes in `held` on which side every active item lies at this level, and sums how far.
Misfit measure(const Basin& basin, const std::vector<std::uint32_t>& active, Wide total, Wide weight_sum,
               std::vector<Bound>& held) {
  Misfit misfit;
  for (const std::uint32_t i : active) {
    const Wide share = basin.weights[i] * total;
    const Wide above_floor = share - basin.lo[i] * weight_sum;
    const Wide below_cap = basin.hi[i] == kNoCap ? Wide{1} : basin.hi[i] * weight_sum - share;
    if (above_floor <= 0) {
      misfit.deficit -= above_floor;
      held[i] = Bound::floor;
    } else if (below_cap <= 0) {
      misfit.excess -= below_cap;
      held[i] = Bound::cap;
    }
  }
  return misfit;
}

}  // namespace

Level waterfill(const Basin& basin, std::int64_t total) {
  const std::size_t n = basin.weights.size();
  Level level;
  level.held.assign(n, Bound::none);
  std::vector<std::uint32_t> active(n);
  Wide weight_sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    active[i] = static_cast<std::uint32_t>(i);
    weight_sum += basin.weights[i];
  }
  Wide rest = total;
  while (!active.empty()) {
    const Misfit misfit = measure(basin, active, rest, weight_sum, level.held);
    const bool fix_floors = misfit.deficit >= misfit.excess;
    const bool fix_caps = misfit.excess >= misfit.deficit;
    Wide taken = 0;
    Wide weight_taken = 0;
    std::size_t kept = 0;
    for (const std::uint32_t i : active) {
      const Bound side = level.held[i];
      const bool fix = (side == Bound::floor && fix_floors) || (side == Bound::cap && fix_caps);
      if (!fix) {
        level.held[i] = Bound::none;
        active[kept++] = i;
        continue;
      }
      taken += side == Bound::floor ? basin.lo[i] : basin.hi[i];
      weight_taken += basin.weights[i];
    }
    active.resize(kept);
    rest -= taken;
    weight_sum -= weight_taken;
    if (fix_floors && fix_caps) break;
  }
  level.numerator = active.empty() ? Wide{0} : rest;
  level.denominator = active.empty() ? Wide{1} : weight_sum;
  return level;
}

}  // namespace salesops::money
