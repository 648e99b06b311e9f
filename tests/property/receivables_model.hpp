#pragma once
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "salesops/receivable/settle.hpp"

// The slow model of receivables, written from the rules alone: it plays every day from the first to the one
// asked for, with lists, and keeps nothing.
namespace salesops::receivable {

inline constexpr int kDays = 24;
inline const Date kFirst = Date::of(2024, 2, 10);  // 29 February lies inside

inline Date day(int n) {
  return kFirst + n;
}

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
  // What receipts and drafts dated after `date` pay of a debit.
  std::int64_t paid_after(std::uint32_t debit, Date date) const {
    const auto later = [&](std::uint32_t credit) {
      if (credit == kNone || a_.credits[credit].date <= date) return false;
      return a_.credits[credit].kind == CreditKind::receipt || a_.credits[credit].kind == CreditKind::draft;
    };
    std::int64_t sum = 0;
    for (std::size_t m = 0; m < a_.matches.size(); ++m)
      if (a_.matches[m].debit == debit && later(a_.matches[m].credit)) sum += standing_[m];
    for (const Claim& c : claims_)
      if (c.debit == debit && later(c.credit)) sum += c.amount;
    return sum;
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

}  // namespace salesops::receivable
