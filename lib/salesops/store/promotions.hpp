#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/budget/move.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"
#include "salesops/promotion/evaluation.hpp"
#include "salesops/promotion/offer.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// What is planned to be sold of a product: units without the promotion, and how much more with it.
struct PlannedItem {
  std::string product{};
  std::int64_t baseline_units = 0;
  money::Rate lift{};
};

struct Promotion {
  std::int64_t id = 0;
  std::string code{};
  std::string theme{};
  std::string kind = "promotion";
  std::string state = "draft";
  calendar::Span run{};
  std::string owner{};
  std::string mechanics{};
  std::string made_by{};
  promotion::BaselineMethod baseline = promotion::BaselineMethod::last_year;
  int weeks = 4;
  int seasonal_years = 2;
  std::optional<money::Decimal> baseline_units{};
  std::optional<money::Money> baseline_sales{};
  std::optional<money::Money> baseline_cost{};
  std::optional<money::Money> expected_sales{};
  std::optional<money::Money> margin_list{};
  std::optional<money::Money> margin_promo{};
  promotion::CostDefinition cost_definition = promotion::CostDefinition::spent;
  int pull_forward_days = 0;
  std::optional<std::int64_t> customer_limit{};  // claims and uses
  std::optional<std::int64_t> rep_limit{};       // uses
  std::string request{};
  std::vector<std::string> nodes{};
  std::vector<std::string> customers{};
  std::vector<std::string> products{};
  std::vector<std::string> cannibalised{};
  std::vector<promotion::Offer> offers{};
  std::vector<PlannedItem> items{};
  std::vector<std::pair<budget::Cell, money::Money>> costs{};
  money::Money planned_cost() const;
};

void insert_promotion(WriteTransaction& transaction, Promotion& promotion);  // sets id
// A draft that is entered anew. Journaled.
void delete_promotion(WriteTransaction& transaction, const Promotion& promotion);
void set_promotion_state(WriteTransaction& transaction, Promotion& promotion, std::string_view state);
void set_promotion_request(WriteTransaction& transaction, const Promotion& promotion,
                           std::string_view request);
std::optional<Promotion> find_promotion(Database& database, std::string_view code);
std::vector<Promotion> promotions(Database& database);  // by first day, then code
// Expenses that name the promotion or its request, dated up to a day, by node.
std::map<std::string, money::Money> promotion_spent(Database& database, const Promotion& promotion,
                                                    calendar::Date as_of);

// One line of sales with who and what it belongs to on its day.
struct PromotedSale {
  calendar::Date date;
  std::string customer;
  std::string node;
  std::string product;
  money::Decimal quantity{};
  money::Money net{};  // without tax
  money::Money gross{};
  money::Money cost{};
  std::optional<money::Money> list_price{};  // with tax
};
void for_each_promoted_sale(Database& database, calendar::Span span,
                            const std::function<void(const PromotedSale&)>& sink);

struct PromotionCheck {
  calendar::Date date;
  std::string node;
  std::string result;
  std::string note;
};
void insert_check(WriteTransaction& transaction, const Promotion& promotion, const PromotionCheck& check);
std::vector<PromotionCheck> promotion_checks(Database& database, std::int64_t promotion);

struct PromotionClaim {
  std::string number;
  std::string customer;
  calendar::Date date;
  money::Money claimed{};
  std::optional<money::Money> accepted{};  // nothing: not yet looked at
  money::Money paid{};
};
void insert_claim(WriteTransaction& transaction, const Promotion& promotion, const PromotionClaim& claim);
void update_claim(WriteTransaction& transaction, const PromotionClaim& claim);
std::vector<PromotionClaim> promotion_claims(Database& database, std::int64_t promotion);  // by number

struct GoodsMove {
  calendar::Date date;
  std::string item;
  std::string kind;  // receipt, issue, return, redeem
  std::string node;
  std::string promotion;
  std::int64_t quantity = 0;
  std::string note;
};
void insert_goods(WriteTransaction& transaction, const GoodsMove& move);
std::vector<GoodsMove> goods_moves(Database& database, calendar::Date as_of);  // in the order they were made

}  // namespace salesops::store
