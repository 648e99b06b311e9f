#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "salesops/base/error.hpp"
#include "salesops/store/database.hpp"

// The seal: proof that the rows of the ledger are those that were written.
//
// Every table is cut into blocks of 1024 row ids. A transaction notes which blocks it touches (SQLite tells
// it of every insert, update and delete), and at commit it appends one journal entry, object "seal", with the
// SHA-256 of the present content of each. The journal is a hash chain, so the last hash of every block is
// fixed by the head of the chain. `db verify` recomputes all blocks: a row that was changed, added or removed
// behind the program's back shows in its block, whichever table it is in. A bulk load costs one pass over the
// new rows, a single change one block. Derived columns and tables (kept for speed, recomputed by the
// invariants) are left out.
namespace salesops::store {

inline constexpr std::int64_t kSealBlock = 1024;

class Seal {
 public:
  explicit Seal(Database& database);  // starts listening to the connection
  ~Seal();
  Seal(const Seal&) = delete;
  Seal& operator=(const Seal&) = delete;

  void touched(const char* table, std::int64_t row);  // called for every change of a row
  bool empty() const { return blocks_.empty(); }
  // Canonical JSON of the touched blocks: {"invoice":"0:<hex> 1:<hex>", …}. A block without rows has "-".
  std::string json(Database& database) const;

 private:
  sqlite3* connection_;
  const char* last_table_ = nullptr;
  std::int64_t last_block_ = -1;
  std::map<std::string, std::set<std::int64_t>, std::less<>> blocks_;
};

// The first block whose content is not what the journal says, in the order of tables and ids; nothing when
// all are.
struct SealFault {
  std::string table;
  std::int64_t first_row;  // of the block
  std::int64_t sequence;   // journal entry that sealed it last; 0: never sealed
};
std::optional<SealFault> verify_seals(Database& database);

}  // namespace salesops::store
