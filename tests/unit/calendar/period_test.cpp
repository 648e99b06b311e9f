#include "salesops/calendar/period.hpp"

#include <doctest/doctest.h>

#include <string>

#include "salesops/base/error.hpp"

namespace salesops::calendar {

namespace {

const Date kAsOf = Date::of(2026, 11, 23);  // a Monday

std::string show(const Period& period) {
  return period.label + " " + to_string(period.span.first) + " " + to_string(period.span.last);
}

std::string show(const Span& span) {
  return to_string(span.first) + " " + to_string(span.last);
}

std::string parsed(const FiscalCalendar& calendar, std::string_view text) {
  try {
    return show(calendar.parse(text, kAsOf));
  } catch (const base::Error& error) {
    return error.code() + " " + error.diagnostics().front().message.en;
  }
}

const FiscalCalendar kNatural;
const FiscalCalendar kCutEndCalendar(25, MonthLabel::end_month, YearEnd::calendar, WeekRule::month_clipped);
const FiscalCalendar kCutEndRolling(25, MonthLabel::end_month, YearEnd::rolling, WeekRule::iso);
const FiscalCalendar kCutStartRolling(25, MonthLabel::start_month, YearEnd::rolling, WeekRule::iso);
const FiscalCalendar kCutStartCalendar(25, MonthLabel::start_month, YearEnd::calendar, WeekRule::iso);

}  // namespace

TEST_CASE("every form of --period in a natural calendar") {
  struct Row {
    const char* text;
    const char* shown;
  };
  static constexpr Row kRows[] = {{"2026-10", "2026-10 2026-10-01 2026-10-31"},
                                  {"2026Q4", "2026Q4 2026-10-01 2026-12-31"},
                                  {"2026q1", "2026Q1 2026-01-01 2026-03-31"},
                                  {"2026H2", "2026H2 2026-07-01 2026-12-31"},
                                  {"2026", "2026 2026-01-01 2026-12-31"},
                                  {"2026-W45", "2026-W45 2026-11-02 2026-11-08"},
                                  {"2026-W01", "2026-W01 2025-12-29 2026-01-04"},
                                  {"2026-W53", "2026-W53 2026-12-28 2027-01-03"},
                                  {"2016-W52", "2016-W52 2016-12-26 2017-01-01"},
                                  {"2026-10-W1", "2026-10-W1 2026-10-01 2026-10-04"},
                                  {"2026-10-W2", "2026-10-W2 2026-10-05 2026-10-11"},
                                  {"2026-10-W5", "2026-10-W5 2026-10-26 2026-10-31"},
                                  {"2026-10-T1", "2026-10-T1 2026-10-01 2026-10-10"},
                                  {"2026-02-T3", "2026-02-T3 2026-02-21 2026-02-28"},
                                  {"2026-10-05", "2026-10-05 2026-10-05 2026-10-05"},
                                  {"2026-10-01..2026-10-31", "2026-10-01..2026-10-31 2026-10-01 2026-10-31"},
                                  {"2026-01..2026-03", "2026-01-01..2026-03-31 2026-01-01 2026-03-31"},
                                  {"last-month", "2026-10 2026-10-01 2026-10-31"},
                                  {"this-month", "2026-11 2026-11-01 2026-11-30"},
                                  {"last-quarter", "2026Q3 2026-07-01 2026-09-30"},
                                  {"this-quarter", "2026Q4 2026-10-01 2026-12-31"},
                                  {"last-year", "2025 2025-01-01 2025-12-31"},
                                  {"this-year", "2026 2026-01-01 2026-12-31"},
                                  {"last-week", "2026-W47 2026-11-16 2026-11-22"},
                                  {"this-week", "2026-W48 2026-11-23 2026-11-29"},
                                  {"yesterday", "2026-11-22 2026-11-22 2026-11-22"},
                                  {"today", "2026-11-23 2026-11-23 2026-11-23"},
                                  {"YTD", "2026-01-01..2026-11-23 2026-01-01 2026-11-23"},
                                  {"mtd", "2026-11-01..2026-11-23 2026-11-01 2026-11-23"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(parsed(kNatural, row.text) == row.shown);
  }
}

TEST_CASE("a text that is no period is a usage error with the reason") {
  struct Row {
    const char* text;
    const char* why;
  };
  static constexpr Row kRows[] = {
      {"2026-13", "has a month outside 1–12"},
      {"2026Q5", "has a quarter outside 1–4"},
      {"2026H3", "has a half outside 1–2"},
      {"2025-W53", "has a week outside 1–52"},
      {"2026-W00", "has a week outside 1–53"},
      {"2026-10-W6", "has a week outside 1–5"},
      {"2026-10-T4", "has a ten-day number outside 1–3"},
      {"1899", "has a year outside 1900–9998"},
      {"2026-02-30", "is not a date: month 2 of 2026 has 28 days, not 30"},
      {"2026-10-31..2026-10-01", "ends before it begins"},
      {"2026-10..", "is not a date: it is empty"},
      {"last-moth", "is not understood"},
      {"october", "is not understood"},
      {"2026-1", "is not understood"},
      {"", "is not understood"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(parsed(kNatural, row.text) == "E1301 period " + std::string(row.text) + " " + row.why);
  }
  try {
    static_cast<void>(kNatural.parse("last-moth", kAsOf));
    FAIL("accepted");
  } catch (const base::Error& error) {
    CHECK(error.exit() == base::Exit::usage);
    CHECK(error.diagnostics().front().help.en == "did you mean last-month?");
  }
}

TEST_CASE("a 26-25 month is named and cut at the year's end as configured") {
  const Month january = Month::of(2026, 1), august = Month::of(2026, 8), december = Month::of(2026, 12);
  CHECK(show(kCutEndCalendar.month(august)) == "2026-07-26 2026-08-25");
  CHECK(show(kCutEndCalendar.month(december)) == "2026-11-26 2026-12-31");
  CHECK(show(kCutEndCalendar.month(january)) == "2026-01-01 2026-01-25");
  CHECK(show(kCutEndRolling.month(december)) == "2026-11-26 2026-12-25");
  CHECK(show(kCutEndRolling.month(january)) == "2025-12-26 2026-01-25");
  CHECK(show(kCutStartRolling.month(august)) == "2026-08-26 2026-09-25");
  CHECK(show(kCutStartCalendar.month(december)) == "2026-12-26 2026-12-31");
  CHECK(show(kCutStartCalendar.month(january)) == "2026-01-01 2026-02-25");
  CHECK(kCutEndCalendar.month_of(Date::of(2026, 12, 31)) == december);
  CHECK(kCutEndRolling.month_of(Date::of(2025, 12, 31)) == january);
  CHECK(show(kCutEndRolling.year(2026)) == "2026 2025-12-26 2026-12-25");
  CHECK(show(kCutEndCalendar.year(2026)) == "2026 2026-01-01 2026-12-31");
  CHECK(show(kCutEndRolling.quarter(2026, 2)) == "2026Q2 2026-03-26 2026-06-25");
  CHECK(show(kCutEndRolling.half(2026, 1)) == "2026H1 2025-12-26 2026-06-25");
  CHECK(parsed(kCutEndRolling, "this-month") == "2026-11 2026-10-26 2026-11-25");
  CHECK(parsed(kCutStartRolling, "this-month") == "2026-10 2026-10-26 2026-11-25");
  CHECK(parsed(kCutEndRolling, "mtd") == "2026-10-26..2026-11-23 2026-10-26 2026-11-23");
  CHECK(parsed(kCutEndRolling, "ytd") == "2025-12-26..2026-11-23 2025-12-26 2026-11-23");
}

TEST_CASE("a cut-off of 29 or 30 clamps to the end of February") {
  const FiscalCalendar thirty(30, MonthLabel::end_month, YearEnd::rolling, WeekRule::iso);
  CHECK(show(thirty.month(Month::of(2026, 2))) == "2026-01-31 2026-02-28");
  CHECK(show(thirty.month(Month::of(2026, 3))) == "2026-03-01 2026-03-30");
  CHECK(thirty.month_of(Date::of(2026, 3, 31)) == Month::of(2026, 4));
}

TEST_CASE("weeks inside the month are cut at the fiscal month's ends") {
  CHECK(show(kCutEndCalendar.week_of(Date::of(2026, 7, 26))) == "2026-08-W1 2026-07-26 2026-07-26");
  CHECK(show(kCutEndCalendar.week_of(Date::of(2026, 8, 25))) == "2026-08-W6 2026-08-24 2026-08-25");
  CHECK(parsed(kCutEndCalendar, "2026-08-W6") == "2026-08-W6 2026-08-24 2026-08-25");
  CHECK(parsed(kCutEndCalendar, "last-week") == "2026-11-W4 2026-11-16 2026-11-22");
  CHECK(show(kCutEndCalendar.previous(kCutEndCalendar.parse("2026-08-W1", kAsOf))) ==
        "2026-07-W5 2026-07-20 2026-07-25");
}

TEST_CASE("ISO weeks belong to the year of their Thursday") {
  struct Row {
    Date date;
    int year, week;
  };
  const Row rows[] = {{Date::of(2017, 1, 1), 2016, 52},
                      {Date::of(2021, 1, 3), 2020, 53},
                      {Date::of(2024, 12, 30), 2025, 1},
                      {Date::of(2026, 1, 1), 2026, 1},
                      {Date::of(2026, 12, 31), 2026, 53}};
  for (const Row& row : rows) {
    CAPTURE(to_string(row.date));
    CHECK(iso_week(row.date).year == row.year);
    CHECK(iso_week(row.date).week == row.week);
  }
}

TEST_CASE("the period before and the same period of last year") {
  struct Row {
    const char* text;
    const char* previous;
    const char* last_year;
  };
  static constexpr Row kRows[] = {
      {"2026-01", "2025-12", "2025-01"},
      {"2026Q1", "2025Q4", "2025Q1"},
      {"2026Q3", "2026Q2", "2025Q3"},
      {"2026H1", "2025H2", "2025H1"},
      {"2026H2", "2026H1", "2025H2"},
      {"2026", "2025", "2025"},
      {"2026-W01", "2025-W52", "2025-W01"},
      {"2026-W53", "2026-W52", "2025-W52"},
      {"2026-10-W1", "2026-09-W5", "2025-10-W1"},
      {"2026-03-W6", "2026-03-W5", "2025-03-W6"},
      {"2026-08-W6", "2026-08-W5", "2025-08-W5"},
      {"2026-01-T1", "2025-12-T3", "2025-01-T1"},
      {"2026-03-01", "2026-02-28", "2025-03-01"},
      {"2024-02-29", "2024-02-28", "2023-02-28"},
      {"2026-05-01..2026-05-16", "2026-04-15..2026-04-30", "2025-05-01..2025-05-16"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const Period period = kNatural.parse(row.text, kAsOf);
    CHECK(kNatural.previous(period).label == row.previous);
    CHECK(kNatural.last_year(period).label == row.last_year);
  }
}

TEST_CASE("a period lists its fiscal months") {
  const auto months = [](const FiscalCalendar& calendar, std::string_view text) {
    std::string labels;
    for (const Month month : calendar.months_in(calendar.parse(text, kAsOf)))
      labels += to_string(month) + " ";
    return labels;
  };
  CHECK(months(kNatural, "2026Q4") == "2026-10 2026-11 2026-12 ");
  CHECK(months(kNatural, "2026-10") == "2026-10 ");
  CHECK(months(kCutEndRolling, "2026H1") == "2026-01 2026-02 2026-03 2026-04 2026-05 2026-06 ");
  CHECK(months(kCutEndRolling, "2026-10-20..2026-10-31") == "2026-10 2026-11 ");
}

TEST_CASE("periods have titles in both languages") {
  struct Row {
    const char* text;
    const char* zh;
    const char* en;
  };
  static constexpr Row kRows[] = {
      {"2026-10", "2026年10月", "October 2026"},
      {"2026Q4", "2026年四季度", "Q4 2026"},
      {"2026H1", "2026年上半年", "first half of 2026"},
      {"2026", "2026年", "2026"},
      {"2026-W45", "2026年第45周", "week 45 of 2026"},
      {"2026-10-W2", "2026年10月第2周", "week 2 of October 2026"},
      {"2026-10-T2", "2026年10月中旬", "11–20 October 2026"},
      {"2026-10-05", "2026年10月5日", "5 October 2026"},
      {"2026-10-01..2026-11-02", "2026年10月1日至2026年11月2日", "1 October 2026 to 2 November 2026"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const Period period = kNatural.parse(row.text, kAsOf);
    CHECK(period_title_zh(period) == row.zh);
    CHECK(period_title_en(period) == row.en);
  }
}

}  // namespace salesops::calendar
