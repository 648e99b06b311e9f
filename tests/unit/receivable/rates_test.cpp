#include "salesops/receivable/rates.hpp"

#include <doctest/doctest.h>

#include "build.hpp"
#include "salesops/base/error.hpp"

namespace salesops::receivable::test {

TEST_CASE("an amount is converted at the last rate on or before its day, half-up once") {
  RateTable rates;
  rates.set("USD", day("2026-01-01"), money::Rate::of(money::Decimal(80, 0)));
  rates.set("USD", day("2026-06-30"), money::Rate::of(money::Decimal(85, 0)));
  rates.set("JPY", day("2026-01-01"), money::Rate::of(money::Decimal(4815, 5)));
  const money::Currency cny = money::currency("CNY"), usd = money::currency("USD"),
                        jpy = money::currency("JPY");
  CHECK(rates.convert(fen(10000), usd, cny, day("2026-06-29")) == fen(800000));  // 100 USD
  CHECK(rates.convert(fen(10000), usd, cny, day("2026-06-30")) == fen(850000));  // + 500, the revaluation
  CHECK(rates.convert(fen(-10000), usd, cny, day("2027-01-01")) == fen(-850000));
  CHECK(rates.convert(fen(100), jpy, cny, day("2026-02-01")) == fen(482));  // 100 JPY × 0.04815 = 4.815 CNY
  CHECK(rates.convert(fen(123), cny, cny, day("1999-01-01")) == fen(123));
}

TEST_CASE("a currency without a rate on the day or before is an error") {
  RateTable rates;
  rates.set("USD", day("2026-01-01"), money::Rate(7, 1));
  const money::Currency cny = money::currency("CNY");
  for (const char* code : {"USD", "EUR"}) {
    try {
      static_cast<void>(rates.convert(fen(1), money::currency(code), cny, day("2025-12-31")));
      FAIL("a rate was found");
    } catch (const base::Error& error) {
      CHECK(error.code() == "E5305");
    }
  }
}

}  // namespace salesops::receivable::test
