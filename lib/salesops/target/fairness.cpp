// How evenly targets weigh on those who carry them.
//
// Ratios are compared after scaling so that the largest is 10^9: the coefficient of variation
// sqrt(n·Σr² − (Σr)²) ÷ Σr and Pearson's correlation do not depend on the scale, and for up to 10^5 nodes
// every product stays below 2^127. The relative error of a scaled ratio is below 10^-9 of the largest.
#include "salesops/target/fairness.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "salesops/base/checked.hpp"

namespace salesops::target {

namespace {

using base::Wide;
using money::Rate;

constexpr std::int64_t kScale = 1'000'000'000;
constexpr std::int64_t kMillion = 1'000'000;
constexpr Band kBands[] = {
    {"below_50", 0, 50}, {"50_80", 50, 80}, {"80_100", 80, 100}, {"100_120", 100, 120}, {"from_120", 120, 0}};

struct Fraction {
  std::int64_t part = 0;
  std::int64_t whole = 1;  // > 0
};

bool less(const Fraction& a, const Fraction& b) {
  return Wide{a.part} * b.whole < Wide{b.part} * a.whole;
}

// Multiples of the largest ÷ 10^9, half-up; empty when the largest is not positive. part <= 10^17.
std::vector<Wide> scaled(const std::vector<Fraction>& fractions) {
  if (fractions.empty()) return {};
  const Fraction largest = *std::ranges::max_element(fractions, less);
  if (largest.part <= 0) return {};
  std::vector<Wide> values;
  for (const Fraction& f : fractions) {
    // f ÷ largest = (f.part × largest.whole) ÷ (f.whole × largest.part), by long division in two steps.
    const Wide above = Wide{f.part} * largest.whole;
    const Wide under = Wide{f.whole} * largest.part;
    const Wide whole = base::divide_floor(above, under);
    Wide rest = above - whole * under;
    Wide digits = 0;
    for (int k = 0; k < 9; ++k) {
      rest *= 10;
      digits = digits * 10 + rest / under;
      rest %= under;
    }
    values.push_back(whole * kScale + digits + (rest * 2 >= under ? 1 : 0));
  }
  return values;
}

Wide sum(const std::vector<Wide>& values) {
  return std::accumulate(values.begin(), values.end(), Wide{0});
}

// n·Σxy − Σx·Σy.
Wide spread_of(const std::vector<Wide>& x, const std::vector<Wide>& y) {
  Wide products = 0;
  for (std::size_t k = 0; k < x.size(); ++k) products += x[k] * y[k];
  return static_cast<Wide>(x.size()) * products - sum(x) * sum(y);
}

std::optional<Rate> variation_of(const std::vector<Wide>& ratios) {
  if (ratios.size() < 2 || sum(ratios) == 0) return std::nullopt;
  const Wide root = integer_root(spread_of(ratios, ratios));
  return Rate(base::narrow(base::divide_half_up(root * kMillion, sum(ratios))), kMillion);
}

std::optional<Rate> correlation_of(const std::vector<Wide>& x, const std::vector<Wide>& y) {
  if (x.size() < 3 || y.size() != x.size()) return std::nullopt;
  const Wide product = integer_root(spread_of(x, x)) * integer_root(spread_of(y, y));
  if (product == 0) return std::nullopt;
  const std::int64_t value = base::narrow(base::divide_half_up(spread_of(x, y) * kMillion, product));
  return Rate(std::clamp(value, -kMillion, kMillion), kMillion);
}

}  // namespace

std::span<const Band> bands() {
  return kBands;
}

std::optional<std::size_t> band_of(const Burden& burden) {
  if (burden.due.value_or(0) <= 0) return std::nullopt;
  const Wide percent = base::divide_floor(Wide{burden.actual} * 100, *burden.due);
  for (std::size_t k = 0; k + 1 < std::size(kBands); ++k) {
    if (percent < kBands[k].high) return k;
  }
  return std::size(kBands) - 1;
}

Fairness judge(std::span<const Burden> burdens) {
  Fairness all;
  all.by_band.assign(std::size(kBands), 0);
  std::vector<Fraction> ratios;
  std::vector<Fraction> attainments;
  std::vector<Fraction> sizes;
  for (const Burden& burden : burdens) {
    if (burden.potential > 0) {
      all.target = base::checked_add(all.target, burden.target);
      all.potential = base::checked_add(all.potential, burden.potential);
      ratios.push_back({burden.target, burden.potential});
    }
    const auto band = band_of(burden);
    if (!band) continue;
    ++all.judged;
    ++all.by_band[*band];
    if (burden.actual >= *burden.due) ++all.reached;
    attainments.push_back({burden.actual, *burden.due});
    sizes.push_back({burden.target, 1});
  }
  if (all.potential > 0)
    all.ratio = Rate(base::narrow(base::divide_half_up(Wide{all.target} * 10'000 * kMillion, all.potential)),
                     kMillion);
  all.variation = variation_of(scaled(ratios));
  all.correlation = correlation_of(scaled(attainments), scaled(sizes));
  return all;
}

std::optional<Rate> burden_index(const Burden& burden, const Fairness& all) {
  if (burden.potential <= 0 || all.target <= 0) return std::nullopt;
  const Wide above = Wide{burden.target} * all.potential;
  const Wide under = Wide{burden.potential} * all.target;
  const Wide whole = above / under;
  Wide rest = above % under;
  Wide digits = 0;
  for (int k = 0; k < 6; ++k) {
    rest *= 10;
    digits = digits * 10 + rest / under;
    rest %= under;
  }
  return Rate(base::narrow(whole * kMillion + digits + (rest * 2 >= under ? 1 : 0)), kMillion);
}

std::vector<std::size_t> thirds(std::span<const Burden> burdens) {
  std::vector<std::size_t> order(burdens.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return std::tie(burdens[a].target, burdens[a].node) < std::tie(burdens[b].target, burdens[b].node);
  });
  std::vector<std::size_t> third(burdens.size());
  for (std::size_t k = 0; k < order.size(); ++k) third[order[k]] = k * 3 / order.size();
  return third;
}

Wide integer_root(Wide value) {
  Wide low = 0;
  Wide high = Wide{1} << 63;
  while (low < high) {
    const Wide middle = (low + high + 1) / 2;
    if (middle <= value / middle) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

}  // namespace salesops::target
