#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/ingest/kinds.hpp"
#include "salesops/ingest/table_reader.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

namespace salesops::ingest {

// A cell read strictly. Only the member of its type means something, and only when `present`.
struct Value {
  bool present = false;
  std::int64_t number = 0;  // money: minor units; date: day number; integer; boolean 0/1
  money::Decimal decimal{};
  std::string_view text{};  // id, text; word: the value it stands for

  money::Money amount() const { return money::Money::minor(number); }
  calendar::Date date() const { return calendar::Date::from_number(static_cast<std::int32_t>(number)); }
};

// What is wrong with a cell: code, message without the column's name, help.
struct CellFault {
  std::string code;
  base::Text message;
  base::Text help;
};

// How cells are read: decimals of the currency, day zero of serial dates.
struct CellRules {
  int digits = 2;
  calendar::Epoch epoch = calendar::Epoch::excel_1900;
};

// Reads one text (blanks trimmed) as `field` says. Empty: not present, which is a fault only for required
// fields (E2101). Returns false and sets `fault` otherwise: E2102 not one of the words, E2103 date, E2104
// control character or too long, E2105 number ruined by a spreadsheet in an id, E2106 integer, E2107 boolean,
// E2110…E2114 numbers. The views of `value` live as long as `text` and `field`.
bool read_cell(std::string_view text, const Field& field, const CellRules& rules, Value& value,
               CellFault& fault);

}  // namespace salesops::ingest
