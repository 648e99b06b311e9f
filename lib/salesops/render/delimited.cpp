// CSV (RFC 4180: CRLF is not used, lines end in LF as every reader accepts) and TSV.
//
// A million rows pass through one buffer of 64 KiB, no stream formatting per cell; rows that can be made in
// parts are made in two threads and written in their order. Text that a spreadsheet would run as a formula
// gets a leading ' unless options.raw; control bytes become \xNN, so that a file printed on a terminal cannot
// move its cursor.
#include <algorithm>
#include <array>
#include <future>
#include <ostream>
#include <thread>

#include "salesops/base/interrupt.hpp"
#include "salesops/base/text.hpp"
#include "salesops/render/escape.hpp"
#include "salesops/render/number.hpp"
#include "salesops/render/select.hpp"
#include "salesops/render/writers.hpp"

namespace salesops::render {

namespace {

constexpr std::size_t kFlushAt = 1 << 16;
constexpr std::size_t kPart = 1 << 12;  // rows
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

// Bytes that need nothing: neither quoting nor cleaning, in CSV and in TSV. Text of other bytes takes the
// long way.
constexpr std::array<bool, 256> plain_bytes() {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x7f; ++byte) plain[byte] = byte != ',' && byte != '"';
  return plain;
}
constexpr std::array<bool, 256> kPlain = plain_bytes();

bool plain(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return kPlain[static_cast<unsigned char>(byte)]; });
}

// Rows as text at the end of a string.
class DelimitedRows {
 public:
  DelimitedRows(char separator, const Options& options, const money::Currency& currency)
      : separator_(separator), options_(options), currency_(currency) {}

  void header(const std::vector<document::Column>& columns, std::string& out) const {
    for (std::size_t at = 0; at < columns.size(); ++at) {
      if (at > 0) out += separator_;
      append_text(columns[at].key, out);
    }
    out += '\n';
  }

  void row(const document::Row& row, std::string& out) const {
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (at > 0) out += separator_;
      if (const auto* text = std::get_if<std::string>(&row[at])) {
        append_text(*text, out);
      } else if (const auto* both = std::get_if<base::Text>(&row[at])) {
        append_text(base::in(*both, base::Lang::en), out);
      } else {
        append_plain(out, row[at], currency_, base::Lang::en);
      }
    }
    out += '\n';
  }

 private:
  void append_text(std::string_view text, std::string& out) const {
    const bool guard = !options_.raw && starts_formula(text);
    if (!guard && plain(text)) {
      out += text;
    } else {
      append_unusual(text, out);
    }
  }

  void append_unusual(std::string_view text, std::string& out) const {
    const bool unclean = std::ranges::any_of(text, is_control) ||
                         base::first_invalid_utf8(text).has_value() || has_deceptive(text);
    const std::string cleaned = unclean ? base::printable(text) : std::string();
    const std::string_view shown = unclean ? std::string_view(cleaned) : text;
    const bool guard = !options_.raw && starts_formula(shown);
    const bool quote = std::ranges::any_of(shown, [this](char byte) {
      return byte == separator_ || byte == '"' || byte == '\n' || byte == '\r';
    });
    if (quote) out += '"';
    if (guard) out += '\'';
    if (quote) {
      for (const char byte : shown) out.append(byte == '"' ? 2 : 1, byte);
      out += '"';
    } else {
      out += shown;
    }
  }

  char separator_;
  const Options& options_;
  const money::Currency& currency_;
};

void write(std::ostream& out, const std::string& text) {
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

void write_rows(const document::Rows& rows, const DelimitedRows& text, std::string buffer,
                std::ostream& out) {
  buffer.reserve(kFlushAt + 4096);
  rows.for_each([&](const document::Row& row) {
    base::check_interrupt();
    text.row(row, buffer);
    if (buffer.size() < kFlushAt) return;
    write(out, buffer);
    buffer.clear();
  });
  write(out, buffer);
}

// Every second part is made ahead in another thread (later in this one, when there is none to be had).
void write_parts(const document::Rows& rows, const DelimitedRows& text, std::ostream& out) {
  const std::size_t parts = (rows.size() + kPart - 1) / kPart;
  const auto make = [&rows, &text](std::size_t part) {
    std::string made;
    made.reserve(kPart * 64);
    rows.generate_part(part * kPart, std::min((part + 1) * kPart, rows.size()),
                       [&](const document::Row& row) {
                         base::check_interrupt();
                         text.row(row, made);
                       });
    return made;
  };
  const auto launch = [&make](std::size_t part) {
    return std::async(std::launch::async | std::launch::deferred, make, part);
  };
  std::future<std::string> ahead = launch(1);
  for (std::size_t part = 0; part < parts; part += 2) {
    write(out, make(part));
    if (part + 1 == parts) break;
    const std::string second = ahead.get();
    if (part + 3 < parts) ahead = launch(part + 3);
    write(out, second);
  }
}

}  // namespace

void write_delimited(const document::Document& document, char separator, const Options& options,
                     std::ostream& out) {
  const document::Table* table = only_table(document, options.section);
  if (table == nullptr) return;
  if (options.bom) out.write(kBom.data(), static_cast<std::streamsize>(kBom.size()));
  const DelimitedRows text(separator, options, document.currency);
  std::string head;
  text.header(table->columns, head);
  const document::Rows& rows = table->rows;
  if (!rows.generate_part || rows.size() < 4 * kPart || std::thread::hardware_concurrency() < 2) {
    write_rows(rows, text, std::move(head), out);
    return;
  }
  write(out, head);
  write_parts(rows, text, out);
}

}  // namespace salesops::render
