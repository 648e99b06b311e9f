#include "salesops/calendar/pay_calendars.hpp"

#include <algorithm>
#include <optional>

#include "salesops/base/text.hpp"

namespace salesops::calendar {

namespace {

constexpr int kLeapYear = 2024;

std::optional<unsigned> month_day(std::string_view text) {
  const auto date = parse_iso_date(std::to_string(kLeapYear) + "-" + std::string(text));
  if (!date) return std::nullopt;
  return date->month() * 100 + date->day();
}

[[noreturn]] void unknown_year(int year, std::string_view name) {
  const std::string y = std::to_string(year), shown(name);
  throw base::Error(
      base::Exit::configuration,
      {.code = "E3401",
       .field = "calendar.named." + shown,
       .value = y,
       .message = {"日历 " + shown + " 没有 " + y + " 年的放假日，不能推算到期日",
                   "the calendar " + shown + " has no days of " + y + ", due dates cannot move by it"},
       .help = {"在 calendar.named." + shown + " 的 days 里写上 " + y + " 年的日子",
                "give days of " + y + " in calendar.named." + shown + ".days"}});
}

}  // namespace

bool ClosedDays::add(std::string_view text) {
  const std::size_t dots = text.find("..");
  const std::string_view from = text.substr(0, dots);
  const std::string_view to = dots == std::string_view::npos ? from : text.substr(dots + 2);
  if (const auto first = parse_iso_date(from), last = parse_iso_date(to); first && last) {
    if (*last < *first) return false;
    dated_.push_back({*first, *last});
    return true;
  }
  const auto first = month_day(from), last = month_day(to);
  if (!first || !last) return false;
  yearly_.emplace_back(*first, *last);
  return true;
}

bool ClosedDays::closed(Date date, std::string_view name) const {
  const auto covers = [date](const Span& span) { return span.first <= date && date <= span.last; };
  if (std::ranges::any_of(dated_, covers)) return true;
  const MonthDay day = date.month() * 100 + date.day();
  for (const auto& [first, last] : yearly_) {
    const bool within = first <= last ? first <= day && day <= last : day >= first || day <= last;
    if (within) return true;
  }
  if (!weekends_) return false;
  const int year = date.year();
  const auto known = [year](const Span& span) {
    return span.first.year() <= year && year <= span.last.year();
  };
  if (std::ranges::none_of(dated_, known)) unknown_year(year, name);
  return date.weekday() > 5;
}

bool ClosedDays::always() const {
  ClosedDays yearly;
  yearly.yearly_ = yearly_;
  for (Date day = Date::of(kLeapYear, 1, 1); day.year() == kLeapYear; day = day + 1)
    if (!yearly.closed(day, {})) return false;
  return true;
}

base::Text unknown_calendar_help(std::string_view name, const NamedCalendars& named) {
  std::vector<std::string> known{std::string(kWorkdays)};
  for (const auto& [one, days] : named) known.push_back(one);
  const std::string list = base::join(known, ", ");
  base::Text help{"在 calendar.named 里写上它；已有 " + list, "add it to calendar.named; there are " + list};
  if (const auto near = base::nearest(name, known))
    help = {"是否想写 " + *near + "？" + help.zh, "did you mean " + *near + "? " + help.en};
  return help;
}

bool parse_customer_calendar(std::string_view text, const NamedCalendars& named, CustomerCalendar& calendar,
                             std::string& unknown) {
  calendar = {};
  std::string words = base::to_lower_ascii(base::half_width(text));
  std::ranges::replace_if(
      words, [](char c) { return c == ';' || c == ',' || c == '\t'; }, ' ');
  for (const std::string& word : base::split(words, ' ')) {
    if (word.empty()) continue;
    if (!calendar.own.add(word)) {
      if (word != kWorkdays && !named.contains(word)) {
        unknown = word;
        return false;
      }
      calendar.names.push_back(word);
    }
    calendar.text += (calendar.text.empty() ? "" : "; ") + word;
  }
  return true;
}

}  // namespace salesops::calendar
