#pragma once
#include "salesops/app/reports/data_sets.hpp"

namespace salesops::app {

// key, name, amount, share, last_year, yoy by customer, product, group or rep; equal days of last year.
document::Table sales_table(const Context& context, const DataRequest& request);
// Rows sales, collection, expenses: the report's last day, its month to that day, the same days last year.
document::Table figures_table(const Context& context, const DataRequest& request);

}  // namespace salesops::app
