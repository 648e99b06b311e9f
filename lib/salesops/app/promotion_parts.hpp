#pragma once
#include <string>
#include <vector>

#include "salesops/app/budget_control.hpp"
#include "salesops/store/promotions.hpp"

// Shared by the promotion use cases.
namespace salesops::app {

[[noreturn]] void refuse_promotion(base::Exit exit, const char* code, std::string value, base::Text message,
                                   base::Text help = {});
store::Promotion promotion_named(store::Database& database, const std::string& code);
void require_promotion_state(const store::Promotion& promotion, std::string_view state);
// A kind or a state as people read it; machine formats have the word itself.
base::Text promotion_word(const std::string& word);
std::vector<budget::Line> cost_lines(const store::Promotion& promotion);
// Promotions that run at the same time on a common product (or all products) for a common customer, node or
// all.
std::vector<base::Diagnostic> overlap_warnings(store::Database& database, const BudgetBook& book,
                                               const store::Promotion& promotion);
// Reads and checks a plan file: Error(bad_data) with all findings.
store::Promotion read_promotion(const Context& context, const BudgetBook& book, const std::string& path);

}  // namespace salesops::app
