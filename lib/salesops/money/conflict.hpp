#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/money/apportion.hpp"

// The allocator's refusals: which leaves are in each other's way, by how much, and the smallest change that
// helps.
namespace salesops::money {

struct NamedAmount {
  std::string_view key;
  std::int64_t amount;
};

// The three largest, ties by key: "B 60.00, A 50.00".
std::string largest_three(std::vector<NamedAmount> amounts, int digits);

[[noreturn]] void conflict_floors(std::int64_t needed, std::int64_t available,
                                  std::vector<NamedAmount> holders, std::int64_t fitting_unit, int digits,
                                  std::string_view node = {});
[[noreturn]] void conflict_caps(std::int64_t room, std::int64_t wanted, std::vector<NamedAmount> holders,
                                std::int64_t fitting_unit, int digits, std::string_view node = {});
// `lock` names the lock that takes the rest off the unit; "" when the total itself is off.
[[noreturn]] void conflict_unit(std::int64_t total, std::int64_t unit, std::int64_t remainder,
                                std::string_view lock, int digits);
[[noreturn]] void conflict_row_bounds(std::string_view key, std::int64_t floor, std::int64_t cap, int digits);
[[noreturn]] void conflict_row_lattice(std::string_view key, std::int64_t floor, std::int64_t cap,
                                       std::int64_t unit, int digits);
[[noreturn]] void conflict_lock_bounds(std::string_view key, std::int64_t lock, std::int64_t floor,
                                       std::int64_t cap, int digits);
[[noreturn]] void conflict_lock_sum(std::int64_t locked, std::int64_t total, int digits);
[[noreturn]] void conflict_lock_unit(std::string_view key, std::int64_t lock, std::int64_t unit, int digits);
[[noreturn]] void conflict_zero_weight(std::int64_t left, std::vector<std::string_view> keys, int digits);
[[noreturn]] void fault_weight(std::string_view key, std::string_view value);
[[noreturn]] void fault_duplicate(std::string_view key);
[[noreturn]] void fault_no_rows();
[[noreturn]] void fault_remainder_key(std::string_view key);  // Error(usage, E4101)

// The largest unit below `unit` of the form 1, 2 or 5 × 10^k that divides `unit` and for which `fits` holds;
// 0 if none.
template <typename Fits>
std::int64_t largest_fitting_unit(std::int64_t unit, Fits fits) {
  std::int64_t best = 0;
  for (std::int64_t power = 1; power < unit; power *= 10) {
    for (const std::int64_t candidate : {power, 2 * power, 5 * power}) {
      if (candidate < unit && candidate > best && unit % candidate == 0 && fits(candidate)) best = candidate;
    }
  }
  return best;
}

}  // namespace salesops::money
