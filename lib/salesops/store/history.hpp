#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "salesops/store/journal.hpp"

namespace salesops::store {

// One row that a code or number names, as field and value for people and programs: codes instead of keys, ISO
// dates, amounts in units of the currency.
struct ShownRow {
  std::string kind;                                         // "invoice", "customer", …: the table
  std::vector<std::pair<std::string, std::string>> fields;  // without those that are empty
};
// All rows whose code or number is `id`, of every kind (or of `kind` only), with the dated spans of master
// data.
std::vector<ShownRow> find_rows(Database& database, std::string_view id, std::string_view kind);
// The journal entries about `id` and about the batches that its rows came with, in order.
std::vector<JournalEntry> history_of(Database& database, std::string_view id,
                                     const std::vector<ShownRow>& rows);

}  // namespace salesops::store
