#pragma once
#include <optional>
#include <string>
#include <vector>

#include "salesops/render/people.hpp"

// Charts as pictures. Figures come from the table the chart names, so that a picture never says anything
// else. Binary floating point is used for geometry only; the labels are the exact figures.
namespace salesops::render {

struct ChartSeries {
  std::string title;
  std::vector<std::optional<double>> values;  // in the display unit, percentages × 100
  std::vector<std::string> labels;            // the figures as the table shows them
};

struct ChartData {
  std::string title;
  std::string unit;
  std::vector<std::string> categories;
  std::vector<ChartSeries> series;
  std::optional<ChartSeries> marker;
};

// What stands on the axis of a chart: of amounts the document's currency, of other figures what is fixed for
// their type, else what the chart says.
std::string chart_unit(const document::Chart& chart, const People& people);

// The figures of a chart, or nothing when its table or one of its columns does not exist or it has no rows.
// The rows of deeper levels of a tree are left out when there are several at the top.
std::optional<ChartData> chart_data(const document::Chart& chart, const People& people);

// A category's name, short enough to stand beside its bar.
std::string short_name(const std::string& name);

// An <svg> element: title, axis with unit, legend, figures. `id` makes the names inside unique in the page.
//   bars, grouped_bars, stacked_bars  horizontal, one band per category, so that long names never overlap
//   bullet                            a bar with a mark (target, pace)
//   line                              one line per series with its own dash and point
//   waterfall                         the first and the last category stand on the axis, those between are
//   movements
std::string chart_svg(document::ChartKind kind, const ChartData& data, const std::string& id);

// Round numbers from at most `low` to at least `high` in about `count` steps.
std::vector<double> ticks(double low, double high, int count);

}  // namespace salesops::render
