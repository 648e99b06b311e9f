// Allocation down a tree: company → region → city → rep.
//
// Problem. Every node gets an amount; children sum to their parent on every level; bounds on any node, also
// on leaves far below, must hold; the split of each node is the best rounding of its parent's published
// amount.
//
// Idea. Two passes. Bottom-up, every node learns what it can carry: lo = max(own floor, Σ lo of children), hi
// = min(own cap, Σ hi of children) on the lattice (a child without weight counts with its lo unless the
// policy is equal); a lock is floor = cap. A node with lo > hi is a conflict; the deepest is reported.
// Top-down, a node's amount is split among its children as in apportion.cpp with [lo, hi] as bounds.
//
// Proof that a feasible root suffices. Let x be a node's amount, lo <= x <= hi. Then Σ lo(children) <= lo <=
// x <= hi <= Σ hi(children), so the split exists, and it gives every child an amount within its own [lo, hi].
// Induction down. Every child is within one unit of its share of the parent's amount; hence a node of depth d
// is within d·u of its share of the company's total when no bound binds.
//
// Remainder. A total off the unit is carried down one path to the one leaf that absorbs it: the named leaf,
// or the one found by going from the root to the child of largest weight (tie: smallest key). On the path
// every node stands on the lattice {r + k·u}, r = total mod u; each split along it is one of apportion.cpp
// whose absorber is the next node of the path, so all others are multiples of the unit and the proof above
// holds with the shifted lattice.
//
// Cost O(n log n) for putting children in key order, else O(n).
#include "salesops/money/apportion_tree.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "salesops/money/conflict.hpp"

namespace salesops::money {

namespace {

using base::Wide;

[[noreturn]] void fault_tree(const char* code, std::string_view key, base::Text message, base::Text help) {
  throw base::Error(base::Exit::bad_data, base::Diagnostic{.code = code,
                                                           .field = std::string(key),
                                                           .value = std::string(key),
                                                           .message = std::move(message),
                                                           .help = std::move(help)});
}

// Children of every node, contiguous and in key order.
struct Children {
  std::vector<std::uint32_t> first;  // n + 1 offsets
  std::vector<std::uint32_t> list;
};

Children children_of(const Tree& tree) {
  const std::size_t n = tree.parents.size();
  Children children;
  children.first.assign(n + 1, 0);
  for (const std::uint32_t parent : tree.parents) {
    if (parent != kRoot) ++children.first[parent + 1];
  }
  for (std::size_t i = 0; i < n; ++i) children.first[i + 1] += children.first[i];
  children.list.resize(children.first[n]);
  std::vector<std::uint32_t> next(children.first.begin(), children.first.end() - 1);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (tree.parents[i] != kRoot) children.list[next[tree.parents[i]]++] = i;
  }
  const auto by_key = [&](std::uint32_t a, std::uint32_t b) {
    return tree.nodes.keys[a] < tree.nodes.keys[b];
  };
  for (std::size_t i = 0; i < n; ++i) {
    std::sort(children.list.begin() + children.first[i], children.list.begin() + children.first[i + 1],
              by_key);
  }
  return children;
}

// Depth first from the root, children in key order; sets the levels.
std::vector<std::uint32_t> walk(const Tree& tree, const Children& children,
                                std::vector<std::uint32_t>& levels) {
  const std::size_t n = tree.parents.size();
  std::vector<std::uint32_t> order;
  order.reserve(n);
  levels.assign(n, 0);
  std::vector<std::uint32_t> stack;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (tree.parents[i] == kRoot) stack.push_back(i);
  }
  while (!stack.empty()) {
    const std::uint32_t node = stack.back();
    stack.pop_back();
    order.push_back(node);
    for (std::uint32_t k = children.first[node + 1]; k-- > children.first[node];) {
      const std::uint32_t child = children.list[k];
      levels[child] = levels[node] + 1;
      stack.push_back(child);
    }
  }
  return order;
}

// What every node can carry, on the lattice.
class Range {
 public:
  Range(const Tree& tree, const Children& children, const std::vector<std::uint32_t>& levels,
        const Rule& rule, const std::vector<bool>& path, std::int64_t total)
      : tree_(tree), children_(children), levels_(levels), rule_(rule), path_(path), total_(total) {
    lo_.assign(tree.nodes.size(), 0);
    hi_.assign(tree.nodes.size(), kNoCap);
  }
  std::int64_t lo(std::uint32_t node) const { return lo_[node]; }
  std::int64_t hi(std::uint32_t node) const { return hi_[node]; }

  // The unit of a node's own amount.
  std::int64_t unit(std::uint32_t node) const {
    return levels_[node] < tree_.units.size() ? tree_.units[levels_[node]] : rule_.unit;
  }

  // What a node's amount leaves over when divided by its unit.
  std::int64_t residue(std::uint32_t node) const {
    return path_.empty() || !path_[node] ? 0 : total_ - lattice_floor(total_, unit(node));
  }

  void own(std::uint32_t node) {
    const Leaves& nodes = tree_.nodes;
    std::int64_t floor = nodes.floor(node);
    std::int64_t cap = nodes.cap(node);
    if (nodes.weights[node] < 0) fault_weight(nodes.keys[node], "");
    if (floor < 0 || floor > cap) conflict_row_bounds(nodes.keys[node], floor, cap, rule_.digits);
    if (nodes.locked(node)) {
      const std::int64_t lock = nodes.lock(node);
      if (lock < floor || lock > cap) conflict_lock_bounds(nodes.keys[node], lock, floor, cap, rule_.digits);
      if (lock % unit(node) != 0) conflict_lock_unit(nodes.keys[node], lock, unit(node), rule_.digits);
      floor = cap = lock;
    }
    lo_[node] = lattice_ceil(floor, unit(node), residue(node));
    hi_[node] = cap == kNoCap ? kNoCap : lattice_floor(cap, unit(node), residue(node));
    if (lo_[node] <= hi_[node]) return;
    if (residue(node) != 0) report_caps(node, cap, lo_[node]);  // it would have to absorb the remainder
    conflict_row_lattice(nodes.keys[node], floor, cap, unit(node), rule_.digits);
  }
  // Needs the children to be known already.
  void with_children(std::uint32_t node) {
    if (children_.first[node] == children_.first[node + 1]) return;
    Wide low = 0;
    Wide high = 0;
    bool open = false;
    for (std::uint32_t k = children_.first[node]; k < children_.first[node + 1]; ++k) {
      const std::uint32_t child = children_.list[k];
      const std::int64_t top = can_take(child);
      low += lo_[child];
      open = open || top == kNoCap;
      if (top != kNoCap) high += top;
    }
    if (hi_[node] != kNoCap && low > hi_[node]) report_floors(node, low, hi_[node]);
    if (!open && high < lo_[node]) report_caps(node, high, lo_[node]);
    lo_[node] = std::max(lo_[node], lattice_ceil(base::narrow(low), unit(node), residue(node)));
    if (!open) hi_[node] = std::min(hi_[node], lattice_floor(base::narrow(high), unit(node), residue(node)));
    if (lo_[node] > hi_[node])
      conflict_row_lattice(tree_.nodes.keys[node], base::narrow(low), base::narrow(high), unit(node),
                           rule_.digits);
  }
  void require(std::uint32_t root, std::int64_t total) const {
    if (total < lo_[root]) report_floors(root, lo_[root], total);
    if (hi_[root] != kNoCap && total > hi_[root]) report_caps(root, hi_[root], total);
  }

 private:
  std::int64_t can_take(std::uint32_t child) const {
    return rule_.zero_weight == ZeroWeight::error && tree_.nodes.weights[child] == 0 ? lo_[child]
                                                                                     : hi_[child];
  }
  template <typename Held>
  std::vector<NamedAmount> holders(std::uint32_t node, Held held) const {
    std::vector<NamedAmount> named;
    for (std::uint32_t k = children_.first[node]; k < children_.first[node + 1]; ++k) {
      const std::uint32_t child = children_.list[k];
      if (held(child) > 0) named.push_back({tree_.nodes.keys[child], held(child)});
    }
    if (named.empty()) named.push_back({tree_.nodes.keys[node], held(node)});
    return named;
  }
  [[noreturn]] void report_floors(std::uint32_t node, Wide needed, std::int64_t available) const {
    conflict_floors(base::narrow(needed), available,
                    holders(node, [this](std::uint32_t i) { return lo_[i]; }), 0, rule_.digits,
                    tree_.nodes.keys[node]);
  }
  [[noreturn]] void report_caps(std::uint32_t node, Wide room, std::int64_t wanted) const {
    conflict_caps(base::narrow(room), wanted, holders(node, [this](std::uint32_t i) { return can_take(i); }),
                  0, rule_.digits, tree_.nodes.keys[node]);
  }

  const Tree& tree_;
  const Children& children_;
  const std::vector<std::uint32_t>& levels_;
  const Rule& rule_;
  const std::vector<bool>& path_;  // empty: no remainder
  std::int64_t total_;
  std::vector<std::int64_t> lo_;
  std::vector<std::int64_t> hi_;
};

// Nodes by level, deepest first; inside a level in walking order.
std::vector<std::uint32_t> deepest_first(const std::vector<std::uint32_t>& order,
                                         const std::vector<std::uint32_t>& levels) {
  std::vector<std::uint32_t> sorted = order;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return levels[a] > levels[b]; });
  return sorted;
}

void split_children(const Tree& tree, const Children& children, const Range& range, const Rule& rule,
                    const std::vector<bool>& path, std::uint32_t node, TreeShares& shares) {
  const std::uint32_t begin = children.first[node];
  const std::uint32_t end = children.first[node + 1];
  if (begin == end) return;
  Leaves leaves;
  for (std::uint32_t k = begin; k < end; ++k) {
    const std::uint32_t child = children.list[k];
    leaves.keys.push_back(tree.nodes.keys[child]);
    leaves.weights.push_back(tree.nodes.weights[child]);
    leaves.floors.push_back(range.lo(child));
    leaves.caps.push_back(range.hi(child));
  }
  Rule below = rule;
  below.unit = range.unit(children.list[begin]);
  below.remainder = Remainder::error;
  for (std::uint32_t k = begin; !path.empty() && k < end; ++k) {
    if (!path[children.list[k]]) continue;
    below.remainder = Remainder::named;
    below.remainder_key = tree.nodes.keys[children.list[k]];
  }
  const Apportionment split = apportion_checked(leaves, shares.amounts[node], below);
  for (std::uint32_t k = begin; k < end; ++k) {
    const std::uint32_t child = children.list[k];
    shares.amounts[child] = split.amounts[k - begin];
    shares.bounds[child] = tree.nodes.locked(child) ? Bound::lock : split.bounds[k - begin];
    shares.quota_millionths[child] = split.quota_millionths(k - begin, leaves.weights[k - begin]);
  }
}

// The nodes from the root to the leaf that absorbs the remainder; empty when there is none to absorb.
std::vector<bool> path_of(const Tree& tree, const Children& children, std::uint32_t root, std::int64_t total,
                          std::int64_t unit, const Rule& rule, TreeShares& shares) {
  if (total % unit == 0 || rule.remainder == Remainder::error) return {};
  const auto leaf = [&](std::uint32_t node) { return children.first[node] == children.first[node + 1]; };
  std::uint32_t at = root;
  if (rule.remainder == Remainder::named) {
    const auto named = std::ranges::find(tree.nodes.keys, rule.remainder_key);
    at = static_cast<std::uint32_t>(named - tree.nodes.keys.begin());
    if (named == tree.nodes.keys.end() || !leaf(at) || tree.nodes.locked(at))
      fault_remainder_key(rule.remainder_key);
  }
  while (rule.remainder == Remainder::largest && !leaf(at)) {
    std::uint32_t best = kRoot;
    for (std::uint32_t k = children.first[at]; k < children.first[at + 1]; ++k) {
      const std::uint32_t child = children.list[k];
      if (tree.nodes.locked(child)) continue;
      if (best == kRoot || tree.nodes.weights[child] > tree.nodes.weights[best]) best = child;
    }
    if (best == kRoot) return {};
    at = best;
  }
  shares.absorber = at;
  std::vector<bool> path(tree.parents.size());
  for (; at != kRoot; at = tree.parents[at]) path[at] = true;
  return path;
}

}  // namespace

std::vector<std::uint32_t> link_parents(const std::vector<std::string_view>& keys,
                                        const std::vector<std::string_view>& parents) {
  require_unique(keys);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  numbers.reserve(keys.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) numbers.emplace(keys[i], i);
  std::vector<std::uint32_t> linked(keys.size(), kRoot);
  std::size_t roots = 0;
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    if (parents[i].empty()) {
      ++roots;
      continue;
    }
    const auto found = numbers.find(parents[i]);
    if (found == numbers.end()) {
      fault_tree("E_PARENT", keys[i],
                 {"\"" + std::string(keys[i]) + "\" 的上级 \"" + std::string(parents[i]) + "\" 不存在",
                  "the parent \"" + std::string(parents[i]) + "\" of \"" + std::string(keys[i]) +
                      "\" does not exist"},
                 {"上级须是同一表中的键", "a parent is a key of the same table"});
    }
    linked[i] = found->second;
  }
  if (roots != 1) {
    fault_tree("E_ROOT", "",
               {"须恰有一行没有上级，现有 " + std::to_string(roots) + " 行",
                "exactly one row has no parent; there are " + std::to_string(roots)},
               {"给总额所在的一行留空上级", "leave the parent of the row of the total empty"});
  }
  return linked;
}

TreeShares apportion_tree(const Tree& tree, std::int64_t total, const Rule& rule) {
  const Children children = children_of(tree);
  TreeShares shares;
  shares.order = walk(tree, children, shares.levels);
  if (shares.order.size() != tree.parents.size()) {
    std::vector<bool> reached(tree.parents.size());
    for (const std::uint32_t node : shares.order) reached[node] = true;
    std::string_view first;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (!reached[i] && (first.empty() || tree.nodes.keys[i] < first)) first = tree.nodes.keys[i];
    }
    fault_tree("E_CYCLE", first,
               {"\"" + std::string(first) + "\" 的上级链成环",
                "the parents of \"" + std::string(first) + "\" form a cycle"},
               {"改正上级", "mend the parents"});
  }
  const std::uint32_t root = shares.order.front();
  const std::int64_t top = tree.units.empty() ? rule.unit : tree.units.front();
  const std::vector<bool> path = path_of(tree, children, root, total, top, rule, shares);
  Range range(tree, children, shares.levels, rule, path, total);
  for (const std::uint32_t node : deepest_first(shares.order, shares.levels)) {
    range.own(node);
    range.with_children(node);
  }
  if (total % top != 0 && path.empty())
    conflict_unit(total, top, total - lattice_floor(total, top), "", rule.digits);
  range.require(root, total);
  shares.amounts.assign(tree.parents.size(), 0);
  shares.bounds.assign(tree.parents.size(), Bound::none);
  shares.quota_millionths.assign(tree.parents.size(), 0);
  shares.amounts[root] = total;
  shares.quota_millionths[root] = Wide{total} * 1'000'000;
  for (const std::uint32_t node : shares.order)
    split_children(tree, children, range, rule, path, node, shares);
  return shares;
}

}  // namespace salesops::money
