// A planned total, level by level and month by month.
//
// The nodes of every level are those of a kind under the nodes of the level before; a node without any keeps
// its amount itself. Each level is weighted among siblings: equally, by last year's actuals of the subtree,
// by a driver, or by a blend of these. The tree is split by money::apportion_tree, so floors, caps, locks and
// growth corridors of any node hold and every level sums. The leaves then run over the months by
// money::close_matrix: leaf totals and month totals are both exact. Over-assignment and stretch are figures
// of their own.
#include "salesops/app/target_plan_split.hpp"

#include <algorithm>
#include <map>

#include "salesops/app/target_input.hpp"
#include "salesops/app/target_phasing.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/app/target_split_parts.hpp"
#include "salesops/money/apportion_tree.hpp"
#include "salesops/money/matrix.hpp"
#include "salesops/store/budget_inputs.hpp"
#include "salesops/store/target_actuals.hpp"

namespace salesops::app {

namespace {

using config::Field;
using config::Section;
using config::Shape;
using config::Type;
using money::Weight;

constexpr Field kLevel[] = {
    {.key = "kind",
     .type = Type::id,
     .zh = "这一级的节点类型",
     .en = "kind of the nodes of this level",
     .required = true},
    {.key = "weight",
     .type = Type::id,
     .fallback = "history",
     .zh = "权重：equal、history（去年实际）或指标名",
     .en = "weight: equal, history (last year's actuals) or the name of a driver"},
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
    {.key = "total", .type = Type::money, .zh = "总额", .en = "the total", .min = 0, .required = true},
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

struct Level {
  std::string kind;
  std::vector<std::pair<std::string, money::Rate>> blend;
  std::string source;  // "history 50, capacity 50"
  std::int64_t unit = 1;
  money::Rate over;
};

class PlanSplit {
 public:
  PlanSplit(const Context& context, store::Database& database, const TargetBook& book, const Section& section,
            target::Plan& plan)
      : context_(context), database_(database), book_(book), section_(section), plan_(plan) {}

  void run() {
    if (!read()) return;
    build_tree();
    weigh();
    bound();
    if (!good_) return;
    money::Rule rule{.unit = levels_.front().unit,
                     .zero_weight = money::ZeroWeight::error,
                     .digits = context_.config.company.currency.digits};
    shares_ = money::apportion_tree(tree_, section_.amount("total").minor(), rule);
    add_shares();
    add_months(rule);
  }

 private:
  void fault(const Section& at, std::string_view key, const char* code, base::Text message,
             base::Text help = {}) {
    at.fault(key, code, std::move(message), std::move(help));
    good_ = false;
  }
  std::optional<std::size_t> position(std::string_view key, const std::string& text) {
    if (const auto code = book_.find_node(text)) return book_.position(*code);
    fault(section_, key, "E4111", {"没有节点“" + text + "”", "there is no node \"" + text + "\""},
          {"先导入组织（import org）", "import the organisation first (import org)"});
    return std::nullopt;
  }
  bool read();
  void read_level(const Section& level);
  void build_tree();
  void weigh();
  void bound();
  void add_shares();
  void add_months(money::Rule rule);

  std::vector<std::int64_t> history(calendar::Span span) const {
    std::vector<std::int64_t> sums(book_.entries().size(), 0);
    for (const auto& [node, amount] : store::target_actuals(database_, metric_->id, span).by_node) {
      if (book_.find(node) != nullptr) sums[book_.position(node)] += std::max<std::int64_t>(0, amount);
    }
    book_.roll_up(sums);
    return sums;
  }
  // Driver values of subtrees in millionths.
  std::vector<std::int64_t> driver(const std::string& name) const {
    std::vector<std::int64_t> sums(book_.entries().size(), 0);
    for (std::size_t at = 0; at < sums.size(); ++at) {
      sums[at] = store::driver_of(database_, book_.entries()[at].code, name, period_.span.first).at_scale(6);
    }
    book_.roll_up(sums);
    return sums;
  }
  const std::vector<std::int64_t>& measure(const std::string& name) {
    const auto found = measures_.find(name);
    if (found != measures_.end()) return found->second;
    std::vector<std::int64_t> values = name == "equal" ? std::vector<std::int64_t>(book_.entries().size(), 1)
                                       : name == "history"
                                           ? history(context_.config.calendar.last_year(period_).span)
                                           : driver(name);
    return measures_.emplace(name, std::move(values)).first->second;
  }
  const TargetBook::Entry& entry(std::size_t node) const { return book_.entries()[positions_[node]]; }

  const Context& context_;
  store::Database& database_;
  const TargetBook& book_;
  const Section& section_;
  target::Plan& plan_;
  bool good_ = true;
  const target::Metric* metric_ = nullptr;
  calendar::Period period_{};
  std::size_t root_ = 0;
  std::vector<Level> levels_;
  std::map<std::string, std::vector<std::int64_t>> measures_;
  std::vector<std::size_t> positions_;  // in the book, of every node of the tree
  std::vector<std::size_t> depth_;      // 0: the root, k: level k
  std::vector<bool> leaf_;
  money::Tree tree_;
  money::TreeShares shares_;
};

bool PlanSplit::read() {
  metric_ = metric_named(section_.text("metric"));
  if (metric_ == nullptr) fault(section_, "metric", "E4112", {"没有这个指标", "there is no such metric"});
  period_ = context_.config.calendar.parse(section_.text("period"), context_.as_of);
  const std::string under = section_.text("under");
  if (!under.empty()) {
    root_ = position("under", under).value_or(0);
  } else if (book_.entries().empty() || book_.entries().front().end != book_.entries().size()) {
    fault(section_, "under", "E4119",
          {"最上级节点不唯一，须写明 under", "there is not exactly one top node: say under"});
  }
  for (const Section& level : section_.records("levels")) read_level(level);
  if (levels_.empty()) fault(section_, "levels", "E4119", {"至少一级", "at least one level"});
  return good_;
}

void PlanSplit::read_level(const Section& section) {
  Level level;
  level.kind = section.text("kind");
  level.unit = std::max<std::int64_t>(1, section.amount("unit").minor());
  level.over = section.rate("over");
  for (const auto& [name, text] : section.text_map("blend")) {
    money::Decimal percent;
    money::NumberFault number;
    money::parse_decimal(text, percent, number);
    level.blend.emplace_back(name, money::Rate::percent(percent));
    level.source += (level.source.empty() ? "" : ", ") + name + " " + money::to_string(percent.normalised());
  }
  if (level.blend.empty()) {
    level.blend.emplace_back(section.text("weight"), money::Rate(1, 1));
    level.source = section.text("weight");
  }
  if (!levels_.empty() && levels_.back().unit % level.unit != 0) {
    fault(section, "unit", "E4119",
          {"下级的单位须整除上级的单位", "the unit of a level must divide that of the level above"});
  }
  levels_.push_back(std::move(level));
}

void PlanSplit::build_tree() {
  positions_ = {root_};
  depth_ = {0};
  tree_.parents = {money::kRoot};
  tree_.units = {levels_.front().unit};
  for (std::size_t node = 0; node < positions_.size(); ++node) {
    leaf_.push_back(true);
    const std::size_t depth = depth_[node];
    if (depth == levels_.size()) continue;
    for (std::size_t at = positions_[node] + 1; at < entry(node).end; ++at) {
      if (book_.entries()[at].kind != levels_[depth].kind) continue;
      leaf_[node] = false;
      positions_.push_back(at);
      depth_.push_back(depth + 1);
      tree_.parents.push_back(static_cast<std::uint32_t>(node));
    }
  }
  for (const Level& level : levels_) tree_.units.push_back(level.unit);
  for (std::size_t node = 0; node < positions_.size(); ++node) tree_.nodes.keys.push_back(entry(node).code);
}

// Siblings are weighted together: every part of a blend is normalised among them.
void PlanSplit::weigh() {
  tree_.nodes.weights.assign(positions_.size(), 0);
  for (std::size_t parent = 0; parent < positions_.size(); ++parent) {
    std::vector<std::size_t> children;
    for (std::size_t node = parent + 1; node < positions_.size(); ++node) {
      if (tree_.parents[node] == parent) children.push_back(node);
    }
    if (children.empty()) continue;
    const Level& level = levels_[depth_[parent]];
    std::vector<money::Driver> drivers;
    for (const auto& [name, share] : level.blend) {
      money::Driver part{name, share, {}};
      for (const std::size_t child : children) part.values.push_back(measure(name)[positions_[child]]);
      drivers.push_back(std::move(part));
    }
    const std::vector<Weight> weights = money::blend(drivers, children.size());
    for (std::size_t k = 0; k < children.size(); ++k) tree_.nodes.weights[children[k]] = weights[k];
  }
}

void PlanSplit::bound() {
  money::Leaves& nodes = tree_.nodes;
  nodes.floors.assign(positions_.size(), 0);
  nodes.caps.assign(positions_.size(), money::kNoCap);
  nodes.locks.assign(positions_.size(), money::kNoLock);
  const auto given = [&](const char* key, std::vector<std::int64_t>& column) {
    for (const auto& [name, text] : section_.text_map(key)) {
      money::Money amount;
      money::NumberFault number;
      money::parse_money(text, context_.config.company.currency.digits, amount, number);
      const auto at = position(key, name);
      const auto node = std::find(positions_.begin(), positions_.end(), at.value_or(SIZE_MAX));
      if (!at) continue;
      if (node == positions_.end()) {
        fault(
            section_, key, "E4119",
            {"“" + name + "”不在逐级分解的节点里", "\"" + name + "\" is not among the nodes of the levels"});
      } else {
        column[static_cast<std::size_t>(node - positions_.begin())] = amount.minor();
      }
    }
  };
  given("floors", nodes.floors);
  given("caps", nodes.caps);
  given("locks", nodes.locks);
  const std::vector<std::string> corridor = section_.texts("corridor");
  if (corridor.empty()) return;
  money::Rate low;
  money::Rate high;
  money::NumberFault number;
  if (corridor.size() != 2 || !money::parse_rate(corridor[0], low, number) ||
      !money::parse_rate(corridor[1], high, number) || high < low) {
    fault(section_, "corridor", "E4119", {"写成 [90%, 130%]", "write [90%, 130%]"});
    return;
  }
  for (std::size_t node = 0; node < positions_.size(); ++node) {
    if (!leaf_[node] || nodes.locked(node)) continue;
    const money::Money last = money::Money::minor(measure("history")[positions_[node]]);
    nodes.floors[node] = std::max(nodes.floors[node], money::half_up(last, low).minor());
    nodes.caps[node] = std::min(nodes.caps[node], money::half_up(last, high).minor());
  }
}

void PlanSplit::add_shares() {
  const auto stretch = section_.maybe_rate("stretch");
  const auto bound_of = [](std::int64_t value, std::int64_t absent) {
    return value == absent ? std::nullopt : std::optional<std::int64_t>(value);
  };
  std::vector<Weight> sums(positions_.size(), 0);
  for (std::size_t node = 1; node < positions_.size(); ++node)
    sums[tree_.parents[node]] += tree_.nodes.weights[node];
  for (const std::uint32_t node : shares_.order) {
    const bool top = tree_.parents[node] == money::kRoot;
    target::Share share{.node = entry(node).code,
                        .metric = metric_->id,
                        .parent = top ? "" : entry(tree_.parents[node]).code};
    share.amount = share.field = shares_.amounts[node];
    for (std::size_t level = 0; level < depth_[node]; ++level) {
      const money::Rate& over = levels_[level].over;
      share.field =
          money::over_assigned(share.field, over.numerator(), over.denominator(), levels_[level].unit);
    }
    if (stretch) share.stretch = money::half_up(money::Money::minor(share.amount), *stretch).minor();
    const Weight sum = top ? 1 : sums[tree_.parents[node]];
    const Weight weight = top ? 1 : tree_.nodes.weights[node];
    share.share = sum == 0 ? 0 : static_cast<std::int64_t>((weight * 1'000'000 + sum / 2) / sum);
    share.weight = money::to_string(money::Decimal(share.share, 4).normalised());
    share.source = top ? "total" : levels_[depth_[node] - 1].source;
    share.quota = money::to_string(quota_decimal(shares_.quota_millionths[node], kDigits));
    share.floor = bound_of(tree_.nodes.floors[node], 0);
    share.cap = bound_of(tree_.nodes.caps[node], money::kNoCap);
    share.lock = bound_of(tree_.nodes.locks[node], money::kNoLock);
    share.bound = bound_name(shares_.bounds[node]);
    if (share.bound == "floor" && shares_.amounts[node] == 0) share.bound.clear();
    plan_.shares.push_back(std::move(share));
  }
}

void PlanSplit::add_months(money::Rule rule) {
  rule.unit = std::max<std::int64_t>(1, section_.amount("month_unit").minor());
  LeafTable leaves;
  money::Matrix matrix;
  std::vector<std::size_t> nodes;
  for (std::size_t node = 0; node < positions_.size(); ++node) {
    if (!leaf_[node]) continue;
    nodes.push_back(node);
    leaves.leaves.keys.push_back(tree_.nodes.keys[node]);
    matrix.row_totals.push_back(shares_.amounts[node]);
  }
  const std::string mode = section_.text("phasing");
  if (mode == "history") {
    for (const calendar::Month month :
         context_.config.calendar.months_in(context_.config.calendar.last_year(period_))) {
      const std::vector<std::int64_t> sums = history(context_.config.calendar.month(month));
      leaves.months.push_back(month);
      for (const std::size_t node : nodes) {
        if (leaves.history.size() < leaves.months.size()) leaves.history.emplace_back();
        leaves.history.back().add(money::Decimal(sums[positions_[node]], 2));
      }
    }
  }
  const Phasing phasing =
      phase(mode, period_, context_.config.calendar, context_.config.working_days, leaves);
  std::vector<std::string> names;
  for (const calendar::Month month : phasing.months) names.push_back(calendar::to_string(month));
  money::Leaves months;
  for (const std::string& name : names) months.keys.push_back(name);
  months.weights = phasing.pooled;
  matrix.row_keys = leaves.leaves.keys;
  matrix.column_keys = months.keys;
  matrix.column_totals = money::apportion(months, section_.amount("total").minor(), rule).amounts;
  for (std::size_t leaf = 0; leaf < nodes.size(); ++leaf) {
    const std::vector<Weight>& row = phasing.own.empty() ? phasing.pooled : phasing.own[leaf];
    matrix.seeds.insert(matrix.seeds.end(), row.begin(), row.end());
  }
  const money::MatrixShares cells = money::close_matrix(matrix, rule);
  for (std::size_t leaf = 0; leaf < nodes.size(); ++leaf) {
    for (std::size_t m = 0; m < phasing.months.size(); ++m) {
      plan_.values.push_back({entry(nodes[leaf]).code, metric_->id, phasing.months[m],
                              cells.amounts[leaf * phasing.months.size() + m]});
    }
  }
}

}  // namespace

std::span<const Field> target_split_fields() {
  return kSplit;
}

void split_into_plan(const Context& context, store::Database& database, const TargetBook& book,
                     const Section& section, target::Plan& plan) {
  PlanSplit(context, database, book, section, plan).run();
}

}  // namespace salesops::app
