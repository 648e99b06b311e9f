#pragma once
#include <string>
#include <vector>

#include "salesops/money/money.hpp"

// Why sales differ from those of another period: how much was sold, what was sold, at which price.
namespace salesops::report {

using money::Money;

// What was sold of a product in the period and in the one before it. Quantities in millionths of its unit.
struct ProductFigures {
  std::string product{};
  std::string name{};
  std::string group{};
  std::string uom{};
  bool counted = true;  // false: lines without product or quantity
  std::int64_t quantity = 0;
  Money amount{};
  std::int64_t quantity_before = 0;
  Money before{};
};

// amount − before, taken apart. The parts always add up to it.
struct Variance {
  Money before{};
  Money volume{};   // all products of a unit sold like the unit as a whole, at the prices before
  Money mix{};      // products sold more or less than their unit as a whole, at the prices before
  Money price{};    // quantities sold × (price − price before)
  Money fresh{};    // products not sold before
  Money dropped{};  // products no longer sold
  Money other{};    // products with lines without quantity, or of which more came back than went out
  Money amount{};

  Money change() const { return amount - before; }
  Money parts() const { return volume + mix + price + fresh + dropped + other; }
  void add(const Variance& more);
};

// One per product, in their order. Volume and mix need quantities that can be added, so products are pooled
// by unit of measure. With a0, q0 and a1, q1 the amount and quantity before and now, Q0 and Q1 those of the
// pool: volume = a0 · Q1 / Q0 − a0, mix = a0 · q1 / q0 − a0 · Q1 / Q0, price = a1 − a0 · q1 / q0, each
// product of three rounded half-up once, so that the parts add up exactly. Error(internal, E7191) when they
// do not.
std::vector<Variance> variances(const std::vector<ProductFigures>& products);

}  // namespace salesops::report
