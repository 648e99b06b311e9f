#pragma once
#include <optional>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/budget/status.hpp"

// Expense budgets: plan, request, settle, adjust, report. One function per command.
namespace salesops::app {

struct BudgetPlanOptions {
  std::string file;  // CSV, XLSX (node, category, month, amount) or YAML
  std::string name;  // "" = the YAML's name, else the year of its months
};
// Enters a plan. The same content again changes nothing. Cells that another plan covers: E6112. A changed
// plan of the same name: E6113 (budget revise). Waits for approval when the authority of the workspace names
// "budget".
Outcome budget_plan(const Context& context, const BudgetPlanOptions& options);
// Every key of a YAML plan: `salesops help budget-plan`.
std::string budget_plan_reference(base::Lang lang);
// A new version of a plan: past and closed months must be as they were (E6114), no cell may fall below what
// is consumed (E6115); the difference is posted, the old version is kept.
Outcome budget_revise(const Context& context, const BudgetPlanOptions& options);

// Posts an approved plan version; used by the decision. The plan it replaces becomes superseded.
void post_plan(const Context& context, store::WriteTransaction& transaction, const std::string& name,
               int version);

// The rows of `budget status`, for the command and for reports. Throws Error(internal, E6190) when the total
// does not tie with all expenses of the period.
struct BudgetStatus {
  calendar::Period period;
  budget::Months months;
  calendar::Span span;  // all days of the months
  std::vector<budget::StatusLine> lines;
  budget::Balances balances;  // of the period's cells
};
struct BudgetStatusOptions {
  bool prorate = false;      // the period may cut months: their plan counts by days, what is used by its date
  bool check_level = false;  // a level that no node has is an error (E7137), else it is as if not given
};
BudgetStatus budget_status_of(const Context& context, store::Database& database,
                              const BudgetStatusOptions& options = {});
Outcome budget_status(const Context& context, const BudgetStatusOptions& options = {});

// A plan (its versions and amounts), a request (its stages and moves) or, without a name, all plans and
// requests.
Outcome budget_show(const Context& context, const std::string& name);

}  // namespace salesops::app
