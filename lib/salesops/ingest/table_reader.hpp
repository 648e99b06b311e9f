#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/ingest/row_source.hpp"

namespace salesops::ingest {

// One column that a caller looks for in the header of a file. Names compare after fold_header().
struct ColumnSpec {
  std::string field;                     // English snake_case name, always accepted in a header
  std::vector<std::string> names{};      // synonyms of equal rank: two of them in one header are an error
  std::vector<std::string> fallbacks{};  // used, first one first, when no name above stands in the header
  bool required = false;
  bool coalesce =
      false;  // several of `names` may stand in the header: the first that is not empty counts, row by row
};

// What to read and how. Everything empty means: find out.
struct TableOptions {
  std::string path;         // "-" is standard input
  std::string encoding{};   // utf-8, gb18030 (gbk, gb2312), utf-16le, utf-16be
  std::string delimiter{};  // one of , ; | or tab (also the word "tab")
  std::string sheet{};  // XLSX: name or 1-based number; default: the only visible sheet that has the header
};

// Reads the rows of a CSV, TSV or XLSX file one after the other in bounded memory. The header is found by
// name within the first 20 rows. A file that cannot be read at all throws Error(no_input, E2001), a file that
// is not such a table Error(bad_data, E2002…E2029) with all that is missing. Views are valid until the next
// call of next().
class TableReader {
 public:
  TableReader(const TableOptions& options, std::vector<ColumnSpec> columns);
  ~TableReader();
  TableReader(TableReader&&) noexcept;
  TableReader& operator=(TableReader&&) noexcept;

  // Goes to the next row that is not blank. false at the end.
  bool next();
  // What makes the present row unusable as a whole (wrong number of cells: E2013), or nullptr.
  const base::Diagnostic* fault() const;

  // The text of a wanted column (index into `columns`) in the present row as it stands in the file, without
  // blanks at both ends; empty when the file has no such column or the row has a fault.
  std::string_view cell(std::size_t column) const;
  bool has(std::size_t column) const;  // the header has this column
  const std::string& title(
      std::size_t column) const;  // its title in this file; the field name when it is missing

  // For messages: where the cell of a wanted column stands; a diagnostic with place, field, value and source
  // line.
  base::Place place(std::size_t column) const;
  base::Diagnostic diagnostic(std::size_t column, std::string code, base::Text message,
                              base::Text help = {}) const;
  // What a spreadsheet did to the present cell.
  CellFlaw flaw(std::size_t column) const;
  bool is_spreadsheet() const;
  bool dates_from_1904() const;  // a workbook that counts days from 1904

  std::size_t line() const;                         // physical line (CSV) or row of the sheet
  std::span<const std::string_view> cells() const;  // all cells of the row, as they stand
  const std::vector<std::string>& header() const;   // all titles, as they stand
  std::vector<std::string> ignored() const;         // titles that no column asked for
  std::size_t blank_rows() const;                   // skipped so far
  const std::string& name() const;                  // for messages: the path, "<stdin>" for "-"
  base::Text description() const;                   // "gb18030, ',', header row 1"

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The form in which header names are compared: NFKC, lower case, without blanks, underscores and a trailing
// "(元)".
std::string fold_header(std::string_view title);

}  // namespace salesops::ingest
