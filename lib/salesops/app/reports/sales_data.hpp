#pragma once
#include "salesops/app/reports/data_sets.hpp"
#include "salesops/store/owner.hpp"

namespace salesops::app {

// The nodes and the customer that the report is limited to, with everything below the nodes on `day`.
store::DocumentScope document_scope(const Context& context, store::Database& database, calendar::Date day);
// key, name, amount, share, last_year, yoy by customer, product, group or rep; equal days of last year.
document::Table sales_table(const Context& context, const DataRequest& request);
// Rows sales, collection, expenses: the report's last day, its month to that day against target and pace, the
// same days last year.
document::Table figures_table(const Context& context, const DataRequest& request);
// month, amount, last_year, yoy of the fiscal year's months up to the report's last one.
document::Table trend_table(const Context& context, const DataRequest& request);
// Why sales changed against last_year or the previous period, by group or product.
document::Table variance_table(const Context& context, const DataRequest& request);

}  // namespace salesops::app
