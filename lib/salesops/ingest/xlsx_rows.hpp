#pragma once
#include <memory>
#include <string>
#include <vector>

#include "salesops/ingest/row_source.hpp"
#include "salesops/ingest/xlsx_book.hpp"

namespace salesops::ingest {

// The rows of one sheet, in a stream: memory holds one row and the shared strings. Formulas give their stored
// value, numbers in a date format the day, merged cells their value in the first cell only.
class XlsxRows : public RowSource {
 public:
  // `book` and `sheet` must outlive the rows. `file` names it in messages.
  XlsxRows(std::string file, XlsxBook& book, const XlsxSheet& sheet);
  ~XlsxRows() override;

  bool next(std::vector<std::string_view>& cells) override;
  void rewind() override;
  std::size_t line() const override;
  base::Place place(std::size_t cell) const override;
  std::string source_line() const override { return {}; }
  CellFlaw flaw(std::size_t cell) const override;
  bool dates_from_1904() const override { return book_.dates_from_1904(); }
  bool ragged_allowed() const override { return true; }
  std::string description() const override;

 private:
  class Sheet;
  std::string file_;
  XlsxBook& book_;
  const XlsxSheet& sheet_;
  std::unique_ptr<Sheet> stream_;
};

// "D" for 3, "AA" for 26.
std::string column_letters(std::size_t column);

}  // namespace salesops::ingest
