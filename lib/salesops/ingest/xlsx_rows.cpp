#include "salesops/ingest/xlsx_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "salesops/ingest/xlsx_number.hpp"
#include "salesops/ingest/xlsx_xml.hpp"

namespace salesops::ingest {

namespace {

// "D17" -> 3; npos without letters.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z' &&
         letters < 4) {
    column = column * 26 + static_cast<std::size_t>(reference[letters++] - 'A') + 1;
  }
  return letters == 0 ? std::string_view::npos : column - 1;
}

}  // namespace

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

// Takes the XML of a sheet row by row: the parser pauses at the end of each.
class XlsxRows::Sheet : public XmlStream {
 public:
  Sheet(const std::string& file, XlsxBook& book, const XlsxSheet& sheet)
      : XmlStream(book.zip()), file_(file), book_(book), sheet_(sheet) {}

  bool next() { return run(); }

  struct Cell {
    std::size_t from = 0;
    std::size_t size = 0;
    CellFlaw flaw = CellFlaw::none;
  };
  std::size_t row = 0;
  std::vector<Cell> cells{};
  std::string texts{};

  base::Place place(std::size_t column) const {
    return {.file = file_, .sheet = sheet_.name, .cell = column_letters(column) + std::to_string(row)};
  }

 protected:
  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "c") return start_cell(attributes);
    if (element == "row") return start_row(attributes);
    if (element == "f") formula_ = true;
    in_value_ = element == "v" || (element == "t" && !in_reading_);
    if (element == "rPh") in_reading_ = true;
  }

  void end(std::string_view element) override {
    if (element == "v" || element == "t") in_value_ = false;
    if (element == "rPh") in_reading_ = false;
    if (element == "c") finish_cell();
    if (element == "row") pause();
  }

  void text(std::string_view characters) override {
    if (!in_value_) return;
    value_ += characters;
    if (value_.size() > kMaxFieldBytes) fail("E2007", {"单元格超过 64 KiB", "a cell of more than 64 KiB"});
  }

 private:
  void start_row(const XmlAttributes& attributes) {
    const std::string_view number = attributes["r"];
    std::size_t stated = row + 1;
    std::from_chars(number.data(), number.data() + number.size(), stated);
    row = stated;
    cells.clear();
    texts.clear();
  }

  void start_cell(const XmlAttributes& attributes) {
    const std::size_t stated = column_of(attributes["r"]);
    column_ = stated == std::string_view::npos ? cells.size() : stated;
    if (column_ >= kMaxFields) fail("E2008", {"一行超过 256 个单元格", "a row of more than 256 cells"});
    type_ = attributes["t"];
    style_ = 0;
    const std::string_view style = attributes["s"];
    std::from_chars(style.data(), style.data() + style.size(), style_);
    formula_ = false;
    value_.clear();
  }

  void finish_cell() {
    CellFlaw flaw = CellFlaw::none;
    if (type_ == "s") {
      std::size_t index = 0;
      std::from_chars(value_.data(), value_.data() + value_.size(), index);
      if (!value_.empty() && index >= book_.shared_count()) book_.zip().fail_damaged();
      value_ = book_.shared(index);
      if (value_.size() > kMaxFieldBytes) fail("E2007", {"单元格超过 64 KiB", "a cell of more than 64 KiB"});
    } else if (type_ == "e") {
      flaw = CellFlaw::error_value;
    } else if (type_ == "b") {
      value_ = value_ == "1" ? "true" : "false";
    } else if (type_ == "n" || type_.empty()) {
      flaw = finish_number();
    }
    if (formula_ && value_.empty() && type_ != "str") flaw = CellFlaw::not_calculated;
    if (cells.size() <= column_) cells.resize(column_ + 1);
    cells[column_] = {texts.size(), value_.size(), flaw};
    texts += value_;
  }

  CellFlaw finish_number() {
    bool lossy = false;
    const auto plain = spreadsheet_number(value_, lossy);
    if (!plain) return CellFlaw::none;  // left as it stands, for the cell's own reader
    const auto day =
        book_.is_date_style(style_) ? spreadsheet_date(*plain, book_.dates_from_1904()) : std::nullopt;
    value_ = day ? *day : *plain;
    return lossy ? CellFlaw::lossy_number : CellFlaw::none;
  }

  [[noreturn]] void fail(std::string code, base::Text message) const {
    throw base::Error(base::Exit::bad_data, {.code = std::move(code),
                                             .place = place(column_),
                                             .message = std::move(message),
                                             .help = {"检查这个工作表是不是要导入的数据",
                                                      "check that this sheet is the data to be imported"}});
  }

  const std::string& file_;
  XlsxBook& book_;
  const XlsxSheet& sheet_;
  std::string type_{};
  std::string value_{};
  std::size_t column_ = 0;
  std::size_t style_ = 0;
  bool formula_ = false;
  bool in_value_ = false;
  bool in_reading_ = false;
};

XlsxRows::XlsxRows(std::string file, XlsxBook& book, const XlsxSheet& sheet)
    : file_(std::move(file)), book_(book), sheet_(sheet) {
  rewind();
}
XlsxRows::~XlsxRows() = default;

void XlsxRows::rewind() {
  stream_.reset();
  if (!book_.zip().open(sheet_.entry)) book_.zip().fail_damaged();
  stream_ = std::make_unique<Sheet>(file_, book_, sheet_);
}

bool XlsxRows::next(std::vector<std::string_view>& cells) {
  cells.clear();
  if (!stream_->next()) return false;
  for (const Sheet::Cell& cell : stream_->cells)
    cells.push_back(std::string_view(stream_->texts).substr(cell.from, cell.size));
  return true;
}

std::size_t XlsxRows::line() const {
  return stream_->row;
}
base::Place XlsxRows::place(std::size_t cell) const {
  return stream_->place(cell);
}

CellFlaw XlsxRows::flaw(std::size_t cell) const {
  return cell < stream_->cells.size() ? stream_->cells[cell].flaw : CellFlaw::none;
}

std::string XlsxRows::description() const {
  return fmt::format("xlsx, '{}'", sheet_.name);
}

}  // namespace salesops::ingest
