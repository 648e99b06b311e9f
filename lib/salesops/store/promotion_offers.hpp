#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/store/promotions.hpp"

// The mechanics of promotions and what was taken of them.
namespace salesops::store {

// Written with the promotion itself.
void insert_offers(Database& database, const Promotion& promotion);
void read_offers(Database& database, Promotion& promotion);
void delete_offers(Database& database, const Promotion& promotion);

// One time that a customer took the offers of a promotion. Append-only.
struct PromotionUse {
  calendar::Date date;
  std::string customer;
  std::string rep;  // "" without one
  std::string product;
  std::string document;  // order or delivery, "" when not given
  money::Decimal quantity{};
  money::Money list{};
  money::Money discount{};
  std::string gifts{};  // "P1 3, P2 1"
};
void insert_use(WriteTransaction& transaction, const Promotion& promotion, const PromotionUse& use);
std::vector<PromotionUse> promotion_uses(Database& database, std::int64_t promotion);  // as they were made

// What master data says of a product or a customer on a day; nothing when there is none of that code.
struct ProductOnDay {
  std::optional<money::Money> price{};
  std::optional<money::Money> cost{};
};
std::optional<ProductOnDay> product_on(Database& database, std::string_view code, calendar::Date day);
struct CustomerOnDay {
  std::string node;
  std::string rep;
};
std::optional<CustomerOnDay> customer_on(Database& database, std::string_view code, calendar::Date day);

}  // namespace salesops::store
