// Attainment: approved targets against sales, receipts and the like, by node or by other dimensions.
//
// Every figure is taken where it belongs (targets as planned, documents at the owner on their date). In the
// tree of the as-of day it is summed up, so a parent counts its children once; by other dimensions every
// figure belongs to one row. What belongs to no row that is shown is a row of its own, so that the rows
// always add up to the documents; that is checked on every run. Rates (market share, coverage) are measured
// for each node and have no total.
#include "salesops/app/attain.hpp"

#include <algorithm>

#include "salesops/app/attain_lines.hpp"
#include "salesops/app/attain_rates.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/reports/kinds.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using target::PaceClock;

PaceClock clock_named(const std::string& name, PaceClock fallback) {
  if (name.empty()) return fallback;
  return name == "workdays" ? PaceClock::workdays : name == "plan" ? PaceClock::plan : PaceClock::calendar;
}

[[noreturn]] void refuse(const char* code, const char* field, const std::string& value, base::Text message,
                         base::Text help) {
  throw base::Error(
      base::Exit::usage,
      {.code = code, .field = field, .value = value, .message = std::move(message), .help = std::move(help)});
}

// A January or a February becomes both.
calendar::Period period_of(const Context& context, bool jan_feb) {
  const calendar::Period period = context.period("this-month");
  if (!jan_feb || period.kind != calendar::PeriodKind::month) return period;
  const calendar::Month month = context.config.calendar.months_in(period).front();
  if (month.month() > 2) return period;
  const std::string year = std::to_string(month.year());
  return context.config.calendar.parse(year + "-01.." + year + "-02", context.as_of);
}

// Ids of the metrics to show.
std::set<std::string> wanted(const AttainRequest& request, const AttainLines& lines, bool rates) {
  std::set<std::string> ids;
  if (request.metric.empty()) {
    ids = lines.metrics();
    if (!rates) std::erase_if(ids, [](const std::string& id) { return target::find_metric(id)->rate; });
    if (ids.empty()) ids = {"sales", "collection"};
    return ids;
  }
  const target::Metric* metric = metric_named(request.metric);
  if (metric == nullptr) {
    const std::string known = base::join(metric_ids(), ", ");
    refuse("E4112", "--metric", request.metric,
           {"没有指标“" + request.metric + "”", "there is no metric \"" + request.metric + "\""},
           {"可用：" + known, "known: " + known});
  }
  if (metric->rate && !rates) {
    refuse(
        "E4145", "--metric", request.metric,
        {metric->title.zh + "按节点计量，不能按其他维度分", metric->title.en + " is measured for nodes only"},
        {"去掉 --by 和 --where，或用 --level", "leave --by and --where out, or use --level"});
  }
  return {metric->id};
}

}  // namespace

AttainResult attainment(const Context& context, store::Database& database, const AttainRequest& request) {
  AttainResult result;
  result.period = period_of(context, request.jan_feb);
  result.clock = clock_named(request.pace, context.config.targets.pace);
  const auto tree = tree_on(context, database, std::min(context.as_of, result.period.span.last));
  const TargetBook& book = *tree;
  const AttainDimensions dimensions(context, database, book, !request.any_level);
  if (!request.any_level) check_level(context, database);
  const AttainDays days = attain_days(context, result.period);
  const auto owner = request.owner == "now" ? org::Attribution::current : org::Attribution::at_the_time;
  const AttainLines lines(context, database, book, dimensions, days, result.clock, owner, request.targets);
  result.by_tree = dimensions.by_tree();
  result.filtered = dimensions.filtered();
  result.heading = dimensions.heading();
  result.dimensions = dimensions.columns();
  if (result.by_tree || result.dimensions.size() == 1) result.dimensions.clear();
  const std::set<std::string> ids = wanted(request, lines, dimensions.nodes_only());
  for (const target::Metric& metric : target::metrics()) {
    if (!ids.contains(metric.id)) continue;
    if (metric.rate) {
      for (AttainRow& row : rate_rows(context, database, book, dimensions, days, metric, lines.values()))
        result.rows.push_back(std::move(row));
      continue;
    }
    AttainRow total;
    for (AttainRow& row : lines.rows(metric, total)) result.rows.push_back(std::move(row));
    result.totals.push_back(std::move(total));
  }
  for (AttainRow& row : result.rows) {
    row.result = target::attain(row.figures, context.config.targets);
    // What nobody has been given is nobody's red.
    if (!result.by_tree && row.node.empty()) row.result.status = target::Status::none;
    if (row.metric->rate) as_rate(row.result);
  }
  for (AttainRow& row : result.totals) row.result = target::attain(row.figures, context.config.targets);
  return result;
}

}  // namespace salesops::app
