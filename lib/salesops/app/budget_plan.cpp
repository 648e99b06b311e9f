// budget plan, budget revise: a plan file becomes a version; an approved version becomes budget moves, the
// difference to the version before it.
#include "salesops/app/approval.hpp"
#include "salesops/app/budget.hpp"
#include "salesops/app/budget_plan_file.hpp"
#include "salesops/base/sha256.hpp"
#include "salesops/budget/plan.hpp"
#include "salesops/store/closings.hpp"

namespace salesops::app {
namespace {

using budget::Cell;
using calendar::Date;
using calendar::Month;
using money::Money;
using store::BudgetPlan;
using Lines = std::map<Cell, Money>;

[[noreturn]] void refuse(base::Exit exit, const char* code, std::string value, base::Text message,
                         base::Text help) {
  base::Diagnostic diagnostic{.code = code, .value = std::move(value)};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  throw base::Error(exit, std::move(diagnostic));
}

Money total_of(const Lines& lines) {
  Money sum;
  for (const auto& [cell, amount] : lines) sum += amount;
  return sum;
}

std::string hash_of(const Lines& lines) {
  base::Sha256 hash;
  for (const auto& [cell, amount] : lines)
    hash.update(cell.node + '\x1f' + cell.category + '\x1f' + calendar::to_string(cell.month) + '\x1f' +
                std::to_string(amount.minor()) + '\n');
  return hash.hex();
}

std::string label(const BudgetPlan& plan) {
  return plan.name + " v" + std::to_string(plan.version);
}

std::string grouped(const Context& context, Money amount) {
  return money::to_grouped(amount, context.config.company.currency.digits);
}

void require_no_overlap(store::Database& database, const PlanFile& file) {
  const auto other = store::overlapping_plan(database, file.name, file.lines);
  if (!other) return;
  refuse(base::Exit::finding, "E6112", other->first,
         {"预算 " + other->first + " 已包含 " + cell_text(other->second),
          "the plan " + other->first + " covers " + cell_text(other->second) + " already"},
         {"修订原预算（budget revise），或去掉重复的行",
          "revise that plan (budget revise) or take the rows out"});
}

// Months that lie before the as-of month or in a closed period must be as they were.
void require_past_unchanged(const Context& context, store::Database& database,
                            const std::vector<budget::Move>& difference, bool revision) {
  const auto closed = store::closed_until(database);
  const Month now = context.config.calendar.month_of(context.as_of);
  for (const budget::Move& move : difference) {
    const bool is_closed = closed && context.config.calendar.month(move.cell.month).first <= *closed;
    if (move.amount.zero() || (!is_closed && !(revision && move.cell.month < now))) continue;
    if (is_closed) require_open(database, context.config.calendar.month(move.cell.month).first);
    refuse(base::Exit::finding, "E6114", cell_text(move.cell),
           {"过去的月份不能修订：" + cell_text(move.cell),
            "a past month cannot be revised: " + cell_text(move.cell)},
           {"过去的月份保持原金额，把变化放到以后的月份",
            "keep the amounts of past months and change later ones"});
  }
}

void require_above_consumed(store::Database& database, const std::vector<budget::Move>& difference) {
  if (difference.empty()) return;
  const budget::Balances balances = year_balances(database, kEverything, difference.front().cell.month);
  for (const budget::Move& move : difference) {
    const auto found = balances.find(move.cell);
    if (!move.amount.negative() || found == balances.end()) continue;
    const Money left = found->second.available() + move.amount;
    if (!left.negative()) continue;
    refuse(base::Exit::finding, "E6115", cell_text(move.cell),
           {cell_text(move.cell) + " 已用 " + money::to_decimal(found->second.consumed()) +
                "，预算不能降到它以下",
            cell_text(move.cell) + " has used " + money::to_decimal(found->second.consumed()) +
                ": the plan may not fall below that"},
           {"最多可减 " + money::to_decimal(std::max(found->second.available(), Money())),
            "at most " + money::to_decimal(std::max(found->second.available(), Money())) +
                " can be taken away"});
  }
}

// The first version of a plan counts from the start of its fiscal year, a revision from the as-of day,
// neither before the end of the last closed period.
Date effective(const Context& context, store::Database& database, const BudgetPlan& plan) {
  const Month january = Month::of(plan.lines.begin()->first.month.year(), 1);
  Date date = plan.version == 1 ? context.config.calendar.month(january).first : plan.date;
  if (const auto closed = store::closed_until(database)) date = std::max(date, *closed + 1);
  return date;
}

BudgetPlan new_version(const Context& context, const PlanFile& file,
                       const std::optional<BudgetPlan>& latest) {
  BudgetPlan plan;
  plan.name = file.name;
  plan.version = latest ? latest->version + 1 : 1;
  plan.state = needs_decision(context, "budget") ? "submitted" : "approved";
  plan.date = context.as_of;
  plan.made_by = context.actor.name();
  plan.hash = hash_of(file.lines);
  plan.reason = context.reason;
  plan.lines = file.lines;
  return plan;
}

std::vector<budget::Move> difference_of(store::Database& database, const BudgetPlan& plan) {
  const auto before = store::latest_plan(database, plan.name, "approved");
  return budget::plan_difference(before ? before->lines : Lines{}, plan.lines, "plan " + label(plan));
}

void post(const Context& context, store::WriteTransaction& transaction, const BudgetPlan& plan) {
  store::Database& database = transaction.database();
  const auto before = store::latest_plan(database, plan.name, "approved");
  const std::vector<budget::Move> moves =
      budget::plan_difference(before ? before->lines : Lines{}, plan.lines, "plan " + label(plan));
  require_past_unchanged(context, database, moves, before.has_value());
  if (before) require_above_consumed(database, moves);
  store::BudgetWriter writer(database);
  const Date date = effective(context, database, plan);
  for (const budget::Move& move : moves) writer.append(move, date);
  if (before && before->version != plan.version) store::set_plan_state(transaction, *before, "superseded");
}

Outcome enter(const Context& context, store::WriteTransaction& transaction, const PlanFile& file,
              const std::optional<BudgetPlan>& latest) {
  store::Database& database = transaction.database();
  require_no_overlap(database, file);
  BudgetPlan plan = new_version(context, file, latest);
  const std::vector<budget::Move> difference = difference_of(database, plan);
  require_past_unchanged(context, database, difference, latest.has_value());
  if (latest) require_above_consumed(database, difference);
  if (plan.state == "approved") post(context, transaction, plan);
  store::insert_plan(transaction, plan);
  const std::string cells = std::to_string(plan.lines.size());
  const std::string total = grouped(context, total_of(plan.lines));
  Outcome outcome;
  if (plan.state == "approved") {
    outcome.messages = {
        {"预算 " + label(plan) + " 已生效：" + cells + " 项，合计 " + total,
         "budget " + label(plan) + " is in force: " + cells + " cells, " + total + " in all"}};
  } else {
    submit(context, transaction, {"budget", label(plan), total_of(plan.lines), ""});
    outcome.messages = {
        {"预算 " + label(plan) + " 已提交审批：" + cells + " 项，合计 " + total,
         "budget " + label(plan) + " waits for approval: " + cells + " cells, " + total + " in all"}};
  }
  return outcome;
}

Outcome unchanged(const BudgetPlan& plan) {
  Outcome outcome;
  outcome.messages = {{"预算 " + label(plan) + " 内容相同，没有变化",
                       "budget " + label(plan) + " says the same: nothing changed"}};
  return outcome;
}

PlanFile read_named(const Context& context, store::Database& database, const BudgetPlanOptions& options) {
  const BudgetBook book(context, database);
  PlanFile file = read_plan_file(context, database, book, options.file);
  if (!options.name.empty()) file.name = options.name;
  return file;
}

}  // namespace

Outcome budget_plan(const Context& context, const BudgetPlanOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const PlanFile file = read_named(context, transaction.database(), options);
    auto latest = store::latest_plan(transaction.database(), file.name, "");
    if (latest && latest->state != "rejected") {
      if (latest->hash == hash_of(file.lines)) {
        outcome = unchanged(*latest);
        return;
      }
      refuse(base::Exit::finding, "E6113", file.name,
             {"预算 " + label(*latest) + " 已存在，内容不同",
              "the plan " + label(*latest) + " exists with other content"},
             {"用 budget revise 做新版本", "use budget revise for a new version"});
    }
    outcome = enter(context, transaction, file, latest);
  });
  return outcome;
}

Outcome budget_revise(const Context& context, const BudgetPlanOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const PlanFile file = read_named(context, transaction.database(), options);
    const auto latest = store::latest_plan(transaction.database(), file.name, "");
    if (!latest || !store::latest_plan(transaction.database(), file.name, "approved"))
      refuse(base::Exit::finding, "E6127", file.name,
             {"没有已生效的预算 " + file.name, "no plan " + file.name + " is in force"},
             {"先用 budget plan 录入", "enter it with budget plan first"});
    if (latest->hash == hash_of(file.lines)) {
      outcome = unchanged(*latest);
      return;
    }
    if (latest->state == "submitted")
      refuse(base::Exit::finding, "E6128", label(*latest),
             {"预算 " + label(*latest) + " 还在等待审批",
              "the plan " + label(*latest) + " still waits for approval"},
             {"先审批或退回它", "approve or reject it first"});
    outcome = enter(context, transaction, file, latest);
  });
  return outcome;
}

void post_plan(const Context& context, store::WriteTransaction& transaction, const std::string& name,
               int version) {
  const auto plan = store::find_plan(transaction.database(), name, version);
  if (!plan) refuse(base::Exit::finding, "E6127", name, {"没有预算 " + name, "no plan " + name}, {});
  post(context, transaction, *plan);
  store::set_plan_state(transaction, *plan, "approved");
}

}  // namespace salesops::app
