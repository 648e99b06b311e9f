// The YAML form of a budget plan. Every line names a node, a category and months, and one rule that gives the
// amounts; every split names a category, months and a total that the allocator divides over nodes. What the
// rules give is one amount per cell; a cell that two rules give is a fault, like a row that stands twice in a
// table.
#include "salesops/app/budget_plan_yaml.hpp"

#include "salesops/app/budget.hpp"
#include "salesops/base/text.hpp"
#include "salesops/budget/plan.hpp"
#include "salesops/config/describe.hpp"
#include "salesops/config/yaml_file.hpp"
#include "salesops/store/budget_inputs.hpp"
#include "salesops/store/targets.hpp"

namespace salesops::app {
namespace {

using budget::Cell;
using calendar::Month;
using config::Field;
using config::Section;
using config::Shape;
using config::Type;
using money::Money;

constexpr Field kLine[] = {
    {.key = "node", .zh = "节点编码或名称", .en = "node, by code or name", .required = true},
    {.key = "category", .zh = "费用项目", .en = "expense category", .required = true},
    {.key = "months",
     .zh = "期间：2026-01、2026Q1、2026",
     .en = "period: 2026-01, 2026Q1, 2026",
     .required = true},
    {.key = "amount", .type = Type::money, .zh = "期间合计金额", .en = "amount of the whole period"},
    {.key = "shares",
     .type = Type::rate,
     .shape = Shape::list,
     .zh = "各月占比，合计 100%",
     .en = "share of each month, 100 % in all"},
    {.key = "percent_of_target",
     .type = Type::rate,
     .zh = "当月已批准销售目标的比例",
     .en = "share of the month's approved sales target",
     .min = 0,
     .max = 100},
    {.key = "per_head", .type = Type::money, .zh = "每人每月金额", .en = "amount per head and month"},
    {.key = "last_year",
     .type = Type::rate,
     .zh = "在去年同月实际上增减的比例",
     .en = "change on last year's actual of the month",
     .min = -100,
     .max = 1000},
};
std::span<const Field> line_fields() {
  return kLine;
}

constexpr Field kSplit[] = {
    {.key = "category", .zh = "费用项目", .en = "expense category", .required = true},
    {.key = "months", .zh = "期间", .en = "period", .required = true},
    {.key = "total",
     .type = Type::money,
     .zh = "要拆分的总额",
     .en = "the total to split",
     .min = 0,
     .required = true},
    {.key = "weights",
     .type = Type::decimal,
     .shape = Shape::map,
     .zh = "节点: 权重",
     .en = "node: weight",
     .min = 0},
    {.key = "driver", .type = Type::id, .zh = "用指标作权重", .en = "a driver as the weight"},
    {.key = "under", .zh = "指标：该节点之下的节点", .en = "driver: the nodes below this one"},
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
    {.key = "unit", .type = Type::money, .fallback = "0.01", .zh = "取整单位", .en = "rounding unit"},
};
std::span<const Field> split_fields() {
  return kSplit;
}

constexpr Field kPlan[] = {
    {.key = "name", .zh = "预算名称，默认年份", .en = "name of the plan, the year by default"},
    {.key = "lines",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "明细",
     .en = "lines",
     .fields = line_fields},
    {.key = "splits",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "总额拆分",
     .en = "totals to split",
     .fields = split_fields},
};

class YamlPlan {
 public:
  YamlPlan(const Context& context, store::Database& database, const BudgetBook& book, const std::string& path)
      : context_(context),
        database_(database),
        book_(book),
        file_(config::YamlFile::read(path, kPlan, context.config.company.currency)) {}

  PlanFile read() {
    file_.raise_if_any(base::Exit::bad_data);
    const Section root = file_.root();
    for (const Section& line : root.records("lines")) read_line(line);
    for (const Section& split : root.records("splits")) read_split(split);
    file_.raise_if_any(base::Exit::bad_data);
    return {root.text("name"), std::move(lines_)};
  }

 private:
  std::optional<std::string> node_at(const Section& at, const char* key, const std::string& text) {
    const auto code = book_.find_node(text);
    if (!code)
      at.fault(key, "E6101",
               {"没有这个节点：" + base::printable(text), "no such node: " + base::printable(text)},
               near(text, book_.node_codes()));
    return code;
  }
  std::optional<std::string> category_of(const Section& at) {
    const std::string text = at.text("category");
    const auto code = book_.find_category(text);
    if (!code)
      at.fault("category", "E6102",
               {"没有这个费用项目：" + base::printable(text),
                "no such expense category: " + base::printable(text)},
               near(text, book_.category_codes()));
    return code;
  }
  static base::Text near(const std::string& text, const std::vector<std::string>& known) {
    const auto found = base::nearest(text, known);
    return found ? base::Text{"是不是 " + *found + "？", "did you mean " + *found + "?"}
                 : base::Text{"查看 salesops check", "see salesops check"};
  }
  std::vector<Month> months_of(const Section& at) {
    try {
      return context_.config.calendar.months_in(
          context_.config.calendar.parse(at.text("months"), context_.as_of));
    } catch (const base::Error& error) {
      at.fault("months", "E6119", error.diagnostics().front().message,
               {"例如 2026-01、2026Q1、2026", "for example 2026-01, 2026Q1, 2026"});
      return {};
    }
  }

  void read_line(const Section& line) {
    const auto node = node_at(line, "node", line.text("node"));
    const auto category = category_of(line);
    const std::vector<Month> months = months_of(line);
    if (!node || !category || months.empty()) return;
    const std::vector<Money> amounts = amounts_of(line, *node, *category, months);
    for (std::size_t i = 0; i < amounts.size(); ++i) put(line, {*node, *category, months[i]}, amounts[i]);
  }

  std::vector<Money> amounts_of(const Section& line, const std::string& node, const std::string& category,
                                const std::vector<Month>& months) {
    int rules = 0;
    for (const char* key : {"amount", "percent_of_target", "per_head", "last_year"})
      rules += line.has(key) ? 1 : 0;
    if (rules != 1) {
      line.fault("amount", "E6123",
                 {"要写且只写一种：amount、percent_of_target、per_head、last_year",
                  "give exactly one of amount, percent_of_target, per_head, last_year"},
                 {});
      return {};
    }
    if (line.has("amount")) return stated(line, months.size());
    std::vector<Money> amounts;
    for (const Month month : months) {
      if (line.has("percent_of_target"))
        amounts.push_back(money::half_up(target_of(line, node, month), line.rate("percent_of_target")));
      if (line.has("per_head"))
        amounts.push_back(money::half_up(line.amount("per_head"), headcount_of(line, node, month)));
      if (line.has("last_year")) {
        amounts.push_back(budget::changed(spent_of(node, category, month - 12), line.rate("last_year")));
      }
    }
    return amounts;
  }

  // People of a node on the first day of the month; a fault when nobody has stated them.
  money::Decimal headcount_of(const Section& line, const std::string& node, Month month) const {
    const calendar::Date day = context_.config.calendar.month(month).first;
    if (const auto count = store::stated_driver(database_, node, "headcount", day)) return *count;
    line.fault("per_head", "E6123",
               {node + " 在 " + calendar::to_string(day) + " 没有人数（headcount）",
                node + " has no headcount on " + calendar::to_string(day)},
               {"先导入 drivers", "import drivers first"});
    return {};
  }

  // What a node and all below it spent on a category and all below it in a month.
  Money spent_of(const std::string& node, const std::string& category, Month month) {
    auto [at, fresh] = years_.try_emplace(month.year());
    if (fresh) at->second = year_balances(database_, kEverything, month);
    return budget::sum(at->second, {node, category, month, month}, book_.hierarchy()).actual;
  }

  // The approved sales target of a node and all below it in a month; a fault when there is none.
  Money target_of(const Section& line, const std::string& node, Month month) const {
    std::optional<Money> sum;
    for (const target::Value& value : store::approved_targets(database_, month, month, month)) {
      if (value.metric == "sales" && book_.hierarchy().nodes.within(value.node, node))
        sum = sum.value_or(Money()) + Money::minor(value.amount);
    }
    if (!sum)
      line.fault("percent_of_target", "E6123",
                 {node + " 在 " + calendar::to_string(month) + " 没有已批准的销售目标",
                  node + " has no approved sales target in " + calendar::to_string(month)},
                 {"先批准目标", "approve the targets first"});
    return sum.value_or(Money());
  }

  std::vector<Money> stated(const Section& line, std::size_t months) {
    if (line.amount("amount").negative()) {
      line.fault("amount", "E6126", {"预算不能是负数", "a budget is not negative"}, {});
      return {};
    }
    if (!line.has("shares")) return budget::spread_evenly(line.amount("amount"), months);
    const std::vector<money::Rate> shares = line.rates("shares");
    if (shares.size() != months) {
      line.fault("shares", "E6124", {"占比的个数与月份数不同", "there are not as many shares as months"}, {});
      return {};
    }
    try {
      return budget::spread_by_shares(line.amount("amount"), shares);
    } catch (const base::Error& error) {
      line.fault("shares", "E6124", error.diagnostics().front().message, error.diagnostics().front().help);
      return {};
    }
  }

  void read_split(const Section& split) {
    const auto category = category_of(split);
    const std::vector<Month> months = months_of(split);
    std::vector<budget::Part> parts = parts_of(split);
    if (!category || months.empty() || parts.empty()) return;
    budget::split(split.amount("total"), parts, split.amount("unit"));
    for (const budget::Part& part : parts) {
      const std::vector<Money> amounts = budget::spread_evenly(part.amount, months.size());
      for (std::size_t i = 0; i < months.size(); ++i)
        put(split, {part.node, *category, months[i]}, amounts[i]);
    }
  }

  std::vector<budget::Part> parts_of(const Section& split) {
    std::map<std::string, budget::Part> parts;
    for (const auto& [text, weight] : split.text_map("weights")) {
      money::NumberFault fault;
      money::Decimal value;
      const auto node = node_at(split, "weights", text);
      if (node && money::parse_decimal(weight, value, fault)) parts[*node] = {*node, value};
    }
    if (split.has("driver")) add_driven(split, parts);
    if (parts.empty())
      split.fault(
          "weights", "E6123",
          {"没有权重：写 weights，或 driver 与 under", "no weights: give weights, or driver and under"}, {});
    limit(split, "floors", parts, [](budget::Part& part, Money amount) { part.floor = amount; });
    limit(split, "caps", parts, [](budget::Part& part, Money amount) { part.cap = amount; });
    std::vector<budget::Part> all;
    for (auto& [node, part] : parts) all.push_back(std::move(part));
    return all;
  }

  void add_driven(const Section& split, std::map<std::string, budget::Part>& parts) {
    const auto top = node_at(split, "under", split.text("under"));
    if (!top) return;
    for (const std::string& node : book_.node_codes()) {
      if (node == *top || !book_.hierarchy().nodes.within(node, *top)) continue;
      const auto value = store::stated_driver(database_, node, split.text("driver"), context_.as_of);
      if (value && !value->zero()) parts[node] = {node, *value};
    }
  }

  template <class Set>
  void limit(const Section& split, const char* key, std::map<std::string, budget::Part>& parts, Set set) {
    for (const auto& [text, amount] : split.text_map(key)) {
      const auto node = node_at(split, key, text);
      const auto part = node ? parts.find(*node) : parts.end();
      Money value;
      money::NumberFault fault;
      if (part != parts.end() &&
          money::parse_money(amount, context_.config.company.currency.digits, value, fault))
        set(part->second, value);
    }
  }

  void put(const Section& at, const Cell& cell, Money amount) {
    if (lines_.emplace(cell, amount).second) return;
    at.fault("months", "E6118",
             {"同一节点、项目、月份出现两次：" + cell_text(cell),
              "the same node, category and month twice: " + cell_text(cell)},
             {"去掉其中一条", "take one of them out"});
  }

  const Context& context_;
  store::Database& database_;
  const BudgetBook& book_;
  config::YamlFile file_;
  std::map<Cell, Money> lines_;
  std::map<int, budget::Balances> years_;
};

}  // namespace

std::string budget_plan_reference(base::Lang lang) {
  return config::field_reference(kPlan, lang);
}

PlanFile read_plan_yaml(const Context& context, store::Database& database, const BudgetBook& book,
                        const std::string& path) {
  return YamlPlan(context, database, book, path).read();
}

}  // namespace salesops::app
