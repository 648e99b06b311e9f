#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::target {

// From a day on somebody else carries a target. With a ramp the successor starts with a part of it:
// month k after the first takes ramp[k] of its days' share, months after the ramp all of it.
struct Handover {
  calendar::Date on{};          // the first day of the successor
  calendar::Month first{};      // the month of that day
  calendar::Span first_days{};  // the days of that month
  std::vector<money::Rate> ramp{};
};

// What of a month's figure passes on: nothing before the first month, in it by calendar days, half-up to the
// minor unit; the rest stays where it is, so the sum never changes.
std::int64_t passed_on(const Handover& handover, calendar::Month month, std::int64_t amount);

}  // namespace salesops::target
