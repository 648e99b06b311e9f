#include "salesops/app/target_split.hpp"

#include <fmt/format.h>

#include <memory>

#include "salesops/app/target_input.hpp"
#include "salesops/app/target_phasing.hpp"
#include "salesops/app/target_split_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/money/apportion_tree.hpp"
#include "salesops/money/conflict.hpp"

namespace salesops::app {

namespace {

using base::Diagnostic;
using base::Error;
using base::Exit;
using document::Cell;
using document::Row;
using document::Type;

[[noreturn]] void usage(const char* option, base::Text message, base::Text help) {
  throw Error(
      Exit::usage,
      Diagnostic{.code = "E4102", .field = option, .message = std::move(message), .help = std::move(help)});
}

// One part of --blend: column and share.
struct BlendPart {
  std::string column;
  money::Rate share;
};

std::vector<BlendPart> blend_option(const std::string& text) {
  std::vector<BlendPart> parts;
  if (text.empty()) return parts;
  for (const std::string& part : base::split(text, ',')) {
    const std::size_t equals = part.rfind('=');
    money::Decimal percent;
    money::NumberFault fault;
    std::string number = equals == std::string::npos ? "" : part.substr(equals + 1);
    if (number.ends_with('%')) number.pop_back();
    if (number.empty() || !money::parse_decimal(number, percent, fault)) {
      usage("--blend", {"不是 列=百分比：“" + part + "”", "not COLUMN=PERCENT: \"" + part + "\""},
            {"写成 --blend history=50,capacity=50", "write --blend history=50,capacity=50"});
    }
    parts.push_back(
        {std::string(base::trim(std::string_view(part).substr(0, equals))), money::Rate::percent(percent)});
  }
  return parts;
}

bool is_equal_part(const std::string& column) {
  return column == "equal" || column == "均分";
}

LeafTable table_of(const SplitRequest& request, const std::vector<BlendPart>& blend) {
  const int sources = !request.file.empty() + !request.weights.empty() + !request.equal.empty();
  if (sources != 1) {
    usage("--by", {"须恰给出 --by、--weights、--equal 之一", "give exactly one of --by, --weights, --equal"},
          {"例如 --equal A,B,C", "for example --equal A,B,C"});
  }
  if (request.growth_cap.empty() != request.base.empty()) {
    usage("--growth-cap", {"--growth-cap 与 --base 须同时给出", "--growth-cap and --base go together"},
          {"例如 --growth-cap 60% --base 去年", "for example --growth-cap 60% --base history"});
  }
  if (request.file.empty()) {
    if (!blend.empty() || !request.base.empty()) {
      usage(
          "--blend",
          {"--blend 和 --growth-cap 需要 --by 的文件", "--blend and --growth-cap need a file given by --by"},
          {"把数据放进 CSV，用 --by 给出", "put the figures into a CSV and name it with --by"});
    }
    return request.weights.empty() ? leaves_of_names(request.equal) : leaves_of_weights(request.weights);
  }
  LeafColumns columns;
  columns.weight_required = blend.empty();
  columns.base = request.base;
  columns.history = request.phasing == "history";
  for (const BlendPart& part : blend) {
    if (!is_equal_part(part.column)) columns.drivers.push_back(part.column);
  }
  return read_leaves(request.file, columns, kDigits);
}

void apply_blend(const std::vector<BlendPart>& parts, LeafTable& table) {
  if (parts.empty()) return;
  std::vector<money::Driver> drivers;
  std::size_t next = 0;
  for (const BlendPart& part : parts) {
    const bool equal = is_equal_part(part.column);
    drivers.push_back(
        {part.column, part.share,
         equal ? std::vector<money::Weight>(table.leaves.size(), 1) : table.drivers[next].scaled()});
    if (!equal) ++next;
  }
  table.leaves.weights = money::blend(drivers, table.leaves.size());
}

// cap = base × (1 + growth) rounded down to the unit, where it is below the cap the row has.
void apply_growth_cap(const SplitRequest& request, LeafTable& table) {
  if (request.growth_cap.empty()) return;
  const money::Rate growth = money::Rate(1, 1) + rate_option(request.growth_cap, "--growth-cap");
  if (growth.negative()) {
    usage("--growth-cap", {"增长上限不能低于 -100%", "a growth cap cannot be below -100 %"},
          {"例如 60%", "for example 60%"});
  }
  std::vector<std::int64_t>& caps = table.leaves.caps;
  if (caps.empty()) caps.assign(table.leaves.size(), money::kNoCap);
  for (std::size_t i = 0; i < caps.size(); ++i) {
    const base::Wide cap = base::Wide{table.base[i]} * growth.numerator() / growth.denominator();
    if (cap < caps[i]) caps[i] = base::narrow(cap);
  }
}

struct Totals {
  std::int64_t company = 0;  // as asked
  std::int64_t field = 0;    // with over-assignment
};

Totals totals_of(const SplitRequest& request, std::int64_t unit) {
  Totals totals;
  totals.company = totals.field = amount_option(request.total, kDigits, "TOTAL");
  if (request.over.empty()) return totals;
  const money::Rate over = rate_option(request.over, "--over");
  if (over.negative()) {
    usage("--over", {"加码须不小于零", "over-assignment is not negative"}, {"例如 10%", "for example 10%"});
  }
  totals.field = money::over_assigned(totals.company, over.numerator(), over.denominator(), unit);
  return totals;
}

document::Table list_table(std::shared_ptr<const Split> split) {
  document::Table table{.key = "split", .title = {"分解结果", "split"}, .columns = list_columns(*split)};
  const std::size_t leaves = split->input.leaves.size();
  const money::Weight sum = weight_sum(*split);
  table.rows =
      document::made_rows(leaves, [=](std::size_t begin, std::size_t end, const document::RowSink& sink) {
        list_rows(*split, sum, begin, end, sink);
      });
  table.total = list_total(*split);
  return table;
}

document::Table tree_table(std::shared_ptr<const Split> split) {
  document::Table table{.key = "split", .title = {"分解结果", "split"}, .columns = list_columns(*split)};
  table.tree_column = "key";
  table.level_column = "level";
  table.rows.generated = split->input.leaves.size();
  table.rows.generate = [split](const std::function<void(const Row&)>& sink) { tree_rows(*split, sink); };
  return table;
}

document::Document document_of(const Split& split, const Totals& totals, document::Table table) {
  document::Document document =
      document::single_table("target_split", {"目标分解", "target split"}, std::move(table));
  const auto amount = [](std::int64_t value) {
    const std::string text = money::to_grouped(money::Money::minor(value), kDigits);
    return base::Text{text, text};
  };
  if (totals.field != totals.company) {
    document.facts.push_back({"company_total", {"公司目标", "company total"}, amount(totals.company)});
    document.facts.push_back(
        {"field_total", {"下达目标（含加码）", "field total (over-assigned)"}, amount(totals.field)});
  } else {
    document.facts.push_back({"total", {"总额", "total"}, amount(totals.company)});
  }
  document.facts.push_back({"unit", {"取整单位", "rounding unit"}, amount(split.rule.unit)});
  document.facts.push_back({"method",
                            {"取整方法", "rounding method"},
                            split.rule.method == money::Method::webster
                                ? base::Text{"圣拉格法", "Sainte-Laguë (webster)"}
                                : base::Text{"最大余额法", "largest remainder"}});
  if (split.rule.zero_weight == money::ZeroWeight::equal && !split.is_tree() && weight_sum(split) == 0) {
    document.facts.push_back(
        {"zero_weight", {"权重全为零", "all weights zero"}, {"平均分配", "split equally"}});
  }
  return document;
}

}  // namespace

Outcome split(const SplitRequest& request) {
  if (request.period.empty() != request.phasing.empty()) {
    usage("--phasing", {"--period 与 --phasing 须同时给出", "--period and --phasing go together"},
          {"例如 --period 2026 --phasing workdays", "for example --period 2026 --phasing workdays"});
  }
  auto result = std::make_shared<Split>();
  money::Rule& rule = result->rule;
  rule.unit = amount_option(request.unit, kDigits, "--unit");
  if (rule.unit == 0)
    usage("--unit", {"单位须大于零", "the unit must be positive"},
          {"例如 1 或 1万", "for example 1 or 10000"});
  rule.method = method_option(request.method);
  rule.zero_weight = zero_weight_option(request.zero_weight);
  remainder_option(request.remainder, rule);
  const Totals totals = totals_of(request, rule.unit);
  const std::vector<BlendPart> blend = blend_option(request.blend);
  result->input = table_of(request, blend);
  apply_blend(blend, result->input);
  apply_growth_cap(request, result->input);
  result->blended = !blend.empty();
  result->explain = request.explain;
  result->total = totals.field;

  Outcome outcome;
  outcome.warnings = result->input.warnings;
  if (!result->input.parents.empty()) {
    if (!request.period.empty()) {
      usage("--period",
            {"带 parent 列的树不能同时按月分解",
             "a tree (parent column) cannot be split by month at the same time"},
            {"先分解树，再对叶子按月分解", "split the tree first, then its leaves by month"});
    }
    result->split_tree();
    outcome.document = document_of(*result, totals, tree_table(result));
    return outcome;
  }
  result->shares = money::apportion(result->input.leaves, totals.field, rule);
  if (request.period.empty()) {
    outcome.document = document_of(*result, totals, list_table(result));
    return outcome;
  }
  const calendar::FiscalCalendar calendar;
  const calendar::Period period = calendar.parse(request.period, request.as_of);
  const Phasing phasing =
      phase(request.phasing, period, calendar, calendar::WorkingDays::china(), result->input);
  outcome.document = document_of(*result, totals, period_table(*result, phasing, request.tidy));
  outcome.document->facts.push_back({"phasing", {"月度节奏", "phasing"}, phasing.title});
  return outcome;
}

}  // namespace salesops::app
