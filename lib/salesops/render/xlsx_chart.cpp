#include "salesops/render/xlsx_chart.hpp"

#include <algorithm>
#include <array>
#include <new>

namespace salesops::render::xlsx {

namespace {

using document::ChartKind;

constexpr std::size_t kLeastLines = 18;   // of a chart on a page of full size
constexpr std::size_t kBesideBars = 8;    // title, axis, legend
constexpr std::size_t kMostUpright = 10;  // names that stand side by side
constexpr double kLabelSize = 10;
constexpr double kSmallestLabel = 6;
constexpr double kHeadSize = 13;
constexpr double kLibraryWidth = 480;  // pixels of a chart that is not scaled
constexpr double kLibraryHeight = 288;

bool is_upright(ChartKind kind) {
  return kind == ChartKind::line || kind == ChartKind::waterfall;
}

std::uint8_t chart_type(ChartKind kind) {
  switch (kind) {
    case ChartKind::line:
      return LXW_CHART_LINE;
    case ChartKind::waterfall:
      return LXW_CHART_COLUMN_STACKED;
    case ChartKind::stacked_bars:
      return LXW_CHART_BAR_STACKED;
    default:
      return LXW_CHART_BAR;
  }
}

// A chart's name must not look like a reference to a cell.
std::string chart_text(const std::string& text) {
  const std::string clean = xlsx::cell_text(text);
  return clean.starts_with('=') ? "'" + clean : clean;
}

// A waterfall as stacked columns: an invisible base, then the total, the rise or the fall.
ChartData stacked_waterfall(const ChartData& data, const People& people) {
  ChartData stacked{data.title, data.unit, data.categories, {}, {}};
  const std::vector<std::optional<double>>& steps = data.series.front().values;
  ChartSeries base{people.word("起点", "base"), {}, {}};
  ChartSeries total{people.word("余额", "balance"), {}, {}};
  ChartSeries rise{people.word("增加", "rise"), {}, {}};
  ChartSeries fall{people.word("减少", "fall"), {}, {}};
  double level = 0;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const double value = steps[at].value_or(0);
    const bool stands = at == 0 || at + 1 == steps.size();
    const double after = stands ? value : level + value;
    base.values.push_back(stands ? 0 : std::min(level, after));
    total.values.push_back(stands ? value : 0);
    rise.values.push_back(!stands && value > 0 ? value : 0);
    fall.values.push_back(!stands && value < 0 ? -value : 0);
    level = after;
  }
  stacked.series = {std::move(base), std::move(total), std::move(rise), std::move(fall)};
  return stacked;
}

void style_series(lxw_chart_series* series, ChartKind kind, std::size_t at) {
  static constexpr std::array<lxw_color_t, 8> kColors{0x1F4E79, 0x9DC3E6, 0x44688C, 0xDEEBF7,
                                                      0x2E2E2E, 0xBFBFBF, 0x8A8A8A, 0xFFFFFF};
  static constexpr std::array<std::uint8_t, 4> kDashes{LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH,
                                                       LXW_CHART_LINE_DASH_ROUND_DOT,
                                                       LXW_CHART_LINE_DASH_LONG_DASH_DOT};
  if (kind == ChartKind::line) {
    lxw_chart_line line = {};
    line.color = kColors[0];
    line.width = 2;
    line.dash_type = kDashes[at % kDashes.size()];
    chart_series_set_line(series, &line);
    return;
  }
  if (kind == ChartKind::waterfall && at == 0) {
    lxw_chart_fill none = {};
    none.none = LXW_TRUE;
    chart_series_set_fill(series, &none);
    return;
  }
  lxw_chart_line edge = {};
  edge.color = 0x333333;
  edge.width = 0.75;
  chart_series_set_line(series, &edge);
  lxw_chart_fill fill = {};
  fill.color = kColors[at % kColors.size()];
  chart_series_set_fill(series, &fill);
}

// Letters that are as large on paper whatever the scale of the page.
lxw_chart_font font_of(double size, const Page& page, bool bold = false) {
  static std::array<char, 6> name{'A', 'r', 'i', 'a', 'l', '\0'};
  lxw_chart_font font = {};
  font.name = name.data();
  font.size = size * 100 / page.scale();
  font.bold = bold ? LXW_TRUE : LXW_FALSE;
  return font;
}

void add_series(lxw_chart* drawn, ChartKind kind, const ChartData& data, const ChartPlace& place) {
  const auto first = static_cast<lxw_row_t>(place.figures + 1);
  const auto last = static_cast<lxw_row_t>(place.figures + data.categories.size());
  for (std::size_t at = 0; at < data.series.size(); ++at) {
    lxw_chart_series* series = chart_add_series(drawn, nullptr, nullptr);
    if (series == nullptr) throw std::bad_alloc();
    const auto values = static_cast<lxw_col_t>(1 + at);
    chart_series_set_categories(series, place.sheet.c_str(), first, 0, last, 0);
    chart_series_set_values(series, place.sheet.c_str(), first, values, last, values);
    chart_series_set_name(series, chart_text(data.series[at].title).c_str());
    style_series(series, kind, at);
  }
}

bool never_negative(const ChartData& data) {
  return std::ranges::all_of(data.series, [](const ChartSeries& series) {
    return std::ranges::all_of(series.values, [](const auto& value) { return value.value_or(0) >= 0; });
  });
}

// Bars that do not begin at zero would lie. Names that have to stand closer are smaller.
void set_axes(lxw_chart* drawn, ChartKind kind, const ChartData& data, const ChartPlace& place,
              const Page& page) {
  const bool upright = is_upright(kind);
  lxw_chart_axis* names = upright ? drawn->x_axis : drawn->y_axis;
  lxw_chart_axis* figures = upright ? drawn->y_axis : drawn->x_axis;
  lxw_chart_font label = font_of(kLabelSize, page);
  chart_axis_set_num_font(figures, &label);
  if (kind != ChartKind::line && never_negative(data)) chart_axis_set_min(figures, 0);
  const double room = static_cast<double>(place.lines) / static_cast<double>(chart_lines(kind, data, page));
  label.size = std::max(label.size * room, font_of(kSmallestLabel, page).size);
  if (kind == ChartKind::waterfall) label.rotation = data.categories.size() <= kMostUpright ? 360 : -45;
  chart_axis_set_num_font(names, &label);
}

}  // namespace

ChartData native_chart(ChartKind kind, ChartData data, const People& people) {
  if (kind == ChartKind::waterfall) data = stacked_waterfall(data, people);
  if (data.marker) data.series.push_back(std::move(*data.marker));
  data.marker.reset();
  for (std::string& name : data.categories) name = short_name(name);
  return data;
}

std::size_t chart_lines(ChartKind kind, const ChartData& data, const Page& page) {
  const std::size_t wanted = is_upright(kind) ? kLeastLines : data.categories.size() + kBesideBars;
  return page.lines_for(std::max(kLeastLines, wanted));
}

std::size_t write_figures(SheetWriter& sheet, const ChartData& data, std::size_t row) {
  sheet.text(row, 0, data.unit, {.heading = true});
  for (std::size_t at = 0; at < data.series.size(); ++at)
    sheet.text(row, 1 + at, data.series[at].title, {.heading = true, .right = true});
  for (std::size_t at = 0; at < data.categories.size(); ++at) {
    sheet.text(++row, 0, data.categories[at]);
    for (std::size_t series = 0; series < data.series.size(); ++series) {
      const auto value = data.series[series].values[at];
      if (value) sheet.number(row, 1 + series, *value, {.number = "#,##0.00"});
    }
  }
  return row + 1;
}

void draw_chart(lxw_workbook* workbook, lxw_worksheet* sheet, ChartKind kind, const ChartData& data,
                const ChartPlace& place, const Page& page) {
  lxw_chart* drawn = workbook_add_chart(workbook, chart_type(kind));
  if (drawn == nullptr) throw std::bad_alloc();
  add_series(drawn, kind, data, place);
  set_axes(drawn, kind, data, place, page);
  const bool upright = is_upright(kind);
  lxw_chart_font head = font_of(kHeadSize, page, true);
  lxw_chart_font label = font_of(kLabelSize, page);
  chart_title_set_name(drawn, chart_text(data.title).c_str());
  chart_title_set_name_font(drawn, &head);
  if (!data.unit.empty()) {
    lxw_chart_axis* figures = upright ? drawn->y_axis : drawn->x_axis;
    chart_axis_set_name(figures, chart_text(data.unit).c_str());
    chart_axis_set_name_font(figures, &label);
  }
  if (!upright) chart_axis_set_reverse(drawn->y_axis);  // of bars, the names: the first one on top
  chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
  chart_legend_set_font(drawn, &label);
  if (kind == ChartKind::waterfall) {
    std::array<std::int16_t, 2> base{0, -1};
    chart_legend_delete_series(drawn, base.data());
  }
  constexpr double kInside = 0.96;  // of the page's width
  constexpr int kGap = 3;           // pixels above and below, so that its frame is not on the page before
  lxw_chart_options size = {};
  size.y_offset = kGap;
  size.x_scale = kInside * page.pixels() / kLibraryWidth;
  size.y_scale = (static_cast<double>(place.lines) * kLinePixels - 2 * kGap) / kLibraryHeight;
  check(worksheet_insert_chart_opt(sheet, static_cast<lxw_row_t>(place.row), 0, drawn, &size));
}

}  // namespace salesops::render::xlsx
