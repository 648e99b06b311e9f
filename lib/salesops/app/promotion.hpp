#pragma once
#include <string>

#include "salesops/app/context.hpp"

// Promotions and events: plan → submit → approve (commits the budget) → start → checks → close → evaluate.
namespace salesops::app {

struct PromoPlanOptions {
  std::string file;  // YAML
};
// Enters a draft, or one anew that is still a draft or was turned down. Warns of overlaps with other promotions
// (E6151). E6150 when it has gone further, E6161 when its offers have been used.
Outcome promo_plan(const Context& context, const PromoPlanOptions& options);

// Every key of a plan file: `salesops help promotion-plan`.
std::string promotion_plan_reference(base::Lang lang);

struct PromoOptions {
  std::string code;
  bool override_control = false;  // approve
};
Outcome promo_submit(const Context& context, const PromoOptions& options);
// Checks the budget, commits the cost lines as one request and approves, in one transaction.
Outcome promo_approve(const Context& context, const PromoOptions& options);
Outcome promo_reject(const Context& context, const PromoOptions& options);
Outcome promo_start(const Context& context, const PromoOptions& options);
Outcome promo_close(const Context& context, const PromoOptions& options);  // releases what is not settled
// What it brought, as of the as-of day: totals with their definitions, then node by node and customer by
// customer.
Outcome promo_evaluate(const Context& context, const PromoOptions& options);
// The calendar: every promotion whose days touch --period (all without it).
Outcome promo_list(const Context& context);
// The plan, what it needs to pay off, its checks and claims.
Outcome promo_show(const Context& context, const PromoOptions& options);

struct PromoCheckOptions {
  std::string code;
  std::string node;
  std::string result = "done";  // done, partial, missing
  std::string note{};
};
Outcome promo_check(const Context& context, const PromoCheckOptions& options);

struct PromoClaimOptions {
  std::string code;
  std::string number;
  std::string customer{};  // a new claim
  std::string amount{};
  std::string accept{};  // decides an existing one
  std::string pay{};
};
// E6155 above the promotion's limit of claims per customer, E6156 more accepted than claimed or more paid
// than accepted.
Outcome promo_claim(const Context& context, const PromoClaimOptions& options);

struct PromoUseOptions {
  std::string code;
  std::string customer;
  std::string product;
  std::string quantity;
  std::string price{};     // of a unit; "" = the product's
  std::string rep{};       // "" = the customer's
  std::string document{};  // order or delivery
};
// What the offers of a running promotion make of a purchase, entered as a use (--dry-run: only asked). E6155 above
// the limit of uses of the customer or rep, E6162 outside its days, products, customers or nodes, E6164 when no
// offer is reached.
Outcome promo_use(const Context& context, const PromoUseOptions& options);

struct PromoStockOptions {
  std::string item{};  // "" = show the balances
  std::string kind{};  // receipt, issue, return, redeem
  std::string node{};
  std::string promo{};
  std::int64_t quantity = 0;
  std::string note{};
};
// Books a move of promotion goods, or shows the balances and what was issued and not returned or redeemed. No
// balance may become negative (E6157).
Outcome promo_stock(const Context& context, const PromoStockOptions& options);

}  // namespace salesops::app
