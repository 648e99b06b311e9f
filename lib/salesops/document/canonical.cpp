#include "salesops/document/canonical.hpp"

#include "salesops/document/order.hpp"

namespace salesops::document {

namespace {

void add_field(std::string& line, const std::string& text) {
  if (!line.empty()) line += ',';
  line += '"';
  for (const char letter : text) {
    if (letter == '"') line += '"';
    line += letter;
  }
  line += '"';
}

std::string line_of(const Row& row, const money::Currency& currency) {
  std::string line;
  for (const Cell& cell : row) add_field(line, plain_text(cell, currency));
  return line + '\n';
}

}  // namespace

std::string canonical(const Table& table, const money::Currency& currency) {
  std::string header;
  for (const Column& column : table.columns) add_field(header, column.key);
  std::string text = header + '\n';
  table.rows.for_each([&](const Row& row) { text += line_of(row, currency); });
  if (table.total) text += line_of(*table.total, currency);
  return text;
}

}  // namespace salesops::document
