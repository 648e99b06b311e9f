#pragma once
#include <cstdint>
#include <string>

#include "salesops/document/document.hpp"

// Numbers and dates appended to a buffer without allocating: what machine formats write for a million rows.
namespace salesops::render {

void append_integer(std::string& out, std::int64_t value);
// "-1234.50" with `digits` decimals, 0…12.
void append_scaled(std::string& out, std::int64_t mantissa, int digits);
// The rate as a decimal fraction with at most `decimals` places, half-up, trailing zeros kept: 1/3 ->
// "0.333333".
void append_rate(std::string& out, const money::Rate& rate, int decimals);
void append_date(std::string& out, calendar::Date date);  // "2026-01-05"

// Decimals that machine formats give a percentage or a difference of percentages.
inline constexpr int kRateDecimals = 6;

// The cell as machine formats write it: plain decimals, ISO dates, true/false, nothing for "no value".
// Text that exists in two languages is written in `lang`.
void append_plain(std::string& out, const document::Cell& cell, const money::Currency& currency,
                  base::Lang lang);

bool is_text(const document::Cell& cell);

}  // namespace salesops::render
