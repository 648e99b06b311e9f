#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "salesops/store/database.hpp"

namespace salesops::store {

// One value on its way into a column. Text is a view.
struct Value {
  enum class Kind : std::uint8_t { null, integer, text };
  Kind kind = Kind::null;
  std::int64_t integer = 0;
  std::string_view text{};

  static Value of(std::int64_t value) { return {Kind::integer, value, {}}; }
  static Value of(std::string_view value) { return {Kind::text, 0, value}; }
  static Value none() { return {}; }
  // 0 and "" stand for "no value" where a column may be empty.
  static Value optional(std::int64_t value) { return value == 0 ? none() : of(value); }
  static Value optional(std::string_view value) { return value.empty() ? none() : of(value); }
  friend bool operator==(const Value&, const Value&) = default;
};

// Rows in memory that SQLite reads as a table (k, c0, c1, …): INSERT … SELECT from it stores rows about twice
// as fast as one statement a row, since the loop over the rows runs inside SQLite.
class Incoming {
 public:
  static constexpr std::size_t kColumns = 16;

  Incoming(Database& database, std::string name);
  ~Incoming();
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  // Rows of `width` values each, one after the other. Must live while the table is read.
  void show(std::span<const Value> values, std::size_t width) {
    values_ = values;
    width_ = width;
  }
  std::size_t rows() const { return width_ == 0 ? 0 : values_.size() / width_; }
  const Value& at(std::size_t row, std::size_t column) const { return values_[row * width_ + column]; }
  std::size_t width() const { return width_; }

 private:
  sqlite3* connection_;
  std::string name_;
  std::span<const Value> values_{};
  std::size_t width_ = 0;
};

}  // namespace salesops::store
