#pragma once
#include <string>
#include <vector>

#include "salesops/receivable/rates.hpp"

namespace salesops::receivable {

enum class AgingBasis { due, document };
enum class Unapplied { separate, fifo, own_date };
enum class MatchDate { later_of, receipt };
enum class MatchRule { reference, exact_amount, exact_account, oldest_due };

// The section `receivables:` of the configuration.
struct Settings {
  AgingBasis basis = AgingBasis::due;
  std::vector<std::string> buckets{"30", "60", "90", "180",
                                   "365"};  // right-closed edges, days or years ("1y"), ascending
  Unapplied unapplied = Unapplied::separate;
  bool auto_matching = false;  // an import matches by the rules at once
  std::vector<MatchRule> rules{MatchRule::reference, MatchRule::exact_amount, MatchRule::exact_account,
                               MatchRule::oldest_due};
  money::Money tolerance{};  // a difference up to this is written off when matching; 0: never
  MatchDate match_date = MatchDate::later_of;
  RateTable rates{};  // currencies other than the company's
};

}  // namespace salesops::receivable
