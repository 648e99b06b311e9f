#pragma once
#include <memory>
#include <string>

#include "salesops/store/database.hpp"

// How a database file is opened and checked; used by database.cpp and by database care (backup, restore,
// migrate).
namespace salesops::store {

// Absolute path of an existing regular file, its folder resolved. Throws E9001, E9002, E9008.
std::string resolve_file(const std::string& path);
// Absolute path of a file that may not exist yet; its folder must. Throws E9005.
std::string resolve_new_file(const std::string& path);

// `flags` of sqlite3_open_v2. Hardened: defensive, untrusted schema, no double-quoted strings, no extensions.
std::unique_ptr<SQLite::Database> connect(const std::string& absolute_path, int flags,
                                          int lock_timeout_seconds);

// application_id, journal format, version; with `exact` also that the version is this program's and the
// schema. Returns the version. Throws E9002, E9003, E9004, E9006, E9007.
int check_identity(Database& database, bool exact);

// All tables, views, triggers, application_id and user_version into an empty database.
void write_schema(Database& database);

// Makes the folder entry of `path` durable.
void sync_folder(const std::string& path);

}  // namespace salesops::store
