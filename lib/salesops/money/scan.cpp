#include "salesops/money/scan.hpp"

#include <string>

#include "salesops/base/text.hpp"

namespace salesops::money::detail {

namespace {

constexpr std::uint64_t kMaxMantissa = 1'000'000'000'000'000'000;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

void push(Scanned& scanned, char c) {
  if (scanned.too_long) return;
  scanned.mantissa = scanned.mantissa * 10 + static_cast<std::uint64_t>(c - '0');
  scanned.too_long = scanned.mantissa > kMaxMantissa;
}

// The digits before the point with their separators: 1234 or 1,234 but not 12,34 or 0,123.
Flaw scan_whole(std::string_view& rest, Scanned& scanned) {
  const bool starts_with_zero = rest.starts_with('0');
  std::size_t group = 0, taken = 0;
  bool grouped = false;
  for (; taken < rest.size(); ++taken) {
    const char c = rest[taken];
    if (digit(c)) {
      push(scanned, c);
      ++group;
    } else if (c == ',') {
      if (group == 0 || group > 3 || (grouped && group != 3) || starts_with_zero) return Flaw::separators;
      grouped = true;
      group = 0;
    } else {
      break;
    }
  }
  if (taken == 0) return Flaw::not_a_number;
  if (grouped && group != 3) return Flaw::separators;
  rest.remove_prefix(taken);
  return Flaw::none;
}

// Takes the number at the front of `rest`, leaving what follows it.
Flaw scan_digits(std::string_view& rest, Scanned& scanned) {
  if (const Flaw flaw = scan_whole(rest, scanned); flaw != Flaw::none) return flaw;
  if (!rest.starts_with('.')) return Flaw::none;
  std::size_t taken = 1;
  for (; taken < rest.size() && digit(rest[taken]); ++taken) push(scanned, rest[taken]);
  if (taken == 1) return Flaw::not_a_number;
  if (taken < rest.size() && rest[taken] == ',') return Flaw::separators;
  scanned.decimals = static_cast<int>(taken - 1);
  rest.remove_prefix(taken);
  return Flaw::none;
}

bool take(std::string_view& rest, std::string_view mark) {
  if (mark.empty() || !rest.starts_with(mark)) return false;
  rest.remove_prefix(mark.size());
  return true;
}

// A currency code in either case that is not the beginning of a longer word.
bool take_code(std::string_view& rest, std::string_view code) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (code.empty() || rest.size() < code.size()) return false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char upper = rest[i] >= 'a' && rest[i] <= 'z' ? static_cast<char>(rest[i] - 'a' + 'A') : rest[i];
    if (upper != code[i]) return false;
  }
  if (rest.size() > code.size() && letter(rest[code.size()])) return false;
  rest.remove_prefix(code.size());
  return true;
}

bool take_currency_before(std::string_view& rest, const Marks& marks) {
  if (marks.yen_sign && take(rest, "¥")) return true;
  if (marks.yuan && (take(rest, "人民币") || take_code(rest, "RMB"))) return true;
  return take_code(rest, marks.code);
}

bool take_currency_after(std::string_view& rest, const Marks& marks) {
  if (marks.yuan && (take(rest, "元") || take(rest, "圆") || take_code(rest, "RMB"))) return true;
  return take_code(rest, marks.code);
}

bool scientific(std::string_view rest) {
  if (!rest.starts_with('e') && !rest.starts_with('E')) return false;
  rest.remove_prefix(1);
  if (rest.starts_with('+') || rest.starts_with('-')) rest.remove_prefix(1);
  return !rest.empty() && digit(rest.front());
}

// Sign, currency and opening bracket in any order, each once.
struct Before {
  bool sign = false, currency = false, bracket = false;
};
bool scan_before(std::string_view& rest, const Marks& marks, Before& before, Scanned& scanned) {
  for (;;) {
    if (take(rest, " ")) continue;
    const bool minus = rest.starts_with('-');
    if (minus || rest.starts_with('+')) {
      if (before.sign || before.bracket) return false;
      before.sign = true;
      scanned.negative = minus;
      rest.remove_prefix(1);
    } else if (take(rest, "(")) {
      if (before.bracket || before.sign) return false;
      before.bracket = scanned.negative = true;
    } else if (take_currency_before(rest, marks)) {
      if (before.currency) return false;
      before.currency = true;
    } else {
      return true;
    }
  }
}

// 万 or 亿 or %, then the currency, then the closing bracket, which may also stand before the currency.
bool scan_after(std::string_view rest, const Marks& marks, bool bracket, Scanned& scanned) {
  bool unit = false, currency = false, closed = false;
  while (!rest.empty()) {
    if (take(rest, " ")) continue;
    const bool may_take_unit = !unit && !currency && !closed;
    if (may_take_unit && take(rest, "万")) {
      scanned.power = 4;
      unit = true;
    } else if (may_take_unit && take(rest, "亿")) {
      scanned.power = 8;
      unit = true;
    } else if (may_take_unit && (rest.starts_with('%') || rest.starts_with("‰"))) {
      scanned.percent = take(rest, "%") ? 2 : 3;
      if (scanned.percent == 3) take(rest, "‰");
      unit = true;
    } else if (!currency && scanned.percent == 0 && take_currency_after(rest, marks)) {
      currency = true;
    } else if (bracket && !closed && take(rest, ")")) {
      closed = true;
    } else {
      return false;
    }
  }
  return closed == bracket;
}

Flaw scan_decorated(std::string_view text, const Marks& marks, Scanned& scanned) {
  const std::string half = base::ascii(text) ? std::string() : base::half_width(text);
  std::string_view rest = base::trim_ascii(half.empty() ? text : half);
  if (rest.empty()) return Flaw::empty;
  scanned = {};
  Before before;
  if (!scan_before(rest, marks, before, scanned)) return Flaw::not_a_number;
  if (const Flaw flaw = scan_digits(rest, scanned); flaw != Flaw::none) return flaw;
  if (scientific(rest)) return Flaw::scientific;
  return scan_after(rest, marks, before.bracket, scanned) ? Flaw::none : Flaw::not_a_number;
}

// What nearly every cell of a file is: at most 18 digits, perhaps with a minus in front and a point among them.
bool scan_plain(std::string_view text, Scanned& scanned) {
  constexpr std::ptrdiff_t kSafeDigits = 18;
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  const char* const first = at;
  const char* point = nullptr;
  std::uint64_t mantissa = 0;
  for (; at != end; ++at) {
    if (digit(*at)) {
      mantissa = mantissa * 10 + static_cast<std::uint64_t>(*at - '0');
    } else if (*at == '.' && point == nullptr && at != first) {
      point = at;
    } else {
      return false;
    }
  }
  if (end == first || point == end - 1 || end - first > kSafeDigits) return false;
  scanned.negative = negative;
  scanned.mantissa = mantissa;
  scanned.decimals = point == nullptr ? 0 : static_cast<int>(end - point - 1);
  return true;
}

}  // namespace

Flaw scan_number(std::string_view text, const Marks& marks, Scanned& scanned) {
  return scan_plain(text, scanned) ? Flaw::none : scan_decorated(text, marks, scanned);
}

NumberFault fault_of(Flaw flaw) {
  const base::Text help{"写成 1234.56、1,234.56、-1234.56 或 1.2万",
                        "write 1234.56, 1,234.56, -1234.56 or 1.2万"};
  switch (flaw) {
    case Flaw::separators:
      return {"E2111",
              {"的千位分隔符位置不对", "has misplaced thousands separators"},
              {"每三位一个逗号：1,234,567.89；小数点用 .",
               "one comma before every three digits: 1,234,567.89; the decimal point is ."}};
    case Flaw::scientific:
      return {"E2112",
              {"是科学计数法，位数可能已丢失", "is in scientific notation, digits may be lost"},
              {"在表格中把该列设为“数值”或“文本”后重新导出",
               "format the column as number or text in the spreadsheet and export again"}};
    case Flaw::empty:
      return {"E2113", {"是空的，不是数字", "is empty, not a number"}, help};
    case Flaw::none:
    case Flaw::not_a_number:
      break;
  }
  return {"E2113", {"不是数字", "is not a number"}, help};
}

NumberFault too_many_decimals(int allowed) {
  const std::string n = std::to_string(allowed);
  return {
      "E2110",
      {"的小数超过 " + n + " 位", "has more than " + n + (allowed == 1 ? " decimal" : " decimals")},
      {"先在来源中四舍五入；导入时从不舍入", "round it in the source; nothing is rounded when it is read"}};
}

NumberFault out_of_range(std::string_view limit) {
  return {"E2114",
          {"超出范围 ±" + std::string(limit), "is out of the range ±" + std::string(limit)},
          {"检查单位（元、万元）和多余的位数", "check the unit (yuan, 10,000 yuan) and superfluous digits"}};
}

}  // namespace salesops::money::detail
