#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"

namespace salesops::config {

// What one value may be. Every kind is read from text by salesops itself (see value.hpp), never by the YAML
// library.
enum class Type {
  text,       // any line of text, up to 4096 characters
  id,         // letters, digits, CJK, '_', '-', '.', up to 64 characters, no blanks
  integer,    // whole number within min…max
  money,      // amount in units of the company's currency: 1234.50, 1.2万
  decimal,    // exact number within min…max (whole units)
  rate,       // 85%, 0.85, 3/7, within min…max per cent
  boolean,    // true or false
  date,       // 2026-01-05
  month,      // 2026-01
  choice,     // one of `choices`
  terms,      // payment terms: net:30, eom_days:60 …
  currency,   // ISO 4217
  time_zone,  // Asia/Shanghai, UTC, +08:00
  path,       // relative to the file it stands in
  record,     // a map with the keys of `fields`
  any,        // not checked here: the owner reads the node itself
};
enum class Shape {
  one,
  list,  // of values; a single value counts as a list of one
  map,   // free keys (ids) to values
};

// One key of the configuration. The same table feeds reading, `help config`, the JSON Schema and `init`.
struct Field {
  const char* key = "";
  Type type = Type::text;
  Shape shape = Shape::one;
  const char* fallback = "";  // default as text, lists separated by ", "; "" = none. Must itself be valid.
  const char* zh = "";        // what it means, one line
  const char* en = "";
  const char* choices = "";  // choice: "due|document"
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::span<const Field> (*fields)() = nullptr;  // record: its keys
  bool required = false;                         // must be given (in a record: in every record)
  const char* example =
      "";  // YAML shown as a comment by `init` and in `help config` when there is no fallback
};

// All sections in the order of `help config`: the one list a new section is added to.
std::span<const Field> root_fields();

std::vector<std::string> choices_of(const Field& field);
const Field* find_field(std::span<const Field> fields, std::string_view key);
// "whole number 0…31", "one of due, document", "list of texts"
base::Text describe(const Field& field);

// The JSON Schema (draft 2020-12) of the configuration for editors; ends with a newline.
std::string json_schema();

}  // namespace salesops::config
