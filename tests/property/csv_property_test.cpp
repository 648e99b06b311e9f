#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "salesops/ingest/table_reader.hpp"
#include "unit/ingest/scratch.hpp"

using namespace salesops;
using ingest_tests::ScratchFile;

namespace {

constexpr std::size_t kWidth = 5;
using Table = std::vector<std::vector<std::string>>;

// Cells out of everything that is special to CSV, and some Chinese.
std::string random_cell(std::mt19937& dice) {
  static const char* const kParts[] = {"a",    "0",  "\"", "\"\"", ",",   ";", "\t", "\n",
                                       "\r\n", "好", "（", "中文", "x y", "|", "é"};
  std::string cell;
  for (auto length = dice() % 6; length > 0; --length) cell += kParts[dice() % std::size(kParts)];
  return cell;
}

std::string quoted(const std::string& cell) {
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

// Blanks at both ends and empty rows are not kept by the reader, so the table has none.
Table random_table(std::mt19937& dice) {
  Table table(1 + dice() % 40, std::vector<std::string>(kWidth));
  for (auto& row : table) {
    for (std::string& cell : row) cell = random_cell(dice);
    row[0] = "k" + row[0] + "k";
  }
  return table;
}

std::string trimmed(const std::string& text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string written(const Table& table, char delimiter, const std::string& end, std::mt19937& dice) {
  std::string text = "c0";
  for (std::size_t i = 1; i < kWidth; ++i) text += delimiter + ("c" + std::to_string(i));
  text += end;
  for (const auto& row : table) {
    for (std::size_t i = 0; i < kWidth; ++i) {
      if (i > 0) text += delimiter;
      const bool special = row[i].find_first_of(std::string("\"\r\n") + delimiter) != std::string::npos;
      text += special || dice() % 4 == 0 ? quoted(row[i]) : row[i];
    }
    text += end;
  }
  return text;
}

}  // namespace

TEST_CASE("Whatever is written as CSV is read back, whatever the delimiter and the line ends") {
  const int rounds = std::getenv("SALESOPS_LONG") != nullptr ? 20'000 : 300;
  std::mt19937 dice(20260105);
  std::vector<ingest::ColumnSpec> columns;
  for (std::size_t i = 0; i < kWidth; ++i)
    columns.push_back({.field = "c" + std::to_string(i), .required = true});
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    const Table table = random_table(dice);
    const char delimiter = ",\t;|"[dice() % 4];
    const char* const ends[] = {"\n", "\r\n", "\r"};
    std::string text = written(table, delimiter, ends[dice() % 3], dice);
    if (dice() % 2 == 0) text.insert(0, "\xEF\xBB\xBF");
    const ScratchFile file(text);
    ingest::TableReader reader({.path = file.path()}, columns);
    std::size_t row = 0;
    while (reader.next()) {
      REQUIRE(row < table.size());
      REQUIRE(reader.fault() == nullptr);
      for (std::size_t i = 0; i < kWidth; ++i) REQUIRE(std::string(reader.cell(i)) == trimmed(table[row][i]));
      ++row;
    }
    REQUIRE(row == table.size());
  }
}
