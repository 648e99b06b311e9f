#pragma once
#include "salesops/app/reports/data_sets.hpp"

namespace salesops::app {

// The rows of a report's own query over the v_* views. Integers stay integers, everything else is text. The
// query may use the parameters :from and :to (the days of the period up to as-of), :period (its label),
// :as_of, :node, :nodes (a JSON list of the node and all below it), :customer and :promotion (what the report
// is limited to, else NULL), and those of its `with`; `with: {period: …}` names another period as for data
// sets. Error(configuration, E7103) for a parameter that is in the query or in `with` only; Error(usage,
// E7113) when the report is limited and the query does not ask to what. Faults of the query have its place.
document::Table query_table(const Context& context, const std::string& sql, const DataRequest& request);

}  // namespace salesops::app
