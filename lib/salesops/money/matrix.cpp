// A table with given row AND column totals (rep × month, dealer × product).
//
// Problem. Row totals R_i, column totals C_j with ΣR = ΣC, seeds a_ij >= 0, cell bounds. Find multiples x_ij
// of the unit within the bounds with exact margins, as near as possible to the seeds' proportions.
//
// Steps, each in a file of its own, all in units (totals ÷ unit):
// 1. find_table: a feasible table exists or a minimum cut names the rows and columns in conflict
// (matrix_flow.cpp).
// 2. fix_forced: cells that cannot vary are fixed, else the fit converges towards them for ever
// (matrix_flow.cpp).
// 3. fit: the quotas q_ij = clamp(α_i·β_j·a_ij, lo, hi) with margins R and C (matrix_fit.cpp).
// 4. round_table: the rounding of q with exact margins that minimises Σ(x - q)² (matrix_round.cpp).
//
// Order. Rows and columns are put in the byte order of their keys first, and the longer side becomes the
// rows, so that the answer depends neither on the order of the input nor on anything but the problem.
#include "salesops/money/matrix.hpp"

#include <algorithm>
#include <numeric>

#include "salesops/money/conflict.hpp"
#include "salesops/money/matrix_parts.hpp"
#include "salesops/money/money.hpp"

namespace salesops::money {

namespace {

using base::Wide;

[[noreturn]] void refuse(const char* code, std::string field, std::string value, base::Text message,
                         base::Text help, base::Exit exit = base::Exit::finding) {
  throw base::Error(exit, base::Diagnostic{.code = code,
                                           .field = std::move(field),
                                           .value = std::move(value),
                                           .message = std::move(message),
                                           .help = std::move(help)});
}

std::string yuan(std::int64_t amount, const Rule& rule) {
  return to_decimal(Money::minor(amount), rule.digits);
}

std::int64_t sum_of(const std::vector<std::int64_t>& totals, const std::vector<std::string_view>& keys,
                    const Rule& rule) {
  Wide sum = 0;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    if (totals[i] < 0) {
      refuse("E_NEG_TOTAL", std::string(keys[i]), yuan(totals[i], rule),
             {"\"" + std::string(keys[i]) + "\" 的合计为负：" + yuan(totals[i], rule),
              "the total of \"" + std::string(keys[i]) + "\" is negative: " + yuan(totals[i], rule)},
             {"合计须不小于零", "totals are >= 0"}, base::Exit::bad_data);
    }
    sum += totals[i];
  }
  if (sum > kMaxTotal) base::narrow(Wide{1} << 100);
  return static_cast<std::int64_t>(sum);
}

void check_margins(const Matrix& matrix, const Rule& rule) {
  require_unique(matrix.row_keys);
  require_unique(matrix.column_keys);
  if (matrix.row_keys.empty() || matrix.column_keys.empty()) fault_no_rows();
  const std::int64_t rows = sum_of(matrix.row_totals, matrix.row_keys, rule);
  const std::int64_t columns = sum_of(matrix.column_totals, matrix.column_keys, rule);
  if (rows != columns) {
    refuse("E_MARGINS", "", yuan(rows - columns, rule),
           {"行合计 " + yuan(rows, rule) + " 与列合计 " + yuan(columns, rule) + " 不等，相差 " +
                yuan(rows - columns, rule),
            "the row totals sum to " + yuan(rows, rule) + ", the column totals to " + yuan(columns, rule) +
                ", difference " + yuan(rows - columns, rule)},
           {"使两边合计相等", "make both sums equal"});
  }
  const auto on_unit = [&](const std::vector<std::int64_t>& totals,
                           const std::vector<std::string_view>& keys) {
    for (std::size_t i = 0; i < totals.size(); ++i) {
      if (totals[i] % rule.unit == 0) continue;
      refuse("E_UNIT", std::string(keys[i]), yuan(totals[i] % rule.unit, rule),
             {"\"" + std::string(keys[i]) + "\" 的合计 " + yuan(totals[i], rule) + " 不是单位 " +
                  yuan(rule.unit, rule) + " 的整数倍",
              "the total " + yuan(totals[i], rule) + " of \"" + std::string(keys[i]) +
                  "\" is not a multiple of the unit " + yuan(rule.unit, rule)},
             {"改用更小的 --unit", "use a smaller --unit"});
    }
  };
  on_unit(matrix.row_totals, matrix.row_keys);
  on_unit(matrix.column_totals, matrix.column_keys);
}

// How the input maps to the board.
struct Layout {
  bool turned = false;              // the board's rows are the input's columns
  std::vector<std::uint32_t> rows;  // input number of every board row
  std::vector<std::uint32_t> columns;
  std::size_t input_cell(std::size_t row, std::size_t column, std::size_t input_columns) const {
    return turned ? columns[column] * input_columns + rows[row] : rows[row] * input_columns + columns[column];
  }
};

std::vector<std::uint32_t> by_key(const std::vector<std::string_view>& keys) {
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  return order;
}

Layout layout_of(const Matrix& matrix) {
  Layout layout;
  layout.turned = matrix.column_keys.size() > matrix.row_keys.size();
  layout.rows = by_key(layout.turned ? matrix.column_keys : matrix.row_keys);
  layout.columns = by_key(layout.turned ? matrix.row_keys : matrix.column_keys);
  return layout;
}

std::string cell_name(const Matrix& matrix, std::size_t row, std::size_t column) {
  return "\"" + std::string(matrix.row_keys[row]) + "\" × \"" + std::string(matrix.column_keys[column]) +
         "\"";
}

// Bounds of every cell of the input in units.
struct Bounds {
  std::vector<std::int64_t> lo;
  std::vector<std::int64_t> hi;
};

void bound_cell(const Matrix& matrix, const MatrixCell& cell, const Rule& rule, Bounds& bounds) {
  const std::string name = cell_name(matrix, cell.row, cell.column);
  const std::size_t at = cell.row * matrix.column_keys.size() + cell.column;
  if (cell.floor < 0 || cell.floor > cell.cap) conflict_row_bounds(name, cell.floor, cell.cap, rule.digits);
  if (cell.lock != kNoLock) {
    if (cell.lock < cell.floor || cell.lock > cell.cap)
      conflict_lock_bounds(name, cell.lock, cell.floor, cell.cap, rule.digits);
    if (cell.lock % rule.unit != 0) conflict_lock_unit(name, cell.lock, rule.unit, rule.digits);
    bounds.lo[at] = bounds.hi[at] = cell.lock / rule.unit;
    return;
  }
  bounds.lo[at] = lattice_ceil(cell.floor, rule.unit) / rule.unit;
  bounds.hi[at] = cell.cap == kNoCap ? kNoCap : lattice_floor(cell.cap, rule.unit) / rule.unit;
  if (bounds.lo[at] > bounds.hi[at]) conflict_row_lattice(name, cell.floor, cell.cap, rule.unit, rule.digits);
}

Bounds bounds_of(const Matrix& matrix, const Rule& rule) {
  Bounds bounds;
  bounds.lo.assign(matrix.seeds.size(), 0);
  bounds.hi.assign(matrix.seeds.size(), kNoCap);
  for (const MatrixCell& cell : matrix.cells) bound_cell(matrix, cell, rule, bounds);
  Wide sum = 0;
  for (std::size_t row = 0; row < matrix.row_keys.size(); ++row) {
    for (std::size_t column = 0; column < matrix.column_keys.size(); ++column) {
      const std::size_t at = row * matrix.column_keys.size() + column;
      sum += matrix.seeds[at];
      if (matrix.seeds[at] < 0 || sum >= kMaxWeight) fault_weight(cell_name(matrix, row, column), "");
      if (matrix.seeds[at] == 0) bounds.hi[at] = bounds.lo[at];
      const std::int64_t most = std::min(matrix.row_totals[row], matrix.column_totals[column]);
      bounds.hi[at] = std::min(bounds.hi[at], most / rule.unit);
      if (bounds.hi[at] >= bounds.lo[at]) continue;
      refuse("E_2D_INFEASIBLE", cell_name(matrix, row, column), yuan(bounds.lo[at] * rule.unit, rule),
             {"单元格 " + cell_name(matrix, row, column) + " 至少 " + yuan(bounds.lo[at] * rule.unit, rule) +
                  "，而行列合计只允许 " + yuan(most, rule),
              "cell " + cell_name(matrix, row, column) + " needs at least " +
                  yuan(bounds.lo[at] * rule.unit, rule) + ", its totals allow " + yuan(most, rule)},
             {"降低该格下限或锁定 " + yuan(bounds.lo[at] * rule.unit - most, rule),
              "lower its floor or lock by " + yuan(bounds.lo[at] * rule.unit - most, rule)});
    }
  }
  return bounds;
}

Board board_of(const Matrix& matrix, const Layout& layout, const Bounds& bounds, const Rule& rule) {
  Board board;
  board.rows = layout.rows.size();
  board.columns = layout.columns.size();
  const auto& row_totals = layout.turned ? matrix.column_totals : matrix.row_totals;
  const auto& column_totals = layout.turned ? matrix.row_totals : matrix.column_totals;
  for (const std::uint32_t row : layout.rows) board.row_totals.push_back(row_totals[row] / rule.unit);
  for (const std::uint32_t column : layout.columns)
    board.column_totals.push_back(column_totals[column] / rule.unit);
  board.seeds.reserve(matrix.seeds.size());
  board.lo.reserve(matrix.seeds.size());
  board.hi.reserve(matrix.seeds.size());
  for (std::size_t i = 0; i < board.rows; ++i) {
    for (std::size_t j = 0; j < board.columns; ++j) {
      const std::size_t at = layout.input_cell(i, j, matrix.column_keys.size());
      board.seeds.push_back(Scaled::of(matrix.seeds[at]));
      board.lo.push_back(bounds.lo[at]);
      board.hi.push_back(bounds.hi[at]);
      const std::int64_t most = std::min(board.row_totals[i], board.column_totals[j]);
      board.bounded = board.bounded || bounds.lo[at] > 0 || bounds.hi[at] < most;
    }
  }
  return board;
}

std::string names(const std::vector<std::uint32_t>& numbers, const std::vector<std::uint32_t>& order,
                  const std::vector<std::string_view>& keys) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(5, numbers.size()); ++i) {
    text += (i == 0 ? "" : ", ") + std::string(keys[order[numbers[i]]]);
  }
  return numbers.size() > 5 ? text + ", … (" + std::to_string(numbers.size()) + ")" : text;
}

[[noreturn]] void report_cut(const Matrix& matrix, const Layout& layout, const Cut& cut, const Rule& rule) {
  std::string rows = names(cut.rows, layout.rows, layout.turned ? matrix.column_keys : matrix.row_keys);
  std::string columns =
      names(cut.columns, layout.columns, layout.turned ? matrix.row_keys : matrix.column_keys);
  if (layout.turned) std::swap(rows, columns);
  const std::string excess = yuan(cut.excess * rule.unit, rule);
  const std::string& full = layout.turned ? columns : rows;
  const std::string& open = layout.turned ? rows : columns;
  const base::Text side = layout.turned ? base::Text{"列 ", "columns "} : base::Text{"行 ", "rows "};
  const base::Text other = layout.turned ? base::Text{"行 ", "rows "} : base::Text{"列 ", "columns "};
  base::Text message{side.zh + full + " 的单元格已满，仍有 " + excess + " 放不下",
                     side.en + full + ": their cells are full and " + excess + " cannot be placed"};
  if (!open.empty()) {
    message = {side.zh + full + " 在" + other.zh + open + " 之外的单元格已满，仍有 " + excess + " 放不下",
               side.en + full + ": their cells outside " + other.en + open + " are full and " + excess +
                   " cannot be placed"};
  }
  refuse("E_2D_INFEASIBLE", full, excess, std::move(message),
         {"把其中单元格的上限提高（或把零种子改为正）合计 " + excess + "，或相应调整行列合计",
          "raise caps of cells outside (or give zero seeds a weight) by " + excess +
              " in all, or move that much between the totals"});
}

}  // namespace

MatrixShares close_matrix(const Matrix& matrix, const Rule& rule) {
  check_margins(matrix, rule);
  const Layout layout = layout_of(matrix);
  Board board = board_of(matrix, layout, bounds_of(matrix, rule), rule);
  if (board.bounded) {
    std::vector<std::int64_t> table;
    const Cut cut = find_table(board, table);
    if (cut.found()) report_cut(matrix, layout, cut, rule);
    fix_forced(board, table);
  }
  const std::vector<Quota> quotas = fit(board);
  const std::vector<std::int64_t> rounded = round_table(board, quotas);
  MatrixShares shares;
  shares.amounts.resize(rounded.size());
  shares.quota_millionths.resize(rounded.size());
  for (std::size_t i = 0; i < board.rows; ++i) {
    for (std::size_t j = 0; j < board.columns; ++j) {
      const std::size_t to = layout.input_cell(i, j, matrix.column_keys.size());
      const Quota& quota = quotas[board.at(i, j)];
      shares.amounts[to] = rounded[board.at(i, j)] * rule.unit;
      const Wide part = (Wide{quota.part} * rule.unit * 1'000'000 + kPartOne / 2) / kPartOne;
      shares.quota_millionths[to] = Wide{quota.whole} * rule.unit * 1'000'000 + part;
    }
  }
  return shares;
}

}  // namespace salesops::money
