#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/budget/move.hpp"

namespace salesops::budget {

using Parents = std::map<std::string, std::string, std::less<>>;

// Ids and their parents: the nodes of the organisation, the two levels of expense categories.
class Tree {
 public:
  Tree() = default;
  // id -> parent id, "" at the top. Parents must be ids themselves; no cycles (the loader has checked both).
  explicit Tree(Parents parents) : parents_(std::move(parents)) {}

  bool knows(std::string_view id) const { return parents_.contains(id); }
  // "" at the top or for an unknown id.
  std::string parent(std::string_view id) const { return std::string(above(id)); }
  std::vector<std::string> path(std::string_view id) const;  // the id itself, its parent, … the top
  std::string top(std::string_view id) const;                // last of path()
  // Steps from `id` up to `ancestor`: 0 for itself; nothing when it is not one.
  std::optional<int> distance(std::string_view id, std::string_view ancestor) const;
  bool within(std::string_view id, std::string_view ancestor) const {
    return distance(id, ancestor).has_value();
  }
  std::vector<std::string> ids() const;  // in byte order

 private:
  std::string_view above(std::string_view id) const;  // parent(), as long as the tree
  Parents parents_;
};

// A part of the budget that is summed and controlled as one: a node with all below it, a category with all
// below it
// ("" = all categories), the fiscal months first … last.
struct Scope {
  std::string node;
  std::string category;
  calendar::Month first;
  calendar::Month last;
  friend auto operator<=>(const Scope&, const Scope&) = default;
};

// Both hierarchies a budget stands in.
struct Hierarchy {
  Tree nodes;
  Tree categories;
  bool covers(const Scope& scope, const Cell& cell) const;
};

// The balances of all cells of the fiscal years in question, keyed by cell.
using Balances = std::map<Cell, Balance>;

// Sum over the cells a scope covers. O(cells).
Balance sum(const Balances& balances, const Scope& scope, const Hierarchy& hierarchy);

// The cell that pays for `node` and `category` in the fiscal year of `month`: the cell itself when money was
// planned on it in that year, else the category's parent, else the same at the parent node, and so on
// upwards; nothing when no money was planned anywhere on the way. So a budget on a region pays for its
// cities, one on a group of categories for its members.
struct Owner {
  std::string node;
  std::string category;
  friend auto operator<=>(const Owner&, const Owner&) = default;
};
class Owners {
 public:
  // Remembers where money was planned: cells with a budget, supplement, transfer or carry move, even of
  // amount 0.
  Owners(const Balances& balances, const Hierarchy& hierarchy);
  std::optional<Owner> find(std::string_view node, std::string_view category, int year) const;

 private:
  const Hierarchy* hierarchy_;
  std::map<std::pair<int, std::string>, std::set<std::string, std::less<>>>
      planned_;  // (year, node) -> categories
};

}  // namespace salesops::budget
