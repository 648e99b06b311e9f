#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

// Amounts in minor units, quantities and driver values in millionths, days since 1970.
constexpr std::string_view kStatements[] = {
    R"sql(CREATE TABLE sale(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  line INTEGER NOT NULL,
  date INTEGER NOT NULL,
  customer INTEGER NOT NULL REFERENCES customer,
  rep INTEGER REFERENCES rep,
  product INTEGER REFERENCES product,
  quantity INTEGER,                 -- millionths
  amount INTEGER NOT NULL,
  tax INTEGER,
  cost INTEGER,
  promo TEXT,
  batch INTEGER REFERENCES batch,
  UNIQUE (number, line)
) STRICT)sql",
    "CREATE INDEX sale_date ON sale(date)",
    "CREATE INDEX sale_customer ON sale(customer, date)",
    // `open` and `closed_on` are derived: amount less the matches, and the day of the match that closed it.
    R"sql(CREATE TABLE invoice(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  customer INTEGER NOT NULL REFERENCES customer,
  issue_date INTEGER NOT NULL,
  due_date INTEGER NOT NULL,
  amount INTEGER NOT NULL,          -- negative: credit note
  currency TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note', 'opening')),
  ref TEXT,
  terms TEXT,
  base_date INTEGER,
  rep INTEGER REFERENCES rep,
  disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1)),
  batch INTEGER REFERENCES batch,
  open INTEGER NOT NULL,
  closed_on INTEGER
) STRICT)sql",
    "CREATE INDEX invoice_open ON invoice(customer, due_date, open) WHERE open <> 0",
    "CREATE INDEX invoice_customer ON invoice(customer)",
    R"sql(CREATE TABLE receipt(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  customer INTEGER NOT NULL REFERENCES customer,
  date INTEGER NOT NULL,
  amount INTEGER NOT NULL,          -- negative: refund or reversal
  currency TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'refund', 'reversal', 'draft')),
  invoice INTEGER REFERENCES invoice, -- the one that the receipt names
  ref TEXT,
  maturity INTEGER,
  batch INTEGER REFERENCES batch,
  open INTEGER NOT NULL,            -- derived: not yet matched
  closed_on INTEGER
) STRICT)sql",
    "CREATE INDEX receipt_open ON receipt(customer, date, open) WHERE open <> 0",
    "CREATE INDEX receipt_customer ON receipt(customer)",
    // Money of a receipt or of a credit note applied to an invoice on a day. Taking one back is another row
    // with the opposite amount that names it in `reverses`.
    R"sql(CREATE TABLE matching(
  id INTEGER PRIMARY KEY,
  receipt INTEGER REFERENCES receipt,
  credit_note INTEGER REFERENCES invoice,
  invoice INTEGER NOT NULL REFERENCES invoice,
  amount INTEGER NOT NULL,
  date INTEGER NOT NULL,
  reverses INTEGER REFERENCES matching,
  batch INTEGER REFERENCES batch,
  CHECK ((receipt IS NULL) <> (credit_note IS NULL))
) STRICT)sql",
    "CREATE INDEX matching_invoice ON matching(invoice)",
    "CREATE INDEX matching_receipt ON matching(receipt) WHERE receipt IS NOT NULL",
    "CREATE INDEX matching_credit_note ON matching(credit_note) WHERE credit_note IS NOT NULL",
    R"sql(CREATE TABLE expense(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  line INTEGER NOT NULL,
  date INTEGER NOT NULL,
  node INTEGER NOT NULL REFERENCES node,
  category TEXT NOT NULL,
  amount INTEGER NOT NULL,
  request TEXT,
  promo TEXT,
  payee TEXT,
  note TEXT,
  batch INTEGER REFERENCES batch,
  UNIQUE (number, line)
) STRICT)sql",
    "CREATE INDEX expense_node ON expense(node, date)",
    R"sql(CREATE TABLE driver(
  id INTEGER PRIMARY KEY,
  node INTEGER NOT NULL REFERENCES node,
  driver TEXT NOT NULL,
  date INTEGER,                     -- NULL: holds at all times
  value TEXT NOT NULL,              -- decimal text
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE UNIQUE INDEX driver_key ON driver(node, driver, ifnull(date, -1))",
};

}  // namespace

Ddl ddl_documents() {
  return kStatements;
}

}  // namespace salesops::store
