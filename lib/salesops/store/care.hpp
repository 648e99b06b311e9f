#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/store/database.hpp"

// Care of the database file: copies, restoring, proof, migration.
namespace salesops::store {

// A consistent copy into a new file (mode 0600): written beside it under another name, verified, synced,
// renamed. Writers may go on meanwhile. Error(cannot_create, E9005) if `to` exists, E9007 when the copy does
// not verify.
void backup(const std::string& path, const std::string& to);

// The same for a file of an older version, which is not verified but its structure is.
void copy_any_version(const std::string& path, const std::string& to);

// Puts the content of the backup in the place of the database at `path`, which need not exist. What was there
// is kept in the file whose path is returned ("" when there was nothing). The restoring is journaled. A
// database that is in use stays usable: its users see the old content or the new. Throws what open_read
// throws about `from`, and E9007.
std::string restore(const std::string& path, const std::string& from, int lock_timeout_seconds,
                    const Act& act);

// One thing that `db verify` looked at.
struct VerifyFinding {
  std::string check;  // "chain", "seal", "integrity", "foreign_keys", or the key of an invariant
  base::Text title;
  bool ok = true;
  base::Text detail;  // of a failed one: what and where
};
// Chain of the journal, seals of all tables, PRAGMA integrity_check, foreign keys, business invariants, in
// this order.
std::vector<VerifyFinding> verify(Database& database, std::string_view head);

// A rule over the stored rows: its statement gives one row per offence, the first column says which.
struct Invariant {
  const char* key;
  const char* title_zh;
  const char* title_en;
  const char* sql;
};
std::span<const Invariant> invariants();

struct FileFacts {
  std::int64_t bytes = 0;
  int version = 0;
  std::int64_t pages = 0;
  std::int64_t free_pages = 0;
  std::int64_t journal_entries = 0;
  std::int64_t last_change = 0;  // seconds since 1970 UTC, 0: none
  std::string head;
  std::vector<std::pair<std::string, std::int64_t>> rows;  // by table
};
FileFacts facts(Database& database);

// A step from one version of the schema to the next.
struct Migration {
  int from;
  base::Text what;
  std::vector<std::string> statements;
};
std::span<const Migration> migrations();
struct MigrationPlan {
  int from = 0;
  int to = 0;
  std::vector<Migration> steps;
};
// What migrating would do; no steps when the file is current. Throws E9003 and the like.
MigrationPlan plan_migration(const std::string& path, std::span<const Migration> known);
// Copies the file to `backup_path`, then takes all steps in one transaction, which ends with the schema of
// this program or not at all (E9009). Journals "database".
void migrate(const std::string& path, const MigrationPlan& plan, const std::string& backup_path,
             int lock_timeout_seconds, const Act& act);

}  // namespace salesops::store
