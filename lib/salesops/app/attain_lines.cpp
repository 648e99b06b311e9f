#include "salesops/app/attain_lines.hpp"

#include <algorithm>

#include "salesops/app/reading.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using base::Wide;
using calendar::Date;
using calendar::Month;
using calendar::Span;
using target::PaceClock;

[[noreturn]] void does_not_tie(const target::Metric& metric) {
  throw base::Error(base::Exit::internal, {.code = "E4190",
                                           .value = std::string(metric.id),
                                           .message = {"各行的合计与单据合计不符",
                                                       "the sums of the rows do not tie with the documents"},
                                           .help = {"请报告此问题", "please report this"}});
}

}  // namespace

AttainLines::Line& AttainLines::Line::operator+=(const Line& other) {
  for (const auto sum : {&Line::target, &Line::ytd_target, &Line::elapsed, &Line::next, &Line::actual,
                         &Line::ytd_actual, &Line::last_year, &Line::previous})
    this->*sum = base::checked_add(this->*sum, other.*sum);
  has_target = has_target || other.has_target;
  has_ytd_target = has_ytd_target || other.has_ytd_target;
  return *this;
}

bool AttainLines::Line::empty() const {
  return !has_target && !has_ytd_target && actual == 0 && ytd_actual == 0 && last_year == 0 && previous == 0;
}

AttainLines::AttainLines(const Context& context, store::Database& database, const TargetBook& book,
                         const AttainDimensions& dimensions, const AttainDays& days, PaceClock clock,
                         org::Attribution owner, bool targets)
    : context_(context),
      book_(book),
      dimensions_(dimensions),
      days_(days),
      clock_(clock),
      elapsed_days_(days.elapsed ? days_in(*days.elapsed) : 0),
      period_days_(days_in(days.period)) {
  if (targets)
    values_ = targets_of(context, database, std::min(days.year_first, days.first), days.last,
                         std::min(days.last, context.config.calendar.month_of(context.as_of)));
  else
    values_ = std::make_shared<std::vector<target::Value>>();
  if (owner == org::Attribution::current) owner_day_ = context.as_of;
  if (context.reading) return;
  sales_ = sale_lines(context, database);
  actuals_ = std::make_unique<store::Actuals>(*sales_);
}

std::set<std::string> AttainLines::metrics() const {
  std::set<std::string> found;
  for (const target::Value& value : *values_) found.insert(value.metric);
  return found;
}

int AttainLines::days_in(Span span) const {
  return clock_ == PaceClock::workdays ? context_.config.working_days.count(span) : span.days();
}

// The part of a month's target that falls into a span, by days.
std::int64_t AttainLines::part(std::int64_t amount, Month month, std::optional<Span> span) const {
  if (!span) return 0;
  const Span whole = context_.config.calendar.month(month);
  const std::optional<Span> both = common(whole, *span);
  if (!both) return 0;
  if (*both == whole) return amount;
  const int all = days_in(whole);
  return all == 0 ? 0 : base::narrow(base::divide_half_up(Wide{amount} * days_in(*both), all));
}

void AttainLines::add_target(const target::Value& value, Line& line) const {
  if (value.month >= days_.year_first && value.month <= days_.year_last) {
    line.ytd_target = base::checked_add(line.ytd_target, value.amount);
    line.has_ytd_target = true;
  }
  if (!common(context_.config.calendar.month(value.month), days_.period)) return;
  line.has_target = true;
  line.target = base::checked_add(line.target, part(value.amount, value.month, days_.period));
  line.elapsed = base::checked_add(line.elapsed, part(value.amount, value.month, days_.elapsed));
  const Date tomorrow = days_.elapsed ? days_.elapsed->last + 1 : days_.period.first;
  if (days_.period.contains(tomorrow))
    line.next = base::checked_add(line.next, part(value.amount, value.month, Span{tomorrow, tomorrow}));
}

// A row by its ids; in the tree the node alone, "" outside of it.
std::vector<std::string> AttainLines::place(std::vector<std::string> row, const std::string& node) const {
  if (dimensions_.by_tree()) return {book_.find(node) == nullptr ? std::string() : node};
  return row;
}

void AttainLines::add_actuals(const target::Metric& metric, const Slot& slot, Lines& lines) const {
  if (!slot.span) return;
  std::int64_t all = 0;
  std::vector<store::ActualSums> own;
  if (actuals_) own = actuals_->sums(metric.id, {&*slot.span, 1}, dimensions_.wanted(), owner_day_);
  const store::ActualSums& sums =
      actuals_ ? own.front()
               : context_.reading->sums(metric.id, *slot.span, dimensions_.wanted(), owner_day_);
  for (const store::ActualCell& cell : sums.cells) {
    all = base::checked_add(all, cell.amount);
    if (!dimensions_.selects(cell)) continue;
    std::int64_t& sum = lines[place(dimensions_.row_of(cell), cell.keys.front())].*slot.sum;
    sum = base::checked_add(sum, cell.amount);
  }
  if (all != sums.total) does_not_tie(metric);
}

AttainLines::Lines AttainLines::lines_of(const target::Metric& metric) const {
  Lines lines;
  for (const target::Value& value : *values_) {
    if (value.metric == metric.id && dimensions_.selects(value))
      add_target(value, lines[place(dimensions_.row_of(value), value.node)]);
  }
  // The year first: most often the others are parts of it.
  for (const Slot& slot : {Slot{days_.year, &Line::ytd_actual}, Slot{days_.elapsed, &Line::actual},
                           Slot{days_.last_year, &Line::last_year}, Slot{days_.previous, &Line::previous}})
    add_actuals(metric, slot, lines);
  return lines;
}

target::Figures AttainLines::figures(const Line& line) const {
  target::Figures f;
  if (line.has_target) f.target = line.target;
  if (line.has_ytd_target) f.ytd_target = line.ytd_target;
  f.actual = line.actual;
  f.ytd_actual = line.ytd_actual;
  f.last_year = line.last_year;
  f.previous = line.previous;
  f.clock = clock_ == PaceClock::plan ? target::Clock{line.elapsed, line.target, line.next}
                                      : target::Clock{elapsed_days_, period_days_, 1};
  return f;
}

// Depth first with subtree sums, or only the nodes of one kind; what stands under no row is the row "".
std::vector<AttainRow> AttainLines::tree_rows(const target::Metric& metric, const Lines& lines) const {
  const std::vector<TargetBook::Entry>& entries = book_.entries();
  std::vector<Line> subtree(entries.size());
  std::vector<bool> covered(entries.size());
  Line rest;
  const bool all = context_.level.empty();
  for (std::size_t at = 0; at < entries.size(); ++at) {
    const std::size_t parent = entries[at].parent;
    covered[at] = all || entries[at].kind == context_.level || (parent != at && covered[parent]);
  }
  for (const auto& [row, line] : lines) {
    const std::string& node = row.front();
    if (node.empty() || !covered[book_.position(node)]) rest += line;
    if (!node.empty()) subtree[book_.position(node)] += line;
  }
  for (std::size_t at = entries.size(); at-- > 0;)
    if (entries[at].parent != at) subtree[entries[at].parent] += subtree[at];
  std::vector<AttainRow> rows;
  for (std::size_t at = 0; at < entries.size(); ++at) {
    const TargetBook::Entry& entry = entries[at];
    if (subtree[at].empty() || (!all && entry.kind != context_.level)) continue;
    rows.push_back({.node = entry.code,
                    .name = entry.name,
                    .kind = entry.kind,
                    .depth = all ? entry.depth : 0,
                    .metric = &metric,
                    .figures = figures(subtree[at])});
  }
  if (!rest.empty()) rows.push_back({.metric = &metric, .figures = figures(rest)});
  return rows;
}

// By ids in byte order, what belongs nowhere last.
std::vector<AttainRow> AttainLines::dimension_rows(const target::Metric& metric, const Lines& lines) const {
  std::vector<AttainRow> rows;
  for (const auto& [ids, line] : lines) {
    if (line.empty()) continue;
    const bool nowhere = std::ranges::all_of(ids, [](const std::string& id) { return id.empty(); });
    rows.push_back({.node = nowhere ? "" : base::join(ids, "/"),
                    .name = nowhere ? "" : dimensions_.name(ids),
                    .metric = &metric,
                    .ids = ids,
                    .figures = figures(line)});
  }
  std::ranges::sort(rows, [](const AttainRow& a, const AttainRow& b) {
    for (std::size_t i = 0; i < a.ids.size(); ++i) {
      if (a.ids[i].empty() != b.ids[i].empty()) return b.ids[i].empty();
      if (a.ids[i] != b.ids[i]) return a.ids[i] < b.ids[i];
    }
    return false;
  });
  return rows;
}

std::vector<AttainRow> AttainLines::rows(const target::Metric& metric, AttainRow& total) const {
  const Lines lines = lines_of(metric);
  Line sum;
  for (const auto& [row, line] : lines) sum += line;
  total = {.metric = &metric, .figures = figures(sum)};
  return dimensions_.by_tree() ? tree_rows(metric, lines) : dimension_rows(metric, lines);
}

}  // namespace salesops::app
