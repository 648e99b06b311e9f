#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/ingest/xlsx_zip.hpp"

namespace salesops::ingest {

struct XlsxSheet {
  std::string name;
  std::string entry;  // name in the ZIP file
  bool hidden = false;
};

// What a workbook says about its sheets, before their rows.
class XlsxBook {
 public:
  // Reads workbook, relations, styles and shared strings (at most 256 MiB of them: E2022).
  explicit XlsxBook(const ByteFile& file);

  ZipFile& zip() { return zip_; }
  const std::vector<XlsxSheet>& sheets() const { return sheets_; }
  bool dates_from_1904() const { return dates_from_1904_; }
  bool is_date_style(std::size_t style) const { return style < date_styles_.size() && date_styles_[style]; }
  std::string_view shared(std::size_t index) const;  // "" when there is none
  std::size_t shared_count() const { return ends_.size(); }

 private:
  void read_workbook();
  void read_styles();
  void read_shared_strings();

  ZipFile zip_;
  std::vector<XlsxSheet> sheets_{};
  bool dates_from_1904_ = false;
  std::vector<bool> date_styles_{};
  std::string texts_{};
  std::vector<std::size_t> ends_{};
};

// Whether a number format shows a date: 14…22, 27…36, 45…47, 50…58, or a code with y, m, d or h outside
// quotes, brackets and escapes.
bool is_date_format(unsigned id, std::string_view code);

}  // namespace salesops::ingest
