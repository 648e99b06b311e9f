// Budget control.
//
// A document is a set of lines, each a node, a category, a month and an amount. Every line is first given to
// the cell that pays for it (see Owners). The matrix then says at which levels and over which months that
// cell is watched: each such combination is one Scope, and all lines of the document that fall into the scope
// are added before it is judged. That is what stops a document from passing in slices, and what lets the same
// document stop at line level and pass at node level.
//
// Judged is consumed + asked > limit, in integers: exactly used up is not exceeded. A scope to which the
// document adds nothing or gives something back is never exceeded by it, however deep in the red it stands.
#include "salesops/budget/control.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace salesops::budget {
namespace {

constexpr std::array<std::string_view, 2> kStages = {"request", "actual"};
constexpr std::array<std::string_view, 4> kHorizons = {"month", "accumulated", "quarter", "year"};
constexpr std::array<std::string_view, 4> kLevels = {"line", "group", "node", "parent"};
constexpr std::array<std::string_view, 3> kActions = {"ignore", "warn", "stop"};

template <class Enum, std::size_t N>
bool named(const std::array<std::string_view, N>& names, std::string_view name, Enum& value) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return false;
  value = static_cast<Enum>(found - names.begin());
  return true;
}

constexpr int kAny = std::numeric_limits<int>::max();

// Steps from an id to the id a rule names; kAny for a rule for all; nothing when the rule is for another.
std::optional<int> nearness(const Tree& tree, std::string_view id, std::string_view rule) {
  if (rule.empty()) return kAny;
  return tree.distance(id, rule);
}

using Combination = std::tuple<Horizon, Level>;
struct Chosen {
  int category = 0;
  int node = 0;
  const Rule* rule = nullptr;
};

// The nearest rule of every horizon and level for one line.
std::map<Combination, Chosen> rules_for(const Line& line, Stage stage, std::span<const Rule> rules,
                                        const Hierarchy& hierarchy) {
  std::map<Combination, Chosen> chosen;
  for (const Rule& rule : rules) {
    if (rule.stage != stage) continue;
    const auto category = nearness(hierarchy.categories, line.category, rule.category);
    const auto node = nearness(hierarchy.nodes, line.node, rule.node);
    if (!category || !node) continue;
    auto [at, fresh] = chosen.try_emplace({rule.horizon, rule.level}, Chosen{*category, *node, &rule});
    if (!fresh && std::tie(*category, *node) < std::tie(at->second.category, at->second.node))
      at->second = {*category, *node, &rule};
  }
  return chosen;
}

std::optional<ProblemKind> problem_of(const Line& line, const Hierarchy& hierarchy) {
  if (!hierarchy.nodes.knows(line.node)) return ProblemKind::unknown_node;
  if (!hierarchy.categories.knows(line.category)) return ProblemKind::unknown_category;
  return std::nullopt;
}

money::Money limit_of(const Rule& rule, money::Money plan) {
  const money::Money share = plan.negative() ? money::Money() : money::half_up(plan, rule.tolerance);
  return plan + share + rule.tolerance_amount;
}

// Lines of the document that the scope covers, added up; `without` leaves one line out.
money::Money asked_in(std::span<const Line> document, const Scope& scope, const Hierarchy& hierarchy,
                      std::size_t without) {
  money::Money total;
  for (std::size_t i = 0; i < document.size(); ++i) {
    const Line& line = document[i];
    if (i != without && hierarchy.covers(scope, {line.node, line.category, line.month}))
      total += line.amount - line.releases;
  }
  return total;
}

Finding judge(const Scope& scope, const Rule& rule, std::span<const Line> document, const Balances& balances,
              const Hierarchy& hierarchy) {
  Finding finding{scope, rule.stage, rule.horizon, rule.level, rule.action, sum(balances, scope, hierarchy),
                  {},    {},         {},           {}};
  finding.limit = limit_of(rule, finding.before.plan());
  finding.asked = asked_in(document, scope, hierarchy, document.size());
  const money::Money room = finding.limit - finding.before.consumed();
  finding.largest = std::max(room, money::Money());
  if (finding.asked > money::Money() && finding.asked > room) finding.over = finding.asked - finding.largest;
  return finding;
}

Action outcome_of(const Finding& finding) {
  return finding.exceeded() ? finding.action : Action::ignore;
}

// The largest amount of each line that passes every stopping cell while the other lines stay as they are.
std::vector<money::Money> largest_amounts(std::span<const Line> document,
                                          const std::vector<Finding>& findings, const Hierarchy& hierarchy) {
  std::vector<money::Money> largest;
  for (std::size_t i = 0; i < document.size(); ++i) {
    const Line& line = document[i];
    std::optional<money::Money> room;
    for (const Finding& finding : findings) {
      if (finding.action != Action::stop ||
          !hierarchy.covers(finding.scope, {line.node, line.category, line.month}))
        continue;
      const money::Money others = asked_in(document, finding.scope, hierarchy, i);
      const money::Money left = finding.limit - finding.before.consumed() - others + line.releases;
      room = room ? std::min(*room, left) : left;
    }
    largest.push_back(room ? std::max(*room, money::Money()) : money::Money::minor(money::kMaxMinor));
  }
  return largest;
}

}  // namespace

std::string_view name_of(Stage stage) {
  return kStages[static_cast<std::size_t>(stage)];
}
std::string_view name_of(Horizon horizon) {
  return kHorizons[static_cast<std::size_t>(horizon)];
}
std::string_view name_of(Level level) {
  return kLevels[static_cast<std::size_t>(level)];
}
std::string_view name_of(Action action) {
  return kActions[static_cast<std::size_t>(action)];
}
bool stage_named(std::string_view name, Stage& stage) {
  return named(kStages, name, stage);
}
bool horizon_named(std::string_view name, Horizon& horizon) {
  return named(kHorizons, name, horizon);
}
bool level_named(std::string_view name, Level& level) {
  return named(kLevels, name, level);
}
bool action_named(std::string_view name, Action& action) {
  return named(kActions, name, action);
}

money::Money Verdict::excess() const {
  money::Money most;
  for (const Finding& finding : findings) {
    if (outcome_of(finding) == Action::stop) most = std::max(most, finding.over);
  }
  return most;
}

std::optional<Scope> scope_of(Level level, Horizon horizon, const Owner& owner, calendar::Month month,
                              const Hierarchy& hierarchy) {
  const calendar::Month january = calendar::Month::of(month.year(), 1);
  Scope scope{owner.node, owner.category, month, month};
  if (horizon == Horizon::accumulated) scope.first = january;
  if (horizon == Horizon::quarter) {
    scope.first = january + static_cast<int>((month.month() - 1) / 3 * 3);
    scope.last = scope.first + 2;
  }
  if (horizon == Horizon::year) scope.first = january, scope.last = january + 11;
  if (level == Level::group) scope.category = hierarchy.categories.top(owner.category);
  if (level == Level::node || level == Level::parent) scope.category.clear();
  if (level == Level::parent) scope.node = hierarchy.nodes.parent(owner.node);
  if (scope.node.empty()) return std::nullopt;
  return scope;
}

Verdict check(std::span<const Line> document, Stage stage, std::span<const Rule> rules,
              const Balances& balances, const Hierarchy& hierarchy) {
  const Owners owners(balances, hierarchy);
  Verdict verdict;
  std::map<std::pair<Scope, Combination>, const Rule*> cells;
  for (std::size_t i = 0; i < document.size(); ++i) {
    const Line& line = document[i];
    if (const auto problem = problem_of(line, hierarchy)) {
      verdict.problems.push_back({i, *problem});
      continue;
    }
    const auto owner = owners.find(line.node, line.category, line.month.year());
    if (!owner) {
      if (line.amount > money::Money()) verdict.problems.push_back({i, ProblemKind::no_budget});
      continue;
    }
    for (const auto& [combination, chosen] : rules_for(line, stage, rules, hierarchy)) {
      const auto scope = scope_of(std::get<Level>(combination), std::get<Horizon>(combination), *owner,
                                  line.month, hierarchy);
      if (!scope) continue;
      const Rule*& rule = cells[{*scope, combination}];
      if (rule == nullptr || rule->action < chosen.rule->action) rule = chosen.rule;
    }
  }
  for (const auto& [cell, rule] : cells)
    verdict.findings.push_back(judge(cell.first, *rule, document, balances, hierarchy));
  std::stable_sort(verdict.findings.begin(), verdict.findings.end(),
                   [](const Finding& a, const Finding& b) { return outcome_of(a) > outcome_of(b); });
  if (!verdict.findings.empty()) verdict.outcome = outcome_of(verdict.findings.front());
  if (!verdict.problems.empty()) verdict.outcome = Action::stop;
  verdict.largest = largest_amounts(document, verdict.findings, hierarchy);
  return verdict;
}

}  // namespace salesops::budget
