#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "salesops/money/decimal.hpp"
#include "salesops/target/settings.hpp"

namespace salesops::target {

// How far a period has run, in the units of its clock: calendar days, working days, or the plan's own phasing
// (hundredths of the target). next: units of the day that comes next.
struct Clock {
  std::int64_t elapsed = 0;
  std::int64_t total = 0;
  std::int64_t next = 1;
};

// What is known about one node and metric. Amounts in hundredths of the metric's unit.
struct Figures {
  std::optional<std::int64_t> target{};  // absent: none was set
  std::int64_t actual = 0;               // up to the as-of day, included
  bool measured = true;                  // false: nobody knows the actual (a rate without its drivers)
  std::optional<std::int64_t> ytd_target{};
  std::int64_t ytd_actual = 0;
  std::int64_t last_year = 0;  // the same days of last year
  std::int64_t previous = 0;   // as many days of the period before
  Clock clock{};
};

enum class Status { none, green, amber, red };
std::string_view to_string(Status status);

// Everything is absent where it would divide by nothing: a target of 0, a base of 0 or below, a period that
// has not begun.
struct Attainment {
  std::optional<money::Rate> attainment{};
  std::optional<std::int64_t> gap{};      // target − actual; negative: exceeded
  std::optional<money::Rate> pace{};      // elapsed ÷ total
  std::optional<money::Rate> pace_gap{};  // attainment − pace, to a millionth
  std::optional<money::Rate> ytd_attainment{};
  std::optional<money::Rate> yoy{};
  std::optional<money::Rate> pop{};
  std::optional<std::int64_t> required_daily{};  // rounded up; 0 when reached, absent when no day is left
  std::optional<std::int64_t> landing{};         // actual ÷ pace, half-up
  Status status = Status::none;
};
Attainment attain(const Figures& figures, const Settings& settings);

}  // namespace salesops::target
