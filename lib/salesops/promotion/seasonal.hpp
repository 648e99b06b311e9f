#pragma once
#include <optional>
#include <span>

#include "salesops/calendar/date.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

// The seasonal baseline. The method and its formulas: see seasonal.cpp.
namespace salesops::promotion {

// Sales of one calendar month of the history.
struct MonthSales {
  calendar::Month month;
  money::Money amount{};
};

// How much more a span of days sells than another one, by the seasons alone: the sum of the index over the
// days of `wanted` ÷ that over the days of `observed`, rounded to twelve decimals. Nothing when the history
// does not hold every calendar month at least once, or the months of `observed` sold nothing in it.
std::optional<money::Rate> seasonal_factor(std::span<const MonthSales> history,
                                           const calendar::Span& observed, const calendar::Span& wanted);

}  // namespace salesops::promotion
