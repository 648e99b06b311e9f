#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/money/apportion.hpp"

namespace salesops::target {

inline constexpr std::size_t kTop = SIZE_MAX;

// The figures of one metric on a tree of items, a column per month. Items without children carry the figures;
// what a node with children carries itself stands in an item of its own below it, with the same key. Keys are
// unique among siblings.
struct Sheet {
  std::vector<std::string> keys{};
  std::vector<std::size_t> parents{};  // kTop at the top; a parent stands before its children
  std::vector<std::int64_t> floors{};  // of an item's total over all months; one per item
  std::vector<std::int64_t> caps{};    // money::kNoCap: none
  std::vector<bool> held{};            // locked: the total stays what it is
  std::vector<std::string> months{};   // names in order, for ties
  std::vector<bool> open{};            // by month; the others are closed and never change
  std::vector<std::int64_t> cells{};   // item × month; 0 for items with children

  std::size_t size() const { return keys.size(); }
  std::int64_t cell(std::size_t item, std::size_t month) const { return cells[item * months.size() + month]; }
  std::size_t add(std::string key, std::size_t parent);  // without figures and bounds
};

// Children by item. O(items).
std::vector<std::vector<std::size_t>> children_of(const Sheet& sheet);
// Total of every item's subtree over all months, or over those with open[m] == which.
std::vector<std::int64_t> totals_of(const Sheet& sheet);
std::vector<std::int64_t> totals_of(const Sheet& sheet, bool which);

// The carrying items below an item, or the item itself.
std::vector<std::size_t> leaves_under(const Sheet& sheet, std::size_t top);

using Row = std::vector<std::int64_t>;
std::int64_t sum(const Row& row);
// Amounts as weights; negative ones weigh nothing.
std::vector<money::Weight> weights_of(const Row& amounts);
std::vector<std::string_view> views(const std::vector<std::string>& names);

// `total` >= 0 over rows by weight, no row above its cap: money::apportion in multiples of `unit` as far as
// that is possible (the row with the largest weight takes what is off the unit), else to the minor unit. Rows
// without any weight share equally. Throws Error(finding, E_CAPS) when the caps cannot hold the total.
std::vector<std::int64_t> spread(std::int64_t total, const std::vector<std::string_view>& keys,
                                 std::vector<money::Weight> weights, std::vector<std::int64_t> caps,
                                 std::int64_t unit);

}  // namespace salesops::target
