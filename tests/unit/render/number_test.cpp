#include "salesops/render/number.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace salesops;

TEST_CASE("numbers are written as plain decimals whatever their sign and size") {
  struct {
    std::int64_t mantissa;
    int digits;
    const char* wanted;
  } const cases[] = {{0, 2, "0.00"},
                     {5, 2, "0.05"},
                     {-5, 2, "-0.05"},
                     {123456, 2, "1234.56"},
                     {-123456, 0, "-123456"},
                     {1, 12, "0.000000000001"},
                     {std::numeric_limits<std::int64_t>::min(), 2, "-92233720368547758.08"},
                     {std::numeric_limits<std::int64_t>::max(), 0, "9223372036854775807"}};
  for (const auto& one : cases) {
    std::string text;
    render::append_scaled(text, one.mantissa, one.digits);
    CHECK(text == one.wanted);
  }
}

TEST_CASE("rates are rounded half away from zero") {
  struct {
    money::Rate rate;
    int decimals;
    const char* wanted;
  } const cases[] = {{{1, 3}, 6, "0.333333"}, {{2, 3}, 6, "0.666667"}, {{-1, 2}, 0, "-1"},
                     {{1, 8}, 2, "0.13"},     {{-1, 8}, 2, "-0.13"},   {{0, 1}, 2, "0.00"}};
  for (const auto& one : cases) {
    std::string text;
    render::append_rate(text, one.rate, one.decimals);
    CHECK(text == one.wanted);
  }
}

TEST_CASE("dates are ISO dates with two digits of month and day") {
  std::string text;
  render::append_date(text, calendar::Date::of(2026, 1, 5));
  CHECK(text == "2026-01-05");
}
