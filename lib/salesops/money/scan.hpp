#pragma once
#include <cstdint>
#include <string_view>

#include "salesops/money/money.hpp"

// Reading of number texts shared by money.cpp and decimal.cpp; not for other modules.
namespace salesops::money::detail {

enum class Flaw { none, empty, separators, scientific, not_a_number };

// What stands in a text before it becomes an amount: ± mantissa × 10^(power − decimals − percent).
struct Scanned {
  bool negative = false;
  bool too_long = false;  // the digits exceed 10^18; mantissa is then meaningless
  std::uint64_t mantissa = 0;
  int decimals = 0;  // digits after the point
  int power = 0;     // 万 4, 亿 8
  int percent = 0;   // % 2, ‰ 3
};

// The marks of money that may stand beside the digits.
struct Marks {
  std::string_view code = "CNY";
  bool yuan = true;      // 元 圆 人民币 RMB
  bool yen_sign = true;  // ¥ ￥
};

// Reads a whole text. Plain ASCII digits with sign and point take a short path.
Flaw scan_number(std::string_view text, const Marks& marks, Scanned& scanned);

NumberFault fault_of(Flaw flaw);
NumberFault too_many_decimals(int allowed);
NumberFault out_of_range(std::string_view limit);

inline constexpr std::int64_t kPowers[] = {1,
                                           10,
                                           100,
                                           1'000,
                                           10'000,
                                           100'000,
                                           1'000'000,
                                           10'000'000,
                                           100'000'000,
                                           1'000'000'000,
                                           10'000'000'000,
                                           100'000'000'000,
                                           1'000'000'000'000,
                                           10'000'000'000'000,
                                           100'000'000'000'000,
                                           1'000'000'000'000'000,
                                           10'000'000'000'000'000,
                                           100'000'000'000'000'000,
                                           1'000'000'000'000'000'000};
// exponent 0…18
constexpr std::int64_t power_of_ten(int exponent) {
  return kPowers[exponent];
}

}  // namespace salesops::money::detail
