#include "salesops/ingest/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "salesops/base/text.hpp"

namespace salesops::ingest {

namespace {

constexpr std::size_t kMaxId = 100;     // code points
constexpr std::size_t kMaxText = 1000;  // code points
constexpr std::int64_t kMaxInteger = 999'999;

bool digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

unsigned number_of(std::string_view text) {
  unsigned value = 0;
  for (const char c : text) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

// YYYY-MM-DD without the general reader: most dates of most files.
bool iso_date(std::string_view text, Value& value) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = text.substr(0, 4);
  const auto month = text.substr(5, 2);
  const auto day = text.substr(8, 2);
  if (!digits(year) || !digits(month) || !digits(day)) return false;
  const int y = static_cast<int>(number_of(year));
  if (y < 1900 || !calendar::Date::valid(y, number_of(month), number_of(day))) return false;
  value.number = calendar::Date::of(y, number_of(month), number_of(day)).number();
  return true;
}

bool read_date(std::string_view text, const CellRules& rules, Value& value, CellFault& fault) {
  if (iso_date(text, value)) return true;
  calendar::Date date;
  calendar::DateFault why;
  if (calendar::parse_date(text, date, why, rules.epoch)) {
    value.number = date.number();
    return true;
  }
  fault = {why.code,
           why.message,
           {"可用 YYYY-MM-DD、YYYY/M/D、YYYYMMDD、2026年1月5日或 Excel 序列号",
            "expected YYYY-MM-DD, YYYY/M/D, YYYYMMDD, 2026年1月5日 or an Excel serial number"}};
  return false;
}

// -1234.50 without the general reader: most amounts of most files. At most 12 digits before the point.
bool plain_money(std::string_view text, int decimals, Value& value) {
  const bool negative = text.starts_with('-');
  const std::string_view number = text.substr(negative ? 1 : 0);
  const std::size_t point = number.find('.');
  const std::string_view whole = number.substr(0, point);
  const std::string_view part =
      point == std::string_view::npos ? std::string_view{} : number.substr(point + 1);
  const bool fits = !whole.empty() && whole.size() <= 12 &&
                    part.size() <= static_cast<std::size_t>(decimals) &&
                    (point == std::string_view::npos || !part.empty());
  if (!fits || !digits(whole) || !digits(part)) return false;
  std::int64_t minor = 0;
  for (const char c : whole) minor = minor * 10 + (c - '0');
  for (const char c : part) minor = minor * 10 + (c - '0');
  for (std::size_t i = part.size(); i < static_cast<std::size_t>(decimals); ++i) minor *= 10;
  value.number = negative ? -minor : minor;
  value.text = text;
  return true;
}

bool read_money(std::string_view text, const CellRules& rules, Value& value, CellFault& fault) {
  if (plain_money(text, rules.digits, value)) return true;
  money::Money amount;
  money::NumberFault why;
  if (money::parse_money(text, rules.digits, amount, why)) {
    value.number = amount.minor();
    value.text = text;
    return true;
  }
  fault = {why.code, why.message, why.help};
  return false;
}

bool read_decimal(std::string_view text, Value& value, CellFault& fault) {
  money::NumberFault why;
  if (money::parse_decimal(text, value.decimal, why)) return true;
  fault = {why.code, why.message, why.help};
  return false;
}

bool read_integer(std::string_view text, Value& value, CellFault& fault) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value.number);
  if (error == std::errc{} && end == text.data() + text.size() && value.number >= 1 &&
      value.number <= kMaxInteger)
    return true;
  fault = {"E2106",
           {"不是 1 到 999999 的整数", "is not a whole number from 1 to 999999"},
           {"填写行号，例如 1", "give a line number such as 1"}};
  return false;
}

bool read_boolean(std::string_view text, Value& value, CellFault& fault) {
  static constexpr std::array<std::string_view, 7> kYes = {"true", "yes", "y", "1", "是", "有", "√"};
  static constexpr std::array<std::string_view, 6> kNo = {"false", "no", "n", "0", "否", "无"};
  const std::string lower = base::to_lower_ascii(text);
  const bool yes = std::find(kYes.begin(), kYes.end(), lower) != kYes.end();
  value.number = yes ? 1 : 0;
  if (yes || std::find(kNo.begin(), kNo.end(), lower) != kNo.end()) return true;
  fault = {"E2107",
           {"不是“是”或“否”", "is neither yes nor no"},
           {"可用：true/false, yes/no, 是/否, 1/0", "one of true/false, yes/no, 是/否, 1/0"}};
  return false;
}

bool read_word(std::string_view text, const Field& field, Value& value, CellFault& fault) {
  const std::string folded = base::to_lower_ascii(base::fold_name(text));
  std::vector<std::string> allowed;
  for (const Word& word : field.words) {
    if (word.value == folded || base::fold_name(word.spelling) == folded) {
      value.text = word.value;
      return true;
    }
    if (std::find(allowed.begin(), allowed.end(), word.value) == allowed.end()) allowed.push_back(word.value);
    allowed.push_back(word.spelling);
  }
  const std::string list = base::join(allowed, ", ");
  fault = {
      "E2102", {"不在可用的值之内", "is not one of the allowed values"}, {"可用: " + list, "one of " + list}};
  return false;
}

bool control(std::string_view text, bool lines_allowed) {
  return std::any_of(text.begin(), text.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (lines_allowed && (c == '\n' || c == '\r' || c == '\t')) return false;
    return byte < 0x20 || byte == 0x7f;
  });
}

// "2.5312E+19": what a spreadsheet leaves of a long number.
bool ruined_number(std::string_view text) {
  if (text.find('+') == std::string_view::npos) return false;
  const std::size_t mark = text.find_first_of("eE");
  if (mark == std::string_view::npos || mark == 0 || mark + 2 >= text.size() || text[mark + 1] != '+')
    return false;
  const std::string_view front = text.substr(0, mark);
  return digits(text.substr(mark + 2)) && front.find('.') != std::string_view::npos &&
         front.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool read_text(std::string_view text, const Field& field, Value& value, CellFault& fault) {
  const bool is_id = field.type == CellType::id;
  const std::size_t limit = is_id ? kMaxId : kMaxText;
  value.text = text;
  if (control(text, !is_id) || (text.size() > limit && base::code_points(text) > limit)) {
    fault = {"E2104",
             {fmt::format("含有控制字符，或超过 {} 个字符", limit),
              fmt::format("holds control characters or more than {} characters", limit)},
             {"清理这个单元格", "clean the cell"}};
    return false;
  }
  if (is_id && ruined_number(text)) {
    fault = {
        "E2105",
        {"被电子表格改成了科学计数法，末尾数字已经丢失",
         "was turned into scientific notation by a spreadsheet; its last digits are lost"},
        {"把该列设为文本后从来源系统重新导出", "format the column as text and export again from the source"}};
    return false;
  }
  return true;
}

}  // namespace

bool read_cell(std::string_view text, const Field& field, const CellRules& rules, Value& value,
               CellFault& fault) {
  value = Value{};
  if (text.empty()) {
    if (!field.column.required) return true;
    fault = {"E2101", {"不能为空", "must not be empty"}, {"补上这个单元格", "fill in the cell"}};
    return false;
  }
  value.present = true;
  switch (field.type) {
    case CellType::money:
      return read_money(text, rules, value, fault);
    case CellType::decimal:
      return read_decimal(text, value, fault);
    case CellType::integer:
      return read_integer(text, value, fault);
    case CellType::date:
      return read_date(text, rules, value, fault);
    case CellType::boolean:
      return read_boolean(text, value, fault);
    case CellType::word:
      return read_word(text, field, value, fault);
    case CellType::id:
    case CellType::text:
      return read_text(text, field, value, fault);
  }
  return false;
}

}  // namespace salesops::ingest
