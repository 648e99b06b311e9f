// Weights from several measures.
//
// Every driver is normalised to shares first, so that their units do not matter, and the shares are blended.
// To stay exact the blend is brought to the common denominator D = lcm(share denominators) × Π S_k, S_k the
// driver's sum divided by the greatest common divisor of its values: w_i = Σ_k share_k·D/S_k × value_ki. When
// D (= the sum of all weights) would pass 2^70, weights are counted in 10^-20 of the whole instead; an error
// of 10^-20 moves a share of 10^15 fen by 10^-5 fen.
#include "salesops/money/weights.hpp"

#include <optional>

#include "salesops/money/conflict.hpp"

namespace salesops::money {

namespace {

using base::Wide;

Wide greatest_common_divisor(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

[[noreturn]] void refuse(const char* code, std::string field, std::string value, base::Text message,
                         base::Text help) {
  throw base::Error(base::Exit::bad_data, base::Diagnostic{.code = code,
                                                           .field = std::move(field),
                                                           .value = std::move(value),
                                                           .message = std::move(message),
                                                           .help = std::move(help)});
}

void check(const std::vector<Driver>& drivers) {
  Rate sum;
  for (const Driver& driver : drivers) {
    if (driver.share.negative()) break;
    sum = sum + driver.share;
  }
  if (sum == Rate(1, 1)) return;
  const std::string text = percent_text(sum, 2);
  refuse(
      "E_DRIVER_SHARE", "--blend", text,
      {"权重构成合计 " + text + "，须恰为 100%", "the blend sums to " + text + ", it must be exactly 100 %"},
      {"改正各列的百分比", "mend the percentages"});
}

// The driver's values without common factor, and their sum.
struct Reduced {
  Wide divisor = 1;
  Wide sum = 0;
};

Reduced reduce(const Driver& driver) {
  Reduced reduced;
  Wide divisor = 0;
  for (const Weight value : driver.values) {
    if (value < 0) fault_weight(driver.name, "");
    divisor = greatest_common_divisor(value, divisor);
    reduced.sum += value;
  }
  if (reduced.sum == 0) {
    refuse("E_DRIVER_ZERO", driver.name, "0",
           {"“" + driver.name + "”合计为零", "\"" + driver.name + "\" sums to zero"},
           {"去掉这一列或补上数值", "leave it out of the blend, or give it values"});
  }
  reduced.divisor = divisor;
  reduced.sum /= divisor;
  if (reduced.sum >= (Wide{1} << 92)) fault_weight(driver.name, "");
  return reduced;
}

// Factor of every driver for a common denominator, or nothing when it gets too large.
std::optional<std::vector<Wide>> exact_factors(const std::vector<Driver>& drivers,
                                               const std::vector<Reduced>& reduced) {
  Wide common = 1;
  const auto widen = [&common](Wide by) {
    const Wide step = by / greatest_common_divisor(common, by);
    if (step > kMaxWeight / common) return false;
    common *= step;
    return common < kMaxWeight;
  };
  for (std::size_t k = 0; k < drivers.size(); ++k) {
    // The denominator of share_k / S_k in lowest terms.
    const Wide factor = greatest_common_divisor(drivers[k].share.numerator(), reduced[k].sum);
    if (reduced[k].sum / factor > kMaxWeight / drivers[k].share.denominator()) return std::nullopt;
    if (!widen(reduced[k].sum / factor * drivers[k].share.denominator())) return std::nullopt;
  }
  std::vector<Wide> factors;
  for (std::size_t k = 0; k < drivers.size(); ++k) {
    const Wide cut = greatest_common_divisor(drivers[k].share.numerator(), reduced[k].sum);
    const Wide denominator = reduced[k].sum / cut * drivers[k].share.denominator();
    factors.push_back(common / denominator * (drivers[k].share.numerator() / cut));
  }
  return factors;
}

// share × value ÷ sum in 10^-20, rounded down, five decimals at a time so that nothing overflows: rest < sum
// < 2^92 is checked by the caller, and a share has at most 12 decimals.
Wide in_fixed_point(const Rate& share, Wide value, Wide sum) {
  Wide quotient = value / sum;  // 1 at most
  Wide rest = value % sum;
  for (int group = 0; group < 4; ++group) {
    rest *= 100'000;
    quotient = quotient * 100'000 + rest / sum;
    rest %= sum;
  }
  return quotient / share.denominator() * share.numerator() +
         quotient % share.denominator() * share.numerator() / share.denominator();
}

}  // namespace

void WeightColumn::add(const Decimal& number) {
  const Decimal plain = number.normalised();
  mantissas_.push_back(plain.mantissa());
  scales_.push_back(static_cast<std::int8_t>(plain.scale()));
  if (plain.scale() > scale_) scale_ = plain.scale();
}

void WeightColumn::reserve(std::size_t numbers) {
  mantissas_.reserve(numbers);
  scales_.reserve(numbers);
}

std::vector<Weight> WeightColumn::scaled() const {
  Wide powers[13];
  powers[0] = 1;
  for (int k = 1; k <= 12; ++k) powers[k] = powers[k - 1] * 10;
  std::vector<Weight> weights(mantissas_.size());
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = mantissas_[i] * powers[scale_ - scales_[i]];
  return weights;
}

std::vector<Weight> blend(const std::vector<Driver>& drivers, std::size_t leaves) {
  check(drivers);
  std::vector<Driver> used;
  std::vector<Reduced> reduced;
  for (const Driver& driver : drivers) {
    if (driver.share.zero()) continue;
    used.push_back(driver);
    reduced.push_back(reduce(driver));
  }
  std::vector<Weight> weights(leaves, 0);
  const auto factors = exact_factors(used, reduced);
  for (std::size_t k = 0; k < used.size(); ++k) {
    for (std::size_t i = 0; i < leaves; ++i) {
      const Wide value = used[k].values[i] / reduced[k].divisor;
      weights[i] += factors ? (*factors)[k] * value : in_fixed_point(used[k].share, value, reduced[k].sum);
    }
  }
  return weights;
}

}  // namespace salesops::money
