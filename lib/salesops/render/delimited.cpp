// CSV (RFC 4180: CRLF is not used, lines end in LF as every reader accepts) and TSV.
//
// A million rows pass through one buffer of 64 KiB: numbers by to_chars, no stream formatting per cell. Text
// that a spreadsheet would run as a formula gets a leading ' unless options.raw; control bytes become \xNN,
// so that a file printed on a terminal cannot move its cursor.
#include <algorithm>
#include <ostream>

#include "salesops/base/interrupt.hpp"
#include "salesops/base/text.hpp"
#include "salesops/render/number.hpp"
#include "salesops/render/select.hpp"
#include "salesops/render/writers.hpp"

namespace salesops::render {

namespace {

constexpr std::size_t kFlushAt = 1 << 16;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

bool is_control(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return (value < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || value == 0x7f;
}

// A spreadsheet reads these as the start of a formula; the full-width forms too, in Chinese versions.
bool starts_formula(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) return true;
  return text.starts_with("＝") || text.starts_with("＋") || text.starts_with("－") || text.starts_with("＠");
}

class DelimitedWriter {
 public:
  DelimitedWriter(char separator, const Options& options, const money::Currency& currency, std::ostream& out)
      : separator_(separator), options_(options), currency_(currency), out_(out) {
    buffer_.reserve(kFlushAt + 4096);
  }

  void header(const std::vector<document::Column>& columns) {
    for (std::size_t at = 0; at < columns.size(); ++at) {
      if (at > 0) buffer_ += separator_;
      append_text(columns[at].key);
    }
    end_row();
  }

  void row(const document::Row& row) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (at > 0) buffer_ += separator_;
      if (const auto* text = std::get_if<std::string>(&row[at])) {
        append_text(*text);
      } else if (const auto* both = std::get_if<base::Text>(&row[at])) {
        append_text(base::in(*both, base::Lang::en));
      } else {
        append_plain(buffer_, row[at], currency_, base::Lang::en);
      }
    }
    end_row();
  }

  void flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

 private:
  void end_row() {
    buffer_ += '\n';
    if (buffer_.size() >= kFlushAt) flush();
  }

  void append_text(std::string_view text) {
    const bool unclean = std::ranges::any_of(text, is_control) || base::first_invalid_utf8(text).has_value();
    const std::string cleaned = unclean ? base::printable(text) : std::string();
    const std::string_view shown = unclean ? std::string_view(cleaned) : text;
    const bool guard = !options_.raw && starts_formula(shown);
    const bool quote =
        shown.find_first_of(separator_ == ',' ? ",\"\n\r" : "\t\"\n\r") != std::string_view::npos;
    if (quote) buffer_ += '"';
    if (guard) buffer_ += '\'';
    if (quote) {
      for (const char byte : shown) buffer_.append(byte == '"' ? 2 : 1, byte);
      buffer_ += '"';
    } else {
      buffer_ += shown;
    }
  }

  char separator_;
  const Options& options_;
  const money::Currency& currency_;
  std::ostream& out_;
  std::string buffer_;
};

}  // namespace

void write_delimited(const document::Document& document, char separator, const Options& options,
                     std::ostream& out) {
  const document::Table* table = only_table(document, options.section);
  if (table == nullptr) return;
  if (options.bom) out.write(kBom.data(), static_cast<std::streamsize>(kBom.size()));
  DelimitedWriter writer(separator, options, document.currency, out);
  writer.header(table->columns);
  table->rows.for_each([&](const document::Row& row) {
    base::check_interrupt();
    writer.row(row);
  });
  writer.flush();
}

}  // namespace salesops::render
