#pragma once
#include <algorithm>
#include <vector>

#include "salesops/calendar/date.hpp"

namespace salesops::calendar {

// The official working days of the years that have a list. A year without a list is an error, never Monday to
// Friday.
class WorkingDays {
 public:
  // The built-in State Council lists 2024–2026 (国办发明电〔2023〕7号, 〔2024〕12号, notice of 2025-11-04).
  static WorkingDays china();
  // Declares `year` as known and adds days off and make-up workdays (调休上班) of that year; later calls add
  // to it. A day that is both is worked.
  void add_year(int year, const std::vector<Span>& holidays, const std::vector<Date>& makeup_workdays);

  bool knows(int year) const { return std::ranges::binary_search(years_, year); }
  // Each throws Error(configuration, E3401) naming the first year without a list.
  bool is_working_day(Date date) const;
  int count(Span span) const;              // working days in the span; O(days)
  Date next_working_day(Date date) const;  // the date itself when it is one

 private:
  // In order, each once: every copy of a configuration copies them.
  std::vector<int> years_;
  std::vector<Date> holidays_;
  std::vector<Date> makeup_;
};

}  // namespace salesops::calendar
