#include "salesops/target/fairness.hpp"

#include <doctest/doctest.h>

namespace salesops::target {

TEST_CASE("the variation of target per potential does not depend on the unit of either") {
  // ratios 8, 10, 12 in any unit: mean 10, population deviation sqrt(8/3) = 1.632993, 16.3299 %
  for (const std::int64_t unit : {1LL, 1'000'000LL, 999'999'999LL}) {
    const std::vector<Burden> burdens{
        {"a", 8 * unit, 1'000'000}, {"b", 20 * unit, 2'000'000}, {"c", 36 * unit, 3'000'000}};
    CHECK(judge(burdens).variation == money::Rate(163'299, 1'000'000));
  }
}

TEST_CASE("equal burdens have no variation, one node none to speak of") {
  const std::vector<Burden> even{{"a", 100, 10}, {"b", 300, 30}};
  CHECK(judge(even).variation == money::Rate(0, 1));
  CHECK(burden_index(even[0], judge(even)) == money::Rate(1, 1));
  const std::vector<Burden> one{{"a", 100, 10}};
  CHECK_FALSE(judge(one).variation.has_value());
  CHECK_FALSE(judge(std::vector<Burden>{}).ratio.has_value());
}

TEST_CASE("attainment is correlated with size from -1 to 1") {
  // due = target; actual ÷ due falls as the target grows: 120, 100, 80 % for 100, 200, 300
  const std::vector<Burden> falling{
      {"a", 100, 0, 100, 120}, {"b", 200, 0, 200, 200}, {"c", 300, 0, 300, 240}};
  CHECK(judge(falling).correlation == money::Rate(-1, 1));
  // 100, 200, 400 against 100, 100, 130 %: r = 0.944911
  const std::vector<Burden> rising{{"a", 100, 0, 100, 100}, {"b", 200, 0, 200, 200}, {"c", 400, 0, 400, 520}};
  CHECK(judge(rising).correlation == money::Rate(944'911, 1'000'000));
}

TEST_CASE("bands are half-open, so that 80 and 100 per cent stand in the upper one") {
  const auto band = [](std::int64_t actual) { return band_of({"a", 0, 0, 10'000, actual}).value_or(99); };
  CHECK(band(-1) == 0);
  CHECK(band(4'999) == 0);
  CHECK(band(5'000) == 1);
  CHECK(band(7'999) == 1);
  CHECK(band(8'000) == 2);
  CHECK(band(9'999) == 2);
  CHECK(band(10'000) == 3);
  CHECK(band(12'000) == 4);
  CHECK_FALSE(band_of({"a", 0, 0, 0, 1}).has_value());
  CHECK_FALSE(band_of({"a", 0, 0, std::nullopt, 1}).has_value());
}

TEST_CASE("thirds go by target and by node where targets are equal") {
  const std::vector<Burden> burdens{{"d", 5}, {"c", 5}, {"b", 1}, {"a", 9}};
  CHECK(thirds(burdens) == std::vector<std::size_t>{1, 0, 0, 2});
}

TEST_CASE("integer roots are the largest that fit") {
  for (const std::int64_t value : {0LL, 1LL, 3LL, 4LL, 99LL, 100LL, 999'999'999'999LL}) {
    const base::Wide root = integer_root(value);
    CHECK(root * root <= value);
    CHECK((root + 1) * (root + 1) > value);
  }
}

}  // namespace salesops::target
