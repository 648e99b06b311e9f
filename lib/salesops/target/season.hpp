#pragma once
#include <span>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/calendar/working_days.hpp"
#include "salesops/money/apportion.hpp"

namespace salesops::target {

// Seasonal weights of plan months from a history of months (mathematics: pooled shares). The weight of a plan
// month is the sum of the history of the same month of the year. January and February count as one block,
// because the Spring Festival moves between them: when the plan has both, the block is split by the working
// days of the plan's year. Months without any history get weight 0. values: one per history month, >= 0, sums
// below 2^55. Throws Error(configuration, E3401) when a year of the plan has no holiday list and the block
// must be split.
std::vector<money::Weight> season(std::span<const calendar::Month> history,
                                  std::span<const money::Weight> values,
                                  std::span<const calendar::Month> plan,
                                  const calendar::WorkingDays& working_days);

}  // namespace salesops::target
