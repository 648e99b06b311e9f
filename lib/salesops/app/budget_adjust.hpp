#pragma once
#include <string>

#include "salesops/app/budget_book.hpp"

// Changes of the money planned: supplements and transfers.
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

}  // namespace salesops::app
