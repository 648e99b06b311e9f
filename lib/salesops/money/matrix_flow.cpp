// Does a table exist, and which cells have no choice?
//
// Feasibility is a transportation problem: source → rows (R_i) → cells (lo..hi) → columns (C_j) → sink. A
// greedy filling is completed by Dinic's maximum flow: breadth-first levels from the rows that still have
// something to place, then a blocking flow along the levels. All amounts are integers (units), so the table
// is integral. When something cannot be placed, the rows S and columns N reached in the last search are a
// minimum cut: every cell from S to a column outside N is full and every cell from other rows to N is at its
// floor, so S cannot place more than N takes: the witness. Cost O(cells) a phase; a handful of phases in
// practice.
//
// Forced cells. The tables are the flows; two of them differ by cycles of the residual graph of any one of
// them (row → column where x < hi, column → row where x > lo). A cell whose row and column lie in different
// strongly connected components is on no cycle, so it has the same amount in every table, at one of its
// bounds. The fit approaches such an amount without reaching it (α → ∞): it is fixed beforehand. Inside a
// component every cell can move off its bound, a table strictly inside exists and the fit converges
// geometrically. Components are found on the columns alone: from column j one reaches column k through a row
// with x_ij > lo and x_ik < hi; bit sets per column, closed transitively. Cost O(cells · columns/64 +
// columns³/64).
#include <algorithm>

#include "salesops/money/matrix_parts.hpp"

namespace salesops::money {

namespace {

class Flow {
 public:
  Flow(const Board& board, std::vector<std::int64_t>& table)
      : board_(board), table_(table), rows_left_(board.row_totals), columns_left_(board.column_totals) {
    table_ = board.lo;
    for (std::size_t i = 0; i < board.rows; ++i) {
      for (std::size_t j = 0; j < board.columns; ++j) take(i, j, board.lo[board.at(i, j)]);
    }
  }

  // Rows or columns whose floors alone exceed their total.
  Cut overfull() const {
    Cut cut;
    for (std::uint32_t i = 0; i < board_.rows; ++i) {
      if (rows_left_[i] < 0) return {.rows = {i}, .columns = all_columns(), .excess = -rows_left_[i]};
    }
    for (std::uint32_t j = 0; j < board_.columns; ++j) {
      if (columns_left_[j] < 0) return {.rows = all_rows(), .columns = {j}, .excess = -columns_left_[j]};
    }
    return cut;
  }
  void fill_greedily() {
    for (std::size_t i = 0; i < board_.rows; ++i) {
      for (std::size_t j = 0; j < board_.columns && rows_left_[i] > 0; ++j) {
        const std::size_t at = board_.at(i, j);
        const std::int64_t amount = std::min({rows_left_[i], columns_left_[j], board_.hi[at] - table_[at]});
        table_[at] += amount;
        take(i, j, amount);
      }
    }
  }
  void complete() {
    while (find_levels()) {
      row_arc_.assign(board_.rows, 0);
      column_arc_.assign(board_.columns, 0);
      for (std::size_t i = 0; i < board_.rows; ++i) {
        while (rows_left_[i] > 0) {
          const std::int64_t pushed = push_row(i, rows_left_[i]);
          if (pushed == 0) break;
          rows_left_[i] -= pushed;
        }
      }
    }
  }
  // After complete(): what the last search reached.
  Cut cut() const {
    Cut cut;
    for (std::uint32_t i = 0; i < board_.rows; ++i) {
      cut.excess += rows_left_[i];
      if (row_level_[i] >= 0) cut.rows.push_back(i);
    }
    for (std::uint32_t j = 0; j < board_.columns; ++j) {
      if (column_level_[j] >= 0) cut.columns.push_back(j);
    }
    return cut;
  }

 private:
  void take(std::size_t row, std::size_t column, std::int64_t amount) {
    rows_left_[row] -= amount;
    columns_left_[column] -= amount;
  }
  std::vector<std::uint32_t> all_rows() const {
    std::vector<std::uint32_t> all(board_.rows);
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    return all;
  }
  std::vector<std::uint32_t> all_columns() const {
    std::vector<std::uint32_t> all(board_.columns);
    for (std::uint32_t j = 0; j < all.size(); ++j) all[j] = j;
    return all;
  }
  // Levels of rows and columns; true when a column with room is reached.
  bool find_levels() {
    row_level_.assign(board_.rows, -1);
    column_level_.assign(board_.columns, -1);
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < board_.rows; ++i) {
      if (rows_left_[i] > 0) {
        row_level_[i] = 0;
        rows.push_back(i);
      }
    }
    bool found = false;
    for (int level = 1; !rows.empty(); level += 2) {
      std::vector<std::uint32_t> columns;
      for (const std::uint32_t i : rows) reach_columns(i, level, columns);
      for (const std::uint32_t j : columns) found = found || columns_left_[j] > 0;
      rows.clear();
      for (const std::uint32_t j : columns) reach_rows(j, level + 1, rows);
      if (found) break;
    }
    return found;
  }
  void reach_columns(std::uint32_t row, int level, std::vector<std::uint32_t>& columns) {
    for (std::uint32_t j = 0; j < board_.columns; ++j) {
      const std::size_t at = board_.at(row, j);
      if (column_level_[j] >= 0 || table_[at] >= board_.hi[at]) continue;
      column_level_[j] = level;
      columns.push_back(j);
    }
  }
  void reach_rows(std::uint32_t column, int level, std::vector<std::uint32_t>& rows) {
    for (std::uint32_t i = 0; i < board_.rows; ++i) {
      const std::size_t at = board_.at(i, column);
      if (row_level_[i] >= 0 || table_[at] <= board_.lo[at]) continue;
      row_level_[i] = level;
      rows.push_back(i);
    }
  }
  std::int64_t push_row(std::size_t row, std::int64_t amount) {
    for (std::size_t& j = row_arc_[row]; j < board_.columns; ++j) {
      const std::size_t at = board_.at(row, j);
      if (column_level_[j] != row_level_[row] + 1 || table_[at] >= board_.hi[at]) continue;
      const std::int64_t pushed = push_column(j, std::min(amount, board_.hi[at] - table_[at]));
      if (pushed == 0) continue;
      table_[at] += pushed;
      return pushed;
    }
    return 0;
  }
  std::int64_t push_column(std::size_t column, std::int64_t amount) {
    if (columns_left_[column] > 0) {
      const std::int64_t pushed = std::min(amount, columns_left_[column]);
      columns_left_[column] -= pushed;
      return pushed;
    }
    for (std::size_t& i = column_arc_[column]; i < board_.rows; ++i) {
      const std::size_t at = board_.at(i, column);
      if (row_level_[i] != column_level_[column] + 1 || table_[at] <= board_.lo[at]) continue;
      const std::int64_t pushed = push_row(i, std::min(amount, table_[at] - board_.lo[at]));
      if (pushed == 0) continue;
      table_[at] -= pushed;
      return pushed;
    }
    return 0;
  }

  const Board& board_;
  std::vector<std::int64_t>& table_;
  std::vector<std::int64_t> rows_left_;
  std::vector<std::int64_t> columns_left_;
  std::vector<int> row_level_;
  std::vector<int> column_level_;
  std::vector<std::size_t> row_arc_;
  std::vector<std::size_t> column_arc_;
};

// A set of columns.
class ColumnSet {
 public:
  explicit ColumnSet(std::size_t columns) : words_((columns + 63) / 64, 0) {}
  void add(std::size_t column) { words_[column / 64] |= std::uint64_t{1} << (column % 64); }
  bool has(std::size_t column) const { return (words_[column / 64] >> (column % 64) & 1U) != 0; }
  void add_all(const ColumnSet& other) {
    for (std::size_t w = 0; w < words_.size(); ++w) words_[w] |= other.words_[w];
  }
  bool meets(const ColumnSet& other) const {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      if ((words_[w] & other.words_[w]) != 0) return true;
    }
    return false;
  }
  void clear() { std::fill(words_.begin(), words_.end(), 0); }

 private:
  std::vector<std::uint64_t> words_;
};

struct RowSets {
  ColumnSet can_grow;    // x < hi
  ColumnSet can_shrink;  // x > lo
};

void read_row(const Board& board, const std::vector<std::int64_t>& table, std::size_t row, RowSets& sets) {
  sets.can_grow.clear();
  sets.can_shrink.clear();
  for (std::size_t j = 0; j < board.columns; ++j) {
    const std::size_t at = board.at(row, j);
    if (table[at] < board.hi[at]) sets.can_grow.add(j);
    if (table[at] > board.lo[at]) sets.can_shrink.add(j);
  }
}

// reach[j]: the columns that can be reached from j, itself included.
std::vector<ColumnSet> reachable(const Board& board, const std::vector<std::int64_t>& table) {
  std::vector<ColumnSet> reach(board.columns, ColumnSet(board.columns));
  RowSets sets{ColumnSet(board.columns), ColumnSet(board.columns)};
  for (std::size_t i = 0; i < board.rows; ++i) {
    read_row(board, table, i, sets);
    for (std::size_t j = 0; j < board.columns; ++j) {
      if (sets.can_shrink.has(j)) reach[j].add_all(sets.can_grow);
    }
  }
  for (std::size_t j = 0; j < board.columns; ++j) reach[j].add(j);
  for (std::size_t k = 0; k < board.columns; ++k) {
    for (std::size_t j = 0; j < board.columns; ++j) {
      if (reach[j].has(k)) reach[j].add_all(reach[k]);
    }
  }
  return reach;
}

}  // namespace

Cut find_table(const Board& board, std::vector<std::int64_t>& table) {
  Flow flow(board, table);
  const Cut over = flow.overfull();
  if (over.found()) return over;
  flow.fill_greedily();
  flow.complete();
  return flow.cut();
}

void fix_forced(Board& board, const std::vector<std::int64_t>& table) {
  const std::vector<ColumnSet> reach = reachable(board, table);
  std::vector<ColumnSet> reached_by(board.columns, ColumnSet(board.columns));
  for (std::size_t j = 0; j < board.columns; ++j) {
    for (std::size_t k = 0; k < board.columns; ++k) {
      if (reach[j].has(k)) reached_by[k].add(j);
    }
  }
  RowSets sets{ColumnSet(board.columns), ColumnSet(board.columns)};
  for (std::size_t i = 0; i < board.rows; ++i) {
    read_row(board, table, i, sets);
    for (std::size_t j = 0; j < board.columns; ++j) {
      const bool row_to_column = sets.can_grow.meets(reached_by[j]);
      const bool column_to_row = sets.can_shrink.meets(reach[j]);
      if (row_to_column && column_to_row) continue;
      const std::size_t at = board.at(i, j);
      board.lo[at] = board.hi[at] = table[at];
    }
  }
}

}  // namespace salesops::money
