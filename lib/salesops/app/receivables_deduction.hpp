#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/app/receivables.hpp"
#include "salesops/receivable/deduction.hpp"
#include "salesops/store/receivables.hpp"

namespace salesops::app {

// What is open and flagged as a deduction on a day, by the store's key of the invoice; null when nobody
// deducted anything. Cost follows the customers that did.
std::shared_ptr<const std::map<std::int64_t, receivable::Money>> flagged_deductions(const Context& context,
                                                                                    store::Database& database,
                                                                                    receivable::Date as_of);
// Options and configuration to a rule that knows the deductions. Throws like aging_rule.
receivable::AgingRule aging_rule(const Context& context, store::Database& database,
                                 const AgingRequest& request);

// The reason that a text names, by code or name; null when it is none of the configuration's.
const receivable::DeductionReason* deduction_reason(const Context& context, std::string_view text);
base::Text deduction_reasons(const Context& context);  // "rebate 返利, …", for messages
std::string deduction_number(std::int64_t id);         // D12

// `receivables deductions`: what customers deducted up to the as-of and what came of it.
struct DeductionsRequest {
  std::vector<std::string> customers{};  // none: all
  std::string reason{};                  // only this one
  std::string state{};                   // open, credited, paid, rejected, withdrawn; "": all
  bool by_reason = false;                // sums by reason and currency
};
Outcome receivables_deductions(const Context& context, const DeductionsRequest& request);

// `receivables deduct`: states a deduction from an invoice; or what becomes of one: rejected, or settled by a
// credit note, which is matched with the invoice unless that has happened.
struct DeductRequest {
  std::string invoice{};
  std::string amount{};
  std::string reason{};
  std::string receipt{};      // the one that was short
  std::string reject{};       // number of a deduction
  std::string settle{};       // number of a deduction
  std::string credit_note{};  // with settle
};
Outcome receivables_deduct(const Context& context, const DeductRequest& request);

// The facts of an invoice for `receivables explain`.
std::vector<document::Fact> deduction_facts(const Context& context, store::Database& database,
                                            const store::CustomerAccount& account,
                                            const std::vector<receivable::Span>& spans, std::uint32_t debit);

}  // namespace salesops::app
