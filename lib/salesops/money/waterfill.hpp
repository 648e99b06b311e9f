#pragma once
#include <cstdint>
#include <vector>

#include "salesops/money/apportion.hpp"

namespace salesops::money {

// Columns of a continuous problem: weights > 0, lo <= hi (kNoCap: none).
struct Basin {
  std::vector<Weight> weights;
  std::vector<std::int64_t> lo;
  std::vector<std::int64_t> hi;
};

// The level λ = numerator ÷ denominator at which clamp(λ·w, lo, hi) sums to the total, and the side each item
// is held at.
struct Level {
  base::Wide numerator = 0;
  base::Wide denominator = 1;
  std::vector<Bound> held;  // none, floor or cap
};

// Exact. Needs Σlo <= total <= Σhi. Cost O(n) a round; rounds observed <= 6 at 10^6 items (see
// waterfill.cpp).
Level waterfill(const Basin& basin, std::int64_t total);

}  // namespace salesops::money
