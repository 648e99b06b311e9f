#pragma once
#include "salesops/app/reports/data_sets.hpp"

namespace salesops::app {

// The aging by customer with what one looks at beside it (the layout of an aging for management): node and
// rep of the day, terms, credit limit, and by how much the net balance exceeds it. A customer without terms
// of its own has those of its class or the default ones; without a limit over_limit is no value. Ties like
// the aging. O(customers × spans).
document::Table debtors_table(const Context& context, const DataRequest& request);

}  // namespace salesops::app
