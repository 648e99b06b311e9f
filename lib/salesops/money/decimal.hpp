#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "salesops/base/checked.hpp"
#include "salesops/money/money.hpp"

namespace salesops::money {

// An exact decimal number mantissa × 10^-scale, scale 0…12, |mantissa| <= 10^18: weights, quantities, prices,
// exchange rates. Compares by value.
class Decimal {
 public:
  constexpr Decimal() = default;
  Decimal(std::int64_t mantissa, int scale);  // throws Error(bad_data, E1901) outside the range
  static Decimal whole(std::int64_t value) { return Decimal(value, 0); }

  std::int64_t mantissa() const { return mantissa_; }
  int scale() const { return scale_; }
  bool zero() const { return mantissa_ == 0; }
  bool negative() const { return mantissa_ < 0; }
  // mantissa at `scale` decimals; exact, throws E1901 when digits would be lost or it does not fit.
  std::int64_t at_scale(int scale) const;
  Decimal normalised() const;  // without trailing zeros

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);

 private:
  std::int64_t mantissa_ = 0;
  int scale_ = 0;
};

// Same grammar as parse_money without a currency's limit on decimals (up to 12); `%` divides by 100, `‰` by
// 1000.
bool parse_decimal(std::string_view text, Decimal& number, NumberFault& fault);
std::string to_string(const Decimal& number);  // "12.50" keeps its scale, "-3"

// An exact ratio numerator/denominator in lowest terms, denominator > 0: percentages, rates, shares.
class Rate {
 public:
  constexpr Rate() = default;
  Rate(std::int64_t numerator, std::int64_t denominator);  // denominator != 0; reduced; throws E1901
  static Rate percent(const Decimal& value);               // 12.5 -> 1/8
  static Rate of(const Decimal& value);

  std::int64_t numerator() const { return numerator_; }
  std::int64_t denominator() const { return denominator_; }
  bool zero() const { return numerator_ == 0; }
  bool negative() const { return numerator_ < 0; }

  friend std::strong_ordering operator<=>(const Rate& a, const Rate& b);
  friend bool operator==(const Rate&, const Rate&) = default;
  friend Rate operator+(const Rate& a, const Rate& b);
  friend Rate operator-(const Rate& a, const Rate& b);
  friend Rate operator*(const Rate& a, const Rate& b);

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

// "85%", "12‰", "0.85", "3/7": exact. false and `fault` otherwise.
bool parse_rate(std::string_view text, Rate& rate, NumberFault& fault);

Money half_up(Money amount, const Rate& rate);        // amount × rate, half away from zero, once
Money half_up(Money price, const Decimal& quantity);  // price × quantity
Money floor_to_unit(Money amount, Money unit);        // largest multiple of unit <= amount; unit > 0
Money prorate(Money amount, std::int64_t part,
              std::int64_t whole);  // amount × part ÷ whole half-up; whole > 0

// rate × 10^(2+decimals) half-up: percent_text(Rate(1,3), 1) = "33.3%"; negative keeps its sign.
std::string percent_text(const Rate& rate, int decimals = 1);
// rate as a decimal of `decimals` places, half-up, for machines: "0.3333".
std::string decimal_text(const Rate& rate, int decimals);

}  // namespace salesops::money
