#pragma once
#include <optional>
#include <string>
#include <vector>

#include "salesops/app/budget_book.hpp"

// Checking documents against the control matrix, and saying what came of it.
namespace salesops::app {

// What a person asks money for: lines "NODE:CATEGORY:AMOUNT[:MONTH]", or one line in parts.
struct BudgetWant {
  std::vector<std::string> lines{};
  std::string node{};
  std::string category{};
  std::string amount{};
  std::string month{};                       // "" = the as-of day's
  std::string currency{};                    // of the amounts; "" = the company's
  std::optional<calendar::Date> rate_day{};  // whose rate of exchange counts; the as-of day by default
};
// The lines as the control reads them, in the company's currency: foreign amounts at the rate of the day,
// half-up (E5305 without a rate, E1902 for a currency that does not exist). Names of nodes and categories
// become codes; those that are unknown stay as written, so that the check can say so. Error(usage,
// E6126/E6119/E6138) for amounts, months and lines that cannot be read.
std::vector<budget::Line> lines_of(const Context& context, const BudgetBook& book, const BudgetWant& want);
// The total in the currency that it was asked in: "USD 100.00"; "" in the company's own.
std::string foreign_text(const Context& context, const BudgetWant& want);

// pass, ignore (exceeded, but the matrix ignores it), warn, stop, override (stopped, overridden), exhausted
// (nothing was left at all), unmapped (unknown node or category), no_budget, refund.
struct Judgement {
  budget::Verdict verdict;
  std::string outcome;
  bool stops() const {
    return outcome == "stop" || outcome == "exhausted" || outcome == "unmapped" || outcome == "no_budget";
  }
};
// Judged against everything the ledger holds now.
Judgement judge(const Context& context, const BudgetBook& book, store::Database& database,
                const std::vector<budget::Line>& lines, budget::Stage stage);

// Lets the document pass or throws Error(finding) with one diagnostic per reason: E6130 stopped, E6131
// exhausted, E6133 no budget, E6101/E6102 unmapped. With `override_control` a stop becomes a warning when the
// actor has the authority "override" up to the excess and the context a reason (E6136); unmapped lines cannot
// be overridden. Overrides are journaled as "override OBJECT". Returns the warnings to show.
std::vector<base::Diagnostic> enforce(const Context& context, store::WriteTransaction& transaction,
                                      Judgement& judgement, const std::vector<budget::Line>& lines,
                                      bool override_control, const std::string& object);

// What an override would make of a stop, without doing it: the outcome becomes "override" when the actor has
// the authority up to the excess (E8101/E8102 otherwise). Nothing for other outcomes.
void try_override(const Context& context, Judgement& judgement);

// The same reasons as warnings, for a check that changes nothing: why it would be stopped, what it would warn
// of.
std::vector<base::Diagnostic> control_messages(const Context& context, const Judgement& judgement,
                                               const std::vector<budget::Line>& lines);

// The answer of `budget check`: one table with the verdict per line, one with every control cell.
document::Document verdict_document(const Context& context, const std::vector<budget::Line>& lines,
                                    const Judgement& judgement);

}  // namespace salesops::app
