#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace salesops::ingest {

// The number that a spreadsheet shows for the text of a stored one, as plain decimal. Stored numbers are
// binary and written with 17 digits; 15 of them count (1234.0999999999999 is 1234.1). Works on the digits of
// the text alone. `lossy`: a whole number of more than 15 digits, given as
// 2.5312E+19 so that nobody takes it for an id. Nothing when the text is not a number.
std::optional<std::string> spreadsheet_number(std::string_view text, bool& lossy);

// "2026-01-05" for a serial day number, with or without a fraction; nothing when it is not a day from 1900 to
// 9999.
std::optional<std::string> spreadsheet_date(std::string_view number, bool from_1904);

}  // namespace salesops::ingest
