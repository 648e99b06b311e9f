// The YAML form of a target plan: figures written out, a table beside the file, and totals that are split
// level by level.
#include <filesystem>
#include <set>

#include "salesops/app/target_collection.hpp"
#include "salesops/app/target_figure.hpp"
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
    {.key = "node",
     .zh = "节点编码或名称（默认业务员或客户所属的）",
     .en = "node, by code or name (default: that of the rep or customer)"},
    {.key = "rep", .zh = "业务员的部分", .en = "the part of a rep"},
    {.key = "customer", .zh = "客户的部分", .en = "the part of a customer"},
    {.key = "product_group", .zh = "产品组的部分", .en = "the part of a product group"},
    {.key = "metric", .fallback = "sales", .zh = "指标", .en = "metric"},
    {.key = "month", .zh = "月份", .en = "month", .required = true},
    {.key = "amount",
     .zh = "目标；比率指标写百分数",
     .en = "target; of a rate: a percentage",
     .required = true},
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
     .zh = "同目录的表：node、metric、month、amount，可加 rep、customer、product_group",
     .en = "a table beside this file: node, metric, month, amount and rep, customer, product_group"},
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
    {.key = "collection",
     .type = Type::record,
     .zh = "与销售成对的回款目标",
     .en = "the collection target that goes with the sales",
     .fields = target_collection_fields},
};

class YamlPlan {
 public:
  YamlPlan(const Context& context, store::Database& database, const TargetBook& book, const std::string& path)
      : context_(context),
        database_(database),
        book_(book),
        path_(path),
        figures_(context, database, book),
        file_(config::YamlFile::read(path, kPlan, context.config.company.currency)) {}

  target::Plan read() {
    file_.raise_if_any(base::Exit::bad_data);
    const Section root = file_.root();
    target::Plan plan;
    plan.code = root.text("plan");
    plan.name = root.text("name");
    if (root.has("table")) {
      const std::filesystem::path beside = std::filesystem::path(path_).parent_path() / root.text("table");
      for (target::Value& value : read_target_values(context_, database_, book_, beside.string()))
        add(root, "table", std::move(value), plan);
    }
    for (const Section& line : root.records("values")) read_value(line, plan);
    for (const Section& split : root.records("splits")) read_split(split, plan);
    if (root.has("collection")) read_collection(root.record("collection"), plan);
    file_.raise_if_any(base::Exit::bad_data);
    return plan;
  }

 private:
  void read_split(const Section& split, target::Plan& plan) {
    target::Plan part;
    part.code = plan.code;
    split_into_plan(context_, database_, book_, split, part);
    for (target::Value& value : part.values) add(split, "metric", std::move(value), plan);
    plan.shares.insert(plan.shares.end(), part.shares.begin(), part.shares.end());
  }
  void read_collection(const Section& collection, target::Plan& plan) {
    target::Plan made;
    made.values = plan.values;
    collection_from_receivables(context_, database_, book_, collection, made);
    for (std::size_t k = plan.values.size(); k < made.values.size(); ++k)
      add(collection, "from", std::move(made.values[k]), plan);
    plan.shares.insert(plan.shares.end(), made.shares.begin(), made.shares.end());
    plan.notes = std::move(made.notes);
  }
  void read_value(const Section& line, target::Plan& plan) {
    const FigureText written{line.text("node"),          line.text("rep"),    line.text("customer"),
                             line.text("product_group"), line.text("metric"), line.text("month"),
                             line.text("amount")};
    auto value =
        figures_.read(written, [&](const char* field, std::string code, base::Text message, base::Text help) {
          line.fault(field, std::move(code), std::move(message), std::move(help));
        });
    if (value) add(line, "node", std::move(*value), plan);
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
  FigureReader figures_;
  config::YamlFile file_;
  std::set<target::Value> seen_;
};

}  // namespace

target::Plan read_target_yaml(const Context& context, store::Database& database, const TargetBook& book,
                              const std::string& path) {
  return YamlPlan(context, database, book, path).read();
}

}  // namespace salesops::app
