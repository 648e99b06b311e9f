#include "salesops/app/attain_days.hpp"

#include <algorithm>

namespace salesops::app {

namespace {

using calendar::Date;
using calendar::FiscalCalendar;
using calendar::Month;
using calendar::Period;
using calendar::PeriodKind;
using calendar::Span;

Span clipped(Span whole, int days) {
  return {whole.first, std::min(whole.last, whole.first + (days - 1))};
}

Span months(const FiscalCalendar& calendar, Month first, Month last) {
  return {calendar.month(first).first, calendar.month(last).last};
}

// The whole periods to compare with.
struct Others {
  Span last_year;
  Span previous;
};
Others others_of(const FiscalCalendar& calendar, const Period& period) {
  const std::vector<Month> inside = calendar.months_in(period);
  const Month first = inside.front();
  const Month last = inside.back();
  const bool whole_months = months(calendar, first, last) == period.span;
  if (period.kind == PeriodKind::range && whole_months) {
    const int count = static_cast<int>(inside.size());
    return {months(calendar, first - 12, last - 12), months(calendar, first - count, first - 1)};
  }
  return {calendar.last_year(period).span, calendar.previous(period).span};
}

}  // namespace

std::optional<Span> common(Span a, Span b) {
  const Span both{std::max(a.first, b.first), std::min(a.last, b.last)};
  return both.first <= both.last ? std::optional<Span>(both) : std::nullopt;
}

AttainDays attain_days(const Context& context, const Period& period) {
  const FiscalCalendar& calendar = context.config.calendar;
  AttainDays days;
  days.period = period.span;
  days.first = calendar.months_in(period).front();
  days.last = calendar.months_in(period).back();
  days.year_last = days.last;
  days.year_first = Month::of(days.year_last.year(), 1);
  const Date end = std::min(context.as_of, period.span.last);
  const Date year_start = calendar.month(days.year_first).first;
  if (year_start <= end) days.year = Span{year_start, end};
  if (end < period.span.first) return days;
  days.elapsed = Span{period.span.first, end};
  const Others others = others_of(calendar, period);
  if (end == period.span.last) {
    days.last_year = others.last_year;
    days.previous = others.previous;
    return days;
  }
  const int elapsed = days.elapsed->days();
  days.previous = clipped(others.previous, elapsed);
  const Date same_day = std::min(others.last_year.last, calendar::anniversary(end, -1));
  days.last_year = period.kind == PeriodKind::week ? clipped(others.last_year, elapsed)
                                                   : Span{others.last_year.first, same_day};
  return days;
}

}  // namespace salesops::app
