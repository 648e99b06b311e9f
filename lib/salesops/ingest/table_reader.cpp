#include "salesops/ingest/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "salesops/base/text.hpp"
#include "salesops/ingest/csv_rows.hpp"
#include "salesops/ingest/header.hpp"
#include "salesops/ingest/xlsx_rows.hpp"

namespace salesops::ingest {

namespace {

constexpr std::size_t kHeaderRows = 20;
constexpr std::array<char, 4> kDelimiters = {',', '\t', ';', '|'};

[[noreturn]] void fail_option(std::string option, std::string_view value, base::Text help) {
  throw base::Error(base::Exit::usage,
                    {.code = "E2017",
                     .field = option,
                     .value = std::string(value),
                     .message = {fmt::format("{} 的值“{}”无效", option, base::printable(value)),
                                 fmt::format("\"{}\" is not a value of {}", base::printable(value), option)},
                     .help = std::move(help)});
}

std::optional<Encoding> wanted_encoding(const std::string& name) {
  if (name.empty() || name == "auto") return std::nullopt;
  const auto encoding = encoding_named(name);
  if (!encoding) {
    fail_option("--encoding", name,
                {"可用：utf-8, gb18030 (gbk), utf-16le, utf-16be",
                 "one of utf-8, gb18030 (gbk), utf-16le, utf-16be"});
  }
  return encoding;
}

char wanted_delimiter(const std::string& name) {
  if (name.empty() || name == "auto") return '\0';
  if (name == "tab" || name == "TAB" || name == "\\t") return '\t';
  if (name.size() == 1 && std::find(kDelimiters.begin(), kDelimiters.end(), name[0]) != kDelimiters.end())
    return name[0];
  fail_option("--delimiter", name, {"可用：, ; | tab", "one of , ; | tab"});
}

// The best header among the first rows: the first one that has every required column, else the one with most
// columns.
HeaderMatch best_header(RowSource& rows, std::span<const ColumnSpec> columns) {
  rows.rewind();
  HeaderMatch best;
  std::vector<std::string_view> cells;
  for (std::size_t i = 0; i < kHeaderRows && rows.next(cells); ++i) {
    HeaderMatch match = match_header(cells, columns);
    match.line = rows.line();
    if (match.found > best.found) best = std::move(match);
    if (best.found > 0 && best.required_missing == 0) break;
  }
  return best;
}

bool better(const HeaderMatch& a, const HeaderMatch& b) {
  const bool a_whole = a.found > 0 && a.required_missing == 0;
  const bool b_whole = b.found > 0 && b.required_missing == 0;
  return a_whole != b_whole ? a_whole : a.found > b.found;
}

bool blank(std::span<const std::string_view> cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](std::string_view cell) { return base::trim(cell).empty(); });
}

bool plain_end(char c) {
  return c > ' ' && c < 0x7f;
}

// base::trim for the usual cell that has nothing to trim.
std::string_view trimmed(std::string_view cell) {
  if (cell.empty() || (plain_end(cell.front()) && plain_end(cell.back()))) return cell;
  return base::trim_ascii(base::trim(cell));
}

}  // namespace

struct TableReader::State {
  std::vector<ColumnSpec> columns;
  std::unique_ptr<ByteFile> file;
  std::unique_ptr<XlsxBook> book;
  std::unique_ptr<RowSource> rows;
  HeaderMatch header;
  std::vector<std::string_view> cells;
  std::size_t blank_rows = 0;
  std::optional<base::Diagnostic> fault;

  bool is_workbook() const;
  void open_csv(const TableOptions& options);
  void open_workbook(const TableOptions& options);
  const XlsxSheet& wanted_sheet(const std::string& sheet);
  [[noreturn]] void fail_sheet(const std::string& sheet, bool several) const;
  void find_delimiter(CsvRows& csv);
  void accept_header();
  void go_behind_header();
  void check_width();
};

void TableReader::State::open_csv(const TableOptions& options) {
  const Detected detected = detect_encoding(*file, wanted_encoding(options.encoding));
  const char delimiter = wanted_delimiter(options.delimiter);
  auto csv = std::make_unique<CsvRows>(*file, detected, delimiter == '\0' ? ',' : delimiter);
  if (delimiter == '\0') {
    find_delimiter(*csv);
  } else {
    header = best_header(*csv, columns);
  }
  rows = std::move(csv);
}

bool TableReader::State::is_workbook() const {
  std::array<char, 4> start{};
  return file->read(0, start.data(), start.size()) == start.size() &&
         std::string_view(start.data(), 4) == "PK\x03\x04";
}

void TableReader::State::fail_sheet(const std::string& sheet, bool several) const {
  std::vector<std::string> names;
  for (const XlsxSheet& one : book->sheets()) names.push_back(one.name);
  const std::string list = base::join(names, ", ");
  throw base::Error(base::Exit::bad_data,
                    {.code = "E2021",
                     .place = {.file = file->name()},
                     .field = "--sheet",
                     .value = sheet,
                     .message = several ? base::Text{"有几个工作表都有这样的标题行",
                                                     "several sheets have such a header row"}
                                        : base::Text{"没有这个工作表", "there is no such sheet"},
                     .help = {"用 --sheet 指定: " + list, "name one with --sheet: " + list}});
}

const XlsxSheet& TableReader::State::wanted_sheet(const std::string& sheet) {
  for (const XlsxSheet& one : book->sheets()) {
    if (one.name == sheet) return one;
  }
  if (!base::all_digits(sheet) || sheet.size() > 4) fail_sheet(sheet, false);
  const auto number = static_cast<std::size_t>(std::stoul(sheet));
  if (number < 1 || number > book->sheets().size()) fail_sheet(sheet, false);
  return book->sheets()[number - 1];
}

// The sheet that is asked for, else the only visible one that has the whole header, else the one that has
// most of it.
void TableReader::State::open_workbook(const TableOptions& options) {
  book = std::make_unique<XlsxBook>(*file);
  std::vector<const XlsxSheet*> candidates;
  if (!options.sheet.empty()) {
    candidates.push_back(&wanted_sheet(options.sheet));
  } else {
    for (const XlsxSheet& sheet : book->sheets()) {
      if (!sheet.hidden) candidates.push_back(&sheet);
    }
  }
  if (candidates.empty()) fail_sheet("", false);
  const XlsxSheet* chosen = candidates.front();
  std::size_t whole = 0;
  for (const XlsxSheet* sheet : candidates) {
    XlsxRows sheet_rows(file->name(), *book, *sheet);
    HeaderMatch match = best_header(sheet_rows, columns);
    if (match.found > 0 && match.required_missing == 0) ++whole;
    if (!better(match, header)) continue;
    header = std::move(match);
    chosen = sheet;
  }
  if (whole > 1) fail_sheet("", true);
  rows = std::make_unique<XlsxRows>(file->name(), *book, *chosen);
}

// Tries every delimiter on the first rows. A wrong one may even break quoting, so its errors do not count
// unless no delimiter does better.
void TableReader::State::find_delimiter(CsvRows& csv) {
  char chosen = '\0';
  std::optional<base::Error> first_error;
  for (const char delimiter : kDelimiters) {
    csv.set_delimiter(delimiter);
    try {
      HeaderMatch match = best_header(csv, columns);
      if (!better(match, header)) continue;
      header = std::move(match);
      chosen = delimiter;
    } catch (const base::Error& error) {
      if (error.exit() != base::Exit::bad_data) throw;
      if (!first_error) first_error = error;
    }
  }
  if (chosen == '\0' && first_error) throw *first_error;
  csv.set_delimiter(chosen == '\0' ? ',' : chosen);
}

void TableReader::State::accept_header() {
  base::Diagnostics findings;
  if (header.found == 0) {
    std::vector<std::string> wanted;
    for (const ColumnSpec& column : columns) {
      if (column.required) wanted.push_back(column.names.empty() ? column.field : column.names.front());
    }
    const std::string names = base::join(wanted, ", ");
    findings.add(
        {.code = "E2009",
         .place = {.file = file->name()},
         .message = {"前 20 行里没有标题行", "no header row within the first 20 rows"},
         .help = {"标题行要有这些列: " + names, "the header row must name these columns: " + names}});
  } else {
    check_header(header, columns, {.file = file->name(), .line = header.line}, findings);
  }
  findings.raise_if_any(base::Exit::bad_data);
}

void TableReader::State::go_behind_header() {
  rows->rewind();
  while (rows->next(cells) && rows->line() < header.line) {
  }
}

void TableReader::State::check_width() {
  fault.reset();
  const std::size_t width = header.titles.size();
  if (cells.size() == width) return;
  if (rows->ragged_allowed()) {
    while (cells.size() > width && base::trim(cells.back()).empty()) cells.pop_back();
    if (cells.size() <= width) {
      cells.resize(width);
      return;
    }
  }
  fault = {.code = "E2013",
           .place = rows->place(std::min(cells.size(), width)),
           .message = {fmt::format("这一行有 {} 个单元格，标题行有 {} 个", cells.size(), width),
                       fmt::format("this row has {} cells, the header has {}", cells.size(), width)},
           .help = {"含分隔符的字段要加引号", "quote fields that hold the delimiter"},
           .source = rows->source_line()};
}

TableReader::TableReader(const TableOptions& options, std::vector<ColumnSpec> columns)
    : state_(std::make_unique<State>()) {
  state_->columns = std::move(columns);
  state_->file = std::make_unique<ByteFile>(options.path);
  state_->is_workbook() ? state_->open_workbook(options) : state_->open_csv(options);
  state_->accept_header();
  state_->go_behind_header();
}

TableReader::~TableReader() = default;
TableReader::TableReader(TableReader&&) noexcept = default;
TableReader& TableReader::operator=(TableReader&&) noexcept = default;

bool TableReader::next() {
  State& state = *state_;
  while (state.rows->next(state.cells)) {
    if ((state.cells.empty() || state.cells.front().empty()) && blank(state.cells)) {
      ++state.blank_rows;
      continue;
    }
    state.check_width();
    return true;
  }
  return false;
}

const base::Diagnostic* TableReader::fault() const {
  return state_->fault ? &*state_->fault : nullptr;
}

std::string_view TableReader::cell(std::size_t column) const {
  if (state_->fault) return {};
  for (const std::size_t source : state_->header.sources[column]) {
    const std::string_view text = trimmed(state_->cells[source]);
    if (!text.empty()) return text;
  }
  return {};
}

bool TableReader::has(std::size_t column) const {
  return !state_->header.sources[column].empty();
}

const std::string& TableReader::title(std::size_t column) const {
  const auto& sources = state_->header.sources[column];
  return sources.empty() ? state_->columns[column].field : state_->header.titles[sources.front()];
}

base::Place TableReader::place(std::size_t column) const {
  const auto& sources = state_->header.sources[column];
  if (sources.empty()) return {.file = state_->file->name(), .line = state_->rows->line()};
  for (const std::size_t source : sources) {
    if (source < state_->cells.size() && !trimmed(state_->cells[source]).empty())
      return state_->rows->place(source);
  }
  return state_->rows->place(sources.front());
}

base::Diagnostic TableReader::diagnostic(std::size_t column, std::string code, base::Text message,
                                         base::Text help) const {
  base::Diagnostic found{.code = std::move(code),
                         .place = place(column),
                         .field = state_->columns[column].field,
                         .value = std::string(cell(column)),
                         .message = std::move(message),
                         .help = std::move(help),
                         .source = state_->rows->source_line()};
  const auto& sources = state_->header.sources[column];
  if (!sources.empty()) {
    found.label = fmt::format("column {} \"{}\" ({})", sources.front() + 1, title(column), found.field);
  }
  return found;
}

CellFlaw TableReader::flaw(std::size_t column) const {
  for (const std::size_t source : state_->header.sources[column]) {
    const CellFlaw flaw = state_->rows->flaw(source);
    if (flaw != CellFlaw::none || !trimmed(state_->cells[source]).empty()) return flaw;
  }
  return CellFlaw::none;
}

bool TableReader::is_spreadsheet() const {
  return state_->book != nullptr;
}
bool TableReader::dates_from_1904() const {
  return state_->rows->dates_from_1904();
}
std::size_t TableReader::line() const {
  return state_->rows->line();
}
std::span<const std::string_view> TableReader::cells() const {
  return state_->cells;
}
const std::vector<std::string>& TableReader::header() const {
  return state_->header.titles;
}

std::vector<std::string> TableReader::ignored() const {
  std::vector<bool> used(state_->header.titles.size());
  for (const auto& sources : state_->header.sources) {
    for (const std::size_t source : sources) used[source] = true;
  }
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i] && !state_->header.titles[i].empty()) rest.push_back(state_->header.titles[i]);
  }
  return rest;
}

std::size_t TableReader::blank_rows() const {
  return state_->blank_rows;
}
const std::string& TableReader::name() const {
  return state_->file->name();
}

base::Text TableReader::description() const {
  const std::string form = state_->rows->description();
  return {fmt::format("{}, 标题在第 {} 行", form, state_->header.line),
          fmt::format("{}, header row {}", form, state_->header.line)};
}

}  // namespace salesops::ingest
