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
  customer_limit INTEGER,           -- claims of one customer; NULL: no limit
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
