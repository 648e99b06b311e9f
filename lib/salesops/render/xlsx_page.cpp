#include "salesops/render/xlsx_page.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "salesops/base/text.hpp"
#include "salesops/render/xlsx_sheet.hpp"

namespace salesops::render::xlsx {

namespace {

// Points. LibreOffice keeps fractions of pixels where Excel drops them, so its columns are the wider ones:
// what fits there fits everywhere.
constexpr double kPaperWidth = 841.8;
constexpr double kPaperHeight = 595.2;
constexpr double kSide = 36;
constexpr double kTop = 36;
constexpr double kBottom = 54;  // the number of the page stands in it
constexpr double kInch = 72;
constexpr double kWidth = kPaperWidth - 2 * kSide;
constexpr double kHeight = kPaperHeight - kTop - kBottom - 5;
constexpr double kDigit = 5.58;
constexpr double kPadding = 0.72;  // digits that a column is wider than it says
constexpr double kEmptyColumn = 8.43;
constexpr int kSmallest = 40;

double points(double digits) {
  return (digits + kPadding) * kDigit;
}

std::size_t length_of(std::string_view utf8, std::size_t at) {
  std::size_t end = at + 1;
  while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) ++end;
  return end - at;
}

}  // namespace

std::vector<std::string_view> wrapped(std::string_view text, double digits) {
  const auto room = static_cast<std::size_t>(std::max(2.0, digits));
  std::vector<std::string_view> lines;
  std::size_t start = 0;
  std::size_t gap = 0;    // where the line could end
  std::size_t width = 0;  // since start
  std::size_t tail = 0;   // since gap
  const auto end_line = [&](std::size_t end) {
    lines.push_back(text.substr(start, end - start));
    start = gap = end;
    width = tail;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_of(text, at);
    if (text[at] == '\n') {
      tail = 0;
      end_line(at);
      start = gap = at + 1;
    } else {
      const std::size_t wide = base::display_width(text.substr(at, length));
      if (wide == 2) {
        gap = at;
        tail = 0;
      }
      if (width + wide > room && at > start && text[at] != ' ') {
        if (gap == start) {
          gap = at;
          tail = 0;
        }
        end_line(gap);
      }
      width += wide;
      tail += wide;
      if (wide == 2 || text[at] == ' ') {
        gap = at + length;
        tail = 0;
      }
    }
    at += length;
  }
  lines.push_back(text.substr(start));
  return lines;
}

Page::Page(std::vector<double> widths) : widths_(std::move(widths)) {
  const double needed = std::accumulate(widths_.begin(), widths_.end(), 0.0,
                                        [](double sum, double one) { return sum + points(one); });
  if (needed > kWidth) scale_ = std::max(kSmallest, static_cast<int>(std::floor(100 * kWidth / needed)));
  const double room = kWidth * 100 / scale_;
  double used = 0;
  std::size_t fit = 0;
  while (fit < widths_.size() && used + points(widths_[fit]) <= room) used += points(widths_[fit++]);
  if (fit < widths_.size()) widths_.resize(std::max<std::size_t>(fit, 1));
  for (; fit == widths_.size() && used + points(kEmptyColumn) <= room; ++fit) {
    widths_.push_back(kEmptyColumn);
    used += points(kEmptyColumn);
  }
}

double Page::digits(std::size_t first_column) const {
  double sum = 0;
  for (std::size_t at = first_column; at < widths_.size(); ++at) sum += widths_[at] + kPadding;
  return sum;
}

int Page::pixels() const {
  double sum = 0;
  for (const double width : widths_) sum += std::floor(width * 7 + 5);
  return static_cast<int>(sum);
}

std::size_t Page::lines() const {
  return static_cast<std::size_t>(kHeight * 100 / scale_ / kLineHeight);
}

std::size_t Page::lines_for(std::size_t lines) const {
  return (lines * 100 + static_cast<std::size_t>(scale_) - 1) / static_cast<std::size_t>(scale_);
}

void Page::set_up(lxw_worksheet* sheet) const {
  constexpr std::uint8_t kA4 = 9;
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, kA4);
  worksheet_set_margins(sheet, kSide / kInch, kSide / kInch, kTop / kInch, kBottom / kInch);
  worksheet_set_print_scale(sheet, static_cast<std::uint16_t>(scale_));
  check(worksheet_set_footer(sheet, "&C&P / &N"));
  worksheet_set_default_row(sheet, kLineHeight, LXW_FALSE);
}

Pages::Pages(const Page& page, std::size_t used, std::size_t heading)
    : page_lines_(page.lines()), heading_(heading), used_(used) {}

std::size_t Pages::take(std::size_t row, std::size_t wanted) {
  const std::size_t left = page_lines_ - std::min(used_, page_lines_);
  if (4 * left < 3 * wanted) {
    ends_.push_back(static_cast<lxw_row_t>(row));
    used_ = heading_;
  }
  const std::size_t taken = std::min(wanted, page_lines_ - used_);
  used_ += taken;
  return taken;
}

void Pages::write(lxw_worksheet* sheet) {
  if (ends_.empty()) return;
  ends_.push_back(0);
  check(worksheet_set_h_pagebreaks(sheet, ends_.data()));
}

}  // namespace salesops::render::xlsx
