#pragma once
#include "salesops/app/reports/data_sets.hpp"

// The page to sign (目标责任书) as parts of a report: the tables and the text of `target show PLAN NODE`, of
// the node or customer that the report is limited to.
namespace salesops::app {

// part targets, months, handed_on or signatures. The plan is the parameter `plan`, else the only approved one
// (if none is, the only draft) with figures in the report's period: the version in force on the day, else its
// newest. A part that the page does not have has no rows. Error(configuration, E7104) when several plans
// qualify; Error(finding, E4146) when nothing is planned for the node.
document::Table responsibility_table(const Context& context, const DataRequest& request);
// What stands above the tables: the agreement, then plan, version, state and check of the figures.
std::vector<base::Text> responsibility_text(const Context& context, const DataRequest& request);

}  // namespace salesops::app
