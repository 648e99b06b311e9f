#pragma once
#include "salesops/money/decimal.hpp"

namespace salesops::target {

// Which clock the pace (序时进度) runs by.
enum class PaceClock { calendar, workdays, plan };

// The section `targets:` of the configuration.
struct Settings {
  PaceClock pace = PaceClock::calendar;
  money::Rate green{0, 1};     // attainment − pace at or above this is green
  money::Rate amber{-5, 100};  // at or above this is amber, below it red; amber <= green
};

}  // namespace salesops::target
