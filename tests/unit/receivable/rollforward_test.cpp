#include "salesops/receivable/rollforward.hpp"

#include <doctest/doctest.h>

namespace salesops::receivable {

namespace {

StatementLine line(LineKind kind, std::int64_t debit, std::int64_t credit) {
  return {.kind = kind, .debit = Money::minor(debit), .credit = Money::minor(credit)};
}

}  // namespace

TEST_CASE("every kind of movement goes to its own part and the parts lead from opening to closing") {
  RollForward roll;
  roll.opening = Money::minor(1'000);
  for (const StatementLine& one :
       {line(LineKind::invoice, 500, 0), line(LineKind::opening, 0, 20), line(LineKind::credit_note, 0, 60),
        line(LineKind::receipt, 0, 300), line(LineKind::draft, 0, 40), line(LineKind::refund, 15, 0),
        line(LineKind::reversal, 300, 0), line(LineKind::restored, 0, 300), line(LineKind::write_off, 0, 7),
        line(LineKind::write_off_undone, 3, 0)})
    roll.add(one);
  CHECK(roll.invoices.minor() == 480);
  CHECK(roll.credit_notes.minor() == 60);
  CHECK(roll.receipts.minor() == 340);
  CHECK(roll.refunds.minor() == 15);
  CHECK(roll.reversals.minor() == 0);
  CHECK(roll.write_offs.minor() == 4);
  CHECK_FALSE(roll.ties());
  roll.closing = Money::minor(1'000 + 480 - 60 - 340 + 15 - 4);
  CHECK(roll.ties());
  RollForward twice = roll;
  twice.add(roll);
  CHECK(twice.ties());
  CHECK(twice.closing.minor() == 2 * roll.closing.minor());
}

}  // namespace salesops::receivable
