#pragma once
#include <xlsxwriter.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>

#include "salesops/render/people.hpp"
#include "salesops/render/xlsx_page.hpp"

// The parts of the XLSX renderer that talk to libxlsxwriter; only xlsx*.cpp include it.
namespace salesops::render::xlsx {

// Throws Error(io, E7102) unless the library says that all is well.
void check(lxw_error code);

// Text that is legal in XML 1.0 and short enough for a cell: control bytes and bad UTF-8 as \xNN,
// U+FFFE/U+FFFF gone.
std::string cell_text(std::string_view text);

struct FreeWorkbook {
  void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
};
using Workbook = std::unique_ptr<lxw_workbook, FreeWorkbook>;

// Cell formats, made once each, all in the book's font.
class Formats {
 public:
  explicit Formats(lxw_workbook* workbook);
  struct Look {
    std::string number{};  // "#,##0.00"; "" is general
    bool title = false;
    bool bold = false;
    bool heading = false;
    bool total = false;
    bool wrap = false;
    bool right = false;
    bool centered = false;
    int indent = 0;
    friend auto operator<=>(const Look&, const Look&) = default;
  };
  lxw_format* get(const Look& look);

 private:
  lxw_workbook* workbook_;
  std::map<Look, lxw_format*> made_;
};

// A valid sheet name for a title: at most 31 characters, none of []:*?/\, unique in the workbook whatever its
// case.
class SheetNames {
 public:
  std::string name(std::string_view title);

 private:
  std::set<std::string> taken_;
};

// Writes typed cells: numbers as numbers, dates as dates, text as text, never a formula.
class SheetWriter {
 public:
  SheetWriter(lxw_worksheet* sheet, Formats& formats, const People& people)
      : sheet_(sheet), formats_(formats), people_(people) {}

  void text(std::size_t row, std::size_t column, std::string_view text, const Formats::Look& look = {});
  void number(std::size_t row, std::size_t column, double value, const Formats::Look& look);
  // Leaves the cell empty for "no value".
  void cell(std::size_t row, std::size_t column, const document::Column& kind, const document::Cell& cell,
            Formats::Look look = {});
  // Text as wide as the page from `column` on, in as many lines as it needs. Returns the row after it.
  std::size_t prose(std::size_t row, std::size_t column, std::string_view text, const Page& page,
                    Formats::Look look = {});
  // Makes the row so many lines high; in the order of rows.
  void set_lines(std::size_t row, std::size_t lines);
  // Lines from the top of the sheet to the row, which is not above one that was made higher.
  std::size_t lines_above(std::size_t row) const { return row + extra_lines_; }
  lxw_worksheet* sheet() const { return sheet_; }

 private:
  void date(std::size_t row, std::size_t column, calendar::Date date, Formats::Look look);
  lxw_worksheet* sheet_;
  Formats& formats_;
  const People& people_;
  std::size_t extra_lines_ = 0;
};

}  // namespace salesops::render::xlsx
