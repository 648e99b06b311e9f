#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/receivable/aging.hpp"
#include "salesops/receivable/position.hpp"
#include "salesops/receivable/settle.hpp"

// Accounts written in a test the way one would say them. Amounts in minor units.
namespace salesops::receivable::test {

inline Date day(std::string_view iso) {
  const auto date = calendar::parse_iso_date(iso);
  if (!date) throw std::string(iso);
  return *date;
}
inline Money fen(std::int64_t units) {
  return Money::minor(units);
}

class Book {
 public:
  Book& invoice(std::string no, std::string_view date, std::string_view due, std::int64_t amount) {
    account.debits.push_back(
        {.id = next_++, .no = std::move(no), .date = day(date), .due = day(due), .amount = fen(amount)});
    return *this;
  }
  Book& installments(std::vector<Installment> parts) {
    account.debits.back().due = parts.front().due;
    account.debits.back().installments = std::move(parts);
    return *this;
  }
  Book& disputed() {
    account.debits.back().disputed = true;
    return *this;
  }
  Book& refund(std::string no, std::string_view date, std::int64_t amount, std::string_view of = {}) {
    account.debits.push_back({.id = next_++,
                              .no = std::move(no),
                              .kind = DebitKind::refund,
                              .date = day(date),
                              .due = day(date),
                              .amount = fen(amount),
                              .drawn_from = of.empty() ? kNone : credit(of)});
    return *this;
  }
  Book& receipt(std::string no, std::string_view date, std::int64_t amount, std::string_view names = {},
                CreditKind kind = CreditKind::receipt) {
    account.credits.push_back({.id = next_++,
                               .no = std::move(no),
                               .kind = kind,
                               .date = day(date),
                               .amount = fen(amount),
                               .names = names.empty() ? kNone : debit(names)});
    return *this;
  }
  Book& credit_note(std::string no, std::string_view date, std::int64_t amount, std::string_view of = {}) {
    return receipt(std::move(no), date, amount, of, CreditKind::credit_note);
  }
  Book& text(std::string words) {
    account.credits.back().text = std::move(words);
    return *this;
  }
  Book& maturity(std::string_view date) {
    account.credits.back().maturity = day(date);
    return *this;
  }
  Book& match(std::string_view credit_no, std::string_view debit_no, std::int64_t amount,
              std::string_view date) {
    account.matches.push_back({.id = next_++,
                               .credit = credit(credit_no),
                               .debit = debit(debit_no),
                               .amount = fen(amount),
                               .date = day(date)});
    return *this;
  }
  Book& write_off(std::string_view debit_no, std::int64_t amount, std::string_view date) {
    account.matches.push_back(
        {.id = next_++, .debit = debit(debit_no), .amount = fen(amount), .date = day(date)});
    return *this;
  }
  // The match before this write-off is the one it belongs to.
  Book& with_match() {
    account.matches.back().with = static_cast<std::uint32_t>(account.matches.size() - 2);
    return *this;
  }
  Book& until(std::string_view date) {
    account.matches.back().until = day(date);
    return *this;
  }
  // The whole credit when no amount is given.
  Book& bounce(std::string_view credit_no, std::string_view date, std::int64_t amount = 0) {
    return reversal(credit_no, date, amount, false);
  }
  Book& restore(std::string_view credit_no, std::string_view date, std::int64_t amount = 0) {
    return reversal(credit_no, date, amount, true);
  }

  std::uint32_t debit(std::string_view no) const {
    for (std::uint32_t i = 0; i < account.debits.size(); ++i)
      if (account.debits[i].no == no) return i;
    throw std::string(no);
  }
  std::uint32_t credit(std::string_view no) const {
    for (std::uint32_t i = 0; i < account.credits.size(); ++i)
      if (account.credits[i].no == no) return i;
    throw std::string(no);
  }
  Settled settle(SettlePolicy policy = {}) const {
    return settled(account, receivable::settle(account, policy));
  }
  AgingRow age(AgingRule rule, SettlePolicy policy = {}) const {
    return receivable::age(settle(policy), rule);
  }
  // Minor units that are open (or left) of each document that is there on `date`, 0 included.
  std::map<std::string, std::int64_t> open(std::string_view date, SettlePolicy policy = {}) const {
    std::map<std::string, std::int64_t> open;
    const Position position = position_at(settle(policy), day(date));
    for (const Debit& debit : account.debits)
      if (debit.date <= day(date)) open[debit.no] = 0;
    const Settled all = settle(policy);
    for (const OpenItem& item : position.items) open[number(all.debits[item.debit].id)] += item.open.minor();
    return open;
  }
  std::map<std::string, std::int64_t> left(std::string_view date, SettlePolicy policy = {}) const {
    std::map<std::string, std::int64_t> left;
    const Settled all = settle(policy);
    for (const OpenCredit& credit : position_at(all, day(date)).credits)
      left[number(all.credits[credit.credit].id)] += credit.left.minor();
    return left;
  }

  Account account;

 private:
  Book& reversal(std::string_view credit_no, std::string_view date, std::int64_t amount, bool on) {
    const std::uint32_t of = credit(credit_no);
    account.reversals.push_back({.no = "V" + std::to_string(next_++),
                                 .date = day(date),
                                 .credit = of,
                                 .amount = amount == 0 ? account.credits[of].amount : fen(amount),
                                 .on = on});
    return *this;
  }
  std::string number(std::int64_t id) const {
    for (const Debit& debit : account.debits)
      if (debit.id == id) return debit.no;
    for (const Credit& credit : account.credits)
      if (credit.id == id) return credit.no;
    return {};
  }
  std::int64_t next_ = 1;
};

using Amounts = std::map<std::string, std::int64_t>;

}  // namespace salesops::receivable::test
