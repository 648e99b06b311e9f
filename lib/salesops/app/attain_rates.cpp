#include "salesops/app/attain_rates.hpp"

#include <map>

#include "salesops/base/checked.hpp"

namespace salesops::app {

namespace {

using base::Wide;
using calendar::Span;
using ByNode = std::map<std::string, std::int64_t, std::less<>>;

// Part and whole of every node of the tree, in the same unit.
struct Fraction {
  std::vector<std::int64_t> part;
  std::vector<std::int64_t> whole;

  // Hundredths of a per cent, half-up.
  std::optional<std::int64_t> at(std::size_t node) const {
    if (part.empty() || whole[node] <= 0) return std::nullopt;
    return base::narrow(base::divide_half_up(Wide{part[node]} * 10'000, whole[node]));
  }
};

class Measures {
 public:
  Measures(const Context& context, store::Database& database, const TargetBook& book,
           const target::Metric& metric)
      : context_(context),
        database_(database),
        book_(book),
        market_(metric.id == std::string_view("market_share")) {}

  Fraction in(std::optional<Span> span) const {
    if (!span) return {};
    if (!market_) {
      return {own_or_children(store::driver_states(database_, "active_outlets", span->last)),
              own_or_children(store::driver_states(database_, "target_outlets", span->last))};
    }
    // Sales are hundredths, drivers millionths.
    std::vector<std::int64_t> whole = own_or_children(store::driver_sums(database_, "market_size", *span));
    for (std::int64_t& value : whole) value /= 10'000;
    return {sales(*span), std::move(whole)};
  }

 private:
  std::vector<std::int64_t> own_or_children(const ByNode& values) const {
    const auto& entries = book_.entries();
    std::vector<std::int64_t> sums(entries.size(), 0);
    for (std::size_t at = entries.size(); at-- > 0;) {
      if (const auto own = values.find(entries[at].code); own != values.end()) sums[at] = own->second;
      if (entries[at].parent != at && !values.contains(entries[entries[at].parent].code))
        sums[entries[at].parent] = base::checked_add(sums[entries[at].parent], sums[at]);
    }
    return sums;
  }
  std::vector<std::int64_t> sales(Span span) const {
    std::vector<std::int64_t> sums(book_.entries().size(), 0);
    for (const auto& [node, amount] : store::target_actuals(database_, "sales", span))
      if (book_.find(node) != nullptr) sums[book_.position(node)] = amount;
    book_.roll_up(sums);
    return sums;
  }

  const Context& context_;
  store::Database& database_;
  const TargetBook& book_;
  bool market_;
};

// The target of the last month up to `last` that has one.
std::map<std::string, std::int64_t> targets(const std::vector<target::Value>& values,
                                            const target::Metric& metric, calendar::Month first,
                                            calendar::Month last) {
  std::map<std::string, std::int64_t> found;
  std::map<std::string, calendar::Month> when;
  for (const target::Value& value : values) {
    if (value.metric != metric.id || value.month < first || value.month > last || !value.bearer.empty())
      continue;
    const auto [known, fresh] = when.emplace(value.node, value.month);
    if (!fresh && known->second > value.month) continue;
    known->second = value.month;
    found[value.node] = value.amount;
  }
  return found;
}

std::optional<std::int64_t> value_in(const std::map<std::string, std::int64_t>& values,
                                     const std::string& node) {
  const auto found = values.find(node);
  return found == values.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::vector<AttainRow> rate_rows(const Context& context, store::Database& database, const TargetBook& book,
                                 const AttainDimensions& dimensions, const AttainDays& days,
                                 const target::Metric& metric, const std::vector<target::Value>& values) {
  const Measures measures(context, database, book, metric);
  const Fraction now = measures.in(days.elapsed);
  const Fraction year = measures.in(days.year);
  const Fraction last_year = measures.in(days.last_year);
  const Fraction previous = measures.in(days.previous);
  const auto set = targets(values, metric, days.first, days.last);
  const auto set_in_year = targets(values, metric, days.year_first, days.year_last);
  std::vector<AttainRow> rows;
  for (std::size_t at = 0; at < book.entries().size(); ++at) {
    const TargetBook::Entry& entry = book.entries()[at];
    if (!context.level.empty() && entry.kind != context.level) continue;
    if (!dimensions.selects(store::ActualCell{{entry.code}, 0})) continue;
    AttainRow row{.node = entry.code,
                  .name = entry.name,
                  .kind = entry.kind,
                  .depth = context.level.empty() ? entry.depth : 0,
                  .metric = &metric};
    row.figures.target = value_in(set, entry.code);
    row.figures.ytd_target = value_in(set_in_year, entry.code);
    const std::optional<std::int64_t> measured = now.at(at);
    if (!measured && !row.figures.target && !row.figures.ytd_target) continue;
    row.figures.actual = measured.value_or(0);
    row.figures.measured = measured.has_value();
    row.figures.ytd_actual = year.at(at).value_or(0);
    row.figures.last_year = last_year.at(at).value_or(0);
    row.figures.previous = previous.at(at).value_or(0);
    row.figures.clock = {1, 1, 1};
    rows.push_back(std::move(row));
  }
  return rows;
}

void as_rate(target::Attainment& result) {
  result.pace.reset();
  result.pace_gap.reset();
  result.required_daily.reset();
  result.landing.reset();
}

}  // namespace salesops::app
