#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <string>

#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

namespace salesops::money {

namespace {

int rounds() {
  return std::getenv("SALESOPS_LONG") != nullptr ? 2'000'000 : 20'000;
}

// Amounts of every magnitude up to ±10^15.
Money any_amount(std::mt19937_64& random) {
  std::int64_t limit = 1;
  for (std::uint64_t digits = random() % 16; digits > 0; --digits) limit *= 10;
  const auto span = static_cast<std::uint64_t>(2 * limit + 1);
  return Money::minor(static_cast<std::int64_t>(random() % span) - limit);
}

}  // namespace

TEST_CASE("every amount that is written can be read back, plain, grouped and in brackets") {
  std::mt19937_64 random(20261123);
  for (int i = 0; i < rounds(); ++i) {
    const Money amount = any_amount(random);
    const int digits = static_cast<int>(random() % 4);
    const std::string grouped = to_grouped(amount, digits);
    const std::string bracketed = amount.negative() ? "（" + grouped.substr(1) + "）" : "￥" + grouped;
    for (const std::string& text : {to_decimal(amount, digits), grouped, bracketed}) {
      Money back;
      NumberFault fault;
      const bool same = parse_money(text, digits, back, fault) && back == amount;
      if (!same) FAIL("not read back: " << text);
    }
  }
}

TEST_CASE(
    "a text with one damaged byte is the same amount, another well-formed one or a fault, never a crash") {
  std::mt19937_64 random(7);
  for (int i = 0; i < rounds(); ++i) {
    std::string text = to_grouped(any_amount(random));
    text[random() % text.size()] = static_cast<char>(random() % 256);
    Money amount;
    NumberFault fault;
    if (!parse_money(text, 2, amount, fault)) {
      if (fault.code < "E2110" || fault.code > "E2114") FAIL("fault without a code: " << text);
    } else if (amount.minor() > kMaxMinor || amount.minor() < -kMaxMinor) {
      FAIL("out of range: " << text);
    }
  }
}

TEST_CASE("rates obey the laws of fractions") {
  std::mt19937_64 random(42);
  const auto any = [&random] {
    return Rate(static_cast<std::int64_t>(random() % 200'001) - 100'000,
                static_cast<std::int64_t>(random() % 9'999) + 1);
  };
  for (int i = 0; i < rounds(); ++i) {
    const Rate a = any(), b = any(), c = any();
    const bool laws = a + b == b + a && (a + b) - b == a && a * (b + c) == a * b + a * c &&
                      ((a < b) == ((b - a).numerator() > 0));
    if (!laws) FAIL("a law fails");
  }
}

}  // namespace salesops::money
