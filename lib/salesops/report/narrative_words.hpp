#pragma once
#include <string>

#include "salesops/money/money.hpp"

// How sentences write amounts: 万元 with two decimals in Chinese, units of currency in English.
namespace salesops::report {

inline std::string amount_zh(money::Money amount) {
  return money::to_grouped_unit(amount, 2, 4, 2) + " 万元";
}
inline std::string amount_en(money::Money amount) {
  return "CNY " + money::to_grouped(amount, 2);
}
inline money::Money magnitude(money::Money amount) {
  return amount.negative() ? -amount : amount;
}
// With its sign, "+" too.
inline std::string signed_zh(money::Money amount) {
  return (amount.negative() ? "-" : "+") + amount_zh(magnitude(amount));
}
inline std::string signed_en(money::Money amount) {
  return (amount.negative() ? "-" : "+") + amount_en(magnitude(amount));
}

}  // namespace salesops::report
