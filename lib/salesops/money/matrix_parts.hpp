#pragma once
#include <cstdint>
#include <vector>

#include "salesops/money/scaled.hpp"

// The steps of closing a table, shared by matrix*.cpp. Everything is in units: amounts are divided by the
// rounding unit.
namespace salesops::money {

// The table in canonical form: rows (the longer side) and columns in the byte order of their keys. Cell i, j
// stands at i × columns + j.
struct Board {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::int64_t> row_totals;
  std::vector<std::int64_t> column_totals;
  std::vector<Scaled> seeds;
  std::vector<std::int64_t> lo;
  std::vector<std::int64_t> hi;
  bool bounded = false;  // some cell has lo > 0 or hi below both its totals

  std::size_t at(std::size_t row, std::size_t column) const { return row * columns + column; }
  bool fixed(std::size_t cell) const { return lo[cell] == hi[cell]; }
};

// Why no table exists: the rows must place more in the columns than these can take.
struct Cut {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> columns;
  std::int64_t excess = 0;  // units that cannot be placed
  bool found() const { return excess > 0; }
};

// A feasible table in units, or the cut (matrix_flow.cpp).
Cut find_table(const Board& board, std::vector<std::int64_t>& table);
// Fixes the cells that have the same amount in every feasible table and would make the fit creep
// (matrix_flow.cpp).
void fix_forced(Board& board, const std::vector<std::int64_t>& table);

// A quota in units: whole + part/2^44, 0 <= part < 2^44.
struct Quota {
  std::int64_t whole = 0;
  std::int64_t part = 0;
};
inline constexpr int kPartBits = 44;
inline constexpr std::int64_t kPartOne = std::int64_t{1} << kPartBits;

// The bounded proportional fit (matrix_fit.cpp).
std::vector<Quota> fit(const Board& board);
// The nearest table to the quotas (matrix_round.cpp).
std::vector<std::int64_t> round_table(const Board& board, const std::vector<Quota>& quotas);

}  // namespace salesops::money
