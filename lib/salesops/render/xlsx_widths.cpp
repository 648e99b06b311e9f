#include "salesops/render/xlsx_widths.hpp"

#include <algorithm>

#include "salesops/base/text.hpp"
#include "salesops/render/xlsx_page.hpp"

namespace salesops::render::xlsx {

namespace {

constexpr double kNarrowest = 8;
constexpr double kWidest = 60;
constexpr double kBold = 1.1;  // bold letters are wider
constexpr double kButton = 3;  // room for the filter's button
constexpr double kMargins = 2;

double clamped(double width) {
  return std::clamp(width, kNarrowest, kWidest);
}

double one_line(std::string_view title) {
  return clamped(static_cast<double>(base::display_width(title)) * kBold + kButton + 1);
}

double two_lines(std::string_view title) {
  double width = kNarrowest;
  while (width < kWidest && heading_lines(title, width) > 2) ++width;
  return width;
}

std::vector<std::size_t> contents(const document::Table& table, const Layout& layout, const People& people) {
  std::vector<std::size_t> width(layout.shown.size());
  const auto widen = [&](const document::Row& row) {
    for (std::size_t at = 0; at < width.size(); ++at) {
      const std::size_t source = layout.shown[at];
      const std::size_t indent = at == layout.indent ? 2 * layout.depth(row) : 0;
      width[at] =
          std::max(width[at], base::display_width(people.cell(table.columns[source], row[source])) + indent);
    }
  };
  std::size_t seen = 0;
  table.rows.for_each([&](const document::Row& row) {
    if (++seen <= kWidthRows) widen(row);
  });
  if (table.total) widen(*table.total);
  return width;
}

}  // namespace

std::size_t heading_lines(std::string_view title, double width) {
  const std::vector<std::string_view> lines = wrapped(title, (width - kButton) / kBold);
  // A word that was cut is a word that did not fit.
  std::size_t count = lines.size();
  for (std::size_t at = 1; at < lines.size(); ++at) {
    const char before = lines[at - 1].back();
    const bool whole = before == ' ' || static_cast<unsigned char>(before) >= 0x80 ||
                       static_cast<unsigned char>(lines[at].front()) >= 0x80;
    if (!whole) ++count;
  }
  return count;
}

std::vector<double> column_widths(const document::Table& table, const Layout& layout, const People& people) {
  const std::vector<std::size_t> needed = contents(table, layout, people);
  std::vector<double> widths;
  const auto set = [&](auto heading) {
    widths.clear();
    for (std::size_t at = 0; at < needed.size(); ++at) {
      const std::string& title = people.text(table.columns[layout.shown[at]].title);
      widths.push_back(std::max(clamped(static_cast<double>(needed[at]) + kMargins), heading(title)));
    }
  };
  set(one_line);
  if (Page(widths).scale() < 100) set(two_lines);
  return widths;
}

}  // namespace salesops::render::xlsx
