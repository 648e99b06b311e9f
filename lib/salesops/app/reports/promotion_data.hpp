#pragma once
#include "salesops/app/reports/data_sets.hpp"

// Data sets of promotions: those whose days touch the report's period.
namespace salesops::app {

// One line per promotion, with the total of expected sales and planned cost.
document::Table promotions_data(const Context& context, const DataRequest& request);
// Their cost lines by month, node and category; the total ties with the planned cost of promotions_data.
document::Table promotion_costs_data(const Context& context, const DataRequest& request);
// Month × region: a line per node (rolled up to `level`), a column per month, in it the promotions that run.
document::Table promotion_calendar_data(const Context& context, const DataRequest& request);

}  // namespace salesops::app
