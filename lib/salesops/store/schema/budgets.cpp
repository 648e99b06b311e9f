#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    // The budget ledger: balances are sums of moves, no move is ever changed.
    R"sql(CREATE TABLE budget_move(
  id INTEGER PRIMARY KEY,
  date INTEGER NOT NULL,
  node TEXT NOT NULL,
  category TEXT NOT NULL,
  period TEXT NOT NULL,
  kind TEXT NOT NULL,               -- "plan", "supplement", "transfer", "commit", "release", "spend", …
  stage TEXT NOT NULL,              -- the balance it moves: "budget", "committed", "spent"
  amount INTEGER NOT NULL,
  request TEXT,
  note TEXT NOT NULL DEFAULT '',
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX budget_move_line ON budget_move(node, category, period)",
    "CREATE INDEX budget_move_request ON budget_move(request) WHERE request IS NOT NULL",
    R"sql(CREATE TRIGGER budget_move_no_update BEFORE UPDATE ON budget_move BEGIN
  SELECT RAISE(ABORT, 'the budget ledger is append-only');
END)sql",
    R"sql(CREATE TRIGGER budget_move_no_delete BEFORE DELETE ON budget_move BEGIN
  SELECT RAISE(ABORT, 'the budget ledger is append-only');
END)sql",
};

}  // namespace

Ddl ddl_budgets() {
  return kStatements;
}

}  // namespace salesops::store
