#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "salesops/base/text.hpp"
#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kCategory[] = {
    {.key = "name", .zh = "中文名", .en = "name in Chinese", .required = true},
    {.key = "name_en", .zh = "英文名，默认同中文名", .en = "name in English, the Chinese one by default"},
    {.key = "parent",
     .type = Type::id,
     .zh = "上级费用项目，只有两级",
     .en = "category above; there are two levels"},
    {.key = "aliases", .shape = Shape::list, .zh = "文件里用的其他名称", .en = "other names that files use"},
    {.key = "carry",
     .type = Type::choice,
     .fallback = "none",
     .zh = "月末余额结转：不转、只转结余、正负都转",
     .en = "what moves on at the end of a month: nothing, a surplus, both signs",
     .choices = "none|surplus|both"},
    {.key = "carry_commitments",
     .type = Type::boolean,
     .fallback = "false",
     .zh = "未核销的占用是否结转",
     .en = "whether open commitments move on"},
};
std::span<const Field> category_fields() {
  return kCategory;
}

constexpr Field kControl[] = {
    {.key = "category",
     .type = Type::id,
     .zh = "费用项目，不写为全部",
     .en = "expense category; every one if not given"},
    {.key = "node",
     .type = Type::id,
     .zh = "节点及其下级，不写为全部",
     .en = "node and all below it; every one if not given"},
    {.key = "stage",
     .type = Type::choice,
     .fallback = "request",
     .zh = "申请时还是报销时检查",
     .en = "checked at the request or at the expense",
     .choices = "request|actual"},
    {.key = "horizon",
     .type = Type::choice,
     .fallback = "accumulated",
     .zh = "比较的期间：当月、年初至当月累计、当季、全年",
     .en = "compared over: the month, the year up to the month, the quarter, the year",
     .choices = "month|accumulated|quarter|year"},
    {.key = "level",
     .type = Type::choice,
     .fallback = "line",
     .zh = "比较的范围：单项、项目组、节点合计、上级节点合计",
     .en = "compared for: the line, the group of categories, the node, the parent node",
     .choices = "line|group|node|parent"},
    {.key = "action",
     .type = Type::choice,
     .fallback = "stop",
     .zh = "超过时：忽略、提醒、拒绝",
     .en = "when exceeded: ignore, warn, stop",
     .choices = "ignore|warn|stop"},
    {.key = "tolerance",
     .type = Type::rate,
     .fallback = "0%",
     .zh = "允许超出计划的比例",
     .en = "share of the plan that may be exceeded",
     .min = 0,
     .max = 1000},
    {.key = "tolerance_amount",
     .type = Type::money,
     .fallback = "0",
     .zh = "另外允许超出的金额",
     .en = "and a fixed amount on top",
     .min = 0},
};
std::span<const Field> control_fields() {
  return kControl;
}

constexpr Field kFlexible[] = {
    {.key = "category",
     .type = Type::id,
     .zh = "费用项目，不写为全部",
     .en = "expense category; all of them if not given"},
    {.key = "node", .type = Type::id, .zh = "节点，不写为全部", .en = "node; every one if not given"},
    {.key = "rate",
     .type = Type::rate,
     .zh = "费用率",
     .en = "spending allowed per sales or receipts",
     .min = 0,
     .max = 1000,
     .required = true},
    {.key = "basis",
     .type = Type::choice,
     .fallback = "sales",
     .zh = "费用率的分母：销售额或回款",
     .en = "what the rate is of",
     .choices = "sales|receipts"},
    {.key = "share_of_saving",
     .type = Type::rate,
     .fallback = "0%",
     .zh = "节余分成比例",
     .en = "part of a saving that is paid out",
     .min = 0,
     .max = 100},
};
std::span<const Field> flexible_fields() {
  return kFlexible;
}

constexpr Field kBudget[] = {
    {.key = "categories",
     .type = Type::record,
     .shape = Shape::map,
     .zh = "费用项目，两级；不写则任何编码都是一个项目",
     .en = "expense categories, two levels; without them any code is a category of its own",
     .fields = category_fields,
     .example = "{\"100\": {name: 人员费用}, \"101\": {name: 差旅费, parent: \"100\"}}"},
    {.key = "control",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "控制规则；不写则超支只显示，不拦截",
     .en = "control rules; without any, overspending is shown, not stopped",
     .fields = control_fields,
     .example = "[{stage: request, horizon: accumulated, level: line, action: stop}]"},
    {.key = "warn_at",
     .type = Type::rate,
     .shape = Shape::list,
     .fallback = "80%, 90%, 100%",
     .zh = "用到这些比例时各提醒一次",
     .en = "shares used that give a warning once",
     .min = 1,
     .max = 1000},
    {.key = "flexible",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "弹性预算（费用率）",
     .en = "flexible budgets: spending as a rate of sales or receipts",
     .fields = flexible_fields,
     .example = "[{category: \"100\", rate: 3%, basis: sales}]"},
    {.key = "auto_approve",
     .type = Type::money,
     .fallback = "0",
     .zh = "不超过此金额且通过控制的申请无需审批",
     .en = "requests up to this amount that pass the control need no decision",
     .min = 0},
};

// What a rule may name. Nodes are imported, so they are checked where a rule is used.
struct Known {
  std::vector<std::string> categories;
};

void check_category(const Section& item, const std::string& category, const Known& known) {
  if (!category.empty() && !known.categories.empty())
    item.require_known("category", category, known.categories, {"费用项目", "category"});
}

void read_categories(const Section& section, const Known& known, budget::Settings& settings) {
  const auto items = section.record_map("categories");
  for (const auto& [id, item] : items) {
    const std::string name = item.text("name");
    budget::Category category{.id = id,
                              .name = {name, item.has("name_en") ? item.text("name_en") : name},
                              .parent = item.text("parent")};
    category.aliases = item.texts("aliases");
    budget::carry_named(item.text("carry"), category.carry);
    category.carry_commitments = item.boolean("carry_commitments");
    settings.categories.push_back(std::move(category));
    if (!item.has("parent")) continue;
    const std::string parent = item.text("parent");
    item.require_known("parent", parent, known.categories, {"费用项目", "category"});
    const auto above = std::ranges::find_if(items, [&](const auto& entry) { return entry.first == parent; });
    if (above == items.end() || !above->second.has("parent")) continue;
    item.fault("parent", "E3042",
               {fmt::format("“{}”自己还有上级，费用项目只有两级", parent),
                fmt::format("'{}' has a parent itself: there are two levels", parent)},
               {"上级要写第一级的项目", "name a category of the upper level"});
  }
}

void read_control(const Section& section, const Known& known, budget::Settings& settings) {
  for (const Section& item : section.records("control")) {
    budget::Rule rule{.category = item.text("category"), .node = item.text("node")};
    check_category(item, rule.category, known);
    budget::stage_named(item.text("stage"), rule.stage);
    budget::horizon_named(item.text("horizon"), rule.horizon);
    budget::level_named(item.text("level"), rule.level);
    budget::action_named(item.text("action"), rule.action);
    rule.tolerance = item.rate("tolerance");
    rule.tolerance_amount = item.amount("tolerance_amount");
    settings.control.push_back(std::move(rule));
  }
}

void read_flexible(const Section& section, const Known& known, budget::Settings& settings) {
  for (const Section& item : section.records("flexible")) {
    budget::FlexibleRule rule{
        .category = item.text("category"), .node = item.text("node"), .rate = item.rate("rate")};
    check_category(item, rule.category, known);
    rule.basis = item.text("basis") == "receipts" ? budget::Basis::receipts : budget::Basis::sales;
    rule.share_of_saving = item.rate("share_of_saving");
    settings.flexible.push_back(std::move(rule));
  }
}

}  // namespace

std::span<const Field> budget_fields() {
  return kBudget;
}

void read_budget(const Section& section, budget::Settings& settings) {
  Known known;
  for (const auto& [id, item] : section.record_map("categories")) known.categories.push_back(id);
  read_categories(section, known, settings);
  read_control(section, known, settings);
  read_flexible(section, known, settings);
  settings.auto_approve = section.amount("auto_approve");
  settings.warn_at = section.rates("warn_at");
  const auto falls = std::ranges::adjacent_find(settings.warn_at, std::ranges::greater_equal());
  if (falls == settings.warn_at.end()) return;
  section.fault("warn_at", "E3039", {"比例没有从小到大", "the shares do not rise"},
                {"例如 [80%, 90%, 100%]", "for example [80%, 90%, 100%]"});
}

}  // namespace salesops::config
