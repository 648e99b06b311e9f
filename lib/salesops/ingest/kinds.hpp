#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/ingest/table_reader.hpp"

namespace salesops::ingest {

// What a cell holds.
enum class CellType {
  id,       // text that names something: leading zeros and 20 digits survive
  text,     // words for people
  money,    // an amount in the company's currency (or the document's)
  decimal,  // a quantity, price or driver value
  integer,  // 1…999999
  date,
  boolean,  // true/false, yes/no, 是/否, 1/0
  word,     // one of the field's words
};

// A spelling that stands for a value: "红字" -> "credit_note".
struct Word {
  std::string spelling;
  std::string value;
};

// One field of a kind.
struct Field {
  ColumnSpec column;
  CellType type = CellType::text;
  base::Text title{};
  std::vector<Word> words{};  // of CellType::word, besides the values themselves
};

// What `salesops import KIND` reads. The fields stand in the order of the specification; `amount` is the
// field that the summary adds up, or nothing.
struct Kind {
  std::string name;
  base::Text title{};
  std::vector<Field> fields;
  std::optional<std::size_t> amount{};
  bool documents = true;  // false: master data

  // Index of a field; the name must exist.
  std::size_t index(std::string_view field) const;
  std::vector<ColumnSpec> columns() const;
};

// org, reps, customers, products, sales, invoices, receipts, matches, expenses, drivers.
const std::vector<Kind>& kinds();
const Kind* kind_named(std::string_view name);  // nullptr when there is none

}  // namespace salesops::ingest
