#include "salesops/target/credit.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <random>

using salesops::target::split_credit;

TEST_CASE("shared credit sums to the order exactly") {
  struct Case {
    std::int64_t value;
    std::vector<std::int64_t> shares;
    std::vector<std::int64_t> parts;
  };
  const Case cases[] = {
      {20'000'00, {500'000, 500'000}, {10'000'00, 10'000'00}},
      {1'000'001, {500'000, 500'000}, {500'001, 500'000}},  // a tie goes to the earlier rep
      {100, {333'333, 333'333, 333'334}, {33, 33, 34}},
      {-200'001, {333'333, 666'667}, {-66'667, -133'334}},  // a return splits like the order did
      {1, {400'000, 600'000}, {0, 1}},
      {7, {1'000'000}, {7}},
      {0, {250'000, 750'000}, {0, 0}},
      {9'000'000'000'000'000, {1, 999'999}, {9'000'000'000, 8'999'991'000'000'000}},
  };
  for (const Case& c : cases) CHECK(split_credit(c.value, c.shares) == c.parts);
}

TEST_CASE("no rep is further than a unit from its exact share") {
  std::mt19937_64 random(20261103);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::int64_t> shares;
    std::int64_t left = 1'000'000;
    while (left > 0 && shares.size() < 5) {
      const auto share = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(left)) + 1;
      shares.push_back(share);
      left -= share;
    }
    shares.back() += left;
    const auto value = static_cast<std::int64_t>(random() % 2'000'000'000) - 1'000'000'000;
    const std::vector<std::int64_t> parts = split_credit(value, shares);
    CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == value);
    for (std::size_t i = 0; i < parts.size(); ++i)
      CHECK(std::abs(parts[i] * 1'000'000 - value * shares[i]) < 1'000'000);
  }
}
