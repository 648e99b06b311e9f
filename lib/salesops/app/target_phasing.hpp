#pragma once
#include <string>
#include <vector>

#include "salesops/app/target_input.hpp"
#include "salesops/calendar/period.hpp"
#include "salesops/calendar/working_days.hpp"

namespace salesops::app {

// How a total runs over the months of a period: one weight per month, and per leaf and month when leaves
// differ.
struct Phasing {
  std::vector<calendar::Month> months;
  std::vector<money::Weight> pooled;
  std::vector<std::vector<money::Weight>> own;  // by leaf; empty: every leaf follows `pooled`
  base::Text title;                             // "按工作日"
};

// mode: flat, workdays, a pattern such as 4-4-5 (repeated over the months), history (the months of `table`,
// Spring Festival handled: January and February count as one block that is split by the plan year's working
// days), or a CSV file with period, weight and optionally key. Errors: usage E4105 (period without months,
// pattern that does not fit), bad_data for files.
Phasing phase(const std::string& mode, const calendar::Period& period,
              const calendar::FiscalCalendar& calendar, const calendar::WorkingDays& working_days,
              const LeafTable& table);

}  // namespace salesops::app
