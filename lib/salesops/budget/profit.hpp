#pragma once
#include <optional>
#include <string>

#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

namespace salesops::budget {

// The profit plan of one node: sales without tax, cost of goods, direct expense.
struct Profit {
  money::Money sales{};
  money::Money cost{};
  money::Money expense{};

  money::Money gross() const { return sales - cost; }
  money::Money contribution() const { return gross() - expense; }  // 区域贡献
  std::optional<money::Rate> gross_rate() const;                   // ÷ sales; nothing without sales
  std::optional<money::Rate> contribution_rate() const;
  // Sales at which the contribution is zero with the same gross margin: expense ÷ gross rate, half-up.
  // Nothing when sales bring no gross profit.
  std::optional<money::Money> break_even() const;
  Profit& operator+=(const Profit& other);
};

// Changes to try out: price changes sales only, volume sales and cost, the others their own figure.
struct WhatIf {
  money::Rate price{};
  money::Rate volume{};
  money::Rate cost{};
  money::Rate expense{};
  bool any() const { return !price.zero() || !volume.zero() || !cost.zero() || !expense.zero(); }
};
Profit changed(const Profit& profit, const WhatIf& what_if);

// A plan from its sales: cost at the gross rate that was reached (all sales are gross profit when nothing was
// sold).
Profit planned_profit(money::Money sales, money::Money expense, const Profit& reached);

}  // namespace salesops::budget
