#include "salesops/app/target_plan_file.hpp"

#include <algorithm>
#include <set>

#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/ingest/table_reader.hpp"
#include "salesops/money/conflict.hpp"

namespace salesops::app {

namespace {

using base::Text;
using calendar::Month;

enum Column : std::size_t { kNode, kMetric, kMonth, kAmount };

std::vector<ingest::ColumnSpec> columns() {
  return {
      {.field = "node", .names = {"节点", "区域", "城市"}, .fallbacks = {"部门", "名称"}, .required = true},
      {.field = "metric", .names = {"指标"}},
      {.field = "month", .names = {"月份", "期间"}, .required = true},
      {.field = "amount", .names = {"金额", "目标"}, .required = true}};
}

// The rows of a table of figures.
class FigureTable {
 public:
  FigureTable(const TargetBook& book, const std::string& path)
      : book_(book), reader_({.path = path}, columns()) {}

  std::vector<target::Value> read() {
    while (reader_.next()) {
      if (reader_.fault() != nullptr) {
        findings_.add(*reader_.fault());
      } else {
        row();
      }
    }
    findings_.raise_if_any(base::Exit::bad_data);
    return std::move(values_);
  }

 private:
  void row() {
    const auto node = book_.find_node(reader_.cell(kNode));
    if (!node) unknown(kNode, "E4111", {"没有这个节点", "there is no such node"}, book_.codes());
    const target::Metric* metric =
        reader_.has(kMetric) ? metric_named(reader_.cell(kMetric)) : target::find_metric("sales");
    if (metric == nullptr)
      unknown(kMetric, "E4112", {"没有这个指标", "there is no such metric"}, metric_ids());
    const auto month = calendar::parse_month(reader_.cell(kMonth));
    if (!month)
      findings_.add(reader_.diagnostic(kMonth, "E4113", {"不是月份", "not a month"},
                                       {"写成 2026-01", "write 2026-01"}));
    money::Money amount;
    money::NumberFault fault;
    const bool good = money::parse_money(reader_.cell(kAmount), 2, amount, fault) && !amount.negative();
    if (!good) {
      findings_.add(reader_.diagnostic(kAmount, fault.code.empty() ? "E4115" : fault.code,
                                       fault.code.empty()
                                           ? Text{"目标不能为负", "a target is not negative"}
                                           : Text{reader_.title(kAmount) + " " + fault.message.zh,
                                                  reader_.title(kAmount) + " " + fault.message.en},
                                       fault.help));
    }
    if (!node || metric == nullptr || !month || !good) return;
    values_.push_back({*node, metric->id, *month, amount.minor()});
    if (seen_.insert({*node, metric->id, *month, 0}).second) return;
    findings_.add(reader_.diagnostic(
        kNode, "E4114", {"同一节点、指标、月份出现两次", "the same node, metric and month stand twice"},
        {"合并成一行", "make it one row"}));
  }
  void unknown(Column column, const char* code, Text message, const std::vector<std::string>& known) {
    const auto near = base::nearest(reader_.cell(column), known);
    findings_.add(reader_.diagnostic(
        column, code, std::move(message),
        near ? Text{"是不是 " + *near + "？", "did you mean " + *near + "?"}
             : Text{"可用：" + base::join(known, ", "), "known: " + base::join(known, ", ")}));
  }

  const TargetBook& book_;
  ingest::TableReader reader_;
  base::Diagnostics findings_;
  std::vector<target::Value> values_;
  std::set<target::Value> seen_;
};

bool is_yaml(const std::string& path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

}  // namespace

std::vector<std::string> metric_ids() {
  std::vector<std::string> ids;
  for (const target::Metric& metric : target::metrics()) ids.emplace_back(metric.id);
  return ids;
}

const target::Metric* metric_named(std::string_view text) {
  for (const target::Metric& metric : target::metrics()) {
    if (text == metric.id || text == metric.title.zh) return &metric;
  }
  return nullptr;
}

std::vector<target::Value> read_target_values(const TargetBook& book, const std::string& path) {
  return FigureTable(book, path).read();
}

target::Plan read_target_plan(const Context& context, store::Database& database, const TargetBook& book,
                              const std::string& path) {
  target::Plan plan;
  if (is_yaml(path)) {
    plan = read_target_yaml(context, database, book, path);
  } else {
    plan.values = read_target_values(book, path);
  }
  if (plan.values.empty()) money::fault_no_rows();
  std::sort(plan.values.begin(), plan.values.end());
  const auto by_month = std::ranges::minmax_element(plan.values, {}, &target::Value::month);
  if (plan.code.empty()) {
    plan.code = std::to_string(by_month.min->month.year());
    if (by_month.max->month.year() != by_month.min->month.year())
      plan.code += "-" + std::to_string(by_month.max->month.year());
  }
  if (plan.name.empty()) plan.name = plan.code;
  return plan;
}

}  // namespace salesops::app
