#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    // What people write about a period for its reports. Every version is a row; nothing is changed or taken
    // away, so that a report made again has the notes it had.
    R"sql(CREATE TABLE record_note(
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL,          -- of the note; its latest row counts
  date INTEGER NOT NULL,            -- on which this version was written
  period TEXT NOT NULL,             -- "2026-10", "2026-W45", …
  node TEXT NOT NULL,               -- code; '': the whole company
  topic TEXT NOT NULL,              -- "problems", "plan", …: the section it belongs to
  text TEXT NOT NULL,
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  actor TEXT NOT NULL,
  time INTEGER NOT NULL
) STRICT)sql",
    "CREATE INDEX record_note_number ON record_note(number)",
    "CREATE INDEX record_note_period ON record_note(period)",
    R"sql(CREATE TRIGGER record_note_no_update BEFORE UPDATE ON record_note BEGIN
  SELECT RAISE(ABORT, 'notes are append-only');
END)sql",
    R"sql(CREATE TRIGGER record_note_no_delete BEFORE DELETE ON record_note BEGIN
  SELECT RAISE(ABORT, 'notes are append-only');
END)sql",
};

}  // namespace

Ddl ddl_records() {
  return kStatements;
}

}  // namespace salesops::store
