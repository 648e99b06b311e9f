#include "salesops/ingest/cells.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace salesops;
using ingest::CellType;

namespace {

// "code" of the fault, or the value as text.
std::string read(CellType type, std::string_view text, ingest::CellRules rules = {}) {
  ingest::Field field{.column = {.field = "x", .required = true}, .type = type};
  field.words = {{"红字", "credit_note"}, {"发票", "invoice"}};
  ingest::Value value;
  ingest::CellFault fault;
  if (!ingest::read_cell(text, field, rules, value, fault)) return fault.code;
  switch (type) {
    case CellType::money:
      return money::to_decimal(value.amount(), rules.digits);
    case CellType::decimal:
      return money::to_string(value.decimal);
    case CellType::date:
      return calendar::to_string(value.date());
    case CellType::integer:
    case CellType::boolean:
      return std::to_string(value.number);
    default:
      return std::string(value.text);
  }
}

}  // namespace

TEST_CASE("A cell is read strictly as what its field holds") {
  struct Case {
    CellType type;
    const char* text;
    const char* result;
  };
  const Case cases[] = {
      {CellType::id, "00467201", "00467201"},
      {CellType::id, "26312000000113576664", "26312000000113576664"},
      {CellType::id, "A-1/2 (x)", "A-1/2 (x)"},
      {CellType::id, "2.5312E+19", "E2105"},
      {CellType::id, "2E+19", "2E+19"},
      {CellType::id, "a\nb", "E2104"},
      {CellType::text, "a\nb", "a\nb"},
      {CellType::text, "a\x01", "E2104"},
      {CellType::money, "1,234.50", "1234.50"},
      {CellType::money, "（1,234.56）", "-1234.56"},
      {CellType::money, "1.2万", "12000.00"},
      {CellType::money, "1.2E+05", "E2112"},
      {CellType::money, "1,23,4", "E2111"},
      {CellType::money, "1.005", "E2110"},
      {CellType::money, "", "E2101"},
      {CellType::money, "-", "E2113"},
      {CellType::decimal, "0.125", "0.125"},
      {CellType::date, "2026-02-28", "2026-02-28"},
      {CellType::date, "2026-02-29", "E2103"},
      {CellType::date, "2026/1/5", "2026-01-05"},
      {CellType::date, "2026年1月5日", "2026-01-05"},
      {CellType::date, "2026-01-04 13:10:42", "2026-01-04"},
      {CellType::date, "45662", "2025-01-05"},
      {CellType::date, "1899-01-01", "E2103"},
      {CellType::date, "05/01/2026", "E2103"},
      {CellType::integer, "12", "12"},
      {CellType::integer, "0", "E2106"},
      {CellType::integer, "1.0", "E2106"},
      {CellType::boolean, "是", "1"},
      {CellType::boolean, "FALSE", "0"},
      {CellType::boolean, "maybe", "E2107"},
      {CellType::word, "红字", "credit_note"},
      {CellType::word, "Credit_Note", "credit_note"},
      {CellType::word, "蓝字", "E2102"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(read(c.type, c.text) == c.result);
  }
}

TEST_CASE("Serial dates count from 1904 in such a workbook, amounts have the currency's decimals") {
  CHECK(read(CellType::date, "44200", {.epoch = calendar::Epoch::excel_1904}) == "2025-01-05");
  CHECK(read(CellType::money, "700", {.digits = 0}) == "700");
  CHECK(read(CellType::money, "7.5", {.digits = 0}) == "E2110");
}

TEST_CASE("Every kind names each field once, and no synonym twice at one rank") {
  for (const ingest::Kind& kind : ingest::kinds()) {
    CAPTURE(kind.name);
    std::vector<std::string> seen;
    for (const ingest::Field& field : kind.fields) {
      std::vector<std::string> names = field.column.names;
      names.push_back(field.column.field);
      for (const std::string& name : names) {
        CAPTURE(name);
        CHECK(std::count(seen.begin(), seen.end(), ingest::fold_header(name)) == 0);
        seen.push_back(ingest::fold_header(name));
      }
    }
    if (kind.amount) CHECK(kind.fields[*kind.amount].column.field == "amount");
  }
}
