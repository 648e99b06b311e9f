#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/app/receivables.hpp"
#include "salesops/receivable/deduction.hpp"
#include "salesops/store/receivables.hpp"

namespace salesops::app {

base::Text title(receivable::DeductionState state);
std::string_view word_of(receivable::DeductionState state);  // open, credited, paid, rejected, withdrawn
std::vector<std::string> deduction_words();
base::Text deduction_title(const Context& context, const std::string& code);  // the name of a reason

// An account with its deductions as they stand on a day.
struct DeductingAccount {
  store::CustomerAccount account;
  std::vector<receivable::Deduction> deductions;
  std::vector<receivable::DeductionStanding> standings;
};
// Those of a customer that have deductions, one after the other.
void for_each_deducting_account(const Context& context, store::Database& database, std::int64_t customer,
                                receivable::Date as_of,
                                const std::function<void(const DeductingAccount&)>& sink);

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
