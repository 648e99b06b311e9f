#include "salesops/target/handover.hpp"

#include <doctest/doctest.h>

namespace salesops::target {

namespace {

Handover in_january(unsigned day, std::vector<money::Rate> ramp) {
  const calendar::Month month = calendar::Month::of(2026, 1);
  return {calendar::Date::of(2026, 1, day), month, {month.first(), month.last()}, std::move(ramp)};
}

std::vector<std::int64_t> quarter(const Handover& handover, std::int64_t monthly) {
  std::vector<std::int64_t> passed;
  for (const unsigned month : {1U, 2U, 3U})
    passed.push_back(passed_on(handover, calendar::Month::of(2026, month), monthly));
  return passed;
}

}  // namespace

TEST_CASE("a ramp takes its part of every month of service") {
  // monthly 100k at 0, 25, 50 %: 75k of a quarter of 300k
  const Handover ramped = in_january(1, {{0, 100}, {25, 100}, {50, 100}});
  CHECK(quarter(ramped, 10'000'000) == std::vector<std::int64_t>{0, 2'500'000, 5'000'000});
  CHECK(passed_on(ramped, calendar::Month::of(2026, 4), 10'000'000) == 10'000'000);
}

TEST_CASE("the first month passes on by days, the day itself included, earlier months not at all") {
  CHECK(quarter(in_january(16, {}), 3'100) == std::vector<std::int64_t>{1'600, 3'100, 3'100});
  CHECK(quarter(in_january(31, {{1, 2}}), 3'100) == std::vector<std::int64_t>{50, 3'100, 3'100});
  CHECK(passed_on(in_january(1, {}), calendar::Month::of(2025, 12), 3'100) == 0);
  CHECK(passed_on(in_january(21, {}), calendar::Month::of(2026, 1), 100) == 35);  // 11 of 31 days, 35.48
}

}  // namespace salesops::target
