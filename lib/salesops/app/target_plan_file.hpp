#pragma once
#include <string>

#include "salesops/app/target_book.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// Reads a plan: a CSV or XLSX table (node, metric, month, amount; Chinese headers too), or a YAML file with
// values, a table beside it and totals that are split level by level. Code and name come from the file, else
// the year of its months. All findings at once with their places: unknown nodes E4111, metrics E4112, months
// E4113, figures given twice E4114. Throws the allocator's conflicts. `file` must name at least one figure
// (E_NO_ROWS).
target::Plan read_target_plan(const Context& context, store::Database& database, const TargetBook& book,
                              const std::string& path);

}  // namespace salesops::app
