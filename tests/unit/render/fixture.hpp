#pragma once
#include <sstream>
#include <string>

#include "salesops/document/document.hpp"
#include "salesops/render/render.hpp"

// A report with every type of cell, hostile text, a tree, figures, charts and notes.
namespace salesops::render_test {

using base::Text;
using calendar::Date;
using document::Cell;
using document::Column;
using document::Row;
using document::Table;
using document::Type;
using money::Decimal;
using money::Money;
using money::Rate;

inline Table every_type() {
  Table table{.key = "types", .title = {"各种单元格", "Every type of cell"}};
  table.columns = {{.key = "code", .title = {"编码", "code"}, .type = Type::id},
                   {.key = "name", .title = {"名称", "name"}},
                   {.key = "count", .title = {"数量", "count"}, .type = Type::integer},
                   {.key = "overdue_days", .title = {"逾期天数", "days overdue"}, .type = Type::days},
                   {.key = "amount", .title = {"金额", "amount"}, .type = Type::money},
                   {.key = "weight", .title = {"权重", "weight"}, .type = Type::decimal},
                   {.key = "rate", .title = {"达成率", "attainment"}, .type = Type::percent},
                   {.key = "gap", .title = {"进度差", "gap"}, .type = Type::points},
                   {.key = "due", .title = {"到期日", "due date"}, .type = Type::date},
                   {.key = "hold", .title = {"停货", "hold"}, .type = Type::boolean},
                   {.key = "status", .title = {"状态", "status"}, .wide_only = true}};
  table.rows.stored = {
      {std::string("00123"), std::string("上海华联商贸有限公司"), std::int64_t{1234567}, std::int64_t{45},
       Money::minor(123456789), Decimal(12345, 3), Rate(2, 3), Rate(6, 1000), Date::of(2026, 10, 31), true,
       Text{"正常", "ok"}},
      {std::string("=1+2"), std::string("a|b,\"c\" <b>"), std::int64_t{-5}, std::int64_t{0}, Money::minor(-5),
       Decimal(-1, 0), Rate(-1, 8), Rate(-1, 100), Date::of(1999, 1, 5), false, Text{"异常", "bad"}},
      Row(11)};
  table.total = Row(11);
  (*table.total)[4] = Money::minor(123456784);
  table.notes = {{"截至当日", "as of the day"}};
  table.facts = {{{"核对", "tie"}, {"一致", "ties"}}};
  return table;
}

inline Table tree() {
  Table table{.key = "tree", .title = {"区域达成", "Regions"}};
  table.tree_column = "region";
  table.level_column = "level";
  table.columns = {{.key = "level", .title = {"级", "level"}, .type = Type::integer},
                   {.key = "region", .title = {"区域", "region"}},
                   {.key = "target", .title = {"目标", "target"}, .type = Type::money},
                   {.key = "actual", .title = {"实际", "actual"}, .type = Type::money}};
  const auto row = [](std::int64_t level, const char* name, std::int64_t target, std::int64_t actual) {
    return Row{level, std::string(name), Money::minor(target), Money::minor(actual)};
  };
  table.rows.stored = {row(0, "华东", 3'000'000'00, 2'400'000'00), row(1, "江苏", 2'000'000'00, 1'800'000'00),
                       row(2, "苏州", 1'200'000'00, 1'000'000'00), row(2, "南京", 800'000'00, 800'000'00),
                       row(1, "上海", 1'000'000'00, 600'000'00)};
  table.total = Row{Cell(), Cell(), Money::minor(3'000'000'00), Money::minor(2'400'000'00)};
  return table;
}

inline Table months() {
  Table table{.key = "months", .title = {"应收变动", "Receivables moved"}};
  table.columns = {{.key = "step", .title = {"项目", "step"}},
                   {.key = "amount", .title = {"金额", "amount"}, .type = Type::money},
                   {.key = "last_year", .title = {"上年", "last year"}, .type = Type::money}};
  const auto row = [](const char* name, std::int64_t amount, std::int64_t before) {
    return Row{std::string(name), Money::minor(amount), Money::minor(before)};
  };
  table.rows.stored = {row("期初", 900'000'00, 800'000'00), row("开票", 400'000'00, 350'000'00),
                       row("回款", -550'000'00, -300'000'00), row("红冲", -20'000'00, 0),
                       row("期末", 730'000'00, 850'000'00)};
  return table;
}

inline document::Chart chart(const char* key, Text title, document::ChartKind kind, const char* table,
                             const char* category, std::vector<std::string> series, const char* marker = "") {
  return {key, std::move(title), kind, table, category, std::move(series), marker, {}, 0};
}

inline document::Document report() {
  using document::ChartKind;
  document::Document report{.key = "sample", .title = {"样例报表", "Sample report"}};
  report.facts = {{"company", {"公司", "company"}, {"华东销售公司", "East Sales"}},
                  {"as_of", {"截止日", "as of"}, {"2026-10-31", "2026-10-31"}}};
  document::Section summary{.key = "summary", .title = {"一、概况", "1 Summary"}};
  summary.paragraphs = {{"本月 <销售> 上升 & 回款下降。", "Sales <rose> & collections fell."}};
  summary.kpis = {
      {"sales", {"销售额", "sales"}, Type::money, Money::minor(240000000), {"进度差 +0.6 pp", "gap +0.6 pp"}},
      {"rate", {"达成率", "attainment"}, Type::percent, Rate(4, 5), {}}};
  summary.tables.push_back(every_type());
  document::Section regions{.key = "regions", .title = {"二、区域", "2 Regions"}};
  regions.tables.push_back(tree());
  regions.tables.push_back(months());
  regions.charts = {
      chart("bullet", {"达成与目标", "Actual and target"}, ChartKind::bullet, "tree", "region", {"actual"},
            "target"),
      chart("grouped", {"目标与实际", "Target and actual"}, ChartKind::grouped_bars, "tree", "region",
            {"target", "actual"}),
      chart("stacked", {"叠加", "Stacked"}, ChartKind::stacked_bars, "tree", "region", {"target", "actual"}),
      chart("waterfall", {"应收变动", "Roll-forward"}, ChartKind::waterfall, "months", "step", {"amount"}),
      chart("trend", {"趋势与上年", "Trend and last year"}, ChartKind::line, "months", "step",
            {"amount", "last_year"})};
  report.sections = {std::move(summary), std::move(regions)};
  report.notes = {{"本报表由程序生成。", "Made by a program."}};
  return report;
}

inline std::string rendered(const document::Document& document, render::Format format,
                            const render::Options& options = {}) {
  std::ostringstream out;
  render::write(document, format, options, out);
  return out.str();
}

}  // namespace salesops::render_test
