// Reading dates. The ISO form is tried first on the bytes as they are; everything else goes over a half-width
// copy.
#include <charconv>
#include <string>

#include "salesops/base/text.hpp"
#include "salesops/calendar/date.hpp"

namespace salesops::calendar {

namespace {

constexpr int kFirstYear = 1900;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes `least` … `most` digits from the front.
bool take_number(std::string_view& rest, std::size_t least, std::size_t most, unsigned& number) {
  std::size_t taken = 0;
  number = 0;
  for (; taken < most && taken < rest.size() && digit(rest[taken]); ++taken) {
    number = number * 10 + static_cast<unsigned>(rest[taken] - '0');
  }
  if (taken < least || (taken < rest.size() && digit(rest[taken]) && taken == most)) return false;
  rest.remove_prefix(taken);
  return true;
}

bool take(std::string_view& rest, std::string_view mark) {
  if (!rest.starts_with(mark)) return false;
  rest.remove_prefix(mark.size());
  return true;
}

void skip_blanks(std::string_view& rest) {
  while (take(rest, " ")) {
  }
}

// What was read before it is known whether that day exists.
struct Written {
  unsigned year = 0, month = 0, day = 0;
};

bool two_digits(std::string_view text, std::size_t at, unsigned limit) {
  return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0')) <= limit;
}

// "", " 9:05", "T09:05:30.250"
bool only_time(std::string_view rest) {
  if (rest.empty()) return true;
  if (!take(rest, "T")) {
    if (rest.front() != ' ') return false;
    skip_blanks(rest);
  }
  unsigned hour = 0, minute = 0, second = 0;
  if (!take_number(rest, 1, 2, hour) || !take(rest, ":") || !take_number(rest, 2, 2, minute)) return false;
  if (take(rest, ":") && !take_number(rest, 2, 2, second)) return false;
  unsigned fraction = 0;
  if (take(rest, ".") && !take_number(rest, 1, 9, fraction)) return false;
  return rest.empty() && hour < 24 && minute < 60 && second < 60;
}

// YYYY-M-D with one of - / . twice
bool read_separated(std::string_view rest, Written& written) {
  if (!take_number(rest, 4, 4, written.year) || rest.empty()) return false;
  const char separator = rest.front();
  if (separator != '-' && separator != '/' && separator != '.') return false;
  rest.remove_prefix(1);
  if (!take_number(rest, 1, 2, written.month) || rest.empty() || rest.front() != separator) return false;
  rest.remove_prefix(1);
  return take_number(rest, 1, 2, written.day) && only_time(rest);
}

// YYYY年M月D日, with or without blanks between
bool read_chinese(std::string_view rest, Written& written) {
  const auto part = [&rest](std::size_t least, std::size_t most, unsigned& number, std::string_view mark) {
    skip_blanks(rest);
    if (!take_number(rest, least, most, number)) return false;
    skip_blanks(rest);
    return take(rest, mark);
  };
  if (!part(4, 4, written.year, "年") || !part(1, 2, written.month, "月")) return false;
  std::string_view before_day = rest;
  if (!part(1, 2, written.day, "日")) {
    rest = before_day;
    if (!part(1, 2, written.day, "号")) return false;
  }
  if (!rest.empty() && digit(rest.front())) return only_time(std::string(" ").append(rest));
  return only_time(rest);
}

// YYYYMMDD or YYYYMMDDhhmmss
bool read_compact(std::string_view text, Written& written) {
  std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
  if (digits.size() == 14) {
    if (!two_digits(digits, 8, 23) || !two_digits(digits, 10, 59) || !two_digits(digits, 12, 59))
      return false;
    if (text.size() != 14) return false;
  } else if (digits.size() != 8 || !only_time(text.substr(8))) {
    return false;
  }
  std::from_chars(digits.data(), digits.data() + 4, written.year);
  std::from_chars(digits.data() + 4, digits.data() + 6, written.month);
  std::from_chars(digits.data() + 6, digits.data() + 8, written.day);
  return true;
}

DateFault fault(std::string zh, std::string en) {
  return {"E2103",
          {"不是日期：" + zh, "is not a date: " + en},
          {"写成 YYYY-MM-DD、YYYY/M/D、YYYYMMDD、2026年1月5日或 Excel 序列号",
           "write YYYY-MM-DD, YYYY/M/D, YYYYMMDD, 2026年1月5日 or an Excel serial number"}};
}

bool accept(const Written& written, Date& date, DateFault& why) {
  const std::string y = std::to_string(written.year), m = std::to_string(written.month),
                    d = std::to_string(written.day);
  const int year = static_cast<int>(written.year);
  if (year < kFirstYear) {
    why = fault("年份 " + y + " 不在 1900–9999 之内", "year " + y + " is not within 1900–9999");
  } else if (written.month < 1 || written.month > 12) {
    why = fault("没有 " + m + " 月", "month " + m + " does not exist");
  } else if (!Date::valid(year, written.month, written.day)) {
    const std::string days = std::to_string(Month::of(year, written.month).days());
    why = fault(y + " 年 " + m + " 月只有 " + days + " 天，没有 " + d + " 日",
                "month " + m + " of " + y + " has " + days + " days, not " + d);
  } else {
    date = Date::of(year, written.month, written.day);
    return true;
  }
  return false;
}

// 1 … 5 digits, optionally with a fraction of a day.
bool looks_like_serial(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (whole.size() > 5 || !base::all_digits(whole)) return false;
  return point == std::string_view::npos || base::all_digits(text.substr(point + 1));
}

// Excel's 1900 system has a 29 February 1900, serial 60; the 1904 system counts from 0.
bool accept_serial(std::string_view text, Epoch epoch, Date& date, DateFault& why) {
  const std::size_t point = text.find('.');
  int serial = 0;
  std::from_chars(text.data(), text.data() + std::min(point, text.size()), serial);
  if (point == std::string_view::npos && serial >= 1900 && serial <= 2199) {
    why = fault("只是年份", "it is only a year");
    return false;
  }
  if (epoch == Epoch::excel_1904) {
    date = Date::of(1904, 1, 1) + serial;
    return true;
  }
  if (serial == 0 || serial == 60) {
    why = fault("Excel 序列号 " + std::to_string(serial) + " 不是某一天",
                "the Excel serial number " + std::to_string(serial) + " is no day");
    return false;
  }
  date = Date::of(1899, 12, 31) + (serial < 60 ? serial : serial - 1);
  return true;
}

bool day_first(std::string_view rest) {
  unsigned first = 0, second = 0, year = 0;
  if (!take_number(rest, 1, 2, first) || rest.empty()) return false;
  rest.remove_prefix(1);
  if (!take_number(rest, 1, 2, second) || rest.empty()) return false;
  rest.remove_prefix(1);
  return take_number(rest, 2, 4, year);
}

bool parse_other(std::string_view raw, Date& date, DateFault& why, Epoch epoch) {
  const std::string half = base::ascii(raw) ? std::string() : base::half_width(raw);
  const std::string_view text = base::trim(half.empty() ? raw : half);
  Written written;
  if (read_separated(text, written) || read_compact(text, written) || read_chinese(text, written)) {
    return accept(written, date, why);
  }
  if (looks_like_serial(text)) return accept_serial(text, epoch, date, why);
  if (text.empty()) {
    why = fault("为空", "it is empty");
  } else if (day_first(text)) {
    why = fault("年、月、日的次序不明", "the order of year, month and day is unclear");
  } else {
    why = fault("无法识别", "it is none of the forms that are read");
  }
  return false;
}

}  // namespace

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  unsigned number[3] = {};
  constexpr struct { std::size_t at, length; } kParts[3] = {{0, 4}, {5, 2}, {8, 2}};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t at = kParts[i].at; at < kParts[i].at + kParts[i].length; ++at) {
      if (!digit(text[at])) return std::nullopt;
      number[i] = number[i] * 10 + static_cast<unsigned>(text[at] - '0');
    }
  }
  const int year = static_cast<int>(number[0]);
  if (year < kFirstYear || !Date::valid(year, number[1], number[2])) return std::nullopt;
  return Date::of(year, number[1], number[2]);
}

bool parse_date(std::string_view text, Date& date, DateFault& why, Epoch epoch) {
  if (const auto iso = parse_iso_date(text)) {
    date = *iso;
    return true;
  }
  return parse_other(text, date, why, epoch);
}

std::optional<Month> parse_month(std::string_view raw) {
  const std::string half = base::half_width(raw);
  std::string_view rest = base::trim(half);
  unsigned year = 0, month = 0;
  if (rest.size() == 6 && base::all_digits(rest)) {
    std::from_chars(rest.data(), rest.data() + 4, year);
    std::from_chars(rest.data() + 4, rest.data() + 6, month);
  } else {
    if (!take_number(rest, 4, 4, year)) return std::nullopt;
    const bool chinese = take(rest, "年");
    if (!chinese && !take(rest, "-") && !take(rest, "/")) return std::nullopt;
    if (!take_number(rest, 1, 2, month)) return std::nullopt;
    if (chinese && !take(rest, "月")) return std::nullopt;
    if (!rest.empty()) return std::nullopt;
  }
  if (static_cast<int>(year) < kFirstYear || month < 1 || month > 12) return std::nullopt;
  return Month::of(static_cast<int>(year), month);
}

}  // namespace salesops::calendar
