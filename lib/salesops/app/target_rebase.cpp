// The year re-planned: closed months are frozen, what is left goes over the open ones.
#include <algorithm>

#include "salesops/app/target_change.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/store/target_actuals.hpp"
#include "salesops/target/revise.hpp"

namespace salesops::app {

namespace {

using base::Exit;
using calendar::Month;

[[noreturn]] void refuse(Exit exit, const char* code, const char* option, const std::string& value,
                         base::Text message, base::Text help) {
  throw base::Error(exit, {.code = code,
                           .field = option,
                           .value = value,
                           .message = std::move(message),
                           .help = std::move(help)});
}

constexpr store::ActualBy kBearers[] = {store::ActualBy::node, store::ActualBy::rep,
                                        store::ActualBy::customer, store::ActualBy::product_group};

class Rebase {
 public:
  Rebase(const Context& context, store::Database& database, const TargetRebase& what, PlanChange& change,
         Outcome& outcome)
      : context_(context), database_(database), what_(what), change_(change), outcome_(outcome) {}

  void run(const target::Metric& metric) {
    PlanSheet table(change_.before, change_.book, metric);
    if (table.months.empty()) return;
    for (std::size_t m = 0; m < table.months.size(); ++m)
      table.sheet.open[m] = table.months[m] >= change_.from;
    const std::int64_t unit = std::max<std::int64_t>(1, amount_or_fail(context_, "--unit", what_.unit));
    const target::Rebased rebased =
        target::rebase(table.sheet, what_.closed == "target" ? table.sheet.cells : actuals(table, metric),
                       holders(table), unit);
    if (!rebased.obstacles.empty()) refuse_holders(table, rebased.obstacles);
    require_bounds(table, rebased.cells);
    table.put(rebased.cells, change_.after);
  }

 private:
  // What happened in closed months, at the nearest node upwards that has a target it can count for.
  target::Row actuals(const PlanSheet& table, const target::Metric& metric) {
    target::Row cells(table.sheet.cells.size(), 0);
    std::int64_t outside = 0;
    for (std::size_t m = 0; m < table.months.size(); ++m) {
      if (table.sheet.open[m]) continue;
      const calendar::Span span = context_.config.calendar.month(table.months[m]);
      for (const store::ActualCell& found : store::target_actuals(database_, metric.id, span, kBearers)) {
        const auto item = carrier(table, found.keys);
        std::int64_t& sum = item ? cells[*item * table.months.size() + m] : outside;
        sum = base::checked_add(sum, found.amount);
      }
    }
    if (outside != 0) {
      const std::string amount =
          money::to_grouped(money::Money::minor(outside), context_.config.company.currency.digits);
      outcome_.messages.push_back(
          {metric.title.zh + "：计划外的实际 " + amount + " 未计入",
           metric.title.en + ": actuals of " + amount + " outside the plan are left out"});
    }
    return cells;
  }
  // Among the items of a node the one that names most of what the document has.
  static std::optional<std::size_t> at_node(const PlanSheet& table, const std::string& node,
                                            const std::vector<std::string>& keys) {
    for (const unsigned named : {7U, 6U, 5U, 3U, 4U, 2U, 1U, 0U}) {
      const target::Bearer bearer{(named & 4U) != 0 ? keys[1] : "", (named & 2U) != 0 ? keys[2] : "",
                                  (named & 1U) != 0 ? keys[3] : ""};
      if (const auto item = table.carrier(node, bearer)) return item;
    }
    return std::nullopt;
  }
  std::optional<std::size_t> carrier(const PlanSheet& table, const std::vector<std::string>& keys) const {
    const std::string& node = keys.front();
    if (change_.book.find(node) == nullptr) return at_node(table, node, keys);
    const std::vector<TargetBook::Entry>& entries = change_.book.entries();
    for (std::size_t at = change_.book.position(node);; at = entries[at].parent) {
      if (const auto item = at_node(table, entries[at].code, keys)) return item;
      if (entries[at].parent == at) return std::nullopt;
    }
  }
  std::vector<target::Edit> holders(const PlanSheet& table) const;
  void require_bounds(const PlanSheet& table, const target::Row& cells) const;
  [[noreturn]] void refuse_holders(const PlanSheet& table,
                                   const std::vector<target::Obstacle>& obstacles) const;

  const Context& context_;
  store::Database& database_;
  const TargetRebase& what_;
  PlanChange& change_;
  Outcome& outcome_;
};

// Nodes of the kind that is to keep its totals; what is under none of them keeps its own.
std::vector<target::Edit> Rebase::holders(const PlanSheet& table) const {
  const target::Sheet& sheet = table.sheet;
  const std::vector<std::int64_t> totals = target::totals_of(sheet);
  const std::vector<std::vector<std::size_t>> children = target::children_of(sheet);
  std::vector<bool> covered(sheet.size(), false);
  std::vector<target::Edit> found;
  for (std::size_t item = 0; item < sheet.size(); ++item) {
    const bool top = sheet.parents[item] == target::kTop;
    const TargetBook::Entry* entry = change_.book.find(table.name_of(item));
    if (!top) covered[item] = covered[sheet.parents[item]];
    if (covered[item]) continue;
    const bool named = what_.total.empty() ? entry != nullptr && entry->kind == what_.hold : top;
    if (!named && !children[item].empty()) continue;
    covered[item] = true;
    found.push_back({item, totals[item]});
  }
  if (what_.total.empty()) return found;
  if (found.size() != 1) {
    refuse(Exit::finding, "E4123", "--total", what_.total,
           {"计划的最上级节点不唯一，不能给总额", "the plan has more than one top node"},
           {"用 target revise --set 节点=金额", "use target revise --set NODE=AMOUNT"});
  }
  found.front().amount = amount_or_fail(context_, "--total", what_.total);
  return found;
}

// Nodes below a holder keep their floors, caps and locks.
void Rebase::require_bounds(const PlanSheet& table, const target::Row& cells) const {
  target::Sheet after = table.sheet;
  after.cells = cells;
  const target::Row before = target::totals_of(table.sheet);
  const target::Row totals = target::totals_of(after);
  const int digits = context_.config.company.currency.digits;
  std::string names;
  for (const auto& [node, item] : table.items()) {
    const bool moved = table.sheet.held[item] && totals[item] != before[item];
    const bool low = totals[item] < std::min(before[item], table.sheet.floors[item]);
    const bool high = totals[item] > std::max(before[item], table.sheet.caps[item]);
    if (!moved && !low && !high) continue;
    names += (names.empty() ? "" : ", ") + node + " " +
             money::to_grouped(money::Money::minor(totals[item]), digits);
  }
  if (names.empty()) return;
  refuse(Exit::finding, "E4121", "--hold", names,
         {"超出界限或锁定的节点：" + names, "nodes beyond their bounds or locks: " + names},
         {"让这些节点自己保持合计（不用 --hold），或先修订它们",
          "let these nodes keep their totals (without --hold), or revise them first"});
}

void Rebase::refuse_holders(const PlanSheet& table, const std::vector<target::Obstacle>& obstacles) const {
  const int digits = context_.config.company.currency.digits;
  std::string names;
  for (const target::Obstacle& obstacle : obstacles) {
    names += (names.empty() ? "" : ", ") + table.name_of(obstacle.item) + " " +
             money::to_grouped(money::Money::minor(obstacle.possible), digits) + " / " +
             money::to_grouped(money::Money::minor(obstacle.needed), digits);
  }
  refuse(Exit::finding, "E4124", "--hold", names,
         {"已结月份与合计不容（已结 / 合计）：" + names,
          "closed months do not fit the totals (closed / total): " + names},
         {"用 --hold 更高一级的节点类型，由同级分担", "let siblings share: --hold KIND of a level above"});
}

// Months that are frozen at what happened must be over.
void require_over(const Context& context, const PlanChange& change, const TargetRebase& what) {
  if (what.closed == "target") return;
  const calendar::Span last = context.config.calendar.month(change.from - 1);
  if (last.last <= context.as_of) return;
  const std::string day = calendar::to_string(last.last);
  refuse(Exit::finding, "E4122", "--from", what.from,
         {"到 " + calendar::to_string(context.as_of) + " 为止，" + calendar::to_string(change.from - 1) +
              " 还没有结束（" + day + "）",
          calendar::to_string(change.from - 1) + " is not over on " + calendar::to_string(context.as_of) +
              " (it ends on " + day + ")"},
         {"--closed target 冻结在目标，或改 --from", "freeze at --closed target, or change --from"});
}

void require_kind(const PlanChange& change, const std::string& kind) {
  if (kind.empty()) return;
  if (std::ranges::any_of(change.book.entries(), [&](const auto& entry) { return entry.kind == kind; }))
    return;
  refuse(Exit::usage, "E4123", "--hold", kind,
         {"没有类型为“" + kind + "”的节点", "no node is a \"" + kind + "\""},
         {"用组织里的节点类型，如 region、city", "name a kind of the organisation, such as region, city"});
}

}  // namespace

Outcome target_rebase(const Context& context, const TargetRebase& what) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    PlanChange change(context, transaction.database(), what.code, what.from);
    require_over(context, change, what);
    require_kind(change, what.hold);
    Rebase rebase(context, transaction.database(), what, change, outcome);
    if (!what.metric.empty()) {
      rebase.run(splittable_or_fail(what.metric));
    } else {
      for (const target::Metric& metric : target::metrics()) {
        if (!metric.rate) rebase.run(metric);
      }
    }
    finish_change(context, transaction, change, outcome);
  });
  return outcome;
}

}  // namespace salesops::app
