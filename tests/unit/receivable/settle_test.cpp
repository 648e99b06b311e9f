#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "build.hpp"
#include "salesops/base/error.hpp"

// Figures of the cases named AG-, AO-, MA- are those of other systems' published tests: ERPNext
// (test_accounts_receivable, test_payment_reconciliation), GnuCash (test-owner-report,
// test-new-owner-report), Odoo and OCA threads, iDempiere.
namespace salesops::receivable::test {
namespace {

const SettlePolicy kAuto{.automatic = true};

std::string code_of(const Book& book, SettlePolicy policy = {}) {
  try {
    static_cast<void>(settle(book.account, policy));
  } catch (const base::Error& error) {
    return error.code();
  }
  return "";
}

}  // namespace

TEST_CASE("first in, first out: one receipt pays two invoices in part") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 10000).invoice("I2", "2024-01-20", "2024-02-19", 20000);
  book.receipt("R1", "2024-02-10", 15000);
  CHECK(book.open("2024-03-31", kAuto) == Amounts{{"I1", 0}, {"I2", 15000}});
  CHECK(book.left("2024-03-31", kAuto).empty());
  CHECK(settle(book.account, kAuto) ==
        std::vector<Span>{{0, 0, fen(10000), day("2024-02-10"), forever(), SpanKind::automatic},
                          {0, 1, fen(5000), day("2024-02-10"), forever(), SpanKind::automatic}});
}

TEST_CASE("without automatic matching, money that names nothing stays unapplied") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 10000).receipt("R1", "2024-02-10", 15000);
  CHECK(book.open("2024-03-31") == Amounts{{"I1", 10000}});
  CHECK(book.left("2024-03-31") == Amounts{{"R1", 15000}});
}

TEST_CASE("a payment in advance is used on the day the invoice is issued") {
  Book book;
  book.invoice("I1", "2024-02-05", "2024-03-06", 10000).receipt("R1", "2024-01-10", 25000);
  CHECK(book.left("2024-02-04", kAuto) == Amounts{{"R1", 25000}});
  CHECK(book.open("2024-02-05", kAuto) == Amounts{{"I1", 0}});
  CHECK(book.left("2024-02-05", kAuto) == Amounts{{"R1", 15000}});
}

TEST_CASE("money once applied is not moved by a later invoice with an earlier due date") {
  Book book;
  book.invoice("A", "2024-01-05", "2024-03-31", 10000).invoice("B", "2024-02-05", "2024-02-05", 10000);
  book.receipt("R1", "2024-01-20", 10000);
  CHECK(book.open("2024-02-28", kAuto) == Amounts{{"A", 0}, {"B", 10000}});
}

TEST_CASE("the item due first is paid first, ties go by the bytes of the number") {
  Book book;
  book.invoice("A", "2024-01-05", "2024-03-31", 10000).invoice("B", "2024-01-10", "2024-01-15", 10000);
  book.receipt("R1", "2024-01-20", 12000);
  CHECK(book.open("2024-02-28", kAuto) == Amounts{{"A", 8000}, {"B", 0}});
  Book tie;
  for (const char* no : {"I10", "I2", "I1"}) tie.invoice(no, "2024-01-05", "2024-02-04", 100);
  tie.receipt("R1", "2024-03-01", 150);
  CHECK(tie.open("2024-04-30", kAuto) == Amounts{{"I1", 0}, {"I10", 50}, {"I2", 100}});
}

TEST_CASE("explicit matches come first, the rest of the receipt goes to the oldest item") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 10000).invoice("I2", "2024-01-20", "2024-02-19", 20000);
  book.invoice("I3", "2024-02-20", "2024-03-21", 5000).receipt("R1", "2024-03-01", 18000);
  book.match("R1", "I3", 5000, "2024-03-01").match("R1", "I2", 3000, "2024-03-01");
  CHECK(book.open("2024-04-30", kAuto) == Amounts{{"I1", 0}, {"I2", 17000}, {"I3", 0}});
}

TEST_CASE("documents after the day asked for do not count") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 10000).invoice("I2", "2024-03-01", "2024-03-31", 20000);
  book.receipt("R1", "2024-02-29", 4000).receipt("R2", "2024-03-01", 6000);
  CHECK(book.open("2024-02-29", kAuto) == Amounts{{"I1", 6000}});
}

TEST_CASE("neither side of a match is exceeded") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 10000)
      .receipt("R1", "2024-03-01", 5000)
      .receipt("R2", "2024-03-01", 9000);
  Book above_receipt = book;
  above_receipt.match("R1", "I1", 6000, "2024-03-01");
  CHECK(code_of(above_receipt) == "E5202");
  Book above_invoice = book;
  above_invoice.match("R1", "I1", 5000, "2024-03-01").match("R2", "I1", 5001, "2024-03-02");
  CHECK(code_of(above_invoice) == "E5201");
  Book exact = book;
  exact.match("R1", "I1", 5000, "2024-03-01").match("R2", "I1", 5000, "2024-03-02");
  CHECK(code_of(exact).empty());
  Book bounced = book;  // MA-04: a receipt that was returned has nothing to allocate
  bounced.bounce("R1", "2024-03-05").match("R1", "I1", 5000, "2024-03-06");
  CHECK(bounced.open("2024-04-01") == Amounts{{"I1", 10000}});
}

TEST_CASE("a receipt that names its invoice takes what both sides have left, the rest stays unapplied") {
  Book book;  // MA-10: 1,500 received for an invoice of 1,000
  book.invoice("I1", "2024-01-05", "2024-02-04", 1000).receipt("R1", "2024-01-20", 1500, "I1");
  CHECK(book.open("2024-01-31") == Amounts{{"I1", 0}});
  CHECK(book.left("2024-01-31") == Amounts{{"R1", 500}});
  Book two;  // the earlier receipt has the claim, whatever the order of entry
  two.invoice("I1", "2024-01-05", "2024-02-04", 100)
      .receipt("R9", "2024-01-21", 60, "I1")
      .receipt("R1", "2024-01-20", 60, "I1");
  CHECK(two.left("2024-01-31") == Amounts{{"R9", 20}});
}

TEST_CASE("a receipt that names an invoice of a later day waits for it") {
  Book book;
  book.invoice("I1", "2024-02-05", "2024-03-04", 1000).receipt("R1", "2024-01-20", 800, "I1");
  CHECK(book.left("2024-02-04") == Amounts{{"R1", 800}});
  CHECK(book.open("2024-02-05") == Amounts{{"I1", 200}});
}

TEST_CASE("a bounced receipt reopens its invoice in full, its reversal restores the payment") {
  Book book;  // MA-09
  book.invoice("I1", "2024-01-05", "2024-02-04", 500).receipt("R1", "2024-01-20", 500, "I1");
  book.bounce("R1", "2024-02-10").restore("R1", "2024-02-20");
  CHECK(book.open("2024-02-09") == Amounts{{"I1", 0}});
  CHECK(book.open("2024-02-10") == Amounts{{"I1", 500}});
  CHECK(book.left("2024-02-10").empty());
  CHECK(book.open("2024-02-20") == Amounts{{"I1", 0}});
  book.restore("R1", "2024-02-21");
  CHECK(code_of(book) == "E5203");
}

TEST_CASE("a bounced receipt reopens explicit matches too, and money that waited takes the place") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 500)
      .receipt("R1", "2024-01-20", 500)
      .match("R1", "I1", 500, "2024-01-25");
  book.receipt("R2", "2024-01-30", 300, "I1").bounce("R1", "2024-02-10");
  CHECK(book.open("2024-01-24") == Amounts{{"I1", 500}});
  CHECK(book.open("2024-01-31") == Amounts{{"I1", 0}});
  CHECK(book.left("2024-01-31") == Amounts{{"R2", 300}});
  CHECK(book.open("2024-02-10") == Amounts{{"I1", 200}});
  CHECK(book.left("2024-02-10").empty());
}

TEST_CASE("what bounces of a receipt is taken from its rest, then from what it named, then from matches") {
  Book book;
  book.invoice("A", "2024-01-05", "2024-02-04", 400).invoice("B", "2024-01-05", "2024-02-04", 300);
  book.invoice("C", "2024-01-20", "2024-02-04", 200).receipt("R", "2024-01-10", 1000, "A");
  book.match("R", "B", 300, "2024-01-12").match("R", "C", 200, "2024-01-11");  // C comes later than its match
  book.bounce("R", "2024-02-01", 50).bounce("R", "2024-02-02", 250).bounce("R", "2024-02-03", 350);
  CHECK(book.left("2024-01-31") == Amounts{{"R", 100}});
  CHECK(book.left("2024-02-01") == Amounts{{"R", 50}});
  CHECK(book.open("2024-02-01") == Amounts{{"A", 0}, {"B", 0}, {"C", 0}});
  CHECK(book.open("2024-02-02") == Amounts{{"A", 200}, {"B", 0}, {"C", 0}});
  CHECK(book.open("2024-02-03") == Amounts{{"A", 400}, {"B", 0}, {"C", 150}});
  book.restore("R", "2024-02-05", 350);
  CHECK(book.open("2024-02-05") == Amounts{{"A", 200}, {"B", 0}, {"C", 0}});
  CHECK(book.left("2024-02-05").empty());
}

TEST_CASE("a receipt bounces by no more than its amount and is restored by no more than bounced") {
  Book book;
  book.receipt("R", "2024-01-10", 100).bounce("R", "2024-01-11", 60);
  CHECK(code_of(Book(book).bounce("R", "2024-01-12", 40)) == "");
  CHECK(code_of(Book(book).bounce("R", "2024-01-12", 41)) == "E5203");
  CHECK(code_of(Book(book).restore("R", "2024-01-12", 60)) == "");
  CHECK(code_of(Book(book).restore("R", "2024-01-12", 61)) == "E5203");
  CHECK(code_of(Book(book).restore("R", "2024-01-10", 60)) == "E5203");
}

TEST_CASE("a small difference stands while its match stands in full") {
  Book book;
  book.invoice("A", "2024-01-05", "2024-02-04", 101).receipt("R", "2024-01-10", 100);
  book.match("R", "A", 100, "2024-01-10").write_off("A", 1, "2024-01-10").with_match();
  book.bounce("R", "2024-02-01", 30).restore("R", "2024-02-05", 30);
  CHECK(book.open("2024-01-31") == Amounts{{"A", 0}});
  CHECK(book.open("2024-02-01") == Amounts{{"A", 31}});
  CHECK(book.open("2024-02-05") == Amounts{{"A", 0}});
}

TEST_CASE("a linked credit note reduces its invoice before money does, an unlinked one stands alone") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 100)
      .receipt("R1", "2024-01-20", 100, "I1")
      .credit_note("N1", "2024-01-20", 30, "I1");
  CHECK(book.open("2024-01-20") == Amounts{{"I1", 0}});
  CHECK(book.left("2024-01-20") == Amounts{{"R1", 30}});
  Book alone;  // AG-07
  alone.invoice("S", "2024-06-29", "2024-06-29", 100)
      .receipt("R1", "2024-06-30", 40, "S")
      .credit_note("N", "2024-06-30", 100);
  CHECK(alone.open("2024-06-30") == Amounts{{"S", 60}});
  CHECK(alone.left("2024-06-30") == Amounts{{"N", 100}});
  CHECK(alone.age({.as_of = day("2024-06-30")}).net() == fen(-40));
}

TEST_CASE("refunds draw on cash; what finds none stands as an item of its own") {
  Book book;  // AG-02, in cents
  book.invoice("A", "1980-05-13", "1980-05-13", 675)
      .invoice("B", "1980-01-13", "1980-01-13", 1150)
      .invoice("C", "1980-06-24", "1980-06-24", 2800);
  book.credit_note("D", "1980-06-22", 300).credit_note("E", "1980-06-25", 2700, "C");
  book.receipt("R1", "1980-03-18", 150, "B")
      .receipt("R2", "1980-03-20", 200, "B")
      .receipt("R3", "1980-06-26", 100, "C");
  book.receipt("P1", "1980-06-28", 12000)
      .receipt("P2", "1980-06-28", 4000);  // one payment of 160 in two parts
  book.refund("F1", "1980-06-29", 12000, "P1").refund("F2", "1980-06-30", 5000, "P2");
  CHECK(book.open("1981-07-01") == Amounts{{"A", 675}, {"B", 800}, {"C", 0}, {"F1", 0}, {"F2", 1000}});
  CHECK(book.left("1981-07-01") == Amounts{{"D", 300}});
  CHECK(book.age({.as_of = day("1981-07-01")}).net() == fen(2175));
  Book any;  // without a receipt named, the oldest cash is drawn on, credit notes last
  any.credit_note("N", "2024-01-01", 50).receipt("R1", "2024-01-02", 30).receipt("R2", "2024-01-03", 30);
  any.refund("F", "2024-01-04", 70);
  CHECK(any.left("2024-01-04") == Amounts{{"N", 40}});
}

TEST_CASE("receipts and credit notes fill the installments of an invoice in order of due dates") {
  Book book;  // AG-05
  book.invoice("S", "2024-06-30", "2024-07-30", 200);
  book.installments(
      {{day("2024-07-30"), fen(60)}, {day("2024-08-29"), fen(100)}, {day("2024-09-28"), fen(40)}});
  book.receipt("R", "2024-06-30", 40, "S");
  const auto items = [&] {
    std::vector<std::int64_t> open;
    for (const OpenItem& item : position_at(book.settle(), day("2024-06-30")).items)
      open.push_back(item.open.minor());
    return open;
  };
  CHECK(items() == std::vector<std::int64_t>{20, 100, 40});
  book.credit_note("N", "2024-06-30", 100, "S");
  CHECK(items() == std::vector<std::int64_t>{20, 40});
  CHECK(position_at(book.settle(), day("2024-06-30")).items.front().due == day("2024-08-29"));
  Book advance;  // MA-08: an advance of 15,000 and a receipt of 8,500 on 30,000 in installments
  advance.invoice("S", "2024-06-30", "2024-06-30", 30000);
  advance.installments(
      {{day("2024-06-30"), fen(15000)}, {day("2024-07-30"), fen(7500)}, {day("2024-08-30"), fen(7500)}});
  advance.receipt("A", "2024-06-01", 15000, "S").receipt("R", "2024-07-01", 8500);
  CHECK(advance.open("2024-07-01", kAuto) == Amounts{{"S", 6500}});
  CHECK(position_at(advance.settle(kAuto), day("2024-07-01")).items.front().due == day("2024-08-30"));
}

TEST_CASE("a match counts from the latest of its own and both documents' dates, or from the receipt") {
  Book book;  // AO-07: receipts of February and May, matched in May with the March invoices; asked for the
              // end of April
  for (int i = 1; i <= 5; ++i) book.invoice("M" + std::to_string(i), "2019-03-15", "2019-03-15", 10000);
  book.invoice("A", "2019-04-15", "2019-04-15", 100000)
      .receipt("R1", "2019-02-15", 1000)
      .receipt("R2", "2019-05-15", 49000);
  book.match("R1", "M1", 1000, "2019-05-15").match("R2", "M1", 9000, "2019-05-15");
  for (int i = 2; i <= 5; ++i) book.match("R2", "M" + std::to_string(i), 10000, "2019-05-15");
  const auto net = [&](MatchDate from) {
    return book.age({.as_of = day("2019-04-30")}, {.match_date = from}).net().minor();
  };
  CHECK(book.open("2019-04-30").at("M1") == 10000);
  CHECK(book.left("2019-04-30") == Amounts{{"R1", 1000}});
  CHECK(book.open("2019-04-30", {.match_date = MatchDate::receipt}).at("M1") == 9000);
  CHECK(book.left("2019-04-30", {.match_date = MatchDate::receipt}).empty());
  CHECK(net(MatchDate::later_of) == 149000);
  CHECK(net(MatchDate::receipt) == 149000);
  CHECK(book.open("2019-05-15").at("M1") == 0);
}

TEST_CASE("a match that is taken back stood until that day") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 500).receipt("R1", "2024-01-20", 500, "I1");
  book.match("R1", "I1", 500, "2024-01-20").until("2024-03-01");
  for (const SettlePolicy& policy : {SettlePolicy{}, kAuto}) {
    CHECK(book.open("2024-02-29", policy) == Amounts{{"I1", 0}});
    CHECK(book.open("2024-03-01", policy) == Amounts{{"I1", 500}});
    CHECK(book.left("2024-03-01", policy) == Amounts{{"R1", 500}});
  }
}

TEST_CASE("a document entered late never takes what an explicit match of a later day needs") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 100)
      .receipt("R2", "2024-03-10", 100)
      .match("R2", "I1", 100, "2024-03-10");
  book.receipt("R1", "2024-03-01", 50, "I1");  // entered after the match, dated before it
  CHECK(book.open("2024-03-10") == Amounts{{"I1", 0}});
  CHECK(book.left("2024-03-10") == Amounts{{"R1", 50}});
  Book bounced;  // … but a payment that bounces before the match begins stands until it bounces
  bounced.invoice("I1", "2024-01-05", "2024-02-04", 100)
      .receipt("R1", "2024-01-10", 100, "I1")
      .bounce("R1", "2024-02-01");
  bounced.receipt("R2", "2024-02-10", 100).match("R2", "I1", 100, "2024-02-10");
  CHECK(bounced.open("2024-01-31") == Amounts{{"I1", 0}});
  CHECK(bounced.open("2024-02-01") == Amounts{{"I1", 100}});
  CHECK(bounced.open("2024-02-10") == Amounts{{"I1", 0}});
}

TEST_CASE("an invoice that is paid later is in the list of every day before, with the amount it had then") {
  Book paid;  // AO-02
  paid.invoice("I", "2020-04-30", "2020-04-30", 1000).receipt("R", "2020-06-30", 1000, "I");
  CHECK(paid.open("2020-05-31").at("I") == 1000);
  CHECK(paid.open("2020-06-29").at("I") == 1000);
  CHECK(paid.open("2020-06-30").at("I") == 0);
  Book year_end;  // AO-03
  year_end.invoice("I", "2016-12-30", "2016-12-30", 100).receipt("R", "2017-01-01", 100, "I");
  CHECK(year_end.open("2016-12-31").at("I") == 100);
  CHECK(year_end.open("2017-01-01").at("I") == 0);
}

TEST_CASE("successive allocations of one receipt leave what they did not use") {
  Book book;  // MA-04
  book.invoice("D", "2024-01-01", "2024-01-31", 5000)
      .receipt("R1", "2024-02-01", 100)
      .match("R1", "D", 100, "2024-02-01");
  CHECK(book.open("2024-02-01").at("D") == 4900);
  book.receipt("R2", "2024-02-02", 300).match("R2", "D", 230, "2024-02-02");
  CHECK(book.open("2024-02-02").at("D") == 4670);
  CHECK(book.left("2024-02-02") == Amounts{{"R2", 70}});
  book.receipt("R3", "2024-02-03", 200)
      .match("R3", "D", 100, "2024-02-03")
      .match("R3", "D", 101, "2024-02-03");
  CHECK(code_of(book) == "E5202");
}

TEST_CASE("a write-off closes the item from its day on and lowers the balance") {
  Book book;
  book.invoice("I", "2024-01-01", "2024-01-31", 1000)
      .receipt("R", "2024-02-01", 990, "I")
      .write_off("I", 10, "2024-02-05");
  CHECK(book.open("2024-02-04").at("I") == 10);
  CHECK(book.open("2024-02-05").at("I") == 0);
  CHECK(document_balance(book.settle(), day("2024-02-05")) == Money{});
}

TEST_CASE("a draft settles its invoice until it is dishonoured; then the invoice has its own age again") {
  Book book;
  book.invoice("I", "2024-01-01", "2024-01-31", 1000)
      .receipt("D", "2024-02-10", 1000, "I", CreditKind::draft)
      .maturity("2024-08-10");
  book.bounce("D", "2024-08-12");
  CHECK(position_at(book.settle(), day("2024-03-01")).notes == fen(1000));
  CHECK(position_at(book.settle(), day("2024-08-10")).notes == Money{});
  CHECK(book.open("2024-08-11").at("I") == 0);
  const AgingRow row = book.age({.as_of = day("2024-08-12")});
  CHECK(row.slots[5] == fen(1000));  // 194 days after the due date of the invoice
  CHECK(row.oldest_days == 194);
}

TEST_CASE("the order in which documents are entered changes nothing") {
  Book book;
  book.invoice("I1", "2024-01-05", "2024-02-04", 100)
      .invoice("I2", "2024-01-05", "2024-02-04", 70)
      .invoice("I3", "2024-01-09", "2024-01-20", 50);
  book.receipt("R1", "2024-01-06", 30).receipt("R2", "2024-01-06", 60).credit_note("N", "2024-01-10", 40);
  const auto open = book.open("2024-01-31", kAuto);
  const auto left = book.left("2024-01-31", kAuto);
  std::ranges::reverse(book.account.debits);
  std::ranges::reverse(book.account.credits);
  CHECK(book.open("2024-01-31", kAuto) == open);
  CHECK(book.left("2024-01-31", kAuto) == left);
  CHECK(open == Amounts{{"I1", 10}, {"I2", 70}, {"I3", 10}});
}

}  // namespace salesops::receivable::test
