#pragma once
#include <vector>

#include "salesops/app/attain.hpp"
#include "salesops/app/attain_days.hpp"
#include "salesops/app/attain_dimensions.hpp"

namespace salesops::app {

// The rows of a rate, which is measured for each node and adds up to nothing:
//   market_share  sales ÷ the drivers "market_size" dated within the days
//   coverage      the driver "active_outlets" ÷ the driver "target_outlets", the newest on the last day
// A node's part and whole are its own where it has some, else the sums of its children; without a whole there
// is no rate. The target is that of the last month of the period that has one.
std::vector<AttainRow> rate_rows(const Context& context, store::Database& database, const TargetBook& book,
                                 const AttainDimensions& dimensions, const AttainDays& days,
                                 const target::Metric& metric, const std::vector<target::Value>& values);

// A rate is a state, not a run: it has no pace, no day's need and no landing; it is compared with its target
// as a whole.
void as_rate(target::Attainment& result);

}  // namespace salesops::app
