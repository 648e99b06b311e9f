#include "salesops/receivable/pieces.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "salesops/base/error.hpp"

namespace salesops::receivable {
namespace {

[[noreturn]] void refuse(std::string_view number, base::Text message) {
  throw base::Error(base::Exit::bad_data,
                    {.code = "E5203", .value = std::string(number), .message = std::move(message)});
}

// A match whose amount changes with the days, as layers: the last to come is the first to go.
class Layers {
 public:
  Layers(std::uint32_t match, std::vector<Piece>& pieces) : match_(match), pieces_(&pieces) {}
  // From `day` on the match stands with `amount`.
  void become(Money amount, Date day) {
    while (height_ > amount) {
      Layer& top = layers_.back();
      const Money gone = std::min(top.amount, height_ - amount);
      if (top.from < day) pieces_->push_back({match_, top.from, day, gone});
      top.amount -= gone;
      height_ -= gone;
      if (top.amount.zero()) layers_.pop_back();
    }
    if (height_ < amount) layers_.push_back({day, amount - height_});
    height_ = amount;
  }

 private:
  struct Layer {
    Date from;
    Money amount;
  };
  std::uint32_t match_;
  std::vector<Piece>* pieces_;
  std::vector<Layer> layers_{};
  Money height_{};
};

class Collector {
 public:
  Collector(const Account& account, const Worths& worths, MatchDate rule)
      : account_(account), worths_(worths), rule_(rule) {}

  std::vector<Piece> run() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> limited;  // of credits that were reversed
    for (std::uint32_t m = 0; m < account_.matches.size(); ++m) {
      const Match& match = account_.matches[m];
      if (match.credit == kNone) continue;
      const auto [from, until] = days_of(account_, match, rule_);
      if (until <= from) continue;
      if (!worths_.empty() && !worths_[match.credit].empty())
        limited[match.credit].push_back(m);
      else
        pieces_.push_back({m, from, until, match.amount});
    }
    for (auto& [credit, matches] : limited) share(credit, std::move(matches));
    write_off();
    std::ranges::sort(pieces_, {},
                      [](const Piece& piece) { return std::tuple(piece.match, piece.from, piece.until); });
    return std::move(pieces_);
  }

 private:
  void share(std::uint32_t credit, std::vector<std::uint32_t> matches);
  void write_off();
  void write_off_with(std::uint32_t m, const std::vector<Piece>& of_match);

  const Account& account_;
  const Worths& worths_;
  MatchDate rule_;
  std::vector<Piece> pieces_{};
};

void Collector::share(std::uint32_t credit, std::vector<std::uint32_t> matches) {
  std::ranges::sort(matches, {}, [this](std::uint32_t m) {
    const Match& match = account_.matches[m];
    return std::tuple(days_of(account_, match, rule_).first, match.date,
                      std::string_view(account_.debits[match.debit].no), match.id);
  });
  std::set<Date> days{forever()};
  std::vector<Layers> layers;
  for (const auto& [day, worth] : worths_[credit]) days.insert(day);
  for (const std::uint32_t m : matches) {
    const auto [from, until] = days_of(account_, account_.matches[m], rule_);
    days.insert({from, until});
    layers.emplace_back(m, pieces_);
  }
  for (const Date day : days) {
    Money rest = worth_on(account_, worths_, credit, day);
    const bool whole = rest == account_.credits[credit].amount;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const Match& match = account_.matches[matches[i]];
      const auto [from, until] = days_of(account_, match, rule_);
      Money amount;
      if (from <= day && day < until) amount = whole ? match.amount : std::min(match.amount, rest);
      rest -= amount;
      layers[i].become(amount, day);
    }
  }
}

void Collector::write_off() {
  std::map<std::uint32_t, std::vector<Piece>> closing;  // the pieces of matches that have a difference
  for (const Match& match : account_.matches)
    if (match.credit == kNone && match.with != kNone) closing[match.with];
  for (const Piece& piece : pieces_)
    if (const auto found = closing.find(piece.match); found != closing.end()) found->second.push_back(piece);
  for (std::uint32_t m = 0; m < account_.matches.size(); ++m) {
    const Match& match = account_.matches[m];
    if (match.credit != kNone) continue;
    const auto [from, until] = days_of(account_, match, rule_);
    if (match.with != kNone)
      write_off_with(m, closing.at(match.with));
    else if (from < until)
      pieces_.push_back({m, from, until, match.amount});
  }
}

void Collector::write_off_with(std::uint32_t m, const std::vector<Piece>& of_match) {
  const Match& match = account_.matches[m];
  const auto [from, until] = days_of(account_, match, rule_);
  std::set<Date> days{from, until, forever()};
  for (const Piece& piece : of_match) days.insert({piece.from, piece.until});
  Layers layers(m, pieces_);
  for (const Date day : days) {
    Money standing;
    for (const Piece& piece : of_match)
      if (piece.from <= day && day < piece.until) standing += piece.amount;
    const bool full = standing == account_.matches[match.with].amount;
    layers.become(full && from <= day && day < until ? match.amount : Money{}, day);
  }
}

}  // namespace

Worths worths_of(const Account& account) {
  if (account.reversals.empty()) return {};
  Worths worths(account.credits.size());
  std::map<std::pair<std::uint32_t, Date>, std::pair<Money, std::string_view>> days;
  for (const Reversal& reversal : account.reversals) {
    const Date day = std::max(reversal.date, account.credits[reversal.credit].date);
    auto& [by, last] = days[{reversal.credit, day}];
    by += reversal.on ? reversal.amount : -reversal.amount;
    last = std::max(last, std::string_view(reversal.no));
  }
  for (const auto& [key, change] : days) {
    const std::string& of = account.credits[key.first].no;
    const std::string no(change.second);
    auto& of_credit = worths[key.first];
    const Money amount = account.credits[key.first].amount;
    const Money before = of_credit.empty() ? amount : of_credit.back().second, now = before + change.first;
    if (now > amount)
      refuse(change.second, {no + "：要恢复的收款 " + of + " 没有被冲销",
                             no + ": receipt " + of + ", to be restored, is not reversed"});
    if (now.negative() && before.zero())
      refuse(change.second,
             {no + "：收款 " + of + " 已经冲销", no + ": receipt " + of + " is reversed already"});
    if (now.negative())
      refuse(change.second, {no + "：冲销合计超过收款 " + of,
                             no + ": receipt " + of + " is reversed by more than its amount"});
    if (now != before) of_credit.emplace_back(key.second, now);
  }
  return worths;
}

Money worth_on(const Account& account, const Worths& worths, std::uint32_t credit, Date day) {
  Money worth = account.credits[credit].amount;
  if (!worths.empty())
    for (const auto& [date, to] : worths[credit])
      if (date <= day) worth = to;
  return worth;
}

std::vector<Money> final_worths(const Account& account) {
  std::vector<Money> worths;
  worths.reserve(account.credits.size());
  for (const Credit& credit : account.credits) worths.push_back(credit.amount);
  for (const Reversal& reversal : account.reversals)
    worths[reversal.credit] += reversal.on ? reversal.amount : -reversal.amount;
  return worths;
}

std::pair<Date, Date> days_of(const Account& account, const Match& match, MatchDate rule) {
  const bool write_off = match.credit == kNone;
  Date from = account.debits[match.debit].date;
  if (!write_off) from = std::max(from, account.credits[match.credit].date);
  if (write_off || rule == MatchDate::later_of) from = std::max(from, match.date);
  return {from, match.until.value_or(forever())};
}

std::vector<Piece> pieces_of(const Account& account, const Worths& worths, MatchDate rule) {
  return Collector(account, worths, rule).run();
}

}  // namespace salesops::receivable
