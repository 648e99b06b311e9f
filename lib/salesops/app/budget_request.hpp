#pragma once
#include <string>

#include "salesops/app/budget_control.hpp"

// The life of a request: check, request, approve, reject, spend, release.
namespace salesops::app {

struct BudgetCheckOptions {
  BudgetWant want{};
  std::string stage = "request";  // request or actual
  bool override_control = false;  // would it pass with the actor's authority to override?
};
// "Would this pass?" Reserves nothing. exit 0 pass (a warning on stderr when the matrix warns), 1 stop.
Outcome budget_check(const Context& context, const BudgetCheckOptions& options);

struct BudgetRequestOptions {
  BudgetWant want{};
  std::string purpose{};
  std::string promo{};
  bool advance = false;
  bool override_control = false;
};
// Makes a request. It must pass the control; it waits for a decision unless it is at most
// `budget.auto_approve` and passes without a warning.
Outcome budget_request(const Context& context, const BudgetRequestOptions& options);

struct BudgetDecisionOptions {
  std::string object;  // request number, or the name of a plan that waits
  bool override_control = false;
};
// Approving a request checks it again and commits it in the same transaction.
Outcome budget_approve(const Context& context, const BudgetDecisionOptions& options);
Outcome budget_reject(const Context& context, const BudgetDecisionOptions& options);

struct BudgetSpendOptions {
  BudgetWant want{};      // node and category may be left out when the request has one line
  std::string request{};  // "" = spent without a request
  std::string expense{};  // voucher number, "" = the next
  std::string date{};     // "" = as-of
  std::string payee{};
  std::string note{};
  bool final = false;  // closes the request, the rest is released
  bool override_control = false;
};
// Books an expense: an actual, and the release of as much of the request. A negative amount is a refund,
// never blocked.
Outcome budget_spend(const Context& context, const BudgetSpendOptions& options);

struct BudgetReleaseOptions {
  std::string request;
  std::string amount{};  // "" = everything: an approved request is closed, a pending one cancelled
};
Outcome budget_release(const Context& context, const BudgetReleaseOptions& options);

// For promotions, which commit what they cost: makes an approved request with these lines in this
// transaction, or throws what enforce() throws. Returns its number.
std::string commit_lines(const Context& context, store::WriteTransaction& transaction,
                         const std::vector<budget::Line>& lines, const std::string& purpose,
                         const std::string& promo, bool override_control, Outcome& outcome);
// Closes a request: releases what it still holds.
void close_request(const Context& context, store::WriteTransaction& transaction,
                   const store::BudgetRequest& request);

}  // namespace salesops::app
