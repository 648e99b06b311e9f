#pragma once
#include <functional>

#include "salesops/receivable/position.hpp"

namespace salesops::receivable {

// How receivables came from one balance to another: opening + invoices − credit notes − receipts + refunds +
// reversals − write-offs + revaluation = closing.
struct RollForward {
  Money opening{};
  Money invoices{};      // opening items too, of both signs
  Money credit_notes{};  // this and the next are subtracted
  Money receipts{};      // with drafts
  Money refunds{};
  Money reversals{};   // receipts reversed, less those restored
  Money write_offs{};  // less those taken back; subtracted
  Money revaluation{};
  Money closing{};

  void add(const RollForward& more);
  Money moved() const {
    return invoices - credit_notes - receipts + refunds + reversals - write_offs + revaluation;
  }
  bool ties() const { return opening + moved() == closing; }
  bool empty() const;
};

// What an amount of a day is in another currency.
using Conversion = std::function<Money(Money, Date)>;

// One account, with all its documents, from the first to the last day, both included. With `convert`,
// movements are of their days, the opening is of the day before the first one and the closing of the last;
// what the rates changed is the revaluation. What happens to a document on one day is one movement.
// O(documents + changes).
RollForward roll_forward(const Settled& settled, Date first, Date last, const Conversion& convert = {});
// The same of an account in which nothing happens: `balance` on every day.
RollForward roll_forward(Money balance, Date first, Date last, const Conversion& convert = {});

}  // namespace salesops::receivable
