#pragma once
#include <string>

#include "salesops/render/chart.hpp"
#include "salesops/render/xlsx_sheet.hpp"

// Native charts of a sheet. A chart refers to figures in cells of its sheet; they stand below the charts.
namespace salesops::render::xlsx {

// What the program draws: of a waterfall stacked columns on an invisible one; a marker as one more series.
ChartData native_chart(document::ChartKind kind, ChartData data, const People& people);

// Lines that the chart would take on its page if there were no end to it.
std::size_t chart_lines(document::ChartKind kind, const ChartData& data, const Page& page);

// Writes what the chart refers to from `row` on: the unit, the names of the series, one row per category.
// Returns the row after it.
std::size_t write_figures(SheetWriter& sheet, const ChartData& data, std::size_t row);

struct ChartPlace {
  std::string sheet;        // its name
  std::size_t figures = 0;  // row of their heading
  std::size_t row = 0;      // where the chart begins, in the first column
  std::size_t lines = 0;
};
void draw_chart(lxw_workbook* workbook, lxw_worksheet* sheet, document::ChartKind kind, const ChartData& data,
                const ChartPlace& place, const Page& page);

}  // namespace salesops::render::xlsx
