#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"

namespace salesops::calendar {

// How the company cuts its months and weeks. cutoff 31: natural months. cutoff 25: a month runs from the 26th
// to the 25th and is named by the month it ends or starts in; at the end of the year it either keeps running
// (rolling: 12-26…01-25) or is cut at 31 December (calendar: December has 11-26…12-31, January 01-01…01-25;
// with start_month December has 12-26…12-31 and January 01-01…02-25). Weeks start on Monday.
enum class MonthLabel { end_month, start_month };
enum class YearEnd { calendar, rolling };
enum class WeekRule { iso, month_clipped };

// A named span of days. `label` is canonical: "2026-10", "2026Q4", "2026H2", "2026", "2026-W45",
// "2026-10-W2", "2026-10-T1" (旬), "2026-10-01..2026-10-31".
enum class PeriodKind { month, quarter, half, year, week, ten_days, day, range };
struct Period {
  PeriodKind kind = PeriodKind::range;
  std::string label;
  Span span;
  friend bool operator==(const Period&, const Period&) = default;
};

class FiscalCalendar {
 public:
  FiscalCalendar() = default;  // natural months, ISO weeks
  // cutoff 1…31 (29, 30 and 31 clamp to the month's end; 31 = natural month).
  FiscalCalendar(unsigned cutoff, MonthLabel label, YearEnd year_end, WeekRule week);

  Span month(Month label) const;    // the days of the fiscal month so named
  Month month_of(Date date) const;  // the fiscal month a day belongs to
  Period month_period(Month label) const;
  Period quarter(int year, int quarter) const;  // quarter 1…4
  Period half(int year, int half) const;        // half 1…2
  Period year(int year) const;
  Period week_of(Date date) const;  // by the week rule
  Period week_in_month(Month label,
                       Date date) const;  // the month-clipped week; `date` within the fiscal month
  Period ten_days_of(Date date) const;    // 旬 of the calendar month: 1–10, 11–20, 21–end
  // The fiscal months that make up a month, quarter, half or year, or the months a range touches, in order.
  std::vector<Month> months_in(const Period& period) const;
  // The period of the same kind before; for a range the span of equal length that ends the day before.
  Period previous(const Period& period) const;
  // The same period one year earlier (weeks: the same ISO week number, week 53 falls back to 52; weeks of a
  // month: the same number in that month, at most its last; days and ranges: the same dates, 29 February
  // becomes 28).
  Period last_year(const Period& period) const;

  // Every form of `--period`: 2026-10, 2026Q4, 2026H2, 2026, 2026-W45, 2026-10-W2, 2026-10-T1, 2026-10-05,
  // 2026-10-01..2026-10-31 (months may be ends too: 2026-01..2026-03), last-month, this-month, last-quarter,
  // this-quarter, last-year, this-year, last-week, this-week, yesterday, today, ytd, mtd. Relative forms
  // count from `as_of`. Throws Error(usage, E1301) with the forms that exist.
  Period parse(std::string_view text, Date as_of) const;

  unsigned cutoff() const { return cutoff_; }
  WeekRule week_rule() const { return week_; }

 private:
  unsigned cutoff_ = 31;
  MonthLabel label_ = MonthLabel::end_month;
  YearEnd year_end_ = YearEnd::calendar;
  WeekRule week_ = WeekRule::iso;
};

// ISO 8601 week: the year it belongs to and its number 1…53.
struct IsoWeek {
  int year;
  int week;
};
IsoWeek iso_week(Date date);

std::string period_title_zh(const Period& period);  // 2026年10月, 2026年四季度, 2026年第45周
std::string period_title_en(const Period& period);  // October 2026, Q4 2026, week 45 of 2026

}  // namespace salesops::calendar
