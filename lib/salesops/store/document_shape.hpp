#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/org/rows.hpp"
#include "salesops/store/documents.hpp"
#include "salesops/store/incoming.hpp"

// How the rows of documents.hpp lie in their tables.
namespace salesops::store {

struct ShapeColumn {
  const char* name;
  enum class As { text, integer, day, reference } as;
  const char* of = nullptr;     // reference: the table; its code or number stands in the journal
  const char* label = nullptr;  // reference: that column
};

struct DocumentShape {
  const char* noun;  // in the journal
  const char* table;
  std::span<const ShapeColumn> columns;  // without id and batch; the key stands first
  std::size_t key;                       // number of key columns
  bool unique_index;                     // the key has a unique index in this order
  const char* bulk_index;                // an index that is built after a first bulk load, or null
  const char* bulk_index_sql;
};

const DocumentShape& shape_of(const SaleRow*);
const DocumentShape& shape_of(const InvoiceRow*);
const DocumentShape& shape_of(const ReceiptRow*);
const DocumentShape& shape_of(const MatchRow*);
const DocumentShape& shape_of(const ExpenseRow*);
const DocumentShape& shape_of(const DriverRow*);
const DocumentShape& shape_of(const org::NodeRow*);
const DocumentShape& shape_of(const org::RepRow*);
const DocumentShape& shape_of(const org::CustomerRow*);
const DocumentShape& shape_of(const org::ProductRow*);
// All of them, for undo and show.
std::span<const DocumentShape* const> document_shapes();

// Writes one value per column of the shape to `to`.
void put_values(const SaleRow& row, Value* to);
void put_values(const InvoiceRow& row, Value* to);
void put_values(const ReceiptRow& row, Value* to);
void put_values(const MatchRow& row, Value* to);
void put_values(const ExpenseRow& row, Value* to);
void put_values(const DriverRow& row, Value* to);

}  // namespace salesops::store
