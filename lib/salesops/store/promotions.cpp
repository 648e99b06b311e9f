#include "salesops/store/promotions.hpp"

#include "salesops/store/budgets.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/promotion_offers.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {
namespace {

using money::Money;

constexpr std::string_view kInsert =
    "INSERT INTO promotion(code, theme, kind, state, first_day, last_day, owner, mechanics, made_by, "
    "baseline, weeks, baseline_units, "
    "baseline_sales, baseline_cost, expected_sales, margin_list, margin_promo, cost_definition, "
    "pull_forward_days, customer_limit, seasonal_years, rep_limit) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, "
    "?22)";
constexpr std::string_view kInsertScope =
    "INSERT INTO promotion_scope(promotion, kind, code) VALUES (?1, ?2, ?3)";
constexpr std::string_view kInsertCost =
    "INSERT INTO promotion_cost(promotion, cell, amount) VALUES (?1, ?2, ?3)";
constexpr std::string_view kSelect =
    "SELECT id, code, theme, kind, state, first_day, last_day, owner, mechanics, made_by, baseline, weeks, "
    "baseline_units, baseline_sales, "
    "baseline_cost, expected_sales, margin_list, margin_promo, cost_definition, pull_forward_days, "
    "customer_limit, ifnull(request, ''), seasonal_years, rep_limit "
    "FROM promotion ";
constexpr std::string_view kScope =
    "SELECT kind, code FROM promotion_scope WHERE promotion = ?1 ORDER BY kind, code";
constexpr std::string_view kCosts =
    "SELECT c.node, c.category, c.month, p.amount FROM promotion_cost p JOIN budget_cell c ON c.id = p.cell "
    "WHERE p.promotion = ?1 ORDER BY p.id";
constexpr std::string_view kSpent =
    "SELECT n.code, sum(e.amount) FROM expense e JOIN node n ON n.id = e.node "
    "WHERE e.date <= ?3 AND (e.promo = ?1 OR (?2 <> '' AND e.request = ?2)) GROUP BY 1";
constexpr std::string_view kSales =
    "SELECT s.date, cu.code, ifnull(n.code, ''), ifnull(p.code, ''), ifnull(s.quantity, 0), s.amount, "
    "ifnull(s.tax, "
    "0), ifnull(s.cost, 0), ps.price "
    "FROM sale s JOIN customer cu ON cu.id = s.customer "
    "LEFT JOIN customer_span c ON c.customer = s.customer AND ifnull(c.valid_from, s.date) <= s.date AND "
    "ifnull(c.valid_to, s.date) >= s.date "
    "LEFT JOIN rep_span r ON r.rep = c.rep AND ifnull(r.valid_from, s.date) <= s.date AND ifnull(r.valid_to, "
    "s.date) >= s.date "
    "LEFT JOIN node n ON n.id = ifnull(c.node, r.node) "
    "LEFT JOIN product p ON p.id = s.product "
    "LEFT JOIN product_span ps ON ps.product = s.product AND ifnull(ps.valid_from, s.date) <= s.date AND "
    "ifnull(ps.valid_to, s.date) >= s.date "
    "WHERE s.date BETWEEN ?1 AND ?2 ORDER BY s.id";
constexpr int kQuantityScale = 6;

std::optional<std::string> decimal_text(const std::optional<money::Decimal>& value) {
  return value ? std::optional(money::to_string(*value)) : std::nullopt;
}

std::optional<std::string_view> view(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

std::optional<Money> maybe_amount(const Statement& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.amount(column));
}

Promotion promotion_at(const Statement& row) {
  Promotion found;
  found.id = row.integer(0);
  found.code = row.string(1);
  found.theme = row.string(2);
  found.kind = row.string(3);
  found.state = row.string(4);
  found.run = {row.date(5), row.date(6)};
  found.owner = row.string(7);
  found.mechanics = row.string(8);
  found.made_by = row.string(9);
  promotion::baseline_named(row.text(10), found.baseline);
  found.weeks = static_cast<int>(row.integer(11));
  money::Decimal units;
  money::NumberFault fault;
  if (!row.null(12) && money::parse_decimal(row.text(12), units, fault)) found.baseline_units = units;
  found.baseline_sales = maybe_amount(row, 13);
  found.baseline_cost = maybe_amount(row, 14);
  found.expected_sales = maybe_amount(row, 15);
  found.margin_list = maybe_amount(row, 16);
  found.margin_promo = maybe_amount(row, 17);
  if (row.text(18) == "spent_and_discounts")
    found.cost_definition = promotion::CostDefinition::spent_and_discounts;
  found.pull_forward_days = static_cast<int>(row.integer(19));
  found.customer_limit = row.maybe_integer(20);
  found.request = row.string(21);
  found.seasonal_years = static_cast<int>(row.integer(22));
  found.rep_limit = row.maybe_integer(23);
  return found;
}

void read_parts(Database& database, Promotion& found) {
  Statement scope(database, kScope);
  scope.bind_all(found.id);
  while (scope.step()) {
    const std::string_view kind = scope.text(0);
    auto& list = kind == "node"       ? found.nodes
                 : kind == "customer" ? found.customers
                 : kind == "product"  ? found.products
                                      : found.cannibalised;
    list.push_back(scope.string(1));
  }
  Statement costs(database, kCosts);
  costs.bind_all(found.id);
  while (costs.step()) {
    const auto month = calendar::Month::from_number(static_cast<std::int32_t>(costs.integer(2)));
    found.costs.emplace_back(budget::Cell{costs.string(0), costs.string(1), month}, costs.amount(3));
  }
  read_offers(database, found);
}

void insert_scope(Database& database, std::int64_t promotion, std::string_view kind,
                  const std::vector<std::string>& codes) {
  Statement insert(database, kInsertScope);
  for (const std::string& code : codes) insert.run_with(promotion, kind, std::string_view(code));
}

}  // namespace

Money Promotion::planned_cost() const {
  Money sum;
  for (const auto& [cell, amount] : costs) sum += amount;
  return sum;
}

void insert_promotion(WriteTransaction& transaction, Promotion& promotion) {
  Database& database = transaction.database();
  const auto units = decimal_text(promotion.baseline_units);
  Statement(database, kInsert)
      .run_with(std::string_view(promotion.code), std::string_view(promotion.theme),
                std::string_view(promotion.kind), std::string_view(promotion.state), promotion.run.first,
                promotion.run.last, std::string_view(promotion.owner), std::string_view(promotion.mechanics),
                std::string_view(promotion.made_by), promotion::name_of(promotion.baseline), promotion.weeks,
                view(units), promotion.baseline_sales, promotion.baseline_cost, promotion.expected_sales,
                promotion.margin_list, promotion.margin_promo, promotion::name_of(promotion.cost_definition),
                promotion.pull_forward_days, promotion.customer_limit, promotion.seasonal_years,
                promotion.rep_limit);
  promotion.id = last_id(database);
  insert_scope(database, promotion.id, "node", promotion.nodes);
  insert_scope(database, promotion.id, "customer", promotion.customers);
  insert_scope(database, promotion.id, "product", promotion.products);
  insert_scope(database, promotion.id, "cannibalised", promotion.cannibalised);
  insert_offers(database, promotion);
  BudgetWriter cells(database);
  Statement cost(database, kInsertCost);
  for (const auto& [cell, amount] : promotion.costs) cost.run_with(promotion.id, cells.cell(cell), amount);
  append_journal(transaction, "promotion " + promotion.code, "",
                 Fields()
                     .set("cost", promotion.planned_cost().minor())
                     .set("state", promotion.state)
                     .set("theme", promotion.theme)
                     .json());
}

void delete_promotion(WriteTransaction& transaction, const Promotion& promotion) {
  Database& database = transaction.database();
  delete_offers(database, promotion);
  for (const char* table : {"promotion_scope", "promotion_cost"})
    Statement(database, "DELETE FROM " + std::string(table) + " WHERE promotion = ?1").run_with(promotion.id);
  Statement(database, "DELETE FROM promotion WHERE id = ?1").run_with(promotion.id);
  append_journal(transaction, "promotion " + promotion.code,
                 Fields()
                     .set("cost", promotion.planned_cost().minor())
                     .set("state", promotion.state)
                     .set("theme", promotion.theme)
                     .json(),
                 "");
}

void set_promotion_state(WriteTransaction& transaction, Promotion& promotion, std::string_view state) {
  Statement(transaction.database(), "UPDATE promotion SET state = ?2 WHERE id = ?1")
      .run_with(promotion.id, state);
  append_journal(transaction, "promotion " + promotion.code, Fields().set("state", promotion.state).json(),
                 Fields().set("state", state).json());
  promotion.state = std::string(state);
}

void set_promotion_request(WriteTransaction& transaction, const Promotion& promotion,
                           std::string_view request) {
  Statement(transaction.database(), "UPDATE promotion SET request = ?2 WHERE id = ?1")
      .run_with(promotion.id, request);
}

std::optional<Promotion> find_promotion(Database& database, std::string_view code) {
  Statement row(database, std::string(kSelect) + "WHERE code = ?1");
  row.bind_all(code);
  if (!row.step()) return std::nullopt;
  Promotion found = promotion_at(row);
  read_parts(database, found);
  return found;
}

std::vector<Promotion> promotions(Database& database) {
  std::vector<Promotion> found;
  Statement rows(database, std::string(kSelect) + "ORDER BY first_day, code");
  while (rows.step()) found.push_back(promotion_at(rows));
  for (Promotion& promotion : found) read_parts(database, promotion);
  return found;
}

std::map<std::string, Money> promotion_spent(Database& database, const Promotion& promotion,
                                             calendar::Date as_of) {
  std::map<std::string, Money> spent;
  Statement rows(database, kSpent);
  rows.bind_all(std::string_view(promotion.code), std::string_view(promotion.request), as_of);
  while (rows.step()) spent[rows.string(0)] = rows.amount(1);
  return spent;
}

void for_each_promoted_sale(Database& database, calendar::Span span,
                            const std::function<void(const PromotedSale&)>& sink) {
  Statement rows(database, kSales);
  rows.bind_all(span.first, span.last);
  while (rows.step()) {
    PromotedSale sale{rows.date(0), rows.string(1), rows.string(2), rows.string(3)};
    sale.quantity = money::Decimal(rows.integer(4), kQuantityScale);
    sale.gross = rows.amount(5);
    sale.net = sale.gross - rows.amount(6);
    sale.cost = rows.amount(7);
    sale.list_price = maybe_amount(rows, 8);
    sink(sale);
  }
}

void insert_check(WriteTransaction& transaction, const Promotion& promotion, const PromotionCheck& check) {
  Statement(transaction.database(),
            "INSERT INTO promotion_check(promotion, date, node, result, note) VALUES (?1, ?2, ?3, ?4, ?5)")
      .run_with(promotion.id, check.date, std::string_view(check.node), std::string_view(check.result),
                std::string_view(check.note));
  append_journal(transaction, "promotion " + promotion.code, "",
                 Fields().set("check", check.result).set("node", check.node).json());
}

std::vector<PromotionCheck> promotion_checks(Database& database, std::int64_t promotion) {
  std::vector<PromotionCheck> found;
  Statement rows(database,
                 "SELECT date, node, result, note FROM promotion_check WHERE promotion = ?1 ORDER BY id");
  rows.bind_all(promotion);
  while (rows.step()) found.push_back({rows.date(0), rows.string(1), rows.string(2), rows.string(3)});
  return found;
}

void insert_claim(WriteTransaction& transaction, const Promotion& promotion, const PromotionClaim& claim) {
  Statement(
      transaction.database(),
      "INSERT INTO promotion_claim(promotion, customer, number, date, claimed) VALUES (?1, ?2, ?3, ?4, ?5)")
      .run_with(promotion.id, std::string_view(claim.customer), std::string_view(claim.number), claim.date,
                claim.claimed);
  append_journal(transaction, "claim " + claim.number, "",
                 Fields().set("claimed", claim.claimed.minor()).set("promotion", promotion.code).json());
}

void update_claim(WriteTransaction& transaction, const PromotionClaim& claim) {
  Statement(transaction.database(), "UPDATE promotion_claim SET accepted = ?2, paid = ?3 WHERE number = ?1")
      .run_with(std::string_view(claim.number), claim.accepted, claim.paid);
  append_journal(transaction, "claim " + claim.number, "",
                 Fields()
                     .set("accepted", claim.accepted.value_or(Money()).minor())
                     .set("paid", claim.paid.minor())
                     .json());
}

std::vector<PromotionClaim> promotion_claims(Database& database, std::int64_t promotion) {
  std::vector<PromotionClaim> found;
  Statement rows(database,
                 "SELECT number, customer, date, claimed, accepted, paid FROM promotion_claim WHERE "
                 "promotion = ?1 ORDER BY number");
  rows.bind_all(promotion);
  while (rows.step())
    found.push_back({rows.string(0), rows.string(1), rows.date(2), rows.amount(3), maybe_amount(rows, 4),
                     rows.amount(5)});
  return found;
}

void insert_goods(WriteTransaction& transaction, const GoodsMove& move) {
  Statement(transaction.database(),
            "INSERT INTO promotion_goods(date, item, kind, node, promotion, quantity, note) VALUES (?1, ?2, "
            "?3, ?4, ?5, ?6, ?7)")
      .run_with(move.date, std::string_view(move.item), std::string_view(move.kind),
                std::string_view(move.node), std::string_view(move.promotion), move.quantity,
                std::string_view(move.note));
  append_journal(
      transaction, "goods " + move.item, "",
      Fields().set("kind", move.kind).set("node", move.node).set("quantity", move.quantity).json());
}

std::vector<GoodsMove> goods_moves(Database& database, calendar::Date as_of) {
  std::vector<GoodsMove> found;
  Statement rows(database,
                 "SELECT date, item, kind, node, promotion, quantity, note FROM promotion_goods WHERE date "
                 "<= ?1 ORDER BY id");
  rows.bind_all(as_of);
  while (rows.step())
    found.push_back({rows.date(0), rows.string(1), rows.string(2), rows.string(3), rows.string(4),
                     rows.integer(5), rows.string(6)});
  return found;
}

}  // namespace salesops::store
