#include "salesops/report/grid.hpp"

#include <algorithm>

#include "salesops/document/order.hpp"

namespace salesops::report {

using document::Cell;
using document::Row;

Grid::Grid(const document::Table& table) : Columns(table) {
  rows_.reserve(table.rows.size());
  table.rows.for_each([this](const Row& row) { rows_.push_back(row); });
}

const Row* Columns::total() const {
  return table_.total ? &*table_.total : nullptr;
}

const Cell& Columns::cell(const Row& row, std::string_view key) const {
  const auto found = std::ranges::find(table_.columns, key, &document::Column::key);
  if (found == table_.columns.end()) {
    throw base::Error(
        base::Exit::internal,
        {.code = "E7190",
         .field = table_.key,
         .value = std::string(key),
         .message = {"报表文字引用了不存在的列", "a report's text reads a column that does not exist"}});
  }
  return row[static_cast<std::size_t>(found - table_.columns.begin())];
}

std::string Columns::text(const Row& row, std::string_view key, base::Lang lang) const {
  const Cell& value = cell(row, key);
  if (const auto* text = std::get_if<base::Text>(&value)) return base::in(*text, lang);
  return document::plain_text(value, {});
}

std::optional<money::Money> Columns::money(const Row& row, std::string_view key) const {
  const auto* amount = std::get_if<money::Money>(&cell(row, key));
  return amount ? std::optional(*amount) : std::nullopt;
}

std::optional<money::Rate> Columns::rate(const Row& row, std::string_view key) const {
  const auto* rate = std::get_if<money::Rate>(&cell(row, key));
  return rate ? std::optional(*rate) : std::nullopt;
}

std::optional<calendar::Date> Columns::date(const Row& row, std::string_view key) const {
  const auto* day = std::get_if<calendar::Date>(&cell(row, key));
  return day ? std::optional(*day) : std::nullopt;
}

std::optional<std::int64_t> Columns::integer(const Row& row, std::string_view key) const {
  const auto* number = std::get_if<std::int64_t>(&cell(row, key));
  return number ? std::optional(*number) : std::nullopt;
}

std::vector<const Row*> Grid::ordered(std::string_view key, bool descending) const {
  std::vector<const Row*> rows;
  for (const Row& row : rows_) {
    if (!std::holds_alternative<std::monostate>(cell(row, key))) rows.push_back(&row);
  }
  std::ranges::stable_sort(rows, [&](const Row* a, const Row* b) {
    const auto order = document::compare(cell(*a, key), cell(*b, key));
    return descending ? order > 0 : order < 0;
  });
  return rows;
}

}  // namespace salesops::report
