#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

// What a promotion gives: its mechanics as terms of a sale. The rules: see offer.cpp.
namespace salesops::promotion {

// discount: a rate off. price: a lower price. amount_off (满减): a sum off. gift (买赠): goods for nothing.
enum class OfferKind { discount, price, amount_off, gift };
std::string_view name_of(OfferKind kind);
bool offer_named(std::string_view name, OfferKind& kind);

// One step of an offer; several steps of a kind make slabs (阶梯).
struct Offer {
  OfferKind kind = OfferKind::discount;
  std::string product{};           // "" = every product of the promotion
  money::Decimal from_quantity{};  // holds from this quantity on (discount, price; gift: buy so many)
  money::Money from_amount{};      // holds from this amount at list price on (amount_off)
  money::Rate rate{};              // discount
  money::Money amount{};           // price: of a unit; amount_off: the sum off
  money::Decimal free{};           // gift: how many
  std::string gift{};              // gift: of what; "" = the product itself
  bool recurring = false;          // amount_off, gift: once for every full step
};

struct Purchase {
  std::string product{};
  money::Decimal quantity{};
  money::Money list_price{};  // of a unit
};

struct Gift {
  std::string product{};
  money::Decimal quantity{};
};
struct Terms {
  money::Money list{};      // list price × quantity
  money::Money discount{};  // 0 … list
  std::vector<Gift> gifts{};
  money::Money net() const { return list - discount; }
  std::optional<money::Money> price(const money::Decimal& quantity) const;  // effective, of a unit, half-up
  bool any() const { return !discount.zero() || !gifts.empty(); }
};
// The terms of a purchase of more than nothing.
Terms terms_of(std::span<const Offer> offers, const Purchase& purchase);

}  // namespace salesops::promotion
