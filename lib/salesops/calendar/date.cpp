#include "salesops/calendar/date.hpp"

#include <algorithm>
#include <string>

namespace salesops::calendar {

namespace {

std::chrono::year_month_day parts(Date date) {
  return std::chrono::sys_days(std::chrono::days(date.number()));
}

void append(std::string& text, int number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) text.append(width - digits.size(), '0');
  text += digits;
}

}  // namespace

bool Date::valid(int y, unsigned m, unsigned d) {
  static constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1) return false;
  const bool leap_day = m == 2 && d == 29 && std::chrono::year(y).is_leap();
  return d <= kDays[m - 1] || leap_day;
}

int Date::year() const {
  return static_cast<int>(parts(*this).year());
}

unsigned Date::month() const {
  return static_cast<unsigned>(parts(*this).month());
}

unsigned Date::day() const {
  return static_cast<unsigned>(parts(*this).day());
}

unsigned Date::weekday() const {
  return std::chrono::weekday(day_).iso_encoding();
}

Date add_months(Date date, int months) {
  const auto ymd = parts(date);
  const Month month = Month::of(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month())) + months;
  return Date::of(month.year(), month.month(), std::min(static_cast<unsigned>(ymd.day()), month.days()));
}

Date end_of_month(Date date) {
  return Month::containing(date).last();
}

Date anniversary(Date date, int years) {
  return add_months(date, years * 12);
}

std::string to_string(Date date) {
  const auto ymd = parts(date);
  std::string text;
  append(text, static_cast<int>(ymd.year()), 4);
  text += '-';
  append(text, static_cast<int>(static_cast<unsigned>(ymd.month())), 2);
  text += '-';
  append(text, static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
  return text;
}

std::string to_string(Month month) {
  std::string text;
  append(text, month.year(), 4);
  text += '-';
  append(text, static_cast<int>(month.month()), 2);
  return text;
}

std::string to_chinese(Date date) {
  const auto ymd = parts(date);
  return std::to_string(static_cast<int>(ymd.year())) + "年" +
         std::to_string(static_cast<unsigned>(ymd.month())) + "月" +
         std::to_string(static_cast<unsigned>(ymd.day())) + "日";
}

}  // namespace salesops::calendar
