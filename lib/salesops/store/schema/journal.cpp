#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    // One command that wrote rows: an import (which `undo` can take back) or another act that groups its
    // rows.
    R"sql(CREATE TABLE batch(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,               -- "invoices", "customers", …
  source TEXT NOT NULL,             -- file names as given
  time INTEGER NOT NULL,            -- seconds since 1970 UTC
  actor TEXT NOT NULL,
  added INTEGER NOT NULL DEFAULT 0, -- rows
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  amount INTEGER NOT NULL DEFAULT 0, -- minor units, sum of the rows in the company's currency
  other_amounts TEXT,               -- of the others: "300.00 USD, 30000 JPY"
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT)sql",
    // Append-only, a chain of hashes. `batch` is no foreign key so that nothing about it can cascade.
    R"sql(CREATE TABLE journal(
  sequence INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  reason TEXT NOT NULL,
  batch INTEGER,
  object TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT)sql",
    "CREATE INDEX journal_object ON journal(object)",
    "CREATE INDEX journal_batch ON journal(batch) WHERE batch IS NOT NULL",
    R"sql(CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END)sql",
    R"sql(CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END)sql",
    // The last entry, so that a journal that was cut off is noticed.
    R"sql(CREATE TABLE journal_head(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT)sql",
};

}  // namespace

Ddl ddl_journal() {
  return kStatements;
}

}  // namespace salesops::store
