// Bounded integer proportional allocation.
//
// Problem. Split a total T over leaves with weights w_i, floors l_i, caps c_i and locks so that every free
// leaf gets a multiple of the unit u, the sum is exactly T, and nobody could do better at staying close to
// the exact share.
//
// Idea.
// 1. Locks are taken off: T' = T - Σ locks. If r = T' mod u is not 0, the remainder policy names one free
// leaf, the
//    absorber, whose values are r + k·u; all others are k·u (a leaf's "lattice").
// 2. Bounds are tightened to the lattice BEFORE shares are computed: lo_i = smallest lattice value >= l_i,
// hi_i =
//    largest <= c_i. A problem is feasible if and only if Σ lo <= T' <= Σ hi.
// 3. The quota q_i = clamp(λ·w_i, lo_i, hi_i), Σ q = T', is the bounded proportional share (waterfill.cpp).
// 4. Largest remainder (Hamilton): each leaf gets the lattice value at or below q_i; the K = (T' - Σ)/u units
// that
//    are left go to the K largest remainders, ties by larger weight, then by smaller key bytes. A bounded
//    leaf has remainder 0 and q_i < hi_i implies q_i + u reaches at most hi_i's lattice value, so bounds stay
//    intact.
//
// Optimality. x minimises Σ (x_i - q_i)² over all feasible x. Proof: with y_i = (x_i - q_i)/u every feasible
// solution has the same Σ y. A convex separable function over a fixed sum is minimal iff no pair can improve:
// moving a unit from a to b changes the cost by 2u²(y_b - y_a + 1) >= 0 iff y_a - y_b <= 1. With y in (-1,
// 1), rounded-down leaves have y = -rem and rounded-up ones y = 1 - rem; for a up and b down the condition
// reads rem_b <= rem_a, which is what taking the largest remainders means; for the other pairs it holds
// trivially. The same argument works for every symmetric convex loss, so Σ|x - q| and max|x - q| are minimal
// too. Hence |x_i - q_i| < u always (quota).
//
// Remainders compare as integers: rem_i = w_i·N - b_i·D for λ = N/D, all over the same denominator; nothing
// is rounded. Cost O(n): a hash table for the keys, the rounds of the waterfill, one nth_element. References:
// Balinski & Young, Fair Representation; Ibaraki & Katoh, Resource Allocation Problems, 1988.
#include "salesops/money/apportion.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <future>

#include "salesops/money/apportion_parts.hpp"
#include "salesops/money/conflict.hpp"

namespace salesops::money {

namespace {

using base::Wide;

// The free leaves in rank order of their claim on an extra unit.
struct Claim {
  Wide rest;  // remainder over the common denominator
  std::uint32_t leaf;
};

// Gives the `units` leaves with the largest remainders one unit more.
void give_units(const Leaves& leaves, const Rule& rule, std::vector<Claim>& claims, std::int64_t units,
                Apportionment& result) {
  if (units <= 0) return;
  const auto before = [&](const Claim& a, const Claim& b) {
    if (a.rest != b.rest) return a.rest > b.rest;
    if (leaves.weights[a.leaf] != leaves.weights[b.leaf])
      return leaves.weights[a.leaf] > leaves.weights[b.leaf];
    return leaves.keys[a.leaf] < leaves.keys[b.leaf];
  };
  const auto last = claims.begin() + units - 1;
  std::nth_element(claims.begin(), last, claims.end(), before);
  for (auto claim = claims.begin(); claim <= last; ++claim) result.amounts[claim->leaf] += rule.unit;
}

void round_largest_remainder(const Leaves& leaves, const Rule& rule, const Free& free,
                             Apportionment& result) {
  const Wide step = result.denominator * rule.unit;
  std::vector<Claim> claims;
  claims.reserve(free.leaves.size());
  std::int64_t left = free.total;
  for (const std::uint32_t i : free.leaves) {
    if (result.bounds[i] == Bound::none) {
      const Wide share = (result.equal ? Wide{1} : leaves.weights[i]) * result.numerator;
      const std::int64_t shift = free.shift(i);
      const Wide units = base::divide_floor(share - shift * result.denominator, step);
      result.amounts[i] = static_cast<std::int64_t>(units) * rule.unit + shift;
      const Wide rest = share - result.amounts[i] * result.denominator;
      if (rest != 0) claims.push_back({rest, i});
    }
    left -= result.amounts[i];
  }
  give_units(leaves, rule, claims, left / rule.unit, result);
}

// Duplicate keys by an open-addressing table of leaf numbers. A part of the hash stands beside the number, so
// that other keys are rarely looked at.
class KeySet {
 public:
  explicit KeySet(const std::vector<std::string_view>& keys) : keys_(keys) {
    std::size_t slots = 16;
    while (slots < keys.size() * 2) slots *= 2;
    table_.assign(slots, {});
  }
  std::size_t hash_of(std::uint32_t leaf) const { return std::hash<std::string_view>{}(keys_[leaf]); }
  // The memory an insert with this hash will need, fetched ahead of it.
  void fetch(std::size_t hash) const { __builtin_prefetch(&table_[hash & (table_.size() - 1)], 1); }
  // false when an equal key is there already.
  bool insert(std::uint32_t leaf, std::size_t hash) {
    const std::size_t mask = table_.size() - 1;
    const Slot taken{static_cast<std::uint32_t>(hash >> 32U), leaf + 1};
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      Slot& slot = table_[at];
      if (slot.leaf == 0) {
        slot = taken;
        return true;
      }
      if (slot.mark == taken.mark && keys_[slot.leaf - 1] == keys_[leaf]) return false;
    }
  }

 private:
  struct Slot {
    std::uint32_t mark;
    std::uint32_t leaf;  // its number + 1; 0: empty
  };
  const std::vector<std::string_view>& keys_;
  std::vector<Slot> table_;
};

constexpr std::size_t kAside = 50'000;  // leaves from which a second thread pays

}  // namespace

void require_unique(const std::vector<std::string_view>& keys) {
  constexpr std::uint32_t kAhead = 16;
  KeySet seen(keys);
  std::array<std::size_t, kAhead> hashes{};
  std::optional<std::string_view> twice;
  for (std::uint32_t next = 0; next < keys.size() + kAhead; ++next) {
    std::size_t& hash = hashes[next % kAhead];
    if (next >= kAhead) {
      const std::uint32_t i = next - kAhead;
      if (!seen.insert(i, hash) && (!twice || keys[i] < *twice)) twice = keys[i];
    }
    if (next >= keys.size()) continue;
    hash = seen.hash_of(next);
    seen.fetch(hash);
  }
  if (twice) fault_duplicate(*twice);
}

std::int64_t lattice_floor(std::int64_t value, std::int64_t unit, std::int64_t shift) {
  const std::int64_t over = (value - shift) % unit;
  return value - (over < 0 ? over + unit : over);
}

std::int64_t lattice_ceil(std::int64_t value, std::int64_t unit, std::int64_t shift) {
  const std::int64_t over = (value - shift) % unit;
  return over == 0 ? value : value + unit - (over < 0 ? over + unit : over);
}

std::int64_t over_assigned(std::int64_t total, std::int64_t numerator, std::int64_t denominator,
                           std::int64_t unit) {
  const Wide product = Wide{total} * (Wide{denominator} + numerator);
  const std::int64_t raised = base::narrow(-base::divide_floor(-product, denominator));
  return lattice_ceil(raised, unit);
}

base::Wide Apportionment::quota_millionths(std::size_t leaf, Weight weight) const {
  if (bounds[leaf] != Bound::none) return Wide{held_at.empty() ? amounts[leaf] : held_at[leaf]} * 1'000'000;
  const Wide share = (equal ? Wide{1} : weight) * numerator;
  return share / denominator * 1'000'000 + share % denominator * 1'000'000 / denominator;
}

Apportionment apportion(const Leaves& leaves, std::int64_t total, const Rule& rule) {
  if (leaves.size() < kAside) {
    require_unique(leaves.keys);
    return apportion_checked(leaves, total, rule);
  }
  // Keys do not matter to the shares, so both are done at once. A duplicate is reported before any conflict.
  std::future<void> unique = std::async(std::launch::async | std::launch::deferred,
                                        [&leaves] { require_unique(leaves.keys); });
  try {
    Apportionment result = apportion_checked(leaves, total, rule);
    unique.get();
    return result;
  } catch (const base::Error&) {
    if (unique.valid()) unique.get();
    throw;
  }
}

Apportionment apportion_checked(const Leaves& leaves, std::int64_t total, const Rule& rule) {
  Apportionment result;
  result.amounts.assign(leaves.size(), 0);
  result.bounds.assign(leaves.size(), Bound::none);
  const Free free = free_leaves(leaves, total, rule, result);
  if (free.leaves.empty()) return result;
  hold_bounds(leaves, free, result);
  if (rule.method == Method::webster) {
    round_webster(leaves, rule, free, result);
  } else {
    round_largest_remainder(leaves, rule, free, result);
  }
  return result;
}

}  // namespace salesops::money
