// promo use: what the offers of a running promotion make of a purchase, and its entry, within the limits of
// uses.
#include <algorithm>

#include "salesops/app/promotion.hpp"
#include "salesops/app/promotion_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/promotion_offers.hpp"

namespace salesops::app {
namespace {

using document::Cell;
using document::Type;
using money::Money;
using store::Promotion;
using store::PromotionUse;

[[noreturn]] void out_of_scope(const Promotion& promotion, const std::string& what, base::Text why) {
  refuse_promotion(
      base::Exit::finding, "E6162", what,
      {promotion.code + " 不适用于 " + what + "：" + why.zh,
       promotion.code + " is not for " + what + ": " + why.en},
      {"查看 salesops promo show " + promotion.code, "see salesops promo show " + promotion.code});
}

bool listed(const std::vector<std::string>& codes, const std::string& code) {
  return std::ranges::find(codes, code) != codes.end();
}

void require_scope(const BudgetBook& book, const Promotion& promotion, const PromotionUse& use,
                   const std::string& node) {
  if (use.date < promotion.run.first || promotion.run.last < use.date)
    out_of_scope(promotion, calendar::to_string(use.date), {"不在活动期间", "not a day of it"});
  if (!promotion.products.empty() && !listed(promotion.products, use.product))
    out_of_scope(promotion, use.product, {"不是活动产品", "not a product of it"});
  if (!promotion.customers.empty() && !listed(promotion.customers, use.customer))
    out_of_scope(promotion, use.customer, {"不在客户名单上", "not on its list of customers"});
  const auto below = [&](const std::string& top) { return book.hierarchy().nodes.within(node, top); };
  if (!promotion.nodes.empty() && std::ranges::none_of(promotion.nodes, below))
    out_of_scope(promotion, use.customer, {"不在活动区域", "not in a region of it"});
}

void require_limit(const std::optional<std::int64_t>& limit, std::int64_t used, const std::string& who) {
  if (!limit || used < *limit) return;
  const std::string times = std::to_string(used);
  refuse_promotion(base::Exit::finding, "E6155", who,
                   {who + " 已用 " + times + " 次，达到上限",
                    who + " has used it " + times + " times, which is the limit"});
}

void require_limits(const Promotion& promotion, const std::vector<PromotionUse>& uses,
                    const PromotionUse& use) {
  require_limit(promotion.customer_limit, std::ranges::count(uses, use.customer, &PromotionUse::customer),
                use.customer);
  if (!use.rep.empty())
    require_limit(promotion.rep_limit, std::ranges::count(uses, use.rep, &PromotionUse::rep), use.rep);
}

money::Decimal quantity_of(const std::string& text) {
  money::Decimal quantity;
  money::NumberFault fault;
  if (money::parse_decimal(text, quantity, fault) && !quantity.zero() && !quantity.negative() &&
      quantity.normalised().scale() <= 6)
    return quantity.normalised();
  refuse_promotion(
      base::Exit::usage, "E6159", text,
      {"--quantity 要大于零，最多 6 位小数：" + text, "--quantity above zero, 6 decimals at most: " + text});
}

Money list_price(const Context& context, store::Database& database, const PromoUseOptions& options,
                 calendar::Date day) {
  const auto product = store::product_on(database, options.product, day);
  if (!product)
    refuse_promotion(base::Exit::finding, "E6162", options.product,
                     {"没有这个产品：" + options.product, "no such product: " + options.product});
  if (!options.price.empty())
    return money::parse_money_option(options.price, context.config.company.currency.digits, "--price");
  if (product->price) return *product->price;
  refuse_promotion(
      base::Exit::usage, "E6159", options.product,
      {options.product + " 没有价格，要写 --price", options.product + " has no price: give --price"});
}

std::string gifts_text(const std::vector<promotion::Gift>& gifts) {
  std::vector<std::string> parts;
  for (const promotion::Gift& gift : gifts)
    parts.push_back(gift.product + " " + money::to_string(gift.quantity));
  return base::join(parts, ", ");
}

Cell left_of(const Promotion& promotion, const std::vector<PromotionUse>& uses, const std::string& customer) {
  if (!promotion.customer_limit) return Cell();
  return *promotion.customer_limit - std::ranges::count(uses, customer, &PromotionUse::customer) - 1;
}

document::Document terms_document(const Context& context, const Promotion& promotion, const PromotionUse& use,
                                  const promotion::Terms& terms, Cell left) {
  document::Table table{.key = "promo_use", .title = {"促销执行", "Use of a promotion"}};
  table.columns = {{"promotion", {"促销", "promotion"}, Type::id},
                   {"customer", {"客户", "customer"}, Type::id},
                   {"product", {"产品", "product"}, Type::id},
                   {"quantity", {"数量", "quantity"}, Type::decimal},
                   {"list", {"原价金额", "at list price"}, Type::money},
                   {"discount", {"优惠", "discount"}, Type::money},
                   {"net", {"应付", "to pay"}, Type::money},
                   {"price", {"折后单价", "effective price"}, Type::money},
                   {"gifts", {"赠品", "gifts"}, Type::text},
                   {"uses_left", {"剩余次数", "uses left"}, Type::integer}};
  const auto price = terms.price(use.quantity);
  table.rows.stored.push_back({promotion.code, use.customer, use.product, use.quantity, terms.list,
                               terms.discount, terms.net(), price ? Cell(*price) : Cell(), use.gifts,
                               std::move(left)});
  document::Document shown =
      document::single_table("promo_use", {"促销执行", "Use of a promotion"}, std::move(table));
  shown.currency = context.config.company.currency;
  shown.facts = {fact_company(context), fact_as_of(context)};
  return shown;
}

}  // namespace

Outcome promo_use(const Context& context, const PromoUseOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const Promotion promotion = promotion_named(database, options.code);
    require_promotion_state(promotion, "running");
    require_open(database, context.as_of);
    const auto customer = store::customer_on(database, options.customer, context.as_of);
    if (!customer) out_of_scope(promotion, options.customer, {"没有这个客户", "no such customer"});
    PromotionUse use{context.as_of, options.customer, options.rep.empty() ? customer->rep : options.rep,
                     options.product, options.document};
    use.quantity = quantity_of(options.quantity);
    require_scope(BudgetBook(context, database), promotion, use, customer->node);
    const std::vector<PromotionUse> uses = store::promotion_uses(database, promotion.id);
    require_limits(promotion, uses, use);
    const promotion::Terms terms = promotion::terms_of(
        promotion.offers, {use.product, use.quantity, list_price(context, database, options, context.as_of)});
    if (!terms.any())
      refuse_promotion(
          base::Exit::finding, "E6164", promotion.code,
          {"没有达到任何优惠条件：" + promotion.code, "the purchase reaches no offer of " + promotion.code},
          {"查看 salesops promo show " + promotion.code, "see salesops promo show " + promotion.code});
    use.list = terms.list, use.discount = terms.discount, use.gifts = gifts_text(terms.gifts);
    store::insert_use(transaction, promotion, use);
    outcome.document = terms_document(context, promotion, use, terms, left_of(promotion, uses, use.customer));
  });
  return outcome;
}

}  // namespace salesops::app
