#pragma once
#include "salesops/receivable/statement.hpp"

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

  void add(const StatementLine& line);
  void add(const RollForward& more);
  Money moved() const {
    return invoices - credit_notes - receipts + refunds + reversals - write_offs + revaluation;
  }
  bool ties() const { return opening + moved() == closing; }
  bool empty() const;
};

}  // namespace salesops::receivable
