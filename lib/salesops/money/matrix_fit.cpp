// The two-way proportional fit (RAS, iterative proportional fitting), with bounds.
//
// Problem. q_ij = clamp(α_i·β_j·a_ij, lo_ij, hi_ij) with row sums R and column sums C. It is the table
// nearest to the seeds in the Kullback-Leibler sense among all with these margins and bounds, and unique on
// the cells that can vary.
//
// Idea. Alternate: for fixed β every row is the one-way problem of waterfill.cpp with weights β_j·a_ij and
// gives α_i; then every column gives β_j. Each step is an exact projection, so the distance to the solution
// never grows; after forced cells are fixed (matrix_flow.cpp) the error falls geometrically (Sinkhorn;
// Bregman). A seed of rank one (the same seasonality for every row) is right after one round.
//
// Arithmetic. Scaled numbers of 64 significant bits in integers; products are formed afresh from α, β and the
// seed, so errors do not add up over rounds. Stops when every row sum is within 2^-52 of its total,
// relatively, or after a limit of rounds that keeps the work bounded; round_table makes the margins exact
// whatever is left. Cost O(cells) a round.
#include <algorithm>

#include "salesops/money/matrix_parts.hpp"

namespace salesops::money {

namespace {

using base::Wide;

struct Item {
  Scaled weight;
  std::int64_t lo;
  std::int64_t hi;
};

// t with Σ clamp(t·weight, lo, hi) = total: variable fixing as in waterfill.cpp. Reorders the items.
Scaled solve_level(std::vector<Item>& items, std::int64_t total) {
  std::size_t active = items.size();
  std::int64_t rest = total;
  Scaled level;
  while (active > 0) {
    Scaled weight_sum;
    for (std::size_t k = 0; k < active; ++k) weight_sum = weight_sum + items[k].weight;
    if (weight_sum.zero() || rest <= 0) return {};
    level = Scaled::of(rest) / weight_sum;
    Wide held = 0;
    Scaled shares;
    const auto side = [&](const Item& item) {
      const Scaled share = level * item.weight;
      return share < Scaled::of(item.lo) ? -1 : Scaled::of(item.hi) < share ? 1 : 0;
    };
    for (std::size_t k = 0; k < active; ++k) {
      const int at = side(items[k]);
      if (at == 0) continue;
      held += at < 0 ? items[k].lo : items[k].hi;
      shares = shares + level * items[k].weight;
    }
    if (shares.zero() && held == 0) return level;
    const int fix = shares < Scaled::of(held) ? -1 : 1;  // the floors lack more than the caps exceed
    const auto fixed = std::partition(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(active),
                                      [&](const Item& item) { return side(item) != fix; });
    const auto still = static_cast<std::size_t>(fixed - items.begin());
    if (still == active) return level;
    for (std::size_t k = still; k < active; ++k) rest -= fix < 0 ? items[k].lo : items[k].hi;
    active = still;
  }
  return level;
}

class Fit {
 public:
  explicit Fit(const Board& board)
      : board_(board), alpha_(board.rows, Scaled::of(1)), beta_(board.columns, Scaled::of(1)) {}

  void run() {
    const std::size_t cells = board_.rows * board_.columns;
    const std::size_t limit =
        std::clamp<std::size_t>(200'000'000 / std::max<std::size_t>(1, cells), 200, 20'000);
    for (std::size_t round = 0; round < limit; ++round) {
      const bool close = fit_rows() && round > 0;
      if (close) return;
      board_.bounded ? fit_columns_bounded() : fit_columns();
    }
  }
  Scaled value(std::size_t row, std::size_t column) const {
    return alpha_[row] * beta_[column] * board_.seeds[board_.at(row, column)];
  }

 private:
  // true when every row was at its total already.
  bool fit_rows() {
    bool close = true;
    std::vector<Item> items;
    for (std::size_t i = 0; i < board_.rows; ++i) {
      const std::int64_t rest = take_row(i, items);
      if (items.empty()) continue;
      const Scaled weights = sum_of_weights(items);
      const Scaled sum = board_.bounded ? clamped_sum(items, alpha_[i]) : alpha_[i] * weights;
      close = close && near(sum, rest);
      if (board_.bounded) {
        alpha_[i] = solve_level(items, rest);
      } else {
        alpha_[i] = weights.zero() ? Scaled{} : Scaled::of(rest) / weights;
      }
    }
    return close;
  }
  // The cells of a row that can vary, and what the fixed ones leave of its total.
  std::int64_t take_row(std::size_t i, std::vector<Item>& items) const {
    items.clear();
    std::int64_t rest = board_.row_totals[i];
    for (std::size_t j = 0; j < board_.columns; ++j) {
      const std::size_t at = board_.at(i, j);
      if (board_.fixed(at)) {
        rest -= board_.lo[at];
      } else {
        items.push_back({board_.seeds[at] * beta_[j], board_.lo[at], board_.hi[at]});
      }
    }
    return rest;
  }
  void fit_columns() {
    std::vector<Scaled> sums(board_.columns);
    for (std::size_t i = 0; i < board_.rows; ++i) {
      for (std::size_t j = 0; j < board_.columns; ++j) {
        if (!board_.fixed(board_.at(i, j))) sums[j] = sums[j] + alpha_[i] * board_.seeds[board_.at(i, j)];
      }
    }
    for (std::size_t j = 0; j < board_.columns; ++j) {
      if (!sums[j].zero()) beta_[j] = Scaled::of(board_.column_totals[j]) / sums[j];
    }
  }
  void fit_columns_bounded() {
    std::vector<Item> items;
    for (std::size_t j = 0; j < board_.columns; ++j) {
      items.clear();
      std::int64_t rest = board_.column_totals[j];
      for (std::size_t i = 0; i < board_.rows; ++i) {
        const std::size_t at = board_.at(i, j);
        if (board_.fixed(at)) {
          rest -= board_.lo[at];
        } else {
          items.push_back({board_.seeds[at] * alpha_[i], board_.lo[at], board_.hi[at]});
        }
      }
      if (!items.empty()) beta_[j] = solve_level(items, rest);
    }
  }
  static Scaled sum_of_weights(const std::vector<Item>& items) {
    Scaled sum;
    for (const Item& item : items) sum = sum + item.weight;
    return sum;
  }
  static Scaled clamped_sum(const std::vector<Item>& items, Scaled level) {
    Scaled sum;
    for (const Item& item : items) sum = sum + clamp(level * item.weight, item.lo, item.hi);
    return sum;
  }
  static Scaled clamp(Scaled value, std::int64_t lo, std::int64_t hi) {
    if (value < Scaled::of(lo)) return Scaled::of(lo);
    return Scaled::of(hi) < value ? Scaled::of(hi) : value;
  }
  static bool near(Scaled sum, std::int64_t total) {
    const Scaled wanted = Scaled::of(total);
    const Scaled off = sum < wanted ? wanted - sum : sum - wanted;
    return !(wanted < off * Scaled::of(Wide{1} << 52));
  }

  const Board& board_;
  std::vector<Scaled> alpha_;
  std::vector<Scaled> beta_;
};

// Parts nearer to a whole number than this are noise of the arithmetic (2^-34 units).
constexpr std::int64_t kNoise = kPartOne >> 34;

Quota quota_of(Scaled value, std::int64_t lo, std::int64_t hi) {
  const Wide fixed = value.fixed(kPartBits);
  Quota quota{static_cast<std::int64_t>(fixed >> kPartBits),
              static_cast<std::int64_t>(fixed & (kPartOne - 1))};
  if (quota.part < kNoise) quota.part = 0;
  if (quota.part > kPartOne - kNoise) quota = {quota.whole + 1, 0};
  if (quota.whole < lo) return {lo, 0};
  if (quota.whole >= hi) return {hi, 0};
  return quota;
}

}  // namespace

std::vector<Quota> fit(const Board& board) {
  Fit fitted(board);
  fitted.run();
  std::vector<Quota> quotas(board.rows * board.columns);
  for (std::size_t i = 0; i < board.rows; ++i) {
    for (std::size_t j = 0; j < board.columns; ++j) {
      const std::size_t at = board.at(i, j);
      quotas[at] =
          board.fixed(at) ? Quota{board.lo[at], 0} : quota_of(fitted.value(i, j), board.lo[at], board.hi[at]);
    }
  }
  return quotas;
}

}  // namespace salesops::money
