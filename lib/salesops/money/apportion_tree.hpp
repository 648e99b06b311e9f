#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "salesops/money/apportion.hpp"

namespace salesops::money {

inline constexpr std::uint32_t kRoot = UINT32_MAX;

// A tree of nodes as columns: `leaves` describes every node, `parents[i]` is the number of its parent, kRoot
// for the one root. Bounds and locks may stand on any node.
struct Tree {
  Leaves nodes;
  std::vector<std::uint32_t> parents;
  std::vector<std::int64_t>
      units{};  // by level, root first; each divides the one before; empty: rule.unit everywhere
};

struct TreeShares {
  std::vector<std::int64_t> amounts;
  std::vector<Bound> bounds;
  std::vector<base::Wide> quota_millionths;  // of the parent's amount, in millionths of a minor unit
  std::vector<std::uint32_t> levels;         // root 0
  std::vector<std::uint32_t> order;  // root first, children after their parent in key order (depth first)
  std::optional<std::size_t> absorber{};  // the one leaf that is off the unit
};

// The parent numbers of nodes that name their parent by key ("" = none). Throws Error(bad_data): E_PARENT for
// an unknown parent, E_ROOT unless exactly one node has none, E_CYCLE, E_DUP_KEY. O(n).
std::vector<std::uint32_t> link_parents(const std::vector<std::string_view>& keys,
                                        const std::vector<std::string_view>& parents);

// Splits `total` from the root down (see apportion_tree.cpp). rule.unit and rule.method hold on every level;
// a total off the unit is E_UNIT, or under a remainder policy one leaf and the nodes above it are off the
// unit too. Throws what apportion throws, naming the deepest node in conflict,
// and E_LOCK_UNIT.
TreeShares apportion_tree(const Tree& tree, std::int64_t total, const Rule& rule);

}  // namespace salesops::money
