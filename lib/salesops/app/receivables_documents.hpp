#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/receivable/position.hpp"
#include "salesops/receivable/settle.hpp"
#include "salesops/store/receivables.hpp"

// Single documents and accounts for app/receivables*.cpp.
namespace salesops::app {

// The account in which a document stands, settled.
struct FoundDocument {
  store::CustomerName customer;
  store::CustomerAccount account;
  std::vector<receivable::Span> spans;
  std::uint32_t debit = receivable::kNone;  // one of the two
  std::uint32_t credit = receivable::kNone;
};
// Looks the number up among invoices, then receipts (`receipts_first`: the other way round). Throws
// Error(usage, E5207) with the nearest customer document when there is none.
FoundDocument find_document(const Context& context, store::Database& database, const std::string& number,
                            bool receipts_first);

store::CustomerName require_customer(const Context& context, store::Database& database,
                                     const std::string& code);

// What the documents have left for new matches: now and on every later day.
struct Free {
  std::vector<receivable::Money> debits;
  std::vector<receivable::Money> credits;
};
Free free_amounts(const receivable::Account& account, const std::vector<receivable::Span>& spans,
                  receivable::Date as_of);

base::Text title(receivable::DebitKind kind);
base::Text title(receivable::CreditKind kind);
base::Text title(receivable::SpanKind kind);

// Throws Error(not_permitted, E8201) when the day lies in a closed period.
void require_open_day(store::Database& database, receivable::Date day, const std::string& object);

}  // namespace salesops::app
