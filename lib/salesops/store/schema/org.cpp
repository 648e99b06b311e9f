#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

// Days are days since 1970; a span holds both ends, NULL is open. Spans of one thing never overlap (checked
// on write).
constexpr std::string_view kStatements[] = {
    R"sql(CREATE TABLE node(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    R"sql(CREATE TABLE node_span(
  id INTEGER PRIMARY KEY,
  node INTEGER NOT NULL REFERENCES node,
  parent INTEGER REFERENCES node,
  valid_from INTEGER,
  valid_to INTEGER,
  batch INTEGER REFERENCES batch,
  CHECK (valid_from <= valid_to)
) STRICT)sql",
    "CREATE INDEX node_span_node ON node_span(node, valid_from)",
    "CREATE INDEX node_span_parent ON node_span(parent)",
    R"sql(CREATE TABLE rep(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    R"sql(CREATE TABLE rep_span(
  id INTEGER PRIMARY KEY,
  rep INTEGER NOT NULL REFERENCES rep,
  node INTEGER NOT NULL REFERENCES node,
  valid_from INTEGER,
  valid_to INTEGER,
  batch INTEGER REFERENCES batch,
  CHECK (valid_from <= valid_to)
) STRICT)sql",
    "CREATE INDEX rep_span_rep ON rep_span(rep, valid_from)",
    "CREATE INDEX rep_span_node ON rep_span(node)",
    // `folded` is the name after NFKC and white-space folding.
    R"sql(CREATE TABLE customer(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  terms TEXT,
  credit_limit INTEGER,             -- minor units; NULL: none set
  grade TEXT,
  class TEXT,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX customer_folded ON customer(folded)",
    R"sql(CREATE TABLE customer_span(
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customer,
  node INTEGER REFERENCES node,
  rep INTEGER REFERENCES rep,
  valid_from INTEGER,
  valid_to INTEGER,
  batch INTEGER REFERENCES batch,
  CHECK (valid_from <= valid_to)
) STRICT)sql",
    "CREATE INDEX customer_span_customer ON customer_span(customer, valid_from)",
    "CREATE INDEX customer_span_node ON customer_span(node)",
    "CREATE INDEX customer_span_rep ON customer_span(rep)",
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
  name TEXT NOT NULL,
  product_group TEXT,
  uom TEXT,
  price TEXT,                       -- decimal text, units of currency per uom
  cost TEXT,
  batch INTEGER REFERENCES batch
) STRICT)sql",
};

}  // namespace

Ddl ddl_org() {
  return kStatements;
}

}  // namespace salesops::store
