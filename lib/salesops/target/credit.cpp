#include "salesops/target/credit.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "salesops/base/checked.hpp"

namespace salesops::target {

std::vector<std::int64_t> split_credit(std::int64_t value, std::span<const std::int64_t> shares) {
  constexpr std::int64_t kWhole = 1'000'000;
  const base::Wide size = value < 0 ? -base::Wide{value} : base::Wide{value};
  std::vector<std::int64_t> parts;
  std::vector<std::int64_t> remainders;
  for (const std::int64_t share : shares) {
    parts.push_back(base::narrow(size * share / kWhole));
    remainders.push_back(static_cast<std::int64_t>(size * share % kWhole));
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : shares[a] > shares[b];
  });
  base::Wide left = size - std::accumulate(parts.begin(), parts.end(), base::Wide{0});
  for (const std::size_t rep : order) {
    if (left-- <= 0) break;
    ++parts[rep];
  }
  if (value < 0) std::ranges::transform(parts, parts.begin(), std::negate<>());
  return parts;
}

}  // namespace salesops::target
