#pragma once
#include <compare>

#include "salesops/document/document.hpp"

namespace salesops::document {

// Total order of cells of one column: no value first, numbers by value, text by bytes (of the Chinese side of
// a Text).
std::strong_ordering compare(const Cell& a, const Cell& b);

// The cell as machine formats write it: plain decimals with the currency's digits, ISO dates, "" for no
// value.
std::string plain_text(const Cell& cell, const money::Currency& currency);

}  // namespace salesops::document
