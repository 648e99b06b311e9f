#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/store/database.hpp"

// The schema of the database file: one list of statements per domain (schema/*.cpp), composed here.
// A statement is one CREATE without the closing ';', written "CREATE TABLE name(" so that SQLite keeps its
// text as it stands: has_schema compares the two byte by byte.
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
// The file has exactly these statements, in any order; otherwise it is refused.
bool has_schema(Database& database);

}  // namespace salesops::store
