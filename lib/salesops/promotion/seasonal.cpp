// Seasonal baseline by ratio to the mean (季节指数, 同期平均法).
//
// The index of a calendar month is the average daily sales of that month in the history ÷ the average daily
// sales of all the history. The level is what the weeks before the promotion sold ÷ the sum of the index over
// their days; the baseline of a span is the level × the sum of the index over its days. Level and index
// cancel to one factor on the sales of those weeks, which units, amount and cost share, so that the margin of
// the baseline is that of the weeks it comes from.
//
// Everything is exact: the mean of the whole history cancels, the months' averages are brought to the common
// multiple of their numbers of days, and the ratio is rounded once, half-up, to twelve decimals.
#include "salesops/promotion/seasonal.hpp"

#include <array>
#include <numeric>

#include "salesops/base/checked.hpp"

namespace salesops::promotion {
namespace {

using base::Wide;

// Average daily sales of every calendar month × a common factor.
using Daily = std::array<Wide, 12>;

std::optional<Daily> daily_sales(std::span<const MonthSales> history) {
  constexpr std::int64_t kMostDays = 100'000'000'000'000'000;  // keeps every product below 2^127
  Daily amounts{};
  std::array<std::int64_t, 12> days{};
  Wide all = 0;
  for (const MonthSales& sold : history) {
    const std::size_t at = sold.month.month() - 1;
    amounts[at] += sold.amount.minor();
    days[at] += sold.month.days();
    all += sold.amount.minor();
  }
  if (all <= 0) return std::nullopt;
  std::int64_t common = 1;
  for (const std::int64_t count : days) {
    if (count == 0) return std::nullopt;
    const Wide wider = Wide{common} / std::gcd(common, count) * count;
    if (wider > kMostDays) base::throw_overflow();
    common = base::narrow(wider);
  }
  for (std::size_t at = 0; at < days.size(); ++at) amounts[at] *= common / days[at];
  return amounts;
}

Wide sum_over(const Daily& daily, const calendar::Span& span) {
  Wide sum = 0;
  for (calendar::Date day = span.first; day <= span.last; day = day + 1) sum += daily[day.month() - 1];
  return sum;
}

}  // namespace

std::optional<money::Rate> seasonal_factor(std::span<const MonthSales> history,
                                           const calendar::Span& observed, const calendar::Span& wanted) {
  constexpr int kDecimals = 12;
  const std::optional<Daily> daily = daily_sales(history);
  if (!daily) return std::nullopt;
  const Wide level = sum_over(*daily, observed);
  if (level <= 0) return std::nullopt;
  const Wide sold = sum_over(*daily, wanted);
  Wide rest = sold < 0 ? -sold : sold;
  Wide factor = rest / level;
  std::int64_t unit = 1;
  for (int decimal = 0; decimal < kDecimals; ++decimal) {  // long division: the product would be too large
    rest = rest % level * 10;
    factor = factor * 10 + rest / level;
    unit *= 10;
  }
  if (rest % level * 2 >= level) ++factor;
  return money::Rate(base::narrow(sold < 0 ? -factor : factor), unit);
}

}  // namespace salesops::promotion
