#include "salesops/org/org.hpp"

#include <algorithm>

namespace salesops::org {

using calendar::Date;

template <typename No, typename SpanType>
std::optional<No> Register<No, SpanType>::find(std::string_view id) const {
  const auto at = std::ranges::lower_bound(ids_, id, std::ranges::less{},
                                           [](const std::string& s) { return std::string_view(s); });
  if (at == ids_.end() || *at != id) return std::nullopt;
  return No(static_cast<std::uint32_t>(at - ids_.begin()));
}

template <typename No, typename SpanType>
const SpanType* Register<No, SpanType>::at(No number, Date date) const {
  for (const SpanType* span = end(number); span-- != begin(number);) {
    if (span->days.first <= date) return span->days.contains(date) ? span : nullptr;
  }
  return nullptr;
}

template <typename No, typename SpanType>
const SpanType* Register<No, SpanType>::nearest(No number, Date date) const {
  for (const SpanType* span = end(number); span-- != begin(number);) {
    if (span->days.first <= date) return span;
  }
  return begin(number);
}

template class Register<NodeNo, NodeSpan>;
template class Register<RepNo, RepSpan>;
template class Register<CustomerNo, CustomerSpan>;
template class Register<ProductNo, ProductSpan>;

std::optional<NodeNo> Org::parent(NodeNo node, Date date) const {
  const NodeSpan* span = nodes_.at(node, date);
  if (span == nullptr || !span->parent || nodes_.at(*span->parent, date) == nullptr) return std::nullopt;
  return span->parent;
}

std::vector<NodeNo> Org::path(NodeNo node, Date date) const {
  std::vector<NodeNo> path{node};
  while (const auto above = parent(path.back(), date)) path.push_back(*above);
  std::ranges::reverse(path);
  return path;
}

std::optional<NodeNo> Org::ancestor_of_kind(NodeNo node, std::string_view kind, Date date) const {
  for (std::optional<NodeNo> at = node; at; at = parent(*at, date)) {
    const NodeSpan* span = nodes_.at(*at, date);
    if (span != nullptr && span->kind == kind) return at;
  }
  return std::nullopt;
}

bool Org::within(NodeNo below, NodeNo above, Date date) const {
  for (std::optional<NodeNo> at = below; at; at = parent(*at, date)) {
    if (*at == above) return true;
  }
  return false;
}

namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

// First child and next sibling of every node, by number: two arrays instead of a list per node.
struct Links {
  std::vector<std::uint32_t> first_child, next_sibling;
  std::uint32_t first_top = kNone;
};

Links link(const Org& org, Date date) {
  const auto count = static_cast<std::uint32_t>(org.nodes().size());
  Links links{std::vector<std::uint32_t>(count, kNone), std::vector<std::uint32_t>(count, kNone)};
  for (std::uint32_t number = count; number-- > 0;) {  // backwards, so that each list is in order of id
    const NodeNo node{number};
    if (org.nodes().at(node, date) == nullptr) continue;
    const auto above = org.parent(node, date);
    std::uint32_t& head = above ? links.first_child[index(*above)] : links.first_top;
    links.next_sibling[number] = head;
    head = number;
  }
  return links;
}

}  // namespace

Tree Org::tree(Date date) const {
  const Links links = link(*this, date);
  Tree tree;
  tree.position.assign(nodes_.size(), Tree::kAbsent);
  std::vector<std::uint32_t> open;  // positions of the nodes whose subtree is being laid out
  std::uint32_t next = links.first_top;
  while (next != kNone || !open.empty()) {
    if (next == kNone) {
      tree.entries[open.back()].end = static_cast<std::uint32_t>(tree.entries.size());
      next = links.next_sibling[index(tree.entries[open.back()].node)];
      open.pop_back();
      continue;
    }
    const auto position = static_cast<std::uint32_t>(tree.entries.size());
    tree.entries.push_back({.node = NodeNo{next},
                            .parent = open.empty() ? position : open.back(),
                            .depth = static_cast<std::uint32_t>(open.size())});
    tree.position[next] = position;
    open.push_back(position);
    next = links.first_child[next];
  }
  return tree;
}

std::optional<NodeNo> Org::node_of(RepNo rep, Date date) const {
  const RepSpan* span = reps_.at(rep, date);
  return span != nullptr ? std::optional(span->node) : std::nullopt;
}

std::optional<NodeNo> Org::node_of(CustomerNo customer, Date date) const {
  const CustomerSpan* span = customers_.at(customer, date);
  if (span == nullptr) return std::nullopt;
  if (span->node || !span->rep) return span->node;
  return node_of(*span->rep, date);
}

std::optional<RepNo> Org::rep_of(CustomerNo customer, Date date) const {
  const CustomerSpan* span = customers_.at(customer, date);
  return span != nullptr ? span->rep : std::nullopt;
}

}  // namespace salesops::org
