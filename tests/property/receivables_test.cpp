#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "receivables_model.hpp"
#include "salesops/base/error.hpp"
#include "salesops/receivable/aging.hpp"
#include "salesops/receivable/deduction.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/receivable/rollforward.hpp"
#include "salesops/receivable/settle.hpp"
#include "salesops/receivable/statement.hpp"
#include "salesops/receivable/subsequent.hpp"

// Random histories, entered in random order with back-dated entries, against a slow model.
namespace salesops::receivable {
namespace {

using Rng = std::mt19937_64;

int pick(Rng& rng, int n) {
  return static_cast<int>(rng() % static_cast<std::uint64_t>(n));
}

bool accepted(const Account& account, const SettlePolicy& policy) {
  try {
    static_cast<void>(settle(account, policy));
    return true;
  } catch (const base::Error& error) {
    CHECK((error.code() == "E5201" || error.code() == "E5202" || error.code() == "E5203"));
    return false;
  }
}

void enter_debit(Rng& rng, Account& account) {
  Debit debit{.id = static_cast<std::int64_t>(account.debits.size()) + 1};
  debit.no = std::string(1, static_cast<char>('A' + pick(rng, 26))) + std::to_string(account.debits.size());
  debit.date = day(pick(rng, kDays));
  debit.due = debit.date + pick(rng, 12);
  debit.amount = Money::minor(1 + pick(rng, 120));
  debit.disputed = pick(rng, 5) == 0;
  if (pick(rng, 5) == 0 && !account.credits.empty()) {
    debit.kind = DebitKind::refund;
    debit.due = debit.date;
    if (pick(rng, 2) == 0)
      debit.drawn_from = static_cast<std::uint32_t>(pick(rng, static_cast<int>(account.credits.size())));
  } else if (pick(rng, 4) == 0 && debit.amount.minor() > 3) {
    const std::int64_t first = 1 + pick(rng, static_cast<int>(debit.amount.minor()) - 1);
    debit.installments = {{debit.due, Money::minor(first)},
                          {debit.due + 5, debit.amount - Money::minor(first), pick(rng, 2) == 0}};
  }
  account.debits.push_back(std::move(debit));
}

void enter_credit(Rng& rng, Account& account) {
  Credit credit{.id = static_cast<std::int64_t>(account.credits.size()) + 100};
  credit.no =
      std::string(1, static_cast<char>('A' + pick(rng, 26))) + "r" + std::to_string(account.credits.size());
  credit.kind = static_cast<CreditKind>(pick(rng, 4));
  credit.date = day(pick(rng, kDays));
  credit.amount = Money::minor(1 + pick(rng, 120));
  if (!account.debits.empty() && pick(rng, 2) == 0)
    credit.names = static_cast<std::uint32_t>(pick(rng, static_cast<int>(account.debits.size())));
  account.credits.push_back(std::move(credit));
}

// One more entry by a user; false when there is nothing it could be about.
bool enter(Rng& rng, Account& account) {
  const int action = pick(rng, 10);
  const int debits = static_cast<int>(account.debits.size()),
            credits = static_cast<int>(account.credits.size());
  if (action < 3)
    enter_debit(rng, account);
  else if (action < 6)
    enter_credit(rng, account);
  else if (action == 6 && credits > 0) {
    const auto credit = static_cast<std::uint32_t>(pick(rng, credits));
    const Money whole = account.credits[credit].amount;
    const bool part = pick(rng, 3) == 0;
    account.reversals.push_back(
        {"V" + std::to_string(account.reversals.size()), account.credits[credit].date + pick(rng, 8), credit,
         part ? Money::minor(1 + pick(rng, static_cast<int>(whole.minor()))) : whole, pick(rng, 3) == 0});
  } else if (action < 9 && debits > 0 && credits > 0) {
    Match match{.id = static_cast<std::int64_t>(account.matches.size()),
                .debit = static_cast<std::uint32_t>(pick(rng, debits))};
    if (pick(rng, 8) != 0) match.credit = static_cast<std::uint32_t>(pick(rng, credits));
    match.amount = Money::minor(1 + pick(rng, 60));
    match.date = day(pick(rng, kDays));
    account.matches.push_back(match);
    if (match.credit != kNone && pick(rng, 4) == 0) {  // with the small difference that it leaves
      Match off = match;
      off.id += 1000;
      off.credit = kNone;
      off.amount = Money::minor(1 + pick(rng, 3));
      off.with = static_cast<std::uint32_t>(account.matches.size() - 1);
      account.matches.push_back(off);
    }
  } else if (!account.matches.empty()) {
    Match& match =
        account.matches[static_cast<std::size_t>(pick(rng, static_cast<int>(account.matches.size())))];
    if (match.until || match.with != kNone) return false;
    match.until = std::max(match.date, day(pick(rng, kDays)));
  } else {
    return false;
  }
  return true;
}

Account random_account(Rng& rng, const SettlePolicy& policy) {
  Account account;
  const int entries = 4 + pick(rng, 22);
  for (int i = 0; i < entries; ++i) {
    Account next = account;
    if (enter(rng, next) && accepted(next, policy)) account = std::move(next);
  }
  return account;
}

// What was dated up to `last`, as if nothing else had been entered. Indices change, numbers stay.
Account up_to(const Account& all, Date last) {
  Account cut;
  std::map<std::uint32_t, std::uint32_t> debits, credits;
  for (std::uint32_t i = 0; i < all.credits.size(); ++i)
    if (all.credits[i].date <= last) {
      credits[i] = static_cast<std::uint32_t>(cut.credits.size());
      cut.credits.push_back(all.credits[i]);
    }
  for (std::uint32_t i = 0; i < all.debits.size(); ++i)
    if (all.debits[i].date <= last &&
        (all.debits[i].drawn_from == kNone || credits.contains(all.debits[i].drawn_from))) {
      debits[i] = static_cast<std::uint32_t>(cut.debits.size());
      cut.debits.push_back(all.debits[i]);
      if (cut.debits.back().drawn_from != kNone)
        cut.debits.back().drawn_from = credits[cut.debits.back().drawn_from];
    } else if (all.debits[i].date <= last) {  // a refund of money that comes later
      debits[i] = static_cast<std::uint32_t>(cut.debits.size());
      cut.debits.push_back(all.debits[i]);
      cut.debits.back().drawn_from = static_cast<std::uint32_t>(cut.credits.size());
      Credit empty = all.credits[all.debits[i].drawn_from];
      credits[all.debits[i].drawn_from] = cut.debits.back().drawn_from;
      cut.credits.push_back(empty);
    }
  for (Credit& credit : cut.credits)
    if (credit.names != kNone) credit.names = debits.contains(credit.names) ? debits[credit.names] : kNone;
  for (Reversal reversal : all.reversals)
    if (reversal.date <= last && credits.contains(reversal.credit)) {
      reversal.credit = credits[reversal.credit];
      cut.reversals.push_back(reversal);
    }
  std::map<std::uint32_t, std::uint32_t> matches;
  for (std::uint32_t i = 0; i < all.matches.size(); ++i) {
    Match match = all.matches[i];
    if (match.date > last || !debits.contains(match.debit)) continue;
    if (match.credit != kNone && all.credits[match.credit].date > last) continue;
    match.debit = debits[match.debit];
    if (match.credit != kNone) match.credit = credits[match.credit];
    if (match.until && *match.until > last) match.until.reset();
    if (match.with != kNone) match.with = matches.contains(match.with) ? matches[match.with] : kNone;
    if (all.matches[i].with != kNone && match.with == kNone) continue;  // its receipt comes later
    matches[i] = static_cast<std::uint32_t>(cut.matches.size());
    cut.matches.push_back(match);
  }
  return cut;
}

std::string show(const AgingRow& row) {
  std::string text;
  for (const Money slot : row.slots) text += std::to_string(slot.minor()) + " ";
  return text + "u" + std::to_string(row.unapplied.minor()) + " o" +
         (row.oldest_days ? std::to_string(*row.oldest_days) : "-");
}

void check_against_model(const Account& account, const SettlePolicy& policy, const Settled& all, int d) {
  Model model(account, policy);
  model.play(d);
  const Position position = position_at(all, day(d));
  std::map<std::int64_t, std::int64_t> open, left;
  for (const OpenItem& item : position.items) open[all.debits[item.debit].id] += item.open.minor();
  for (const OpenCredit& credit : position.credits)
    left[all.credits[credit.credit].id] += credit.left.minor();
  for (std::uint32_t i = 0; i < account.debits.size(); ++i) {
    CHECK(open[account.debits[i].id] == model.open(i));
    CHECK((model.open(i) >= 0 && model.open(i) <= account.debits[i].amount.minor()));
  }
  for (std::uint32_t i = 0; i < account.credits.size(); ++i) {
    CHECK(left[account.credits[i].id] == model.left(i));
    CHECK((model.left(i) >= 0 && model.left(i) <= account.credits[i].amount.minor()));
  }
}

// Months as written on the calendar, and what is paid later, item by item.
void check_months(const Settled& all, const Position& position, int d) {
  const AgingRow row = age(all, {.as_of = day(d), .buckets = Buckets::parse("0m,1m")});
  std::vector<Money> slots(4);
  const auto month = [](Date date) { return date.year() * 12 + static_cast<int>(date.month()); };
  for (const OpenItem& item : position.items)
    slots[item.due >= day(d) ? 0
                             : static_cast<std::size_t>(std::min(month(day(d)) - month(item.due), 2)) + 1] +=
        item.open;
  CHECK((row.slots == slots));
}

// What is kept back leaves its bucket for a column of its own, and nothing else moves.
void check_retention(const Settled& all, const Position& position, AgingRule rule) {
  AgingRow row = age(all, rule);
  rule.retention_apart = true;
  const AgingRow apart = age(all, rule);
  Money kept, late;
  for (const OpenItem& item : position.items) {
    if (!item.retention) continue;
    kept += item.open;
    if (item.due < rule.as_of) late += item.open;
  }
  CHECK(apart.retention == kept);
  CHECK(apart.retention_overdue == late);
  CHECK(row.overdue - late == apart.overdue);
  CHECK(row.balance == apart.balance);
  CHECK(row.slots[0] - (kept - late) == apart.slots[0]);
}

void check_subsequent(const Account& account, const std::vector<Span>& spans, const Settled& all,
                      const Position& position, const Model& last, int d) {
  const Subsequent later = subsequent_receipts(account, spans, all, position, day(d));
  std::map<std::int64_t, Money> paid, open;
  for (std::size_t i = 0; i < position.items.size(); ++i) {
    paid[all.debits[position.items[i].debit].id] += later.items[i];
    open[all.debits[position.items[i].debit].id] += position.items[i].open;
  }
  for (std::uint32_t i = 0; i < account.debits.size(); ++i) {
    const std::int64_t id = account.debits[i].id;
    CHECK(paid[id].minor() == std::min(open[id].minor(), last.paid_after(i, day(d))));
  }
  std::map<std::int64_t, Money> unapplied;
  for (const OpenCredit& credit : later.unapplied) unapplied[all.credits[credit.credit].id] = credit.left;
  for (std::uint32_t i = 0; i < account.credits.size(); ++i) {
    const Credit& credit = account.credits[i];
    const bool cash = credit.kind == CreditKind::receipt || credit.kind == CreditKind::draft;
    CHECK(unapplied[credit.id].minor() == (cash && credit.date > day(d) ? last.left(i) : 0));
  }
}

std::vector<Deduction> random_deductions(Rng& rng, const Account& account) {
  std::vector<Deduction> deductions;
  const int debits = static_cast<int>(account.debits.size()),
            credits = static_cast<int>(account.credits.size());
  for (int id = 1; id <= 4 && debits > 0; ++id) {
    Deduction one{.id = id, .debit = static_cast<std::uint32_t>(pick(rng, debits))};
    if (account.debits[one.debit].kind == DebitKind::refund) continue;
    one.date = std::max(day(pick(rng, kDays)), account.debits[one.debit].date);
    one.amount = Money::minor(1 + pick(rng, static_cast<int>(account.debits[one.debit].amount.minor())));
    if (credits > 0 && pick(rng, 2) == 0) one.credit = static_cast<std::uint32_t>(pick(rng, credits));
    if (credits > 0 && pick(rng, 3) == 0)
      one.named_by.push_back({static_cast<std::uint32_t>(pick(rng, credits)), one.date + pick(rng, 8)});
    if (pick(rng, 4) == 0) one.rejected = one.date + pick(rng, 8);
    deductions.push_back(std::move(one));
  }
  return deductions;
}

// What is known of it on a day.
void forget_later(Deduction& one, Date last) {
  if (one.rejected && *one.rejected > last) one.rejected.reset();
  std::erase_if(one.named_by, [last](const Deduction::Naming& naming) { return naming.date > last; });
}

// What is flagged as deducted is owed, the parts of a deduction are all of it, and no later fact changes an
// earlier day.
void check_deductions(Rng& rng, const Account& account, std::span<const Span> spans, const Settled& all) {
  const std::vector<Deduction> deductions = random_deductions(rng, account);
  std::vector<DeductionStanding> before(deductions.size());
  for (int d = 0; d < kDays + 10; ++d) {
    INFO("day ", d);
    const auto now = deductions_on(account, spans, deductions, day(d));
    std::vector<Deduction> known = deductions;
    for (Deduction& one : known) forget_later(one, day(d));
    const auto then = deductions_on(account, spans, known, day(d));
    std::map<std::int64_t, Money> open, flagged;
    const Position position = position_at(all, day(d));
    for (const OpenItem& item : position.items)
      if (all.debits[item.debit].kind != DebitKind::refund) open[all.debits[item.debit].id] += item.open;
    for (std::size_t i = 0; i < deductions.size(); ++i) {
      const DeductionStanding& one = now[i];
      const bool begun = deductions[i].date <= day(d);
      CHECK((one.credited + one.paid + one.open).minor() == (begun ? deductions[i].amount.minor() : 0));
      CHECK(std::min({one.credited, one.paid, one.open}) >= Money{});
      CHECK((one.state == DeductionState::open) == !one.ended.has_value());
      const bool changed = one.state != before[i].state || deductions[i].date == day(d);
      if (one.ended) CHECK((*one.ended == day(d)) == changed);
      const auto all_of = [](const DeductionStanding& s) {
        return std::tuple(s.credited, s.paid, s.open, s.state, s.ended);
      };
      CHECK((all_of(one) == all_of(then[i])));
      flagged[account.debits[deductions[i].debit].id] += one.flagged();
    }
    for (const auto& [debit, amount] : flagged) CHECK(amount <= open[debit]);
    before = now;
  }
}

// What is read of a packed account for a day gives the same items and credits, in the same order.
void check_packed(const std::string& packed, const Settled& all, const Position& position, int d) {
  Settled part;
  Position again;
  packed_position(packed, day(d), std::nullopt, part, again);
  const auto shown = [](const Settled& settled, const Position& of) {
    std::vector<std::tuple<std::int64_t, std::uint32_t, Date, Money>> lines;
    for (const OpenItem& item : of.items)
      lines.emplace_back(settled.debits[item.debit].id, item.part, item.due, item.open);
    for (const OpenCredit& credit : of.credits)
      lines.emplace_back(settled.credits[credit.credit].id, 0U, credit.date, credit.left);
    return lines;
  };
  CHECK(shown(part, again) == shown(all, position));
  CHECK(again.notes == position.notes);
  CHECK(std::ranges::none_of(part.debits, [&](const SettledDebit& debit) { return debit.date > day(d); }));
  CHECK(
      std::ranges::none_of(part.credits, [&](const SettledCredit& credit) { return credit.date > day(d); }));
}

// From any day to any other, the parts are what the lines of the statement come to.
void check_roll_forward(const Settled& all, const Statement& statement, Date first, Date last) {
  const RollForward roll = roll_forward(all, first, last);
  CHECK(roll.ties());
  CHECK(roll.opening == statement.opening);
  CHECK(roll.closing == statement.closing);
  std::map<LineKind, Money> lines;
  for (const StatementLine& line : statement.lines) lines[line.kind] += line.debit - line.credit;
  CHECK(roll.invoices == lines[LineKind::invoice] + lines[LineKind::opening]);
  CHECK(roll.credit_notes == -lines[LineKind::credit_note]);
  CHECK(roll.receipts == -(lines[LineKind::receipt] + lines[LineKind::draft]));
  CHECK(roll.refunds == lines[LineKind::refund]);
  CHECK(roll.reversals == lines[LineKind::reversal] + lines[LineKind::restored]);
  CHECK(roll.write_offs == -(lines[LineKind::write_off] + lines[LineKind::write_off_undone]));
}

void check_history(Rng& rng, int seed) {
  const SettlePolicy policy{.match_date = pick(rng, 3) == 0 ? MatchDate::receipt : MatchDate::later_of,
                            .automatic = pick(rng, 2) == 0};
  const Account account = random_account(rng, policy);
  INFO("seed ", seed);
  const std::vector<Span> spans = settle(account, policy);
  const Settled all = settled(account, spans);
  const std::string packed = pack(all);
  Settled unpacked;
  unpack(packed, unpacked);
  CHECK(unpacked == all);
  Model last(account, policy);
  last.play(kDays + 40);
  Money before;
  for (int d = 0; d < kDays + 10; ++d) {
    INFO("day ", d);
    check_against_model(account, policy, all, d);
    const Position position = position_at(all, day(d));
    check_packed(packed, all, position, d);
    check_months(all, position, d);
    check_subsequent(account, spans, all, position, last, d);
    AgingRule rule{.as_of = day(d), .buckets = Buckets({{2}, {5}, {9}}), .forward = {3}};
    std::vector<Money> nets;
    for (const Unapplied placement : {Unapplied::separate, Unapplied::fifo, Unapplied::own_date}) {
      rule.unapplied = placement;
      const AgingRow row = age(all, rule);  // checks Σ slots = balance itself
      CHECK(row.net() == document_balance(all, day(d)));
    }
    rule.unapplied = Unapplied::separate;
    check_retention(all, position, rule);
    const Statement moved = make_statement(account, spans, day(d), day(d));
    CHECK(moved.opening == before);  // roll-forward from day to day
    before = moved.closing;
    const Date since = day(pick(rng, d + 1));
    check_roll_forward(all, make_statement(account, spans, since, day(d)), since, day(d));
    if (policy.match_date == MatchDate::later_of) {
      const Account then = up_to(account, day(d));
      CHECK(show(age(settled(then, settle(then, policy)), rule)) == show(age(all, rule)));
    }
  }
  check_deductions(rng, account, spans, all);
  Account shuffled = account;  // the order of matches and reversals is free; documents are named by index
  std::ranges::shuffle(shuffled.reversals, rng);
  CHECK(settled(shuffled, settle(shuffled, policy)) == all);
}

}  // namespace

TEST_CASE(
    "random histories agree with a model that plays every day, and no later entry changes an earlier day") {
  const bool thorough = std::getenv("SALESOPS_LONG") != nullptr;
  const int count = thorough ? 10'000 : 500;
  for (int seed = 1; seed <= count; ++seed) {
    Rng rng(static_cast<std::uint64_t>(seed));
    check_history(rng, seed);
  }
}

}  // namespace salesops::receivable
