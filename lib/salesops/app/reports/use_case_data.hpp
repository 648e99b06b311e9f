#pragma once
#include "salesops/app/reports/data_sets.hpp"

// Data sets that are what a command shows: a table of the use case's document, for the report's period, day
// and scope.
namespace salesops::app {

document::Table budget_table(const Context& context, const DataRequest& request);
document::Table budget_carry_table(const Context& context, const DataRequest& request);
document::Table aging_table(const Context& context, const DataRequest& request);
document::Table open_items_table(const Context& context, const DataRequest& request);
document::Table attainment_data(const Context& context, const DataRequest& request);
document::Table promotion_table(const Context& context, const DataRequest& request);

// The command's context for a request: its period, its last day at the latest, its dimensions, and what the
// report is limited to.
Context narrowed(const Context& context, const DataRequest& request);

}  // namespace salesops::app
