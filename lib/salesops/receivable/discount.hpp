#pragma once
#include <vector>

#include "salesops/receivable/account.hpp"
#include "salesops/receivable/settle.hpp"

namespace salesops::receivable {

// What a credit that comes on its day may leave of the debit: the first of its discounts whose day has not
// passed; 0 for none, and for credits that are no money.
Money discount_for(const Debit& debit, const Credit& credit);

// An invoice of which its payments have left exactly the discount of the day on which the last of them came.
struct DiscountTaken {
  std::uint32_t credit = kNone;  // that payment
  std::uint32_t debit = kNone;
  Money amount{};
  friend bool operator==(const DiscountTaken&, const DiscountTaken&) = default;
};
// Of the spans that stand at the end of all days, among documents dated up to `as_of`; in order of debits.
std::vector<DiscountTaken> discounts_taken(const Account& account, const std::vector<Span>& spans,
                                           Date as_of);

}  // namespace salesops::receivable
