#pragma once
#include <bit>
#include <cstdint>

#include "salesops/base/checked.hpp"

namespace salesops::money {

// A positive number mantissa × 2^exponent with 64 significant bits, in integer arithmetic: the same on every
// machine. Used only where a proportion cannot be a ratio of integers (the two-way fit). mantissa is 0 or has
// its top bit set. Results are truncated: relative error below 2^-63 an operation.
class Scaled {
 public:
  __extension__ using Double = unsigned __int128;

  constexpr Scaled() = default;
  static constexpr Scaled of(base::Wide value) {
    return normal(static_cast<Double>(value), 0);
  }  // value >= 0

  constexpr bool zero() const { return mantissa_ == 0; }

  friend constexpr Scaled operator*(Scaled a, Scaled b) {
    return normal(Double{a.mantissa_} * b.mantissa_, a.exponent_ + b.exponent_);
  }
  // b must not be zero.
  friend constexpr Scaled operator/(Scaled a, Scaled b) {
    const int shift = a.mantissa_ >= b.mantissa_ ? 63 : 64;
    return normal((Double{a.mantissa_} << shift) / b.mantissa_, a.exponent_ - b.exponent_ - shift);
  }
  friend constexpr Scaled operator+(Scaled a, Scaled b) {
    if (a < b) return b + a;
    if (b.zero()) return a;
    const int shift = a.exponent_ - b.exponent_;
    if (shift > 63) return a;
    return normal((Double{a.mantissa_} << 1) + ((Double{b.mantissa_} << 1) >> shift), a.exponent_ - 1);
  }
  // a >= b.
  friend constexpr Scaled operator-(Scaled a, Scaled b) {
    if (b.zero()) return a;
    const int shift = a.exponent_ - b.exponent_;
    if (shift > 63) return a;
    return normal((Double{a.mantissa_} << 1) - ((Double{b.mantissa_} << 1) >> shift), a.exponent_ - 1);
  }
  friend constexpr bool operator<(Scaled a, Scaled b) {
    if (a.zero() || b.zero()) return a.zero() && !b.zero();
    return a.exponent_ != b.exponent_ ? a.exponent_ < b.exponent_ : a.mantissa_ < b.mantissa_;
  }
  // The value × 2^bits, rounded down; must be below 2^126.
  constexpr base::Wide fixed(int bits) const {
    const int shift = exponent_ + bits;
    if (mantissa_ == 0 || shift <= -64) return 0;
    return shift >= 0 ? static_cast<base::Wide>(Double{mantissa_} << shift)
                      : static_cast<base::Wide>(mantissa_ >> -shift);
  }

 private:
  static constexpr Scaled normal(Double value, int exponent) {
    if (value == 0) return {};
    const auto high = static_cast<std::uint64_t>(value >> 64);
    const int zeros =
        high != 0 ? std::countl_zero(high) : 64 + std::countl_zero(static_cast<std::uint64_t>(value));
    Scaled result;
    result.mantissa_ = static_cast<std::uint64_t>((value << zeros) >> 64);
    result.exponent_ = exponent + 64 - zeros;
    return result;
  }

  std::uint64_t mantissa_ = 0;
  int exponent_ = 0;
};

}  // namespace salesops::money
