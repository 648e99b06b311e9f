#include "salesops/receivable/discount.hpp"

#include <doctest/doctest.h>

#include <string>

#include "build.hpp"
#include "salesops/receivable/matching.hpp"

namespace salesops::receivable::test {
namespace {

// 2/10, 1/20, n/30 on an invoice of 1000.
Book discounted(const char* no = "A") {
  Book book;
  book.invoice(no, "2024-01-01", "2024-01-31", 1000);
  book.account.debits.back().discounts = {{day("2024-01-11"), fen(20)}, {day("2024-01-21"), fen(10)}};
  return book;
}

std::string proposals(const Book& book, std::vector<MatchRule> chain, std::int64_t tolerance = 0) {
  const auto spans = settle(book.account, {});
  std::string text;
  for (const Proposal& one :
       propose(book.account, spans, day("2024-12-31"), {std::move(chain), fen(tolerance)}))
    text += book.account.credits[one.credit].no + ">" + book.account.debits[one.debit].no + " " +
            std::to_string(one.amount.minor()) + "+" + std::to_string(one.write_off.minor()) + " ";
  return text;
}

std::string taken(const Book& book, std::string_view as_of = "2024-12-31") {
  std::string text;
  for (const DiscountTaken& one : discounts_taken(book.account, settle(book.account, {}), day(as_of)))
    text += book.account.credits[one.credit].no + ">" + book.account.debits[one.debit].no + " " +
            std::to_string(one.amount.minor()) + " ";
  return text;
}

}  // namespace

TEST_CASE("a payment of the amount less the discount of its day closes the invoice") {
  struct Row {
    const char* date;
    std::int64_t amount;
    const char* expected;
  };
  for (const Row& row : {Row{"2024-01-11", 980, "R>A 980+20 "}, Row{"2024-01-12", 980, ""},
                         Row{"2024-01-12", 990, "R>A 990+10 "}, Row{"2024-01-11", 990, ""},
                         Row{"2024-01-21", 990, "R>A 990+10 "}, Row{"2024-01-22", 990, ""},
                         Row{"2024-01-22", 1000, "R>A 1000+0 "}, Row{"2024-01-11", 979, ""}}) {
    CAPTURE(row.date);
    CAPTURE(row.amount);
    Book book = discounted();
    book.receipt("R", row.date, row.amount);
    CHECK(proposals(book, {MatchRule::exact_amount}) == row.expected);
  }
}

TEST_CASE("a discount needs money, an exact amount and, of two invoices, the one that it closes") {
  Book note = discounted();
  note.credit_note("N", "2024-01-05", 980);
  CHECK(proposals(note, {MatchRule::exact_amount}).empty());
  Book named = discounted("F77");
  named.receipt("R", "2024-01-05", 980).text("payment F77");
  CHECK(proposals(named, {MatchRule::reference}) == "R>F77 980+20 ");
  Book oldest = discounted();
  oldest.receipt("R", "2024-01-05", 980);
  CHECK(proposals(oldest, {MatchRule::oldest_due}) == "R>A 980+0 ");
  Book two = discounted("B");
  two.invoice("C", "2024-01-02", "2024-02-01", 980)
      .receipt("R", "2024-01-05", 980)
      .receipt("S", "2024-01-05", 980);
  CHECK(proposals(two, {MatchRule::exact_amount}) == "R>C 980+0 S>B 980+20 ");
}

TEST_CASE("what payments that name their invoice have left is taken when it is the discount of the last") {
  Book book = discounted();
  book.receipt("R", "2024-01-05", 400, "A").receipt("S", "2024-01-11", 580, "A");
  CHECK(taken(book) == "S>A 20 ");
  CHECK(taken(book, "2024-01-10").empty());
  Book late = discounted();
  late.receipt("R", "2024-01-05", 400, "A").receipt("S", "2024-01-12", 580, "A");
  CHECK(taken(late).empty());
  Book second = discounted();
  second.receipt("R", "2024-01-05", 400, "A").receipt("S", "2024-01-12", 590, "A");
  CHECK(taken(second) == "S>A 10 ");
  second.bounce("S", "2024-01-15");
  CHECK(taken(second).empty());
  Book closed = discounted();
  closed.receipt("R", "2024-01-05", 980, "A").write_off("A", 20, "2024-01-06");
  CHECK(taken(closed).empty());
}

}  // namespace salesops::receivable::test
