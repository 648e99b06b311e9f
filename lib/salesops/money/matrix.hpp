#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "salesops/money/apportion.hpp"

namespace salesops::money {

struct MatrixCell {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  std::int64_t floor = 0;
  std::int64_t cap = kNoCap;
  std::int64_t lock = kNoLock;
};

// A table whose row and column totals are given. seeds is row by row; a zero seed is a structural zero (the
// cell stays at its floor or lock). Cells named twice: the last one counts.
struct Matrix {
  std::vector<std::string_view> row_keys;
  std::vector<std::string_view> column_keys;
  std::vector<std::int64_t> row_totals;
  std::vector<std::int64_t> column_totals;
  std::vector<Weight> seeds;
  std::vector<MatrixCell> cells{};
};

// Cell r, c stands at r × columns + c.
struct MatrixShares {
  std::vector<std::int64_t> amounts;
  std::vector<base::Wide> quota_millionths;  // in millionths of a minor unit
};

// Fills the table: every row and column sums exactly, cells are multiples of rule.unit within their bounds,
// within one unit of the bounded proportional fit to the seeds, and no other such table is nearer to it
// (matrix*.cpp). The result does not depend on the order of rows and columns. Only rule.unit and rule.digits
// matter. Throws Error(finding): E_MARGINS, E_UNIT, E_LOCK_UNIT, E_ROW_LATTICE, E_2D_INFEASIBLE with the rows
// and columns that conflict; Error(bad_data): E_DUP_KEY, E_WEIGHT, E_NO_ROWS, E_NEG_TOTAL.
MatrixShares close_matrix(const Matrix& matrix, const Rule& rule);

}  // namespace salesops::money
