#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

// Amounts in minor units, quantities and driver values in millionths, days since 1970.
// `batch` of the three large tables, `customer` of invoices and receipts and `rep` of invoices are no foreign
// keys: looking each up, and keeping the pages that a statement changes for the case that one is missing, would
// cost a quarter of a bulk load, which has found them already. The invariants of `db verify` check them. For the same reason checks are written with OR: IN with three values makes a temporary index for
// every statement.
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
  credit TEXT,                      -- {"R1":600000,"R2":400000}: reps' millionths of the credit; NULL: the rep's
  batch INTEGER,
  UNIQUE (number, line)
) STRICT)sql",
    "CREATE INDEX sale_date ON sale(date)",
    "CREATE INDEX sale_customer ON sale(customer, date)",
    R"sql(CREATE TABLE invoice(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  customer INTEGER NOT NULL,
  issue_date INTEGER NOT NULL,
  due_date INTEGER NOT NULL,
  amount INTEGER NOT NULL,          -- negative: credit note
  currency TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'invoice' OR kind = 'credit_note' OR kind = 'opening'),
  ref TEXT,
  terms TEXT,
  base_date INTEGER,
  rep INTEGER,
  disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1)),
  batch INTEGER
) STRICT)sql",
    "CREATE UNIQUE INDEX invoice_number ON invoice(number)",
    "CREATE INDEX invoice_customer ON invoice(customer)",
    R"sql(CREATE TABLE receipt(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  customer INTEGER NOT NULL,
  date INTEGER NOT NULL,
  amount INTEGER NOT NULL,          -- negative: refund or reversal
  currency TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'receipt' OR kind = 'refund' OR kind = 'reversal' OR kind = 'draft'),
  invoice INTEGER,                  -- the one that the receipt names; checked by the program
  ref TEXT,
  maturity INTEGER,
  batch INTEGER
) STRICT)sql",
    "CREATE UNIQUE INDEX receipt_number ON receipt(number)",
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
