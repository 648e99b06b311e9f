#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "salesops/base/error.hpp"

namespace SQLite {
class Database;
}

namespace salesops::store {

// Who does what and when: stands in every journal entry a transaction writes.
struct Act {
  std::string actor;
  std::string command;  // "import receipts"
  std::string reason;   // may be empty
  std::int64_t now = 0; // seconds since 1970 UTC
};

// One open SQLite file. Repositories of this folder take it by reference; nothing outside `store` sees SQLiteCpp.
// Opening checks application_id, user_version and the schema digest before anything else. A missing file is
// Error(no_input, E9001), a foreign one E9002, a newer one E9003 (configuration), an older one E9004 ("db migrate").
class Database {
 public:
  // Creates a new database file (mode 0600) with the current schema; Error(cannot_create, E9005) if the path exists.
  static void create(const std::string& path);
  static Database open_read(const std::string& path);
  static Database open_write(const std::string& path, int lock_timeout_seconds);
  static Database in_memory();  // with the schema, for tests

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  SQLite::Database& raw() const { return *db_; }
  const std::string& path() const { return path_; }

 private:
  Database(std::string path, std::unique_ptr<SQLite::Database> db);
  std::string path_;
  std::unique_ptr<SQLite::Database> db_;
};

// A consistent view for reading: everything read until it goes out of scope is of one moment.
class ReadSnapshot {
 public:
  explicit ReadSnapshot(Database& database);
  ~ReadSnapshot();
  ReadSnapshot(const ReadSnapshot&) = delete;
  ReadSnapshot& operator=(const ReadSnapshot&) = delete;

 private:
  Database& database_;
};

// BEGIN IMMEDIATE … COMMIT. Leaving the scope without commit() takes everything back. When the database stays
// locked for the timeout: Error(busy, E9101). A full disk and other I/O failures: Error(io, E9102).
class WriteTransaction {
 public:
  WriteTransaction(Database& database, Act act);
  ~WriteTransaction();
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;

  Database& database() { return database_; }
  const Act& act() const { return act_; }
  void commit();

 private:
  Database& database_;
  Act act_;
  bool open_ = false;
};

}  // namespace salesops::store
