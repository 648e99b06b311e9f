#pragma once
#include <string_view>
#include <vector>

#include "salesops/render/people.hpp"

namespace salesops::render::xlsx {

// Widths of the shown columns in digits, by display width of what stands in them. Where the table would be
// wider than the page, headings take two lines.
std::vector<double> column_widths(const document::Table& table, const Layout& layout, const People& people);

std::size_t heading_lines(std::string_view title, double width);

// Rows that set the widths of a long table.
inline constexpr std::size_t kWidthRows = 5'000;

}  // namespace salesops::render::xlsx
