#include "salesops/store/promotion_offers.hpp"

#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {
namespace {

constexpr std::string_view kInsertOffer =
    "INSERT INTO promotion_offer(promotion, kind, product, from_quantity, from_amount, rate, amount, free, "
    "gift, "
    "recurring) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view kOffers =
    "SELECT kind, product, from_quantity, from_amount, rate, amount, free, gift, recurring FROM "
    "promotion_offer "
    "WHERE promotion = ?1 ORDER BY id";
constexpr std::string_view kInsertItem =
    "INSERT INTO promotion_item(promotion, product, units, lift) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view kItems =
    "SELECT product, units, lift FROM promotion_item WHERE promotion = ?1 ORDER BY id";
constexpr std::string_view kInsertUse =
    "INSERT INTO promotion_use(promotion, date, customer, rep, product, document, quantity, list, discount, "
    "gifts) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view kUses =
    "SELECT date, customer, rep, product, document, quantity, list, discount, gifts FROM promotion_use "
    "WHERE promotion = ?1 ORDER BY id";
constexpr std::string_view kProduct =
    "SELECT s.price, s.cost FROM product p LEFT JOIN product_span s ON s.product = p.id AND "
    "ifnull(s.valid_from, ?2) <= ?2 AND ifnull(s.valid_to, ?2) >= ?2 WHERE p.code = ?1";
constexpr std::string_view kCustomer =
    "SELECT ifnull(n.code, ''), ifnull(r.code, '') FROM customer c "
    "LEFT JOIN customer_span s ON s.customer = c.id AND ifnull(s.valid_from, ?2) <= ?2 AND "
    "ifnull(s.valid_to, ?2) "
    ">= ?2 "
    "LEFT JOIN rep r ON r.id = s.rep "
    "LEFT JOIN rep_span t ON t.rep = s.rep AND ifnull(t.valid_from, ?2) <= ?2 AND ifnull(t.valid_to, ?2) >= "
    "?2 "
    "LEFT JOIN node n ON n.id = ifnull(s.node, t.node) WHERE c.code = ?1";
constexpr int kScale = 6;

std::string rate_text(const money::Rate& rate) {
  return std::to_string(rate.numerator()) + "/" + std::to_string(rate.denominator());
}

money::Rate rate_at(const Statement& row, int column) {
  money::Rate rate;
  money::NumberFault fault;
  money::parse_rate(row.text(column), rate, fault);
  return rate;
}

money::Decimal quantity_at(const Statement& row, int column) {
  return money::Decimal(row.integer(column), kScale).normalised();
}

std::optional<money::Money> maybe_amount(const Statement& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.amount(column));
}

}  // namespace

void insert_offers(Database& database, const Promotion& promotion) {
  Statement offer(database, kInsertOffer);
  for (const promotion::Offer& one : promotion.offers) {
    const std::string rate = rate_text(one.rate);
    offer.run_with(promotion.id, promotion::name_of(one.kind), std::string_view(one.product),
                   one.from_quantity.at_scale(kScale), one.from_amount, std::string_view(rate), one.amount,
                   one.free.at_scale(kScale), std::string_view(one.gift), one.recurring ? 1 : 0);
  }
  Statement item(database, kInsertItem);
  for (const PlannedItem& one : promotion.items) {
    const std::string lift = rate_text(one.lift);
    item.run_with(promotion.id, std::string_view(one.product), one.baseline_units, std::string_view(lift));
  }
}

void read_offers(Database& database, Promotion& promotion) {
  Statement offers(database, kOffers);
  offers.bind_all(promotion.id);
  while (offers.step()) {
    promotion::Offer offer;
    promotion::offer_named(offers.text(0), offer.kind);
    offer.product = offers.string(1);
    offer.from_quantity = quantity_at(offers, 2);
    offer.from_amount = offers.amount(3);
    offer.rate = rate_at(offers, 4);
    offer.amount = offers.amount(5);
    offer.free = quantity_at(offers, 6);
    offer.gift = offers.string(7);
    offer.recurring = offers.integer(8) != 0;
    promotion.offers.push_back(std::move(offer));
  }
  Statement items(database, kItems);
  items.bind_all(promotion.id);
  while (items.step()) promotion.items.push_back({items.string(0), items.integer(1), rate_at(items, 2)});
}

void delete_offers(Database& database, const Promotion& promotion) {
  Statement(database, "DELETE FROM promotion_offer WHERE promotion = ?1").run_with(promotion.id);
  Statement(database, "DELETE FROM promotion_item WHERE promotion = ?1").run_with(promotion.id);
}

void insert_use(WriteTransaction& transaction, const Promotion& promotion, const PromotionUse& use) {
  Statement(transaction.database(), kInsertUse)
      .run_with(promotion.id, use.date, std::string_view(use.customer), std::string_view(use.rep),
                std::string_view(use.product), std::string_view(use.document), use.quantity.at_scale(kScale),
                use.list, use.discount, std::string_view(use.gifts));
  append_journal(transaction, "promotion " + promotion.code, "",
                 Fields()
                     .set("discount", use.discount.minor())
                     .set("product", use.product)
                     .set("quantity", money::to_string(use.quantity))
                     .set("used_by", use.customer)
                     .json());
}

std::vector<PromotionUse> promotion_uses(Database& database, std::int64_t promotion) {
  std::vector<PromotionUse> found;
  Statement rows(database, kUses);
  rows.bind_all(promotion);
  while (rows.step())
    found.push_back({rows.date(0), rows.string(1), rows.string(2), rows.string(3), rows.string(4),
                     quantity_at(rows, 5), rows.amount(6), rows.amount(7), rows.string(8)});
  return found;
}

std::optional<ProductOnDay> product_on(Database& database, std::string_view code, calendar::Date day) {
  Statement row(database, kProduct);
  row.bind_all(code, day);
  if (!row.step()) return std::nullopt;
  return ProductOnDay{maybe_amount(row, 0), maybe_amount(row, 1)};
}

std::optional<CustomerOnDay> customer_on(Database& database, std::string_view code, calendar::Date day) {
  Statement row(database, kCustomer);
  row.bind_all(code, day);
  if (!row.step()) return std::nullopt;
  return CustomerOnDay{row.string(0), row.string(1)};
}

}  // namespace salesops::store
