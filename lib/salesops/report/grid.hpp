#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/document/document.hpp"

namespace salesops::report {

// The cells of a table's rows by column key. Refers to the table; keys that the table does not have are a bug
// (Error(internal, E7190)).
class Columns {
 public:
  explicit Columns(const document::Table& table) : table_(table) {}

  // The total row, or nothing.
  const document::Row* total() const;

  std::string text(const document::Row& row, std::string_view key, base::Lang lang = base::Lang::zh) const;
  std::optional<money::Money> money(const document::Row& row, std::string_view key) const;
  std::optional<money::Rate> rate(const document::Row& row, std::string_view key) const;
  std::optional<calendar::Date> date(const document::Row& row, std::string_view key) const;
  std::optional<std::int64_t> integer(const document::Row& row, std::string_view key) const;

 protected:
  const document::Cell& cell(const document::Row& row, std::string_view key) const;

 private:
  const document::Table& table_;
};

// With a copy of the rows, for the sentences of a report.
class Grid : public Columns {
 public:
  explicit Grid(const document::Table& table);

  const std::vector<document::Row>& rows() const { return rows_; }
  // Rows that have a value in `key`, ordered by it; ties keep the table's order.
  std::vector<const document::Row*> ordered(std::string_view key, bool descending) const;

 private:
  std::vector<document::Row> rows_;
};

}  // namespace salesops::report
