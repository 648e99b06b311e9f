// XLSX: one sheet for the prose and figures of a section, one per table. A table's sheet has its title and
// facts on top, a frozen heading with filters, typed cells, a bold total row, and its native charts below;
// the figures that the charts refer to stand under them and are not printed.
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
#include "salesops/render/xlsx_chart.hpp"
#include "salesops/render/xlsx_file.hpp"
#include "salesops/render/xlsx_widths.hpp"

namespace salesops::render {

namespace {

using document::Row;
using document::Table;
using xlsx::check;
using xlsx::Formats;
using xlsx::Page;
using xlsx::SheetWriter;

constexpr std::size_t kStreamFrom = 5'000;
constexpr std::size_t kMostRows = 1'048'576 - 16;
constexpr std::size_t kHeadingRow = 3;
constexpr std::size_t kMostBars = 500;
constexpr time_t kCreated = 946'684'800;  // 2000-01-01 00:00 UTC
constexpr std::size_t kMostLines = 8;     // of a cell

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
    return sheet;
  }

  std::string title_of(const Table& table, const Part& part) const {
    if (!table.title.empty()) return people_.text(table.title);
    if (!part.section->title.empty()) return people_.text(part.section->title);
    return people_.text(people_.document().title);
  }

  // The title and the facts that stand on top of every sheet.
  void top(SheetWriter& sheet, const Page& page, const std::vector<double>& widths,
           const std::string& title) {
    page.set_up(sheet.sheet());
    for (std::size_t at = 0; at < widths.size(); ++at) {
      const auto column = static_cast<lxw_col_t>(at);
      check(worksheet_set_column(sheet.sheet(), column, column, widths[at], nullptr));
    }
    sheet.prose(0, 0, title, page, {.title = true});
    sheet.prose(1, 0, base::join(people_.facts(), "   "), page);
  }

  void prose_sheet(const document::Section& section) {
    const std::string& title =
        section.title.empty() ? people_.text(people_.document().title) : people_.text(section.title);
    SheetWriter sheet(add_sheet(title), formats_, people_);
    const std::vector<double> widths{24, 20, 20};
    const Page page(widths);
    top(sheet, page, widths, title);
    std::size_t row = kHeadingRow;
    for (const base::Text& paragraph : section.paragraphs)
      row = sheet.prose(row, 0, people_.text(paragraph), page);
    if (!section.kpis.empty()) ++row;
    for (const document::Kpi& kpi : section.kpis) {
      sheet.text(row, 0, people_.text(kpi.title));
      sheet.cell(row, 1, {.key = kpi.key, .title = kpi.title, .type = kpi.type}, kpi.value, {.bold = true});
      row = kpi.note.empty() ? row + 1 : sheet.prose(row, 2, people_.text(kpi.note), page);
    }
  }

  void notes_sheet() {
    const std::string title =
        sheets_ == 0 ? people_.text(people_.document().title) : people_.word("说明", "Notes");
    SheetWriter sheet(add_sheet(title), formats_, people_);
    const Page page({});
    top(sheet, page, {}, people_.text(people_.document().title));
    std::size_t row = kHeadingRow;
    for (const base::Text& note : people_.document().notes)
      row = sheet.prose(row, 0, people_.text(note), page);
  }

  void table_sheet(const Table& table, const Part& part) {
    require_room(table);
    const std::string title = title_of(table, part);
    SheetWriter sheet(add_sheet(title), formats_, people_);
    const Layout layout = layout_of(table);
    widths_ = xlsx::column_widths(table, layout, people_);
    const Page page(widths_);
    top(sheet, page, widths_, title);
    heading(sheet, table, layout);
    const std::size_t above = sheet.lines_above(kHeadingRow + 1);
    std::size_t row = kHeadingRow + 1;
    RoundingWatch watch(table, people_);
    table.rows.for_each([&](const Row& cells) {
      base::check_interrupt();
      watch.row(cells);
      body_row(sheet, table, layout, cells, row++);
    });
    filter(sheet, layout, row - 1);
    if (people_.options().total && table.total) total_row(sheet, table, layout, row++);
    row = below(sheet, table, watch.note(), page, row + 1);
    const bool one_page = sheet.lines_above(row) <= page.lines();
    if (!layout.shown.empty()) {
      worksheet_freeze_panes(sheet.sheet(), kHeadingRow + 1, 1);
      if (!one_page) check(worksheet_repeat_rows(sheet.sheet(), kHeadingRow, kHeadingRow));
    }
    charts(sheet, table, part, page, row + 1, one_page ? 0 : above - kHeadingRow);
  }

  // Of a streamed sheet the library takes this only while the last row of the table is the last one written.
  static void filter(SheetWriter& sheet, const Layout& layout, std::size_t last_row) {
    if (layout.shown.empty()) return;
    const auto last = static_cast<lxw_col_t>(layout.shown.size() - 1);
    const auto bottom = static_cast<lxw_row_t>(std::max(last_row, kHeadingRow));
    check(worksheet_autofilter(sheet.sheet(), kHeadingRow, 0, bottom, last));
  }

  void heading(SheetWriter& sheet, const Table& table, const Layout& layout) {
    std::size_t lines = 1;
    for (std::size_t at = 0; at < layout.shown.size(); ++at) {
      const document::Column& column = table.columns[layout.shown[at]];
      const std::string& title = people_.text(column.title);
      lines = std::max(lines, xlsx::heading_lines(title, widths_[at]));
      sheet.text(kHeadingRow, at, title,
                 {.heading = true,
                  .wrap = true,
                  .right = is_number(column.type),
                  .centered = centered(table, layout, at)});
    }
    sheet.set_lines(kHeadingRow, lines);
  }

  // Words right of figures would touch them.
  static bool centered(const Table& table, const Layout& layout, std::size_t at) {
    return at > 0 && !is_number(table.columns[layout.shown[at]].type) &&
           is_number(table.columns[layout.shown[at - 1]].type);
  }

  void body_row(SheetWriter& sheet, const Table& table, const Layout& layout, const Row& cells,
                std::size_t row) {
    std::size_t lines = 1;
    for (std::size_t at = 0; at < layout.shown.size(); ++at) {
      const std::size_t source = layout.shown[at];
      Formats::Look look{.centered = centered(table, layout, at)};
      if (at == layout.indent) look.indent = static_cast<int>(layout.depth(cells));
      const std::size_t its = lines_of(cells[source], widths_[at] - 2 * look.indent);
      look.wrap = its > 1;
      lines = std::max(lines, its);
      sheet.cell(row, at, table.columns[source], cells[source], look);
    }
    sheet.set_lines(row, lines);
  }

  std::size_t lines_of(const document::Cell& cell, double width) const {
    const std::string* text = std::get_if<std::string>(&cell);
    if (const auto* words = std::get_if<base::Text>(&cell)) text = &people_.text(*words);
    if (text == nullptr || static_cast<double>(text->size()) <= width)
      return 1;  // never wider than its bytes
    return std::min(kMostLines, xlsx::wrapped(xlsx::cell_text(*text), width).size());
  }

  void total_row(SheetWriter& sheet, const Table& table, const Layout& layout, std::size_t row) {
    for (std::size_t at = 0; at < layout.shown.size(); ++at) {
      const std::size_t source = layout.shown[at];
      const document::Cell& cell = (*table.total)[source];
      if (at == 0 && std::holds_alternative<std::monostate>(cell)) {
        sheet.text(row, at, people_.word("合计", "Total"), {.total = true});
      } else {
        sheet.cell(row, at, table.columns[source], cell,
                   {.total = true, .centered = centered(table, layout, at)});
      }
    }
  }

  // Returns the row after the last one written.
  std::size_t below(SheetWriter& sheet, const Table& table, const std::string& rounding, const Page& page,
                    std::size_t row) {
    for (const auto& [label, value] : table.facts)
      row = sheet.prose(row, 0, people_.fact(label, value), page);
    if (!rounding.empty()) row = sheet.prose(row, 0, rounding, page);
    for (const base::Text& note : table.notes) row = sheet.prose(row, 0, people_.text(note), page);
    return row;
  }

  // Under the table, each whole on one page. More bars than anyone reads are left out.
  // heading: lines on top of every further page.
  void charts(SheetWriter& sheet, const Table& table, const Part& part, const Page& page, std::size_t row,
              std::size_t heading) {
    std::vector<std::pair<document::ChartKind, ChartData>> drawn;
    for (const document::Chart* chart : part.charts) {
      if (chart->table != table.key) continue;
      std::optional<ChartData> data = chart_data(*chart, people_);
      if (data && data->categories.size() <= kMostBars)
        drawn.emplace_back(chart->kind, xlsx::native_chart(chart->kind, std::move(*data), people_));
    }
    if (drawn.empty()) return;
    xlsx::Pages pages(page, sheet.lines_above(row), heading);
    std::vector<xlsx::ChartPlace> places;
    for (const auto& [kind, data] : drawn) {
      const std::size_t lines = pages.take(row, xlsx::chart_lines(kind, data, page));
      places.push_back({name_, 0, row, lines});
      row += lines;
    }
    pages.write(sheet.sheet());
    check(worksheet_print_area(sheet.sheet(), 0, 0, static_cast<lxw_row_t>(row - 1),
                               static_cast<lxw_col_t>(page.columns() - 1)));
    for (std::size_t at = 0; at < drawn.size(); ++at) {
      places[at].figures = ++row;
      row = xlsx::write_figures(sheet, drawn[at].second, row);
      xlsx::draw_chart(workbook_, sheet.sheet(), drawn[at].first, drawn[at].second, places[at], page);
    }
  }

  lxw_workbook* workbook_;
  const People& people_;
  Formats formats_;
  xlsx::SheetNames names_;
  std::string name_;            // of the sheet being written
  std::vector<double> widths_;  // of its columns
  int sheets_ = 0;
};

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
