#pragma once
#include "salesops/app/reports/data_sets.hpp"
#include "salesops/store/promotions.hpp"

// Data sets of promotions: those whose days touch the report's period.
namespace salesops::app {

// The promotions whose days touch a span and, with --where node=X, that run in X, below it or for all above
// it; by first day, then id. Those that were turned down are no plan.
std::vector<store::Promotion> promotions_in(const Context& context, store::Database& database,
                                            const calendar::Span& span);

// One line per promotion, with the total of expected sales and planned cost.
document::Table promotions_data(const Context& context, const DataRequest& request);
// Their cost lines by month, node and category; the total ties with the planned cost of promotions_data.
document::Table promotion_costs_data(const Context& context, const DataRequest& request);
// Those that ended in the period, evaluated as of its last day: sales (with tax) against the expected ones,
// cost against the planned one, what they brought above their baseline. One that cannot be evaluated has no
// figures and a note that says why.
document::Table promotion_results_data(const Context& context, const DataRequest& request);
// Month × region: a line per node (rolled up to `level`), a column per month, in it the promotions that run.
document::Table promotion_calendar_data(const Context& context, const DataRequest& request);

}  // namespace salesops::app
