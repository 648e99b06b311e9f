#include <doctest/doctest.h>

#include "salesops/promotion/seasonal.hpp"

using namespace salesops;
using namespace salesops::promotion;
using calendar::Date;
using calendar::Month;

namespace {

// Two years in which every day of a month sells `daily(month)` yuan.
template <class Daily>
std::vector<MonthSales> two_years(Daily daily) {
  std::vector<MonthSales> history;
  for (Month month = Month::of(2024, 10); month < Month::of(2026, 10); month = month + 1) {
    const int days = (month + 1).first() - month.first();
    history.push_back({month, money::Money::minor(100 * daily(month.month()) * days)});
  }
  return history;
}

const calendar::Span kWeeks{Date::of(2026, 9, 3), Date::of(2026, 9, 30)};
const calendar::Span kRun{Date::of(2026, 10, 1), Date::of(2026, 10, 7)};

}  // namespace

TEST_CASE("without seasons the factor is the ratio of the days") {
  const auto factor = seasonal_factor(two_years([](unsigned) { return 10; }), kWeeks, kRun);
  CHECK(*factor == money::Rate(7, 28));
}

TEST_CASE("a month that sells three times as much triples the baseline") {
  const auto history = two_years([](unsigned month) { return month == 10 ? 30 : 10; });
  CHECK(*seasonal_factor(history, kWeeks, kRun) == money::Rate(3 * 7, 28));
  // A window over two months takes each day at its own month: 1 day at 1, 7 at 3.
  CHECK(*seasonal_factor(history, kWeeks, {Date::of(2026, 9, 30), kRun.last}) ==
        money::Rate(785714285714, 1000000000000));
}

TEST_CASE("a history with a hole has no index") {
  auto history = two_years([](unsigned) { return 10; });
  history.resize(11);
  CHECK_FALSE(seasonal_factor(history, kWeeks, kRun).has_value());
  CHECK_FALSE(seasonal_factor(two_years([](unsigned) { return 0; }), kWeeks, kRun).has_value());
  CHECK_FALSE(seasonal_factor(two_years([](unsigned month) { return month == 9 ? 0 : 10; }), kWeeks, kRun)
                  .has_value());
}
