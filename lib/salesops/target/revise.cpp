// A plan changed in the middle of the year, exact in both directions.
//
// Problem. Cells x[leaf][month] >= 0 sum up a tree and over the months. Some node totals are edited, some
// months are closed. Find new cells such that the edited nodes have their totals, their parents keep total
// and months, nothing closed moves, and as little money as possible moves.
//
// Idea. Totals first: under every parent the gap that the edits leave is spread over the free children in one
// direction (pro rata or equally, within floors and caps), from the top down; this gives a change r of every
// leaf. Then the months. Leaves that lose take their loss from their own open months, in proportion and never
// more than a month has. Going up, every node pools by month what its losing children set free: its gaining
// children are paid from the pool, and what remains is the node's own loss by month. Only a top node that
// grows gets new money, in proportion to its open months. Going down, each gaining child gets its total from
// the pool of its parent; rows (children) and columns (months) are closed exactly by money::close_matrix,
// which always succeeds because no cell of it is bounded.
//
// Proof. Every node's months change by exactly what its children's do, so all sums hold on every level in
// both directions. A parent whose total stays has nothing left over, since its remainder is non-negative in
// every month and sums to zero: its months stay. A leaf's cells all move in the direction of r, hence by |r|
// in sum, which no solution with these totals can undercut; and as the free children of one parent move in
// one direction, the sum of |r| is |gap| for every parent, which is the least as well. (When an edit stands
// above another one, the node between them shares like its siblings, and the second part of the proof is per
// edit.) Cost O(leaves × months).
#include "salesops/target/revise.hpp"

#include <algorithm>

#include "salesops/base/checked.hpp"
#include "salesops/money/matrix.hpp"

namespace salesops::target {

namespace {

using money::kNoCap;
using money::Weight;
void add_to(Row& row, const Row& more, std::int64_t sign = 1) {
  for (std::size_t m = 0; m < row.size(); ++m) row[m] = base::checked_add(row[m], sign * more[m]);
}

struct Limits {
  std::int64_t low = 0;
  std::int64_t high = kNoCap;
};

// What the total of every item can become: closed months stay, open ones are not negative, bounds hold. The
// present total is always possible.
std::vector<Limits> limits_of(const Sheet& sheet, const std::vector<std::vector<std::size_t>>& children,
                              const Row& totals, const Row& closed) {
  std::vector<Limits> limits(sheet.size());
  for (std::size_t item = sheet.size(); item-- > 0;) {
    Limits& own = limits[item];
    own.low = closed[item];
    if (!children[item].empty()) {
      own = {0, 0};
      for (const std::size_t child : children[item]) {
        own.low += limits[child].low;
        own.high =
            own.high == kNoCap || limits[child].high == kNoCap ? kNoCap : own.high + limits[child].high;
      }
    }
    own.low = std::min(std::max(own.low, sheet.floors[item]), totals[item]);
    own.high = std::max(std::min(own.high, sheet.caps[item]), totals[item]);
    if (sheet.held[item]) own = {totals[item], totals[item]};
  }
  return limits;
}

class Revision {
 public:
  Revision(const Sheet& sheet, Absorb absorb, std::int64_t unit)
      : sheet_(sheet),
        absorb_(absorb),
        unit_(unit),
        children_(children_of(sheet)),
        totals_(totals_of(sheet)),
        closed_(totals_of(sheet, false)),
        months_(views(sheet.months)),
        limits_(limits_of(sheet, children_, totals_, closed_)) {}

  Revised run(std::span<const Edit> edits) {
    set_totals(edits);
    if (result_.obstacle) return result_;
    release();
    pay();
    result_.cells = sheet_.cells;
    for (std::size_t item = 0; item < sheet_.size(); ++item) {
      if (!children_[item].empty()) continue;
      for (std::size_t m = 0; m < months_.size(); ++m)
        result_.cells[item * months_.size() + m] += taken_[item][m] - given_[item][m];
    }
    return result_;
  }

 private:
  void set_totals(std::span<const Edit> edits);
  void share_among(std::size_t parent);
  bool is_free(std::size_t parent, std::size_t child) const {
    return !edited_[child] && !sheet_.held[child] && (below_[parent] || !above_[child]);
  }
  void stop(Obstacle obstacle) {
    if (!result_.obstacle) result_.obstacle = obstacle;
  }
  std::int64_t change(std::size_t item) const { return fresh_[item] - totals_[item]; }
  Row zeros() const { return Row(months_.size(), 0); }
  Row open_cells(std::size_t item) const {
    Row row = zeros();
    for (std::size_t m = 0; m < months_.size(); ++m) {
      if (sheet_.open[m]) row[m] = sheet_.cell(item, m);
    }
    return row;
  }
  void release();
  void pay();
  void pay_children(std::size_t parent);
  Row new_money(std::size_t top) const;

  const Sheet& sheet_;
  Absorb absorb_;
  std::int64_t unit_;
  std::vector<std::vector<std::size_t>> children_;
  Row totals_;
  Row closed_;
  std::vector<std::string_view> months_;
  std::vector<Limits> limits_;
  Row fresh_;                 // new totals
  std::vector<bool> edited_;  // has an edit
  std::vector<bool> above_;   // an edit lies below
  std::vector<bool> below_;   // has an edit or lies below one
  std::vector<Row> given_;    // by month, of items that do not gain: what leaves the item
  std::vector<Row> taken_;    // by month, of items that gain
  std::vector<Row> pool_;     // by month: what the gaining children of an item get
  Revised result_;
};

void Revision::set_totals(std::span<const Edit> edits) {
  const std::size_t n = sheet_.size();
  fresh_ = totals_;
  edited_.assign(n, false);
  above_.assign(n, false);
  below_.assign(n, false);
  for (const Edit& edit : edits) {
    edited_[edit.item] = true;
    fresh_[edit.item] = edit.amount;
  }
  for (std::size_t item = n; item-- > 0;) {
    if ((edited_[item] || above_[item]) && sheet_.parents[item] != kTop) above_[sheet_.parents[item]] = true;
  }
  for (std::size_t item = 0; item < n; ++item) {
    const bool parent_below = sheet_.parents[item] != kTop && below_[sheet_.parents[item]];
    below_[item] = edited_[item] || parent_below;
    const Limits& limits = limits_[item];
    if (edited_[item] && (fresh_[item] < limits.low || fresh_[item] > limits.high)) {
      stop({Obstacle::Kind::bounds, item, fresh_[item], std::clamp(fresh_[item], limits.low, limits.high),
            closed_[item]});
    }
  }
  for (std::size_t item = 0; item < n && !result_.obstacle; ++item) share_among(item);
}

// The gap that fixed children leave goes to the free ones, in one direction.
void Revision::share_among(std::size_t parent) {
  if (children_[parent].empty()) return;
  std::int64_t gap = fresh_[parent];
  std::vector<std::size_t> free;
  for (const std::size_t child : children_[parent]) {
    gap = base::checked_sub(gap, fresh_[child]);
    if (is_free(parent, child)) free.push_back(child);
  }
  if (gap == 0) return;
  if (free.empty()) {
    stop({Obstacle::Kind::all_given, parent, fresh_[parent], fresh_[parent] - gap, 0});
    return;
  }
  std::vector<std::string_view> keys;
  Row caps;
  std::vector<Weight> weights;
  std::int64_t room = 0;
  for (const std::size_t child : free) {
    const Limits& limits = limits_[child];
    const std::int64_t high = limits.high == kNoCap ? money::kMaxTotal : limits.high;
    keys.push_back(sheet_.keys[child]);
    caps.push_back(std::max<std::int64_t>(0, gap > 0 ? high - totals_[child] : totals_[child] - limits.low));
    room = base::checked_add(room, caps.back());
    weights.push_back(absorb_ == Absorb::equally ? 1 : std::max<std::int64_t>(0, totals_[child]));
  }
  const std::int64_t sign = gap < 0 ? -1 : 1;
  if (room < gap * sign) {
    stop({Obstacle::Kind::siblings, parent, gap, sign * room, 0});
    return;
  }
  const Row moved = spread(gap * sign, keys, std::move(weights), std::move(caps), unit_);
  for (std::size_t k = 0; k < free.size(); ++k) fresh_[free[k]] += sign * moved[k];
}

// Bottom up: what every item that does not gain sets free, by month, after paying the gaining items in it.
void Revision::release() {
  const std::size_t n = sheet_.size();
  given_.assign(n, zeros());
  pool_.assign(n, zeros());
  for (std::size_t item = n; item-- > 0;) {
    if (children_[item].empty()) {
      if (change(item) >= 0) continue;
      const Row cells = open_cells(item);
      given_[item] = spread(-change(item), months_, weights_of(cells), cells, unit_);
      continue;
    }
    std::int64_t gains = 0;
    for (const std::size_t child : children_[item]) {
      add_to(pool_[item], given_[child]);
      gains = base::checked_add(gains, std::max<std::int64_t>(0, change(child)));
    }
    if (change(item) > 0) continue;
    const Row freed = pool_[item];
    pool_[item] = spread(gains, months_, weights_of(freed), freed, unit_);
    given_[item] = freed;
    add_to(given_[item], pool_[item], -1);
  }
}

Row Revision::new_money(std::size_t top) const {
  Row present = zeros();
  std::vector<bool> inside(sheet_.size(), false);
  inside[top] = true;
  for (std::size_t item = top; item < sheet_.size(); ++item) {
    if (item != top) inside[item] = sheet_.parents[item] != kTop && inside[sheet_.parents[item]];
    if (inside[item]) add_to(present, open_cells(item));
  }
  Row caps = zeros();
  for (std::size_t m = 0; m < caps.size(); ++m) caps[m] = sheet_.open[m] ? kNoCap : 0;
  return spread(change(top), months_, weights_of(present), std::move(caps), unit_);
}

// Top down: every item that gains gets its months.
void Revision::pay() {
  taken_.assign(sheet_.size(), zeros());
  for (std::size_t item = 0; item < sheet_.size(); ++item) {
    if (sheet_.parents[item] == kTop && change(item) > 0) taken_[item] = new_money(item);
    if (children_[item].empty()) continue;
    add_to(pool_[item], taken_[item]);
    pay_children(item);
  }
}

void Revision::pay_children(std::size_t parent) {
  money::Matrix matrix;
  std::vector<std::size_t> gaining;
  std::vector<std::size_t> columns;
  std::int64_t unit = unit_;
  for (const std::size_t child : children_[parent]) {
    if (change(child) <= 0) continue;
    gaining.push_back(child);
    matrix.row_keys.push_back(sheet_.keys[child]);
    matrix.row_totals.push_back(change(child));
    if (change(child) % unit != 0) unit = 1;
  }
  if (gaining.empty()) return;
  for (std::size_t m = 0; m < months_.size(); ++m) {
    if (pool_[parent][m] == 0) continue;
    columns.push_back(m);
    matrix.column_keys.push_back(months_[m]);
    matrix.column_totals.push_back(pool_[parent][m]);
    if (pool_[parent][m] % unit != 0) unit = 1;
  }
  matrix.seeds.assign(gaining.size() * columns.size(), 1);
  const Row amounts = money::close_matrix(matrix, {.unit = unit}).amounts;
  for (std::size_t k = 0; k < gaining.size(); ++k) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      taken_[gaining[k]][columns[c]] = amounts[k * columns.size() + c];
  }
}

}  // namespace

Revised revise(const Sheet& sheet, std::span<const Edit> edits, Absorb absorb, std::int64_t unit) {
  return Revision(sheet, absorb, unit).run(edits);
}

}  // namespace salesops::target
