#include "salesops/store/closings.hpp"

#include <map>

#include "salesops/base/sha256.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kLatest = R"sql(
SELECT id, period, first_day, last_day, state, time, actor, reason, snapshot_hash FROM period_close
WHERE id IN (SELECT max(id) FROM period_close GROUP BY period) ORDER BY first_day)sql";

constexpr std::string_view kLatestOf = R"sql(
SELECT id, period, first_day, last_day, state, time, actor, reason, snapshot_hash FROM period_close
WHERE period = ?1 ORDER BY id DESC LIMIT 1)sql";

constexpr std::string_view kClosedUntil = R"sql(
SELECT max(last_day) FROM period_close
WHERE state = 'closed' AND id IN (SELECT max(id) FROM period_close GROUP BY period))sql";

constexpr std::string_view kInsert = R"sql(
INSERT INTO period_close(period, first_day, last_day, state, time, actor, reason, snapshot_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))sql";

constexpr std::string_view kInsertSnapshot =
    "INSERT INTO period_snapshot(close, kind, content, hash) VALUES (?1, ?2, ?3, ?4)";

constexpr std::string_view kSnapshots =
    "SELECT kind, content, hash FROM period_snapshot WHERE close = ?1 ORDER BY kind";

std::string_view name_of(CloseState state) {
  switch (state) {
    case CloseState::soft:
      return "soft";
    case CloseState::closed:
      return "closed";
    case CloseState::reopened:
      return "reopened";
    case CloseState::open:
      break;
  }
  return "open";
}

CloseState state_named(std::string_view name) {
  if (name == "closed") return CloseState::closed;
  return name == "soft" ? CloseState::soft : CloseState::reopened;
}

Closing read_closing(const Statement& row) {
  return {.id = row.integer(0),
          .period = row.string(1),
          .span = {row.date(2), row.date(3)},
          .state = state_named(row.text(4)),
          .time = row.integer(5),
          .actor = row.string(6),
          .reason = row.string(7),
          .snapshot_hash = row.string(8)};
}

std::string before_json(const std::optional<Closing>& before) {
  if (!before) return {};
  return Fields().set("snapshot", before->snapshot_hash).set("state", name_of(before->state)).json();
}

}  // namespace

std::optional<calendar::Date> closed_until(Database& database) {
  const auto day = one_integer(database, kClosedUntil);
  if (!day) return std::nullopt;
  return calendar::Date::from_number(static_cast<std::int32_t>(*day));
}

std::vector<Closing> closings(Database& database) {
  std::vector<Closing> all;
  Statement row(database, kLatest);
  while (row.step()) all.push_back(read_closing(row));
  return all;
}

std::optional<Closing> closing_of(Database& database, std::string_view period) {
  Statement row(database, kLatestOf);
  row.bind(1, period);
  if (!row.step()) return std::nullopt;
  return read_closing(row);
}

std::vector<Snapshot> snapshots(Database& database, std::int64_t closing) {
  std::vector<Snapshot> all;
  Statement row(database, kSnapshots);
  row.bind(1, closing);
  while (row.step()) all.push_back({row.string(0), row.string(1), row.string(2)});
  return all;
}

std::string snapshot_hash(const std::vector<Snapshot>& snapshots) {
  if (snapshots.empty()) return {};
  std::map<std::string, std::string> hashes;
  for (const Snapshot& snapshot : snapshots) hashes.emplace(snapshot.kind, snapshot.hash);
  base::Sha256 all;
  for (const auto& [kind, hash] : hashes) all.update(kind + ' ' + hash + '\n');
  return all.hex();
}

Closing record_closing(WriteTransaction& transaction, const calendar::Period& period, CloseState state,
                       const std::vector<Snapshot>& snapshots) {
  Database& database = transaction.database();
  const Act& act = transaction.act();
  const std::optional<Closing> before = closing_of(database, period.label);
  const std::string hash = snapshot_hash(snapshots);
  Statement(database, kInsert)
      .run_with(std::string_view(period.label), period.span.first, period.span.last, name_of(state), act.now,
                std::string_view(act.actor), std::string_view(act.reason), std::string_view(hash));
  const std::int64_t id = last_id(database);
  Statement insert(database, kInsertSnapshot);
  for (const Snapshot& snapshot : snapshots) {
    insert.run_with(id, std::string_view(snapshot.kind), std::string_view(snapshot.content),
                    std::string_view(snapshot.hash));
  }
  append_journal(transaction, "period " + period.label, before_json(before),
                 Fields().set("snapshot", hash).set("state", name_of(state)).json());
  return *closing_of(database, period.label);
}

}  // namespace salesops::store
