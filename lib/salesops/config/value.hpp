#pragma once
#include <string>
#include <string_view>

#include "salesops/base/error.hpp"
#include "salesops/config/schema.hpp"

namespace salesops::config {

// Why a text is not a value of its type.
struct ValueFault {
  std::string code;
  base::Text message;
  base::Text help;
};

// Checks one scalar against its field (type, range, choices). `digits` are the decimals of the company's
// currency. Strict: no octal, no 1_000, no yes/no for booleans. Returns true, or false and sets `fault`.
bool check_value(const Field& field, std::string_view text, int digits, ValueFault& fault);

}  // namespace salesops::config
