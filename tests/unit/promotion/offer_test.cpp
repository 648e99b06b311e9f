#include <doctest/doctest.h>

#include "salesops/promotion/offer.hpp"

using namespace salesops;
using namespace salesops::promotion;

namespace {

money::Money yuan(std::int64_t amount) {
  return money::Money::minor(amount * 100);
}
Purchase buys(std::int64_t quantity, std::int64_t price = 100) {
  return {"P1", money::Decimal::whole(quantity), yuan(price)};
}
Offer from(std::int64_t quantity, int percent) {
  return {.kind = OfferKind::discount,
          .from_quantity = money::Decimal::whole(quantity),
          .rate = money::Rate(percent, 100)};
}

}  // namespace

// frappe/erpnext promotional scheme test: 20 % from 4 pieces on; 5 are ordered.
TEST_CASE("a slab holds from its quantity on, and the largest discount counts") {
  const std::vector<Offer> slabs = {from(4, 20), from(10, 25)};
  CHECK(terms_of(slabs, buys(3)).discount.zero());
  CHECK(terms_of(slabs, buys(4)).discount == yuan(80));
  CHECK(terms_of(slabs, buys(5)).net() == yuan(400));
  CHECK(terms_of(slabs, buys(12)).discount == yuan(300));
  CHECK(*terms_of(slabs, buys(12)).price(money::Decimal::whole(12)) == yuan(75));
  CHECK_FALSE(terms_of(slabs, buys(3)).any());
}

// The same source: 12 bought, 1 free, for every full dozen.
TEST_CASE("a gift comes once, or for every full step") {
  Offer dozen{
      .kind = OfferKind::gift, .from_quantity = money::Decimal::whole(12), .free = money::Decimal::whole(1)};
  CHECK(terms_of(std::vector{dozen}, buys(11)).gifts.empty());
  CHECK(terms_of(std::vector{dozen}, buys(36)).gifts.front().quantity == money::Decimal::whole(1));
  dozen.recurring = true;
  const Terms terms = terms_of(std::vector{dozen}, buys(36));
  CHECK(terms.gifts.front().product == "P1");
  CHECK(terms.gifts.front().quantity == money::Decimal::whole(3));
  CHECK(terms.net() == yuan(3600));
}

TEST_CASE("a sum off for every full amount, a lower price, never both and never below zero") {
  const Offer off{
      .kind = OfferKind::amount_off, .from_amount = yuan(300), .amount = yuan(50), .recurring = true};
  const Offer price{.kind = OfferKind::price, .amount = yuan(80)};
  CHECK(terms_of(std::vector{off}, buys(7)).discount == yuan(100));
  CHECK(terms_of(std::vector{off, price}, buys(7)).discount == yuan(140));
  CHECK(terms_of(std::vector{price}, buys(2, 70)).discount.zero());
  const Offer all{.kind = OfferKind::amount_off, .from_amount = yuan(1), .amount = yuan(500)};
  CHECK(terms_of(std::vector{all}, buys(2)).net().zero());
}

TEST_CASE("an offer for another product does not count") {
  Offer other = from(1, 50);
  other.product = "P2";
  CHECK_FALSE(terms_of(std::vector{other}, buys(5)).any());
}
