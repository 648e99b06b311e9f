#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"

namespace salesops::ingest {

// What a spreadsheet can do to a cell: a number of more than 15 digits has lost the last ones, a formula gave
// an error such as #REF!, or its value was never calculated.
enum class CellFlaw { none, lossy_number, error_value, not_calculated };

// Raw rows of one file, before anything is known about their meaning. Implemented by CsvRows and XlsxRows.
class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  // Reads the next row into `cells`; the views are valid until the next call. false at the end.
  virtual bool next(std::vector<std::string_view>& cells) = 0;
  // Starts again with the first row.
  virtual void rewind() = 0;

  // About the row read last. `cell` counts from 0 and may lie behind the last cell.
  virtual std::size_t line() const = 0;
  virtual base::Place place(std::size_t cell) const = 0;
  virtual std::string source_line() const = 0;
  virtual CellFlaw flaw(std::size_t cell) const = 0;

  virtual bool dates_from_1904() const = 0;
  virtual bool ragged_allowed() const = 0;  // a sheet leaves out empty cells at the end of a row
  virtual std::string description() const = 0;
};

inline constexpr std::size_t kMaxFieldBytes = 64 * 1024;
inline constexpr std::size_t kMaxFields = 256;

}  // namespace salesops::ingest
