#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// What `doctor` says about a database file.
struct DatabaseFacts {
  std::string sqlite_version;
  int schema_version = 0;
  std::int64_t bytes = 0;
  std::int64_t journal_entries = 0;
  std::string journal_head;
};
DatabaseFacts database_facts(Database& database);

// Whether the file is sound: SQLite's own integrity check (E9401), foreign keys (E9402), the journal chain
// (E9403) and the seals of the ledger tables (E9404). Everything found, none when all is well. Reads the
// whole file.
std::vector<base::Diagnostic> check_health(Database& database);

}  // namespace salesops::store
