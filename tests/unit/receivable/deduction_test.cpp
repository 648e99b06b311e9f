#include "salesops/receivable/deduction.hpp"

#include <doctest/doctest.h>

#include <string>

namespace salesops::receivable {

namespace {

Date march(unsigned day) {
  return Date::of(2026, 3, day);
}

// An invoice of 1000 of 1 March with a receipt of 600 that names it on the 5th, and credit notes of the days.
struct Book {
  Account account{};
  std::vector<Deduction> deductions{};

  Book() {
    account.debits.push_back(
        {.id = 1, .no = "F", .date = march(1), .due = march(31), .amount = Money::minor(1000)});
    account.credits.push_back(
        {.id = 1, .no = "P", .date = march(5), .amount = Money::minor(600), .names = 0});
  }
  Book& note(unsigned day, std::int64_t amount) {
    const auto id = static_cast<std::int64_t>(account.credits.size()) + 1;
    account.credits.push_back({.id = id,
                               .no = "N" + std::to_string(id),
                               .kind = CreditKind::credit_note,
                               .date = march(day),
                               .amount = Money::minor(amount),
                               .names = 0});
    return *this;
  }
  Book& cash(unsigned day, std::int64_t amount) {
    note(day, amount);
    account.credits.back().kind = CreditKind::receipt;
    return *this;
  }
  Book& deduct(unsigned day, std::int64_t amount, std::uint32_t credit = kNone) {
    const auto id = static_cast<std::int64_t>(deductions.size()) + 1;
    deductions.push_back(
        {.id = id, .debit = 0, .credit = credit, .date = march(day), .amount = Money::minor(amount)});
    return *this;
  }
  // "open 0+0+100, credited 150+0+0 20": credited + paid + open of each, and the day it ended.
  std::string on(unsigned day) const {
    static constexpr const char* kWords[] = {"open", "credited", "paid", "rejected", "withdrawn"};
    std::string shown;
    for (const DeductionStanding& one : deductions_on(account, settle(account, {}), deductions, march(day))) {
      shown += (shown.empty() ? "" : ", ") + std::string(kWords[static_cast<std::size_t>(one.state)]) + " " +
               std::to_string(one.credited.minor()) + "+" + std::to_string(one.paid.minor()) + "+" +
               std::to_string(one.open.minor());
      if (one.ended) shown += " " + std::to_string(one.ended->day());
    }
    return shown;
  }
};

}  // namespace

TEST_CASE("a deduction is open from its day until its invoice is credited or paid") {
  Book book;
  book.deduct(5, 100).note(10, 40).note(12, 60);
  CHECK(book.on(4) == "open 0+0+0");
  CHECK(book.on(9) == "open 0+0+100");
  CHECK(book.on(10) == "open 40+0+60");
  CHECK(book.on(12) == "credited 100+0+0 12");
  CHECK(book.on(31) == "credited 100+0+0 12");
  // what a credit note of before took off the invoice was no answer to it
  CHECK(Book().note(3, 40).deduct(5, 100).on(9) == "open 0+0+100");
  // cash counts when the invoice has no more than the rest open
  CHECK(Book().deduct(5, 100).cash(10, 300).on(10) == "open 0+0+100");
  CHECK(Book().deduct(5, 100).cash(10, 330).on(10) == "open 0+30+70");
  CHECK(Book().deduct(5, 100).cash(10, 400).on(20) == "paid 0+100+0 10");
}

TEST_CASE(
    "a credit note settles the deduction that it is named for, then the one it equals, then the oldest") {
  Book book;
  book.deduct(5, 100).deduct(6, 50).deduct(7, 50).note(10, 50);
  CHECK(book.on(10) == "open 0+0+100, credited 50+0+0 10, open 0+0+50");
  book.deductions[2].named_by.push_back({1, march(15)});
  CHECK(book.on(10) == "open 0+0+100, credited 50+0+0 10, open 0+0+50");
  CHECK(book.on(15) == "open 0+0+100, open 0+0+50, credited 50+0+0 15");
  CHECK(Book().deduct(5, 100).deduct(6, 50).note(10, 120).on(10) == "credited 100+0+0 10, open 20+0+30");
}

TEST_CASE("a rejected deduction is not flagged, and one goes back with its receipt") {
  Book book;
  book.deduct(5, 100, 0);
  book.deductions[0].rejected = march(8);
  CHECK(book.on(7) == "open 0+0+100");
  CHECK(book.on(8) == "rejected 0+0+100 8");
  Book bounced;
  bounced.deduct(5, 100, 0);
  bounced.account.reversals.push_back({"V1", march(12), 0, Money::minor(600), false});
  bounced.account.reversals.push_back({"V2", march(20), 0, Money::minor(600), true});
  CHECK(bounced.on(11) == "open 0+0+100");
  CHECK(bounced.on(12) == "withdrawn 0+0+100 12");
  CHECK(bounced.on(20) == "open 0+0+100");  // presented again
  CHECK(deductions_on(bounced.account, settle(bounced.account, {}), bounced.deductions, march(12))
            .front()
            .flagged() == Money{});
}

}  // namespace salesops::receivable
