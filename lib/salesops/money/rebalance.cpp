// A changed total with the least disturbance.
//
// Problem. Rows have present amounts; some are closed (locked at what happened). The total changes to T. Find
// new amounts within the bounds that sum to T and move as little money as possible, without taking from one
// to give to another.
//
// Idea. G = T - Σ locks - Σ present amounts of free rows is the gap. Allocate |G| as in apportion.cpp over
// the free rows, all in the direction of G: weights are the present amounts (keeps the shape) or given ones,
// and the room of a row is cap - current for G > 0, current - floor for G < 0.
//
// Proof of least movement. Any solution has Σ(x - current) = G over free rows, hence Σ|x - current| >= |G|;
// moving in one direction only gives equality. Among all these the deltas are the optimal rounding of their
// bounded proportional share. Deltas are multiples of the unit, so an amount that was off the unit stays off
// by as much. Nobody moves against the direction: revising a plan upwards never lowers anybody, whatever the
// rounding method. Cost O(n).
#include "salesops/money/rebalance.hpp"

#include "salesops/money/conflict.hpp"
#include "salesops/money/money.hpp"

namespace salesops::money {

namespace {

using base::Wide;

[[noreturn]] void conflict_current(std::string_view key, std::int64_t current, std::int64_t floor,
                                   std::int64_t cap, int digits) {
  const std::string now = to_decimal(Money::minor(current), digits);
  const bool low = current < floor;
  const std::string limit = to_decimal(Money::minor(low ? floor : cap), digits);
  const std::string name = "\"" + std::string(key) + "\"";
  throw base::Error(
      base::Exit::finding,
      base::Diagnostic{.code = "E_CUR_BOUNDS",
                       .field = std::string(key),
                       .value = now,
                       .message = {name + " 的现值 " + now + (low ? " 低于下限 " : " 高于上限 ") + limit,
                                   name + ": the present amount " + now +
                                       (low ? " is below its floor " : " is above its cap ") + limit},
                       .help = {"把界限改为 " + now + "，或用 target split 重新分解",
                                "set the bound to " + now + ", or split anew with target split"}});
}

Wide gap_of(const Revision& revision, std::int64_t total) {
  Wide gap = total;
  for (std::size_t i = 0; i < revision.leaves.size(); ++i) {
    gap -= revision.leaves.locked(i) ? revision.leaves.lock(i) : revision.current[i];
  }
  return gap;
}

struct Deltas {
  Leaves leaves;
  std::vector<std::uint32_t> rows;  // row of the revision of every leaf
};

Deltas deltas_of(const Revision& revision, bool upward, const Rule& rule) {
  Deltas deltas;
  const Leaves& leaves = revision.leaves;
  for (std::uint32_t i = 0; i < leaves.size(); ++i) {
    if (leaves.locked(i)) continue;
    const std::int64_t current = revision.current[i];
    const std::int64_t floor = leaves.floor(i);
    const std::int64_t cap = leaves.cap(i);
    if (floor < 0 || floor > cap) conflict_row_bounds(leaves.keys[i], floor, cap, rule.digits);
    if (current < floor || current > cap) conflict_current(leaves.keys[i], current, floor, cap, rule.digits);
    deltas.leaves.keys.push_back(leaves.keys[i]);
    deltas.leaves.weights.push_back(revision.own_weights ? Weight{current} : leaves.weights[i]);
    deltas.leaves.caps.push_back(upward ? (cap == kNoCap ? kNoCap : cap - current) : current - floor);
    deltas.rows.push_back(i);
  }
  return deltas;
}

// The conflicts of the deltas in the words of the rows.
[[noreturn]] void report_room(const Revision& revision, const Deltas& deltas, const Rule& rule, Wide gap) {
  const bool upward = gap > 0;
  Wide room = 0;
  std::vector<NamedAmount> holders;
  for (std::size_t k = 0; k < deltas.rows.size(); ++k) {
    room += lattice_floor(deltas.leaves.caps[k], rule.unit);
    const std::uint32_t row = deltas.rows[k];
    holders.push_back(
        {revision.leaves.keys[row], upward ? revision.leaves.cap(row) : revision.leaves.floor(row)});
  }
  Wide held = 0;
  for (std::size_t i = 0; i < revision.leaves.size(); ++i) {
    if (revision.leaves.locked(i)) holders.push_back({revision.leaves.keys[i], revision.leaves.lock(i)});
    held += revision.leaves.locked(i) ? revision.leaves.lock(i) : revision.current[i];
  }
  const std::int64_t total = base::narrow(held + gap);
  if (upward) conflict_caps(base::narrow(held + room), total, std::move(holders), 0, rule.digits);
  conflict_floors(base::narrow(held - room), total, std::move(holders), 0, rule.digits);
}

}  // namespace

Rebalanced rebalance(const Revision& revision, std::int64_t total, const Rule& rule) {
  require_unique(revision.leaves.keys);
  Rebalanced result;
  const std::size_t n = revision.leaves.size();
  for (std::size_t i = 0; i < n; ++i) {
    const bool locked = revision.leaves.locked(i);
    result.amounts.push_back(locked ? revision.leaves.lock(i) : revision.current[i]);
    result.bounds.push_back(locked ? Bound::lock : Bound::none);
    result.quota_millionths.push_back(Wide{result.amounts.back()} * 1'000'000);
  }
  const Wide gap = gap_of(revision, total);
  const Deltas deltas = deltas_of(revision, gap > 0, rule);
  if (deltas.rows.empty() && n > 0) {
    if (gap != 0) conflict_lock_sum(base::narrow(total - gap), total, rule.digits);
    return result;
  }
  const std::int64_t sign = gap < 0 ? -1 : 1;
  Apportionment moved;
  try {
    moved = apportion_checked(deltas.leaves, base::narrow(gap * sign), rule);
  } catch (const base::Error& error) {
    if (error.code() == "E_CAPS") report_room(revision, deltas, rule, gap);
    throw;
  }
  for (std::size_t k = 0; k < deltas.rows.size(); ++k) {
    const std::uint32_t row = deltas.rows[k];
    result.amounts[row] += sign * moved.amounts[k];
    result.quota_millionths[row] += sign * moved.quota_millionths(k, deltas.leaves.weights[k]);
    if (moved.bounds[k] == Bound::cap) result.bounds[row] = sign > 0 ? Bound::cap : Bound::floor;
  }
  if (moved.absorber) result.absorber = deltas.rows[*moved.absorber];
  return result;
}

}  // namespace salesops::money
