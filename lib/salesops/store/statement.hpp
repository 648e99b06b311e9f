#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"
#include "salesops/store/database.hpp"

struct sqlite3;
struct sqlite3_stmt;

// The thin layer over the SQLite C interface that repositories are written in. For `store` only.
namespace salesops::store {

// Translates the last failure of the connection into an Error: busy E9101, full disk and I/O E9102,
// permissions E9103, no memory E9104, damage E9007, anything else E9199 (a bug). `path` names the file.
[[noreturn]] void raise_sqlite(sqlite3* connection, int result, const std::string& path);

// Runs statements without parameters or rows, separated by ';'.
void execute(Database& database, const char* sql);

// How much a connection keeps of the database in memory, in KiB. More does not help: a load writes what it
// has while it still reads, and a pass over a table needs each page once.
inline constexpr int kPageCache = 32768;
// Enough for one pass over a table, in KiB: keeping all its pages would only cost memory, and time to clear
// it.
inline constexpr int kOnePass = 2048;
// Keeps less as long as it lives.
class SmallPageCache {
 public:
  SmallPageCache(Database& database, int kibibytes);
  ~SmallPageCache();
  SmallPageCache(const SmallPageCache&) = delete;
  SmallPageCache& operator=(const SmallPageCache&) = delete;

 private:
  Database& database_;
};

// One prepared statement. Parameters and columns count from 1 and 0 as in SQLite. A string_view that is bound
// must live until the statement is reset; one that is read is good until the next step() or reset().
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) = delete;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, money::Money amount) { return bind(parameter, amount.minor()); }
  Statement& bind(int parameter, calendar::Date date) { return bind(parameter, std::int64_t{date.number()}); }
  Statement& bind_null(int parameter);
  Statement& bind_blob(int parameter, std::string_view bytes);  // lives as long as a text that is bound
  template <class Integer>
  requires std::is_integral_v<Integer> Statement& bind(int parameter, Integer value) {
    return bind(parameter, static_cast<std::int64_t>(value));
  }
  template <class Value>
  Statement& bind(int parameter, const std::optional<Value>& value) {
    return value ? bind(parameter, *value) : bind_null(parameter);
  }
  // Binds 1, 2, 3 … in order.
  template <class... Values>
  Statement& bind_all(const Values&... values) {
    int parameter = 0;
    (bind(++parameter, values), ...);
    return *this;
  }

  bool step();  // true: a row is there
  void reset();
  void run();  // all steps, then reset
  // bind_all, run: for inserts, updates and deletes that are repeated.
  template <class... Values>
  void run_with(const Values&... values) {
    bind_all(values...);
    run();
  }

  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  bool null(int column) const;
  money::Money amount(int column) const { return money::Money::minor(integer(column)); }
  calendar::Date date(int column) const {
    return calendar::Date::from_number(static_cast<std::int32_t>(integer(column)));
  }
  std::optional<std::int64_t> maybe_integer(int column) const;
  std::optional<std::string> maybe_text(int column) const;
  std::optional<calendar::Date> maybe_date(int column) const;
  std::string string(int column) const { return std::string(text(column)); }
  int columns() const;

  sqlite3_stmt* handle() const { return statement_; }
  Database& database() const { return *database_; }

 private:
  Database* database_;
  sqlite3_stmt* statement_ = nullptr;
};

// The first column of the first row of a statement that is used once; nothing without a row or for NULL.
std::optional<std::int64_t> one_integer(Database& database, std::string_view sql);
// Rowid of the last insert of this connection, and rows changed by the last statement.
std::int64_t last_id(Database& database);
std::int64_t changes(Database& database);

}  // namespace salesops::store
