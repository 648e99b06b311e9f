#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/store/database.hpp"

// The schema of the database file: one list of statements per domain (schema/*.cpp), composed here.
// A statement is one CREATE without the closing ';', written "CREATE TABLE name(" so that SQLite keeps its
// text as it stands: the schema digest compares the two byte by byte.
namespace salesops::store {

inline constexpr std::int64_t kApplicationId = 0x53414c45;  // "SALE"
inline constexpr int kSchemaVersion = 1;

using Ddl = std::span<const std::string_view>;
Ddl ddl_journal();      // batches, the journal and its head
Ddl ddl_org();          // nodes, reps, customers, products with their dated spans
Ddl ddl_documents();    // sales, invoices, receipts, matches, expenses, drivers
Ddl ddl_receivables();  // write-offs, confirmations, settled accounts
Ddl ddl_targets();
Ddl ddl_budgets();
Ddl ddl_promotions();  // promotions, their checks and claims, promotion goods
Ddl ddl_records();     // notes
Ddl ddl_close();       // periods, snapshots, report runs, approvals
Ddl ddl_views();       // v_*: the documented interface for queries

// All statements in the order in which they can be run.
std::vector<std::string> schema_statements();
// SHA-256 over the statements in the order of their bytes; equal for a file and this program or the file is
// refused.
std::string schema_digest(std::vector<std::string> statements);
std::vector<std::string> stored_statements(Database& database);

}  // namespace salesops::store
