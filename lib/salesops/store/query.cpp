#include "salesops/store/query.hpp"

#include <sqlite3.h>

#include <chrono>
#include <utility>

#include "salesops/base/text.hpp"
#include "salesops/store/memory.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

using base::Diagnostic;
using base::Error;
using base::Exit;
using Clock = std::chrono::steady_clock;

constexpr int kStepsBetweenLooks = 20'000;         // virtual machine steps between two looks at the clock
constexpr std::int64_t kHeapLimit = 256LL << 20U;  // bytes SQLite may use for a query
constexpr int kTextLimit = 16 << 20;               // bytes of one value

bool readable(std::string_view table, const char* view) {
  if (view != nullptr && std::string_view(view).starts_with("v_")) return true;
  return table.starts_with("v_") || table == "sqlite_schema" || table == "sqlite_master" ||
         table == "json_each" || table == "json_tree";
}

// A read of no column is that of a view's table of which only the rows count: it tells nothing that the view
// does not.
int authorize(void*, int action, const char* first, const char* second, const char*, const char* view) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_READ: {
      const bool no_column = second == nullptr || *second == '\0';
      return no_column || readable(first == nullptr ? "" : first, view) ? SQLITE_OK : SQLITE_DENY;
    }
    case SQLITE_FUNCTION:
      return second != nullptr && std::string_view(second) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

int out_of_time(void* deadline) {
  return Clock::now() > *static_cast<Clock::time_point*>(deadline) ? 1 : 0;
}

Error failure(Exit exit, const char* code, base::Text message, base::Text help) {
  return Error(exit, Diagnostic{.code = code, .message = std::move(message), .help = std::move(help)});
}

Error refused() {
  return failure(
      Exit::not_permitted, "E9203",
      {"query 只能读取视图 v_*，不能改动任何东西", "query may only read the views v_* and change nothing"},
      {"用 `salesops query \"SELECT name FROM sqlite_schema WHERE type='view'\"` 列出视图",
       "list them: `salesops query \"SELECT name FROM sqlite_schema WHERE type='view'\"`"});
}

Error not_understood(sqlite3* connection) {
  const std::string said = base::printable(sqlite3_errmsg(connection));
  return failure(
      Exit::usage, "E9201", {"SQL 有误：" + said, "the SQL is wrong: " + said},
      {"视图的列：`salesops query \"SELECT sql FROM sqlite_schema WHERE name='v_invoices'\"`",
       "columns of a view: `salesops query \"SELECT sql FROM sqlite_schema WHERE name='v_invoices'\"`"});
}

}  // namespace

struct Query::Implementation {
  explicit Implementation(const std::string& path)
      : database(Database::open_read(path)), snapshot(database) {}
  ~Implementation() { sqlite3_finalize(statement); }
  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;

  Database database;
  ReadSnapshot snapshot;
  sqlite3_stmt* statement = nullptr;
  std::chrono::seconds limit{};
  Clock::time_point deadline{};
};

Query::Query(const std::string& path, std::string_view sql, int seconds)
    : implementation_(std::make_unique<Implementation>(path)) {
  Implementation& self = *implementation_;
  sqlite3* connection = self.database.handle();
  self.limit = std::chrono::seconds(seconds);
  limit_sqlite_memory(kHeapLimit);
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, kTextLimit);
  // Table-valued functions declare their columns with a statement of their own, once in a connection.
  sqlite3_exec(connection, "SELECT 1 FROM json_each('[]'), json_tree('[]')", nullptr, nullptr, nullptr);
  sqlite3_set_authorizer(connection, authorize, nullptr);
  sqlite3_progress_handler(connection, kStepsBetweenLooks, out_of_time, &self.deadline);
  self.deadline = Clock::now() + self.limit;
  const char* rest = nullptr;
  const int result =
      sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &self.statement, &rest);
  if (result == SQLITE_AUTH) throw refused();
  if (result == SQLITE_ERROR) throw not_understood(connection);
  if (result != SQLITE_OK) raise_sqlite(connection, result, path);
  const auto read = static_cast<std::size_t>(rest - sql.data());
  if (self.statement == nullptr || !base::trim_ascii(sql.substr(read)).empty()) {
    throw failure(Exit::usage, "E9204", {"需要恰好一条 SQL 语句", "exactly one SQL statement is wanted"},
                  {"给出一条 SELECT", "give one SELECT"});
  }
  if (sqlite3_stmt_readonly(self.statement) == 0) throw refused();
  for (int i = 0; i < sqlite3_column_count(self.statement); ++i) {
    columns_.emplace_back(sqlite3_column_name(self.statement, i));
  }
  for (int i = 1; i <= sqlite3_bind_parameter_count(self.statement); ++i) {
    const char* name = sqlite3_bind_parameter_name(self.statement, i);
    parameters_.emplace_back(name == nullptr || *name == '?' ? "?" : name + 1);
  }
}

void Query::bind(std::string_view name, const std::optional<std::string>& value) {
  sqlite3_stmt* statement = implementation_->statement;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    if (parameters_[i] != name) continue;
    const int index = static_cast<int>(i) + 1;
    const int result = value ? sqlite3_bind_text(statement, index, value->data(),
                                                 static_cast<int>(value->size()), SQLITE_TRANSIENT)
                             : sqlite3_bind_null(statement, index);
    if (result != SQLITE_OK)
      raise_sqlite(implementation_->database.handle(), result, implementation_->database.path());
  }
}

Query::~Query() = default;

void Query::for_each(const std::function<void(const std::vector<Cell>&)>& sink) {
  Implementation& self = *implementation_;
  self.deadline = Clock::now() + self.limit;
  std::vector<Cell> row(columns_.size());
  int result = SQLITE_OK;
  while ((result = sqlite3_step(self.statement)) == SQLITE_ROW) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const int column = static_cast<int>(i);
      switch (sqlite3_column_type(self.statement, column)) {
        case SQLITE_NULL:
          row[i] = std::monostate();
          break;
        case SQLITE_INTEGER:
          row[i] = std::int64_t{sqlite3_column_int64(self.statement, column)};
          break;
        default: {
          const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(self.statement, column));
          row[i] = std::string(text == nullptr ? "" : text,
                               static_cast<std::size_t>(sqlite3_column_bytes(self.statement, column)));
        }
      }
    }
    sink(row);
  }
  sqlite3_reset(self.statement);
  if (result == SQLITE_INTERRUPT) {
    throw failure(Exit::finding, "E9202", {"查询超过了时间限制", "the query took longer than its time limit"},
                  {"加上条件，或用 --timeout 延长", "add conditions, or allow more with --timeout"});
  }
  if (result == SQLITE_ERROR) throw not_understood(self.database.handle());
  if (result != SQLITE_DONE) raise_sqlite(self.database.handle(), result, self.database.path());
}

}  // namespace salesops::store
