#include "salesops/budget/profit.hpp"

#include "salesops/base/checked.hpp"

namespace salesops::budget {
namespace {

std::optional<money::Rate> share(money::Money part, money::Money whole) {
  if (whole <= money::Money()) return std::nullopt;
  return money::Rate(part.minor(), whole.minor());
}

money::Money grown(money::Money amount, const money::Rate& change) {
  return money::half_up(amount, money::Rate(1, 1) + change);
}

}  // namespace

std::optional<money::Rate> Profit::gross_rate() const {
  return share(gross(), sales);
}
std::optional<money::Rate> Profit::contribution_rate() const {
  return share(contribution(), sales);
}

std::optional<money::Money> Profit::break_even() const {
  if (gross() <= money::Money()) return std::nullopt;
  return money::Money::minor(
      base::narrow(base::divide_half_up(base::Wide{expense.minor()} * sales.minor(), gross().minor())));
}

Profit& Profit::operator+=(const Profit& other) {
  sales += other.sales;
  cost += other.cost;
  expense += other.expense;
  return *this;
}

Profit changed(const Profit& profit, const WhatIf& what_if) {
  Profit result;
  result.sales = grown(grown(profit.sales, what_if.volume), what_if.price);
  result.cost = grown(grown(profit.cost, what_if.volume), what_if.cost);
  result.expense = grown(profit.expense, what_if.expense);
  return result;
}

Profit planned_profit(money::Money sales, money::Money expense, const Profit& reached) {
  Profit plan{sales, {}, expense};
  if (const auto rate = reached.gross_rate()) plan.cost = sales - money::half_up(sales, *rate);
  return plan;
}

}  // namespace salesops::budget
