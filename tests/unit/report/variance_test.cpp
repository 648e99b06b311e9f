#include "salesops/report/variance.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <random>

#include "salesops/report/narrative.hpp"

namespace salesops::report {

namespace {

ProductFigures product(const char* code, std::int64_t before, std::int64_t quantity_before,
                       std::int64_t amount, std::int64_t quantity, const char* uom = "box") {
  return {.product = code,
          .name = code,
          .group = "g",
          .uom = uom,
          .counted = true,
          .quantity = quantity,
          .amount = Money::minor(amount),
          .quantity_before = quantity_before,
          .before = Money::minor(before)};
}

Variance sum(const std::vector<Variance>& parts) {
  Variance total;
  for (const Variance& part : parts) total.add(part);
  return total;
}

}  // namespace

// 100 boxes at 10 and 100 at 20; then 120 at 11 and 60 at 20: by hand 180 of 200 boxes, so volume -10 %.
TEST_CASE("volume, mix and price of two products are those worked out by hand") {
  const Variance all =
      sum(variances({product("A", 100'000, 100, 132'000, 120), product("B", 200'000, 100, 120'000, 60)}));
  CHECK(all.volume.minor() == -30'000);       // 300 000 × (180/200 − 1)
  CHECK(all.mix.minor() == 30'000 - 60'000);  // 1200.00 + 1200.00 at the old prices, less 2700.00
  CHECK(all.price.minor() == 12'000);         // 120 × (11 − 10)
  CHECK(all.change().minor() == -48'000);
}

TEST_CASE("products of different units of measure do not share a volume") {
  const auto parts =
      variances({product("A", 1'000, 10, 2'000, 20, "box"), product("B", 1'000, 10, 500, 5, "kg")});
  CHECK(parts[0].volume.minor() == 1'000);
  CHECK(parts[1].volume.minor() == -500);
  CHECK(sum(parts).mix.zero());
  CHECK(sum(parts).price.zero());
}

TEST_CASE("what cannot be compared stands apart: new, dropped, without quantity, more returns than sales") {
  std::vector<ProductFigures> products = {product("new", 0, 0, 700, 7), product("gone", 900, 9, 0, 0),
                                          product("back", 500, 5, -100, -1), product("part", 300, 3, 400, 4),
                                          product("part", 0, 0, 50, 0)};
  products.back().counted = false;
  const auto parts = variances(products);
  CHECK(parts[0].fresh.minor() == 700);
  CHECK(parts[1].dropped.minor() == -900);
  CHECK(parts[2].other.minor() == -600);
  CHECK(parts[3].other.minor() == 100);  // some of its lines state no quantity
  CHECK(parts[4].other.minor() == 50);
}

TEST_CASE("the parts add up to the difference, product by product") {
  std::mt19937_64 random(20'260'930);
  const auto below = [&](std::int64_t n) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<ProductFigures> products;
    for (int i = 0; i < 12; ++i) {
      ProductFigures one = product("p", below(900'000'000) - 1'000, below(9'000) * 500'000 - 1'000'000,
                                   below(900'000'000) - 1'000, below(9'000) * 500'000 - 1'000'000,
                                   below(2) == 0 ? "box" : "kg");
      one.product = std::to_string(i);
      one.counted = below(9) != 0;
      products.push_back(one);
    }
    const auto parts = variances(products);
    Money change;
    for (std::size_t i = 0; i < products.size(); ++i) {
      CHECK(parts[i].parts() == products[i].amount - products[i].before);
      change += products[i].amount - products[i].before;
    }
    CHECK(sum(parts).parts() == change);
    CHECK(sum(parts).change() == change);
  }
}

}  // namespace salesops::report
