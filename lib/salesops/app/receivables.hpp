#pragma once
#include <optional>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/org/org.hpp"
#include "salesops/receivable/aging.hpp"

// Receivables: what customers owe, since when, and why.
namespace salesops::app {

// Options of `receivables aging` as given; "" = what the configuration says.
struct AgingRequest {
  std::string basis{};                 // due, document
  std::string buckets{};               // "30,60,90", "1y,2y" or "0m,1m"
  std::string forward{};               // "7,30,60"
  std::string unapplied{};             // separate, fifo, own-date
  std::string retention{};             // bucket (default), separate
  std::string owner{};                 // then (default), now
  std::vector<std::string> exclude{};  // disputed, deductions
  bool subsequent = false;             // what receipts dated after the as-of paid, apart
  bool all = false;                    // customers with nothing open too
  bool disclosure =
      false;             // the layout of the notes to the accounts: years by document date, shares, top five
  std::size_t top = 5;   // largest debtors in the footer; 0: none
  int beyond_days = 90;  // the share of the balance overdue beyond this many days, in the footer
  bool lazily = false;   // rows are made when they are written, not stored
};
// The aging as of context.as_of by context.level and context.by (default: customer), of what context.where
// selects.
Outcome receivables_aging(const Context& context, const AgingRequest& request);
// The same on an open database, for reports.
document::Document aging_document(const Context& context, store::Database& database,
                                  const AgingRequest& request);

// Options and configuration to a rule. Throws Error(usage, E5302, E1005).
receivable::AgingRule aging_rule(const Context& context, const AgingRequest& request);

// `receivables open`: every open item and every credit with something left, of the customers named (all when
// none) and of what context.where selects. Only what is matched with nothing makes a work list: the oldest
// first, with age and reference text.
struct OpenRequest {
  std::vector<std::string> customers{};
  AgingRequest aging{};        // basis, buckets, unapplied, exclude, subsequent, owner
  std::string only{};          // items, unapplied, deductions; "": items and unapplied
  std::optional<int> older{};  // of more days than this: overdue (or of age, by the basis), for credits age
};
Outcome receivables_open(const Context& context, const OpenRequest& request);

// `receivables explain NUMBER`: a document with everything that happened to it up to the as-of, and its
// bucket.
Outcome receivables_explain(const Context& context, const std::string& number);

// `receivables apply`: with a receipt (or credit note) and an invoice, that match; else proposals by the rule
// chain.
struct ApplyRequest {
  std::vector<std::string> customers{};  // none: all
  std::string receipt{};
  std::string invoice{};
  std::string amount{};              // "": what both sides have left
  std::vector<std::string> rules{};  // "": the configuration's
  std::string
      dated{};  // as-of (default): matches count from the as-of; documents: from both documents' dates
};
Outcome receivables_apply(const Context& context, const ApplyRequest& request);

// `receivables unapply RECEIPT INVOICE`: takes back what stands between the two from the as-of on.
Outcome receivables_unapply(const Context& context, const std::string& receipt, const std::string& invoice);

}  // namespace salesops::app
