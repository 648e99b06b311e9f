// CSV by blocks.
//
// The text stands in one buffer that always holds the present row whole; cells are views into it, so that
// nothing is allocated for a cell. A row that reaches the end of the buffer is moved to the front, more text
// is read behind it and the row is scanned again: each byte is scanned about once, the buffer grows only for
// a single long row and never beyond 256 fields of 64 KiB. Fields with doubled quotes are the only ones that
// are copied.
#include "salesops/ingest/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "salesops/base/text.hpp"

namespace salesops::ingest {

namespace {

constexpr std::size_t kFirstBuffer = 256 * 1024;
constexpr std::size_t kNeedMore = static_cast<std::size_t>(-1);
constexpr std::size_t kShownLine = 2000;  // bytes of a source line that a message keeps

std::size_t characters(const char* from, std::size_t size) {
  return static_cast<std::size_t>(std::count_if(
      from, from + size, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

}  // namespace

CsvRows::CsvRows(const ByteFile& file, Detected detected, char delimiter)
    : file_(file), stream_(file, detected), encoding_(detected.encoding), buffer_(kFirstBuffer) {
  set_delimiter(delimiter);
}

void CsvRows::set_delimiter(char delimiter) {
  delimiter_ = delimiter;
  std::fill(std::begin(stops_), std::end(stops_), false);
  for (const char stop : {delimiter, '\n', '\r'}) stops_[static_cast<unsigned char>(stop)] = true;
}

void CsvRows::rewind() {
  stream_.rewind();
  begin_ = end_ = row_begin_ = row_end_ = row_line_ = 0;
  next_line_ = 1;
  at_end_ = false;
}

// Makes room behind the unread text and reads more. false when the file has no more.
bool CsvRows::fill() {
  if (at_end_) return false;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() - end_ < buffer_.size() / 2) buffer_.resize(buffer_.size() * 2);
  const std::size_t got = stream_.read(buffer_.data() + end_, buffer_.size() - end_);
  end_ += got;
  at_end_ = got == 0;
  return got > 0;
}

bool CsvRows::next(std::vector<std::string_view>& cells) {
  for (;;) {
    if (begin_ < end_ && scan_row(cells) == Step::row) return true;
    if (!fill() && begin_ == end_) return false;
  }
}

CsvRows::Step CsvRows::scan_row(std::vector<std::string_view>& cells) {
  cells.clear();
  starts_.clear();
  patches_.clear();
  unescaped_.clear();
  newlines_ = 0;
  row_line_ = next_line_;
  row_begin_ = begin_;
  std::size_t at = begin_;
  for (;;) {
    at = at < end_ && buffer_[at] == '"' ? scan_quoted(at, cells) : scan_plain(at, cells);
    if (at == kNeedMore) return Step::end_of_buffer;
    if (at < end_ && buffer_[at] == delimiter_) {
      ++at;
      if (at == end_ && !at_end_) return Step::end_of_buffer;
      continue;
    }
    break;
  }
  // A CR as the last byte may be half of a CRLF.
  if (at + 1 >= end_ && !at_end_) return Step::end_of_buffer;
  row_end_ = at;
  if (at < end_) at += buffer_[at] == '\r' && at + 1 < end_ && buffer_[at + 1] == '\n' ? 2U : 1U;
  begin_ = at;
  next_line_ += newlines_ + 1;
  for (const Patch& patch : patches_) {
    cells[patch.cell] = std::string_view(unescaped_).substr(patch.from, patch.size);
  }
  return Step::row;
}

std::size_t CsvRows::scan_plain(std::size_t at, std::vector<std::string_view>& cells) {
  const std::size_t from = at;
  while (at < end_ && !stops_[static_cast<unsigned char>(buffer_[at])]) ++at;
  if (at == end_ && !at_end_) {
    if (at - from > kMaxFieldBytes) add_cell(cells, from, at);  // throws
    return kNeedMore;
  }
  add_cell(cells, from, at);
  return at;
}

std::size_t CsvRows::scan_quoted(std::size_t at, std::vector<std::string_view>& cells) {
  const std::size_t open = at++;
  std::size_t copied = at;  // text before this position is in unescaped_ already
  const std::size_t patch_from = unescaped_.size();
  bool escaped = false;
  for (;;) {
    while (at < end_ && buffer_[at] != '"') newlines_ += buffer_[at++] == '\n' ? 1U : 0U;
    if (at - open > kMaxFieldBytes + 1) add_cell(cells, open, at);  // throws
    if (at >= end_ || (at + 1 == end_ && !at_end_)) {
      if (!at_end_) return kNeedMore;
      fail("E2005", {"引号没有结束", "the quote is never closed"},
           {"在字段末尾补上引号；字段里的引号写两次",
            "add the closing quote; write a quote inside a field twice"},
           open);
    }
    if (at + 1 < end_ && buffer_[at + 1] == '"') {
      escaped = true;
      unescaped_.append(buffer_.data() + copied, at + 1 - copied);
      at += 2;
      copied = at;
      continue;
    }
    break;
  }
  if (escaped) {
    unescaped_.append(buffer_.data() + copied, at - copied);
    patches_.push_back({cells.size(), patch_from, unescaped_.size() - patch_from});
  }
  add_cell(cells, open + 1, at);
  starts_.back() = open;
  ++at;
  if (at < end_ && buffer_[at] != delimiter_ && !line_end(at)) {
    fail("E2006", {"结束引号后面还有文字", "text behind the closing quote of a field"},
         {"字段里的引号写两次，引号外不要有文字",
          "write a quote inside a field twice and nothing outside the quotes"},
         at);
  }
  return at;
}

bool CsvRows::line_end(std::size_t at) const {
  return buffer_[at] == '\n' || buffer_[at] == '\r';
}

void CsvRows::add_cell(std::vector<std::string_view>& cells, std::size_t from, std::size_t to) {
  if (to - from > kMaxFieldBytes) {
    fail("E2007", {"字段超过 64 KiB", "a field of more than 64 KiB"},
         {"检查引号是否成对", "check that every quote has its pair"}, from);
  }
  if (cells.size() == kMaxFields) {
    fail("E2008", {"一行超过 256 个字段", "a row of more than 256 fields"},
         {"检查分隔符，或用 --delimiter 指定", "check the delimiter, or name it with --delimiter"}, from);
  }
  starts_.push_back(from);
  cells.emplace_back(buffer_.data() + from, to - from);
}

base::Place CsvRows::place(std::size_t cell) const {
  std::size_t at = cell < starts_.size() ? starts_[cell] : row_end_;
  if (at < row_end_ && buffer_[at] == '"') ++at;  // point at the text, not at the quote
  const char* row = buffer_.data() + row_begin_;
  const std::size_t length = at - row_begin_;
  const auto newlines = static_cast<std::size_t>(std::count(row, row + length, '\n'));
  std::size_t from = length;
  while (from > 0 && row[from - 1] != '\n') --from;
  return {.file = file_.name(),
          .line = row_line_ + newlines,
          .column = characters(row + from, length - from) + 1};
}

std::string CsvRows::source_line() const {
  std::string_view row(buffer_.data() + row_begin_, row_end_ - row_begin_);
  if (row.size() > kShownLine) {
    std::size_t cut = 0;
    row = row.substr(0, valid_utf8_prefix(row.substr(0, kShownLine), cut));
  }
  return std::string(row);
}

void CsvRows::fail(std::string code, base::Text message, base::Text help, std::size_t at) const {
  const char* row = buffer_.data() + row_begin_;
  const std::size_t length = at - row_begin_;
  const auto newlines = static_cast<std::size_t>(std::count(row, row + length, '\n'));
  std::size_t from = length;
  while (from > 0 && row[from - 1] != '\n') --from;
  throw base::Error(base::Exit::bad_data, {.code = std::move(code),
                                           .place = {.file = file_.name(),
                                                     .line = row_line_ + newlines,
                                                     .column = characters(row + from, length - from) + 1},
                                           .message = std::move(message),
                                           .help = std::move(help)});
}

std::string CsvRows::description() const {
  const std::string shown = delimiter_ == '\t' ? "TAB" : fmt::format("'{}'", delimiter_);
  return fmt::format("{}, {}", to_string(encoding_), shown);
}

}  // namespace salesops::ingest
