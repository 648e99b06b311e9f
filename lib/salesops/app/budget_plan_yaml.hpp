#pragma once
#include "salesops/app/budget_plan_file.hpp"

namespace salesops::app {

// The YAML form: lines with amounts, amounts per head, last year ± a percentage, and totals that the
// allocator splits. Error(bad_data) with all findings and their places.
PlanFile read_plan_yaml(const Context& context, store::Database& database, const BudgetBook& book,
                        const std::string& path);

}  // namespace salesops::app
