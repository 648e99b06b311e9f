#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace salesops::target {

// The parts of an order's value that count for the reps who share its credit. shares: millionths, >= 0,
// 1,000,000 in all. The parts sum to the value exactly: largest remainder, ties to the larger share, then to
// the earlier one. A return (negative) splits like the order did.
std::vector<std::int64_t> split_credit(std::int64_t value, std::span<const std::int64_t> shares);

}  // namespace salesops::target
