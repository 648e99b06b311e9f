#include "salesops/receivable/matching.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "build.hpp"

// MA-cases: Odoo test_reconciliation_matching_rules; Oracle Receivables "Examples of Using Each AutoCash
// Rule".
namespace salesops::receivable::test {
namespace {

const std::vector<MatchRule> kAll{MatchRule::reference, MatchRule::exact_amount, MatchRule::exact_account,
                                  MatchRule::oldest_due};

// "R1>I1 500 exact_amount 2024-01-05; …"
std::string proposals(const Book& book, std::string_view as_of, std::vector<MatchRule> chain = kAll,
                      std::int64_t tolerance = 0) {
  static const char* const kNames[] = {"reference", "exact_amount", "exact_account", "oldest_due"};
  std::string text;
  for (const Proposal& p :
       propose(book.account, settle(book.account, {}), day(as_of), {std::move(chain), fen(tolerance)})) {
    text += (text.empty() ? "" : "; ") + book.account.credits[p.credit].no + ">" +
            book.account.debits[p.debit].no + " " + std::to_string(p.amount.minor()) + " " +
            kNames[static_cast<std::size_t>(p.rule)] + " " + calendar::to_string(p.date);
    if (!p.write_off.zero()) text += " -" + std::to_string(p.write_off.minor());
  }
  return text;
}

}  // namespace

TEST_CASE("the chain takes the first rule that fits: reference, exact amount, whole account, oldest due") {
  Book book;
  book.invoice("F1", "2024-01-01", "2024-01-31", 300)
      .invoice("F2", "2024-01-02", "2024-02-28", 200)
      .invoice("F3", "2024-01-03", "2024-03-31", 500);
  Book reference = book;
  reference.receipt("R", "2024-04-01", 200).text("货款F3");
  CHECK(proposals(reference, "2024-04-30") == "R>F3 200 reference 2024-04-01");
  Book exact = book;
  exact.receipt("R", "2024-04-01", 200);
  CHECK(proposals(exact, "2024-04-30") == "R>F2 200 exact_amount 2024-04-01");
  Book whole = book;
  whole.receipt("R", "2024-04-01", 1000);
  CHECK(proposals(whole, "2024-04-30") ==
        "R>F1 300 exact_account 2024-04-01; R>F2 200 exact_account 2024-04-01; R>F3 500 exact_account "
        "2024-04-01");
  Book oldest = book;
  oldest.receipt("R", "2024-04-01", 420);
  CHECK(proposals(oldest, "2024-04-30") == "R>F1 300 oldest_due 2024-04-01; R>F2 120 oldest_due 2024-04-01");
  CHECK(proposals(oldest, "2024-04-30", {MatchRule::exact_amount}).empty());
  CHECK(proposals(oldest, "2024-03-31").empty());
}

TEST_CASE("an exact amount goes to the item due first, then to the smaller number") {
  Book book;  // MA-07: the ids 3, 7, 9 of the rule's text
  book.invoice("7", "2024-01-01", "2024-03-31", 500)
      .invoice("3", "2024-01-01", "2024-04-30", 500)
      .invoice("9", "2024-01-01", "2024-03-31", 500);
  book.receipt("R", "2024-04-01", 500);
  CHECK(proposals(book, "2024-04-30") == "R>7 500 exact_amount 2024-04-01");
}

TEST_CASE("a difference within the tolerance is written off, a larger one is not a match of the amount") {
  const struct {
    std::int64_t receipt, tolerance;
    const char* expected;
  } kCases[] = {
      // MA-01: an invoice of 1,000; percentages of the source as amounts
      {1000, 0, "R>I 1000 exact_amount 2024-02-01"},    {990, 0, ""},  {990, 5, ""},
      {990, 10, "R>I 990 exact_amount 2024-02-01 -10"}, {1010, 0, ""}, {1010, 10, ""},
  };
  for (const auto& c : kCases) {
    Book book;
    book.invoice("I", "2024-01-01", "2024-01-31", 1000).receipt("R", "2024-02-01", c.receipt);
    CHECK(proposals(book, "2024-02-29", {MatchRule::exact_amount}, c.tolerance) == c.expected);
  }
  Book over;  // the source matches 1,010 and keeps 10: here the oldest-due rule does that
  over.invoice("I", "2024-01-01", "2024-01-31", 1000).receipt("R", "2024-02-01", 1010);
  CHECK(proposals(over, "2024-02-29") == "R>I 1000 oldest_due 2024-02-01");
  Book named;
  named.invoice("I", "2024-01-01", "2024-01-31", 1000).receipt("R", "2024-02-01", 990).text("I");
  CHECK(proposals(named, "2024-02-29", kAll, 10) == "R>I 990 reference 2024-02-01 -10");
}

TEST_CASE("a number counts as mentioned only as a whole word") {
  const struct {
    const char* text;
    const char* number;
    bool found;
  } kCases[] = {{"1111", "1111", true},     {"bernard 1111 gagnant", "1111", true},
                {"11112", "1111", false},   {"货款F0102,F0103", "F0103", true},
                {"xF0102", "F0102", false}, {"f0102。", "F0102", true},
                {"", "F1", false},          {"F10 F1", "F1", true},
                {"F10", "F1", false}};
  for (const auto& c : kCases) {
    INFO(c.text, " ", c.number);
    CHECK(mentions(c.text, c.number) == c.found);
  }
}

TEST_CASE("several invoices that a receipt mentions are paid in order of due dates") {
  Book book;
  book.invoice("F1", "2024-01-01", "2024-03-31", 300)
      .invoice("F2", "2024-01-02", "2024-02-28", 200)
      .invoice("F3", "2024-01-03", "2024-01-31", 500);
  book.receipt("R", "2024-04-01", 450).text("F1 F2");
  CHECK(proposals(book, "2024-04-30", {MatchRule::reference}) ==
        "R>F2 200 reference 2024-04-01; R>F1 250 reference 2024-04-01");
}

TEST_CASE("proposals are made in time order: what was received is offered what was there") {
  Book book;
  book.invoice("A", "2024-01-05", "2024-03-31", 100)
      .invoice("B", "2024-02-05", "2024-02-05", 100)
      .receipt("R1", "2024-01-20", 150);
  CHECK(proposals(book, "2024-02-28") == "R1>A 100 oldest_due 2024-01-20; R1>B 50 oldest_due 2024-02-05");
}

TEST_CASE("what is matched, taken back or reversed is not proposed again") {
  Book book;
  book.invoice("A", "2024-01-05", "2024-02-05", 100)
      .receipt("R1", "2024-01-20", 60, "A")
      .receipt("R2", "2024-01-21", 60);
  book.receipt("R3", "2024-01-22", 60).bounce("R3", "2024-01-30");
  CHECK(proposals(book, "2024-02-28") == "R2>A 40 oldest_due 2024-01-21");
  book.match("R2", "A", 40, "2024-02-01").until("2024-02-10");
  CHECK(proposals(book, "2024-02-28").empty());
}

TEST_CASE("every proposal can be entered as a match") {
  Book book;
  book.invoice("A", "2024-01-05", "2024-02-05", 100)
      .installments({{day("2024-02-05"), fen(40)}, {day("2024-04-05"), fen(60)}});
  book.invoice("B", "2024-01-06", "2024-03-05", 80)
      .receipt("R1", "2024-01-20", 90)
      .receipt("R2", "2024-03-21", 200);
  const auto made = propose(book.account, settle(book.account, {}), day("2024-12-31"), {kAll, {}});
  for (const Proposal& p : made)
    book.account.matches.push_back(
        {.credit = p.credit, .debit = p.debit, .amount = p.amount, .date = p.date});
  CHECK(book.open("2024-12-31") == Amounts{{"A", 0}, {"B", 0}});
  CHECK(book.open("2024-01-20") == Amounts{{"A", 60}, {"B", 30}});
  CHECK(book.left("2024-12-31") == Amounts{{"R2", 110}});
}

}  // namespace salesops::receivable::test
