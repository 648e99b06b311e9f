// The plan file of a promotion.
#include "salesops/app/promotion.hpp"
#include "salesops/app/promotion_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/config/describe.hpp"
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

constexpr Field kOffer[] = {
    {.key = "kind",
     .type = Type::choice,
     .zh = "方式：折扣、特价、满减、买赠",
     .en = "discount, price, amount off or gift",
     .choices = "discount|price|amount_off|gift",
     .required = true},
    {.key = "product", .type = Type::id, .zh = "产品，不写为全部", .en = "product; all of them if not given"},
    {.key = "from_quantity",
     .type = Type::decimal,
     .zh = "从多少数量起",
     .en = "from this quantity on",
     .min = 0},
    {.key = "from_amount",
     .type = Type::money,
     .zh = "满多少金额（原价）",
     .en = "from this amount at list price on",
     .min = 0},
    {.key = "rate",
     .type = Type::rate,
     .zh = "折扣：减去的比例",
     .en = "discount: the rate off",
     .min = 0,
     .max = 100},
    {.key = "price", .type = Type::money, .zh = "特价：单价", .en = "price: of a unit", .min = 0},
    {.key = "off", .type = Type::money, .zh = "满减：减去的金额", .en = "amount off: the sum", .min = 0},
    {.key = "free", .type = Type::decimal, .zh = "买赠：赠送数量", .en = "gift: how many", .min = 0},
    {.key = "gift",
     .type = Type::id,
     .zh = "买赠：赠品，默认本产品",
     .en = "gift: of what, the product itself by default"},
    {.key = "recurring",
     .type = Type::boolean,
     .fallback = "false",
     .zh = "每满一次都算",
     .en = "once for every full step"},
};
std::span<const Field> offer_fields() {
  return kOffer;
}

constexpr Field kItem[] = {
    {.key = "product", .type = Type::id, .zh = "产品", .en = "product", .required = true},
    {.key = "baseline_units",
     .type = Type::integer,
     .zh = "没有促销时的销量",
     .en = "units without the promotion",
     .min = 0,
     .max = 1'000'000'000,
     .required = true},
    {.key = "lift",
     .type = Type::rate,
     .zh = "预计提升",
     .en = "expected lift",
     .min = 0,
     .max = 10000,
     .required = true},
};
std::span<const Field> item_fields() {
  return kItem;
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
     .zh = "每个客户最多申报、执行各几次",
     .en = "claims and uses of one customer at most, each",
     .min = 1,
     .max = 100000},
    {.key = "limit_per_rep",
     .type = Type::integer,
     .zh = "每个业务员最多执行几次",
     .en = "uses of one rep at most",
     .min = 1,
     .max = 100000},
    {.key = "offers",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "优惠，可分档",
     .en = "offers, in steps if need be",
     .fields = offer_fields},
    {.key = "items",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "预计销量",
     .en = "expected volumes",
     .fields = item_fields},
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

// What an offer of the kind cannot do without.
void require_complete(const Section& at, promotion::OfferKind kind) {
  static const std::vector<const char*> kNeeded[] = {
      {"rate"}, {"price"}, {"from_amount", "off"}, {"from_quantity", "free"}};
  for (const char* key : kNeeded[static_cast<std::size_t>(kind)]) {
    if (!at.has(key))
      at.fault("kind", "E6165",
               {at.text("kind") + " 要写 " + key, at.text("kind") + " needs " + std::string(key)}, {});
  }
}

void read_mechanics(const Section& root, store::Promotion& plan) {
  for (const Section& at : root.records("offers")) {
    promotion::Offer offer;
    promotion::offer_named(at.text("kind"), offer.kind);
    require_complete(at, offer.kind);
    offer.product = at.text("product");
    if (at.has("from_quantity")) offer.from_quantity = at.decimal("from_quantity");
    if (at.has("free")) offer.free = at.decimal("free");
    if (at.has("rate")) offer.rate = at.rate("rate");
    offer.from_amount = at.maybe_amount("from_amount").value_or(Money());
    offer.amount =
        at.maybe_amount(offer.kind == promotion::OfferKind::price ? "price" : "off").value_or(Money());
    offer.gift = at.text("gift");
    offer.recurring = at.boolean("recurring");
    plan.offers.push_back(std::move(offer));
  }
  for (const Section& at : root.records("items"))
    plan.items.push_back({at.text("product"), at.integer("baseline_units"), at.rate("lift")});
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

std::string promotion_plan_reference(base::Lang lang) {
  return config::field_reference(kPlan, lang);
}

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
  plan.made_by = context.actor.name();
  plan.nodes = nodes_of(root, book);
  plan.customers = root.texts("customers");
  plan.products = root.texts("products");
  plan.cannibalised = root.texts("cannibalised");
  plan.expected_sales = root.maybe_amount("expected_sales");
  plan.margin_list = root.maybe_amount("margin_list");
  plan.margin_promo = root.maybe_amount("margin_promo");
  plan.customer_limit = root.maybe_integer("limit_per_customer");
  plan.rep_limit = root.maybe_integer("limit_per_rep");
  read_mechanics(root, plan);
  read_baseline(root, plan);
  read_costs(context, root, book, plan);
  file.raise_if_any(base::Exit::bad_data);
  return plan;
}

}  // namespace salesops::app
