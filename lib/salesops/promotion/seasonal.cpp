// Seasonal baseline by ratio to the mean (季节指数, 同期平均法).
//
// The index of a calendar month is the average daily sales of that month in the history ÷ the average daily
// sales of all the history. The level is what the weeks before the promotion sold ÷ the sum of the index over
// their days; the baseline of a span is the level × the sum of the index over its days. Level and index
// cancel to one factor on the sales of those weeks, which units, amount and cost share, so that the margin of
// the baseline is that of the weeks it comes from.
//
// This is forecasting: doubles are allowed here and nowhere else. The result is rounded once, to twelve
// decimals, and everything after it is exact. Sums run in the order of months and days, so equal input gives
// equal output.
#include "salesops/promotion/seasonal.hpp"

#include <array>
#include <cmath>

namespace salesops::promotion {
namespace {

using Index = std::array<double, 12>;

std::optional<Index> index_of(std::span<const MonthSales> history) {
  Index amounts{}, days{};
  double amount = 0, all_days = 0;
  for (const MonthSales& sold : history) {
    const std::size_t at = sold.month.month() - 1;
    const int length = (sold.month + 1).first() - sold.month.first();
    amounts[at] += static_cast<double>(sold.amount.minor());
    days[at] += length;
    amount += static_cast<double>(sold.amount.minor());
    all_days += length;
  }
  if (amount <= 0) return std::nullopt;
  Index index{};
  for (std::size_t at = 0; at < index.size(); ++at) {
    if (days[at] == 0) return std::nullopt;
    index[at] = (amounts[at] / days[at]) / (amount / all_days);
  }
  return index;
}

double sum_over(const Index& index, const calendar::Span& span) {
  double sum = 0;
  for (calendar::Date day = span.first; day <= span.last; day = day + 1) sum += index[day.month() - 1];
  return sum;
}

}  // namespace

std::optional<money::Rate> seasonal_factor(std::span<const MonthSales> history,
                                           const calendar::Span& observed, const calendar::Span& wanted) {
  constexpr std::int64_t kPlaces = 1'000'000'000'000;
  const std::optional<Index> index = index_of(history);
  if (!index) return std::nullopt;
  const double level = sum_over(*index, observed);
  if (level <= 0) return std::nullopt;
  const double factor = sum_over(*index, wanted) / level;
  return money::Rate(static_cast<std::int64_t>(std::llround(factor * static_cast<double>(kPlaces))), kPlaces);
}

}  // namespace salesops::promotion
