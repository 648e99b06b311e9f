#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/receivable/position.hpp"
#include "salesops/receivable/settings.hpp"

namespace salesops::receivable {

// The right edge of a bucket: N days; the start of the N-th calendar month before that of the as-of (0m: this
// month, 1m: last month); or the N-th anniversary (1y: the same day next year, not 365 days).
enum class EdgeUnit : std::uint8_t { days, months, years };
struct Edge {
  int n = 0;
  EdgeUnit unit = EdgeUnit::days;
  friend bool operator==(const Edge&, const Edge&) = default;
};

// Buckets of an aging table, closed on the right: 30,60 makes 1–30, 31–60, over 60. Slot 0 is "not due"
// (0 days or fewer), slots 1…edges are the buckets, slot edges + 1 is what lies beyond.
class Buckets {
 public:
  // Strictly increasing; days and years positive, years after days; months from 0 on and alone. Throws
  // Error(usage, E5302).
  explicit Buckets(std::vector<Edge> edges);
  static Buckets parse(std::string_view text);  // "30,60,90", "1y,2y", "90,1y", "0m,1m,2m"
  static const Buckets& standard();             // 30,60,90,180,365

  std::size_t slots() const { return edges_.size() + 2; }
  const std::vector<Edge>& edges() const { return edges_; }
  // not_due, d1_30, d366_plus, m0, m1_2, m3_plus, y0_1, y5_plus
  std::string key(std::size_t slot) const;
  // 未到期, 1–30天, 365天以上, 本月, 1–2个月前, 3个月前及更早, 1年以内, 1–2年, 5年以上
  base::Text title(std::size_t slot) const;
  bool by_month() const { return edges_.front().unit == EdgeUnit::months; }

 private:
  Edge before(std::size_t slot) const;

  std::vector<Edge> edges_;
};
std::vector<int> parse_forward(
    std::string_view text);  // "7,30,60": positive, increasing; Error(usage, E5302)
std::string forward_key(const std::vector<int>& edges, std::size_t slot);  // due_0_7, due_8_30, due_61_plus
base::Text forward_title(const std::vector<int>& edges, std::size_t slot);

// Cash and credit notes that are matched with nothing (Unapplied) stand in their own column; or are applied
// to the items due first, for this report only; or are negative amounts in the bucket of their own age.
struct AgingRule {
  Date as_of{};
  AgingBasis basis = AgingBasis::due;
  Buckets buckets = Buckets::standard();
  std::vector<int> forward{};  // splits "not due" by the days to go; empty: not shown
  Unapplied unapplied = Unapplied::separate;
  bool without_disputed = false;
  bool without_deductions = false;
  std::shared_ptr<const std::map<std::int64_t, Money>>
      deductions{};              // flagged, by the store's key of the invoice
  bool retention_apart = false;  // installments kept back (质保金) stand in a column of their own
  bool subsequent = false;       // rows also tell what receipts dated after as_of paid
};

// One line of the table. balance = Σ slots + retention; net = balance − unapplied.
struct AgingRow {
  std::vector<Money> slots;
  std::vector<Money> forward;  // Σ = slots[0]
  Money balance{};
  Money overdue{};
  Money unapplied{};
  Money retention{};                          // with retention_apart: not in the slots, not in overdue
  Money retention_overdue{};                  // part of it
  Money disputed{};                           // part of balance
  Money subsequent{};                         // of the balance, paid by receipts dated after the as-of
  Money subsequent_unapplied{};               // such receipts that are not applied
  std::optional<std::int64_t> oldest_days{};  // of what is overdue
  base::Wide day_amounts = 0;                 // Σ days overdue × amount, for the weighted average

  Money net() const { return balance - unapplied; }
  Money remaining() const { return balance - subsequent; }
  bool empty() const;
  void add(const AgingRow& other);  // of the same rule
};
AgingRow empty_row(const AgingRule& rule);

// An amount put into its slot. `from_credit`: an unapplied credit at its own age, as a negative amount.
struct Placed {
  Money amount{};
  std::uint32_t slot = 0;
  std::uint32_t forward_slot = 0;  // with slot 0 and forward edges
  std::int64_t days = 0;           // as_of − basis date, may be negative
  bool from_credit = false;
  bool retention = false;    // not in a slot: the column of its own
  bool unapplied = false;    // not in a slot: cash that stands in its own column, amount > 0
  Money deduction{};         // the part that is flagged as a deduction
  std::uint32_t source = 0;  // index into position.items or position.credits
};

// Finds slots for one rule: the comparison is with dates worked out once, so a placement costs a few
// comparisons.
class Placer {
 public:
  explicit Placer(const AgingRule& rule);
  // Places everything of a position. `placed` is overwritten. Throws Error(internal, E5301) when the placed
  // amounts are not the position's (less the disputed items and deductions that the rule leaves out).
  void place(const Settled& settled, const Position& position, std::vector<Placed>& placed);
  void add(const Settled& settled, const Position& position, const Placed& placed, AgingRow& row) const;
  const AgingRule& rule() const { return rule_; }

 private:
  Placed in_slot(Money amount, Date basis) const;
  void apply_oldest_first(const Position& position);
  void flag_deductions(const Settled& settled, const Position& position);

  AgingRule rule_;
  std::vector<Date> bounds_;  // slot k + 1 holds basis dates >= bounds_[k]
  std::vector<Money> open_, left_;
  std::vector<Money> flagged_;  // of the items; empty without deductions
  std::vector<std::uint32_t> order_;
};

// Throws Error(internal, E5301) unless Σ slots + retention = balance, Σ forward = not due and the overdue
// slots = overdue.
void check_row(const AgingRule& rule, const AgingRow& row);

// The row of one account. For tests and single customers.
AgingRow age(const Settled& settled, const AgingRule& rule);

// Σ days × overdue amount ÷ overdue, half-up to `decimals`; nothing when nothing is overdue.
std::optional<money::Decimal> weighted_days_overdue(const AgingRow& row, int decimals);

}  // namespace salesops::receivable
