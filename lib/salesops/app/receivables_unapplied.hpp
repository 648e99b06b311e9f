#pragma once
#include <vector>

#include "salesops/app/receivables.hpp"
#include "salesops/store/receivables.hpp"

namespace salesops::app {

document::Fact fact_older(int days);

// The work list of cash and credit notes that are matched with nothing as of context.as_of, the oldest first
// (ties by customer, then number): who paid, when, what is left, how long it has waited, and the reference
// text. Of the customers given; with request.older only what has waited for more days.
document::Document unapplied_document(const Context& context, store::Database& database,
                                      const OpenRequest& request,
                                      const std::vector<store::CustomerName>& customers);

}  // namespace salesops::app
