#include "salesops/receivable/aging.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <tuple>

#include "salesops/base/text.hpp"

namespace salesops::receivable {
namespace {

using base::Error;
using base::Exit;
using base::Text;

[[noreturn]] void bad_edges(std::string_view text) {
  throw Error(Exit::usage,
              {.code = "E5302",
               .field = "--buckets",
               .value = std::string(text),
               .message = {"账龄分段不是递增的正数", "the bucket edges are not increasing positive numbers"},
               .help = {"例如 30,60,90,180,365、1y,2y,3y,5y 或自然月 0m,1m,2m",
                        "for example 30,60,90,180,365, 1y,2y,3y,5y or calendar months 0m,1m,2m"}});
}

[[noreturn]] void does_not_tie(Money left, Money right) {
  throw Error(
      Exit::internal,
      {.code = "E5301",
       .value = money::to_decimal(left),
       .message = {"账龄表不平：" + money::to_decimal(left) + " ≠ " + money::to_decimal(right),
                   "the aging does not tie: " + money::to_decimal(left) + " ≠ " + money::to_decimal(right)}});
}

bool parse_number(std::string_view text, int& n, int least = 1) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  return fault == std::errc() && end == text.data() + text.size() && n >= least;
}

struct Unit {
  int first, last;   // of n
  int days;          // at least, to compare days with years
  const char* mark;  // before n in a key, after it in an option
};
constexpr Unit kUnits[] = {{1, 73000, 1, "d"}, {0, 2400, 28, "m"}, {1, 200, 365, "y"}};

const Unit& unit_of(const Edge& edge) {
  return kUnits[static_cast<std::size_t>(edge.unit)];
}

bool follows(const Edge& edge, const Edge& before) {
  if (edge.unit == before.unit) return edge.n > before.n;
  return before.unit == EdgeUnit::days && edge.unit == EdgeUnit::years &&
         edge.n * unit_of(edge).days > before.n;
}

// The first basis date that is not beyond `edge` on `as_of`.
Date bound(const Edge& edge, Date as_of) {
  if (edge.unit == EdgeUnit::days) return as_of - edge.n;
  if (edge.unit == EdgeUnit::months) return (calendar::Month::containing(as_of) + -edge.n).first();
  Date date = calendar::anniversary(as_of, -edge.n);
  while (calendar::anniversary(date, edge.n) < as_of) date = date + 1;
  while (calendar::anniversary(date - 1, edge.n) >= as_of) date = date - 1;
  return date;
}

// Calendar months before that of the as-of, from `first` to `last` (-1: and all before).
Text month_title(int first, int last) {
  const std::string from = std::to_string(first), to = std::to_string(last);
  if (last == 0) return {"本月", "This month"};
  if (last == 1 && first == 1) return {"上月", "Last month"};
  if (last == -1)
    return {from + "个月前及更早", from + (first == 1 ? " month" : " months") + " ago or before"};
  if (last == first) return {to + "个月前", to + " months ago"};
  if (first == 0) return {"本月至" + to + "个月前", "This month to " + to + " ago"};
  return {from + "–" + to + "个月前", from + "–" + to + " months ago"};
}

}  // namespace

Buckets::Buckets(std::vector<Edge> edges) : edges_(std::move(edges)) {
  bool ok = !edges_.empty() && edges_.size() <= 50;
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    ok = ok && edges_[i].n >= unit_of(edges_[i]).first && edges_[i].n <= unit_of(edges_[i]).last;
    ok = ok && (i == 0 || follows(edges_[i], edges_[i - 1]));
  }
  if (ok) return;
  std::vector<std::string> parts;
  for (const Edge& edge : edges_)
    parts.push_back(std::to_string(edge.n) + (edge.unit == EdgeUnit::days ? "" : unit_of(edge).mark));
  bad_edges(base::join(parts, ","));
}

Buckets Buckets::parse(std::string_view text) {
  std::vector<Edge> edges;
  for (const std::string& part : base::split(text, ',')) {
    std::string_view word = base::trim(part);
    Edge edge;
    const char last = word.empty() ? '0' : base::to_lower_ascii(word.substr(word.size() - 1)).front();
    if (last == 'y' || last == 'm') {
      edge.unit = last == 'y' ? EdgeUnit::years : EdgeUnit::months;
      word.remove_suffix(1);
    }
    if (!parse_number(word, edge.n, unit_of(edge).first)) bad_edges(text);
    edges.push_back(edge);
  }
  return Buckets(std::move(edges));
}

const Buckets& Buckets::standard() {
  static const Buckets buckets({{30}, {60}, {90}, {180}, {365}});
  return buckets;
}

// The edge a bucket begins after.
Edge Buckets::before(std::size_t slot) const {
  if (slot > 1) return edges_[slot - 2];
  return {by_month() ? -1 : 0, edges_.front().unit};
}

std::string Buckets::key(std::size_t slot) const {
  if (slot == 0) return "not_due";
  const Edge left = before(slot);
  const int first = left.unit == EdgeUnit::years ? left.n : left.n + 1;
  const std::string from = unit_of(left).mark + std::to_string(first);
  if (slot > edges_.size()) return from + "_plus";
  const Edge& edge = edges_[slot - 1];
  if (by_month() && edge.n == first) return from;
  return from + "_" + (edge.unit == left.unit ? "" : unit_of(edge).mark) + std::to_string(edge.n);
}

Text Buckets::title(std::size_t slot) const {
  if (slot == 0) return {"未到期", "Not due"};
  const Edge left = before(slot);
  if (by_month()) return month_title(left.n + 1, slot > edges_.size() ? -1 : edges_[slot - 1].n);
  const auto zh = [](const Edge& e) {
    return std::to_string(e.n) + (e.unit == EdgeUnit::years ? "年" : "天");
  };
  const auto en = [](const Edge& e) { return std::to_string(e.n) + unit_of(e).mark; };
  if (slot > edges_.size()) return {zh(left) + "以上", "Over " + en(left)};
  const Edge& edge = edges_[slot - 1];
  const bool years = left.unit == EdgeUnit::years;
  if (slot == 1 && years) return {zh(edge) + "以内", "Up to " + en(edge)};
  if (left.unit != edge.unit)
    return {std::to_string(left.n + 1) + "天–" + zh(edge), std::to_string(left.n + 1) + "d–" + en(edge)};
  const std::string from = std::to_string(years ? left.n : left.n + 1);
  return {from + "–" + zh(edge), from + "–" + en(edge)};
}

std::vector<int> parse_forward(std::string_view text) {
  std::vector<int> edges;
  for (const std::string& part : base::split(text, ',')) {
    int n = 0;
    if (!parse_number(base::trim(part), n) || (!edges.empty() && n <= edges.back())) bad_edges(text);
    edges.push_back(n);
  }
  return edges;
}

std::string forward_key(const std::vector<int>& edges, std::size_t slot) {
  const std::string from = std::to_string(slot == 0 ? 0 : edges[slot - 1] + 1);
  return "due_" + from + "_" + (slot == edges.size() ? "plus" : std::to_string(edges[slot]));
}

Text forward_title(const std::vector<int>& edges, std::size_t slot) {
  const std::string from = std::to_string(slot == 0 ? 0 : edges[slot - 1] + 1);
  if (slot == edges.size()) return {from + "天后到期", "Due in " + from + "d+"};
  const std::string span = from + "–" + std::to_string(edges[slot]);
  return {span + "天内到期", "Due in " + span + "d"};
}

AgingRow empty_row(const AgingRule& rule) {
  AgingRow row;
  row.slots.resize(rule.buckets.slots());
  row.forward.resize(rule.forward.empty() ? 0 : rule.forward.size() + 1);
  return row;
}

bool AgingRow::empty() const {
  return unapplied.zero() && retention.zero() && subsequent_unapplied.zero() &&
         std::ranges::all_of(slots, [](Money amount) { return amount.zero(); });
}

void AgingRow::add(const AgingRow& other) {
  for (std::size_t i = 0; i < slots.size(); ++i) slots[i] += other.slots[i];
  for (std::size_t i = 0; i < forward.size(); ++i) forward[i] += other.forward[i];
  balance += other.balance;
  overdue += other.overdue;
  unapplied += other.unapplied;
  retention += other.retention;
  retention_overdue += other.retention_overdue;
  disputed += other.disputed;
  subsequent += other.subsequent;
  subsequent_unapplied += other.subsequent_unapplied;
  if (other.oldest_days) oldest_days = std::max(oldest_days.value_or(0), *other.oldest_days);
  day_amounts += other.day_amounts;
}

Placer::Placer(const AgingRule& rule) : rule_(rule) {
  for (const Edge& edge : rule_.buckets.edges()) bounds_.push_back(bound(edge, rule_.as_of));
}

Placed Placer::in_slot(Money amount, Date basis) const {
  Placed placed;
  placed.amount = amount;
  placed.days = rule_.as_of - basis;
  if (placed.days > 0) {
    placed.slot = 1;
    while (placed.slot <= bounds_.size() && basis < bounds_[placed.slot - 1]) ++placed.slot;
  } else {
    while (placed.forward_slot < rule_.forward.size() && -placed.days > rule_.forward[placed.forward_slot])
      ++placed.forward_slot;
  }
  return placed;
}

// For this report only: what is left of credits goes to the items that are due first (ties: order of the
// position, which is by document number).
void Placer::apply_oldest_first(const Position& position) {
  order_.clear();
  for (std::uint32_t i = 0; i < position.items.size(); ++i)
    if (!open_[i].zero()) order_.push_back(i);
  std::ranges::sort(order_, {}, [&](std::uint32_t i) { return std::pair(position.items[i].due, i); });
  std::size_t credit = 0;
  for (const std::uint32_t item : order_) {
    for (; credit < left_.size() && !open_[item].zero(); credit += left_[credit].zero()) {
      const Money amount = std::min(open_[item], left_[credit]);
      open_[item] -= amount;
      left_[credit] -= amount;
    }
    if (credit == left_.size()) return;
  }
}

// What is flagged of an invoice stands in the parts that are due first.
void Placer::flag_deductions(const Settled& settled, const Position& position) {
  flagged_.assign(position.items.size(), Money{});
  std::map<std::int64_t, Money> left;
  for (std::uint32_t i = 0; i < position.items.size(); ++i) {
    const SettledDebit& debit = settled.debits[position.items[i].debit];
    const auto found = rule_.deductions->find(debit.id);
    if (found == rule_.deductions->end() || debit.kind == DebitKind::refund) continue;
    Money& rest = left.emplace(debit.id, found->second).first->second;
    flagged_[i] = std::min(rest, open_[i]);
    rest -= flagged_[i];
  }
}

void Placer::place(const Settled& settled, const Position& position, std::vector<Placed>& placed) {
  placed.clear();
  open_.clear();
  left_.clear();
  Money kept;
  for (const OpenItem& item : position.items) {
    open_.push_back(rule_.without_disputed && settled.debits[item.debit].disputed ? Money{} : item.open);
    kept += open_.back();
  }
  if (rule_.deductions) {
    flag_deductions(settled, position);
    for (std::size_t i = 0; i < flagged_.size() && rule_.without_deductions; ++i) {
      open_[i] -= flagged_[i];
      kept -= flagged_[i];
    }
  }
  for (const OpenCredit& credit : position.credits) left_.push_back(credit.left);
  if (rule_.unapplied == Unapplied::fifo && !left_.empty()) apply_oldest_first(position);
  Money sum;
  for (std::uint32_t i = 0; i < position.items.size(); ++i) {
    if (open_[i].zero()) continue;
    placed.push_back(
        in_slot(open_[i], rule_.basis == AgingBasis::due ? position.items[i].due : position.items[i].issue));
    placed.back().source = i;
    placed.back().retention = rule_.retention_apart && position.items[i].retention;
    if (rule_.deductions && !rule_.without_deductions)
      placed.back().deduction = std::min(flagged_[i], open_[i]);
    sum += open_[i];
  }
  for (std::uint32_t i = 0; i < position.credits.size(); ++i) {
    if (left_[i].zero()) continue;
    const bool own = rule_.unapplied == Unapplied::own_date;
    placed.push_back(own ? in_slot(-left_[i], position.credits[i].date)
                         : Placed{.amount = left_[i], .unapplied = true});
    placed.back().from_credit = true;
    placed.back().source = i;
    sum -= left_[i];
  }
  if (sum != kept - position.unapplied) does_not_tie(sum, kept - position.unapplied);
}

void Placer::add(const Settled& settled, const Position& position, const Placed& placed,
                 AgingRow& row) const {
  if (placed.unapplied) {
    row.unapplied += placed.amount;
    return;
  }
  row.balance += placed.amount;
  if (!placed.from_credit && settled.debits[position.items[placed.source].debit].disputed)
    row.disputed += placed.amount;
  if (placed.retention) {
    row.retention += placed.amount;
    if (placed.days > 0) row.retention_overdue += placed.amount;
    return;
  }
  row.slots[placed.slot] += placed.amount;
  if (!row.forward.empty() && placed.slot == 0) row.forward[placed.forward_slot] += placed.amount;
  if (placed.days > 0) {
    row.overdue += placed.amount;
    row.day_amounts += static_cast<base::Wide>(placed.amount.minor()) * placed.days;
    if (!placed.from_credit) row.oldest_days = std::max(row.oldest_days.value_or(0), placed.days);
  }
}

void check_row(const AgingRule& rule, const AgingRow& row) {
  const Money sum = std::accumulate(row.slots.begin(), row.slots.end(), Money{});
  if (sum + row.retention != row.balance) does_not_tie(sum + row.retention, row.balance);
  if (sum - row.slots[0] != row.overdue) does_not_tie(sum - row.slots[0], row.overdue);
  if (rule.forward.empty()) return;
  const Money ahead = std::accumulate(row.forward.begin(), row.forward.end(), Money{});
  if (ahead != row.slots[0]) does_not_tie(ahead, row.slots[0]);
}

AgingRow age(const Settled& settled, const AgingRule& rule) {
  Placer placer(rule);
  const Position position = position_at(settled, rule.as_of);
  std::vector<Placed> placed;
  placer.place(settled, position, placed);
  AgingRow row = empty_row(rule);
  for (const Placed& one : placed) placer.add(settled, position, one, row);
  check_row(rule, row);
  return row;
}

std::optional<money::Decimal> weighted_days_overdue(const AgingRow& row, int decimals) {
  if (row.overdue <= Money{}) return std::nullopt;
  base::Wide scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  return money::Decimal(base::narrow(base::divide_half_up(row.day_amounts * scale, row.overdue.minor())),
                        decimals);
}

}  // namespace salesops::receivable
