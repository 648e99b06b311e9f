#pragma once
#include <map>
#include <string>

#include "salesops/app/budget_book.hpp"

namespace salesops::app {

// What a plan file says once its rules are worked out: one amount per cell.
struct PlanFile {
  std::string name;  // the file's, else the year of its months
  std::map<budget::Cell, money::Money> lines;
};

// Reads a CSV, TSV or XLSX table (node, category, month, amount; Chinese headers too) or a YAML plan. All
// findings at once with their places: unknown nodes and categories (E6101, E6102), a cell stated twice
// (E6118), months that cannot be read (E6119), months of several years (E6120).
PlanFile read_plan_file(const Context& context, store::Database& database, const BudgetBook& book,
                        const std::string& path);

}  // namespace salesops::app
