// Steps 1 and 2 of the allocation (see apportion.cpp): locks off, absorber chosen, bounds on the lattice, and
// the proof that a solution exists or the conflict that stands in the way.
#include <algorithm>
#include <tuple>

#include "salesops/money/apportion_parts.hpp"
#include "salesops/money/conflict.hpp"
#include "salesops/money/waterfill.hpp"

namespace salesops::money {

namespace {

using base::Wide;

struct Box {
  std::int64_t lo;
  std::int64_t hi;  // kNoCap: none
  bool empty() const { return lo > hi; }
};

Box box_of(const Leaves& leaves, std::size_t i, std::int64_t unit, std::int64_t shift) {
  const std::int64_t cap = leaves.cap(i);
  return {lattice_ceil(leaves.floor(i), unit, shift),
          cap == kNoCap ? kNoCap : lattice_floor(cap, unit, shift)};
}

// What the free leaves need at least and can take at most. Leaves without weight take nothing beyond their
// floor under ZeroWeight::error.
struct Range {
  Wide lo = 0;
  Wide hi = 0;           // of capped leaves
  Wide takers_hi = 0;    // hi of weighted, lo of unweighted leaves
  std::size_t open = 0;  // leaves without cap
  std::size_t open_takers = 0;
  std::size_t empty = 0;  // leaves without a lattice value

  void add(const Box& box, bool weighted, int sign) {
    lo += sign * Wide{box.lo};
    const std::size_t one = 1;
    const auto count = [sign, one](std::size_t& counter) { sign > 0 ? counter += one : counter -= one; };
    if (box.hi == kNoCap) count(open);
    if (box.hi != kNoCap) hi += sign * Wide{box.hi};
    if (!weighted) {
      takers_hi += sign * Wide{box.lo};
    } else if (box.hi == kNoCap) {
      count(open_takers);
    } else {
      takers_hi += sign * Wide{box.hi};
    }
    if (box.empty()) count(empty);
  }
  bool holds(Wide total, ZeroWeight policy) const {
    if (empty != 0 || lo > total || (open == 0 && hi < total)) return false;
    return policy == ZeroWeight::equal || open_takers != 0 || takers_hi >= total;
  }
};

void check_rows(const Leaves& leaves, const Rule& rule) {
  Wide sum = 0;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const Weight weight = leaves.weights[i];
    sum += weight;
    if (weight < 0 || sum >= kMaxWeight) fault_weight(leaves.keys[i], "");
    const std::int64_t floor = leaves.floor(i);
    const std::int64_t cap = leaves.cap(i);
    if (floor < 0 || floor > cap) conflict_row_bounds(leaves.keys[i], floor, cap, rule.digits);
    const std::int64_t lock = leaves.lock(i);
    if (lock != kNoLock && (lock < floor || lock > cap))
      conflict_lock_bounds(leaves.keys[i], lock, floor, cap, rule.digits);
  }
}

std::vector<NamedAmount> positive(std::vector<NamedAmount> amounts) {
  std::erase_if(amounts, [](const NamedAmount& a) { return a.amount <= 0; });
  return amounts;
}

[[noreturn]] void report_floors(const Leaves& leaves, const Free& free, std::int64_t total,
                                const Rule& rule) {
  Wide needed = 0;
  std::vector<NamedAmount> holders;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const std::int64_t held = leaves.locked(i) ? leaves.lock(i) : free.lo[i];
    needed += held;
    holders.push_back({leaves.keys[i], held});
  }
  const std::int64_t fit = largest_fitting_unit(rule.unit, [&](std::int64_t unit) {
    Wide sum = 0;
    for (const std::uint32_t i : free.leaves) sum += lattice_ceil(leaves.floor(i), unit);
    return free.total % unit == 0 && sum <= free.total;
  });
  conflict_floors(base::narrow(needed), total, positive(std::move(holders)), fit, rule.digits);
}

[[noreturn]] void report_caps(const Leaves& leaves, const Free& free, std::int64_t total, const Rule& rule) {
  Wide room = 0;
  std::vector<NamedAmount> holders;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const std::int64_t held = leaves.locked(i) ? leaves.lock(i) : free.hi[i];
    room += held;
    holders.push_back({leaves.keys[i], held});
  }
  const std::int64_t fit = largest_fitting_unit(rule.unit, [&](std::int64_t unit) {
    Wide sum = 0;
    for (const std::uint32_t i : free.leaves) sum += lattice_floor(leaves.cap(i), unit);
    return free.total % unit == 0 && sum >= free.total;
  });
  conflict_caps(base::narrow(room), total, std::move(holders), fit, rule.digits);
}

void require_feasible(const Leaves& leaves, const Free& free, std::int64_t total, const Rule& rule) {
  Range range;
  for (const std::uint32_t i : free.leaves) {
    const Box box{free.lo[i], free.hi[i]};
    if (box.empty())
      conflict_row_lattice(leaves.keys[i], leaves.floor(i), leaves.cap(i), rule.unit, rule.digits);
    range.add(box, leaves.weights[i] > 0, 1);
  }
  if (range.lo > free.total) report_floors(leaves, free, total, rule);
  if (range.open == 0 && range.hi < free.total) report_caps(leaves, free, total, rule);
  if (rule.zero_weight == ZeroWeight::equal || range.open_takers != 0 || range.takers_hi >= free.total)
    return;
  std::vector<std::string_view> idle;
  for (const std::uint32_t i : free.leaves) {
    if (leaves.weights[i] == 0) idle.push_back(leaves.keys[i]);
  }
  conflict_zero_weight(base::narrow(free.total - range.takers_hi), std::move(idle), rule.digits);
}

// The free leaf that takes the remainder: by weight, then key, the first for which a solution exists (the
// first of all when none does, so that its conflict is reported). With Remainder::named only that leaf is
// asked.
std::uint32_t choose_absorber(const Leaves& leaves, const Free& free, const Rule& rule) {
  Range range;
  for (const std::uint32_t i : free.leaves) range.add({free.lo[i], free.hi[i]}, leaves.weights[i] > 0, 1);
  std::uint32_t best = UINT32_MAX;
  bool best_fits = false;
  for (const std::uint32_t i : free.leaves) {
    if (rule.remainder == Remainder::named && leaves.keys[i] != rule.remainder_key) continue;
    Range with = range;
    with.add({free.lo[i], free.hi[i]}, leaves.weights[i] > 0, -1);
    with.add(box_of(leaves, i, rule.unit, free.remainder), leaves.weights[i] > 0, 1);
    const bool fits = with.holds(free.total, rule.zero_weight);
    const bool better =
        best == UINT32_MAX || std::tuple(!fits, -leaves.weights[i], leaves.keys[i]) <
                                  std::tuple(!best_fits, -leaves.weights[best], leaves.keys[best]);
    if (better) {
      best = i;
      best_fits = fits;
    }
  }
  return best;
}

[[noreturn]] void report_unit(const Leaves& leaves, const Free& free, std::int64_t total, const Rule& rule) {
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves.locked(i) && leaves.lock(i) % rule.unit != 0 && total % rule.unit == 0) {
      conflict_unit(free.total, rule.unit, free.remainder, leaves.keys[i], rule.digits);
    }
  }
  conflict_unit(total, rule.unit, free.remainder, "", rule.digits);
}

// Writes the locks into the result and collects the others.
Free take_locks_off(const Leaves& leaves, std::int64_t total, Apportionment& result) {
  Free free;
  free.leaves.reserve(leaves.size());
  Wide left = total;
  for (std::uint32_t i = 0; i < leaves.size(); ++i) {
    if (leaves.locked(i)) {
      left -= leaves.lock(i);
      result.amounts[i] = leaves.lock(i);
      result.bounds[i] = Bound::lock;
    } else {
      free.leaves.push_back(i);
    }
  }
  free.total = base::narrow(left);
  return free;
}

}  // namespace

Free free_leaves(const Leaves& leaves, std::int64_t total, const Rule& rule, Apportionment& result) {
  check_rows(leaves, rule);
  Free free = take_locks_off(leaves, total, result);
  if (free.leaves.empty()) {
    if (free.total == 0) return free;
    if (leaves.size() == 0) fault_no_rows();
    conflict_lock_sum(total - free.total, total, rule.digits);
  }
  free.remainder = free.total - lattice_floor(free.total, rule.unit);
  free.lo.assign(leaves.size(), 0);
  free.hi.assign(leaves.size(), kNoCap);
  for (const std::uint32_t i : free.leaves) {
    const Box box = box_of(leaves, i, rule.unit, 0);
    free.lo[i] = box.lo;
    free.hi[i] = box.hi;
  }
  if (free.remainder != 0) {
    if (rule.remainder == Remainder::error) report_unit(leaves, free, total, rule);
    free.absorber = choose_absorber(leaves, free, rule);
    if (free.absorber == UINT32_MAX) fault_remainder_key(rule.remainder_key);
    const Box box = box_of(leaves, free.absorber, rule.unit, free.remainder);
    free.lo[free.absorber] = box.lo;
    free.hi[free.absorber] = box.hi;
    result.absorber = free.absorber;
  }
  require_feasible(leaves, free, total, rule);
  return free;
}

namespace {

void hold(const Free& free, std::uint32_t leaf, Bound bound, Apportionment& result) {
  result.bounds[leaf] = bound;
  result.amounts[leaf] = bound == Bound::floor ? free.lo[leaf] : free.hi[leaf];
}

// Fills `leaves_in` (all weighted, or all counted as 1) up to `total`.
void fill(const Leaves& leaves, const Free& free, const std::vector<std::uint32_t>& chosen, bool equal,
          std::int64_t total, Apportionment& result) {
  Basin basin;
  basin.weights.reserve(chosen.size());
  basin.lo.reserve(chosen.size());
  basin.hi.reserve(chosen.size());
  for (const std::uint32_t i : chosen) {
    basin.weights.push_back(equal ? Weight{1} : leaves.weights[i]);
    basin.lo.push_back(free.lo[i]);
    basin.hi.push_back(free.hi[i] >= total ? kNoCap : free.hi[i]);  // cannot bind
  }
  const Level level = waterfill(basin, total);
  result.numerator = level.numerator;
  result.denominator = level.denominator;
  result.equal = equal;
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    if (level.held[k] != Bound::none) hold(free, chosen[k], level.held[k], result);
  }
}

}  // namespace

void hold_bounds(const Leaves& leaves, const Free& free, Apportionment& result) {
  std::vector<std::uint32_t> weighted;
  std::vector<std::uint32_t> idle;
  weighted.reserve(free.leaves.size());
  Wide idle_lo = 0;
  Wide weighted_hi = 0;
  bool open = false;
  for (const std::uint32_t i : free.leaves) {
    if (leaves.weights[i] == 0) {
      idle.push_back(i);
      idle_lo += free.lo[i];
      continue;
    }
    weighted.push_back(i);
    open = open || free.hi[i] == kNoCap;
    if (!open) weighted_hi += free.hi[i];
  }
  if (!idle.empty() && !open && weighted_hi + idle_lo < free.total) {
    for (const std::uint32_t i : weighted) hold(free, i, Bound::cap, result);
    fill(leaves, free, idle, true, base::narrow(free.total - weighted_hi), result);
    return;
  }
  for (const std::uint32_t i : idle) hold(free, i, Bound::floor, result);
  fill(leaves, free, weighted, false, base::narrow(free.total - idle_lo), result);
}

}  // namespace salesops::money
