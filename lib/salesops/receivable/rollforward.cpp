#include "salesops/receivable/rollforward.hpp"

namespace salesops::receivable {

namespace {

// What moves the balance of one account: before the first day the opening, after the last nothing.
class Rolling {
 public:
  Rolling(Date first, Date last, const Conversion& convert) : first_(first), last_(last), convert_(convert) {}

  // `sign`: with which the part changes the balance.
  void move(Date date, Money by, Money RollForward::*part, int sign) {
    if (date > last_) return;
    closing_ += by;
    if (date < first_)
      opening_ += by;
    else
      result_.*part += converted(sign < 0 ? -by : by, date);
  }
  void start_from(Money balance) { opening_ = closing_ = balance; }
  RollForward result() {
    result_.opening = converted(opening_, first_ - 1);
    result_.closing = converted(closing_, last_);
    if (convert_) result_.revaluation = result_.closing - result_.opening - result_.moved();
    return result_;
  }

 private:
  Money converted(Money amount, Date day) const {
    return convert_ && !amount.zero() ? convert_(amount, day) : amount;
  }
  Date first_, last_;
  const Conversion& convert_;
  Money opening_{}, closing_{};
  RollForward result_{};
};

}  // namespace

RollForward roll_forward(const Settled& settled, Date first, Date last, const Conversion& convert) {
  Rolling rolling(first, last, convert);
  const auto changes = [&](const auto& document, Money RollForward::*part, int sign, bool credit) {
    for (std::uint32_t i = 0; i < document.change_count; ++i) {
      const Change& change = settled.changes[document.changes + i];
      if (change.of_document) rolling.move(change.date, credit ? -change.by : change.by, part, sign);
    }
  };
  for (const SettledDebit& debit : settled.debits) {
    const bool refund = debit.kind == DebitKind::refund;
    rolling.move(debit.date, debit.amount, refund ? &RollForward::refunds : &RollForward::invoices, 1);
    changes(debit, &RollForward::write_offs, -1, false);
  }
  for (const SettledCredit& credit : settled.credits) {
    if (credit.kind == CreditKind::opening)
      rolling.move(credit.date, -credit.amount, &RollForward::invoices, 1);
    else
      rolling.move(
          credit.date, -credit.amount,
          credit.kind == CreditKind::credit_note ? &RollForward::credit_notes : &RollForward::receipts, -1);
    changes(credit, &RollForward::reversals, 1, true);
  }
  return rolling.result();
}

RollForward roll_forward(Money balance, Date first, Date last, const Conversion& convert) {
  Rolling rolling(first, last, convert);
  rolling.start_from(balance);
  return rolling.result();
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
