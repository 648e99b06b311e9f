#include "salesops/store/incoming.hpp"

#include <sqlite3.h>

#include <new>
#include <utility>

#include "salesops/store/statement.hpp"

// The callbacks of an eponymous virtual table, see "The Virtual Table Mechanism Of SQLite".
namespace salesops::store {

namespace {

struct Table : sqlite3_vtab {
  Incoming* source = nullptr;
};
struct Cursor : sqlite3_vtab_cursor {
  Incoming* source = nullptr;
  std::size_t row = 0;
};

int connect_table(sqlite3* connection, void* source, int, const char* const*, sqlite3_vtab** table, char**) {
  auto* made = new (std::nothrow) Table();
  if (made == nullptr) return SQLITE_NOMEM;
  made->source = static_cast<Incoming*>(source);
  *table = made;
  static_assert(Incoming::kColumns == 16);
  return sqlite3_declare_vtab(connection,
                              "CREATE TABLE x(k,c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15)");
}

int disconnect_table(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);
  return SQLITE_OK;
}

int plan(sqlite3_vtab*, sqlite3_index_info* info) {
  info->estimatedCost = 1e6;
  info->estimatedRows = 1'000'000;
  return SQLITE_OK;
}

int open_cursor(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor) {
  auto* made = new (std::nothrow) Cursor();
  if (made == nullptr) return SQLITE_NOMEM;
  made->source = static_cast<Table*>(table)->source;
  *cursor = made;
  return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
  delete static_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

int rewind_cursor(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
  static_cast<Cursor*>(cursor)->row = 0;
  return SQLITE_OK;
}

int next_row(sqlite3_vtab_cursor* cursor) {
  ++static_cast<Cursor*>(cursor)->row;
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* cursor) {
  const auto* at = static_cast<Cursor*>(cursor);
  return at->row >= at->source->rows() ? 1 : 0;
}

int column_value(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
  const auto* at = static_cast<Cursor*>(cursor);
  if (column == 0) {
    sqlite3_result_int64(context, static_cast<sqlite3_int64>(at->row));
    return SQLITE_OK;
  }
  const auto index = static_cast<std::size_t>(column) - 1;
  if (index >= at->source->width()) return SQLITE_OK;
  const Value& value = at->source->at(at->row, index);
  if (value.kind() == Value::Kind::integer) {
    sqlite3_result_int64(context, value.integer());
  } else if (value.kind() == Value::Kind::text) {
    sqlite3_result_text(context, value.text().data(), static_cast<int>(value.text().size()), SQLITE_STATIC);
  }
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* cursor, sqlite3_int64* row) {
  *row = static_cast<sqlite3_int64>(static_cast<Cursor*>(cursor)->row);
  return SQLITE_OK;
}

sqlite3_module make_module() {
  sqlite3_module made{};
  made.xConnect = connect_table;
  made.xDisconnect = disconnect_table;
  made.xBestIndex = plan;
  made.xOpen = open_cursor;
  made.xClose = close_cursor;
  made.xFilter = rewind_cursor;
  made.xNext = next_row;
  made.xEof = at_end;
  made.xColumn = column_value;
  made.xRowid = row_id;
  return made;
}

}  // namespace

Incoming::Incoming(Database& database, std::string name)
    : connection_(database.handle()), name_(std::move(name)) {
  static const sqlite3_module kModule = make_module();
  const int result = sqlite3_create_module_v2(connection_, name_.c_str(), &kModule, this, nullptr);
  if (result != SQLITE_OK) raise_sqlite(connection_, result, database.path());
}

Incoming::~Incoming() {
  sqlite3_create_module_v2(connection_, name_.c_str(), nullptr, nullptr, nullptr);
}

}  // namespace salesops::store
