#include "salesops/store/open.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <string>
#include <string_view>

#include "salesops/store/memory.hpp"
#include "salesops/store/schema.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

using base::Diagnostic;
using base::Error;
using base::Exit;

Error failure(Exit exit, const char* code, const std::string& path, base::Text message, base::Text help) {
  return Error(
      exit,
      Diagnostic{
          .code = code, .place = {.file = path}, .message = std::move(message), .help = std::move(help)});
}

Error foreign(const std::string& path) {
  return failure(Exit::bad_data, "E9002", path,
                 {"不是 salesops 的数据库文件", "not a database file of salesops"},
                 {"检查 --db 和配置中的 database", "check --db and `database` in the configuration"});
}

// The folder resolved by the system, the file name kept: SQLite then refuses a file that is a symbolic link.
std::string in_real_folder(const std::string& path, const char* code, Exit exit) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  char resolved[PATH_MAX];
  if (realpath(folder.c_str(), resolved) == nullptr) {
    throw failure(exit, code, path, {"数据库所在的文件夹不存在", "the folder of the database does not exist"},
                  {"检查路径", "check the path"});
  }
  const std::string base = resolved;
  return (base == "/" ? "" : base) + "/" + (slash == std::string::npos ? path : path.substr(slash + 1));
}

void harden(sqlite3* connection, int lock_timeout_seconds) {
  sqlite3_extended_result_codes(connection, 1);
  static constexpr std::pair<int, int> kSettings[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},     {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},       {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_ENABLE_FKEY, 1},   {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1}};
  for (const auto& [setting, value] : kSettings) sqlite3_db_config(connection, setting, value, nullptr);
  sqlite3_busy_timeout(connection, lock_timeout_seconds * 1000);
}

// SQLite sorts for an index in runs of at least so many pages, which should fit into the processor's cache:
// of the usual 250 large pages they take a sixth longer. Once for the process, before the first connection.
void configure_sqlite() {
  static const int done = sqlite3_config(SQLITE_CONFIG_PMASZ, 4U);
  static_cast<void>(done);  // refused: slower, else the same
  pool_sqlite_memory();
}

// Neither of these reads the file: a damaged one is reported by check_identity.
constexpr const char* kFirstPragmas = "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY";
const std::string kPragmas = "PRAGMA synchronous=EXTRA; PRAGMA cache_size=-" + std::to_string(kPageCache);

}  // namespace

std::string resolve_file(const std::string& path) {
  const std::string absolute = in_real_folder(path, "E9001", Exit::no_input);
  struct stat status {};
  if (lstat(absolute.c_str(), &status) != 0) {
    if (errno == EACCES) raise_sqlite(nullptr, SQLITE_PERM, path);
    throw failure(Exit::no_input, "E9001", path, {"数据库文件不存在", "the database file does not exist"},
                  {"用 `salesops init` 建立工作区，或检查 --db",
                   "make a workspace with `salesops init`, or check --db"});
  }
  if (S_ISLNK(status.st_mode)) {
    throw failure(Exit::not_permitted, "E9008", path,
                  {"数据库文件不能是符号链接", "the database file may not be a symbolic link"},
                  {"直接给出文件本身的路径", "give the path of the file itself"});
  }
  if (!S_ISREG(status.st_mode)) throw foreign(path);
  return absolute;
}

std::string resolve_new_file(const std::string& path) {
  const std::string absolute = in_real_folder(path, "E9005", Exit::cannot_create);
  struct stat status {};
  if (lstat(absolute.c_str(), &status) == 0) {
    throw failure(Exit::cannot_create, "E9005", path,
                  {"文件已存在，不会被覆盖", "the file exists and is not overwritten"},
                  {"换一个文件名", "choose another name"});
  }
  return absolute;
}

std::unique_ptr<SQLite::Database> connect(const std::string& absolute_path, int flags,
                                          int lock_timeout_seconds) {
  configure_sqlite();
  try {
    auto opened =
        std::make_unique<SQLite::Database>(absolute_path, flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX);
    harden(opened->getHandle(), lock_timeout_seconds);
    const int result = sqlite3_exec(opened->getHandle(), kFirstPragmas, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) raise_sqlite(opened->getHandle(), result, absolute_path);
    return opened;
  } catch (const SQLite::Exception& caught) {
    raise_sqlite(nullptr, caught.getExtendedErrorCode(), absolute_path);
  }
}

int check_identity(Database& database, bool exact) {
  const std::string& path = database.path();
  const int begun =
      sqlite3_exec(database.handle(), "BEGIN; SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr);
  if (begun == SQLITE_NOTADB) throw foreign(path);
  if (begun != SQLITE_OK) raise_sqlite(database.handle(), begun, path);
  if (one_integer(database, "PRAGMA application_id") != kApplicationId) throw foreign(path);
  const auto version = static_cast<int>(one_integer(database, "PRAGMA user_version").value_or(0));
  if (version > kSchemaVersion) {
    throw failure(Exit::configuration, "E9003", path,
                  {"数据库由更新版本的 salesops 建立（格式 " + std::to_string(version) + "）",
                   "the database was made by a newer salesops (format " + std::to_string(version) + ")"},
                  {"请升级 salesops", "upgrade salesops"});
  }
  if (exact && version < kSchemaVersion) {
    throw failure(
        Exit::configuration, "E9004", path,
        {"数据库是旧格式 " + std::to_string(version),
         "the database has the older format " + std::to_string(version)},
        {"运行 `salesops db migrate`（会先备份）", "run `salesops db migrate` (it makes a backup first)"});
  }
  if (exact && !has_schema(database)) {
    throw failure(
        Exit::bad_data, "E9006", path,
        {"数据库的表结构被其他程序改动过", "the tables of the database were changed by another program"},
        {"用 `salesops db restore` 恢复备份", "bring back a backup with `salesops db restore`"});
  }
  {
    Statement mode(database, "PRAGMA journal_mode");
    if (mode.step() && mode.text(0) == "wal") {
      throw failure(Exit::bad_data, "E9006", path,
                    {"数据库被其他程序改成了 WAL 日志方式",
                     "another program changed the database to write-ahead logging"},
                    {"用 sqlite3 执行 PRAGMA journal_mode=DELETE 后重试",
                     "run PRAGMA journal_mode=DELETE on it with sqlite3 and try again"});
    }
  }
  execute(database, "COMMIT");
  execute(database, kPragmas.c_str());
  return version;
}

// Pages twice as large as usual: a load of a million rows writes, and an aging reads, in half of the calls.
// Larger ones gain nothing more, and a statement, which reads a page for each document, would copy and check
// more.
void write_schema(Database& database) {
  execute(database, "PRAGMA page_size=8192");
  execute(database, kPragmas.c_str());
  execute(database, ("PRAGMA application_id=" + std::to_string(kApplicationId) +
                     "; PRAGMA user_version=" + std::to_string(kSchemaVersion) + "; BEGIN IMMEDIATE")
                        .c_str());
  for (const std::string& statement : schema_statements()) execute(database, statement.c_str());
  execute(database, "COMMIT");
}

void sync_folder(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // a folder that cannot be read: the file itself is synced
  const bool synced = fsync(descriptor) == 0 || errno == EINVAL;
  close(descriptor);
  if (!synced) raise_sqlite(nullptr, SQLITE_IOERR, path);
}

}  // namespace salesops::store
