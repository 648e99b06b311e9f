#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"

namespace salesops::money {

// An amount in minor units (分) of a currency that the context names. Exact; every operation throws
// Error(bad_data, E1901) instead of overflowing. There is no way in from binary floating point.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money minor(std::int64_t units) { return Money(units); }
  constexpr std::int64_t minor() const { return units_; }
  constexpr bool zero() const { return units_ == 0; }
  constexpr bool negative() const { return units_ < 0; }

  Money operator-() const { return Money(base::checked_sub(0, units_)); }
  Money& operator+=(Money other) {
    units_ = base::checked_add(units_, other.units_);
    return *this;
  }
  Money& operator-=(Money other) {
    units_ = base::checked_sub(units_, other.units_);
    return *this;
  }
  friend Money operator+(Money a, Money b) { return a += b; }
  friend Money operator-(Money a, Money b) { return a -= b; }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  constexpr explicit Money(std::int64_t units) : units_(units) {}
  std::int64_t units_ = 0;
};

// The largest amount that a file or an option may state: 10^15 minor units.
inline constexpr std::int64_t kMaxMinor = 1'000'000'000'000'000;

// A currency that amounts are counted in. digits: decimals of the minor unit (CNY 2, JPY 0).
struct Currency {
  std::string code = "CNY";
  int digits = 2;
  friend bool operator==(const Currency&, const Currency&) = default;
};
// The ISO 4217 currencies salesops knows; throws Error(configuration, E1902) with a suggestion for others.
Currency currency(std::string_view code);
std::optional<Currency> find_currency(std::string_view code);  // nothing for others
// What Chinese calls its unit, or 万 or 亿 (`scale`) of it: 元, 万元; USD, 万 USD.
std::string unit_zh(const Currency& currency, std::string_view scale = {});

// Why a text is not an amount or a number. `message` is a predicate: callers put the name of the field before
// it
// ("amount" + " has more than 2 decimals", "金额" + "的小数超过 2 位").
struct NumberFault {
  std::string
      code;  // E2110 decimals, E2111 separators, E2112 scientific, E2113 not a number, E2114 out of range
  base::Text message;
  base::Text help;
};

// Strict reading of amounts as people and ERPs write them: optional sign, digits with optional 3-3-3
// separators,
// '.', full-width forms, ￥ ¥ 元 圆 and the currency code, brackets for negative, suffix 万 or 亿. Never
// rounds: more decimals than `digits` (after 万/亿), scientific notation, misplaced separators are faults,
// and so is more than ±kMaxMinor. `digits` 0…6. Returns true and sets `amount`, or false and sets `fault`.
// Plain ASCII numbers cost O(length) without allocating. The first form reads amounts in CNY.
bool parse_money(std::string_view text, int digits, Money& amount, NumberFault& fault);
// 元 and 圆 are accepted for CNY only, ¥ for CNY and JPY; another currency's code is a fault.
bool parse_money(std::string_view text, const Currency& currency, Money& amount, NumberFault& fault);
// The same, throwing Error(usage, …) that names `field`.
Money parse_money_option(std::string_view text, int digits, std::string_view field);

// Plain decimal for machines: "-1234.50" (digits decimals, no separators).
std::string to_decimal(Money amount, int digits = 2);
// For people: "-1,234.50".
std::string to_grouped(Money amount, int digits = 2);
// "-1,234.50 CNY": where the unit of what stands around it does not hold.
std::string with_code(Money amount, const Currency& currency);
// Shown in a display unit: divisor 10^power (万 4, 亿 8) with `decimals`, half-up, grouped: 12,345.68.
std::string to_grouped_unit(Money amount, int digits, int power, int decimals);
// 人民币大写 of an amount in 分 after 支付结算办法 appendix 1, e.g. 人民币壹仟肆佰零玖元伍角; negative:
// 人民币负….
std::string to_chinese_capitals(Money amount);
// Amount in English words for letters: "One thousand four hundred nine yuan and fifty fen". The names are
// used as given; digits 0…3 decimals of the currency.
std::string to_english_words(Money amount, std::string_view major, std::string_view minor_name,
                             int digits = 2);

}  // namespace salesops::money
