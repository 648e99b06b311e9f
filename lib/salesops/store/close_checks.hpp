#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"
#include "salesops/store/database.hpp"

// Questions of the month-end checklist that one query over the documents answers.
namespace salesops::store {

struct CheckResult {
  std::int64_t count = 0;
  money::Money amount;
  std::vector<std::string> examples;  // the first three by number
};

// Sales and invoices of the span whose customer belongs to no node on their day.
CheckResult documents_without_node(Database& database, calendar::Span span);
// Invoices of the span with neither a rep of their own nor one of the customer on their day.
CheckResult invoices_without_rep(Database& database, calendar::Span span);
// Requests for approval that nobody has decided.
CheckResult waiting_decisions(Database& database);

// From the first to the last day of all sales, invoices, receipts and expenses; nothing without documents.
std::optional<calendar::Span> document_span(Database& database);

}  // namespace salesops::store
