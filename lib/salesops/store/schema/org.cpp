#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

// A thing is its code; everything about it stands in its spans, each the whole state from valid_from on. Days
// are days since 1970; valid_from NULL: since ever, valid_to NULL: until the next span, or for good.
constexpr std::string_view kStatements[] = {
    R"sql(CREATE TABLE node(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    R"sql(CREATE TABLE node_span(
  id INTEGER PRIMARY KEY,
  node INTEGER NOT NULL REFERENCES node,
  valid_from INTEGER,
  valid_to INTEGER,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent INTEGER REFERENCES node,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE UNIQUE INDEX node_span_node ON node_span(node, ifnull(valid_from, -1000000))",
    "CREATE INDEX node_span_parent ON node_span(parent)",
    R"sql(CREATE TABLE rep(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    R"sql(CREATE TABLE rep_span(
  id INTEGER PRIMARY KEY,
  rep INTEGER NOT NULL REFERENCES rep,
  valid_from INTEGER,
  valid_to INTEGER,
  name TEXT NOT NULL,
  node INTEGER NOT NULL REFERENCES node,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE UNIQUE INDEX rep_span_rep ON rep_span(rep, ifnull(valid_from, -1000000))",
    "CREATE INDEX rep_span_node ON rep_span(node)",
    R"sql(CREATE TABLE customer(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    // `folded` is the name after NFKC and white-space folding.
    R"sql(CREATE TABLE customer_span(
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customer,
  valid_from INTEGER,
  valid_to INTEGER,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  node INTEGER REFERENCES node,
  rep INTEGER REFERENCES rep,
  terms TEXT,
  credit_limit INTEGER,             -- minor units; NULL: none set
  grade TEXT,
  class TEXT,
  calendar TEXT,                    -- when it does not pay: days and names of calendars
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE UNIQUE INDEX customer_span_customer ON customer_span(customer, ifnull(valid_from, -1000000))",
    "CREATE INDEX customer_span_folded ON customer_span(folded)",
    "CREATE INDEX customer_span_node ON customer_span(node)",
    "CREATE INDEX customer_span_rep ON customer_span(rep)",
    "CREATE INDEX customer_span_calendar ON customer_span(customer) WHERE calendar IS NOT NULL",
    // Former and other names of a customer.
    R"sql(CREATE TABLE customer_alias(
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customer,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX customer_alias_customer ON customer_alias(customer)",
    R"sql(CREATE TABLE product(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    R"sql(CREATE TABLE product_span(
  id INTEGER PRIMARY KEY,
  product INTEGER NOT NULL REFERENCES product,
  valid_from INTEGER,
  valid_to INTEGER,
  name TEXT NOT NULL,
  product_group TEXT,
  uom TEXT,
  price INTEGER,                    -- minor units of one uom
  cost INTEGER,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE UNIQUE INDEX product_span_product ON product_span(product, ifnull(valid_from, -1000000))",
};

}  // namespace

Ddl ddl_org() {
  return kStatements;
}

}  // namespace salesops::store
