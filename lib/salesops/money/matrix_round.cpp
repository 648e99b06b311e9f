// Controlled rounding: whole units, exact margins, nearest to the quotas.
//
// Problem. Given quotas q_ij with row sums R_i and column sums C_j, find integers x_ij in {⌊q⌋, ⌈q⌉} with the
// same margins that minimise Σ(x - q)². Such x exist: the transportation polytope between floor and ceiling
// contains q and has integral vertices (Bacharach 1966; Cox and Ernst 1982). A whole quota stays as it is, so
// zeros stay zero.
//
// Idea. Round every row by largest remainder: optimal while columns are free, and rows are exact. Columns are
// then too full or too empty by a few units. Moving a unit within row i from column j (rounded up) to column
// k (rounded down) costs 2(f_ij - f_ik), f the fractional parts. On the graph of the columns, with the
// cheapest such row as length of j → k, send units from too full to too empty columns along successive
// shortest paths.
//
// Proof. After the row step no move inside a row has negative cost, so no cycle has: the pseudo-flow is
// optimal for its imbalance. Augmenting along a shortest path keeps it so (successive shortest paths,
// Busacker and Gowen); when no column is out of balance it is the minimum. Lengths become negative after the
// first path: Bellman-Ford on m nodes.
//
// The cheapest row of every column pair sits in a heap of its own; entries go stale when a row has moved and
// are dropped when they come up. Ties go to the smaller row, then column. Should the floor-ceiling box have
// no such table because the fit stopped early, moves beyond it are allowed within the cells' bounds (the
// second graph below), at their convex cost. Cost O(n m² log n + paths·m³); rows n >= columns m.
#include <algorithm>
#include <limits>
#include <numeric>

#include "salesops/money/matrix_parts.hpp"

namespace salesops::money {

namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

// Whole quotas plus one unit for the largest parts of every row.
class RowRounding {
 public:
  RowRounding(const Board& board, const std::vector<Quota>& quotas, std::vector<std::int64_t>& table)
      : board_(board), quotas_(quotas), table_(table), order_(board.columns) {}

  void run() {
    table_.resize(quotas_.size());
    for (std::size_t i = 0; i < board_.rows; ++i) {
      std::int64_t left = board_.row_totals[i];
      for (std::size_t j = 0; j < board_.columns; ++j) {
        table_[board_.at(i, j)] = quotas_[board_.at(i, j)].whole;
        left -= quotas_[board_.at(i, j)].whole;
      }
      give(i, left);
    }
  }

 private:
  void give(std::size_t row, std::int64_t units) {
    if (units == 0) return;
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    const std::int64_t sign = units > 0 ? 1 : -1;
    // Parts of cells that can move, the largest first when giving, the smallest first when taking (only after
    // a fit that stopped early); whole quotas last.
    const auto rank = [&](std::size_t j) {
      const std::size_t at = board_.at(row, j);
      if (board_.fixed(at)) return kFar;
      if (sign < 0) return quotas_[at].part;
      return quotas_[at].part == 0 ? kPartOne : -quotas_[at].part;
    };
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    while (units != 0) {
      const std::int64_t before = units;
      for (const std::size_t j : order_) {
        const std::size_t at = board_.at(row, j);
        const bool room = sign > 0 ? table_[at] < board_.hi[at] : table_[at] > board_.lo[at];
        if (!room || units == 0) continue;
        table_[at] += sign;
        units -= sign;
      }
      if (units == before) return;
    }
  }

  const Board& board_;
  const std::vector<Quota>& quotas_;
  std::vector<std::int64_t>& table_;
  std::vector<std::size_t> order_;
};

// Where a cell stands against its quota, in 2^-44 units: x - q.
std::int64_t offset(const std::vector<std::int64_t>& table, const std::vector<Quota>& quotas,
                    std::size_t at) {
  return (table[at] - quotas[at].whole) * kPartOne - quotas[at].part;
}

// Lengths of j → k from heaps of rows: moves between floor and ceiling only.
class PairHeaps {
 public:
  PairHeaps(const Board& board, const std::vector<Quota>& quotas, std::vector<std::int64_t>& table)
      : board_(board), quotas_(quotas), table_(table), heaps_(board.columns * board.columns) {
    for (std::uint32_t i = 0; i < board.rows; ++i) {
      for (std::uint32_t j = 0; j < board.columns; ++j) {
        if (up(i, j)) note_from(i, j, false);
      }
    }
    for (auto& heap : heaps_) std::make_heap(heap.begin(), heap.end(), later);
  }

  // The cost of the cheapest move, in 2^-44 units (times 2); kFar: none. `row` gets who moves.
  std::int64_t length(std::uint32_t from, std::uint32_t to, std::uint32_t& row) {
    std::vector<Move>& heap = heaps_[from * board_.columns + to];
    while (!heap.empty() && !(up(heap.front().row, from) && down(heap.front().row, to))) {
      std::pop_heap(heap.begin(), heap.end(), later);
      heap.pop_back();
    }
    if (heap.empty()) return kFar;
    row = heap.front().row;
    return heap.front().cost;
  }
  void moved(std::uint32_t row, std::uint32_t from, std::uint32_t to) {
    note_from(row, to, true);
    for (std::uint32_t j = 0; j < board_.columns; ++j) {
      if (j != to && up(row, j)) note(row, j, from, true);
    }
  }

 private:
  struct Move {
    std::int64_t cost;
    std::uint32_t row;
  };
  static bool later(const Move& a, const Move& b) {
    return a.cost != b.cost ? a.cost > b.cost : a.row > b.row;
  }

  bool up(std::uint32_t row, std::uint32_t column) const {
    const std::size_t at = board_.at(row, column);
    return quotas_[at].part != 0 && table_[at] > quotas_[at].whole && table_[at] > board_.lo[at];
  }
  bool down(std::uint32_t row, std::uint32_t column) const {
    const std::size_t at = board_.at(row, column);
    return quotas_[at].part != 0 && table_[at] <= quotas_[at].whole && table_[at] < board_.hi[at];
  }
  void note_from(std::uint32_t row, std::uint32_t from, bool keep_heap) {
    for (std::uint32_t k = 0; k < board_.columns; ++k) {
      if (k != from && down(row, k)) note(row, from, k, keep_heap);
    }
  }
  void note(std::uint32_t row, std::uint32_t from, std::uint32_t to, bool keep_heap) {
    std::vector<Move>& heap = heaps_[from * board_.columns + to];
    heap.push_back({quotas_[board_.at(row, from)].part - quotas_[board_.at(row, to)].part, row});
    if (keep_heap) std::push_heap(heap.begin(), heap.end(), later);
  }

  const Board& board_;
  const std::vector<Quota>& quotas_;
  std::vector<std::int64_t>& table_;
  std::vector<std::vector<Move>> heaps_;
};

// Lengths by looking at all rows: every move within the cells' bounds.
class FullScan {
 public:
  FullScan(const Board& board, const std::vector<Quota>& quotas, std::vector<std::int64_t>& table)
      : board_(board), quotas_(quotas), table_(table) {}

  std::int64_t length(std::uint32_t from, std::uint32_t to, std::uint32_t& row) const {
    std::int64_t best = kFar;
    for (std::uint32_t i = 0; i < board_.rows; ++i) {
      const std::size_t source = board_.at(i, from);
      const std::size_t target = board_.at(i, to);
      if (table_[source] <= board_.lo[source] || table_[target] >= board_.hi[target]) continue;
      const std::int64_t cost = offset(table_, quotas_, target) - offset(table_, quotas_, source) + kPartOne;
      if (cost >= best) continue;
      best = cost;
      row = i;
    }
    return best;
  }
  void moved(std::uint32_t, std::uint32_t, std::uint32_t) const {}

 private:
  const Board& board_;
  const std::vector<Quota>& quotas_;
  std::vector<std::int64_t>& table_;
};

// Successive shortest paths between the columns until they balance or no path is left.
template <typename Lengths>
class Balance {
 public:
  Balance(const Board& board, std::vector<std::int64_t>& table, Lengths lengths)
      : board_(board), table_(table), lengths_(std::move(lengths)), surplus_(board.columns) {
    for (std::size_t j = 0; j < board.columns; ++j) surplus_[j] = -board.column_totals[j];
    for (std::size_t i = 0; i < board.rows; ++i) {
      for (std::size_t j = 0; j < board.columns; ++j) surplus_[j] += table[board.at(i, j)];
    }
  }
  // false when some column stays out of balance.
  bool run() {
    while (std::any_of(surplus_.begin(), surplus_.end(), [](std::int64_t s) { return s > 0; })) {
      read_lengths();
      const std::uint32_t end = shortest_path();
      if (end == kNone) return false;
      augment(end);
    }
    return true;
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Arc {
    std::int64_t length = kFar;
    std::uint32_t row = 0;
  };

  void read_lengths() {
    const auto m = static_cast<std::uint32_t>(board_.columns);
    if (arcs_.empty()) {
      arcs_.resize(std::size_t{m} * m);
    }
    for (std::uint32_t j = 0; j < m; ++j) {
      for (std::uint32_t k = 0; k < m; ++k) {
        if (j == k) continue;
        Arc& arc = arcs_[j * m + k];
        arc.length = lengths_.length(j, k, arc.row);
      }
    }
  }
  // Bellman-Ford from all columns with a surplus; the nearest column with a deficit.
  std::uint32_t shortest_path() {
    const auto m = static_cast<std::uint32_t>(board_.columns);
    distance_.assign(m, kFar);
    before_.assign(m, kNone);
    for (std::uint32_t j = 0; j < m; ++j) {
      if (surplus_[j] > 0) distance_[j] = 0;
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (std::uint32_t j = 0; j < m; ++j) {
        if (distance_[j] == kFar) continue;
        for (std::uint32_t k = 0; k < m; ++k) {
          const Arc& arc = arcs_[j * m + k];
          if (arc.length == kFar || distance_[j] + arc.length >= distance_[k]) continue;
          distance_[k] = distance_[j] + arc.length;
          before_[k] = j;
          changed = true;
        }
      }
    }
    std::uint32_t end = kNone;
    for (std::uint32_t j = 0; j < m; ++j) {
      if (surplus_[j] < 0 && distance_[j] != kFar && (end == kNone || distance_[j] < distance_[end])) end = j;
    }
    return end;
  }
  void augment(std::uint32_t end) {
    std::vector<std::uint32_t> path{end};
    while (before_[path.back()] != kNone) path.push_back(before_[path.back()]);
    for (std::size_t p = path.size(); p-- > 1;) {
      const std::uint32_t from = path[p];
      const std::uint32_t to = path[p - 1];
      const std::uint32_t row = arcs_[from * board_.columns + to].row;
      --table_[board_.at(row, from)];
      ++table_[board_.at(row, to)];
      lengths_.moved(row, from, to);
    }
    --surplus_[path.back()];
    ++surplus_[end];
  }

  const Board& board_;
  std::vector<std::int64_t>& table_;
  Lengths lengths_;
  std::vector<std::int64_t> surplus_;
  std::vector<Arc> arcs_;
  std::vector<std::int64_t> distance_;
  std::vector<std::uint32_t> before_;
};

}  // namespace

std::vector<std::int64_t> round_table(const Board& board, const std::vector<Quota>& quotas) {
  std::vector<std::int64_t> table;
  RowRounding(board, quotas, table).run();
  if (!Balance(board, table, PairHeaps(board, quotas, table)).run()) {
    Balance(board, table, FullScan(board, quotas, table)).run();
  }
  return table;
}

}  // namespace salesops::money
