#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/ingest/table_reader.hpp"

namespace salesops::ingest {

// Where the wanted columns stand in one row that may be a header.
struct HeaderMatch {
  std::vector<std::string> titles;  // all cells of the row
  std::vector<std::vector<std::size_t>>
      sources;  // per wanted column: the cells it is read from, none = missing
  std::size_t line = 0;
  std::size_t found = 0;             // wanted columns that are there
  std::size_t required_missing = 0;  // required ones that are not
};
HeaderMatch match_header(std::span<const std::string_view> cells, std::span<const ColumnSpec> columns);

// Adds a finding for every column that is missing (E2010, with the nearest title) or stands there twice
// (E2011).
void check_header(const HeaderMatch& match, std::span<const ColumnSpec> columns, const base::Place& place,
                  base::Diagnostics& findings);

}  // namespace salesops::ingest
