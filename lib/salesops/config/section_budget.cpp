#include <fmt/format.h>

#include <algorithm>

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
     .fallback = "month_to_date",
     .zh = "比较的期间：当月、年初至当月、当季、全年",
     .en = "compared over: the month, the year up to the month, the quarter, the year",
     .choices = "month|month_to_date|quarter|year"},
    {.key = "level",
     .type = Type::choice,
     .fallback = "line",
     .zh = "比较的范围：单项、项目组、节点合计、上级节点合计",
     .en = "compared for: the line, the group of categories, the node, the parent node",
     .choices = "line|group|node|parent"},
    {.key = "reaction",
     .type = Type::choice,
     .fallback = "stop",
     .zh = "超过时：忽略、提醒、拒绝",
     .en = "when exceeded: ignore, warn, stop",
     .choices = "ignore|warn|stop"},
    {.key = "tolerance",
     .fallback = "0",
     .zh = "允许超出：金额或百分比",
     .en = "allowed excess: an amount or per cent"},
};
std::span<const Field> control_fields() {
  return kControl;
}

constexpr Field kBudget[] = {
    {.key = "categories",
     .type = Type::record,
     .shape = Shape::map,
     .zh = "费用项目，两级",
     .en = "expense categories, two levels",
     .fields = category_fields,
     .example = "{\"100\": {name: 人员费用}, \"101\": {name: 差旅费, parent: \"100\"}}"},
    {.key = "control",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "控制规则，按顺序全部检查；不写则只在状态表里显示超支",
     .en = "control rules, all of them checked; without any, overspending only shows in the status",
     .fields = control_fields,
     .example = "[{stage: request, horizon: month_to_date, level: line, reaction: stop}]"},
    {.key = "warn_at",
     .type = Type::rate,
     .shape = Shape::list,
     .fallback = "80%, 90%, 100%",
     .zh = "用到这些比例时各提醒一次",
     .en = "shares used that give a warning once",
     .min = 1,
     .max = 1000},
};

template <class Enum>
Enum chosen(const Section& section, const char* key, std::initializer_list<const char*> names) {
  const std::string text = section.text(key);
  const auto* found = std::ranges::find_if(names, [&](const char* name) { return text == name; });
  return static_cast<Enum>(found == names.end() ? 0 : found - names.begin());
}

void read_categories(const Section& section, budget::Settings& settings) {
  const auto items = section.record_map("categories");
  std::vector<std::string> ids;
  for (const auto& [id, item] : items) ids.push_back(id);
  for (const auto& [id, item] : items) {
    const std::string name = item.text("name");
    settings.categories.push_back(
        {id, {name, item.has("name_en") ? item.text("name_en") : name}, item.text("parent")});
    if (!item.has("parent")) continue;
    const std::string parent = item.text("parent");
    item.require_known("parent", parent, ids, {"费用项目", "category"});
    const auto above = std::ranges::find_if(items, [&](const auto& entry) { return entry.first == parent; });
    if (above == items.end() || !above->second.has("parent")) continue;
    item.fault("parent", "E3042",
               {fmt::format("“{}”自己还有上级，费用项目只有两级", parent),
                fmt::format("'{}' has a parent itself: there are two levels", parent)},
               {"上级要写第一级的项目", "name a category of the upper level"});
  }
}

void read_tolerance(const Section& item, const money::Currency& currency, budget::ControlRule& rule) {
  const std::string text = item.text("tolerance");
  money::NumberFault fault;
  const bool rate = text.ends_with('%') || text.ends_with("％");
  const bool good = rate ? money::parse_rate(text, rule.tolerance_rate, fault)
                         : money::parse_money(text, currency.digits, rule.tolerance_amount, fault);
  if (!good) return item.fault("tolerance", "E3016", fault.message, fault.help);
  if (!rule.tolerance_rate.negative() && !rule.tolerance_amount.negative()) return;
  item.fault("tolerance", "E3015", {"允许超出不能是负数", "the tolerance cannot be negative"},
             {"写 0、金额或百分比", "write 0, an amount or per cent"});
}

void read_control(const Section& section, budget::Settings& settings) {
  std::vector<std::string> ids;
  for (const budget::Category& category : settings.categories) ids.push_back(category.id);
  for (const Section& item : section.records("control")) {
    budget::ControlRule rule;
    rule.category = item.text("category");
    rule.node = item.text("node");
    if (item.has("category")) item.require_known("category", rule.category, ids, {"费用项目", "category"});
    rule.stage = chosen<budget::Stage>(item, "stage", {"request", "actual"});
    rule.horizon = chosen<budget::Horizon>(item, "horizon", {"month", "month_to_date", "quarter", "year"});
    rule.level = chosen<budget::Level>(item, "level", {"line", "group", "node", "parent"});
    rule.reaction = chosen<budget::Reaction>(item, "reaction", {"ignore", "warn", "stop"});
    read_tolerance(item, item.reading().currency, rule);
    settings.control.push_back(std::move(rule));
  }
}

}  // namespace

std::span<const Field> budget_fields() {
  return kBudget;
}

void read_budget(const Section& section, budget::Settings& settings) {
  read_categories(section, settings);
  read_control(section, settings);
  settings.warn_at = section.rates("warn_at");
  if (std::ranges::adjacent_find(settings.warn_at, std::ranges::greater_equal()) == settings.warn_at.end())
    return;
  section.fault("warn_at", "E3039", {"比例没有从小到大", "the shares do not rise"},
                {"例如 [80%, 90%, 100%]", "for example [80%, 90%, 100%]"});
}

}  // namespace salesops::config
