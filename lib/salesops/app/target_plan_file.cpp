#include "salesops/app/target_plan_file.hpp"

#include <algorithm>
#include <set>

#include "salesops/app/target_figure.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/ingest/table_reader.hpp"
#include "salesops/money/conflict.hpp"

namespace salesops::app {

namespace {

using base::Text;

// In the order of FigureText; kMonth and kAmount must stand in the header.
enum Column : std::size_t { kNode, kRep, kCustomer, kGroup, kMetric, kMonth, kAmount };

// The node may be left out where every row names a rep or a customer.
std::vector<ingest::ColumnSpec> columns() {
  return {{.field = "node", .names = {"节点", "区域", "城市"}, .fallbacks = {"部门", "名称"}},
          {.field = "rep", .names = {"业务员", "业务员编码"}},
          {.field = "customer", .names = {"客户", "客户编码", "经销商"}},
          {.field = "product_group", .names = {"产品组", "品类", "类别"}},
          {.field = "metric", .names = {"指标"}},
          {.field = "month", .names = {"月份", "期间"}, .required = true},
          {.field = "amount", .names = {"金额", "目标"}, .required = true}};
}

// The rows of a table of figures.
class FigureTable {
 public:
  FigureTable(const Context& context, store::Database& database, const TargetBook& book,
              const std::string& path)
      : figures_(context, database, book), reader_({.path = path}, columns()) {}

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
  std::string text(Column column) const { return std::string(reader_.cell(column)); }
  void row() {
    const FigureText written{text(kNode),   text(kRep),   text(kCustomer), text(kGroup),
                             text(kMetric), text(kMonth), text(kAmount)};
    auto value = figures_.read(written, [this](const char* field, std::string code, Text message, Text help) {
      fault(field, std::move(code), std::move(message), std::move(help));
    });
    if (!value) return;
    target::Value cell = *value;
    cell.amount = 0;
    values_.push_back(std::move(*value));
    if (seen_.insert(std::move(cell)).second) return;
    fault("node", "E4114", {"同一节点、指标、月份出现两次", "the same node, metric and month stand twice"},
          {"合并成一行", "make it one row"});
  }
  void fault(std::string_view field, std::string code, Text message, Text help) {
    const std::vector<ingest::ColumnSpec> known = columns();
    std::size_t at = 0;
    while (known[at].field != field) ++at;
    if (code.starts_with("E1"))  // a number that cannot be read: say which one
      message = {reader_.title(at) + " " + message.zh, reader_.title(at) + " " + message.en};
    findings_.add(reader_.diagnostic(at, std::move(code), std::move(message), std::move(help)));
  }

  FigureReader figures_;
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

std::vector<target::Value> read_target_values(const Context& context, store::Database& database,
                                              const TargetBook& book, const std::string& path) {
  return FigureTable(context, database, book, path).read();
}

target::Plan read_target_plan(const Context& context, store::Database& database, const TargetBook& book,
                              const std::string& path) {
  target::Plan plan;
  if (is_yaml(path)) {
    plan = read_target_yaml(context, database, book, path);
  } else {
    plan.values = read_target_values(context, database, book, path);
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
