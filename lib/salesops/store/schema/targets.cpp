#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kStatements[] = {
    R"sql(CREATE TABLE target_plan(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  measure TEXT NOT NULL,            -- "sales", "collection", …
  batch INTEGER REFERENCES batch
) STRICT)sql",
    R"sql(CREATE TABLE target_version(
  id INTEGER PRIMARY KEY,
  plan INTEGER NOT NULL REFERENCES target_plan,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,              -- "draft", "submitted", "approved", "superseded"
  made_by TEXT NOT NULL,
  decided_by TEXT,
  reason TEXT NOT NULL DEFAULT '',
  batch INTEGER REFERENCES batch,
  UNIQUE (plan, version)
) STRICT)sql",
    R"sql(CREATE TABLE target_value(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES target_version,
  node TEXT NOT NULL,
  period TEXT NOT NULL,             -- "2026-10", "2026Q4", "2026"
  product TEXT NOT NULL DEFAULT '',
  amount INTEGER NOT NULL,
  batch INTEGER REFERENCES batch,
  UNIQUE (version, node, period, product)
) STRICT)sql",
};

}  // namespace

Ddl ddl_targets() {
  return kStatements;
}

}  // namespace salesops::store
