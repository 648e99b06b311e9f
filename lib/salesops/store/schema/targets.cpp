#include "salesops/store/schema.hpp"

namespace salesops::store {

namespace {

// Months are year × 12 + month − 1, amounts hundredths of the metric's unit (minor units of money). A value
// is what a node carries itself; the target of a node is the sum over its subtree.
constexpr std::string_view kStatements[] = {
    R"sql(CREATE TABLE target_plan(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT)sql",
    R"sql(CREATE TABLE target_version(
  id INTEGER PRIMARY KEY,
  plan INTEGER NOT NULL REFERENCES target_plan,
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'superseded')),
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,         -- seconds since 1970 UTC
  decided_by TEXT,
  decided_at INTEGER,
  effective INTEGER,                -- first month a change of the year touches; NULL: the whole period
  reason TEXT NOT NULL DEFAULT '',
  hash TEXT NOT NULL,               -- SHA-256 of the values
  UNIQUE (plan, version)
) STRICT)sql",
    R"sql(CREATE TABLE target_value(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES target_version,
  node TEXT NOT NULL,
  metric TEXT NOT NULL,             -- "sales", "collection", …
  month INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  rep TEXT NOT NULL DEFAULT '',     -- whose part of the node's figure it is; all three "": the node's own
  customer TEXT NOT NULL DEFAULT '',
  product_group TEXT NOT NULL DEFAULT '',
  UNIQUE (version, node, metric, month, rep, customer, product_group)
) STRICT)sql",
    // How the whole-period figure of a node came about, on every level of the split.
    R"sql(CREATE TABLE target_share(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES target_version,
  node TEXT NOT NULL,
  metric TEXT NOT NULL,
  parent TEXT NOT NULL,             -- "" at the top
  amount INTEGER NOT NULL,          -- the official target
  field INTEGER NOT NULL,           -- with the over-assignment of all levels above
  stretch INTEGER,
  weight TEXT NOT NULL,             -- decimal text
  source TEXT NOT NULL,             -- where the weight comes from
  share INTEGER NOT NULL,           -- millionths of the parent
  quota TEXT NOT NULL,              -- before rounding, decimal text
  floor INTEGER,
  cap INTEGER,
  held INTEGER,                     -- lock
  bound TEXT NOT NULL,              -- "", "floor", "cap", "lock"
  UNIQUE (version, node, metric)
) STRICT)sql",
    // What a node says it will do.
    R"sql(CREATE TABLE target_commitment(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES target_version,
  node TEXT NOT NULL,
  metric TEXT NOT NULL,
  amount INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('committed', 'accepted', 'pushed_back')),
  comment TEXT NOT NULL DEFAULT '',
  actor TEXT NOT NULL,
  time INTEGER NOT NULL
) STRICT)sql",
    R"sql(CREATE VIEW v_targets(plan, version, state, node, metric, month, amount, rep, customer, product_group) AS
SELECT p.code, v.version, v.state, t.node, t.metric, printf('%04d-%02d', t.month / 12, t.month % 12 + 1),
  printf('%.*s%d.%02d', t.amount < 0, '-', abs(t.amount) / 100, abs(t.amount) % 100), t.rep, t.customer, t.product_group
FROM target_value t JOIN target_version v ON v.id = t.version JOIN target_plan p ON p.id = v.plan)sql",
    // By node, metric and calendar month, each node without those below it: the approved target (of the
    // version that counts in the month), and the sales
    // (with tax) or receipts of the customers that the node owned on the day, itself or through their rep.
    // (Subqueries instead of WITH: the authorizer of `query` knows a view by its own name only.)
    R"sql(CREATE VIEW v_attainment(node, metric, month, target, target_minor, actual, actual_minor) AS
SELECT node, metric, printf('%04d-%02d', month / 12, month % 12 + 1),
  CASE WHEN target NOT NULL THEN printf('%.*s%d.%02d', target < 0, '-', abs(target) / 100, abs(target) % 100) END, target,
  printf('%.*s%d.%02d', actual < 0, '-', abs(actual) / 100, abs(actual) % 100), actual
FROM (SELECT node, metric, month, sum(target) AS target, ifnull(sum(actual), 0) AS actual FROM (
  SELECT t.node AS node, t.metric AS metric, t.month AS month, t.amount AS target, NULL AS actual
  FROM target_value t JOIN target_version v ON v.id = t.version
  WHERE v.version = (SELECT max(o.version) FROM target_version o WHERE o.plan = v.plan AND
    o.state IN ('approved', 'superseded') AND ifnull(o.effective, 0) <= t.month)
    AND t.metric IN ('sales', 'collection') UNION ALL
  SELECT ifnull(n.code, ''), d.metric,
    strftime('%Y', d.date + 2440588) * 12 + strftime('%m', d.date + 2440588) - 1, NULL, d.amount
  FROM (SELECT 'sales' AS metric, customer, date, amount FROM sale UNION ALL
    SELECT 'collection', customer, date, amount FROM receipt) d
  LEFT JOIN customer_span c ON c.id = (SELECT id FROM customer_span s WHERE s.customer = d.customer AND
    ifnull(s.valid_from, -1000000) <= d.date ORDER BY ifnull(s.valid_from, -1000000) DESC LIMIT 1)
    AND ifnull(c.valid_to, d.date) >= d.date
  LEFT JOIN rep_span r ON r.id = (SELECT id FROM rep_span s WHERE s.rep = c.rep AND
    ifnull(s.valid_from, -1000000) <= d.date ORDER BY ifnull(s.valid_from, -1000000) DESC LIMIT 1)
    AND ifnull(r.valid_to, d.date) >= d.date
  LEFT JOIN node n ON n.id = ifnull(c.node, r.node))
GROUP BY 1, 2, 3))sql",
};

}  // namespace

Ddl ddl_targets() {
  return kStatements;
}

}  // namespace salesops::store
