#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"

namespace salesops::base {
class OutputFile;
}

namespace salesops::app {

// The rows that --partial leaves out: NAME.rejects.csv beside the input, its columns and _line, _column,
// _code, _message. Comes to be with the first row, appears at commit().
class Rejects {
 public:
  // `source`: path of the input, "-" for standard input. Not `enabled`: nothing is written.
  Rejects(std::string source, bool enabled);
  ~Rejects();
  Rejects(Rejects&&) noexcept;
  Rejects& operator=(Rejects&&) = delete;

  bool enabled() const { return enabled_; }
  void set_header(const std::vector<std::string>& header) { header_ = header; }
  // `cells` is a row as csv_line() makes it.
  void add(std::string_view cells, std::size_t line, const base::Diagnostic& why, base::Lang lang);
  void commit();
  const std::string& path() const { return path_; }
  std::size_t rows() const { return rows_; }

 private:
  std::string path_;
  bool enabled_;
  std::vector<std::string> header_{};
  std::size_t rows_ = 0;
  std::unique_ptr<base::OutputFile> file_;
};

// Cells as one CSV line without its end; `width` cells, missing ones empty.
template <class Cells>
std::string csv_line(const Cells& cells, std::size_t width);
std::string csv_cell(std::string_view text);

template <class Cells>
std::string csv_line(const Cells& cells, std::size_t width) {
  std::string line;
  for (std::size_t i = 0; i < width; ++i) {
    if (i > 0) line += ',';
    if (i < cells.size()) line += csv_cell(cells[i]);
  }
  return line;
}

}  // namespace salesops::app
