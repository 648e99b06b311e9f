#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "salesops/config/config.hpp"
#include "salesops/ingest/cells.hpp"
#include "salesops/ingest/kinds.hpp"
#include "salesops/ingest/table_reader.hpp"

namespace salesops::app {

// One file of an import, read through a preset or by the kind's own names: rows that are not data are skipped
// and counted, cells are typed. Views are valid until the next call of next().
class ImportSource {
 public:
  // `preset` may be null. Throws what TableReader throws; Error(configuration, E2310) when the preset names a
  // field that the kind does not have. Amounts of rows that state no currency are in `own`.
  ImportSource(const ingest::Kind& kind, const config::ImportPreset* preset, ingest::TableOptions options,
               money::Currency own);

  bool next();  // to the next row of data
  // Types the present row. Every fault is added; false when there was one.
  bool read(std::vector<ingest::Value>& values, base::Diagnostics& findings);
  // A finding at a field's cell, "<title> <message>".
  base::Diagnostic finding(std::size_t field, std::string code, base::Text message, base::Text help) const;

  const ingest::TableReader& reader() const { return reader_; }
  std::size_t line() const { return reader_.line(); }
  std::size_t rows() const { return rows_; }                               // of data so far
  std::size_t skipped() const { return reader_.blank_rows() + skipped_; }  // blank, subtotal, dropped
  bool has(std::size_t field) const;  // the file or the preset gives this field
  bool amounts_without_tax() const { return preset_ != nullptr && !preset_->tax_included; }
  bool sums_lines() const { return preset_ != nullptr && preset_->sum_lines; }

 private:
  struct Filter {
    std::size_t column;  // of the reader
    std::vector<std::string> texts;
    bool keep;
  };
  struct Capture {
    std::size_t field;
    std::size_t column;
    std::vector<std::string> marks;
  };
  void check_flaw(std::size_t field, base::Diagnostics& findings) const;
  static std::vector<ingest::ColumnSpec> columns(const ingest::Kind& kind,
                                                 const config::ImportPreset* preset);
  void prepare_filters();
  void prepare_fields();
  bool is_data() const;
  bool is_subtotal() const;
  std::string_view text_of(std::size_t field);
  int digits_of_row();
  std::string row_number();

  const ingest::Kind& kind_;
  const config::ImportPreset* preset_;
  ingest::TableReader reader_;
  ingest::CellRules rules_;
  money::Currency own_;
  std::optional<std::size_t> currency_{};  // field, when there is such a column
  std::vector<Filter> filters_;
  std::vector<Capture> captures_;
  std::vector<std::size_t> read_{};                // fields; no cell of the others holds anything
  std::vector<std::optional<std::string>> fixed_;  // per field
  std::vector<std::vector<std::pair<std::string, std::string>>>
      values_;                          // per field: folded spelling -> value
  std::vector<std::size_t> not_empty_;  // fields
  std::vector<std::string> marks_;      // of subtotal rows, folded
  std::unordered_map<std::string, std::int64_t> occurrences_;
  std::string made_number_;
  std::size_t rows_ = 0;
  std::size_t skipped_ = 0;
};

// The code of a currency as files write it: 人民币, RMB and the yuan sign are CNY.
std::string_view currency_code(std::string_view text);

// Behind the first of `marks` in `text`: the run of letters, digits, '-' and '_' after ':' and blanks; "" if
// none.
std::string_view word_behind(std::string_view text, const std::vector<std::string>& marks);

}  // namespace salesops::app
