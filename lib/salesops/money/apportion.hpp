#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"

// The allocator (目标分解): a total becomes parts that sum to it exactly. Amounts are minor units of a
// currency.
namespace salesops::money {

// A weight on a common scale: only ratios count. All weights of one allocation sum to less than kMaxWeight.
using Weight = base::Wide;
inline constexpr Weight kMaxWeight = Weight{1} << 70;
// The largest total that can be split (10^16 minor units).
inline constexpr std::int64_t kMaxTotal = 10'000'000'000'000'000;
inline constexpr std::int64_t kNoCap = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t kNoLock = std::numeric_limits<std::int64_t>::min();

// What is to be allocated to, as columns of equal length so that a million leaves stay small.
struct Leaves {
  std::vector<std::string_view> keys;  // unique; their byte order breaks ties
  std::vector<Weight> weights;         // >= 0
  std::vector<std::int64_t> floors;    // >= 0; the whole column may be left empty: no floors
  std::vector<std::int64_t> caps;      // kNoCap: none; may be empty
  std::vector<std::int64_t> locks;     // kNoLock: free; may be empty

  std::size_t size() const { return keys.size(); }
  std::int64_t floor(std::size_t i) const { return floors.empty() ? 0 : floors[i]; }
  std::int64_t cap(std::size_t i) const { return caps.empty() ? kNoCap : caps[i]; }
  std::int64_t lock(std::size_t i) const { return locks.empty() ? kNoLock : locks[i]; }
  bool locked(std::size_t i) const { return lock(i) != kNoLock; }
};

enum class Method { lr, webster };               // largest remainder; Sainte-Laguë
enum class Remainder { error, largest, named };  // what to do with total mod unit
enum class ZeroWeight { error, equal };          // what leaves without weight may take

struct Rule {
  std::int64_t unit = 1;  // free leaves get multiples of it; >= 1
  Method method = Method::lr;
  Remainder remainder = Remainder::error;
  std::string remainder_key{};  // the absorbing leaf of Remainder::named
  ZeroWeight zero_weight = ZeroWeight::error;
  int digits = 2;  // decimals of the currency, for messages only
};

// Which limit decided a leaf. `none`: its proportional share, rounded to the unit.
enum class Bound : std::uint8_t { none, floor, cap, lock };

// amount of leaf i, and how it came about. quota = the exact share before rounding: bounded leaves have their
// bound, the others weight × numerator ÷ denominator (weight 1 for every leaf when `equal`).
struct Apportionment {
  std::vector<std::int64_t> amounts;
  std::vector<Bound> bounds;
  std::optional<std::size_t> absorber;  // the one leaf that is off the unit
  bool equal = false;                   // leaves without weight shared equally what was left
  base::Wide numerator = 0;
  base::Wide denominator = 1;
  std::vector<std::int64_t>
      held_at{};  // webster only: the bounds of bounded leaves, which it may leave again

  // The quota in millionths of a minor unit, rounded down. `weight` is the leaf's weight.
  base::Wide quota_millionths(std::size_t leaf, Weight weight) const;
};

// Splits `total` (0 … kMaxTotal) over the leaves. Exact sum; floors, caps and locks hold; free leaves are
// multiples of the unit (but one absorber under a remainder policy); the rounding is optimal (see
// apportion.cpp). The result does not depend on the order of the leaves. Cost O(n) for lr, O(n log n) for
// webster. Throws Error(finding) with a code of E_FLOORS, E_CAPS, E_UNIT, E_ROW_BOUNDS, E_ROW_LATTICE,
// E_LOCK_BOUNDS, E_LOCK_SUM, E_ZERO_WEIGHT and Error(bad_data) with E_WEIGHT, E_DUP_KEY, E_NO_ROWS.
Apportionment apportion(const Leaves& leaves, std::int64_t total, const Rule& rule);

// The same without looking for equal keys, for callers that have checked them.
Apportionment apportion_checked(const Leaves& leaves, std::int64_t total, const Rule& rule);

// Throws Error(bad_data, E_DUP_KEY) naming the first key in byte order that stands twice. O(n).
void require_unique(const std::vector<std::string_view>& keys);

// Largest r + k·unit <= value, smallest r + k·unit >= value. unit >= 1; shift taken modulo unit.
std::int64_t lattice_floor(std::int64_t value, std::int64_t unit, std::int64_t shift = 0);
std::int64_t lattice_ceil(std::int64_t value, std::int64_t unit, std::int64_t shift = 0);

// total × (1 + over) rounded up to the minor unit and then to the unit: the field total of an
// over-assignment. over = numerator/denominator > -1.
std::int64_t over_assigned(std::int64_t total, std::int64_t numerator, std::int64_t denominator,
                           std::int64_t unit);

}  // namespace salesops::money
