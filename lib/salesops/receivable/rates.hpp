#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

namespace salesops::receivable {

// Dated rates of exchange: from its date on, one unit of `currency` is worth `rate` units of the company's
// currency.
class RateTable {
 public:
  // A later call for the same currency and date takes the place of the earlier one.
  void set(std::string_view currency, calendar::Date date, const money::Rate& rate);
  bool empty() const { return rates_.empty(); }
  // The rate of the day or of the last day before it that has one. Throws Error(configuration, E5305). O(log
  // n).
  const money::Rate& at(std::string_view currency, calendar::Date date) const;
  // `amount` of `from` in `to`, half-up to the minor unit. The same currency: unchanged, no rate needed.
  money::Money convert(money::Money amount, const money::Currency& from, const money::Currency& to,
                       calendar::Date date) const;

 private:
  std::map<std::string, std::map<calendar::Date, money::Rate>, std::less<>> rates_;
};

}  // namespace salesops::receivable
