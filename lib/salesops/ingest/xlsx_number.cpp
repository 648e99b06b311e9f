#include "salesops/ingest/xlsx_number.hpp"

#include <algorithm>
#include <charconv>

#include "salesops/calendar/date.hpp"

namespace salesops::ingest {

namespace {

constexpr std::size_t kDigits = 15;
constexpr int kMaxExponent = 40;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// ± 0.d1d2d3… × 10^point
struct Digits {
  bool negative = false;
  std::string digits{};  // without leading zeros; empty for 0
  int point = 0;
};

bool read_mantissa(std::string_view text, Digits& read) {
  bool seen = false;
  bool behind = false;
  for (const char c : text) {
    if (c == '.' && !behind) {
      behind = true;
    } else if (digit(c)) {
      seen = true;
      if (c != '0' || !read.digits.empty()) {
        read.digits += c;
        if (!behind) ++read.point;
      } else if (behind) {
        --read.point;
      }
    } else {
      return false;
    }
  }
  return seen;
}

bool read_digits(std::string_view text, Digits& read) {
  read.negative = text.starts_with('-');
  if (read.negative) text.remove_prefix(1);
  const std::size_t mark = text.find_first_of("eE");
  int exponent = 0;
  if (mark != std::string_view::npos) {
    std::string_view power = text.substr(mark + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (error != std::errc{} || end != power.data() + power.size()) return false;
  }
  if (!read_mantissa(text.substr(0, mark), read)) return false;
  read.point += exponent;
  return read.point <= kMaxExponent && read.point >= -kMaxExponent;
}

// Keeps 15 digits, rounding half up.
void round(Digits& number) {
  if (number.digits.size() > kDigits) {
    const bool up = number.digits[kDigits] >= '5';
    number.digits.resize(kDigits);
    std::size_t at = kDigits;
    while (up && at > 0 && number.digits[at - 1] == '9') number.digits[--at] = '0';
    if (up && at > 0) ++number.digits[at - 1];
    if (up && at == 0) {
      number.digits.insert(number.digits.begin(), '1');
      ++number.point;
    }
  }
  while (!number.digits.empty() && number.digits.back() == '0') number.digits.pop_back();
}

// Whether a number is already written as it is shown: at most 15 digits, no exponent, no needless zeros.
bool is_plain(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(std::min(point + 1, text.size()));
  if (whole.empty() || whole.size() + part.size() > kDigits) return false;
  if (whole.front() == '0' && (whole.size() > 1 || part.empty())) return false;
  if (point < text.size() && (part.empty() || part.back() == '0')) return false;
  return std::ranges::all_of(whole, digit) && std::ranges::all_of(part, digit);
}

std::string scientific(const Digits& number) {
  const std::string rest = number.digits.size() > 1 ? number.digits.substr(1) : "0";
  return (number.negative ? "-" : "") + number.digits.substr(0, 1) + "." + rest + "E+" +
         std::to_string(number.point - 1);
}

}  // namespace

std::optional<std::string> spreadsheet_number(std::string_view text, bool& lossy) {
  lossy = false;
  if (is_plain(text)) return std::string(text);
  Digits number;
  if (!read_digits(text, number)) return std::nullopt;
  round(number);
  if (number.digits.empty()) return "0";
  lossy = number.point > static_cast<int>(kDigits);
  if (lossy) return scientific(number);
  std::string plain = number.negative ? "-" : "";
  if (number.point <= 0) {
    plain += "0." + std::string(static_cast<std::size_t>(-number.point), '0') + number.digits;
  } else {
    const auto whole = static_cast<std::size_t>(number.point);
    if (number.digits.size() < whole) number.digits.append(whole - number.digits.size(), '0');
    plain += number.digits.substr(0, whole);
    if (number.digits.size() > whole) plain += "." + number.digits.substr(whole);
  }
  return plain;
}

std::optional<std::string> spreadsheet_date(std::string_view number, bool from_1904) {
  int serial = 0;
  const std::string_view whole = number.substr(0, number.find('.'));
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), serial);
  if (error != std::errc{} || end != whole.data() + whole.size()) return std::nullopt;
  // The 1900 system counts a 29 February 1900 that never was as day 60.
  if (!from_1904 && (serial < 1 || serial == 60)) return std::nullopt;
  if (from_1904 && serial < 0) return std::nullopt;
  constexpr int kLastSerial = 2958465;  // 9999-12-31
  if (serial > kLastSerial) return std::nullopt;
  const calendar::Date zero = from_1904     ? calendar::Date::of(1904, 1, 1)
                              : serial > 60 ? calendar::Date::of(1899, 12, 30)
                                            : calendar::Date::of(1899, 12, 31);
  return calendar::to_string(zero + serial);
}

}  // namespace salesops::ingest
