#include "salesops/report/variance.hpp"

#include <map>
#include <set>
#include <string_view>

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"

namespace salesops::report {

namespace {

struct Pool {
  std::int64_t before = 0;
  std::int64_t now = 0;
};

// Whether the product's quantities are known and can be compared.
bool comparable(const ProductFigures& product, bool counted) {
  return counted && product.quantity > 0 && product.quantity_before > 0;
}

// amount · part / whole, half-up.
Money scaled(Money amount, std::int64_t part, std::int64_t whole) {
  return Money::minor(base::narrow(base::divide_half_up(base::Wide{amount.minor()} * part, whole)));
}

Variance take_apart(const ProductFigures& product, bool counted, const Pool& pool) {
  Variance result{.before = product.before, .amount = product.amount};
  if (comparable(product, counted)) {
    const Money with_pool = scaled(product.before, pool.now, pool.before);
    const Money at_old_price = scaled(product.before, product.quantity, product.quantity_before);
    result.volume = with_pool - product.before;
    result.mix = at_old_price - with_pool;
    result.price = product.amount - at_old_price;
  } else if (counted && product.quantity_before == 0 && product.before.zero()) {
    result.fresh = product.amount;
  } else if (counted && product.quantity == 0 && product.amount.zero()) {
    result.dropped = -product.before;
  } else {
    result.other = product.amount - product.before;
  }
  return result;
}

}  // namespace

void Variance::add(const Variance& more) {
  before += more.before;
  volume += more.volume;
  mix += more.mix;
  price += more.price;
  fresh += more.fresh;
  dropped += more.dropped;
  other += more.other;
  amount += more.amount;
}

std::vector<Variance> variances(const std::vector<ProductFigures>& products) {
  std::set<std::string_view> uncounted;  // products with lines that state no quantity
  for (const ProductFigures& product : products)
    if (!product.counted) uncounted.insert(product.product);
  const auto counted = [&](const ProductFigures& product) { return !uncounted.contains(product.product); };
  std::map<std::string, Pool> pools;
  for (const ProductFigures& product : products) {
    if (!comparable(product, counted(product))) continue;
    Pool& pool = pools[product.uom];
    pool.before = base::checked_add(pool.before, product.quantity_before);
    pool.now = base::checked_add(pool.now, product.quantity);
  }
  std::vector<Variance> results;
  results.reserve(products.size());
  for (const ProductFigures& product : products) {
    results.push_back(take_apart(product, counted(product), pools[product.uom]));
    if (results.back().parts() == results.back().change()) continue;
    throw base::Error(base::Exit::internal,
                      {.code = "E7191",
                       .value = product.product,
                       .message = {"销量、结构、价格之和与差额不等",
                                   "volume, mix and price do not add up to the difference"}});
  }
  return results;
}

}  // namespace salesops::report
