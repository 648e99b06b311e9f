#pragma once
#include <string>
#include <vector>

#include "salesops/app/budget_book.hpp"
#include "salesops/document/document.hpp"

namespace salesops::app {

struct BudgetProfitOptions {
  std::vector<std::string> changes{};  // "price=+2%", "volume=…", "cost=…", "expense=…"
};
// The profit plan by node (--level rolls up): sales, cost, gross profit, direct expense and contribution,
// planned and reached, break-even, expense per 10,000 of sales and of target; with changes also what they
// would bring. E6160 for a change that cannot be read.
Outcome budget_profit(const Context& context, const BudgetProfitOptions& options);

// The flexible budgets of a span: what was allowed, spent, saved or exceeded, as --where filters it.
// `balances` are those of the span's months. No rows without rules.
document::Table flexible_table(const Context& context, store::Database& database, const BudgetBook& book,
                               const budget::Balances& balances, calendar::Span span);

}  // namespace salesops::app
