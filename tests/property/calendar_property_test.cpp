#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/calendar/period.hpp"

namespace salesops::calendar {

namespace {

bool long_run() {
  return std::getenv("SALESOPS_LONG") != nullptr;
}

std::vector<FiscalCalendar> calendars() {
  std::vector<FiscalCalendar> all;
  const std::vector<unsigned> few{1, 20, 25, 28, 29, 30, 31};
  for (unsigned cutoff = 1; cutoff <= 31; ++cutoff) {
    if (!long_run() && std::find(few.begin(), few.end(), cutoff) == few.end()) continue;
    for (const MonthLabel label : {MonthLabel::end_month, MonthLabel::start_month}) {
      for (const YearEnd end : {YearEnd::calendar, YearEnd::rolling}) {
        all.emplace_back(cutoff, label, end, WeekRule::month_clipped);
        all.emplace_back(cutoff, label, end, WeekRule::iso);
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("every day from 1900 to 9999 is written and read back") {
  const int step = long_run() ? 1 : 37;
  for (Date date = Date::of(1900, 1, 1); date.year() <= 9999; date = date + step) {
    Date back;
    DateFault fault;
    const bool same = parse_iso_date(to_string(date)) == date && parse_date(to_chinese(date), back, fault) &&
                      back == date && Date::of(date.year(), date.month(), date.day()) == date;
    if (!same) FAIL("not read back: " << to_string(date));
  }
}

TEST_CASE("fiscal months partition the days and every day finds its month") {
  for (const FiscalCalendar& calendar : calendars()) {
    for (Month month = Month::of(2023, 1); month <= Month::of(2028, 12); month = month + 1) {
      const Span days = calendar.month(month);
      CHECK(calendar.month(month + 1).first == days.last + 1);
      for (Date day = days.first; day <= days.last; day = day + 1) {
        if (calendar.month_of(day) != month) FAIL("day " << to_string(day) << " is lost");
      }
    }
  }
}

TEST_CASE("months nest in quarters, quarters in halves, halves in years") {
  for (const FiscalCalendar& calendar : calendars()) {
    for (int year = 2023; year <= 2028; ++year) {
      const Span whole = calendar.year(year).span;
      CHECK(whole.first == calendar.half(year, 1).span.first);
      CHECK(whole.last == calendar.half(year, 2).span.last);
      CHECK(calendar.year(year + 1).span.first == whole.last + 1);
      for (int half = 1; half <= 2; ++half) {
        CHECK(calendar.half(year, half).span.first == calendar.quarter(year, 2 * half - 1).span.first);
        CHECK(calendar.half(year, half).span.last == calendar.quarter(year, 2 * half).span.last);
      }
      for (int quarter = 1; quarter <= 4; ++quarter) {
        const Period period = calendar.quarter(year, quarter);
        const std::vector<Month> months = calendar.months_in(period);
        REQUIRE(months.size() == 3);
        CHECK(period.span == Span{calendar.month(months.front()).first, calendar.month(months.back()).last});
      }
    }
  }
}

TEST_CASE("weeks and thirds of a month partition the days, and the label of a period reads back") {
  for (const FiscalCalendar& calendar : calendars()) {
    for (Date day = Date::of(2023, 12, 20); day <= Date::of(2026, 1, 20); day = day + 1) {
      for (const Period& period : {calendar.week_of(day), calendar.ten_days_of(day)}) {
        const bool sound = period.span.contains(day) && calendar.parse(period.label, day) == period &&
                           calendar.previous(period).span.last + 1 == period.span.first;
        if (!sound) FAIL(period.label << " for " << to_string(day));
      }
    }
  }
}

TEST_CASE("a period's previous one ends the day before it begins") {
  for (const FiscalCalendar& calendar : calendars()) {
    for (const char* text :
         {"2026-01", "2026-03", "2026Q1", "2026H1", "2026", "2026-01-01", "2025-12-20..2026-01-15"}) {
      const Period period = calendar.parse(text, Date::of(2026, 5, 5));
      CHECK(calendar.previous(period).span.last + 1 == period.span.first);
      CHECK(calendar.previous(period).kind == period.kind);
    }
  }
}

}  // namespace salesops::calendar
