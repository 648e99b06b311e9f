// Among the offers that lower the price the one that lowers it most counts, never two together; equal ones:
// the first in the plan. Gifts come on top; of the gifts of one product the largest counts. So slabs need no
// upper ends: "from 4: 20 %, from 10: 25 %" gives 12 pieces 25 %.
#include "salesops/promotion/offer.hpp"

#include <algorithm>
#include <array>

#include "salesops/base/checked.hpp"

namespace salesops::promotion {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"discount", "price", "amount_off", "gift"};
constexpr int kScale = 6;

bool concerns(const Offer& offer, const Purchase& purchase) {
  return offer.product.empty() || offer.product == purchase.product;
}

// Full steps of `step` in `whole`; recurring offers count each, others the first.
std::int64_t steps(std::int64_t whole, std::int64_t step, bool recurring) {
  if (step <= 0 || whole < step) return 0;
  return recurring ? whole / step : 1;
}

money::Money discount_of(const Offer& offer, const Purchase& purchase, money::Money list) {
  const bool enough = purchase.quantity.at_scale(kScale) >= offer.from_quantity.at_scale(kScale);
  switch (offer.kind) {
    case OfferKind::discount:
      return enough ? money::half_up(list, offer.rate) : money::Money();
    case OfferKind::price:
      return enough ? list - money::half_up(offer.amount, purchase.quantity) : money::Money();
    case OfferKind::amount_off: {
      const std::int64_t times = steps(list.minor(), offer.from_amount.minor(), offer.recurring);
      return money::half_up(offer.amount, money::Decimal::whole(times));
    }
    case OfferKind::gift:
      break;
  }
  return {};
}

money::Decimal gift_of(const Offer& offer, const Purchase& purchase) {
  const std::int64_t times =
      steps(purchase.quantity.at_scale(kScale), offer.from_quantity.at_scale(kScale), offer.recurring);
  const base::Wide free = base::Wide{offer.free.at_scale(kScale)} * times;
  return money::Decimal(base::narrow(free), kScale).normalised();
}

void add_gift(std::vector<Gift>& gifts, const std::string& product, const money::Decimal& quantity) {
  if (quantity.zero()) return;
  const auto same = std::ranges::find(gifts, product, &Gift::product);
  if (same == gifts.end())
    gifts.push_back({product, quantity});
  else if (same->quantity.at_scale(kScale) < quantity.at_scale(kScale))
    same->quantity = quantity;
}

}  // namespace

std::string_view name_of(OfferKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

bool offer_named(std::string_view name, OfferKind& kind) {
  const auto found = std::ranges::find(kKinds, name);
  if (found == kKinds.end()) return false;
  kind = static_cast<OfferKind>(found - kKinds.begin());
  return true;
}

std::optional<money::Money> Terms::price(const money::Decimal& quantity) const {
  const std::int64_t units = quantity.at_scale(kScale);
  if (units <= 0) return std::nullopt;
  constexpr std::int64_t kOne = 1'000'000;
  return money::Money::minor(base::narrow(base::divide_half_up(base::Wide{net().minor()} * kOne, units)));
}

Terms terms_of(std::span<const Offer> offers, const Purchase& purchase) {
  Terms terms;
  terms.list = money::half_up(purchase.list_price, purchase.quantity);
  for (const Offer& offer : offers) {
    if (!concerns(offer, purchase)) continue;
    if (offer.kind == OfferKind::gift)
      add_gift(terms.gifts, offer.gift.empty() ? purchase.product : offer.gift, gift_of(offer, purchase));
    else
      terms.discount = std::max(terms.discount, discount_of(offer, purchase, terms.list));
  }
  terms.discount = std::min(terms.discount, terms.list);
  return terms;
}

}  // namespace salesops::promotion
