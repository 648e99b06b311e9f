#pragma once
#include <functional>

#include "salesops/app/target_input.hpp"
#include "salesops/app/target_phasing.hpp"
#include "salesops/document/document.hpp"
#include "salesops/money/apportion_tree.hpp"

// The tables of target split.
namespace salesops::app {

inline constexpr int kDigits = 2;  // without a workspace amounts are in yuan with two decimals

struct Split {
  LeafTable input;
  money::Rule rule;
  bool explain = false;
  bool blended = false;    // weights have no unit of their own: shown as points of 100
  std::int64_t total = 0;  // what was split
  money::Apportionment shares;
  money::TreeShares tree;  // instead of shares when the input has parents

  void split_tree();
  bool is_tree() const { return !input.parents.empty(); }
};

std::vector<document::Column> list_columns(const Split& split);
money::Weight weight_sum(const Split& split);
// The leaves [begin, end); `sum` is weight_sum(split).
void list_rows(const Split& split, money::Weight sum, std::size_t begin, std::size_t end,
               const std::function<void(const document::Row&)>& sink);
document::Row list_total(const Split& split);
// Depth first, children in key order.
void tree_rows(const Split& split, const std::function<void(const document::Row&)>& sink);
// Leaves × months, closed in both directions.
document::Table period_table(const Split& split, const Phasing& phasing, bool tidy);

// "floor", "cap", "lock" or "".
std::string bound_name(money::Bound bound);
document::Cell amount_cell(std::int64_t minor);

}  // namespace salesops::app
