#include "salesops/app/import_rejects.hpp"

#include <ostream>

#include "salesops/base/output.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

std::string rejects_path(const std::string& source) {
  if (source == "-") return "stdin.rejects.csv";
  const std::size_t slash = source.rfind('/');
  const std::size_t dot = source.rfind('.');
  const bool has_extension =
      dot != std::string::npos && dot > 0 && (slash == std::string::npos || dot > slash + 1);
  return (has_extension ? source.substr(0, dot) : source) + ".rejects.csv";
}

}  // namespace

Rejects::Rejects(std::string source, bool enabled) : path_(rejects_path(source)), enabled_(enabled) {}
Rejects::~Rejects() = default;
Rejects::Rejects(Rejects&&) noexcept = default;

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void Rejects::add(std::string_view cells, std::size_t line, const base::Diagnostic& why, base::Lang lang) {
  ++rows_;
  if (!enabled_) return;
  if (!file_) {
    file_ = std::make_unique<base::OutputFile>(path_);
    file_->stream() << "\xEF\xBB\xBF" << csv_line(header_, header_.size())
                    << ",_line,_column,_code,_message\r\n";
  }
  file_->stream() << cells << ',' << line << ',' << csv_cell(why.field) << ',' << why.code << ','
                  << csv_cell(base::in(why.message, lang)) << "\r\n";
}

void Rejects::commit() {
  if (file_) file_->commit();
}

}  // namespace salesops::app
