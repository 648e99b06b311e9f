#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/store/database.hpp"
#include "salesops/store/incoming.hpp"

// The seal: proof that the rows of the ledger are those that were written.
//
// Every table is cut into blocks of row ids. A transaction notes which blocks it touches (SQLite tells
// it of every insert, update and delete), and at commit it appends one journal entry, object "seal", with the
// SHA-256 of the present content of each. The journal is a hash chain, so the last hash of every block is
// fixed by the head of the chain. `db verify` recomputes all blocks: a row that was changed, added or removed
// behind the program's back shows in its block, whichever table it is in. A bulk load costs one pass over the
// new rows, a single change one block. Derived columns and tables (kept for speed, recomputed by the
// invariants) are left out.
namespace salesops::store {

// Rows of a block. Those of snapshots are whole tables of a report: each stands alone, so that a close does
// not read all that were before it.
constexpr std::int64_t block_rows(std::string_view table) {
  return table == "period_snapshot" ? 1 : 1024;
}

class Seal {
 public:
  explicit Seal(Database& database);  // starts listening to the connection
  ~Seal();
  Seal(const Seal&) = delete;
  Seal& operator=(const Seal&) = delete;

  void touched(const char* table, std::int64_t row);  // called for every change of a row
  // The content of a block that a bulk load has hashed itself; a later change of one of its rows takes it
  // back.
  void known(const char* table, std::int64_t block, std::string hash);
  // A bulk load that hashes its rows itself needs not to be told of each.
  void listen(bool on);
  bool empty() const { return blocks_.empty(); }
  // Canonical JSON of the touched blocks: {"invoice":"0:<hex> 1:<hex>", …}. A block without rows has "-".
  std::string json(Database& database) const;

 private:
  sqlite3* connection_;
  const char* last_table_ = nullptr;
  std::int64_t last_block_ = -1, last_rows_ = 1;  // of that table
  std::map<std::string, std::map<std::int64_t, std::string>, std::less<>>
      blocks_;  // hash; "": not yet computed
};

// Hashes rows of one table while they are inserted, in the order of their ids, which saves the pass over them
// at commit. For tables without triggers whose columns are id, those of the caller, batch; else it does
// nothing.
class BulkSeal {
 public:
  BulkSeal(Database& database, Seal& seal, const char* table, const std::vector<std::string>& columns);
  bool active() const { return active_; }
  // Call before the rows are stored and for all of them; `values` without id and batch.
  void add(std::int64_t id, std::span<const Value> values, std::int64_t batch);

 private:
  Seal& seal_;
  const char* table_;
  std::int64_t rows_;  // of a block
  bool active_ = false;
  std::int64_t block_ = -1;   // that is being filled, -1: none
  std::int64_t next_id_ = 0;  // the one that may follow
  std::string bytes_;
};

// The first block whose content is not what the journal says, in the order of tables and ids; nothing when
// all are.
struct SealFault {
  std::string table;
  std::int64_t first_row;  // of the block
  std::int64_t last_row;
  std::int64_t sequence;  // journal entry that sealed it last; 0: never sealed
};
std::optional<SealFault> verify_seals(Database& database);

}  // namespace salesops::store
