#pragma once
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/report/definition.hpp"

namespace salesops::app {

// A built-in report by key, one named in reports.definitions by key, or the definition in a file (a path
// ending in .yaml or .yml). Error(usage, E7107) with the nearest key; Error(no_input, E3031) for a file that
// is not there.
report::Definition find_report(const Context& context, const std::string& name);

// The whole report for the period of `context` (--period, else the one that holds as-of). Its figures are as
// of the period's last day or context.as_of, whichever is earlier. Error(usage, E7108) for a period of
// another kind.
document::Document run_report(const Context& context, const report::Definition& definition);

// The period that run_report takes.
calendar::Period report_period(const Context& context, const report::Definition& definition);

Outcome report_run(const Context& context, const std::string& name);
// All reports of the binary and, with a workspace, of its reports.definitions: key, title, period, source.
Outcome report_list(const config::Reports& workspace);
// The text of a report's definition file, as it can be copied and changed.
std::string report_text(const config::Reports& workspace, const std::string& name);
// The data sets that definitions may name.
Outcome report_data_list();

}  // namespace salesops::app
