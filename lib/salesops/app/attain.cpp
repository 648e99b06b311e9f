// Attainment: approved targets against sales, receipts and the like, by node.
//
// Every figure is taken at the nodes that carry it (targets as planned, documents at the owner on their date)
// and summed up the tree of the as-of day, so a parent counts its children once. What belongs to no shown
// node is a row of its own, so that the rows always add up to the documents; that is checked on every run.
#include "salesops/app/attain.hpp"

#include <algorithm>
#include <set>

#include "salesops/app/target_book.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/target_actuals.hpp"
#include "salesops/store/targets.hpp"

namespace salesops::app {

namespace {

using base::Wide;
using calendar::Date;
using calendar::Month;
using calendar::Period;
using calendar::PeriodKind;
using calendar::Span;
using target::PaceClock;

bool of_months(const Period& period) {
  return period.kind == PeriodKind::month || period.kind == PeriodKind::quarter ||
         period.kind == PeriodKind::half || period.kind == PeriodKind::year;
}

// All days that the figures look at.
struct Days {
  Span period;
  std::optional<Span> elapsed;  // nothing before the period has begun
  std::optional<Span> year;     // from the first day of the fiscal year
  std::optional<Span> last_year;
  std::optional<Span> previous;
  Month year_first;  // months of the year up to the period's last one
  Month year_last;
};

Span clipped(Span whole, Date first, int days) {
  return {first, std::min(whole.last, first + (days - 1))};
}

Days days_of(const Context& context, const Period& period) {
  const calendar::FiscalCalendar& calendar = context.config.calendar;
  Days days;
  days.period = period.span;
  const std::vector<Month> months = calendar.months_in(period);
  days.year_last = of_months(period) ? months.back() : calendar.month_of(period.span.last);
  days.year_first = Month::of(days.year_last.year(), 1);
  const Date end = std::min(context.as_of, period.span.last);
  const Date year_start = calendar.month(days.year_first).first;
  if (year_start <= end) days.year = Span{year_start, end};
  if (end < period.span.first) return days;
  days.elapsed = Span{period.span.first, end};
  const Period last_year = calendar.last_year(period);
  const Period previous = calendar.previous(period);
  if (end == period.span.last) {
    days.last_year = last_year.span;
    days.previous = previous.span;
    return days;
  }
  const int elapsed = days.elapsed->days();
  days.previous = clipped(previous.span, previous.span.first, elapsed);
  const bool weekly = period.kind == PeriodKind::week;
  days.last_year =
      weekly ? clipped(last_year.span, last_year.span.first, elapsed)
             : Span{last_year.span.first, std::min(last_year.span.last, calendar::anniversary(end, -1))};
  return days;
}

std::optional<Span> common(Span a, Span b) {
  const Span both{std::max(a.first, b.first), std::min(a.last, b.last)};
  return both.first <= both.last ? std::optional<Span>(both) : std::nullopt;
}

// Figures of one metric by position, totals of subtrees; index n is what lies outside the tree.
using Column = std::vector<std::int64_t>;

class Collector {
 public:
  Collector(const Context& context, store::Database& database, const TargetBook& book, const Period& period,
            PaceClock clock)
      : context_(context),
        database_(database),
        book_(book),
        period_(period),
        clock_(clock),
        days_(days_of(context, period)) {
    values_ = store::approved_targets(database, days_.year_first, std::max(days_.year_last, last_month()));
  }

  std::set<std::string> metrics() const {
    std::set<std::string> found;
    for (const target::Value& value : values_) found.insert(value.metric);
    return found;
  }
  std::vector<AttainRow> rows(const target::Metric& metric, AttainRow& total);

 private:
  struct Columns {
    Column target, ytd_target, elapsed, next, actual, ytd_actual, last_year, previous;
    std::vector<bool> has_target, has_ytd_target;
  };

  Month last_month() const {
    const std::vector<Month> months = context_.config.calendar.months_in(period_);
    return months.back();
  }
  int days_in(Span span) const {
    return clock_ == PaceClock::workdays ? context_.config.working_days.count(span) : span.days();
  }
  std::size_t position(std::string_view node) const {
    return book_.find(node) == nullptr ? book_.entries().size() : book_.position(node);
  }
  // The part of a month's target that falls into a span, by days.
  std::int64_t part(std::int64_t amount, Month month, std::optional<Span> span) const {
    if (!span) return 0;
    const Span whole = context_.config.calendar.month(month);
    const std::optional<Span> both = common(whole, *span);
    if (!both) return 0;
    if (*both == whole) return amount;
    const int all = days_in(whole);
    return all == 0 ? 0 : base::narrow(base::divide_half_up(Wide{amount} * days_in(*both), all));
  }
  void add_target(const target::Value& value, Columns& columns) const {
    const std::size_t at = position(value.node);
    const auto add = [&](Column& column, std::int64_t amount) {
      column[at] = base::checked_add(column[at], amount);
    };
    const Span month = context_.config.calendar.month(value.month);
    if (value.month >= days_.year_first && value.month <= days_.year_last) {
      add(columns.ytd_target, value.amount);
      columns.has_ytd_target[at] = true;
    }
    if (!common(month, days_.period)) return;
    columns.has_target[at] = true;
    add(columns.target, part(value.amount, value.month, days_.period));
    add(columns.elapsed, part(value.amount, value.month, days_.elapsed));
    const Date tomorrow = days_.elapsed ? days_.elapsed->last + 1 : days_.period.first;
    if (days_.period.contains(tomorrow))
      add(columns.next, part(value.amount, value.month, Span{tomorrow, tomorrow}));
  }
  Column actuals(const target::Metric& metric, std::optional<Span> span) const {
    Column column(book_.entries().size() + 1, 0);
    if (!span) return column;
    const store::TargetActuals found = store::target_actuals(database_, metric.id, *span);
    std::int64_t sum = 0;
    for (const auto& [node, amount] : found.by_node) {
      column[position(node)] = base::checked_add(column[position(node)], amount);
      sum = base::checked_add(sum, amount);
    }
    if (sum != found.total) {
      throw base::Error(base::Exit::internal, {.code = "E4190",
                                               .value = std::string(metric.id),
                                               .message = {"按节点的合计与单据合计不符",
                                                           "the sums by node do not tie with the documents"},
                                               .help = {"请报告此问题", "please report this"}});
    }
    return column;
  }
  target::Clock clock_of(const Columns& columns, std::size_t at) const {
    if (clock_ == PaceClock::plan) return {columns.elapsed[at], columns.target[at], columns.next[at]};
    return {days_.elapsed ? days_in(*days_.elapsed) : 0, days_in(days_.period), 1};
  }
  target::Figures figures(const Columns& c, std::size_t at) const {
    target::Figures f;
    if (c.has_target[at]) f.target = c.target[at];
    if (c.has_ytd_target[at]) f.ytd_target = c.ytd_target[at];
    f.actual = c.actual[at];
    f.ytd_actual = c.ytd_actual[at];
    f.last_year = c.last_year[at];
    f.previous = c.previous[at];
    f.clock = clock_of(c, at);
    return f;
  }
  void roll_up(Columns& columns) const;
  Columns columns_of(const target::Metric& metric) const;
  static bool empty(const target::Figures& f) {
    return !f.target && !f.ytd_target && f.actual == 0 && f.ytd_actual == 0 && f.last_year == 0 &&
           f.previous == 0;
  }

  const Context& context_;
  store::Database& database_;
  const TargetBook& book_;
  const Period& period_;
  PaceClock clock_;
  Days days_;
  std::vector<target::Value> values_;
};

Collector::Columns Collector::columns_of(const target::Metric& metric) const {
  const std::size_t n = book_.entries().size() + 1;
  Columns columns;
  for (Column* column : {&columns.target, &columns.ytd_target, &columns.elapsed, &columns.next})
    column->assign(n, 0);
  columns.has_target.assign(n, false);
  columns.has_ytd_target.assign(n, false);
  for (const target::Value& value : values_) {
    if (value.metric == metric.id) add_target(value, columns);
  }
  columns.actual = actuals(metric, days_.elapsed);
  columns.ytd_actual = actuals(metric, days_.year);
  columns.last_year = actuals(metric, days_.last_year);
  columns.previous = actuals(metric, days_.previous);
  return columns;
}

void Collector::roll_up(Columns& columns) const {
  for (Column* column : {&columns.target, &columns.ytd_target, &columns.elapsed, &columns.next,
                         &columns.actual, &columns.ytd_actual, &columns.last_year, &columns.previous}) {
    book_.roll_up(*column);
  }
  for (std::size_t at = book_.entries().size(); at-- > 0;) {
    const std::size_t parent = book_.entries()[at].parent;
    if (columns.has_target[at]) columns.has_target[parent] = true;
    if (columns.has_ytd_target[at]) columns.has_ytd_target[parent] = true;
  }
}

// Adds or takes away (sign −1) the amounts of `from`.
void add(target::Figures& to, const target::Figures& from, int sign, bool plan_clock) {
  const auto sum = [sign](std::int64_t& a, std::int64_t b) { a = base::checked_add(a, sign * b); };
  const auto maybe = [&](std::optional<std::int64_t>& a, const std::optional<std::int64_t>& b) {
    if (b) a = base::checked_add(a.value_or(0), sign * *b);
  };
  maybe(to.target, from.target);
  maybe(to.ytd_target, from.ytd_target);
  sum(to.actual, from.actual);
  sum(to.ytd_actual, from.ytd_actual);
  sum(to.last_year, from.last_year);
  sum(to.previous, from.previous);
  if (!plan_clock) {
    to.clock = from.clock;
    return;
  }
  sum(to.clock.elapsed, from.clock.elapsed);
  sum(to.clock.total, from.clock.total);
  sum(to.clock.next, from.clock.next);
}

std::vector<AttainRow> Collector::rows(const target::Metric& metric, AttainRow& total) {
  Columns columns = columns_of(metric);
  roll_up(columns);
  const bool plan_clock = clock_ == PaceClock::plan;
  const std::size_t outside = book_.entries().size();
  total.metric = &metric;
  total.figures.clock = clock_of(columns, outside);
  add(total.figures, figures(columns, outside), 1, plan_clock);
  if (plan_clock) total.figures.clock = figures(columns, outside).clock;
  for (std::size_t at = 0; at < outside; ++at) {
    if (book_.entries()[at].depth == 0) add(total.figures, figures(columns, at), 1, plan_clock);
  }
  AttainRow rest;
  rest.metric = &metric;
  rest.figures = total.figures;
  std::vector<AttainRow> rows;
  for (std::size_t at = 0; at < outside; ++at) {
    const TargetBook::Entry& entry = book_.entries()[at];
    const target::Figures f = figures(columns, at);
    const bool shown = context_.level.empty() ? true : entry.kind == context_.level;
    if (!shown || empty(f)) continue;
    rows.push_back(
        {entry.code, entry.name, entry.kind, context_.level.empty() ? entry.depth : 0, &metric, f, {}});
    const bool counted = context_.level.empty() ? entry.depth == 0 : true;
    if (counted) add(rest.figures, f, -1, plan_clock);
  }
  if (rest.figures.target == 0) rest.figures.target.reset();
  if (rest.figures.ytd_target == 0) rest.figures.ytd_target.reset();
  if (!empty(rest.figures)) rows.push_back(std::move(rest));
  return rows;
}

PaceClock clock_named(const std::string& name, PaceClock fallback) {
  if (name.empty()) return fallback;
  return name == "workdays" ? PaceClock::workdays : name == "plan" ? PaceClock::plan : PaceClock::calendar;
}

}  // namespace

AttainResult attainment(const Context& context, store::Database& database, const AttainRequest& request) {
  AttainResult result;
  result.period = context.period("this-month");
  result.clock = clock_named(request.pace, context.config.targets.pace);
  const TargetBook book(database, std::min(context.as_of, result.period.span.last));
  Collector collector(context, database, book, result.period, result.clock);
  std::set<std::string> wanted = collector.metrics();
  if (wanted.empty()) wanted = {"sales", "collection"};
  if (!request.metric.empty()) {
    const target::Metric* metric = metric_named(request.metric);
    if (metric == nullptr) {
      const std::string known = base::join(metric_ids(), ", ");
      throw base::Error(base::Exit::usage, {.code = "E4112",
                                            .field = "--metric",
                                            .value = request.metric,
                                            .message = {"没有指标“" + request.metric + "”",
                                                        "there is no metric \"" + request.metric + "\""},
                                            .help = {"可用：" + known, "known: " + known}});
    }
    wanted = {metric->id};
  }
  for (const target::Metric& metric : target::metrics()) {
    if (!wanted.contains(metric.id)) continue;
    AttainRow total;
    for (AttainRow& row : collector.rows(metric, total)) result.rows.push_back(std::move(row));
    result.totals.push_back(std::move(total));
  }
  for (AttainRow& row : result.rows) row.result = target::attain(row.figures, context.config.targets);
  for (AttainRow& row : result.totals) row.result = target::attain(row.figures, context.config.targets);
  return result;
}

}  // namespace salesops::app
