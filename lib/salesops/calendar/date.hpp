#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "salesops/base/error.hpp"

namespace salesops::calendar {

// A day in the proleptic Gregorian calendar, 1900-01-01 … 9999-12-31 where read from input.
class Date {
 public:
  constexpr Date() = default;  // 1970-01-01
  constexpr explicit Date(std::chrono::sys_days day) : day_(day) {}
  // y, m, d must form a valid date (see valid()).
  static constexpr Date of(int y, unsigned m, unsigned d) {
    return Date(std::chrono::sys_days(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d)));
  }
  static constexpr Date from_number(std::int32_t days_since_1970) {
    return Date(std::chrono::sys_days(std::chrono::days(days_since_1970)));
  }
  static bool valid(int y, unsigned m, unsigned d);

  constexpr std::int32_t number() const { return static_cast<std::int32_t>(day_.time_since_epoch().count()); }
  int year() const;
  unsigned month() const;
  unsigned day() const;
  unsigned weekday() const;  // ISO: Monday 1 … Sunday 7

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date date, int days) { return Date(date.day_ + std::chrono::days(days)); }
  friend constexpr Date operator-(Date date, int days) { return Date(date.day_ - std::chrono::days(days)); }
  friend constexpr int operator-(Date a, Date b) { return static_cast<int>((a.day_ - b.day_).count()); }

 private:
  std::chrono::sys_days day_{};
};

// A calendar month of a year.
class Month {
 public:
  constexpr Month() = default;
  static constexpr Month of(int year, unsigned month) {
    return Month(year * 12 + static_cast<int>(month) - 1);
  }
  static constexpr Month from_number(std::int32_t months) { return Month(months); }  // year × 12 + month − 1
  static Month containing(Date date) { return of(date.year(), date.month()); }
  constexpr std::int32_t number() const { return index_; }
  constexpr int year() const { return index_ / 12; }
  constexpr unsigned month() const { return static_cast<unsigned>(index_ % 12) + 1; }
  Date first() const { return Date::of(year(), month(), 1); }
  Date last() const { return (*this + 1).first() - 1; }
  unsigned days() const { return static_cast<unsigned>(last() - first()) + 1; }

  friend constexpr auto operator<=>(Month, Month) = default;
  friend constexpr Month operator+(Month m, int n) { return Month(m.index_ + n); }
  friend constexpr Month operator-(Month m, int n) { return Month(m.index_ - n); }
  friend constexpr int operator-(Month a, Month b) { return a.index_ - b.index_; }

 private:
  constexpr explicit Month(std::int32_t index) : index_(index) {}
  std::int32_t index_ = 1970 * 12;
};

// Same day `months` later, clamped to the end of the month (民法典 §202). months may be negative.
Date add_months(Date date, int months);
Date end_of_month(Date date);
// Same day and month `years` later; 29 February becomes 28 February in other years.
Date anniversary(Date date, int years);

std::string to_string(Date date);    // "2026-01-05"
std::string to_string(Month month);  // "2026-01"
std::string to_chinese(Date date);   // "2026年1月5日"

// Why a text is not a date, ready for a Diagnostic. `message` is a predicate: callers put the name of the
// field before it ("issue_date" + " is not a date: month 13 does not exist").
struct DateFault {
  std::string code;  // E2103 (impossible or unreadable)
  base::Text message;
  base::Text help;  // the forms that are read
};
enum class Epoch { excel_1900, excel_1904 };
// 2026-01-05, 2026/1/5, 2026.1.5, 20260105, 2026年1月5日, each with an optional time of day, full-width
// digits, the 14 digits YYYYMMDDhhmmss, and Excel serial numbers (an integer of 1…5 digits, or with a
// fraction, read in `epoch`; 1900…2199 without a fraction is refused as a year). Never guesses the order of
// day and month. Years 1900…9999. YYYY-MM-DD costs a few nanoseconds and allocates nothing.
bool parse_date(std::string_view text, Date& date, DateFault& fault, Epoch epoch = Epoch::excel_1900);
std::optional<Date> parse_iso_date(std::string_view text);  // exactly YYYY-MM-DD
std::optional<Month> parse_month(std::string_view text);    // YYYY-MM, YYYY/M, YYYYMM, YYYY年M月

// A span of days, both ends included; first <= last.
struct Span {
  Date first;
  Date last;
  int days() const { return last - first + 1; }
  bool contains(Date date) const { return first <= date && date <= last; }
  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace salesops::calendar
