#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    // A promotion or an event. What its plan file says; the lists of it stand in tables of their own.
    R"sql(CREATE TABLE promotion(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  theme TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('promotion', 'event')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'running', 'closed', 'rejected')),
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  owner TEXT NOT NULL DEFAULT '',
  mechanics TEXT NOT NULL DEFAULT '',
  made_by TEXT NOT NULL,
  baseline TEXT NOT NULL CHECK (baseline IN ('last_year', 'previous_weeks', 'stated', 'seasonal')),
  weeks INTEGER NOT NULL,
  seasonal_years INTEGER NOT NULL,
  baseline_units TEXT,              -- decimal text; stated, or for the break-even
  baseline_sales INTEGER,           -- without tax
  baseline_cost INTEGER,
  expected_sales INTEGER,           -- with tax
  margin_list INTEGER,              -- of one unit at list price, at the promotion price
  margin_promo INTEGER,
  cost_definition TEXT NOT NULL CHECK (cost_definition IN ('spent', 'spent_and_discounts')),
  pull_forward_days INTEGER NOT NULL,
  customer_limit INTEGER,           -- claims and uses of one customer each; NULL: no limit
  rep_limit INTEGER,                -- uses of one rep
  request TEXT                      -- the budget request that the approval made
) STRICT)sql",
    R"sql(CREATE TABLE promotion_scope(
  id INTEGER PRIMARY KEY,
  promotion INTEGER NOT NULL REFERENCES promotion,
  kind TEXT NOT NULL CHECK (kind IN ('node', 'customer', 'product', 'cannibalised')),
  code TEXT NOT NULL,
  UNIQUE (promotion, kind, code)
) STRICT)sql",
    R"sql(CREATE TABLE promotion_cost(
  id INTEGER PRIMARY KEY,
  promotion INTEGER NOT NULL REFERENCES promotion,
  cell INTEGER NOT NULL REFERENCES budget_cell,
  amount INTEGER NOT NULL
) STRICT)sql",
    // The mechanics, step by step; what is planned to be sold of a product.
    R"sql(CREATE TABLE promotion_offer(
  id INTEGER PRIMARY KEY,
  promotion INTEGER NOT NULL REFERENCES promotion,
  kind TEXT NOT NULL CHECK (kind IN ('discount', 'price', 'amount_off', 'gift')),
  product TEXT NOT NULL,            -- "": all of the promotion
  from_quantity INTEGER NOT NULL,   -- millionths
  from_amount INTEGER NOT NULL,
  rate TEXT NOT NULL,               -- exact, "1/5"
  amount INTEGER NOT NULL,
  free INTEGER NOT NULL,            -- millionths
  gift TEXT NOT NULL,               -- "": the product itself
  recurring INTEGER NOT NULL CHECK (recurring IN (0, 1))
) STRICT)sql",
    R"sql(CREATE TABLE promotion_item(
  id INTEGER PRIMARY KEY,
  promotion INTEGER NOT NULL REFERENCES promotion,
  product TEXT NOT NULL,
  units INTEGER NOT NULL,           -- without the promotion
  lift TEXT NOT NULL                -- exact, "1/2"
) STRICT)sql",
    // Every time the offers were taken. Append-only: a promotion that was used is not altered.
    R"sql(CREATE TABLE promotion_use(
  id INTEGER PRIMARY KEY,
  promotion INTEGER NOT NULL REFERENCES promotion,
  date INTEGER NOT NULL,
  customer TEXT NOT NULL,
  rep TEXT NOT NULL,
  product TEXT NOT NULL,
  document TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),  -- millionths
  list INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  gifts TEXT NOT NULL
) STRICT)sql",
    "CREATE INDEX promotion_use_promotion ON promotion_use(promotion)",
    R"sql(CREATE TRIGGER promotion_use_no_update BEFORE UPDATE ON promotion_use BEGIN
  SELECT RAISE(ABORT, 'uses of promotions are append-only');
END)sql",
    R"sql(CREATE TRIGGER promotion_use_no_delete BEFORE DELETE ON promotion_use BEGIN
  SELECT RAISE(ABORT, 'uses of promotions are append-only');
END)sql",
    // 落实情况: what was found on the spot.
    R"sql(CREATE TABLE promotion_check(
  id INTEGER PRIMARY KEY,
  promotion INTEGER NOT NULL REFERENCES promotion,
  date INTEGER NOT NULL,
  node TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('done', 'partial', 'missing')),
  note TEXT NOT NULL DEFAULT ''
) STRICT)sql",
    // What a customer claims for a promotion, what was accepted of it, what was paid.
    R"sql(CREATE TABLE promotion_claim(
  id INTEGER PRIMARY KEY,
  promotion INTEGER NOT NULL REFERENCES promotion,
  customer TEXT NOT NULL,
  number TEXT NOT NULL UNIQUE,
  date INTEGER NOT NULL,
  claimed INTEGER NOT NULL,
  accepted INTEGER,
  paid INTEGER NOT NULL DEFAULT 0
) STRICT)sql",
    // Promotion goods: receipts and returns come in, issues go out, redemptions are issued goods that were
    // used.
    R"sql(CREATE TABLE promotion_goods(
  id INTEGER PRIMARY KEY,
  date INTEGER NOT NULL,
  item TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'issue', 'return', 'redeem')),
  node TEXT NOT NULL,
  promotion TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  note TEXT NOT NULL DEFAULT ''
) STRICT)sql",
    "CREATE INDEX promotion_goods_item ON promotion_goods(item, node)",
};

}  // namespace

Ddl ddl_promotions() {
  return kStatements;
}

}  // namespace salesops::store
