#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"

namespace salesops::base {

// The catalogue of all error codes, ordered by code. `text` says what it means and how it is mended.
// One file per family in base/codes/; a new code is one entry there, in order.
std::vector<CodeEntry> codes();
// The entry of a code, or null. Case does not matter ("e2103").
const CodeEntry* find_code(std::string_view code);

// The families, each ordered by code.
std::span<const CodeEntry> usage_codes();          // E1xxx usage, input and output, numbers
std::span<const CodeEntry> import_codes();         // E2xxx imports, cells
std::span<const CodeEntry> configuration_codes();  // E3xxx configuration, calendar
std::span<const CodeEntry> target_codes();         // E4xxx targets and the allocator's E_…
std::span<const CodeEntry> receivable_codes();     // E5xxx receivables, terms
std::span<const CodeEntry> budget_codes();         // E6xxx budgets, promotions
std::span<const CodeEntry> report_codes();         // E7xxx reports, output
std::span<const CodeEntry> permission_codes();     // E8xxx permission, close
std::span<const CodeEntry> database_codes();       // E9xxx database

}  // namespace salesops::base
