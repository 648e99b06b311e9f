#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/calendar/working_days.hpp"

namespace salesops::calendar {

// Days on which nothing is paid (停付日): dated ones, ones of every year, and weekends.
class ClosedDays {
 public:
  // "2026-02-17", "2026-02-17..2026-02-19", or of every year "06-12..07-08"; a yearly span may pass the end
  // of the year. False when the text is none of these, or ends before it begins.
  bool add(std::string_view text);
  // Saturdays and Sundays too, and only years with a dated day are known: others are an error, as for
  // WorkingDays.
  void close_weekends() { weekends_ = true; }

  bool empty() const { return dated_.empty() && yearly_.empty() && !weekends_; }
  // Throws Error(configuration, E3401) naming `name` for a year that is not known.
  bool closed(Date date, std::string_view name) const;
  bool always() const;  // no day of the year is open

 private:
  using MonthDay = unsigned;  // month * 100 + day
  std::vector<Span> dated_;
  std::vector<std::pair<MonthDay, MonthDay>> yearly_;
  bool weekends_ = false;
};

using NamedCalendars = std::map<std::string, ClosedDays, std::less<>>;

// Names that mean something else: the working days of the company, the days a customer states, and a rule.
inline constexpr std::string_view kWorkdays = "workdays", kOwnDays = "customer", kPayDays = "pay_days";

// For an unknown name: the nearest one, and which there are.
base::Text unknown_calendar_help(std::string_view name, const NamedCalendars& named);

// When a customer does not pay: days of its own and named calendars.
struct CustomerCalendar {
  std::string text;  // canonical: parse_customer_calendar(text) gives the same
  ClosedDays own{};
  std::vector<std::string> names{};
};
// Days and names as ClosedDays::add and the configuration know them, separated by ';', ',' or blanks. Returns
// false and names what is neither.
bool parse_customer_calendar(std::string_view text, const NamedCalendars& named, CustomerCalendar& calendar,
                             std::string& unknown);

// What moves a due date. Null: there is none.
struct PayCalendars {
  const WorkingDays* working_days = nullptr;
  const NamedCalendars* named = nullptr;
  const CustomerCalendar* customer = nullptr;
};

// A due date was moved to this day by that calendar.
struct DueMove {
  Date to;
  std::string calendar;
  friend bool operator==(const DueMove&, const DueMove&) = default;
};

}  // namespace salesops::calendar
