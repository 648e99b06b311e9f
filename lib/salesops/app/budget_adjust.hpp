#pragma once
#include <string>

#include "salesops/app/budget_book.hpp"

// Changes of the money planned: supplements, transfers, carry-over.
namespace salesops::app {

struct BudgetSupplementOptions {
  std::string node;
  std::string category;
  std::string month{};  // "" = the as-of day's
  std::string amount;   // negative takes money away, not below what is consumed (E6115)
};
Outcome budget_supplement(const Context& context, const BudgetSupplementOptions& options);

struct BudgetTransferOptions {
  std::string from;  // NODE:CATEGORY[:MONTH]
  std::string to;
  std::string amount;  // above zero, at most what is available at the source (E6140)
};
Outcome budget_transfer(const Context& context, const BudgetTransferOptions& options);

// Carries every budget cell of the month of --period to the next month as its category is configured. Once a
// month: a second run changes nothing.
Outcome budget_carry(const Context& context);
// The same inside another transaction (month close). Returns the number of moves; 0 when there is nothing to
// carry or it is done already.
std::size_t carry_month(const Context& context, store::WriteTransaction& transaction, calendar::Month month);

}  // namespace salesops::app
