#pragma once
#include <string>

#include "salesops/money/money.hpp"

namespace salesops::report {

inline money::Money magnitude(money::Money amount) {
  return amount.negative() ? -amount : amount;
}

// How sentences write amounts: in 万 with two decimals in Chinese, in units of currency in English.
class Wording {
 public:
  explicit Wording(const money::Currency& currency)
      : currency_(currency), unit_zh_(" " + money::unit_zh(currency, "万")) {}

  std::string zh(money::Money amount) const {
    return money::to_grouped_unit(amount, currency_.digits, 4, 2) + unit_zh_;
  }
  std::string en(money::Money amount) const {
    return currency_.code + " " + money::to_grouped(amount, currency_.digits);
  }
  // With its sign, "+" too.
  std::string signed_zh(money::Money amount) const {
    return (amount.negative() ? "-" : "+") + zh(magnitude(amount));
  }
  std::string signed_en(money::Money amount) const {
    return (amount.negative() ? "-" : "+") + en(magnitude(amount));
  }

 private:
  const money::Currency& currency_;
  std::string unit_zh_;
};

}  // namespace salesops::report
