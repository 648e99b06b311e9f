// The YAML form of a target plan: figures written out, a table beside the file, and totals that are split
// level by level.
#include <filesystem>
#include <set>

#include "salesops/app/target_plan_parts.hpp"
#include "salesops/app/target_plan_split.hpp"
#include "salesops/config/yaml_file.hpp"

namespace salesops::app {

namespace {

using config::Field;
using config::Section;
using config::Shape;
using config::Type;

constexpr Field kValue[] = {
    {.key = "node", .zh = "节点编码或名称", .en = "node, by code or name", .required = true},
    {.key = "metric", .fallback = "sales", .zh = "指标", .en = "metric"},
    {.key = "month", .type = Type::month, .zh = "月份", .en = "month", .required = true},
    {.key = "amount", .type = Type::money, .zh = "目标", .en = "target", .min = 0, .required = true},
};
std::span<const Field> value_fields() {
  return kValue;
}

constexpr Field kPlan[] = {
    {.key = "plan",
     .type = Type::id,
     .zh = "计划编码，默认年份",
     .en = "code of the plan, the year by default"},
    {.key = "name", .zh = "计划名称", .en = "name of the plan"},
    {.key = "table",
     .zh = "同目录的表：node、metric、month、amount",
     .en = "a table beside this file: node, metric, month, amount"},
    {.key = "values",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "逐个写出的目标",
     .en = "figures written out",
     .fields = value_fields},
    {.key = "splits",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "要逐级分解的总额",
     .en = "totals that are split level by level",
     .fields = target_split_fields},
};

class YamlPlan {
 public:
  YamlPlan(const Context& context, store::Database& database, const TargetBook& book, const std::string& path)
      : context_(context),
        database_(database),
        book_(book),
        path_(path),
        file_(config::YamlFile::read(path, kPlan, context.config.company.currency)) {}

  target::Plan read() {
    file_.raise_if_any(base::Exit::bad_data);
    const Section root = file_.root();
    target::Plan plan;
    plan.code = root.text("plan");
    plan.name = root.text("name");
    if (root.has("table")) {
      const std::filesystem::path beside = std::filesystem::path(path_).parent_path() / root.text("table");
      for (target::Value& value : read_target_values(book_, beside.string()))
        add(root, "table", std::move(value), plan);
    }
    for (const Section& line : root.records("values")) read_value(line, plan);
    for (const Section& split : root.records("splits")) read_split(split, plan);
    file_.raise_if_any(base::Exit::bad_data);
    return plan;
  }

 private:
  void read_split(const Section& split, target::Plan& plan) {
    target::Plan part;
    split_into_plan(context_, database_, book_, split, part);
    for (target::Value& value : part.values) add(split, "metric", std::move(value), plan);
    plan.shares.insert(plan.shares.end(), part.shares.begin(), part.shares.end());
  }
  void read_value(const Section& line, target::Plan& plan) {
    const auto node = book_.find_node(line.text("node"));
    if (!node) {
      line.fault("node", "E4111", {"没有这个节点", "there is no such node"},
                 {"先导入组织（import org）", "import the organisation first (import org)"});
    }
    const target::Metric* metric = metric_named(line.text("metric"));
    if (metric == nullptr) {
      line.fault("metric", "E4112", {"没有这个指标", "there is no such metric"},
                 {"可用：sales、collection、gross_profit、quantity、new_customers",
                  "known: sales, collection, gross_profit, quantity, new_customers"});
    }
    const auto month = line.maybe_month("month");
    if (node && metric != nullptr && month)
      add(line, "node", {*node, metric->id, *month, line.amount("amount").minor()}, plan);
  }
  void add(const Section& at, const char* key, target::Value value, target::Plan& plan) {
    target::Value cell = value;
    cell.amount = 0;
    if (!seen_.insert(cell).second) {
      at.fault(key, "E4114",
               {"同一节点、指标、月份出现两次：" + value.node + " " + calendar::to_string(value.month),
                "the same node, metric and month stand twice: " + value.node + " " +
                    calendar::to_string(value.month)},
               {"只保留一个", "keep one of them"});
    }
    plan.values.push_back(std::move(value));
  }

  const Context& context_;
  store::Database& database_;
  const TargetBook& book_;
  std::string path_;
  config::YamlFile file_;
  std::set<target::Value> seen_;
};

}  // namespace

target::Plan read_target_yaml(const Context& context, store::Database& database, const TargetBook& book,
                              const std::string& path) {
  return YamlPlan(context, database, book, path).read();
}

}  // namespace salesops::app
