#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/store/database.hpp"

namespace salesops::store {

// One line of the journal. `before` and `after` are canonical JSON objects (keys sorted, no blanks) or empty.
struct JournalEntry {
  std::int64_t sequence = 0;
  std::int64_t time = 0;  // seconds since 1970 UTC
  std::string actor;
  std::string command;
  std::string reason;
  std::optional<std::int64_t> batch;
  std::string object;  // "invoice F0102", "batch 17", "period 2026-10", "target 2026-base v2"
  std::string before;
  std::string after;
  std::string hash;  // SHA-256 over all fields and the hash before
};

// Appends an entry under the transaction's Act and returns its hash (the new head). O(1).
std::string append_journal(WriteTransaction& transaction, std::string_view object, std::string_view before,
                           std::string_view after, std::optional<std::int64_t> batch = std::nullopt);
// The hash of the last entry; 64 zeros for an empty journal.
std::string journal_head(Database& database);

struct JournalFilter {
  std::string object_prefix;  // "invoice ", "period 2026-10"
  std::optional<std::int64_t> batch;
  std::string actor;
  std::size_t limit = 0;  // newest N; 0 = all
  bool seals = true;      // with the technical entries "seal" (see seal.hpp)
};
// In the order of sequence, also with a limit.
void for_each_entry(Database& database, const JournalFilter& filter,
                    const std::function<void(const JournalEntry&)>& sink);

// Walks the chain. The first bad entry, or nothing when it is unbroken (and ends in `head` when that is
// given).
struct ChainFault {
  std::int64_t sequence;
  base::Text what;
};
std::optional<ChainFault> verify_chain(Database& database, std::string_view head = {});

// The pairs of a canonical JSON object as Fields writes it: text, numbers as their digits, null as nothing.
// Stops silently at what Fields would not write: a damaged entry is found by its hash.
std::vector<std::pair<std::string, std::optional<std::string>>> read_fields(std::string_view json);

// Canonical JSON of flat key/value pairs for before/after, keys in the order of their bytes.
class Fields {
 public:
  Fields& set(std::string key, std::string_view text);
  Fields& set(std::string key, std::int64_t number);
  Fields& set_null(std::string key);
  std::string json() const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;  // value already as JSON
};

}  // namespace salesops::store
