#include "salesops/money/decimal.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

namespace salesops::money {

namespace {

std::string read(std::string_view text) {
  Decimal number;
  NumberFault fault;
  return parse_decimal(text, number, fault) ? to_string(number) : fault.code;
}

std::string read_rate(std::string_view text) {
  Rate rate;
  NumberFault fault;
  if (!parse_rate(text, rate, fault)) return fault.code;
  return std::to_string(rate.numerator()) + "/" + std::to_string(rate.denominator());
}

}  // namespace

TEST_CASE("decimals keep their digits and know percent") {
  struct Row {
    const char* text;
    const char* shown;
  };
  static constexpr Row kRows[] = {{"12.50", "12.50"},
                                  {"-3", "-3"},
                                  {"0.000000000001", "0.000000000001"},
                                  {"0.0000000000001", "E2110"},
                                  {"12.5%", "0.125"},
                                  {"12‰", "0.012"},
                                  {"８５％", "0.85"},
                                  {"1.25万", "12500"},
                                  {"1.23456万", "12345.6"},
                                  {"1,000", "1000"},
                                  {"1,00", "E2111"},
                                  {"1e3", "E2112"},
                                  {"abc", "E2113"},
                                  {"5%元", "E2113"},
                                  {"5万%", "E2113"},
                                  {"1000000000000000000", "1000000000000000000"},
                                  {"1000000000000000001", "E2114"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.shown);
  }
}

TEST_CASE("decimals compare and add by value") {
  CHECK(Decimal(1250, 2) == Decimal(125, 1));
  CHECK(Decimal(1, 0) < Decimal(11, 1));
  CHECK(Decimal(-1'000'000'000'000'000'000, 0) < Decimal(1'000'000'000'000'000'000, 12));
  CHECK(to_string(Decimal(125, 1) + Decimal(25, 2)) == "12.75");
  CHECK(to_string(Decimal(125, 1) - Decimal(1275, 2)) == "-0.25");
  CHECK(to_string(Decimal(1250, 2).normalised()) == "12.5");
  CHECK(to_string(Decimal(-5, 3)) == "-0.005");
  CHECK(Decimal(125, 1).at_scale(3) == 12500);
  CHECK(Decimal(1250, 2).at_scale(1) == 125);
  CHECK_THROWS_AS(static_cast<void>(Decimal(1251, 2).at_scale(1)), base::Error);
  CHECK_THROWS_AS(Decimal(1, 13), base::Error);
  CHECK_THROWS_AS(Decimal(1'000'000'000'000'000'001, 0), base::Error);
  CHECK_THROWS_AS(Decimal(1'000'000'000'000'000'000, 0) + Decimal(1, 0), base::Error);
}

TEST_CASE("rates are exact ratios in lowest terms") {
  CHECK(read_rate("85%") == "17/20");
  CHECK(read_rate("0.85") == "17/20");
  CHECK(read_rate("3/7") == "3/7");
  CHECK(read_rate("-1.5/4.5") == "-1/3");
  CHECK(read_rate("12‰") == "3/250");
  CHECK(read_rate("1/0") == "E2113");
  CHECK(read_rate("1/") == "E2113");
  CHECK(read_rate("1/2/3") == "E2113");
  CHECK(Rate::percent(Decimal(125, 1)) == Rate(1, 8));
  CHECK(Rate::of(Decimal(125, 3)) == Rate(1, 8));
  CHECK(Rate(6, -8) == Rate(-3, 4));
  CHECK(Rate(1, 3) + Rate(1, 6) == Rate(1, 2));
  CHECK(Rate(1, 3) - Rate(1, 2) == Rate(-1, 6));
  CHECK(Rate(2, 3) * Rate(3, 4) == Rate(1, 2));
  CHECK(Rate(1, 3) < Rate(334, 1000));
  CHECK(Rate(0, 5).zero());
  CHECK_THROWS_AS(Rate(1, 0), base::Error);
}

TEST_CASE("amounts are multiplied exactly and rounded once, half away from zero") {
  CHECK(half_up(Money::minor(5), Rate(1, 2)) == Money::minor(3));
  CHECK(half_up(Money::minor(-5), Rate(1, 2)) == Money::minor(-3));
  CHECK(half_up(Money::minor(INT64_MAX), Rate(1, 1)) == Money::minor(INT64_MAX));
  CHECK(half_up(Money::minor(1999), Decimal(25, 1)) == Money::minor(4998));  // 19.99 × 2.5 = 49.975
  CHECK(floor_to_unit(Money::minor(12345), Money::minor(1000)) == Money::minor(12000));
  CHECK(floor_to_unit(Money::minor(-1), Money::minor(1000)) == Money::minor(-1000));
  CHECK(prorate(Money::minor(100), 1, 3) == Money::minor(33));
  CHECK(prorate(Money::minor(50'000'000), 46 * 5, 10'000) ==
        Money::minor(1'150'000));  // 0.05 % a day, 46 days
  CHECK_THROWS_AS(half_up(Money::minor(INT64_MAX), Rate(2, 1)), base::Error);
}

TEST_CASE("rates are shown as percent and as decimals") {
  CHECK(percent_text(Rate(1, 3)) == "33.3%");
  CHECK(percent_text(Rate(1, 3), 0) == "33%");
  CHECK(percent_text(Rate(-36, 1000)) == "-3.6%");
  CHECK(percent_text(Rate(-1, 10000)) == "0.0%");
  CHECK(percent_text(Rate(5, 2), 2) == "250.00%");
  CHECK(decimal_text(Rate(1, 3), 4) == "0.3333");
  CHECK(decimal_text(Rate(2, 3), 4) == "0.6667");
  CHECK(decimal_text(Rate(-2, 1), 0) == "-2");
}

}  // namespace salesops::money
