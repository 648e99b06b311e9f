#include <algorithm>

#include "salesops/app/attain.hpp"
#include "salesops/app/target_plan_parts.hpp"

namespace salesops::app {

namespace {

// Machine formats write the English word, which is the status's name.
document::Cell status_text(target::Status status) {
  switch (status) {
    case target::Status::green:
      return base::Text{"绿", "green"};
    case target::Status::amber:
      return base::Text{"黄", "amber"};
    case target::Status::red:
      return base::Text{"红", "red"};
    default:
      return {};
  }
}

using document::Cell;
using document::Row;
using document::Type;

std::vector<document::Column> columns() {
  return {
      {.key = "node", .title = {"节点", "node"}, .type = Type::id},
      {.key = "name", .title = {"名称", "name"}, .type = Type::text},
      {.key = "metric", .title = {"指标", "metric"}, .type = Type::id},
      {.key = "target", .title = {"目标", "target"}, .type = Type::money},
      {.key = "actual", .title = {"实际", "actual"}, .type = Type::money},
      {.key = "attainment", .title = {"达成率", "attainment"}, .type = Type::percent},
      {.key = "gap", .title = {"缺口", "gap"}, .type = Type::money},
      {.key = "pace", .title = {"序时进度", "pace"}, .type = Type::percent},
      {.key = "pace_gap", .title = {"进度差", "pace gap"}, .type = Type::points},
      {.key = "ytd_target", .title = {"年累计目标", "YTD target"}, .type = Type::money, .wide_only = true},
      {.key = "ytd_actual", .title = {"年累计实际", "YTD actual"}, .type = Type::money, .wide_only = true},
      {.key = "ytd_attainment",
       .title = {"年累计达成率", "YTD attainment"},
       .type = Type::percent,
       .wide_only = true},
      {.key = "last_year", .title = {"去年同期", "last year"}, .type = Type::money, .wide_only = true},
      {.key = "yoy", .title = {"同比", "YoY"}, .type = Type::percent},
      {.key = "previous", .title = {"上期", "previous"}, .type = Type::money, .wide_only = true},
      {.key = "pop", .title = {"环比", "PoP"}, .type = Type::percent},
      {.key = "required_daily", .title = {"剩余日均", "required daily"}, .type = Type::money},
      {.key = "landing", .title = {"预计落点", "landing"}, .type = Type::money, .wide_only = true},
      {.key = "open_orders", .title = {"未交订单", "open orders"}, .type = Type::money, .wide_only = true},
      {.key = "status", .title = {"状态", "status"}, .type = Type::text},
      {.key = "level", .title = {"层", "level"}, .type = Type::integer, .wide_only = true}};
}

template <typename Value>
Cell maybe(const std::optional<Value>& value) {
  return value ? Cell(*value) : Cell();
}

Row cells(const AttainRow& row) {
  const target::Metric& metric = *row.metric;
  const target::Figures& f = row.figures;
  const target::Attainment& r = row.result;
  const auto amount = [&](const std::optional<std::int64_t>& value) {
    return value ? figure(metric, *value) : Cell();
  };
  // A rate of nothing is one that was not measured.
  const auto other = [&](std::int64_t value) {
    return metric.rate && value == 0 ? Cell() : figure(metric, value);
  };
  return {row.node,
          row.name,
          metric_word(metric),
          amount(f.target),
          f.measured ? figure(metric, f.actual) : Cell(),
          maybe(r.attainment),
          amount(r.gap),
          maybe(r.pace),
          maybe(r.pace_gap),
          amount(f.ytd_target),
          other(f.ytd_actual),
          maybe(r.ytd_attainment),
          other(f.last_year),
          maybe(r.yoy),
          other(f.previous),
          maybe(r.pop),
          amount(r.required_daily),
          amount(r.landing),
          Cell(),
          status_text(r.status),
          static_cast<std::int64_t>(row.depth)};
}

base::Text clock_title(target::PaceClock clock) {
  switch (clock) {
    case target::PaceClock::workdays:
      return {"工作日", "working days"};
    case target::PaceClock::plan:
      return {"计划节奏", "the plan's phasing"};
    case target::PaceClock::calendar:
      break;
  }
  return {"日历日", "calendar days"};
}

std::optional<money::Rate> rate_given(const std::string& text, const char* option) {
  if (text.empty()) return std::nullopt;
  money::Rate rate;
  money::NumberFault fault;
  if (money::parse_rate(text, rate, fault)) return rate;
  throw base::Error(base::Exit::usage, {.code = fault.code,
                                        .field = option,
                                        .value = text,
                                        .message = {std::string(option) + " " + fault.message.zh,
                                                    std::string(option) + " " + fault.message.en},
                                        .help = fault.help});
}

bool fails(const AttainRow& row, const std::string& fail_on) {
  if (fail_on == "red") return row.result.status == target::Status::red;
  return fail_on == "amber" &&
         (row.result.status == target::Status::red || row.result.status == target::Status::amber);
}

}  // namespace

document::Table attainment_table(const Context& context, const AttainResult& result) {
  document::Table table{.key = "attainment", .title = {"目标达成", "attainment"}, .columns = columns()};
  for (const document::Column& dimension : result.dimensions) table.columns.push_back(dimension);
  table.tree_column = "node";
  table.level_column = "level";
  if (!result.by_tree) table.columns.front().title = result.heading;
  const base::Text rest = result.by_tree ? base::Text{"（其他：无归属或不在所列节点下）",
                                                      "(other: without owner or under no node shown)"}
                                         : base::Text{"（未归到所列维度）", "(belongs to none)"};
  for (const AttainRow& row : result.rows) {
    Row shown = cells(row);
    if (row.node.empty()) shown[1] = rest;
    for (std::size_t i = 0; i < result.dimensions.size(); ++i) shown.emplace_back(row.ids[i]);
    table.rows.stored.push_back(std::move(shown));
  }
  for (const AttainRow& total : result.totals) {
    const std::string sum =
        total.metric->money
            ? money::with_code(money::Money::minor(total.figures.actual), context.config.company.currency)
            : money::to_string(money::Decimal(total.figures.actual, 2).normalised());
    const base::Text what = result.filtered ? base::Text{"筛选后单据合计 ", "documents selected, "}
                                            : base::Text{"单据合计 ", "documents in all, "};
    table.facts.push_back({{what.zh + total.metric->title.zh, what.en + total.metric->title.en}, {sum, sum}});
  }
  if (result.totals.size() != 1) return table;
  Row total = cells(result.totals.front());
  total[0] = base::Text{"合计", "total"};
  total.back() = Cell();
  total.resize(table.columns.size());
  table.total = std::move(total);
  return table;
}

Outcome target_attain(const Context& context, const AttainRequest& request) {
  const std::optional<money::Rate> below = rate_given(request.below, "--below");
  Outcome outcome;
  AttainResult result;
  read(context, [&](store::Database& database) { result = attainment(context, database, request); });
  const bool failed =
      std::ranges::any_of(result.rows, [&](const AttainRow& row) { return fails(row, request.fail_on); });
  document::Table table = attainment_table(context, result);
  if (below) {
    std::vector<Row> kept;
    for (std::size_t i = 0; i < result.rows.size(); ++i) {
      const AttainRow& row = result.rows[i];
      const auto& rate = row.result.attainment;
      const bool somebody = result.by_tree || !row.node.empty();
      if (somebody && rate && *rate < *below) kept.push_back(std::move(table.rows.stored[i]));
    }
    table.rows.stored = std::move(kept);
    table.total.reset();
  }
  outcome.document =
      document::single_table("target_attainment", {"目标达成", "target attainment"}, std::move(table));
  outcome.document->currency = context.config.company.currency;
  outcome.document->facts = {fact_company(context),
                             fact_period(result.period),
                             fact_as_of(context),
                             {"pace", {"序时进度按", "pace by"}, clock_title(result.clock)},
                             fact_owner(request.owner)};
  for (document::Fact& fact : fact_filters(context)) outcome.document->facts.push_back(std::move(fact));
  outcome.exit = failed ? base::Exit::finding : base::Exit::ok;
  return outcome;
}

}  // namespace salesops::app
