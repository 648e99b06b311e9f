#pragma once
#include <cstddef>
#include <string_view>

#include "salesops/document/document.hpp"

namespace salesops::document {

// How a reader wants to see a table: ordered by a column, cut after some rows.
struct Arrangement {
  std::string_view sort{};  // "amount", "-amount" for descending; "" keeps the order
  std::size_t limit = 0;  // 0: all rows
};

// Orders stably (equal cells keep their order; "no value" goes last) and cuts. Siblings of a tree are ordered
// among themselves and stay under their parent. The total row still stands for all rows; a note says how many
// were cut. Throws Error(usage, E1012) when the column does not exist. Rows that are made on demand are
// stored first.
void arrange(Table& table, const Arrangement& wanted);

// The table as one row per figure: its text, id, date and boolean columns, then `measure` (the column's key
// and title) and `value`. The rows refer to `table`, which must outlive the result.
Table tidy(const Table& table);

}  // namespace salesops::document
