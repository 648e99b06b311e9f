#include "salesops/receivable/matching.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "salesops/base/text.hpp"
#include "salesops/receivable/discount.hpp"
#include "salesops/receivable/pieces.hpp"

namespace salesops::receivable {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

// An open item in the orders the rules look it up by.
struct ByDue {
  Date due;
  std::uint32_t rank;  // by number
  friend auto operator<=>(const ByDue&, const ByDue&) = default;
};

class Matcher {
 public:
  Matcher(const Account& account, const std::vector<Span>& spans, Date as_of, const MatchingRules& rules);
  std::vector<Proposal> run();

 private:
  void settle_credit(std::uint32_t credit, Date day);
  bool apply_rule(MatchRule rule, std::uint32_t credit, Date day);
  bool by_reference(std::uint32_t credit, Date day);
  bool by_amount(std::uint32_t credit, Date day);
  bool by_discounted(std::uint32_t credit, Date day);
  Money discount(std::uint32_t credit, std::uint32_t debit) const {
    return discount_for(account_.debits[debit], account_.credits[credit]);
  }
  bool by_account(std::uint32_t credit, Date day);
  bool by_due(std::uint32_t credit, Date day);
  bool allowed(std::uint32_t credit, std::uint32_t debit) const {
    return !taken_back_.contains({credit, debit});
  }
  void take(std::uint32_t credit, std::uint32_t debit, Money amount, Date day, MatchRule rule);
  void list(std::uint32_t debit);
  void unlist(std::uint32_t debit);
  ByDue key(std::uint32_t debit) const;

  const Account& account_;
  const MatchingRules& rules_;
  Date as_of_;
  std::vector<Money> open_, left_;
  std::vector<std::uint32_t> rank_, of_rank_;
  std::set<Pair> taken_back_;  // (credit, debit)
  std::set<ByDue> by_due_;
  std::set<std::pair<Money, ByDue>> by_amount_, by_discounted_;
  Money total_{};
  std::vector<Proposal> proposals_;
};

Matcher::Matcher(const Account& account, const std::vector<Span>& spans, Date as_of,
                 const MatchingRules& rules)
    : account_(account), rules_(rules), as_of_(as_of), open_(account.debits.size()) {
  // What is free now and on every later day: a match that starts later has its claim already.
  for (std::size_t d = 0; d < open_.size(); ++d) open_[d] = account.debits[d].amount;
  left_ = final_worths(account);
  for (const Span& span : spans) {
    if (span.until <= as_of) continue;
    open_[span.debit] -= span.amount;
    if (span.credit != kNone) left_[span.credit] -= span.amount;
  }
  for (const Match& match : account.matches)
    if (match.until && match.credit != kNone) taken_back_.emplace(match.credit, match.debit);
  of_rank_.resize(open_.size());
  for (std::uint32_t d = 0; d < open_.size(); ++d) of_rank_[d] = d;
  std::ranges::sort(of_rank_, {}, [&](std::uint32_t d) { return std::string_view(account.debits[d].no); });
  rank_.resize(open_.size());
  for (std::uint32_t r = 0; r < of_rank_.size(); ++r) rank_[of_rank_[r]] = r;
}

std::vector<Proposal> Matcher::run() {
  // Days in order; on one day items come before credits. Credits that keep something are asked again on later
  // days.
  std::vector<std::tuple<Date, bool, std::string_view, std::uint32_t>> events;
  for (std::uint32_t d = 0; d < open_.size(); ++d)
    if (open_[d] > Money{} && account_.debits[d].date <= as_of_)
      events.emplace_back(account_.debits[d].date, false, account_.debits[d].no, d);
  for (std::uint32_t c = 0; c < left_.size(); ++c)
    if (left_[c] > Money{} && account_.credits[c].date <= as_of_)
      events.emplace_back(account_.credits[c].date, true, account_.credits[c].no, c);
  std::ranges::sort(events);
  std::vector<std::uint32_t> waiting;
  for (std::size_t i = 0; i < events.size();) {
    const Date day = std::get<0>(events[i]);
    bool items = false;
    std::vector<std::uint32_t> fresh;
    for (; i < events.size() && std::get<0>(events[i]) == day; ++i) {
      if (std::get<1>(events[i]))
        fresh.push_back(std::get<3>(events[i]));
      else
        list(std::get<3>(events[i])), items = true;
    }
    if (items)
      for (const std::uint32_t credit : waiting) settle_credit(credit, day);
    for (const std::uint32_t credit : fresh) settle_credit(credit, day);
    waiting.insert(waiting.end(), fresh.begin(), fresh.end());
    std::erase_if(waiting, [this](std::uint32_t credit) { return left_[credit].zero(); });
  }
  return std::move(proposals_);
}

void Matcher::settle_credit(std::uint32_t credit, Date day) {
  for (std::size_t rule = 0; rule < rules_.chain.size() && left_[credit] > Money{};)
    rule = apply_rule(rules_.chain[rule], credit, day) ? 0 : rule + 1;
}

bool Matcher::apply_rule(MatchRule rule, std::uint32_t credit, Date day) {
  switch (rule) {
    case MatchRule::reference:
      return by_reference(credit, day);
    case MatchRule::exact_amount:
      return by_amount(credit, day);
    case MatchRule::exact_account:
      return by_account(credit, day);
    case MatchRule::oldest_due:
      return by_due(credit, day);
  }
  return false;
}

bool Matcher::by_reference(std::uint32_t credit, Date day) {
  const std::string& text = account_.credits[credit].text;
  if (text.empty()) return false;
  for (const ByDue& item : by_due_) {
    const std::uint32_t debit = of_rank_[item.rank];
    if (!allowed(credit, debit) || !mentions(text, account_.debits[debit].no)) continue;
    take(credit, debit, std::min(open_[debit], left_[credit]), day, MatchRule::reference);
    return true;
  }
  return false;
}

bool Matcher::by_amount(std::uint32_t credit, Date day) {
  const Money left = left_[credit];
  for (auto it = by_amount_.lower_bound({left, ByDue{Date::from_number(-1'000'000), 0}});
       it != by_amount_.end(); ++it) {
    if (it->first > left + rules_.tolerance) break;
    const std::uint32_t debit = of_rank_[it->second.rank];
    if (!allowed(credit, debit)) continue;
    take(credit, debit, left, day, MatchRule::exact_amount);
    return true;
  }
  return by_discounted(credit, day);
}

bool Matcher::by_discounted(std::uint32_t credit, Date day) {
  const Money left = left_[credit];
  for (auto it = by_discounted_.lower_bound({left, ByDue{Date::from_number(-1'000'000), 0}});
       it != by_discounted_.end() && it->first == left; ++it) {
    const std::uint32_t debit = of_rank_[it->second.rank];
    if (!allowed(credit, debit) || open_[debit] - left != discount(credit, debit)) continue;
    take(credit, debit, left, day, MatchRule::exact_amount);
    return true;
  }
  return false;
}

bool Matcher::by_account(std::uint32_t credit, Date day) {
  if (total_ != left_[credit]) return false;
  std::vector<std::uint32_t> all;
  for (const ByDue& item : by_due_) {
    all.push_back(of_rank_[item.rank]);
    if (!allowed(credit, all.back())) return false;
  }
  for (const std::uint32_t debit : all) take(credit, debit, open_[debit], day, MatchRule::exact_account);
  return true;
}

bool Matcher::by_due(std::uint32_t credit, Date day) {
  for (const ByDue& item : by_due_) {
    const std::uint32_t debit = of_rank_[item.rank];
    if (!allowed(credit, debit)) continue;
    // An installment at a time, so that another invoice's earlier installment is not passed over.
    Money part = open_[debit];
    Money paid = account_.debits[debit].amount - open_[debit];
    for (const Installment& installment : account_.debits[debit].installments) {
      if (paid < installment.amount) {
        part = installment.amount - paid;
        break;
      }
      paid -= installment.amount;
    }
    take(credit, debit, std::min(part, left_[credit]), day, MatchRule::oldest_due);
    return true;
  }
  return false;
}

void Matcher::take(std::uint32_t credit, std::uint32_t debit, Money amount, Date day, MatchRule rule) {
  unlist(debit);
  open_[debit] -= amount;
  left_[credit] -= amount;
  Proposal* same = nullptr;
  if (!proposals_.empty() && proposals_.back().credit == credit && proposals_.back().debit == debit &&
      proposals_.back().date == day && proposals_.back().rule == rule)
    same = &proposals_.back();
  if (same)
    same->amount += amount;
  else
    proposals_.push_back({credit, debit, amount, {}, day, rule});
  if (open_[debit].zero()) return;
  const bool spent =
      left_[credit].zero() && rule != MatchRule::oldest_due && rule != MatchRule::exact_account;
  if (spent && (open_[debit] <= rules_.tolerance || open_[debit] == discount(credit, debit))) {
    proposals_.back().write_off = open_[debit];
    open_[debit] = Money{};
    return;
  }
  list(debit);
}

ByDue Matcher::key(std::uint32_t debit) const {
  Date due = account_.debits[debit].due;
  Money paid = account_.debits[debit].amount - open_[debit];
  for (const Installment& installment : account_.debits[debit].installments) {
    due = installment.due;
    if (paid < installment.amount) break;
    paid -= installment.amount;
  }
  return {due, rank_[debit]};
}

void Matcher::list(std::uint32_t debit) {
  by_due_.insert(key(debit));
  by_amount_.insert({open_[debit], key(debit)});
  for (const Discount& one : account_.debits[debit].discounts)
    if (one.amount < open_[debit]) by_discounted_.insert({open_[debit] - one.amount, key(debit)});
  total_ += open_[debit];
}

void Matcher::unlist(std::uint32_t debit) {
  by_due_.erase(key(debit));
  by_amount_.erase({open_[debit], key(debit)});
  for (const Discount& one : account_.debits[debit].discounts)
    by_discounted_.erase({open_[debit] - one.amount, key(debit)});
  total_ -= open_[debit];
}

// Chinese text may touch a number ("货款F0102"); letters and digits may not.
bool joins(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

}  // namespace

bool mentions(std::string_view text, std::string_view number) {
  if (number.empty()) return false;
  const std::string in = base::to_lower_ascii(text), wanted = base::to_lower_ascii(number);
  for (std::size_t at = in.find(wanted); at != std::string::npos; at = in.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || !joins(in[at - 1])) && (end == in.size() || !joins(in[end]))) return true;
  }
  return false;
}

std::vector<Proposal> propose(const Account& account, const std::vector<Span>& spans, Date as_of,
                              const MatchingRules& rules) {
  return Matcher(account, spans, as_of, rules).run();
}

}  // namespace salesops::receivable
