#pragma once
#include <vector>

#include "salesops/app/receivables.hpp"

// What the tables of receivables have in common. For app/receivables*.cpp.
namespace salesops::app {

// The display unit of what is checked document by document, whatever the company's own; --unit changes it.
inline constexpr const char* kExact = "yuan";

// The columns of amounts that follow the dimensions of an aging, and the cells of one line for them.
void append_aging_columns(std::vector<document::Column>& columns, const receivable::AgingRule& rule);
void append_aging_cells(document::Row& cells, const receivable::AgingRule& rule,
                        const receivable::AgingRow& row);

// Company, as-of, basis, unapplied cash, from when matches count, owner, filters.
std::vector<document::Fact> aging_facts(const Context& context, const AgingRequest& request,
                                        const receivable::AgingRule& rule);
// An amount of another currency in minor units of the company's digits, for a money column: 30000 JPY in a
// table of yuan is 30000.00. A third decimal is rounded half-up.
money::Money shown(const Context& context, money::Money amount, std::string_view currency);

document::Fact fact_match_date(const Context& context);

document::Document disclosure_document(const Context& context, store::Database& database,
                                       const AgingRequest& request);

// Throws Error(usage, E1008).
[[noreturn]] void refuse_together(const char* option, base::Text message);

// One of the words of an option; Error(usage, E1005) names the others.
void check_word(const std::string& value, const char* option, std::vector<std::string> words);

}  // namespace salesops::app
