#include "salesops/store/database.hpp"

#include <SQLiteCpp/Database.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "salesops/store/open.hpp"
#include "salesops/store/seal.hpp"
#include "salesops/store/statement.hpp"
#include "salesops/store/transaction_state.hpp"

namespace salesops::store {

namespace {

constexpr int kReaderTimeout = 10;  // seconds a report waits for a writer that is just committing

// A reader cannot roll back what a killed writer left behind; a writer that opens the file does.
void recover(const std::string& absolute) {
  auto writer = connect(absolute, SQLITE_OPEN_READWRITE, kReaderTimeout);
  const int result =
      sqlite3_exec(writer->getHandle(), "SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) raise_sqlite(writer->getHandle(), result, absolute);
}

bool needs_recovery(sqlite3* connection) {
  const int result = sqlite3_exec(connection, "SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr);
  return result == SQLITE_READONLY_ROLLBACK;
}

void make_empty_file(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    throw base::Error(
        base::Exit::cannot_create,
        base::Diagnostic{.code = "E9005",
                         .place = {.file = path},
                         .message = {"不能建立数据库文件", "the database file cannot be created"},
                         .help = {"检查文件夹的权限", "check the permissions of the folder"}});
  }
  static_cast<void>(fchmod(descriptor, 0600));
  close(descriptor);
}

}  // namespace

// The second thread. Its work uses the connection itself: it must not wait for its own end.
struct Database::Background {
  Background() : thread([this] { run(); }) {}
  ~Background() {
    {
      const std::lock_guard lock(mutex);
      stop = true;
    }
    changed.notify_all();
    thread.join();
  }
  void run();
  bool mine() const { return thread.get_id() == std::this_thread::get_id(); }

  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> pending;  // the first one is being run
  std::exception_ptr failed;
  bool stop = false;
  std::thread thread;  // last: everything else is there when it begins
};

void Database::Background::run() {
  std::unique_lock lock(mutex);
  while (true) {
    changed.wait(lock, [this] { return stop || !pending.empty(); });
    if (pending.empty()) return;
    const std::function<void()>& work = pending.front();  // others may be put behind it
    lock.unlock();
    std::exception_ptr thrown;
    try {
      work();
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    if (thrown) failed = thrown;
    failed ? pending.clear() : pending.pop_front();
    changed.notify_all();
  }
}

void Database::start(std::function<void()> work) {
  try {
    if (!background_) background_ = std::make_unique<Background>();
  } catch (const std::system_error&) {  // no thread to be had
    return work();
  }
  std::unique_lock lock(background_->mutex);
  background_->changed.wait(lock, [this] { return background_->pending.size() < kPending; });
  if (background_->failed) std::rethrow_exception(std::exchange(background_->failed, nullptr));
  background_->pending.push_back(std::move(work));
  background_->changed.notify_all();
}

bool Database::busy() const {
  if (!background_) return false;
  const std::lock_guard lock(background_->mutex);
  return !background_->pending.empty();
}

void Database::wait_for_background() const noexcept {
  if (background_->mine()) return;
  std::unique_lock lock(background_->mutex);
  background_->changed.wait(lock, [this] { return background_->pending.empty(); });
}

void Database::join_background() const {
  wait_for_background();
  if (background_->mine()) return;
  const std::lock_guard lock(background_->mutex);
  if (background_->failed) std::rethrow_exception(std::exchange(background_->failed, nullptr));
}

Database::Database(std::string path, std::unique_ptr<SQLite::Database> db)
    : path_(std::move(path)), db_(std::move(db)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() {
  wait();
}

sqlite3* Database::handle() const {
  wait();
  return db_->getHandle();
}

// The file appears under its name only when it is complete: a killed `init` leaves nothing that looks like a
// database.
void Database::create(const std::string& path) {
  const std::string absolute = resolve_new_file(path);
  const std::string temporary = absolute + ".new-" + std::to_string(getpid());
  unlink(temporary.c_str());
  make_empty_file(temporary);
  try {
    {
      Database made(absolute, connect(temporary, SQLITE_OPEN_READWRITE, 0));
      write_schema(made);
    }
    if (link(temporary.c_str(), absolute.c_str()) != 0) {
      if (errno == EEXIST) static_cast<void>(resolve_new_file(path));  // throws: someone was faster
      if (rename(temporary.c_str(), absolute.c_str()) != 0) raise_sqlite(nullptr, SQLITE_IOERR, absolute);
    }
    unlink(temporary.c_str());
    sync_folder(absolute);
  } catch (...) {
    unlink(temporary.c_str());
    throw;
  }
}

Database Database::open_read(const std::string& path, int lock_timeout_seconds) {
  const std::string absolute = resolve_file(path);
  auto connection = connect(absolute, SQLITE_OPEN_READONLY, lock_timeout_seconds);
  if (needs_recovery(connection->getHandle())) {
    connection.reset();
    recover(absolute);
    connection = connect(absolute, SQLITE_OPEN_READONLY, lock_timeout_seconds);
  }
  Database database(absolute, std::move(connection));
  check_identity(database, true);
  return database;
}

Database Database::open_write(const std::string& path, int lock_timeout_seconds) {
  const std::string absolute = resolve_file(path);
  Database database(absolute, connect(absolute, SQLITE_OPEN_READWRITE, lock_timeout_seconds));
  check_identity(database, true);
  execute(database, "PRAGMA temp_store=FILE");  // sorting for an index in bounded memory
  if (sqlite3_db_readonly(database.handle(), "main") == 1)
    raise_sqlite(database.handle(), SQLITE_READONLY, absolute);
  return database;
}

Database Database::open_for_migration(const std::string& path, bool write, int lock_timeout_seconds) {
  const std::string absolute = resolve_file(path);
  const int mode = write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  Database database(absolute, connect(absolute, mode, lock_timeout_seconds));
  check_identity(database, false);
  return database;
}

Database Database::in_memory() {
  Database database(":memory:", connect(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0));
  write_schema(database);
  return database;
}

ReadSnapshot::ReadSnapshot(Database& database) : database_(database) {
  execute(database_, "BEGIN");
  Statement(database_, "SELECT 1 FROM sqlite_schema").step();
}

ReadSnapshot::~ReadSnapshot() {
  if (sqlite3_get_autocommit(database_.handle()) == 0) {
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

WriteTransaction::WriteTransaction(Database& database, Act act) : database_(database), act_(std::move(act)) {
  execute(database_, "BEGIN IMMEDIATE");
  open_ = true;
  try {
    state_ = std::make_unique<State>(database_);
  } catch (...) {
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    throw;
  }
}

WriteTransaction::~WriteTransaction() {
  database_.wait();
  state_.reset();  // its statements end before the transaction does
  if (open_ && sqlite3_get_autocommit(database_.handle()) == 0) {
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void WriteTransaction::build_indexes() {
  if (!state_->before_commit.empty()) database_.start([this] { build_waiting_indexes(*this); });
}

void WriteTransaction::commit() {
  database_.join();
  seal_and_close_journal(*this);
  state_.reset();
  execute(database_, "COMMIT");
  open_ = false;
}

}  // namespace salesops::store
