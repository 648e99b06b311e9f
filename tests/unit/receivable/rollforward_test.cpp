#include "salesops/receivable/rollforward.hpp"

#include <doctest/doctest.h>

#include "build.hpp"

namespace salesops::receivable::test {

namespace {

Settled busy_account() {
  Book book;
  book.invoice("A", "2024-01-10", "2024-02-10", 500).invoice("B", "2024-02-05", "2024-03-05", 300);
  book.receipt("R", "2024-02-07", 200, "A").receipt("D", "2024-02-08", 40, "B", CreditKind::draft);
  book.maturity("2024-08-08").receipt("N", "2024-02-09", 60, "B", CreditKind::credit_note);
  book.bounce("R", "2024-02-20").refund("F", "2024-02-21", 15).write_off("A", 7, "2024-02-22");
  return book.settle();
}

}  // namespace

TEST_CASE("every kind of movement goes to its own part and the parts lead from opening to closing") {
  const RollForward roll = roll_forward(busy_account(), day("2024-02-01"), day("2024-02-29"));
  CHECK(roll.opening == fen(500));
  CHECK(roll.invoices == fen(300));
  CHECK(roll.receipts == fen(240));
  CHECK(roll.credit_notes == fen(60));
  CHECK(roll.reversals == fen(200));
  CHECK(roll.refunds == fen(15));
  CHECK(roll.write_offs == fen(7));
  CHECK(roll.closing == fen(500 + 300 - 240 - 60 + 200 + 15 - 7));
  CHECK(roll.ties());
}

TEST_CASE("movements before the first day are in the opening, those after the last are in nothing") {
  const RollForward after = roll_forward(busy_account(), day("2024-03-01"), day("2024-03-31"));
  CHECK(after.opening == after.closing);
  CHECK(after.moved() == Money{});
  CHECK(roll_forward(busy_account(), day("2024-01-01"), day("2024-01-09")).empty());
}

TEST_CASE("in another currency the rates of the days leave a revaluation, and the parts still tie") {
  const Conversion doubled_in_march = [](Money amount, Date date) {
    return date < day("2024-03-01") ? amount : amount + amount;
  };
  const RollForward roll =
      roll_forward(busy_account(), day("2024-02-01"), day("2024-03-31"), doubled_in_march);
  CHECK(roll.invoices == fen(300));
  CHECK(roll.closing == fen(2 * (500 + 300 - 240 - 60 + 200 + 15 - 7)));
  CHECK(roll.revaluation == fen(500 + 300 - 240 - 60 + 200 + 15 - 7));
  CHECK(roll.ties());
  const RollForward quiet = roll_forward(fen(80), day("2024-03-01"), day("2024-03-31"), doubled_in_march);
  CHECK(quiet.opening == fen(80));
  CHECK(quiet.revaluation == fen(80));
  CHECK(quiet.closing == fen(160));
}

TEST_CASE("parts of several accounts add up") {
  RollForward twice = roll_forward(busy_account(), day("2024-02-01"), day("2024-02-29"));
  twice.add(twice);
  CHECK(twice.ties());
  CHECK(twice.receipts == fen(480));
}

}  // namespace salesops::receivable::test
