#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    // Where money is planned and used. Nodes and categories by their codes, month = year × 12 + month − 1.
    R"sql(CREATE TABLE budget_cell(
  id INTEGER PRIMARY KEY,
  node TEXT NOT NULL,
  category TEXT NOT NULL,
  month INTEGER NOT NULL,
  UNIQUE (node, category, month)
) STRICT)sql",
    // The budget ledger: every balance is a sum of moves, no move is ever changed. Without a
    // batch: what an import that is taken back has posted is reversed, not deleted.
    R"sql(CREATE TABLE budget_move(
  id INTEGER PRIMARY KEY,
  cell INTEGER NOT NULL REFERENCES budget_cell,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 6), -- budget, supplement, transfer, carry, commit, release, actual
  amount INTEGER NOT NULL,
  date INTEGER NOT NULL,            -- counts in every status as of that day or later
  document TEXT NOT NULL,           -- what caused it: "request R000001", "expense FY01/1", "plan 2026 v1"
  request INTEGER REFERENCES budget_request
) STRICT)sql",
    "CREATE INDEX budget_move_cell ON budget_move(cell)",
    "CREATE INDEX budget_move_document ON budget_move(document)",
    "CREATE INDEX budget_move_request ON budget_move(request) WHERE request IS NOT NULL",
    R"sql(CREATE TRIGGER budget_move_no_update BEFORE UPDATE ON budget_move BEGIN
  SELECT RAISE(ABORT, 'the budget ledger is append-only');
END)sql",
    R"sql(CREATE TRIGGER budget_move_no_delete BEFORE DELETE ON budget_move BEGIN
  SELECT RAISE(ABORT, 'the budget ledger is append-only');
END)sql",
    // Versions of a plan; the approved one with the highest version holds, older ones are kept.
    R"sql(CREATE TABLE budget_plan(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('submitted', 'approved', 'rejected', 'superseded')),
  date INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  hash TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  UNIQUE (name, version)
) STRICT)sql",
    R"sql(CREATE TABLE budget_plan_line(
  id INTEGER PRIMARY KEY,
  plan INTEGER NOT NULL REFERENCES budget_plan,
  cell INTEGER NOT NULL REFERENCES budget_cell,
  amount INTEGER NOT NULL,
  UNIQUE (plan, cell)
) STRICT)sql",
    "CREATE INDEX budget_plan_line_cell ON budget_plan_line(cell)",
    R"sql(CREATE TABLE budget_request(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('expense', 'advance')),
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'cancelled', 'closed')),
  date INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  purpose TEXT NOT NULL DEFAULT '',
  promo TEXT,
  foreign_total TEXT                -- "USD 100.00" when it was asked in another currency
) STRICT)sql",
    "CREATE INDEX budget_request_state ON budget_request(state)",
    R"sql(CREATE TABLE budget_request_line(
  id INTEGER PRIMARY KEY,
  request INTEGER NOT NULL REFERENCES budget_request,
  cell INTEGER NOT NULL REFERENCES budget_cell,
  amount INTEGER NOT NULL
) STRICT)sql",
    "CREATE INDEX budget_request_line_request ON budget_request_line(request)",
    // Changes of expenses that are not yet in the ledger: filled by the triggers, posted and emptied by the
    // same
    // transaction. sign 1: a voucher came, -1: it was taken back.
    R"sql(CREATE TABLE expense_change(
  id INTEGER PRIMARY KEY,
  sign INTEGER NOT NULL,
  number TEXT NOT NULL,
  line INTEGER NOT NULL,
  date INTEGER NOT NULL,
  node INTEGER NOT NULL,
  category TEXT NOT NULL,
  amount INTEGER NOT NULL,
  request TEXT
) STRICT)sql",
    R"sql(CREATE TRIGGER expense_posted AFTER INSERT ON expense BEGIN
  INSERT INTO expense_change(sign, number, line, date, node, category, amount, request)
  VALUES (1, NEW.number, NEW.line, NEW.date, NEW.node, NEW.category, NEW.amount, NEW.request);
END)sql",
    R"sql(CREATE TRIGGER expense_taken_back AFTER DELETE ON expense BEGIN
  INSERT INTO expense_change(sign, number, line, date, node, category, amount, request)
  VALUES (-1, OLD.number, OLD.line, OLD.date, OLD.node, OLD.category, OLD.amount, OLD.request);
END)sql",
    R"sql(CREATE TRIGGER expense_changed AFTER UPDATE OF date, node, category, amount, request ON expense BEGIN
  INSERT INTO expense_change(sign, number, line, date, node, category, amount, request)
  VALUES (-1, OLD.number, OLD.line, OLD.date, OLD.node, OLD.category, OLD.amount, OLD.request),
    (1, NEW.number, NEW.line, NEW.date, NEW.node, NEW.category, NEW.amount, NEW.request);
END)sql",
};

}  // namespace

Ddl ddl_budgets() {
  return kStatements;
}

}  // namespace salesops::store
