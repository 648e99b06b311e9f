// The fiscal calendar. Everything follows from one function, the closing day of a calendar month (the
// cut-off, clamped to the month's end): a fiscal month runs from the day after one closing day to the next,
// so fiscal months partition the days whatever the cut-off is.
#include "salesops/calendar/period.hpp"

#include <algorithm>

namespace salesops::calendar {

namespace {

constexpr unsigned kNaturalCutoff = 31;

Date closing_day(Month month, unsigned cutoff) {
  return Date::of(month.year(), month.month(), std::min(cutoff, month.days()));
}

Date monday_of(Date date) {
  return date - static_cast<int>(date.weekday() - 1);
}

std::string two(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

int number_in(std::string_view label, std::size_t at, std::size_t length) {
  int number = 0;
  for (const char c : label.substr(at, length)) number = number * 10 + (c - '0');
  return number;
}

Period iso_week_period(Date day) {
  const IsoWeek week = iso_week(day);
  const Date monday = monday_of(day);
  return {PeriodKind::week, std::to_string(week.year) + "-W" + two(week.week), {monday, monday + 6}};
}

// Week `number` of the month's span, cut at its ends; numbers beyond the last week give the last one.
Period clipped_week(Month month, Span days, int number) {
  const int last = (days.last - monday_of(days.first)) / 7 + 1;
  const int taken = std::min(number, last);
  const Date monday = monday_of(days.first) + 7 * (taken - 1);
  return {PeriodKind::week,
          to_string(month) + "-W" + std::to_string(taken),
          {std::max(monday, days.first), std::min(monday + 6, days.last)}};
}

// "2026-10-W2" and not "2026-W45"
bool is_clipped_week(const Period& period) {
  return period.kind == PeriodKind::week && period.label.size() > 5 && period.label[5] != 'W';
}

Period ten_days(Month month, int third) {
  const Date first = month.first() + 10 * (third - 1);
  return {PeriodKind::ten_days,
          to_string(month) + "-T" + std::to_string(third),
          {first, third == 3 ? month.last() : first + 9}};
}

Period day_period(Date date) {
  return {PeriodKind::day, to_string(date), {date, date}};
}

Period range(Span span) {
  return {PeriodKind::range, to_string(span.first) + ".." + to_string(span.last), span};
}

Month month_in(const Period& period) {
  return Month::of(number_in(period.label, 0, 4), static_cast<unsigned>(number_in(period.label, 5, 2)));
}

}  // namespace

IsoWeek iso_week(Date date) {
  const Date thursday = monday_of(date) + 3;
  const int year = thursday.year();
  return {year, (thursday - Date::of(year, 1, 1)) / 7 + 1};
}

FiscalCalendar::FiscalCalendar(unsigned cutoff, MonthLabel label, YearEnd year_end, WeekRule week)
    : cutoff_(std::clamp(cutoff, 1U, kNaturalCutoff)), label_(label), year_end_(year_end), week_(week) {}

Span FiscalCalendar::month(Month label) const {
  if (cutoff_ == kNaturalCutoff) return {label.first(), label.last()};
  const Month end = label_ == MonthLabel::end_month ? label : label + 1;
  Span days{closing_day(end - 1, cutoff_) + 1, closing_day(end, cutoff_)};
  if (year_end_ == YearEnd::calendar && label.month() == 1) days.first = label.first();
  if (year_end_ == YearEnd::calendar && label.month() == 12) days.last = label.last();
  return days;
}

Month FiscalCalendar::month_of(Date date) const {
  const Month calendar_month = Month::containing(date);
  if (cutoff_ == kNaturalCutoff) return calendar_month;
  const Month end = date <= closing_day(calendar_month, cutoff_) ? calendar_month : calendar_month + 1;
  const Month label = label_ == MonthLabel::end_month ? end : end - 1;
  if (year_end_ == YearEnd::calendar && label.year() != calendar_month.year()) return calendar_month;
  return label;
}

Period FiscalCalendar::month_period(Month label) const {
  return {PeriodKind::month, to_string(label), month(label)};
}

Period FiscalCalendar::quarter(int year, int quarter) const {
  const Month first = Month::of(year, 1) + 3 * (quarter - 1);
  return {PeriodKind::quarter,
          std::to_string(year) + "Q" + std::to_string(quarter),
          {month(first).first, month(first + 2).last}};
}

Period FiscalCalendar::half(int year, int half) const {
  const Month first = Month::of(year, 1) + 6 * (half - 1);
  return {PeriodKind::half,
          std::to_string(year) + "H" + std::to_string(half),
          {month(first).first, month(first + 5).last}};
}

Period FiscalCalendar::year(int year) const {
  return {PeriodKind::year,
          std::to_string(year),
          {month(Month::of(year, 1)).first, month(Month::of(year, 12)).last}};
}

Period FiscalCalendar::week_of(Date date) const {
  if (week_ == WeekRule::iso) return iso_week_period(date);
  return week_in_month(month_of(date), date);
}

Period FiscalCalendar::week_in_month(Month label, Date date) const {
  const Span days = month(label);
  return clipped_week(label, days, (date - monday_of(days.first)) / 7 + 1);
}

Period FiscalCalendar::ten_days_of(Date date) const {
  return ten_days(Month::containing(date), std::min(static_cast<int>(date.day() - 1) / 10 + 1, 3));
}

std::vector<Month> FiscalCalendar::months_in(const Period& period) const {
  std::vector<Month> months;
  const Month last = month_of(period.span.last);
  for (Month label = month_of(period.span.first); label <= last; label = label + 1) months.push_back(label);
  return months;
}

Period FiscalCalendar::previous(const Period& period) const {
  const int year_number = number_in(period.label, 0, 4);
  const Date day_before = period.span.first - 1;
  switch (period.kind) {
    case PeriodKind::month:
      return month_period(month_in(period) - 1);
    case PeriodKind::quarter: {
      const int number = number_in(period.label, 5, 1);
      return number == 1 ? quarter(year_number - 1, 4) : quarter(year_number, number - 1);
    }
    case PeriodKind::half:
      return number_in(period.label, 5, 1) == 1 ? half(year_number - 1, 2) : half(year_number, 1);
    case PeriodKind::year:
      return year(year_number - 1);
    case PeriodKind::week:
      if (is_clipped_week(period)) return week_in_month(month_of(day_before), day_before);
      return iso_week_period(day_before);
    case PeriodKind::ten_days:
      return ten_days_of(day_before);
    case PeriodKind::day:
      return day_period(day_before);
    case PeriodKind::range:
      break;
  }
  return range({period.span.first - period.span.days(), day_before});
}

Period FiscalCalendar::last_year(const Period& period) const {
  const int year_number = number_in(period.label, 0, 4);
  switch (period.kind) {
    case PeriodKind::month:
      return month_period(month_in(period) - 12);
    case PeriodKind::quarter:
      return quarter(year_number - 1, number_in(period.label, 5, 1));
    case PeriodKind::half:
      return half(year_number - 1, number_in(period.label, 5, 1));
    case PeriodKind::year:
      return year(year_number - 1);
    case PeriodKind::week: {
      if (is_clipped_week(period)) {
        const Month label = month_in(period) - 12;
        return clipped_week(label, month(label), number_in(period.label, 9, 2));
      }
      const int last = iso_week(Date::of(year_number - 1, 12, 28)).week;
      const int number = std::min(number_in(period.label, 6, 2), last);
      return iso_week_period(Date::of(year_number - 1, 1, 4) + 7 * (number - 1));
    }
    case PeriodKind::ten_days:
      return ten_days(month_in(period) - 12, number_in(period.label, 9, 1));
    case PeriodKind::day:
      return day_period(anniversary(period.span.first, -1));
    case PeriodKind::range:
      break;
  }
  return range({anniversary(period.span.first, -1), anniversary(period.span.last, -1)});
}

}  // namespace salesops::calendar
