#pragma once
#include <cstdint>
#include <span>

#include "salesops/config/config.hpp"
#include "salesops/receivable/settle.hpp"
#include "salesops/store/database.hpp"

namespace salesops::app {

receivable::SettlePolicy settle_policy(const config::Config& config);

// Works out anew what stands against what in the accounts of these customers (the store's keys) and replaces
// the settled form kept for them. Call it at the end of every transaction that adds, changes or removes
// invoices, receipts, matches or write-offs. Throws Error(bad_data, E5201…E5205) when the documents do not go
// together: nothing may be stored then. Cost follows the documents of these customers; from an eighth of all
// customers on, one pass over all documents.
void settle_receivables(store::Database& database, const config::Config& config,
                        std::span<const std::int64_t> customers);
// The same at the end of a transaction that has added invoices and receipts alone, all to these customers (in
// the order of their keys): what it has added needs not to be read back.
void settle_loaded_receivables(store::WriteTransaction& transaction, const config::Config& config,
                               std::span<const std::int64_t> customers);
void settle_all_receivables(store::Database& database, const config::Config& config);

// The first customer whose kept settled form is not what the documents say; nothing when all are. For `db
// verify`.
std::optional<std::string> wrong_settlement(store::Database& database, const config::Config& config);

}  // namespace salesops::app
