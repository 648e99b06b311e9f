#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "salesops/ingest/encoding.hpp"
#include "salesops/ingest/row_source.hpp"

namespace salesops::ingest {

// Rows of RFC 4180 text. Lines end in LF, CRLF or CR; a quote inside an unquoted field is an ordinary
// character. Throws Error(bad_data): E2005 quote never closed, E2006 text behind a closing quote, E2007 field
// too long, E2008 too many fields.
class CsvRows : public RowSource {
 public:
  // `file` must outlive the rows.
  CsvRows(const ByteFile& file, Detected detected, char delimiter);

  bool next(std::vector<std::string_view>& cells) override;
  void rewind() override;
  std::size_t line() const override { return row_line_; }
  base::Place place(std::size_t cell) const override;
  std::string source_line() const override;
  CellFlaw flaw(std::size_t) const override { return CellFlaw::none; }
  bool dates_from_1904() const override { return false; }
  bool ragged_allowed() const override { return false; }
  std::string description() const override;

  void set_delimiter(char delimiter);

 private:
  enum class Step { row, end_of_buffer };
  Step scan_row(std::vector<std::string_view>& cells);
  std::size_t scan_quoted(std::size_t at, std::vector<std::string_view>& cells);
  std::size_t scan_plain(std::size_t at, std::vector<std::string_view>& cells);
  void add_cell(std::vector<std::string_view>& cells, std::size_t from, std::size_t to);
  bool fill();
  bool line_end(std::size_t at) const;
  [[noreturn]] void fail(std::string code, base::Text message, base::Text help, std::size_t at) const;

  const ByteFile& file_;
  Utf8Stream stream_;
  Encoding encoding_;
  char delimiter_;
  bool stops_[256] = {};  // characters that end an unquoted run

  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // first byte of the next row
  std::size_t end_ = 0;
  bool at_end_ = false;  // the stream has nothing more

  std::size_t row_begin_ = 0;  // of the row read last, in buffer_
  std::size_t row_end_ = 0;    // without the line end
  std::size_t row_line_ = 0;
  std::size_t next_line_ = 1;
  std::size_t newlines_ = 0;         // inside quotes of the present row
  std::vector<std::size_t> starts_;  // where the cells of the present row begin, in buffer_
  std::string unescaped_;            // cells that held doubled quotes
  struct Patch {
    std::size_t cell;
    std::size_t from;
    std::size_t size;
  };
  std::vector<Patch> patches_;
};

}  // namespace salesops::ingest
