// XLSX: one sheet for the prose and figures of a section, one per table. A table's sheet has its title and
// facts on top, a frozen heading with filters, typed cells, a bold total row, and its charts to the right as
// native charts.
//
// The same document gives the same bytes: the creation time is fixed and nothing else in the file depends on
// when or where it was written. Above kStreamFrom rows the library writes row by row and keeps nothing in
// memory. The library only writes to a named file, so the bytes take the way over an anonymous file in
// memory.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "salesops/base/interrupt.hpp"
#include "salesops/base/text.hpp"
#include "salesops/render/chart.hpp"
#include "salesops/render/select.hpp"
#include "salesops/render/writers.hpp"
#include "salesops/render/xlsx_file.hpp"
#include "salesops/render/xlsx_sheet.hpp"

namespace salesops::render {

namespace {

using document::Row;
using document::Table;
using xlsx::check;
using xlsx::Formats;
using xlsx::SheetWriter;

constexpr std::size_t kStreamFrom = 5'000;
constexpr std::size_t kMostRows = 1'048'576 - 16;
constexpr std::size_t kHeadingRow = 3;
constexpr std::size_t kMostBars = 500;
constexpr time_t kCreated = 946'684'800;  // 2000-01-01 00:00 UTC
constexpr double kNarrowest = 8;
constexpr double kWidest = 60;

std::size_t most_rows(const document::Document& document) {
  std::size_t most = 0;
  for (const document::Section& section : document.sections) {
    for (const Table& table : section.tables) most = std::max(most, table.rows.size());
  }
  return most;
}

void require_room(const Table& table) {
  if (table.rows.size() <= kMostRows) return;
  throw base::Error(
      base::Exit::usage,
      {.code = "E7120",
       .value = std::to_string(table.rows.size()),
       .message = {fmt::format("表“{}”有 {} 行，一张工作表放不下", table.key, table.rows.size()),
                   fmt::format("table \"{}\" has {} rows, more than a sheet can hold", table.key,
                               table.rows.size())},
       .help = {"用 -O csv，或用 --limit、--where 减少行数",
                "use -O csv, or fewer rows with --limit or --where"}});
}

class Book {
 public:
  Book(lxw_workbook* workbook, const People& people)
      : workbook_(workbook), people_(people), formats_(workbook) {
    const std::string title = xlsx::cell_text(people.text(people.document().title));
    std::string name = base::truncate_to_width(title, 200);
    lxw_doc_properties properties = {};
    properties.title = name.data();
    properties.created = kCreated;
    check(workbook_set_properties(workbook_, &properties));
  }

  void write() {
    for (const Part& part : selected(people_.document(), people_.options().section)) {
      const document::Section& section = *part.section;
      const bool prose = part.whole && (!section.paragraphs.empty() || !section.kpis.empty());
      if (prose) prose_sheet(section);
      for (const Table* table : part.tables) table_sheet(*table, part);
    }
    if (sheets_ == 0 || !people_.document().notes.empty()) notes_sheet();
  }

 private:
  lxw_worksheet* add_sheet(std::string_view title) {
    name_ = names_.name(title);
    lxw_worksheet* sheet = workbook_add_worksheet(workbook_, name_.c_str());
    if (sheet == nullptr) check(LXW_ERROR_SHEETNAME_ALREADY_USED);
    ++sheets_;
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
  }

  std::string title_of(const Table& table, const Part& part) const {
    if (!table.title.empty()) return people_.text(table.title);
    if (!part.section->title.empty()) return people_.text(part.section->title);
    return people_.text(people_.document().title);
  }

  void prose_sheet(const document::Section& section) {
    const std::string& title =
        section.title.empty() ? people_.text(people_.document().title) : people_.text(section.title);
    SheetWriter sheet(add_sheet(title), formats_, people_);
    sheet.text(0, 0, title, {.bold = true});
    sheet.text(1, 0, base::join(people_.facts(), "   "));
    std::size_t row = 3;
    for (const base::Text& paragraph : section.paragraphs) sheet.text(row++, 0, people_.text(paragraph));
    if (!section.kpis.empty()) ++row;
    for (const document::Kpi& kpi : section.kpis) {
      sheet.text(row, 0, people_.text(kpi.title));
      sheet.cell(row, 1, {.key = kpi.key, .title = kpi.title, .type = kpi.type}, kpi.value, {.bold = true});
      if (!kpi.note.empty()) sheet.text(row, 2, people_.text(kpi.note));
      ++row;
    }
    check(worksheet_set_column(sheet.sheet(), 0, 0, 24, nullptr));
    check(worksheet_set_column(sheet.sheet(), 1, 2, 20, nullptr));
  }

  void notes_sheet() {
    const std::string title =
        sheets_ == 0 ? people_.text(people_.document().title) : people_.word("说明", "Notes");
    SheetWriter sheet(add_sheet(title), formats_, people_);
    sheet.text(0, 0, people_.text(people_.document().title), {.bold = true});
    sheet.text(1, 0, base::join(people_.facts(), "   "));
    std::size_t row = 3;
    for (const base::Text& note : people_.document().notes) sheet.text(row++, 0, people_.text(note));
  }

  void table_sheet(const Table& table, const Part& part) {
    require_room(table);
    const std::string title = title_of(table, part);
    SheetWriter sheet(add_sheet(title), formats_, people_);
    const Layout layout = layout_of(table);
    set_widths(sheet, table, layout);
    sheet.text(0, 0, title, {.bold = true});
    sheet.text(1, 0, base::join(people_.facts(), "   "));
    for (std::size_t at = 0; at < layout.shown.size(); ++at) {
      sheet.text(kHeadingRow, at, people_.text(table.columns[layout.shown[at]].title), {.heading = true});
    }
    std::size_t row = kHeadingRow + 1;
    RoundingWatch watch(table, people_);
    table.rows.for_each([&](const Row& cells) {
      base::check_interrupt();
      watch.row(cells);
      body_row(sheet, table, layout, cells, row++);
    });
    const std::size_t last_row = row - 1;
    if (people_.options().total && table.total) total_row(sheet, table, layout, row++);
    row = below(sheet, table, watch.note(), row + 1);
    if (!layout.shown.empty()) {
      const auto last = static_cast<lxw_col_t>(layout.shown.size() - 1);
      const auto bottom = static_cast<lxw_row_t>(std::max(last_row, kHeadingRow));
      check(worksheet_autofilter(sheet.sheet(), kHeadingRow, 0, bottom, last));
      worksheet_freeze_panes(sheet.sheet(), kHeadingRow + 1, 1);
      check(worksheet_repeat_rows(sheet.sheet(), kHeadingRow, kHeadingRow));
    }
    charts(sheet, table, part, row + 1);
  }

  void body_row(SheetWriter& sheet, const Table& table, const Layout& layout, const Row& cells,
                std::size_t row) {
    for (std::size_t at = 0; at < layout.shown.size(); ++at) {
      const std::size_t source = layout.shown[at];
      Formats::Look look;
      if (at == layout.indent) look.indent = static_cast<int>(layout.depth(cells));
      sheet.cell(row, at, table.columns[source], cells[source], look);
    }
  }

  void total_row(SheetWriter& sheet, const Table& table, const Layout& layout, std::size_t row) {
    for (std::size_t at = 0; at < layout.shown.size(); ++at) {
      const std::size_t source = layout.shown[at];
      const document::Cell& cell = (*table.total)[source];
      if (at == 0 && std::holds_alternative<std::monostate>(cell)) {
        sheet.text(row, at, people_.word("合计", "Total"), {.total = true});
      } else {
        sheet.cell(row, at, table.columns[source], cell, {.total = true});
      }
    }
  }

  // Returns the row after the last one written.
  std::size_t below(SheetWriter& sheet, const Table& table, const std::string& rounding, std::size_t row) {
    for (const auto& [label, value] : table.facts) sheet.text(row++, 0, people_.fact(label, value));
    if (!rounding.empty()) sheet.text(row++, 0, rounding);
    for (const base::Text& note : table.notes) sheet.text(row++, 0, people_.text(note));
    return row;
  }

  void set_widths(SheetWriter& sheet, const Table& table, const Layout& layout) {
    std::vector<std::size_t> width(layout.shown.size());
    const auto widen = [&](std::size_t at, const std::string& text) {
      width[at] = std::max(width[at], base::display_width(text));
    };
    for (std::size_t at = 0; at < width.size(); ++at) {
      widen(at,
            people_.text(table.columns[layout.shown[at]].title) + "    ");  // room for the filter's button
      if (table.total)
        widen(at, people_.cell(table.columns[layout.shown[at]], (*table.total)[layout.shown[at]]));
    }
    std::size_t seen = 0;
    table.rows.for_each([&](const Row& row) {
      if (++seen > kStreamFrom) return;  // as many rows as set the width of a long table
      for (std::size_t at = 0; at < width.size(); ++at) {
        widen(at, people_.cell(table.columns[layout.shown[at]], row[layout.shown[at]]));
        if (at == layout.indent) width[at] = std::max(width[at], 4 * layout.depth(row));
      }
    });
    for (std::size_t at = 0; at < width.size(); ++at) {
      const double columns = std::clamp(static_cast<double>(width[at]) + 2, kNarrowest, kWidest);
      const auto column = static_cast<lxw_col_t>(at);
      check(worksheet_set_column(sheet.sheet(), column, column, columns, nullptr));
    }
  }

  // Under the table, so that the sheet prints as wide as the table. More bars than anyone reads are left out.
  void charts(SheetWriter& sheet, const Table& table, const Part& part, std::size_t row) {
    for (const document::Chart* chart : part.charts) {
      if (chart->table != table.key) continue;
      const std::optional<ChartData> data = chart_data(*chart, people_);
      if (data && data->categories.size() <= kMostBars) row = add_chart(sheet, *chart, *data, row);
    }
  }

  // The figures of the chart, the chart under them. Returns the row after both.
  std::size_t add_chart(SheetWriter& sheet, const document::Chart& chart, const ChartData& data,
                        std::size_t row);

  lxw_workbook* workbook_;
  const People& people_;
  Formats formats_;
  xlsx::SheetNames names_;
  std::string name_;  // of the sheet being written
  int sheets_ = 0;
};

std::uint8_t chart_type(document::ChartKind kind) {
  switch (kind) {
    case document::ChartKind::line:
      return LXW_CHART_LINE;
    case document::ChartKind::waterfall:
      return LXW_CHART_COLUMN_STACKED;
    case document::ChartKind::stacked_bars:
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

void style_series(lxw_chart_series* series, document::ChartKind kind, std::size_t at) {
  static constexpr std::array<lxw_color_t, 8> kColors{0x1F4E79, 0x9DC3E6, 0x44688C, 0xDEEBF7,
                                                      0x2E2E2E, 0xBFBFBF, 0x8A8A8A, 0xFFFFFF};
  static constexpr std::array<std::uint8_t, 4> kDashes{LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH,
                                                       LXW_CHART_LINE_DASH_ROUND_DOT,
                                                       LXW_CHART_LINE_DASH_LONG_DASH_DOT};
  if (kind == document::ChartKind::line) {
    lxw_chart_line line = {};
    line.color = kColors[0];
    line.width = 2;
    line.dash_type = kDashes[at % kDashes.size()];
    chart_series_set_line(series, &line);
    return;
  }
  if (kind == document::ChartKind::waterfall && at == 0) {
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

std::size_t Book::add_chart(SheetWriter& sheet, const document::Chart& chart, const ChartData& given,
                            std::size_t row) {
  constexpr std::size_t column = 0;
  ChartData data = chart.kind == document::ChartKind::waterfall ? stacked_waterfall(given, people_) : given;
  if (data.marker) data.series.push_back(std::move(*data.marker));
  const std::size_t first = row + 1;
  const std::size_t last = row + data.categories.size();
  sheet.text(row, column, data.unit, {.heading = true});
  for (std::size_t at = 0; at < data.series.size(); ++at) {
    sheet.text(row, column + 1 + at, data.series[at].title, {.heading = true});
  }
  for (std::size_t at = 0; at < data.categories.size(); ++at) {
    sheet.text(first + at, column, data.categories[at]);
    for (std::size_t series = 0; series < data.series.size(); ++series) {
      const auto value = data.series[series].values[at];
      if (value) sheet.number(first + at, column + 1 + series, *value, {.number = "#,##0.00"});
    }
  }
  lxw_chart* drawn = workbook_add_chart(workbook_, chart_type(chart.kind));
  if (drawn == nullptr) throw std::bad_alloc();
  for (std::size_t at = 0; at < data.series.size(); ++at) {
    lxw_chart_series* series = chart_add_series(drawn, nullptr, nullptr);
    if (series == nullptr) throw std::bad_alloc();
    const auto rows = std::pair(static_cast<lxw_row_t>(first), static_cast<lxw_row_t>(last));
    const auto names = static_cast<lxw_col_t>(column);
    const auto values = static_cast<lxw_col_t>(column + 1 + at);
    chart_series_set_categories(series, name_.c_str(), rows.first, names, rows.second, names);
    chart_series_set_values(series, name_.c_str(), rows.first, values, rows.second, values);
    chart_series_set_name(series, chart_text(data.series[at].title).c_str());
    style_series(series, chart.kind, at);
  }
  chart_title_set_name(drawn, chart_text(data.title).c_str());
  const bool upright =
      chart.kind == document::ChartKind::line || chart.kind == document::ChartKind::waterfall;
  if (!data.unit.empty())
    chart_axis_set_name(upright ? drawn->y_axis : drawn->x_axis, chart_text(data.unit).c_str());
  if (!upright) chart_axis_set_reverse(drawn->y_axis);  // of bars, the names: the first one on top
  chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
  const std::size_t height = std::max<std::size_t>(18, upright ? 18 : data.categories.size() + 8);
  lxw_chart_options size = {};
  size.x_scale = 1.5;
  size.y_scale = static_cast<double>(height) * 20.0 / 288.0;
  check(worksheet_insert_chart_opt(sheet.sheet(), static_cast<lxw_row_t>(last + 2),
                                   static_cast<lxw_col_t>(column), drawn, &size));
  return last + 2 + height + 2;
}

}  // namespace

void write_xlsx(const document::Document& document, const Options& options, std::ostream& out) {
  const People people(document, options);
  const xlsx::MemoryFile file;
  lxw_workbook_options settings = {};
  settings.constant_memory = most_rows(document) > kStreamFrom ? LXW_TRUE : LXW_FALSE;
  if (settings.constant_memory == LXW_FALSE) settings.tmpdir = xlsx::folder_of_parts();
  xlsx::Workbook workbook(workbook_new_opt(file.name().c_str(), &settings));
  if (!workbook) throw std::bad_alloc();
  Book(workbook.get(), people).write();
  check(workbook_close(workbook.release()));  // frees the workbook, whatever it returns
  file.copy_to(out);
}

}  // namespace salesops::render
