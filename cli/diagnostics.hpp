#pragma once
#include <iosfwd>

#include "salesops/base/error.hpp"

namespace salesops::cli {

struct MessageStyle {
  base::Lang lang = base::Lang::zh;
  bool color = false;
  bool json = false;  // one JSON object per line
};

// Writes diagnostics for people (place, source line with carets, help) or as NDJSON. `total` > shown ones
// adds a line with the number that was left out.
void print(const base::Error& error, const MessageStyle& style, std::ostream& err);
void print(const base::Diagnostic& diagnostic, const MessageStyle& style, std::ostream& err);

}  // namespace salesops::cli
