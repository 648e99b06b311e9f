#include "salesops/calendar/working_days.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "salesops/base/error.hpp"

namespace salesops::calendar {

TEST_CASE("working days per month follow the notices of the State Council General Office") {
  struct Row {
    int year;
    std::array<int, 12> months;
    int total;
  };
  static constexpr Row kRows[] = {{2024, {22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22}, 251},
                                  {2025, {19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23}, 248},
                                  {2026, {21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23}, 248}};
  const WorkingDays days = WorkingDays::china();
  for (const Row& row : kRows) {
    int total = 0;
    for (unsigned m = 1; m <= 12; ++m) {
      CAPTURE(row.year);
      CAPTURE(m);
      const Month month = Month::of(row.year, m);
      CHECK(days.count({month.first(), month.last()}) == row.months[m - 1]);
      total += days.count({month.first(), month.last()});
    }
    CHECK(total == row.total);
  }
}

TEST_CASE("make-up Sundays are worked and the eve of Spring Festival 2024 was") {
  const WorkingDays days = WorkingDays::china();
  CHECK(days.is_working_day(Date::of(2024, 2, 9)));
  CHECK(days.is_working_day(Date::of(2024, 2, 4)));  // a Sunday
  CHECK_FALSE(days.is_working_day(Date::of(2025, 1, 28)));
  CHECK(days.next_working_day(Date::of(2026, 10, 1)) == Date::of(2026, 10, 8));
  CHECK(days.next_working_day(Date::of(2026, 10, 8)) == Date::of(2026, 10, 8));
  CHECK(days.count({Date::of(2025, 5, 1), Date::of(2025, 5, 16)}) == 9);  // of 19 in May 2025
}

TEST_CASE("a year without a list is an error, never Monday to Friday") {
  WorkingDays days = WorkingDays::china();
  try {
    static_cast<void>(days.count({Date::of(2026, 12, 30), Date::of(2027, 1, 4)}));
    FAIL("counted without a list");
  } catch (const base::Error& error) {
    CHECK(error.code() == "E3401");
    CHECK(error.exit() == base::Exit::configuration);
    CHECK(error.diagnostics().front().value == "2027");
  }
  days.add_year(2027, {{Date::of(2027, 1, 1), Date::of(2027, 1, 1)}}, {Date::of(2027, 1, 3)});
  days.add_year(2027, {{Date::of(2027, 1, 4), Date::of(2027, 1, 4)}}, {});
  CHECK(days.count({Date::of(2027, 1, 1), Date::of(2027, 1, 5)}) == 2);  // the 3rd and the 5th
}

}  // namespace salesops::calendar
