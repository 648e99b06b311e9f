#pragma once
#include <cstdint>
#include <vector>

#include "salesops/money/apportion.hpp"

namespace salesops::money {

// `leaves` with a column of present amounts. weights: 0 everywhere and `own_weights` = the present amounts
// are the weights.
struct Revision {
  Leaves leaves;
  std::vector<std::int64_t> current;
  bool own_weights = true;
};

struct Rebalanced {
  std::vector<std::int64_t> amounts;
  std::vector<Bound> bounds;
  std::optional<std::size_t> absorber;
  std::vector<base::Wide> quota_millionths;
};

// The new total with the least total movement (see rebalance.cpp). Locked rows take their lock; the gap goes
// to the others in one direction, in multiples of the unit. Throws the conflicts of apportion (E_FLOORS when
// a cut exceeds what the rows can give) and E_CUR_BOUNDS when a present amount is outside its own bounds.
Rebalanced rebalance(const Revision& revision, std::int64_t total, const Rule& rule);

}  // namespace salesops::money
