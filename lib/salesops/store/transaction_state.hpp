#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "salesops/store/loaded_documents.hpp"
#include "salesops/store/seal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

// What a write transaction keeps between its journal entries.
struct WriteTransaction::State {
  explicit State(Database& database);
  Seal seal;
  Statement insert;                        // one journal entry
  std::int64_t sequence = 0;               // of the last entry
  std::string hash;                        // of the last entry
  std::vector<std::string> before_commit;  // statements: indexes that are built after a bulk load
  LoadedDocuments loaded;                  // invoices and receipts
  bool journaled = false;                  // this transaction has appended something
};

// Builds the indexes of `before_commit`.
void build_waiting_indexes(WriteTransaction& transaction);
// Appends the seal of what was changed and fixes the head of the journal. The last step before COMMIT.
void seal_and_close_journal(WriteTransaction& transaction);

}  // namespace salesops::store
