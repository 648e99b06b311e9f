#pragma once
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/app/target_sheet.hpp"
#include "salesops/store/targets.hpp"

// Changes of a plan in the middle of the year: every one is a new version with a reason and the month from
// which it counts.
namespace salesops::app {

struct TargetRevise {
  std::string code{};
  std::vector<std::string> sets{};  // "NODE=AMOUNT": new totals
  std::string metric = "sales";
  std::string month{};             // the amounts are of this month only
  std::string absorb = "prorata";  // prorata, equal
  std::string over = "siblings";   // siblings, months: who absorbs
  std::string from{};              // first month that may change, "" = the first open one
  std::string unit = "0.01";
};
// New totals for nodes; siblings (or the other months of the node) absorb the difference. Errors: E4127
// without a reason, E4121 for what cannot be, with the amounts, E8201 for a closed month.
Outcome target_revise(const Context& context, const TargetRevise& what);

struct TargetRebase {
  std::string code{};
  std::string from{};             // the first month that stays open
  std::string closed = "actual";  // actual, target: what closed months are frozen at
  std::string metric{};           // "" = all
  std::string hold{};             // kind of the nodes that keep their totals, "" = every node with figures
  std::string total{};            // a new total of the plan's top node
  std::string unit = "0.01";
};
// Freezes the months before `from` and spreads what is left over the others with the least movement.
Outcome target_rebase(const Context& context, const TargetRebase& what);

// A plan about to change: the newest version (draft or approved) with its figures and the first month that
// may change. Errors: E4116, E4117 when it waits for a decision, E4127 without a reason, E8201 when `from` is
// closed, E4122 when no month is left.
struct PlanChange {
  PlanChange(const Context& context, store::Database& database, const std::string& code,
             const std::string& from);

  TargetBook book;
  target::Plan before;
  target::Plan after;
  calendar::Month from{};
};

// Stores `after` as a new draft version and tells what changed, node by node.
void finish_change(const Context& context, store::WriteTransaction& transaction, PlanChange& change,
                   Outcome& outcome);

const target::Metric& metric_or_fail(const std::string& name);  // Error(usage, E4112)
// The same without rates, which are set and do not add up (E4123).
const target::Metric& splittable_or_fail(const std::string& name);
calendar::Month month_or_fail(const std::string& text);  // Error(usage, E4113)
// An amount or a unit as typed. Error(usage, E4115) when it is no number or negative.
std::int64_t amount_or_fail(const Context& context, const char* option, const std::string& text);
// "HZ=120万" taken apart. Error(usage, E4123).
std::pair<std::string, std::string> assignment(const char* option, const std::string& text);

}  // namespace salesops::app
