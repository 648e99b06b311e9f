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
struct sqlite3;

namespace salesops::store {

// Who does what and when: stands in every journal entry a transaction writes.
struct Act {
  std::string actor;
  std::string command;   // "import receipts"
  std::string reason;    // may be empty
  std::int64_t now = 0;  // seconds since 1970 UTC
};

// One open SQLite file. Repositories of this folder take it by reference; nothing outside `store` sees
// SQLiteCpp. Opening checks application_id, user_version and the schema before anything else. A
// missing file is Error(no_input, E9001), a foreign one E9002, a newer one E9003 (configuration), an older
// one E9004 ("db migrate"), one whose tables were changed by another program E9006, a damaged one E9007, a
// symbolic link E9008.
class Database {
 public:
  // Creates a new database file (mode 0600) with the current schema; Error(cannot_create, E9005) if the path
  // exists.
  static void create(const std::string& path);
  // Works in a folder that cannot be written. A journal left by a killed process is rolled back first.
  static Database open_read(const std::string& path, int lock_timeout_seconds = 10);
  static Database open_write(const std::string& path, int lock_timeout_seconds);
  // Any version up to this program's; the schema is not compared. For migrations.
  static Database open_for_migration(const std::string& path, bool write, int lock_timeout_seconds);
  static Database in_memory();  // with the schema, for tests

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  SQLite::Database& raw() const { return *db_; }
  sqlite3* handle() const;  // the C handle, for `store`; waits as wait() does

  // Runs `work` on a second thread, one after the other in the order of the calls; at most kPending of them are
  // not done when it returns. A connection never serves two threads at once: whoever uses this one meanwhile
  // waits for the end of all. What `work` throws is thrown by the next statement that is run; what waited
  // behind it is not run.
  static constexpr std::size_t kPending = 2;
  void start(std::function<void()> work);
  bool busy() const;  // with such work
  void wait() const noexcept {
    if (background_) wait_for_background();
  }
  // Waits, and throws what the work has thrown.
  void join() const {
    if (background_) join_background();
  }
  const std::string& path() const { return path_; }

 private:
  struct Background;
  Database(std::string path, std::unique_ptr<SQLite::Database> db);
  void wait_for_background() const noexcept;
  void join_background() const;
  std::string path_;
  std::unique_ptr<SQLite::Database> db_;
  std::unique_ptr<Background> background_;
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
// commit() also seals what was written: see seal.hpp. One transaction at a time per Database.
class WriteTransaction {
 public:
  struct State;  // of the journal and the seal

  WriteTransaction(Database& database, Act act);
  ~WriteTransaction();
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;

  Database& database() { return database_; }
  const Act& act() const { return act_; }
  State& state() { return *state_; }
  // Builds the indexes that were left out while rows were loaded in bulk, on a second thread; commit() does
  // it when it was not called. To be called before single rows are looked for.
  void build_indexes();
  void commit();

 private:
  Database& database_;
  Act act_;
  bool open_ = false;
  std::unique_ptr<State> state_;
};

}  // namespace salesops::store
