#include "salesops/app/target_plan_split.hpp"

namespace salesops::app {

namespace {

using config::Field;
using config::Shape;
using config::Type;

constexpr Field kLevel[] = {
    {.key = "kind",
     .type = Type::id,
     .zh = "这一级的节点类型，或 rep、customer、product_group",
     .en = "kind of the nodes of this level, or rep, customer, product_group",
     .required = true},
    {.key = "weight",
     .fallback = "history",
     .zh = "权重：equal、history（去年实际）、own（本计划已有版本）、plan:编码（另一计划）或指标名",
     .en =
         "weight: equal, history (last year's actuals), own (the plan's present version), plan:CODE (another "
         "plan) or the name of a driver"},
    {.key = "blend",
     .type = Type::decimal,
     .shape = Shape::map,
     .zh = "合成权重：名称: 百分比，合计 100",
     .en = "blended weight: name: per cent, 100 in all",
     .min = 0,
     .max = 100},
    {.key = "unit", .type = Type::money, .fallback = "0.01", .zh = "取整单位", .en = "rounding unit"},
    {.key = "over",
     .type = Type::rate,
     .fallback = "0%",
     .zh = "这一级的加码",
     .en = "over-assignment of this level",
     .min = 0,
     .max = 1000},
};
std::span<const Field> level_fields() {
  return kLevel;
}

constexpr Field kSplit[] = {
    {.key = "metric", .type = Type::id, .fallback = "sales", .zh = "指标", .en = "metric"},
    {.key = "total", .type = Type::money, .zh = "总额", .en = "the total", .min = 0},
    {.key = "growth",
     .type = Type::rate,
     .zh = "代替总额：去年实际的百分比，如 110%",
     .en = "instead of a total: per cent of last year's actuals, such as 110%",
     .min = 0,
     .max = 100000},
    {.key = "period",
     .zh = "期间：2026、2026H1、2026Q1",
     .en = "period: 2026, 2026H1, 2026Q1",
     .required = true},
    {.key = "under",
     .zh = "从哪个节点往下（默认唯一的最上级）",
     .en = "from which node down (default: the only top node)"},
    {.key = "levels",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "逐级",
     .en = "levels",
     .fields = level_fields,
     .required = true},
    {.key = "floors",
     .type = Type::money,
     .shape = Shape::map,
     .zh = "节点: 下限",
     .en = "node: floor",
     .min = 0},
    {.key = "caps",
     .type = Type::money,
     .shape = Shape::map,
     .zh = "节点: 上限",
     .en = "node: cap",
     .min = 0},
    {.key = "locks",
     .type = Type::money,
     .shape = Shape::map,
     .zh = "节点: 锁定",
     .en = "node: lock",
     .min = 0},
    {.key = "corridor",
     .type = Type::rate,
     .shape = Shape::list,
     .zh = "叶子与去年实际之比的下限和上限：[90%, 130%]",
     .en = "leaves against last year's actuals, lowest and highest: [90%, 130%]",
     .min = 0,
     .max = 100000},
    {.key = "phasing",
     .fallback = "flat",
     .zh = "月度节奏：flat、workdays、4-4-5、history",
     .en = "phasing: flat, workdays, 4-4-5, history"},
    {.key = "month_unit",
     .type = Type::money,
     .fallback = "0.01",
     .zh = "月度取整单位",
     .en = "rounding unit of months"},
    {.key = "stretch",
     .type = Type::rate,
     .zh = "挑战目标占目标的比例：110%",
     .en = "stretch target as a share of the target: 110%",
     .min = 100,
     .max = 1000},
};

}  // namespace

std::span<const Field> target_split_fields() {
  return kSplit;
}

}  // namespace salesops::app
