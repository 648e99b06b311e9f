#pragma once
#include <string>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/receivable/rates.hpp"

namespace salesops::receivable {

enum class AgingBasis { due, document };
enum class Unapplied { separate, fifo, own_date };
enum class MatchDate { later_of, receipt };
enum class MatchRule { reference, exact_amount, exact_account, oldest_due };

// Wording of statements that takes the place of the built-in one. {company}, {customer}, {customer_id},
// {period}, {as_of}, {balance} and {reply_by} stand for what they say.
struct StatementText {
  std::vector<std::string> intro{};  // above the lines
  std::vector<std::string> slip{};   // the confirmation slip
  int reply_days = 10;               // the slip is to be back this many days after the end of the period
  std::string letter{};              // a file in the place of the built-in layout (.md or .html); "": none
};

// Why a customer deducts something from a payment.
struct DeductionReason {
  std::string code;
  base::Text name;
};
// 返利, 促销费用, 价保, 短少, 质量, 其他
std::vector<DeductionReason> builtin_deduction_reasons();

// The section `receivables:` of the configuration.
struct Settings {
  AgingBasis basis = AgingBasis::due;
  std::vector<std::string> buckets{
      "30", "60", "90", "180",
      "365"};  // right-closed edges, days or years ("1y"), or months ("0m"), ascending
  Unapplied unapplied = Unapplied::separate;
  bool auto_matching = false;  // an import matches by the rules at once
  std::vector<MatchRule> rules{MatchRule::reference, MatchRule::exact_amount, MatchRule::exact_account,
                               MatchRule::oldest_due};
  money::Money tolerance{};  // a difference up to this is written off when matching; 0: never
  MatchDate match_date = MatchDate::later_of;
  std::vector<DeductionReason> deductions = builtin_deduction_reasons();  // in the order of the file
  RateTable rates{};  // currencies other than the company's
  StatementText statement{};
  std::vector<money::Rate>
      provision{};  // of each age class of the disclosure, youngest first; empty: not shown
};

}  // namespace salesops::receivable
