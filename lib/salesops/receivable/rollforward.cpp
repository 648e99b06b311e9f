#include "salesops/receivable/rollforward.hpp"

namespace salesops::receivable {

void RollForward::add(const StatementLine& line) {
  const Money amount = line.debit - line.credit;
  switch (line.kind) {
    case LineKind::invoice:
    case LineKind::opening:
      invoices += amount;
      return;
    case LineKind::credit_note:
      credit_notes -= amount;
      return;
    case LineKind::receipt:
    case LineKind::draft:
      receipts -= amount;
      return;
    case LineKind::refund:
      refunds += amount;
      return;
    case LineKind::reversal:
    case LineKind::restored:
      reversals += amount;
      return;
    case LineKind::write_off:
    case LineKind::write_off_undone:
      write_offs -= amount;
      return;
  }
}

void RollForward::add(const RollForward& more) {
  opening += more.opening;
  invoices += more.invoices;
  credit_notes += more.credit_notes;
  receipts += more.receipts;
  refunds += more.refunds;
  reversals += more.reversals;
  write_offs += more.write_offs;
  revaluation += more.revaluation;
  closing += more.closing;
}

bool RollForward::empty() const {
  return opening.zero() && closing.zero() && invoices.zero() && credit_notes.zero() && receipts.zero() &&
         refunds.zero() && reversals.zero() && write_offs.zero() && revaluation.zero();
}

}  // namespace salesops::receivable
