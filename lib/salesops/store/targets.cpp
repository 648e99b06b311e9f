#include "salesops/store/targets.hpp"

#include <algorithm>

#include "salesops/base/checked.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kVersions =
    "SELECT v.id, p.code, p.name, v.version, v.state, v.made_by, v.made_at, ifnull(v.decided_by, ''), "
    "ifnull(v.decided_at, 0), v.effective, v.reason, v.hash FROM target_version v JOIN "
    "target_plan p ON p.id = v.plan ";
constexpr std::string_view kOrder = "ORDER BY p.code, v.version";
constexpr std::string_view kValues =
    "SELECT node, metric, month, amount, rep, customer, product_group FROM target_value WHERE version = ?1 "
    "ORDER BY node, metric, month, rep, customer, product_group";
constexpr std::string_view kShares =
    "SELECT node, metric, parent, amount, field, stretch, weight, source, share, quota, floor, cap, held, "
    "bound "
    "FROM target_share WHERE version = ?1 ORDER BY id";
constexpr std::string_view kFindPlan = "SELECT id FROM target_plan WHERE code = ?1";
constexpr std::string_view kInsertPlan = "INSERT INTO target_plan(code, name) VALUES (?1, ?2)";
constexpr std::string_view kNextVersion =
    "SELECT ifnull(max(version), 0) + 1 FROM target_version WHERE plan = ?1";
constexpr std::string_view kInsertVersion =
    "INSERT INTO target_version(plan, version, state, made_by, made_at, effective, reason, hash) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view kInsertValue =
    "INSERT INTO target_value(version, node, metric, month, amount, rep, customer, product_group) VALUES "
    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view kInsertShare =
    "INSERT INTO target_share(version, node, metric, parent, amount, field, stretch, weight, source, share, "
    "quota, floor, "
    "cap, held, bound) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
constexpr std::string_view kSetState =
    "UPDATE target_version SET state = ?2, decided_by = iif(?2 = 'approved', ?3, decided_by), "
    "decided_at = iif(?2 = 'approved', ?4, decided_at) WHERE id = ?1";
// The newest version of a plan that was ever approved and has begun by month ?1.
constexpr std::string_view kInForce =
    "v.version = (SELECT max(o.version) FROM target_version o WHERE o.plan = v.plan AND o.state IN "
    "('approved', 'superseded') AND ifnull(o.effective, 0) <= ?1) ";
constexpr std::string_view kApproved =
    "SELECT t.node, t.metric, t.month, t.amount, t.rep, t.customer, t.product_group FROM target_value t "
    "WHERE t.month BETWEEN ?2 AND ?3 AND t.version IN (SELECT v.id FROM target_version v WHERE ";
constexpr std::string_view kOverlap =
    "SELECT p.code FROM target_value mine JOIN target_value other ON other.node = mine.node AND other.metric "
    "= mine.metric "
    "AND other.month = mine.month AND other.version <> mine.version JOIN target_version v ON v.id = "
    "other.version "
    "JOIN target_plan p ON p.id = v.plan WHERE mine.version = ?1 AND v.state = 'approved' AND p.code <> ?2 "
    "ORDER BY p.code LIMIT 1";
constexpr std::string_view kInsertCommitment =
    "INSERT INTO target_commitment(version, node, metric, amount, state, comment, actor, time) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view kCommitments =
    "SELECT node, metric, amount, state, comment, actor, time FROM target_commitment WHERE id IN "
    "(SELECT max(c.id) FROM target_commitment c JOIN target_version v ON v.id = c.version WHERE v.plan = "
    "(SELECT plan FROM target_version WHERE id = ?1) GROUP BY c.node, c.metric) ORDER BY node, metric";

calendar::Month month_at(const Statement& row, int column) {
  return calendar::Month::from_number(static_cast<std::int32_t>(row.integer(column)));
}

target::Value value_of(const Statement& row) {
  return {row.string(0),
          row.string(1),
          month_at(row, 2),
          row.integer(3),
          {row.string(4), row.string(5), row.string(6)}};
}

TargetVersion version_of(const Statement& row) {
  TargetVersion version;
  version.id = row.integer(0);
  version.plan.code = row.string(1);
  version.plan.name = row.string(2);
  version.plan.version = static_cast<int>(row.integer(3));
  version.plan.state = target::state_of(row.text(4));
  version.plan.made_by = row.string(5);
  version.plan.made_at = row.integer(6);
  version.plan.decided_by = row.string(7);
  version.plan.decided_at = row.integer(8);
  if (!row.null(9)) version.plan.effective = month_at(row, 9);
  version.plan.reason = row.string(10);
  version.hash = row.string(11);
  return version;
}

std::int64_t plan_id(WriteTransaction& transaction, const target::Plan& plan) {
  Database& database = transaction.database();
  {
    Statement find(database, kFindPlan);
    find.bind(1, std::string_view(plan.code));
    if (find.step()) return find.integer(0);
  }
  Statement insert(database, kInsertPlan);
  insert.run_with(std::string_view(plan.code), std::string_view(plan.name));
  return last_id(database);
}

int next_version(Database& database, std::int64_t plan) {
  Statement next(database, kNextVersion);
  next.bind(1, plan);
  next.step();
  return static_cast<int>(next.integer(0));
}

void insert_figures(Database& database, std::int64_t version, const target::Plan& plan) {
  Statement value(database, kInsertValue);
  for (const target::Value& v : plan.values) {
    value.run_with(version, std::string_view(v.node), std::string_view(v.metric), v.month.number(), v.amount,
                   std::string_view(v.bearer.rep), std::string_view(v.bearer.customer),
                   std::string_view(v.bearer.product_group));
  }
  Statement share(database, kInsertShare);
  for (const target::Share& s : plan.shares) {
    share.run_with(version, std::string_view(s.node), std::string_view(s.metric), std::string_view(s.parent),
                   s.amount, s.field, s.stretch, std::string_view(s.weight), std::string_view(s.source),
                   s.share, std::string_view(s.quota), s.floor, s.cap, s.lock, std::string_view(s.bound));
  }
}

std::string object_of(const target::Plan& plan, int version) {
  return "target " + plan.code + " v" + std::to_string(version);
}

}  // namespace

std::vector<TargetVersion> target_versions(Database& database) {
  std::vector<TargetVersion> versions;
  Statement rows(database, std::string(kVersions) + std::string(kOrder));
  while (rows.step()) versions.push_back(version_of(rows));
  return versions;
}

std::optional<TargetVersion> find_target_version(Database& database, std::string_view code, int version) {
  Statement rows(database, std::string(kVersions) + "WHERE p.code = ?1 AND v.version = ?2");
  rows.bind_all(code, version);
  if (!rows.step()) return std::nullopt;
  return version_of(rows);
}

std::optional<TargetVersion> latest_target_version(Database& database, std::string_view code,
                                                   std::optional<target::State> state) {
  Statement rows(database,
                 std::string(kVersions) +
                     "WHERE p.code = ?1 AND (?2 IS NULL OR v.state = ?2) ORDER BY v.version DESC LIMIT 1");
  rows.bind(1, code);
  if (state) {
    rows.bind(2, target::to_string(*state));
  } else {
    rows.bind_null(2);
  }
  if (!rows.step()) return std::nullopt;
  return version_of(rows);
}

target::Plan load_target_plan(Database& database, const TargetVersion& version) {
  target::Plan plan = version.plan;
  Statement values(database, kValues);
  values.bind(1, version.id);
  while (values.step()) plan.values.push_back(value_of(values));
  Statement shares(database, kShares);
  shares.bind(1, version.id);
  while (shares.step()) {
    target::Share share{.node = shares.string(0), .metric = shares.string(1), .parent = shares.string(2)};
    share.amount = shares.integer(3);
    share.field = shares.integer(4);
    share.stretch = shares.maybe_integer(5);
    share.weight = shares.string(6);
    share.source = shares.string(7);
    share.share = shares.integer(8);
    share.quota = shares.string(9);
    share.floor = shares.maybe_integer(10);
    share.cap = shares.maybe_integer(11);
    share.lock = shares.maybe_integer(12);
    share.bound = shares.string(13);
    plan.shares.push_back(std::move(share));
  }
  return plan;
}

int insert_target_plan(WriteTransaction& transaction, const target::Plan& plan) {
  Database& database = transaction.database();
  const std::int64_t id = plan_id(transaction, plan);
  const int version = next_version(database, id);
  const std::string hash = target::digest(plan.values);
  const std::optional<std::int64_t> effective =
      plan.effective ? std::optional<std::int64_t>(plan.effective->number()) : std::nullopt;
  Statement insert(database, kInsertVersion);
  insert.run_with(id, version, target::to_string(plan.state), std::string_view(plan.made_by), plan.made_at,
                  effective, std::string_view(plan.reason), std::string_view(hash));
  insert_figures(database, last_id(database), plan);
  Fields after;
  after.set("state", target::to_string(plan.state)).set("hash", hash);
  after.set("values", static_cast<std::int64_t>(plan.values.size()));
  append_journal(transaction, object_of(plan, version), "", after.json());
  return version;
}

void set_target_state(WriteTransaction& transaction, const TargetVersion& version, target::State state) {
  Statement update(transaction.database(), kSetState);
  update.run_with(version.id, target::to_string(state), std::string_view(transaction.act().actor),
                  transaction.act().now);
  Fields before;
  Fields after;
  before.set("state", target::to_string(version.plan.state));
  after.set("state", target::to_string(state));
  append_journal(transaction, object_of(version.plan, version.plan.version), before.json(), after.json());
}

std::optional<TargetVersion> target_version_in_force(Database& database, std::string_view code,
                                                     calendar::Month month) {
  Statement rows(database, std::string(kVersions) + "WHERE p.code = ?2 AND " + std::string(kInForce));
  rows.bind_all(month.number(), code);
  if (!rows.step()) return std::nullopt;
  return version_of(rows);
}

std::vector<target::Value> approved_targets(Database& database, calendar::Month first, calendar::Month last,
                                            calendar::Month in_force) {
  std::vector<target::Value> values;
  Statement rows(database, std::string(kApproved) + std::string(kInForce) + ")");
  rows.bind_all(in_force.number(), first.number(), last.number());
  while (rows.step()) values.push_back(value_of(rows));
  std::ranges::sort(values);
  // Figures of several plans for the same place add up.
  std::vector<target::Value> sums;
  for (target::Value& value : values) {
    if (sums.empty() || sums.back().key() != value.key()) {
      sums.push_back(std::move(value));
    } else {
      sums.back().amount = base::checked_add(sums.back().amount, value.amount);
    }
  }
  return sums;
}

std::string overlapping_target_plan(Database& database, const TargetVersion& version) {
  Statement rows(database, kOverlap);
  rows.bind_all(version.id, std::string_view(version.plan.code));
  return rows.step() ? rows.string(0) : std::string();
}

void insert_commitment(WriteTransaction& transaction, const TargetVersion& version,
                       const TargetCommitment& commitment) {
  Statement insert(transaction.database(), kInsertCommitment);
  insert.run_with(version.id, std::string_view(commitment.node), std::string_view(commitment.metric),
                  commitment.amount, std::string_view(commitment.state), std::string_view(commitment.comment),
                  std::string_view(transaction.act().actor), transaction.act().now);
  Fields after;
  after.set("amount", commitment.amount).set("state", commitment.state).set("comment", commitment.comment);
  append_journal(transaction,
                 object_of(version.plan, version.plan.version) + " commitment " + commitment.node + " " +
                     commitment.metric,
                 "", after.json());
}

std::vector<TargetCommitment> commitments(Database& database, const TargetVersion& version) {
  std::vector<TargetCommitment> found;
  Statement rows(database, kCommitments);
  rows.bind(1, version.id);
  while (rows.step()) {
    found.push_back({rows.string(0), rows.string(1), rows.integer(2), rows.string(3), rows.string(4),
                     rows.string(5), rows.integer(6)});
  }
  return found;
}

}  // namespace salesops::store
