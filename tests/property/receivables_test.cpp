#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/receivable/aging.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/receivable/settle.hpp"
#include "salesops/receivable/statement.hpp"

// Random histories, entered in random order with back-dated entries, against a slow model that is written
// from the rules alone: it plays every day from the first to the one asked for, with lists, and keeps
// nothing.
namespace salesops::receivable {
namespace {

using Rng = std::mt19937_64;
constexpr int kDays = 24;
const Date kFirst = Date::of(2024, 2, 10);  // 29 February lies inside

int pick(Rng& rng, int n) {
  return static_cast<int>(rng() % static_cast<std::uint64_t>(n));
}
Date day(int n) {
  return kFirst + n;
}

// ---------------------------------------------------------------------------------------------- the slow
// model

struct Claim {
  std::uint32_t credit, debit;
  std::int64_t amount;
  SpanKind kind;
};

class Model {
 public:
  Model(const Account& account, const SettlePolicy& policy) : a_(account), policy_(policy) {}

  // Plays the days up to `last`.
  void play(int last) {
    for (int d = 0; d <= last; ++d) play_day(day(d));
  }
  std::int64_t open(std::uint32_t debit) const {
    return in_[debit] ? a_.debits[debit].amount.minor() - used(false, debit) : 0;
  }
  std::int64_t left(std::uint32_t credit) const { return worth(credit, today_) - used(true, credit); }
  // What did not bounce.
  std::int64_t worth(std::uint32_t credit, Date date) const {
    if (a_.credits[credit].date > date) return 0;
    std::int64_t worth = a_.credits[credit].amount.minor();
    for (const Reversal& r : a_.reversals)
      if (r.credit == credit && r.date <= date) worth += r.on ? r.amount.minor() : -r.amount.minor();
    return worth;
  }
  Date begins(const Match& m) const {
    Date from = a_.debits[m.debit].date;
    if (m.credit != kNone) from = std::max(from, a_.credits[m.credit].date);
    if (m.credit == kNone || policy_.match_date == MatchDate::later_of) from = std::max(from, m.date);
    return from;
  }
  bool in_effect(const Match& m, Date date) const {
    return begins(m) <= date && date < m.until.value_or(forever());
  }
  // What stands of a match: those of a receipt that bounced in part are served in order of their first days.
  std::int64_t standing(const Match& m, Date date) const {
    if (!in_effect(m, date)) return 0;
    if (m.credit == kNone) {
      const bool closed =
          m.with == kNone || standing(a_.matches[m.with], date) == a_.matches[m.with].amount.minor();
      return closed ? m.amount.minor() : 0;
    }
    std::int64_t rest = worth(m.credit, date);
    if (rest == a_.credits[m.credit].amount.minor()) return m.amount.minor();
    const auto key = [&](const Match& x) {
      return std::tuple(begins(x), x.date, a_.debits[x.debit].no, x.id);
    };
    for (const Match& other : a_.matches)
      if (other.credit == m.credit && in_effect(other, date) && key(other) < key(m))
        rest -= other.amount.minor();
    return std::clamp<std::int64_t>(rest, 0, m.amount.minor());
  }

 private:
  std::int64_t used(bool of_credit, std::uint32_t index) const {
    std::int64_t sum = 0;
    for (std::size_t m = 0; m < a_.matches.size(); ++m)
      if ((of_credit ? a_.matches[m].credit : a_.matches[m].debit) == index) sum += standing_[m];
    for (const Claim& c : claims_)
      if ((of_credit ? c.credit : c.debit) == index) sum += c.amount;
    return sum;
  }
  void give_way(bool of_credit, std::uint32_t index) {
    const std::int64_t whole = of_credit ? worth(index, today_) : a_.debits[index].amount.minor();
    for (const SpanKind kind : {SpanKind::automatic, SpanKind::drawn, SpanKind::named})
      for (std::size_t c = claims_.size(); c-- > 0;) {
        const std::int64_t over = used(of_credit, index) - whole;
        if (over <= 0) return;
        if (claims_[c].kind == kind && (of_credit ? claims_[c].credit : claims_[c].debit) == index)
          claims_[c].amount -= std::min(over, claims_[c].amount);
      }
  }
  void claim(std::uint32_t credit, std::uint32_t debit, std::int64_t most, SpanKind kind) {
    const std::int64_t amount = std::min({open(debit), left(credit), most});
    if (amount > 0) claims_.push_back({credit, debit, amount, kind});
  }
  // Whether the user matched the pair up to today, or took such a match back.
  bool has_match(std::uint32_t credit, std::uint32_t debit, bool taken_back) const {
    return std::ranges::any_of(a_.matches, [&](const Match& m) {
      if (m.credit != credit || m.debit != debit || (taken_back && !m.until)) return false;
      return (taken_back ? std::max(begins(m), *m.until) : begins(m)) <= today_;
    });
  }
  // Credits in the order in which they are asked: by date and number; linked credit notes before when
  // `notes_first`.
  std::vector<std::uint32_t> credits(bool notes_first) const {
    std::vector<std::uint32_t> order(a_.credits.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](auto x, auto y) {
      const auto key = [&](std::uint32_t c) {
        return std::tuple(notes_first && a_.credits[c].kind != CreditKind::credit_note, a_.credits[c].date,
                          a_.credits[c].no);
      };
      return key(x) < key(y);
    });
    return order;
  }
  void play_day(Date date) {
    today_ = date;
    in_.resize(a_.debits.size());
    standing_.resize(a_.matches.size());
    for (std::size_t m = 0; m < a_.matches.size(); ++m)
      standing_[m] = std::min(standing_[m], standing(a_.matches[m], date));
    for (std::uint32_t c = 0; c < a_.credits.size(); ++c) give_way(true, c);
    std::erase_if(claims_, [](const Claim& c) { return c.amount == 0; });
    std::vector<std::uint32_t> refunds;
    for (std::uint32_t d = 0; d < a_.debits.size(); ++d) {
      if (!in_[d] && a_.debits[d].date <= date && a_.debits[d].kind == DebitKind::refund)
        refunds.push_back(d);
      in_[d] = a_.debits[d].date <= date;
    }
    for (std::size_t m = 0; m < a_.matches.size(); ++m) {
      if (standing_[m] == standing(a_.matches[m], date)) continue;
      standing_[m] = standing(a_.matches[m], date);
      give_way(false, a_.matches[m].debit);
      if (a_.matches[m].credit != kNone) give_way(true, a_.matches[m].credit);
    }
    std::erase_if(claims_, [](const Claim& c) { return c.amount == 0; });
    for (const std::uint32_t c : credits(true)) {
      const std::uint32_t d = a_.credits[c].names;
      if (d != kNone && !has_match(c, d, false)) claim(c, d, INT64_MAX, SpanKind::named);
    }
    std::ranges::sort(refunds, {}, [&](std::uint32_t d) { return a_.debits[d].no; });
    for (const std::uint32_t d : refunds) {
      if (a_.debits[d].drawn_from != kNone)
        claim(a_.debits[d].drawn_from, d, INT64_MAX, SpanKind::drawn);
      else
        for (const bool notes : {false, true})
          for (const std::uint32_t c : credits(false))
            if ((a_.credits[c].kind == CreditKind::credit_note) == notes)
              claim(c, d, INT64_MAX, SpanKind::drawn);
    }
    if (policy_.automatic) apply_all();
  }
  void apply_all() {
    for (bool again = true; again;) {
      again = false;
      for (const std::uint32_t c : credits(false)) {
        if (left(c) <= 0) continue;
        std::vector<std::tuple<Date, std::string, std::uint32_t, std::int64_t>> items;
        for (std::uint32_t d = 0; d < a_.debits.size(); ++d) {
          if (open(d) <= 0 || has_match(c, d, true)) continue;
          const auto [due, amount] = first_part(d);
          items.emplace_back(due, a_.debits[d].no, d, amount);
        }
        if (items.empty()) continue;
        const auto& first = *std::ranges::min_element(items);
        claim(c, std::get<2>(first), std::get<3>(first), SpanKind::automatic);
        again = true;
        break;
      }
    }
  }
  std::pair<Date, std::int64_t> first_part(std::uint32_t d) const {
    std::int64_t paid = a_.debits[d].amount.minor() - open(d);
    for (const Installment& part : a_.debits[d].installments) {
      if (paid < part.amount.minor()) return {part.due, part.amount.minor() - paid};
      paid -= part.amount.minor();
    }
    return {a_.debits[d].due, open(d)};
  }

  const Account& a_;
  SettlePolicy policy_;
  Date today_{};
  std::vector<char> in_;
  std::vector<std::int64_t> standing_;  // per match
  std::vector<Claim> claims_;
};

// ---------------------------------------------------------------------------------------------- random
// histories

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
                          {debit.due + 5, debit.amount - Money::minor(first)}};
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

void check_history(Rng& rng, int seed) {
  const SettlePolicy policy{.match_date = pick(rng, 3) == 0 ? MatchDate::receipt : MatchDate::later_of,
                            .automatic = pick(rng, 2) == 0};
  const Account account = random_account(rng, policy);
  INFO("seed ", seed);
  const std::vector<Span> spans = settle(account, policy);
  const Settled all = settled(account, spans);
  Settled unpacked;
  unpack(pack(all), unpacked);
  CHECK(unpacked == all);
  Money before;
  for (int d = 0; d < kDays + 10; ++d) {
    INFO("day ", d);
    check_against_model(account, policy, all, d);
    AgingRule rule{.as_of = day(d), .buckets = Buckets({{2}, {5}, {9}}), .forward = {3}};
    std::vector<Money> nets;
    for (const Unapplied placement : {Unapplied::separate, Unapplied::fifo, Unapplied::own_date}) {
      rule.unapplied = placement;
      const AgingRow row = age(all, rule);  // checks Σ slots = balance itself
      CHECK(row.net() == document_balance(all, day(d)));
    }
    rule.unapplied = Unapplied::separate;
    const Statement moved = make_statement(account, spans, day(d), day(d));
    CHECK(moved.opening == before);  // roll-forward from day to day
    before = moved.closing;
    if (policy.match_date == MatchDate::later_of) {
      const Account then = up_to(account, day(d));
      CHECK(show(age(settled(then, settle(then, policy)), rule)) == show(age(all, rule)));
    }
  }
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
