// The forms of --period.
#include <array>
#include <optional>

#include "salesops/base/error.hpp"
#include "salesops/base/text.hpp"
#include "salesops/calendar/period.hpp"

namespace salesops::calendar {

namespace {

[[noreturn]] void refuse(std::string_view text, const base::Text& reason, base::Text help = {}) {
  const std::string shown = base::printable(text);
  if (help.empty()) {
    help = {
        "可写 2026-10、2026Q4、2026H2、2026、2026-W45、2026-10-W2、2026-10-T1、2026-10-05、"
        "2026-10-01..2026-10-31、this-month、last-month、this-quarter、last-quarter、this-year、last-year、"
        "this-week、last-week、today、yesterday、mtd、ytd",
        "write 2026-10, 2026Q4, 2026H2, 2026, 2026-W45, 2026-10-W2, 2026-10-T1, 2026-10-05, "
        "2026-10-01..2026-10-31, this-month, last-month, this-quarter, last-quarter, this-year, last-year, "
        "this-week, last-week, today, yesterday, mtd or ytd"};
  }
  throw base::Error(base::Exit::usage,
                    {.code = "E1301",
                     .field = "--period",
                     .value = std::string(text),
                     .message = {"期间 " + shown + " " + reason.zh, "period " + shown + " " + reason.en},
                     .help = help});
}

// `pattern`: 9 stands for a digit, other characters for themselves.
bool matches(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (pattern[i] == '9' ? !digit : text[i] != pattern[i]) return false;
  }
  return true;
}

int number(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  for (const char c : text.substr(at, length)) value = value * 10 + (c - '0');
  return value;
}

int within(std::string_view text, int value, int first, int last, const char* zh, const char* en) {
  if (value >= first && value <= last) return value;
  const std::string limits = std::to_string(first) + "–" + std::to_string(last);
  refuse(text, {std::string("的") + zh + "须在 " + limits + " 之间",
                std::string("has a ") + en + " outside " + limits});
}

int year_in(std::string_view text) {
  return within(text, number(text, 0, 4), 1900, 9998, "年份", "year");
}

Month month_in(std::string_view text) {
  const int year = year_in(text);
  return Month::of(year, static_cast<unsigned>(within(text, number(text, 5, 2), 1, 12, "月份", "month")));
}

Date date_in(std::string_view whole, std::string_view text) {
  Date date;
  DateFault fault;
  if (!parse_date(text, date, fault)) refuse(whole, {"：" + fault.message.zh, fault.message.en}, fault.help);
  return date;
}

// "a..b" where a and b are dates or months.
Period range_in(const FiscalCalendar& calendar, std::string_view text) {
  const std::size_t dots = text.find("..");
  const std::string_view from = text.substr(0, dots), to = text.substr(dots + 2);
  const Date first = matches(from, "9999-99") ? calendar.month(month_in(from)).first : date_in(text, from);
  const Date last = matches(to, "9999-99") ? calendar.month(month_in(to)).last : date_in(text, to);
  if (last < first) refuse(text, {"的末日早于首日", "ends before it begins"});
  return {PeriodKind::range, to_string(first) + ".." + to_string(last), {first, last}};
}

Period week_in(std::string_view text) {
  const int year = year_in(text);
  const int last = iso_week(Date::of(year, 12, 28)).week;
  const int week = within(text, number(text, 6, 2), 1, last, "周次", "week");
  return FiscalCalendar().week_of(Date::of(year, 1, 4) + 7 * (week - 1));
}

Period week_of_month_in(const FiscalCalendar& calendar, std::string_view text) {
  const Month label = month_in(text);
  const Span days = calendar.month(label);
  const Date first_monday = days.first - static_cast<int>(days.first.weekday() - 1);
  const int last = (days.last - first_monday) / 7 + 1;
  const int week = within(text, number(text, 9, 2), 1, last, "周次", "week");
  const Date monday = first_monday + 7 * (week - 1);
  return calendar.week_in_month(label, monday < days.first ? days.first : monday);
}

Period ten_days_in(const FiscalCalendar& calendar, std::string_view text) {
  const Month month = month_in(text);
  const int third = within(text, number(text, 9, 1), 1, 3, "旬次", "ten-day number");
  return calendar.ten_days_of(month.first() + 10 * (third - 1));
}

std::optional<Period> absolute(const FiscalCalendar& calendar, std::string_view text) {
  if (text.find("..") != std::string_view::npos) return range_in(calendar, text);
  if (matches(text, "9999")) return calendar.year(year_in(text));
  if (matches(text, "9999-99")) return calendar.month_period(month_in(text));
  if (matches(text, "9999Q9")) {
    return calendar.quarter(year_in(text), within(text, number(text, 5, 1), 1, 4, "季度", "quarter"));
  }
  if (matches(text, "9999H9")) {
    return calendar.half(year_in(text), within(text, number(text, 5, 1), 1, 2, "半年", "half"));
  }
  if (matches(text, "9999-W99")) return week_in(text);
  if (matches(text, "9999-99-W9") || matches(text, "9999-99-W99")) return week_of_month_in(calendar, text);
  if (matches(text, "9999-99-T9")) return ten_days_in(calendar, text);
  if (matches(text, "9999-99-99")) {
    const Date date = date_in(text, text);
    return Period{PeriodKind::day, to_string(date), {date, date}};
  }
  return std::nullopt;
}

Period day(Date date) {
  return {PeriodKind::day, to_string(date), {date, date}};
}

Period up_to(Date first, Date as_of) {
  return {PeriodKind::range, to_string(first) + ".." + to_string(as_of), {first, as_of}};
}

Period quarter_of(const FiscalCalendar& calendar, Date date) {
  const Month month = calendar.month_of(date);
  return calendar.quarter(month.year(), static_cast<int>(month.month() - 1) / 3 + 1);
}

struct Relative {
  const char* name;
  Period (*period)(const FiscalCalendar&, Date);
};
using Calendar = FiscalCalendar;
const std::array kRelative = {
    Relative{"last-month", [](const Calendar& c, Date d) { return c.month_period(c.month_of(d) - 1); }},
    Relative{"last-quarter", [](const Calendar& c, Date d) { return c.previous(quarter_of(c, d)); }},
    Relative{"last-week", [](const Calendar& c, Date d) { return c.previous(c.week_of(d)); }},
    Relative{"last-year", [](const Calendar& c, Date d) { return c.year(c.month_of(d).year() - 1); }},
    Relative{"mtd", [](const Calendar& c, Date d) { return up_to(c.month(c.month_of(d)).first, d); }},
    Relative{"this-month", [](const Calendar& c, Date d) { return c.month_period(c.month_of(d)); }},
    Relative{"this-quarter", [](const Calendar& c, Date d) { return quarter_of(c, d); }},
    Relative{"this-week", [](const Calendar& c, Date d) { return c.week_of(d); }},
    Relative{"this-year", [](const Calendar& c, Date d) { return c.year(c.month_of(d).year()); }},
    Relative{"today", [](const Calendar&, Date d) { return day(d); }},
    Relative{"yesterday", [](const Calendar&, Date d) { return day(d - 1); }},
    Relative{"ytd",
             [](const Calendar& c, Date d) { return up_to(c.year(c.month_of(d).year()).span.first, d); }},
};

}  // namespace

Period FiscalCalendar::parse(std::string_view text, Date as_of) const {
  const std::string lower = base::to_lower_ascii(text);
  for (const Relative& relative : kRelative) {
    if (lower == relative.name) return relative.period(*this, as_of);
  }
  std::string upper(text);
  for (char& c : upper) {
    if (c == 'q' || c == 'h' || c == 'w' || c == 't') c = static_cast<char>(c - 'a' + 'A');
  }
  if (const auto period = absolute(*this, upper)) return *period;
  std::vector<std::string> names;
  for (const Relative& relative : kRelative) names.emplace_back(relative.name);
  const auto near = base::nearest(lower, names);
  const base::Text unknown{"无法识别", "is not understood"};
  if (near) refuse(text, unknown, {"是否想写 " + *near + "？", "did you mean " + *near + "?"});
  refuse(text, unknown);
}

}  // namespace salesops::calendar
