#include "salesops/calendar/working_days.hpp"

#include <string>

#include "salesops/base/error.hpp"

namespace salesops::calendar {

namespace {

struct DayOfYear {
  unsigned month, day;
};
struct DaysOff {
  DayOfYear first, last;
};

std::vector<Span> spans(int year, std::initializer_list<DaysOff> days_off) {
  std::vector<Span> result;
  for (const DaysOff& off : days_off) {
    result.push_back(
        {Date::of(year, off.first.month, off.first.day), Date::of(year, off.last.month, off.last.day)});
  }
  return result;
}

std::vector<Date> dates(int year, std::initializer_list<DayOfYear> days) {
  std::vector<Date> result;
  for (const DayOfYear& day : days) result.push_back(Date::of(year, day.month, day.day));
  return result;
}

template <class Value>
void add(std::vector<Value>& ordered, Value value) {
  const auto at = std::ranges::lower_bound(ordered, value);
  if (at == ordered.end() || *at != value) ordered.insert(at, value);
}

[[noreturn]] void no_list(int year) {
  const std::string y = std::to_string(year);
  throw base::Error(
      base::Exit::configuration,
      {.code = "E3401",
       .field = "calendar.holidays",
       .value = y,
       .message = {y + " 年没有节假日表，不能计算工作日",
                   "there is no holiday list for " + y + ", working days cannot be counted"},
       .help = {"在 calendar.holidays 中给出 " + y + " 年的放假和调休安排",
                "name a list of days off and make-up workdays of " + y + " under calendar.holidays"}});
}

}  // namespace

WorkingDays WorkingDays::china() {
  WorkingDays days;
  // 国办发明电〔2023〕7号. New Year's Eve, 9 February 2024, was a working day.
  days.add_year(2024,
                spans(2024, {{{1, 1}, {1, 1}},
                             {{2, 10}, {2, 17}},
                             {{4, 4}, {4, 6}},
                             {{5, 1}, {5, 5}},
                             {{6, 10}, {6, 10}},
                             {{9, 15}, {9, 17}},
                             {{10, 1}, {10, 7}}}),
                dates(2024, {{2, 4}, {2, 18}, {4, 7}, {4, 28}, {5, 11}, {9, 14}, {9, 29}, {10, 12}}));
  // 国办发明电〔2024〕12号
  days.add_year(2025,
                spans(2025, {{{1, 1}, {1, 1}},
                             {{1, 28}, {2, 4}},
                             {{4, 4}, {4, 6}},
                             {{5, 1}, {5, 5}},
                             {{5, 31}, {6, 2}},
                             {{10, 1}, {10, 8}}}),
                dates(2025, {{1, 26}, {2, 8}, {4, 27}, {9, 28}, {10, 11}}));
  // notice of 2025-11-04
  days.add_year(2026,
                spans(2026, {{{1, 1}, {1, 3}},
                             {{2, 15}, {2, 23}},
                             {{4, 4}, {4, 6}},
                             {{5, 1}, {5, 5}},
                             {{6, 19}, {6, 21}},
                             {{9, 25}, {9, 27}},
                             {{10, 1}, {10, 7}}}),
                dates(2026, {{1, 4}, {2, 14}, {2, 28}, {5, 9}, {9, 20}, {10, 10}}));
  return days;
}

void WorkingDays::add_year(int year, const std::vector<Span>& holidays,
                           const std::vector<Date>& makeup_workdays) {
  add(years_, year);
  for (const Span& span : holidays) {
    for (Date day = span.first; day <= span.last; day = day + 1) add(holidays_, day);
  }
  for (const Date day : makeup_workdays) add(makeup_, day);
}

bool WorkingDays::is_working_day(Date date) const {
  if (!knows(date.year())) no_list(date.year());
  if (std::ranges::binary_search(makeup_, date)) return true;
  return date.weekday() <= 5 && !std::ranges::binary_search(holidays_, date);
}

int WorkingDays::count(Span span) const {
  int working = 0;
  for (Date day = span.first; day <= span.last; day = day + 1) working += is_working_day(day) ? 1 : 0;
  return working;
}

Date WorkingDays::next_working_day(Date date) const {
  while (!is_working_day(date)) date = date + 1;
  return date;
}

}  // namespace salesops::calendar
