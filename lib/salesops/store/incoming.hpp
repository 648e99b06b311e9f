#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "salesops/store/database.hpp"

namespace salesops::store {

// One value on its way into a column, in 16 bytes: a chunk of rows should stay in the processor's cache. Text
// is a view of less than 4 GiB.
class Value {
 public:
  enum class Kind : std::uint8_t { null, integer, text };

  static Value of(std::int64_t value) {
    Value made;
    made.kind_ = Kind::integer;
    made.integer_ = value;
    return made;
  }
  static Value of(std::string_view value) {
    Value made;
    made.kind_ = Kind::text;
    made.text_ = value.data() != nullptr ? value.data() : "";
    made.size_ = static_cast<std::uint32_t>(value.size());
    return made;
  }
  static Value none() { return {}; }
  // 0 and "" stand for "no value" where a column may be empty.
  static Value optional(std::int64_t value) { return value == 0 ? none() : of(value); }
  static Value optional(std::string_view value) { return value.empty() ? none() : of(value); }

  Kind kind() const { return kind_; }
  std::int64_t integer() const { return kind_ == Kind::integer ? integer_ : 0; }
  std::string_view text() const {
    return kind_ == Kind::text ? std::string_view(text_, size_) : std::string_view();
  }
  friend bool operator==(const Value& a, const Value& b) {
    return a.kind_ == b.kind_ && a.integer() == b.integer() && a.text() == b.text();
  }

 private:
  union {
    std::int64_t integer_ = 0;
    const char* text_;
  };
  std::uint32_t size_ = 0;
  Kind kind_ = Kind::null;
};
static_assert(sizeof(Value) == 16);

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
