#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    // Part of an invoice that will not be paid: a small difference, or a bad debt. Taking one back is another
    // row with
    // the opposite amount that names it in `reverses`. A small difference that a match left names that match.
    R"sql(CREATE TABLE write_off(
  id INTEGER PRIMARY KEY,
  invoice INTEGER NOT NULL REFERENCES invoice,
  amount INTEGER NOT NULL,
  date INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('difference', 'bad_debt')),
  reason TEXT NOT NULL DEFAULT '',
  closes INTEGER REFERENCES matching,
  reverses INTEGER REFERENCES write_off,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX write_off_invoice ON write_off(invoice)",
    // 扣款: what a customer kept back from the payment of an invoice, and why. `receipt`: the payment that
    // was short.
    R"sql(CREATE TABLE deduction(
  id INTEGER PRIMARY KEY,
  receipt INTEGER REFERENCES receipt,
  invoice INTEGER NOT NULL REFERENCES invoice,
  amount INTEGER NOT NULL CHECK (amount > 0),
  reason TEXT NOT NULL,             -- a code of receivables.deductions
  date INTEGER NOT NULL,
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX deduction_invoice ON deduction(invoice)",
    "CREATE INDEX deduction_receipt ON deduction(receipt) WHERE receipt IS NOT NULL",
    // What became of it from a day on: a credit note that names it, or, without one, rejected.
    R"sql(CREATE TABLE deduction_step(
  id INTEGER PRIMARY KEY,
  deduction INTEGER NOT NULL REFERENCES deduction,
  credit_note INTEGER REFERENCES invoice,
  date INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX deduction_step_deduction ON deduction_step(deduction)",
    "CREATE INDEX deduction_step_credit_note ON deduction_step(credit_note) WHERE credit_note IS NOT NULL",
    // The customer's answer to a statement. A later answer about the same day takes the place of an earlier
    // one.
    R"sql(CREATE TABLE confirmation(
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customer,
  as_of INTEGER NOT NULL,           -- last day of the statement
  currency TEXT NOT NULL,
  balance INTEGER NOT NULL,         -- ours
  state TEXT NOT NULL CHECK (state IN ('sent', 'confirmed', 'difference')),
  difference INTEGER NOT NULL DEFAULT 0, -- theirs less ours
  reason TEXT NOT NULL DEFAULT '',
  date INTEGER NOT NULL,            -- of the answer, or of sending
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX confirmation_customer ON confirmation(customer, as_of)",
    // Derived, not sealed: the settled account of a customer in a currency, packed (receivable/packed.hpp).
    // From `last_day` on nothing changes any more: then `open`, what is open at the end, says all, and an
    // aging
    // reads nothing else. The whole account stands apart, under the same id, unless `open` is the whole
    // account.
    // Ids go up with customers, then currencies (store/receivables.cpp): a bulk load only appends.
    R"sql(CREATE TABLE cache_account(
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL,
  currency TEXT NOT NULL,
  last_day INTEGER NOT NULL,
  balance INTEGER NOT NULL,         -- at the end, by the documents
  history INTEGER NOT NULL,         -- 1: there is a row in cache_history
  open BLOB NOT NULL                -- packed, version 2
) STRICT)sql",
    // Derived: what is open at the end as JSON, for the view v_open_items. Rows would cost ten times as much.
    // An account without a row here: nothing has happened to its documents, all of them are open whole.
    R"sql(CREATE TABLE cache_open_item(
  id INTEGER PRIMARY KEY,           -- of cache_account
  items TEXT NOT NULL
) STRICT)sql",
    R"sql(CREATE TABLE cache_history(
  id INTEGER PRIMARY KEY,           -- of cache_account
  packed BLOB NOT NULL
) STRICT)sql",
};

}  // namespace

Ddl ddl_receivables() {
  return kStatements;
}

}  // namespace salesops::store
