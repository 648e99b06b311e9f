// A planned total, level by level and month by month.
//
// The nodes of every level are those of a kind under the nodes of the level before, or reps, customers or
// product groups (target_plan_tree.hpp); a node without any keeps its amount itself. Each level is weighted
// among siblings: equally, by last year's actuals, by a driver, or by a blend of these. The tree is split by
// money::apportion_tree, so floors, caps, locks and growth corridors of any node hold and every level sums.
// The leaves then run over the months by money::close_matrix: leaf totals and month totals are both exact.
// Over-assignment and stretch are figures of their own.
#include "salesops/app/target_plan_split.hpp"

#include <algorithm>
#include <map>

#include "salesops/app/target_input.hpp"
#include "salesops/app/target_phasing.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/app/target_plan_tree.hpp"
#include "salesops/app/target_split_parts.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/money/apportion_tree.hpp"
#include "salesops/money/matrix.hpp"

namespace salesops::app {

namespace {

using config::Section;
using money::Weight;

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
      : context_(context),
        database_(database),
        book_(book),
        section_(section),
        plan_(plan),
        nodes_(context, database, book) {}

  void run() {
    if (!read() || !build_tree() || !find_total()) return;
    weigh();
    bound();
    if (!good_) return;
    money::Rule rule{.unit = levels_.front().unit,
                     .zero_weight = money::ZeroWeight::error,
                     .digits = context_.config.company.currency.digits};
    shares_ = money::apportion_tree(tree_, total_, rule);
    add_shares();
    add_months(rule);
  }

 private:
  void fault(const Section& at, std::string_view key, const char* code, base::Text message,
             base::Text help = {}) {
    at.fault(key, code, std::move(message), std::move(help));
    good_ = false;
  }
  bool read();
  void read_level(const Section& level);
  bool build_tree();
  bool find_total();
  void weigh();
  void bound();
  void add_shares();
  void add_months(money::Rule rule);

  // The figures of a plan for this metric, by plan node with its subtree: the version in force, else the
  // newest.
  std::vector<std::int64_t> plan_figures(const std::string& code) const {
    const target::Plan plan =
        store::load_target_plan(database_, chosen_version(context_, database_, {.code = code, .node = ""}));
    std::vector<std::int64_t> sums(size(), 0);
    for (const target::Value& value : plan.values) {
      if (value.metric != metric_->id || book_.find(value.node) == nullptr) continue;
      const std::size_t at = book_.position(value.node);
      for (std::size_t node = 0; node < sums.size(); ++node) {
        const PlanNode& part = node_at(node);
        const target::Bearer& who = part.bearer;
        const bool inside = at >= part.at && at < book_.entries()[part.at].end &&
                            (who.rep.empty() || who.rep == value.bearer.rep) &&
                            (who.customer.empty() || who.customer == value.bearer.customer) &&
                            (who.product_group.empty() || who.product_group == value.bearer.product_group);
        if (inside) sums[node] = base::checked_add(sums[node], value.amount);
      }
    }
    return sums;
  }
  std::string own_code() const {
    return plan_.code.empty() ? std::to_string(context_.config.calendar.month_of(period_.span.first).year())
                              : plan_.code;
  }
  // By plan node.
  const std::vector<std::int64_t>& measure(const std::string& name) {
    const auto found = measures_.find(name);
    if (found != measures_.end()) return found->second;
    std::vector<std::int64_t> values =
        name == "equal"     ? std::vector<std::int64_t>(nodes_.nodes().size(), 1)
        : name == "history" ? nodes_.history(*metric_, context_.config.calendar.last_year(period_).span)
        : name == "own"     ? plan_figures(own_code())
        : name.starts_with("plan:") ? plan_figures(name.substr(5))
                                    : nodes_.driver(name, period_.span.first);
    return measures_.emplace(name, std::move(values)).first->second;
  }
  const PlanNode& node_at(std::size_t node) const { return nodes_.nodes()[node]; }
  std::size_t size() const { return nodes_.nodes().size(); }

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
  PlanTree nodes_;
  std::int64_t total_ = 0;
  money::Tree tree_;
  money::TreeShares shares_;
};

bool PlanSplit::read() {
  metric_ = metric_named(section_.text("metric"));
  if (metric_ == nullptr) fault(section_, "metric", "E4112", {"没有这个指标", "there is no such metric"});
  if (metric_ != nullptr && metric_->rate) {
    fault(
        section_, "metric", "E4145",
        {"比率逐个节点设定（values），不能分解", "a rate is set node by node (values), it cannot be split"});
  }
  period_ = context_.config.calendar.parse(section_.text("period"), context_.as_of);
  const std::string under = section_.text("under");
  if (!under.empty()) {
    if (const auto code = book_.find_node(under)) {
      root_ = book_.position(*code);
    } else {
      fault(section_, "under", "E4111", {"没有节点“" + under + "”", "there is no node \"" + under + "\""},
            {"先导入组织（import org）", "import the organisation first (import org)"});
    }
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

bool PlanSplit::build_tree() {
  std::vector<std::string> kinds;
  for (const Level& level : levels_) kinds.push_back(level.kind);
  if (!nodes_.build(root_, kinds, period_.span.first)) {
    fault(section_, "levels", "E4119",
          {"节点的级别须在 rep、customer、product_group 之前",
           "levels of nodes stand before rep, customer and product_group"});
    return false;
  }
  tree_.units = {levels_.front().unit};
  for (const Level& level : levels_) tree_.units.push_back(level.unit);
  for (const PlanNode& node : nodes_.nodes()) {
    tree_.parents.push_back(node.depth == 0 ? money::kRoot : node.parent);
    tree_.nodes.keys.push_back(node.key);
  }
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    for (const auto& [name, share] : levels_[level].blend) {
      const bool figures = name == "history" || name == "own" || name.starts_with("plan:");
      if (!nodes_.below_nodes(level) || name == "equal" || figures) continue;
      fault(section_, "levels", "E4119",
            {"业务员、客户、产品组只能按 equal、history、own 或 plan:编码 加权，不能用 " + name,
             "reps, customers and product groups are weighted by equal, history or a plan, not by " + name});
    }
  }
  return good_;
}

// As written, or a percentage of last year's actuals rounded to the unit.
bool PlanSplit::find_total() {
  if (section_.has("total") == section_.has("growth")) {
    fault(section_, "total", "E4119", {"total 与 growth 恰写一个", "give total or growth, one of them"});
    return false;
  }
  total_ = section_.amount("total").minor();
  if (!section_.has("growth")) return true;
  const std::int64_t unit = levels_.front().unit;
  const money::Money grown =
      money::half_up(money::Money::minor(measure("history").front()), section_.rate("growth"));
  total_ = base::narrow(base::divide_half_up(base::Wide{grown.minor()}, base::Wide{unit})) * unit;
  return true;
}

// Siblings are weighted together: every part of a blend is normalised among them.
void PlanSplit::weigh() {
  tree_.nodes.weights.assign(size(), 0);
  for (std::size_t parent = 0; parent < size(); ++parent) {
    std::vector<std::size_t> children;
    for (std::size_t node = parent + 1; node < size(); ++node) {
      if (tree_.parents[node] == parent) children.push_back(node);
    }
    if (children.empty()) continue;
    const Level& level = levels_[node_at(parent).depth];
    std::vector<money::Driver> drivers;
    for (const auto& [name, share] : level.blend) {
      money::Driver part{name, share, {}};
      for (const std::size_t child : children) part.values.push_back(measure(name)[child]);
      drivers.push_back(std::move(part));
    }
    const std::vector<Weight> weights = money::blend(drivers, children.size());
    for (std::size_t k = 0; k < children.size(); ++k) tree_.nodes.weights[children[k]] = weights[k];
  }
}

void PlanSplit::bound() {
  money::Leaves& nodes = tree_.nodes;
  nodes.floors.assign(size(), 0);
  nodes.caps.assign(size(), money::kNoCap);
  nodes.locks.assign(size(), money::kNoLock);
  const auto given = [&](const char* key, std::vector<std::int64_t>& column) {
    for (const auto& [name, text] : section_.text_map(key)) {
      money::Money amount;
      money::NumberFault number;
      money::parse_money(text, context_.config.company.currency.digits, amount, number);
      const std::vector<std::size_t> found = nodes_.find(name);
      if (found.size() == 1) {
        column[found.front()] = amount.minor();
      } else if (found.empty() && !book_.find_node(name)) {
        fault(section_, key, "E4111", {"没有节点“" + name + "”", "there is no node \"" + name + "\""},
              {"先导入组织（import org）", "import the organisation first (import org)"});
      } else if (found.empty()) {
        fault(
            section_, key, "E4119",
            {"“" + name + "”不在逐级分解的节点里", "\"" + name + "\" is not among the nodes of the levels"});
      } else {
        fault(section_, key, "E4119",
              {"“" + name + "”有几个，写成 " + node_at(found.front()).key,
               "there is more than one \"" + name + "\": write " + node_at(found.front()).key});
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
  for (std::size_t node = 0; node < size(); ++node) {
    if (!node_at(node).leaf || nodes.locked(node)) continue;
    const money::Money last = money::Money::minor(measure("history")[node]);
    nodes.floors[node] = std::max(nodes.floors[node], money::half_up(last, low).minor());
    nodes.caps[node] = std::min(nodes.caps[node], money::half_up(last, high).minor());
  }
}

void PlanSplit::add_shares() {
  const auto stretch = section_.maybe_rate("stretch");
  const auto bound_of = [](std::int64_t value, std::int64_t absent) {
    return value == absent ? std::nullopt : std::optional<std::int64_t>(value);
  };
  std::vector<Weight> sums(size(), 0);
  for (std::size_t node = 1; node < size(); ++node) sums[tree_.parents[node]] += tree_.nodes.weights[node];
  for (const std::uint32_t node : shares_.order) {
    const bool top = tree_.parents[node] == money::kRoot;
    target::Share share{.node = node_at(node).key,
                        .metric = metric_->id,
                        .parent = top ? "" : node_at(tree_.parents[node]).key};
    share.amount = share.field = shares_.amounts[node];
    for (std::size_t level = 0; level < node_at(node).depth; ++level) {
      const money::Rate& over = levels_[level].over;
      share.field =
          money::over_assigned(share.field, over.numerator(), over.denominator(), levels_[level].unit);
    }
    if (stretch) share.stretch = money::half_up(money::Money::minor(share.amount), *stretch).minor();
    const Weight sum = top ? 1 : sums[tree_.parents[node]];
    const Weight weight = top ? 1 : tree_.nodes.weights[node];
    share.share = sum == 0 ? 0 : static_cast<std::int64_t>((weight * 1'000'000 + sum / 2) / sum);
    share.weight = money::to_string(money::Decimal(share.share, 4).normalised());
    share.source = top ? "total" : levels_[node_at(node).depth - 1].source;
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
  for (std::size_t node = 0; node < size(); ++node) {
    if (!node_at(node).leaf) continue;
    nodes.push_back(node);
    leaves.leaves.keys.push_back(tree_.nodes.keys[node]);
    matrix.row_totals.push_back(shares_.amounts[node]);
  }
  const std::string mode = section_.text("phasing");
  if (mode == "history") {
    for (const calendar::Month month :
         context_.config.calendar.months_in(context_.config.calendar.last_year(period_))) {
      const std::vector<std::int64_t> sums = nodes_.history(*metric_, context_.config.calendar.month(month));
      leaves.months.push_back(month);
      for (const std::size_t node : nodes) {
        if (leaves.history.size() < leaves.months.size()) leaves.history.emplace_back();
        leaves.history.back().add(money::Decimal(sums[node], 2));
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
  matrix.column_totals = money::apportion(months, total_, rule).amounts;
  for (std::size_t leaf = 0; leaf < nodes.size(); ++leaf) {
    const std::vector<Weight>& row = phasing.own.empty() ? phasing.pooled : phasing.own[leaf];
    matrix.seeds.insert(matrix.seeds.end(), row.begin(), row.end());
  }
  const money::MatrixShares cells = money::close_matrix(matrix, rule);
  for (std::size_t leaf = 0; leaf < nodes.size(); ++leaf) {
    for (std::size_t m = 0; m < phasing.months.size(); ++m) {
      const PlanNode& node = node_at(nodes[leaf]);
      plan_.values.push_back({book_.entries()[node.at].code, metric_->id, phasing.months[m],
                              cells.amounts[leaf * phasing.months.size() + m], node.bearer});
    }
  }
}

}  // namespace

void split_into_plan(const Context& context, store::Database& database, const TargetBook& book,
                     const Section& section, target::Plan& plan) {
  PlanSplit(context, database, book, section, plan).run();
}

}  // namespace salesops::app
