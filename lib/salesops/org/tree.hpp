#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace salesops::org {

// Dense numbers of the things of one Org, 0 … count − 1, in byte order of their ids: sorting by number is
// sorting by id, and a vector indexed by number is a map.
enum class NodeNo : std::uint32_t {};
enum class RepNo : std::uint32_t {};
enum class CustomerNo : std::uint32_t {};
enum class ProductNo : std::uint32_t {};
template <typename No>
constexpr std::size_t index(No number) {
  return static_cast<std::size_t>(number);
}

// The tree as it stood on one day, laid out in pre-order: parents before children, children by id. Nodes that
// are not valid on that day are left out.
struct Tree {
  struct Entry {
    NodeNo node{};
    std::uint32_t parent = 0;  // position of the parent; its own position for a top node
    std::uint32_t depth = 0;   // 0 for a top node
    std::uint32_t end = 0;     // one past the last position of its subtree
  };
  static constexpr std::uint32_t kAbsent = UINT32_MAX;

  std::vector<Entry> entries{};
  std::vector<std::uint32_t> position{};  // by node number; kAbsent when not valid on the day

  bool contains(NodeNo node) const { return position[index(node)] != kAbsent; }
  bool is_top(std::uint32_t at) const { return entries[at].parent == at; }
  // `below` is `above` or stands under it. Both must be contained. O(1).
  bool within(NodeNo below, NodeNo above) const {
    const std::uint32_t at = position[index(below)], top = position[index(above)];
    return top <= at && at < entries[top].end;
  }
  // Adds every node's value to its parent's, bottom up: own values become totals of subtrees. `values` by
  // node number.
  template <typename Value>
  void roll_up(std::vector<Value>& values) const {
    for (std::size_t at = entries.size(); at-- > 0;) {
      const Entry& entry = entries[at];
      if (entry.parent != at) values[index(entries[entry.parent].node)] += values[index(entry.node)];
    }
  }
};

}  // namespace salesops::org
