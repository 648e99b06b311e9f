#include "salesops/receivable/settle.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "salesops/base/error.hpp"
#include "salesops/receivable/pieces.hpp"

// Who pays what, day by day.
//
// A figure for a past date must be the same whenever it is asked for and in whatever order the documents were
// entered. So nothing is remembered: the account is swept once in order of dates, and on each day this
// happens:
//
//   1. matches taken back on this day end; credits reversed on this day let go of everything they paid. When
//      only a part bounces, it is taken from what the credit has left, then from what derived spans took (the
//      last first), then from explicit matches (the last first);
//   2. debits and credits dated this day come in, restored credits come back, explicit matches begin;
//   3. a document that names another asks for a match of what both sides have left: linked credit notes
//   first, then
//      receipts and drafts by date and number. A request that is not filled stays open and is asked again on
//      the day its debit or its credit has more to give (an invoice that is issued later, a bounced receipt);
//   4. refunds draw on the cash that is left;
//   5. with `automatic`, cash that is left goes to the item that is due first (due date, then number); cash
//   that
//      finds nothing waits for the next invoice. Money once applied is not moved by a later invoice.
//
// An explicit match outranks what rules 3 to 5 did: on the day it begins, derived spans that stand in its way
// end as far as needed, the last one first (automatic before drawn before named). That only happens when a
// document is entered late; and since nothing looks ahead, no entry changes a day before its own.
//
// Rule 5 alone is first-in-first-out applied in time order: each step empties a credit or an item, so it
// takes O((I + R) log(I + R)) with the open items kept in order of due dates.
namespace salesops::receivable {
namespace {

using base::Error;
using base::Exit;
using base::Text;

enum class Step : std::uint8_t { match_ends, credit_off, debit_in, credit_in, credit_on, match_begins };

// In one number, in the order of days, steps and indices: they are sorted for every account.
class Event {
 public:
  Event(Date date, Step step, std::uint32_t index)
      : key_((static_cast<std::uint64_t>(date.number() + kDayZero) << 35U) |
             (static_cast<std::uint64_t>(step) << 32U) | index) {}
  Date date() const { return Date::from_number(static_cast<std::int32_t>(key_ >> 35U) - kDayZero); }
  Step step() const { return static_cast<Step>(key_ >> 32U & 7U); }
  std::uint32_t index() const { return static_cast<std::uint32_t>(key_); }
  friend auto operator<=>(const Event&, const Event&) = default;

 private:
  static constexpr std::int32_t kDayZero = 1 << 27;  // days are far fewer, before and after 1970
  std::uint64_t key_;
};

[[noreturn]] void refuse(const char* code, const std::string& value, Text message) {
  throw Error(Exit::bad_data, {.code = code, .value = value, .message = std::move(message)});
}

class Sweep {
 public:
  Sweep(const Account& account, const SettlePolicy& policy) : account_(account), policy_(policy) {}
  std::vector<Span> run();

 private:
  void order_documents();
  void collect_matches();
  void collect_events();
  void apply(const Event& event);
  void begin_match(const Piece& piece);
  void fill_requests();
  void draw_refunds();
  void draw(std::uint32_t refund, std::uint32_t credit);
  void apply_oldest_first();
  bool apply_first_possible();

  void change_worth(std::uint32_t credit);
  std::pair<bool, std::uint32_t> asking_key(std::uint32_t credit) const;
  Money room(std::uint32_t credit, std::uint32_t debit) const {
    return std::min(open_[debit], left_[credit]);
  }
  void make_way(bool of_credit, std::uint32_t index, Money needed);
  // Explicit matches of a pair take the place of the document's own request, from their first day on; a pair
  // of which one was taken back is not matched automatically again.
  bool replaced(std::uint32_t credit, std::uint32_t debit) const { return since(pairs_, credit, debit); }
  bool taken_back(std::uint32_t credit, std::uint32_t debit) const {
    return since(taken_back_, credit, debit);
  }
  using Pairs = std::map<std::pair<std::uint32_t, std::uint32_t>, Date>;
  bool since(const Pairs& pairs, std::uint32_t credit, std::uint32_t debit) const {
    if (pairs.empty()) return false;
    const auto found = pairs.find({credit, debit});
    return found != pairs.end() && found->second <= day_;
  }
  static void note(Pairs& pairs, std::uint32_t credit, std::uint32_t debit, Date date) {
    const auto [place, fresh] = pairs.emplace(std::pair(credit, debit), date);
    if (!fresh) place->second = std::min(place->second, date);
  }
  void place(std::uint32_t credit, std::uint32_t debit, Money amount, SpanKind kind);
  void change_open(std::uint32_t debit, Money by);
  void change_left(std::uint32_t credit, Money by);
  Date queue_due(std::uint32_t debit) const;
  Money queue_amount(std::uint32_t debit) const;
  std::pair<Date, std::uint32_t> queue_key(std::uint32_t debit) const {
    return {queue_due(debit), debit_rank_[debit]};
  }

  const Account& account_;
  const SettlePolicy& policy_;
  Date day_{};
  std::vector<Event> events_;
  std::vector<Piece> pieces_;
  Worths worths_;
  std::vector<Money> open_, left_, worth_;
  std::vector<char> in_, on_;  // debit has come in; credit has come in and is worth something
  std::vector<std::uint32_t> debit_rank_, debit_of_rank_, credit_rank_, credit_of_rank_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> named_;  // (debit, credit) sorted
  Pairs pairs_;                        // (credit, debit) with explicit matches: their first day
  Pairs taken_back_;                   // … of which one was taken back: since when
  std::vector<std::uint32_t> asking_;  // credits that may ask today
  std::vector<std::uint32_t> new_refunds_;
  std::set<std::pair<Date, std::uint32_t>> queue_;  // open debits by due date and number
  std::set<std::uint32_t> cash_;                    // ranks of credits with something left
  std::vector<Span> spans_;
};

void Sweep::order_documents() {
  const auto& debits = account_.debits;
  const auto& credits = account_.credits;
  const auto number = [](std::size_t n) {
    std::vector<std::uint32_t> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = static_cast<std::uint32_t>(i);
    return order;
  };
  debit_of_rank_ = number(debits.size());
  const auto debit_before = [&](auto a, auto b) { return debits[a].no < debits[b].no; };
  if (!std::ranges::is_sorted(debit_of_rank_, debit_before)) std::ranges::sort(debit_of_rank_, debit_before);
  credit_of_rank_ = number(credits.size());
  const auto credit_key = [&](std::uint32_t c) {
    return std::pair(credits[c].date, std::string_view(credits[c].no));
  };
  const auto credit_before = [&](auto a, auto b) { return credit_key(a) < credit_key(b); };
  if (!std::ranges::is_sorted(credit_of_rank_, credit_before))
    std::ranges::sort(credit_of_rank_, credit_before);
  debit_rank_.resize(debits.size());
  credit_rank_.resize(credits.size());
  for (std::uint32_t r = 0; r < debits.size(); ++r) debit_rank_[debit_of_rank_[r]] = r;
  for (std::uint32_t r = 0; r < credits.size(); ++r) credit_rank_[credit_of_rank_[r]] = r;
  for (std::uint32_t c = 0; c < credits.size(); ++c)
    if (credits[c].names != kNone) named_.emplace_back(credits[c].names, c);
  std::ranges::sort(named_);
}

void Sweep::collect_matches() {
  worths_ = worths_of(account_);
  pieces_ = pieces_of(account_, worths_, policy_.match_date);
  for (const Match& match : account_.matches) {
    if (match.credit == kNone) continue;
    const auto [from, until] = days_of(account_, match, policy_.match_date);
    note(pairs_, match.credit, match.debit, from);
    if (match.until) note(taken_back_, match.credit, match.debit, std::max(until, from));
  }
}

void Sweep::collect_events() {
  events_.reserve(account_.debits.size() + account_.credits.size());
  for (std::uint32_t d = 0; d < account_.debits.size(); ++d)
    events_.emplace_back(account_.debits[d].date, Step::debit_in, d);
  for (std::uint32_t c = 0; c < account_.credits.size(); ++c) {
    events_.emplace_back(account_.credits[c].date, Step::credit_in, c);
    if (worths_.empty()) continue;
    Money before = account_.credits[c].amount;
    for (const auto& [date, worth] : worths_[c]) {
      events_.emplace_back(date, worth > before ? Step::credit_on : Step::credit_off, c);
      before = worth;
    }
  }
  for (std::uint32_t p = 0; p < pieces_.size(); ++p) {
    events_.emplace_back(pieces_[p].from, Step::match_begins, p);
    if (pieces_[p].until < forever()) events_.emplace_back(pieces_[p].until, Step::match_ends, p);
  }
  std::ranges::sort(events_);
}

std::vector<Span> Sweep::run() {
  order_documents();
  collect_matches();
  collect_events();
  open_.assign(account_.debits.size(), Money{});
  left_.assign(account_.credits.size(), Money{});
  worth_.assign(account_.credits.size(), Money{});
  in_.assign(account_.debits.size(), 0);
  on_.assign(account_.credits.size(), 0);
  for (std::size_t i = 0; i < events_.size();) {
    day_ = events_[i].date();
    for (; i < events_.size() && events_[i].date() == day_; ++i) apply(events_[i]);
    fill_requests();
    draw_refunds();
    if (policy_.automatic) apply_oldest_first();
  }
  std::erase_if(spans_, [](const Span& span) { return span.until <= span.from; });
  std::ranges::sort(spans_, [this](const Span& a, const Span& b) {
    const auto key = [this](const Span& s) {
      return std::tuple(s.from, debit_rank_[s.debit], s.credit == kNone ? kNone : credit_rank_[s.credit],
                        s.until, s.kind);
    };
    return key(a) < key(b);
  });
  return std::move(spans_);
}

void Sweep::apply(const Event& event) {
  const std::uint32_t index = event.index();
  switch (event.step()) {
    case Step::match_ends: {
      const Piece& piece = pieces_[index];
      const Match& match = account_.matches[piece.match];
      change_open(match.debit, piece.amount);
      if (match.credit != kNone && on_[match.credit]) change_left(match.credit, piece.amount);
      break;
    }
    case Step::debit_in: {
      in_[index] = 1;
      change_open(index, account_.debits[index].amount);
      if (account_.debits[index].kind == DebitKind::refund) new_refunds_.push_back(index);
      break;
    }
    case Step::credit_off:
    case Step::credit_on:
      // A credit that is reversed on its own day comes in with what it is worth then.
      if (account_.credits[index].date < day_) change_worth(index);
      break;
    case Step::credit_in:
      change_worth(index);
      break;
    case Step::match_begins:
      begin_match(pieces_[index]);
      break;
  }
}

void Sweep::change_worth(std::uint32_t credit) {
  const Money now = worth_on(account_, worths_, credit, day_), by = now - worth_[credit];
  worth_[credit] = now;
  on_[credit] = now > Money{};
  if (by.negative()) make_way(true, credit, -by);
  change_left(credit, by);
}

// Ends derived spans of a debit or credit until it has `needed` free, the last one first; one of them perhaps
// in part.
void Sweep::make_way(bool of_credit, std::uint32_t index, Money needed) {
  const Money& free = of_credit ? left_[index] : open_[index];
  for (const SpanKind kind : {SpanKind::automatic, SpanKind::drawn, SpanKind::named}) {
    for (std::size_t i = spans_.size(); i-- > 0 && free < needed;) {
      Span& span = spans_[i];
      if (span.kind != kind || span.until != forever() || (of_credit ? span.credit : span.debit) != index)
        continue;
      const Money freed = std::min(span.amount, needed - free);
      Span ended = span;
      ended.until = day_;
      if (freed < span.amount) {  // the rest stands on in its place
        span.amount -= freed;
        span.from = day_;
      } else {
        span.until = day_;
      }
      const auto [credit, debit] = std::pair(span.credit, span.debit);
      if (span.until != day_) spans_.push_back(ended);
      change_open(debit, freed);
      change_left(credit, freed);
    }
  }
}

void Sweep::begin_match(const Piece& piece) {
  const Match& match = account_.matches[piece.match];
  const Debit& debit = account_.debits[match.debit];
  if (piece.amount > open_[match.debit]) make_way(false, match.debit, piece.amount);
  if (match.credit != kNone && piece.amount > left_[match.credit]) make_way(true, match.credit, piece.amount);
  if (piece.amount > open_[match.debit])
    refuse("E5201", debit.no,
           {"核销金额超过 " + debit.no + " 的未核销余额 " + money::to_decimal(open_[match.debit]),
            "the match is above what " + debit.no + " has left: " + money::to_decimal(open_[match.debit])});
  if (match.credit != kNone && piece.amount > left_[match.credit]) {
    const Credit& credit = account_.credits[match.credit];
    refuse("E5202", credit.no,
           {"核销金额超过 " + credit.no + " 的未核销余额 " + money::to_decimal(left_[match.credit]),
            "the match is above what " + credit.no + " has left: " + money::to_decimal(left_[match.credit])});
  }
  change_open(match.debit, -piece.amount);
  if (match.credit != kNone) change_left(match.credit, -piece.amount);
  spans_.push_back({match.credit, match.debit, piece.amount, piece.from, piece.until,
                    match.credit == kNone ? SpanKind::written_off : SpanKind::explicit_match});
}

// A rise makes the documents that name the debit, or that the credit names, ask again.
void Sweep::change_open(std::uint32_t debit, Money by) {
  if (policy_.automatic && open_[debit] > Money{}) queue_.erase(queue_key(debit));
  open_[debit] += by;
  if (policy_.automatic && open_[debit] > Money{} && in_[debit]) queue_.insert(queue_key(debit));
  if (by < Money{} || named_.empty()) return;
  for (auto it = std::ranges::lower_bound(named_, std::pair(debit, 0U));
       it != named_.end() && it->first == debit; ++it)
    asking_.push_back(it->second);
}

void Sweep::change_left(std::uint32_t credit, Money by) {
  left_[credit] += by;
  if (policy_.automatic) {
    if (left_[credit] > Money{})
      cash_.insert(credit_rank_[credit]);
    else
      cash_.erase(credit_rank_[credit]);
  }
  if (by > Money{} && account_.credits[credit].names != kNone) asking_.push_back(credit);
}

void Sweep::fill_requests() {
  if (asking_.empty()) return;
  std::vector<std::uint32_t> asking;
  asking.swap(asking_);
  std::ranges::sort(asking, {}, [this](std::uint32_t credit) { return asking_key(credit); });
  for (const std::uint32_t credit : asking) {
    const std::uint32_t debit = account_.credits[credit].names;
    if (!on_[credit] || !in_[debit] || replaced(credit, debit)) continue;
    const Money amount = room(credit, debit);
    if (amount > Money{}) place(credit, debit, amount, SpanKind::named);
  }
  asking_.clear();
}

void Sweep::draw_refunds() {
  std::ranges::sort(new_refunds_, {}, [this](std::uint32_t debit) { return debit_rank_[debit]; });
  for (const std::uint32_t refund : new_refunds_) {
    if (const std::uint32_t from = account_.debits[refund].drawn_from; from != kNone) {
      draw(refund, from);
      continue;
    }
    for (const bool notes : {false, true})  // cash before credit notes, each by date and number
      for (const std::uint32_t credit : credit_of_rank_)
        if ((account_.credits[credit].kind == CreditKind::credit_note) == notes && open_[refund] > Money{})
          draw(refund, credit);
  }
  new_refunds_.clear();
}

void Sweep::draw(std::uint32_t refund, std::uint32_t credit) {
  if (!on_[credit]) return;
  const Money amount = room(credit, refund);
  if (amount > Money{}) place(credit, refund, amount, SpanKind::drawn);
}

void Sweep::apply_oldest_first() {
  while (!cash_.empty() && !queue_.empty())
    if (!apply_first_possible()) return;
}

// The first credit and the first item that may be matched. Nearly always the very first of both.
bool Sweep::apply_first_possible() {
  for (const std::uint32_t rank : cash_) {
    const std::uint32_t credit = credit_of_rank_[rank];
    for (const auto& [due, debit_rank] : queue_) {
      const std::uint32_t debit = debit_of_rank_[debit_rank];
      if (taken_back(credit, debit)) continue;
      const Money amount = std::min(room(credit, debit), queue_amount(debit));
      if (amount <= Money{}) continue;
      place(credit, debit, amount, SpanKind::automatic);
      return true;
    }
  }
  return false;
}

void Sweep::place(std::uint32_t credit, std::uint32_t debit, Money amount, SpanKind kind) {
  change_open(debit, -amount);
  change_left(credit, -amount);
  spans_.push_back({credit, debit, amount, day_, forever(), kind});
}

// Linked credit notes reduce their invoice before money does.
std::pair<bool, std::uint32_t> Sweep::asking_key(std::uint32_t credit) const {
  return std::pair(account_.credits[credit].kind != CreditKind::credit_note, credit_rank_[credit]);
}

// An invoice with installments stands in the queue with its first open one.
Date Sweep::queue_due(std::uint32_t debit) const {
  const Debit& item = account_.debits[debit];
  Money paid = item.amount - open_[debit];
  for (const Installment& part : item.installments) {
    if (paid < part.amount) return part.due;
    paid -= part.amount;
  }
  return item.due;
}

Money Sweep::queue_amount(std::uint32_t debit) const {
  const Debit& item = account_.debits[debit];
  Money paid = item.amount - open_[debit];
  for (const Installment& part : item.installments) {
    if (paid < part.amount) return part.amount - paid;
    paid -= part.amount;
  }
  return open_[debit];
}

}  // namespace

std::vector<Span> settle(const Account& account, const SettlePolicy& policy) {
  if (account.credits.empty() && account.matches.empty()) return {};  // nobody pays anything
  return Sweep(account, policy).run();
}

}  // namespace salesops::receivable
