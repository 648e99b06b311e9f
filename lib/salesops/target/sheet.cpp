#include "salesops/target/sheet.hpp"

#include <algorithm>

#include "salesops/base/checked.hpp"

namespace salesops::target {

namespace {

std::vector<std::int64_t> rolled_up(const Sheet& sheet, const std::vector<bool>& counted) {
  std::vector<std::int64_t> totals(sheet.size(), 0);
  for (std::size_t item = sheet.size(); item-- > 0;) {
    for (std::size_t m = 0; m < sheet.months.size(); ++m) {
      if (counted[m]) totals[item] = base::checked_add(totals[item], sheet.cell(item, m));
    }
    if (sheet.parents[item] != kTop) {
      std::int64_t& parent = totals[sheet.parents[item]];
      parent = base::checked_add(parent, totals[item]);
    }
  }
  return totals;
}

}  // namespace

std::size_t Sheet::add(std::string key, std::size_t parent) {
  keys.push_back(std::move(key));
  parents.push_back(parent);
  floors.push_back(0);
  caps.push_back(money::kNoCap);
  held.push_back(false);
  cells.resize(keys.size() * months.size(), 0);
  return keys.size() - 1;
}

std::vector<std::vector<std::size_t>> children_of(const Sheet& sheet) {
  std::vector<std::vector<std::size_t>> children(sheet.size());
  for (std::size_t item = 0; item < sheet.size(); ++item) {
    if (sheet.parents[item] != kTop) children[sheet.parents[item]].push_back(item);
  }
  return children;
}

std::vector<std::int64_t> totals_of(const Sheet& sheet) {
  return rolled_up(sheet, std::vector<bool>(sheet.months.size(), true));
}

std::vector<std::int64_t> totals_of(const Sheet& sheet, bool which) {
  std::vector<bool> counted = sheet.open;
  if (!which) counted.flip();
  return rolled_up(sheet, counted);
}

// The carrying items below an item, or the item itself.
std::vector<std::size_t> leaves_under(const Sheet& sheet, std::size_t top) {
  const auto children = children_of(sheet);
  std::vector<bool> inside(sheet.size(), false);
  std::vector<std::size_t> leaves;
  inside[top] = true;
  for (std::size_t item = top; item < sheet.size(); ++item) {
    if (item != top) inside[item] = sheet.parents[item] != kTop && inside[sheet.parents[item]];
    if (inside[item] && children[item].empty()) leaves.push_back(item);
  }
  return leaves;
}

std::int64_t sum(const Row& row) {
  std::int64_t total = 0;
  for (const std::int64_t amount : row) total = base::checked_add(total, amount);
  return total;
}

std::vector<money::Weight> weights_of(const Row& amounts) {
  std::vector<money::Weight> weights;
  for (const std::int64_t amount : amounts) weights.push_back(std::max<std::int64_t>(0, amount));
  return weights;
}

std::vector<std::string_view> views(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

std::vector<std::int64_t> spread(std::int64_t total, const std::vector<std::string_view>& keys,
                                 std::vector<money::Weight> weights, std::vector<std::int64_t> caps,
                                 std::int64_t unit) {
  if (total == 0) return std::vector<std::int64_t>(keys.size(), 0);
  money::Leaves leaves{
      .keys = keys, .weights = std::move(weights), .floors = {}, .caps = std::move(caps), .locks = {}};
  money::Rule rule{
      .unit = unit, .remainder = money::Remainder::largest, .zero_weight = money::ZeroWeight::equal};
  if (unit > 1) {
    try {
      return money::apportion(leaves, total, rule).amounts;
    } catch (const base::Error& error) {
      if (error.code() != "E_CAPS" && error.code() != "E_UNIT") throw;
    }
  }
  rule.unit = 1;
  return money::apportion(leaves, total, rule).amounts;
}

}  // namespace salesops::target
