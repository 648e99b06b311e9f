// The plan file of a promotion.
#include "salesops/app/promotion_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/config/yaml_file.hpp"

namespace salesops::app {
namespace {

using config::Field;
using config::Section;
using config::Shape;
using config::Type;
using money::Money;

constexpr Field kCost[] = {
    {.key = "node", .zh = "承担费用的节点", .en = "node that pays", .required = true},
    {.key = "category", .zh = "费用项目", .en = "expense category", .required = true},
    {.key = "month",
     .type = Type::month,
     .zh = "月份，默认开始日所在月",
     .en = "month, that of the first day by default"},
    {.key = "amount", .type = Type::money, .zh = "金额", .en = "amount", .required = true},
};
std::span<const Field> cost_fields() {
  return kCost;
}

constexpr Field kPlan[] = {
    {.key = "id", .type = Type::id, .zh = "编号", .en = "id", .required = true},
    {.key = "theme", .zh = "主题", .en = "theme", .required = true},
    {.key = "kind",
     .type = Type::choice,
     .fallback = "promotion",
     .zh = "促销或活动",
     .en = "promotion or event",
     .choices = "promotion|event"},
    {.key = "from", .type = Type::date, .zh = "开始日", .en = "first day", .required = true},
    {.key = "to", .type = Type::date, .zh = "结束日", .en = "last day", .required = true},
    {.key = "owner", .zh = "负责人", .en = "owner"},
    {.key = "mechanics", .zh = "方式", .en = "mechanics"},
    {.key = "nodes", .shape = Shape::list, .zh = "范围：节点", .en = "nodes it runs in"},
    {.key = "customers",
     .type = Type::id,
     .shape = Shape::list,
     .zh = "范围：客户，不写为全部",
     .en = "customers; all of them if not given"},
    {.key = "products",
     .type = Type::id,
     .shape = Shape::list,
     .zh = "范围：产品，不写为全部",
     .en = "products; all of them if not given"},
    {.key = "cannibalised",
     .type = Type::id,
     .shape = Shape::list,
     .zh = "可能被抢销量的产品",
     .en = "products it may take sales from"},
    {.key = "baseline",
     .type = Type::choice,
     .fallback = "last_year",
     .zh = "基线方法",
     .en = "baseline method",
     .choices = "last_year|previous_weeks|stated|seasonal"},
    {.key = "baseline_weeks",
     .type = Type::integer,
     .fallback = "4",
     .zh = "基线用前几周",
     .en = "weeks before that make the baseline",
     .min = 1,
     .max = 52},
    {.key = "seasonal_years",
     .type = Type::integer,
     .fallback = "2",
     .zh = "季节指数用前几年",
     .en = "years before that make the seasonal index",
     .min = 1,
     .max = 10},
    {.key = "baseline_units", .type = Type::decimal, .zh = "基线销量", .en = "baseline units", .min = 0},
    {.key = "baseline_sales",
     .type = Type::money,
     .zh = "基线销售额（不含税）",
     .en = "baseline sales without tax",
     .min = 0},
    {.key = "baseline_cost", .type = Type::money, .zh = "基线成本", .en = "baseline cost of goods", .min = 0},
    {.key = "expected_sales",
     .type = Type::money,
     .zh = "预计销售额（含税）",
     .en = "expected sales with tax",
     .min = 0},
    {.key = "margin_list", .type = Type::money, .zh = "原价单位毛利", .en = "margin of a unit at list price"},
    {.key = "margin_promo",
     .type = Type::money,
     .zh = "促销价单位毛利",
     .en = "margin of a unit at the promotion price"},
    {.key = "cost_definition",
     .type = Type::choice,
     .fallback = "spent",
     .zh = "投入产出比的分母",
     .en = "what counts as the cost of the ROI",
     .choices = "spent|spent_and_discounts"},
    {.key = "pull_forward_days",
     .type = Type::integer,
     .fallback = "0",
     .zh = "活动后看几天的提前购买",
     .en = "days after it that are looked at for stock-up",
     .min = 0,
     .max = 366},
    {.key = "limit_per_customer",
     .type = Type::integer,
     .zh = "每个客户最多申报几次",
     .en = "claims of one customer at most",
     .min = 1,
     .max = 100000},
    {.key = "costs",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "费用明细",
     .en = "cost lines",
     .fields = cost_fields},
};

std::vector<std::string> nodes_of(const Section& root, const BudgetBook& book) {
  std::vector<std::string> nodes;
  for (const std::string& text : root.texts("nodes")) {
    if (const auto node = book.find_node(text))
      nodes.push_back(*node);
    else
      root.fault("nodes", "E6101",
                 {"没有这个节点：" + base::printable(text), "no such node: " + base::printable(text)},
                 {"先导入组织", "import the organisation first"});
  }
  return nodes;
}

void read_costs(const Context& context, const Section& root, const BudgetBook& book, store::Promotion& plan) {
  for (const Section& cost : root.records("costs")) {
    const auto node = book.find_node(cost.text("node"));
    if (!node)
      cost.fault("node", "E6101",
                 {"没有这个节点：" + cost.text("node"), "no such node: " + cost.text("node")}, {});
    const auto category = book.find_category(cost.text("category"));
    if (!category)
      cost.fault("category", "E6102",
                 {"没有这个费用项目：" + cost.text("category"),
                  "no such expense category: " + cost.text("category")},
                 {});
    if (cost.amount("amount") <= Money())
      cost.fault("amount", "E6126", {"金额必须大于零", "the amount must be above zero"}, {});
    const calendar::Month month =
        cost.maybe_month("month").value_or(context.config.calendar.month_of(plan.run.first));
    if (node && category)
      plan.costs.emplace_back(budget::Cell{*node, *category, month}, cost.amount("amount"));
  }
}

void read_baseline(const Section& root, store::Promotion& plan) {
  promotion::baseline_named(root.text("baseline"), plan.baseline);
  plan.weeks = static_cast<int>(root.integer("baseline_weeks"));
  plan.seasonal_years = static_cast<int>(root.integer("seasonal_years"));
  if (root.has("baseline_units")) plan.baseline_units = root.decimal("baseline_units");
  plan.baseline_sales = root.maybe_amount("baseline_sales");
  plan.baseline_cost = root.maybe_amount("baseline_cost");
  const bool complete = plan.baseline_units && plan.baseline_sales && plan.baseline_cost;
  if (plan.baseline == promotion::BaselineMethod::stated && !complete)
    root.fault("baseline", "E6152",
               {"基线写明时要有 baseline_units、baseline_sales、baseline_cost",
                "a stated baseline needs baseline_units, baseline_sales and baseline_cost"},
               {});
  if (root.text("cost_definition") == "spent_and_discounts")
    plan.cost_definition = promotion::CostDefinition::spent_and_discounts;
  plan.pull_forward_days = static_cast<int>(root.integer("pull_forward_days"));
}

}  // namespace

store::Promotion read_promotion(const Context& context, const BudgetBook& book, const std::string& path) {
  const config::YamlFile file = config::YamlFile::read(path, kPlan, context.config.company.currency);
  file.raise_if_any(base::Exit::bad_data);
  const Section root = file.root();
  store::Promotion plan;
  plan.code = root.text("id");
  plan.theme = root.text("theme");
  plan.kind = root.text("kind");
  plan.run = {root.maybe_date("from").value_or(calendar::Date()),
              root.maybe_date("to").value_or(calendar::Date())};
  if (plan.run.last < plan.run.first)
    root.fault("to", "E6153", {"结束日早于开始日", "the last day is before the first"}, {});
  plan.owner = root.text("owner");
  plan.mechanics = root.text("mechanics");
  plan.made_by = context.actor;
  plan.nodes = nodes_of(root, book);
  plan.customers = root.texts("customers");
  plan.products = root.texts("products");
  plan.cannibalised = root.texts("cannibalised");
  plan.expected_sales = root.maybe_amount("expected_sales");
  plan.margin_list = root.maybe_amount("margin_list");
  plan.margin_promo = root.maybe_amount("margin_promo");
  plan.customer_limit = root.maybe_integer("limit_per_customer");
  read_baseline(root, plan);
  read_costs(context, root, book, plan);
  file.raise_if_any(base::Exit::bad_data);
  return plan;
}

}  // namespace salesops::app
