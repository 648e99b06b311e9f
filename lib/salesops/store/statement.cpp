#include "salesops/store/statement.hpp"

#include <sqlite3.h>

#include <utility>

#include "salesops/store/holder.hpp"

namespace salesops::store {

namespace {

using base::Diagnostic;
using base::Exit;

base::Error failure(Exit exit, const char* code, const std::string& path, base::Text message,
                    base::Text help) {
  return base::Error(
      exit,
      Diagnostic{
          .code = code, .place = {.file = path}, .message = std::move(message), .help = std::move(help)});
}

base::Error busy(const std::string& path) {
  const std::string holder = lock_holder(path);
  const std::string zh = holder.empty() ? "" : "，占用者：" + holder;
  const std::string en = holder.empty() ? "" : " by " + holder;
  return failure(
      Exit::busy, "E9101", path, {"数据库正被其他进程锁定" + zh, "the database is locked" + en},
      {"稍后重试，或用 --lock-timeout 延长等待", "try again later, or wait longer with --lock-timeout"});
}

}  // namespace

void raise_sqlite(sqlite3* connection, int result, const std::string& path) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw busy(path);
    case SQLITE_FULL:
      throw failure(Exit::io, "E9102", path,
                    {"磁盘已满，什么也没有改变", "the disk is full; nothing was changed"},
                    {"腾出空间后重试", "make room and run the command again"});
    case SQLITE_IOERR:
      throw failure(Exit::io, "E9102", path,
                    {"读写数据库文件失败", "reading or writing the database file failed"},
                    {"检查磁盘和文件系统后重试；重复执行是安全的",
                     "check the disk and run the command again; repeating it is safe"});
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      throw failure(Exit::not_permitted, "E9103", path,
                    {"没有读写数据库文件的权限", "no permission to read or write the database file"},
                    {"检查文件及其文件夹的权限", "check the permissions of the file and its folder"});
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      throw failure(Exit::io, "E9104", path, {"内存不足", "not enough memory"},
                    {"释放内存后重试", "free some memory and run the command again"});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      throw failure(Exit::bad_data, "E9007", path, {"数据库文件已损坏", "the database file is damaged"},
                    {"用 `salesops db verify` 检查，再用 `salesops db restore` 恢复备份",
                     "look with `salesops db verify` and bring back a backup with `salesops db restore`"});
    default:
      break;
  }
  const std::string detail =
      std::to_string(connection != nullptr ? sqlite3_extended_errcode(connection) : result);
  throw failure(Exit::internal, "E9199", path,
                {"数据库操作失败（内部错误 " + detail + "）",
                 "a database operation failed (internal error " + detail + ")"},
                {"这是程序缺陷；什么也没有改变", "this is a bug; nothing was changed"});
}

void execute(Database& database, const char* sql) {
  database.join();
  const int result = sqlite3_exec(database.handle(), sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) raise_sqlite(database.handle(), result, database.path());
}

namespace {

std::string page_cache_sql(int kibibytes) {
  return "PRAGMA cache_size=-" + std::to_string(kibibytes);
}

}  // namespace

SmallPageCache::SmallPageCache(Database& database, int kibibytes) : database_(database) {
  execute(database, page_cache_sql(kibibytes).c_str());
}

// Only a size: where it cannot be set, what failed before says why.
SmallPageCache::~SmallPageCache() {
  sqlite3_exec(database_.handle(), page_cache_sql(kPageCache).c_str(), nullptr, nullptr, nullptr);
}

Statement::Statement(Database& database, std::string_view sql) : database_(&database) {
  database.join();
  const int result = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (result != SQLITE_OK) raise_sqlite(database.handle(), result, database.path());
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  database_->wait();
  sqlite3_finalize(statement_);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  database_->wait();
  const int result = sqlite3_bind_int64(statement_, parameter, value);
  if (result != SQLITE_OK) raise_sqlite(database_->handle(), result, database_->path());
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  database_->wait();
  const char* bytes = text.data() != nullptr ? text.data() : "";
  const int result =
      sqlite3_bind_text64(statement_, parameter, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (result != SQLITE_OK) raise_sqlite(database_->handle(), result, database_->path());
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  database_->wait();
  const int result = sqlite3_bind_blob64(statement_, parameter, bytes.empty() ? "" : bytes.data(),
                                         bytes.size(), SQLITE_STATIC);
  if (result != SQLITE_OK) raise_sqlite(database_->handle(), result, database_->path());
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  database_->wait();
  const int result = sqlite3_bind_null(statement_, parameter);
  if (result != SQLITE_OK) raise_sqlite(database_->handle(), result, database_->path());
  return *this;
}

bool Statement::step() {
  database_->join();
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  sqlite3_reset(statement_);
  raise_sqlite(database_->handle(), result, database_->path());
}

void Statement::reset() {
  database_->wait();
  sqlite3_reset(statement_);
}

void Statement::run() {
  while (step()) {
  }
  sqlite3_reset(statement_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::maybe_integer(int column) const {
  if (null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Statement::maybe_text(int column) const {
  if (null(column)) return std::nullopt;
  return string(column);
}

std::optional<calendar::Date> Statement::maybe_date(int column) const {
  if (null(column)) return std::nullopt;
  return date(column);
}

int Statement::columns() const {
  return sqlite3_column_count(statement_);
}

std::optional<std::int64_t> one_integer(Database& database, std::string_view sql) {
  Statement statement(database, sql);
  if (!statement.step()) return std::nullopt;
  return statement.maybe_integer(0);
}

std::int64_t last_id(Database& database) {
  return sqlite3_last_insert_rowid(database.handle());
}
std::int64_t changes(Database& database) {
  return sqlite3_changes64(database.handle());
}

}  // namespace salesops::store
