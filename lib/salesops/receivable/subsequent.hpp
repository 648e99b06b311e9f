#pragma once
#include <vector>

#include "salesops/receivable/position.hpp"

namespace salesops::receivable {

// What receipts and drafts dated after the day of a position have paid by now (期后回款): not part of the
// position, and of each item at most what was open of it.
struct Subsequent {
  std::vector<Money> items;           // of each item of the position
  std::vector<OpenCredit> unapplied;  // such receipts that have something left, in order of the account
  Money total{};                      // Σ items
};

// `spans` from settle, `settled` and `position` from the same account; the installments of an invoice are
// filled in order of their due dates. Indices of `unapplied` point into settled.credits. O(spans log debits).
Subsequent subsequent_receipts(const Account& account, const std::vector<Span>& spans, const Settled& settled,
                               const Position& position, Date as_of);

}  // namespace salesops::receivable
