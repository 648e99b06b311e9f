#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    // One row per closing of a period; the latest row of a period says whether it is closed.
    R"sql(CREATE TABLE period_close(
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL,             -- "2026-10"
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('soft', 'closed', 'reopened')),
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  snapshot_hash TEXT NOT NULL DEFAULT '',
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX period_close_period ON period_close(period)",
    // What the figures of a closed period were: one canonical text per kind ("open_items", "aging_customer",
    // …).
    R"sql(CREATE TABLE period_snapshot(
  id INTEGER PRIMARY KEY,
  close INTEGER NOT NULL REFERENCES period_close,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  batch INTEGER REFERENCES batch,
  UNIQUE (close, kind)
) STRICT)sql",
    R"sql(CREATE TABLE report_run(
  id INTEGER PRIMARY KEY,
  schedule TEXT NOT NULL DEFAULT '',  -- entry of the schedule, '' when registered by hand
  due INTEGER,                        -- instant, of scheduled runs
  recipient TEXT NOT NULL DEFAULT '',
  report TEXT NOT NULL,
  period TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'done', 'failed')),
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  head TEXT NOT NULL,                 -- of the journal when it was begun
  note TEXT NOT NULL DEFAULT '',      -- error code of a failed one
  batch INTEGER REFERENCES batch,
  UNIQUE (schedule, due)
) STRICT)sql",
    "CREATE INDEX report_run_report ON report_run(report, period)",
    R"sql(CREATE TABLE report_file(
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES report_run,
  path TEXT NOT NULL,
  hash TEXT NOT NULL,               -- SHA-256 of the file
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX report_file_run ON report_file(run)",
    "CREATE INDEX report_file_hash ON report_file(hash)",
    R"sql(CREATE TABLE approval(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,               -- "target", "budget_request", "credit_limit", "writeoff", …
  object TEXT NOT NULL,
  amount INTEGER,
  node TEXT NOT NULL DEFAULT '',    -- whose matter it is; '': the whole company
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected', 'recalled')),
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  reason TEXT NOT NULL DEFAULT '',  -- the maker's
  comment TEXT NOT NULL DEFAULT '', -- the decider's
  batch INTEGER REFERENCES batch
) STRICT)sql",
    "CREATE INDEX approval_object ON approval(object)",
};

}  // namespace

Ddl ddl_close() {
  return kStatements;
}

}  // namespace salesops::store
