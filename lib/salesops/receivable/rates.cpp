#include "salesops/receivable/rates.hpp"

#include <algorithm>

#include "salesops/base/error.hpp"

namespace salesops::receivable {

void RateTable::set(std::string_view currency, calendar::Date date, const money::Rate& rate) {
  rates_[std::string(currency)].insert_or_assign(date, rate);
}

const money::Rate& RateTable::at(std::string_view currency, calendar::Date date) const {
  const auto found = rates_.find(currency);
  if (found != rates_.end()) {
    auto after = found->second.upper_bound(date);
    if (after != found->second.begin()) return (--after)->second;
  }
  const std::string day = calendar::to_string(date), code(currency);
  throw base::Error(
      base::Exit::configuration,
      {.code = "E5305",
       .field = "receivables.rates",
       .value = code,
       .message = {code + " 在 " + day + " 或之前没有汇率", code + " has no rate on " + day + " or before"},
       .help = {"在 receivables.rates 加一行：{currency: " + code + ", date: " + day + ", rate: …}",
                "add to receivables.rates: {currency: " + code + ", date: " + day + ", rate: …}"}});
}

money::Money RateTable::convert(money::Money amount, const money::Currency& from, const money::Currency& to,
                                calendar::Date date) const {
  if (from.code == to.code) return amount;
  money::Rate factor = at(from.code, date);
  std::int64_t scale = 1;
  for (int i = std::min(from.digits, to.digits); i < std::max(from.digits, to.digits); ++i) scale *= 10;
  factor = factor * (to.digits >= from.digits ? money::Rate(scale, 1) : money::Rate(1, scale));
  return money::half_up(amount, factor);
}

}  // namespace salesops::receivable
