#include "salesops/render/xlsx_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "salesops/base/text.hpp"
#include "salesops/render/number.hpp"

namespace salesops::render::xlsx {

namespace {

constexpr std::size_t kLongestCell = 32'000;  // code points; the format's own limit is 32,767
constexpr std::int64_t kExactDigits = 1'000'000'000'000'000;
constexpr std::size_t kLongestName = 31;
constexpr std::size_t kMostLines = 25;  // of a row; the format's own limit is 409 points
constexpr double kTitleSize = 14;

lxw_row_t row_number(std::size_t row) {
  return static_cast<lxw_row_t>(row);
}
lxw_col_t column_number(std::size_t column) {
  return static_cast<lxw_col_t>(column);
}

std::string first_code_points(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  for (; at < utf8.size() && count > 0; --count) {
    ++at;
    while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) ++at;
  }
  return std::string(utf8.substr(0, at));
}

std::string decimals_format(int decimals) {
  return decimals == 0 ? "#,##0" : "#,##0." + std::string(static_cast<std::size_t>(decimals), '0');
}

int unit_power(DisplayUnit unit) {
  return unit == DisplayUnit::wan ? 4 : unit == DisplayUnit::yi ? 8 : 0;
}

bool fits(std::int64_t value) {
  return value < kExactDigits && value > -kExactDigits;
}

}  // namespace

void check(lxw_error code) {
  if (code == LXW_NO_ERROR) return;
  throw base::Error(base::Exit::io,
                    {.code = "E7102",
                     .value = std::to_string(static_cast<int>(code)),
                     .message = {"生成电子表格失败", "making the spreadsheet failed"},
                     .help = {"请检查临时文件夹的空间后重试，或改用 -O csv",
                              "check the space for temporary files and try again, or use -O csv"}});
}

std::string cell_text(std::string_view text) {
  std::string clean;
  bool first = true;
  for (const std::string& line : base::split(text, '\n')) {
    if (!first) clean += '\n';
    first = false;
    clean += base::printable(line);
  }
  for (const std::string_view illegal : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (auto at = clean.find(illegal); at != std::string::npos; at = clean.find(illegal, at))
      clean.erase(at, 3);
  }
  return base::code_points(clean) > kLongestCell ? first_code_points(clean, kLongestCell) + "…" : clean;
}

Formats::Formats(lxw_workbook* workbook) : workbook_(workbook) {
  lxw_format* own = STAILQ_FIRST(workbook->formats);  // of cells without a format; it sets the widths
  format_set_font_name(own, kFont);
  format_set_font_size(own, kFontSize);
}

lxw_format* Formats::get(const Look& look) {
  const auto found = made_.find(look);
  if (found != made_.end()) return found->second;
  lxw_format* format = workbook_add_format(workbook_);
  if (format == nullptr) throw std::bad_alloc();
  format_set_font_name(format, kFont);
  format_set_font_size(format, look.title ? kTitleSize : kFontSize);
  if (!look.number.empty()) format_set_num_format(format, look.number.c_str());
  if (look.bold || look.heading || look.total || look.title) format_set_bold(format);
  if (look.wrap) format_set_text_wrap(format);
  if (look.right) format_set_align(format, LXW_ALIGN_RIGHT);
  if (look.centered) format_set_align(format, LXW_ALIGN_CENTER);
  if (look.indent > 0) format_set_indent(format, static_cast<std::uint8_t>(std::min(look.indent, 15)));
  if (look.heading) {
    format_set_bg_color(format, 0xEEF3F8);
    format_set_bottom(format, LXW_BORDER_MEDIUM);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  } else if (look.wrap) {
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  }
  if (look.total) {
    format_set_top(format, LXW_BORDER_THIN);
    format_set_bottom(format, LXW_BORDER_THIN);
  }
  made_.emplace(look, format);
  return format;
}

std::string SheetNames::name(std::string_view title) {
  std::string clean = cell_text(title);
  std::erase_if(
      clean, [](char byte) { return std::string_view("[]:*?/\\\n").find(byte) != std::string_view::npos; });
  while (clean.starts_with('\'')) clean.erase(0, 1);
  clean = first_code_points(clean, kLongestName);
  while (clean.ends_with('\'')) clean.pop_back();
  if (clean.empty()) clean = "Sheet";
  std::string unique = clean;
  for (int number = 2; !taken_.insert(base::to_lower_ascii(unique)).second; ++number) {
    const std::string suffix = fmt::format(" {}", number);
    unique = first_code_points(clean, kLongestName - suffix.size()) + suffix;
  }
  return unique;
}

void SheetWriter::text(std::size_t row, std::size_t column, std::string_view text,
                       const Formats::Look& look) {
  const std::string clean = cell_text(text);
  check(worksheet_write_string(sheet_, row_number(row), column_number(column), clean.c_str(),
                               formats_.get(look)));
}

void SheetWriter::set_lines(std::size_t row, std::size_t lines) {
  if (lines <= 1) return;
  check(worksheet_set_row(sheet_, row_number(row), static_cast<double>(lines) * kLineHeight, nullptr));
  extra_lines_ += lines - 1;
}

std::size_t SheetWriter::prose(std::size_t row, std::size_t column, std::string_view words, const Page& page,
                               Formats::Look look) {
  look.wrap = true;
  const std::string clean = cell_text(words);
  const double larger = look.title ? kTitleSize / kFontSize : 1.0;
  const std::vector<std::string_view> lines = wrapped(clean, page.digits(column) / larger);
  for (std::size_t first = 0; first < lines.size(); first += kMostLines, ++row) {
    const std::size_t count = std::min(kMostLines, lines.size() - first);
    const std::string_view last = lines[first + count - 1];
    const auto length = static_cast<std::size_t>(last.data() + last.size() - lines[first].data());
    set_lines(row, static_cast<std::size_t>(std::ceil(static_cast<double>(count) * larger)));
    if (column + 1 < page.columns()) {
      check(worksheet_merge_range(sheet_, row_number(row), column_number(column), row_number(row),
                                  column_number(page.columns() - 1), "", formats_.get(look)));
    }
    text(row, column, std::string_view(lines[first].data(), length), look);
  }
  return row;
}

void SheetWriter::number(std::size_t row, std::size_t column, double value, const Formats::Look& look) {
  check(worksheet_write_number(sheet_, row_number(row), column_number(column), value, formats_.get(look)));
}

void SheetWriter::date(std::size_t row, std::size_t column, calendar::Date date, Formats::Look look) {
  if (date.year() < 1900 || date.year() > 9999) {
    std::string plain;
    append_date(plain, date);
    text(row, column, plain, look);
    return;
  }
  look.number = "yyyy-mm-dd";
  lxw_datetime when = {date.year(), static_cast<int>(date.month()), static_cast<int>(date.day()), 0, 0, 0};
  check(worksheet_write_datetime(sheet_, row_number(row), column_number(column), &when, formats_.get(look)));
}

void SheetWriter::cell(std::size_t row, std::size_t column, const document::Column& kind,
                       const document::Cell& cell, Formats::Look look) {
  const int digits = people_.document().currency.digits;
  if (const auto* whole = std::get_if<std::int64_t>(&cell); whole != nullptr && fits(*whole)) {
    look.number = "#,##0";
    number(row, column, static_cast<double>(*whole), look);
  } else if (const auto* amount = std::get_if<money::Money>(&cell);
             amount != nullptr && fits(amount->minor())) {
    const int power = unit_power(people_.options().unit);
    look.number = decimals_format(power > 0 ? 2 : digits);
    number(row, column, static_cast<double>(amount->minor()) / std::pow(10.0, digits + power), look);
  } else if (const auto* exact = std::get_if<money::Decimal>(&cell);
             exact != nullptr && fits(exact->mantissa())) {
    look.number = decimals_format(exact->scale());
    number(row, column, static_cast<double>(exact->mantissa()) / std::pow(10.0, exact->scale()), look);
  } else if (const auto* rate = std::get_if<money::Rate>(&cell)) {
    const bool points = kind.type == document::Type::points;
    const std::string format = decimals_format(kind.decimals);
    look.number = points ? fmt::format("+{0}\" pp\";-{0}\" pp\";{0}\" pp\"", format) : format + "%";
    number(row, column,
           static_cast<double>(rate->numerator()) * (points ? 100.0 : 1.0) /
               static_cast<double>(rate->denominator()),
           look);
  } else if (const auto* day = std::get_if<calendar::Date>(&cell)) {
    date(row, column, *day, look);
  } else if (const auto* yes = std::get_if<bool>(&cell)) {
    check(worksheet_write_boolean(sheet_, row_number(row), column_number(column), *yes ? 1 : 0,
                                  formats_.get(look)));
  } else if (!std::holds_alternative<std::monostate>(cell)) {
    text(row, column, people_.cell(kind, cell), look);
  } else if (look.total) {
    check(worksheet_write_blank(sheet_, row_number(row), column_number(column), formats_.get(look)));
  }
}

}  // namespace salesops::render::xlsx
