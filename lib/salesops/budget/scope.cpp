#include "salesops/budget/scope.hpp"

namespace salesops::budget {

std::string_view Tree::above(std::string_view id) const {
  const auto found = parents_.find(id);
  return found == parents_.end() ? std::string_view() : found->second;
}

std::vector<std::string> Tree::path(std::string_view id) const {
  std::vector<std::string> ids;
  for (std::string_view at = id; !at.empty(); at = above(at)) ids.emplace_back(at);
  return ids;
}

std::string Tree::top(std::string_view id) const {
  std::string_view at = id;
  for (std::string_view up = above(at); !up.empty(); up = above(at)) at = up;
  return std::string(at);
}

std::optional<int> Tree::distance(std::string_view id, std::string_view ancestor) const {
  int steps = 0;
  for (std::string_view at = id; !at.empty(); at = above(at), ++steps) {
    if (at == ancestor) return steps;
  }
  return std::nullopt;
}

std::vector<std::string> Tree::ids() const {
  std::vector<std::string> all;
  for (const auto& [id, up] : parents_) all.push_back(id);
  return all;
}

bool Hierarchy::covers(const Scope& scope, const Cell& cell) const {
  if (cell.month < scope.first || cell.month > scope.last) return false;
  if (!nodes.within(cell.node, scope.node)) return false;
  return scope.category.empty() || categories.within(cell.category, scope.category);
}

Balance sum(const Balances& balances, const Scope& scope, const Hierarchy& hierarchy) {
  Balance total;
  for (const auto& [cell, balance] : balances) {
    if (hierarchy.covers(scope, cell)) total += balance;
  }
  return total;
}

Owners::Owners(const Balances& balances, const Hierarchy& hierarchy) : hierarchy_(&hierarchy) {
  for (const auto& [cell, balance] : balances) {
    if (balance.planned) planned_[{cell.month.year(), cell.node}].insert(cell.category);
  }
}

std::optional<Owner> Owners::find(std::string_view node, std::string_view category, int year) const {
  const std::vector<std::string> categories = hierarchy_->categories.path(category);
  for (const std::string& at : hierarchy_->nodes.path(node)) {
    const auto planned = planned_.find({year, at});
    if (planned == planned_.end()) continue;
    for (const std::string& code : categories) {
      if (planned->second.contains(code)) return Owner{at, code};
    }
  }
  return std::nullopt;
}

}  // namespace salesops::budget
