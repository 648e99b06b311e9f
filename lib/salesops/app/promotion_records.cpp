// What is recorded while a promotion runs: checks on the spot, claims of customers, promotion goods.
#include <algorithm>
#include <map>
#include <tuple>

#include "salesops/app/promotion.hpp"
#include "salesops/app/promotion_parts.hpp"

namespace salesops::app {
namespace {

using document::Cell;
using document::Type;
using money::Money;
using store::GoodsMove;
using store::Promotion;
using store::PromotionClaim;

Money amount_of(const Context& context, const std::string& text, const char* option) {
  const Money amount = money::parse_money_option(text, context.config.company.currency.digits, option);
  if (amount.negative())
    refuse_promotion(base::Exit::usage, "E6126", text, {"金额不能是负数", "the amount must not be negative"});
  return amount;
}

void new_claim(const Context& context, store::WriteTransaction& transaction, const Promotion& promotion,
               const std::vector<PromotionClaim>& claims, const PromoClaimOptions& options) {
  if (promotion.state != "approved" && promotion.state != "running" && promotion.state != "closed")
    require_promotion_state(promotion, "running");
  std::int64_t used = 0;
  for (const PromotionClaim& claim : claims) used += claim.customer == options.customer ? 1 : 0;
  if (promotion.customer_limit && used >= *promotion.customer_limit)
    refuse_promotion(
        base::Exit::finding, "E6155", options.customer,
        {"客户 " + options.customer + " 已申报 " + std::to_string(used) + " 次，达到上限",
         options.customer + " has claimed " + std::to_string(used) + " times, which is the limit"});
  PromotionClaim claim{options.number, options.customer, context.as_of};
  claim.claimed = amount_of(context, options.amount, "--amount");
  store::insert_claim(transaction, promotion, claim);
}

void decide_claim(const Context& context, store::WriteTransaction& transaction, PromotionClaim claim,
                  const PromoClaimOptions& options) {
  if (!options.accept.empty()) claim.accepted = amount_of(context, options.accept, "--accept");
  if (!options.pay.empty()) claim.paid += amount_of(context, options.pay, "--pay");
  if (claim.accepted.value_or(Money()) > claim.claimed || claim.paid > claim.accepted.value_or(Money()))
    refuse_promotion(base::Exit::finding, "E6156", claim.number,
                     {"核准不能超过申报，已付不能超过核准：" + claim.number,
                      "no more can be accepted than claimed, or paid than accepted: " + claim.number});
  store::update_claim(transaction, claim);
}

struct Goods {
  std::int64_t received = 0, issued = 0, returned = 0, redeemed = 0;
  std::int64_t balance() const { return received + returned - issued; }
  std::int64_t outside() const {
    return issued - returned - redeemed;
  }  // issued, neither returned nor redeemed
  void add(const GoodsMove& move) {
    if (move.kind == "receipt") received += move.quantity;
    if (move.kind == "issue") issued += move.quantity;
    if (move.kind == "return") returned += move.quantity;
    if (move.kind == "redeem") redeemed += move.quantity;
  }
};

std::map<std::pair<std::string, std::string>, Goods> goods_of(const std::vector<GoodsMove>& moves) {
  std::map<std::pair<std::string, std::string>, Goods> goods;
  for (const GoodsMove& move : moves) goods[{move.item, move.node}].add(move);
  return goods;
}

document::Table balances_table(const std::vector<GoodsMove>& moves) {
  document::Table table;
  table.key = "promo_stock";
  table.title = {"促销品收发存", "Promotion goods"};
  table.columns = {{"item", {"品名", "item"}, Type::id},
                   {"node", {"节点", "node"}, Type::id},
                   {"received", {"收入", "received"}, Type::integer},
                   {"issued", {"发出", "issued"}, Type::integer},
                   {"returned", {"退回", "returned"}, Type::integer},
                   {"redeemed", {"兑换", "redeemed"}, Type::integer},
                   {"balance", {"结存", "balance"}, Type::integer},
                   {"outstanding", {"未退未兑", "outstanding"}, Type::integer},
                   {"redemption", {"兑换率", "redemption"}, Type::percent}};
  for (const auto& [key, goods] : goods_of(moves)) {
    const Cell rate = goods.issued > 0 ? Cell(money::Rate(goods.redeemed, goods.issued)) : Cell();
    table.rows.stored.push_back({key.first, key.second, goods.received, goods.issued, goods.returned,
                                 goods.redeemed, goods.balance(), goods.outside(), rate});
  }
  return table;
}

// What went out for a promotion (or for none) and has neither come back nor been redeemed. Returns and
// redemptions that name no promotion stand in a line of their own, below zero: the lines add up to the
// balances' outstanding.
document::Table unreturned_table(const Context& context, const std::vector<GoodsMove>& moves) {
  struct Line {
    Goods goods;
    std::optional<calendar::Date> last_issue;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Line> lines;
  for (const GoodsMove& move : moves) {
    if (move.kind == "receipt") continue;
    Line& line = lines[{move.item, move.node, move.promotion}];
    line.goods.add(move);
    if (move.kind == "issue") line.last_issue = move.date;
  }
  document::Table table;
  table.key = "unreturned";
  table.title = {"未退未兑清单", "Unreturned"};
  table.columns = {{"item", {"品名", "item"}, Type::id},
                   {"node", {"节点", "node"}, Type::id},
                   {"promotion", {"促销", "promotion"}, Type::id},
                   {"issued", {"发出", "issued"}, Type::integer},
                   {"returned", {"退回", "returned"}, Type::integer},
                   {"redeemed", {"兑换", "redeemed"}, Type::integer},
                   {"outstanding", {"未退未兑", "outstanding"}, Type::integer},
                   {"last_issue", {"最近发出", "last issue"}, Type::date},
                   {"days", {"天数", "days"}, Type::integer}};
  std::int64_t outstanding = 0;
  for (const auto& [key, line] : lines) {
    if (line.goods.outside() == 0) continue;
    const auto& [item, node, promotion] = key;
    const Cell days =
        line.last_issue ? Cell(static_cast<std::int64_t>(context.as_of - *line.last_issue)) : Cell();
    table.rows.stored.push_back({item, node, promotion, line.goods.issued, line.goods.returned,
                                 line.goods.redeemed, line.goods.outside(),
                                 line.last_issue ? Cell(*line.last_issue) : Cell(), days});
    outstanding += line.goods.outside();
  }
  table.total = document::Row(table.columns.size());
  table.total->front() = base::Text{"合计", "total"};
  (*table.total)[6] = outstanding;
  return table;
}

Outcome show_goods(const Context& context) {
  Outcome outcome;
  document::Document shown;
  shown.key = "promo_stock";
  shown.title = {"促销品收发存", "Promotion goods"};
  shown.currency = context.config.company.currency;
  shown.facts = {fact_company(context), fact_as_of(context)};
  document::Section section;
  section.key = "promo_stock";
  read(context, [&](store::Database& database) {
    const std::vector<GoodsMove> moves = store::goods_moves(database, context.as_of);
    section.tables = {balances_table(moves), unreturned_table(context, moves)};
  });
  shown.sections.push_back(std::move(section));
  outcome.document = std::move(shown);
  return outcome;
}

// In the order of the moves neither the balance nor what is outside may become negative.
void require_sound(const std::vector<GoodsMove>& moves, const GoodsMove& added) {
  Goods goods;
  for (const GoodsMove& move : moves) {
    if (move.item == added.item && move.node == added.node) goods.add(move);
  }
  goods.add(added);
  if (goods.balance() >= 0 && goods.outside() >= 0) return;
  refuse_promotion(base::Exit::finding, "E6157", added.item,
                   {added.item + " 在 " + added.node + " 的数量不够",
                    "there is not enough of " + added.item + " at " + added.node},
                   {"查看 salesops promo stock", "see salesops promo stock"});
}

}  // namespace

Outcome promo_check(const Context& context, const PromoCheckOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const Promotion promotion = promotion_named(transaction.database(), options.code);
    require_promotion_state(promotion, "running");
    const BudgetBook book(context, transaction.database());
    store::insert_check(transaction, promotion,
                        {context.as_of, book.node(options.node), options.result, options.note});
    outcome.messages = {
        {"已记录 " + promotion.code + " 的落实情况", "the check of " + promotion.code + " is recorded"}};
  });
  return outcome;
}

Outcome promo_claim(const Context& context, const PromoClaimOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const Promotion promotion = promotion_named(transaction.database(), options.code);
    const std::vector<PromotionClaim> claims = store::promotion_claims(transaction.database(), promotion.id);
    const auto found = std::find_if(claims.begin(), claims.end(), [&](const PromotionClaim& claim) {
      return claim.number == options.number;
    });
    if (found == claims.end()) {
      if (options.customer.empty() || options.amount.empty())
        refuse_promotion(base::Exit::usage, "E6159", options.number,
                         {"新申报要写 --customer 和 --amount", "a new claim needs --customer and --amount"});
      new_claim(context, transaction, promotion, claims, options);
    } else {
      decide_claim(context, transaction, *found, options);
    }
    outcome.messages = {{"申报单 " + options.number + " 已更新", "claim " + options.number + " is recorded"}};
  });
  return outcome;
}

Outcome promo_stock(const Context& context, const PromoStockOptions& options) {
  if (options.item.empty()) return show_goods(context);
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const BudgetBook book(context, database);
    if (options.quantity <= 0 || options.kind.empty())
      refuse_promotion(base::Exit::usage, "E6159", std::to_string(options.quantity),
                       {"要写 --kind 和大于零的 --quantity", "give --kind and a --quantity above zero"});
    if (!options.promo.empty()) promotion_named(database, options.promo);
    require_open(database, context.as_of);
    const GoodsMove move{context.as_of, options.item,     options.kind, book.node(options.node),
                         options.promo, options.quantity, options.note};
    require_sound(store::goods_moves(database, kEverything), move);
    store::insert_goods(transaction, move);
    outcome.messages = {
        {options.item + " 已入账：" + options.kind + " " + std::to_string(options.quantity),
         options.item + " is booked: " + options.kind + " " + std::to_string(options.quantity)}};
  });
  return outcome;
}

}  // namespace salesops::app
