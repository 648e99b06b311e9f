#pragma once
#include <atomic>
#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "salesops/store/document_shape.hpp"
#include "salesops/store/incoming.hpp"
#include "salesops/store/seal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

// The content of a row as it stands in the journal: canonical JSON, codes and numbers instead of keys of the
// store;
// "" when there is no such row. And its name there: "invoice F0102", "sale D7/2", "customer C1/2026-01-01".
std::string row_json(Database& database, const DocumentShape& shape, std::int64_t id);
std::string row_object(Database& database, const DocumentShape& shape, std::int64_t id);

// The work behind DocumentTable and OrgTable: rows are already values, `width()` of them one after the other.
class DocumentWriter {
 public:
  DocumentWriter(WriteTransaction& transaction, const DocumentShape& shape);
  ~DocumentWriter();
  DocumentWriter(const DocumentWriter&) = delete;
  DocumentWriter& operator=(const DocumentWriter&) = delete;

  std::vector<Presence> compare(std::span<const Value> values);
  // Many rows are stored on a second thread: `values` and their texts must live until Database::kPending more of
  // these calls have come back, or until this object is gone.
  void insert(std::span<const Value> values, std::int64_t batch);
  void insert_compared(std::span<const Value> values, std::int64_t batch);  // those of the last compare()
  void wait() { transaction_.database().join(); }
  void update(const Value* row, std::int64_t batch);
  std::string stored(const Value* row);
  std::size_t width() const { return shape_.columns.size(); }

 private:
  const Value* at(std::span<const Value> values, std::uint32_t row) const {
    return values.data() + row * width();
  }
  std::strong_ordering compare_keys(const Value* a, const Value* b) const;
  std::vector<std::uint32_t> key_order(std::span<const Value> values) const;
  // A bit for each column.
  struct Columns {
    std::uint32_t varying = 0;  // not the same in all rows
    std::uint32_t absent = 0;   // NULL in all rows
    friend auto operator<=>(const Columns&, const Columns&) = default;
  };
  Columns columns_of(std::span<const Value> values) const;
  Presence look_up(const Value* row);
  void bind_key(const Value* row);
  std::int64_t find(const Value* row);
  void read_highest_key();
  void raise_highest_key(const Value* row);
  void postpone_index();
  void store(std::span<const Value> values, std::int64_t first_id, std::int64_t batch);
  void hash(std::span<const Value> values, std::int64_t first_id, std::int64_t batch);

  WriteTransaction& transaction_;
  const DocumentShape& shape_;
  Incoming incoming_;
  Statement select_;  // by key
  std::map<Columns, Statement> inserts_;
  BulkSeal seal_;
  std::atomic<int> to_hash_ = 0;  // chunks that the second thread was given to hash and has not yet
  std::int64_t next_id_ = 1;
  bool empty_ = false;          // the table was empty at first
  std::vector<Value> highest_;  // key of the highest row stored, in the order of keys
  std::vector<std::string> highest_text_;
  std::vector<std::uint32_t> order_;  // of the rows compared last, by key
  std::vector<Value> sorted_;
};

}  // namespace salesops::store
