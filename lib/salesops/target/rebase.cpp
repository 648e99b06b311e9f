// Months against months: a month that changes is made good by the other open months of the same items, and a
// year whose past is settled is made good by what is still open. Both move cells in one direction per holder,
// hence by the size of the gap, which no solution can undercut (money/rebalance.cpp has the proof).
#include <algorithm>

#include "salesops/base/checked.hpp"
#include "salesops/target/revise.hpp"

namespace salesops::target {

namespace {

using money::kNoCap;
using money::Weight;

// Open cells of other months than `month`, by item.
Row other_open(const Sheet& sheet, std::size_t item, std::size_t month) {
  Row row(sheet.months.size(), 0);
  for (std::size_t m = 0; m < row.size(); ++m) {
    if (sheet.open[m] && m != month) row[m] = sheet.cell(item, m);
  }
  return row;
}

// The other open months of an item make good `amount` that its month `month` won (sign 1) or lost (sign -1).
void make_good(const Sheet& sheet, std::size_t item, std::size_t month, std::int64_t amount,
               std::int64_t sign, Absorb absorb, std::int64_t unit, Row& cells) {
  const Row others = other_open(sheet, item, month);
  std::vector<Weight> weights = weights_of(others);
  Row caps = others;
  for (std::size_t m = 0; m < others.size(); ++m) {
    const bool takes = sheet.open[m] && m != month;
    if (sign < 0) caps[m] = takes ? kNoCap : 0;
    if (absorb == Absorb::equally) weights[m] = takes ? 1 : 0;
  }
  const Row back = spread(amount, views(sheet.months), std::move(weights), std::move(caps), unit);
  for (std::size_t m = 0; m < others.size(); ++m) cells[item * others.size() + m] -= sign * back[m];
  cells[item * others.size() + month] += sign * amount;
}

// The open cells of a holder, and what is settled in its closed months.
struct Share {
  std::vector<std::string> names;
  std::vector<std::size_t> cells;
  Row open;
  std::int64_t settled = 0;
};

Share share_of(const Sheet& sheet, const Row& closed, std::size_t holder) {
  Share share;
  const std::size_t months = sheet.months.size();
  for (const std::size_t leaf : leaves_under(sheet, holder)) {
    for (std::size_t m = 0; m < months; ++m) {
      const std::size_t cell = leaf * months + m;
      if (!sheet.open[m]) {
        share.settled = base::checked_add(share.settled, closed[cell]);
        continue;
      }
      share.names.push_back(sheet.keys[leaf] + '\x1f' + sheet.months[m]);
      share.cells.push_back(cell);
      share.open.push_back(sheet.cells[cell]);
    }
  }
  return share;
}

}  // namespace

Revised revise_month(const Sheet& sheet, std::size_t item, std::size_t month, std::int64_t amount,
                     Absorb absorb, std::int64_t unit) {
  const std::vector<std::size_t> leaves = leaves_under(sheet, item);
  std::vector<std::string_view> keys;
  Row now;
  Row others;
  for (const std::size_t leaf : leaves) {
    keys.push_back(sheet.keys[leaf]);
    now.push_back(sheet.cell(leaf, month));
    others.push_back(sum(other_open(sheet, leaf, month)));
  }
  const std::int64_t gap = base::checked_sub(amount, sum(now));
  const std::int64_t sign = gap < 0 ? -1 : 1;
  const Row caps = gap > 0 ? others : now;
  const std::int64_t room = std::ranges::count(sheet.open, true) < 2 ? 0 : sum(caps);
  if (room < gap * sign) return {{}, Obstacle{Obstacle::Kind::siblings, item, -gap, -sign * room, 0}};
  const Row moved = spread(gap * sign, keys, weights_of(now), caps, unit);
  Revised result{sheet.cells, {}};
  for (std::size_t k = 0; k < leaves.size(); ++k)
    make_good(sheet, leaves[k], month, moved[k], sign, absorb, unit, result.cells);
  return result;
}

Rebased rebase(const Sheet& sheet, const Row& closed, std::span<const Edit> holders, std::int64_t unit) {
  Rebased result{sheet.cells, {}};
  const std::size_t months = sheet.months.size();
  for (std::size_t cell = 0; cell < closed.size(); ++cell) {
    if (!sheet.open[cell % months]) result.cells[cell] = closed[cell];
  }
  for (const Edit& holder : holders) {
    const Share share = share_of(sheet, closed, holder.item);
    const std::int64_t present = sum(share.open);
    const std::int64_t gap = base::checked_sub(base::checked_sub(holder.amount, share.settled), present);
    if (gap < -present || (gap > 0 && share.open.empty())) {
      result.obstacles.push_back(
          {Obstacle::Kind::bounds, holder.item, holder.amount, share.settled, share.settled});
      continue;
    }
    const std::int64_t sign = gap < 0 ? -1 : 1;
    const Row caps = gap < 0 ? share.open : Row(share.open.size(), kNoCap);
    const Row moved = spread(gap * sign, views(share.names), weights_of(share.open), caps, unit);
    for (std::size_t k = 0; k < share.cells.size(); ++k) result.cells[share.cells[k]] += sign * moved[k];
  }
  return result;
}

}  // namespace salesops::target
