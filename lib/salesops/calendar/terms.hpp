#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/calendar/working_days.hpp"
#include "salesops/money/decimal.hpp"

namespace salesops::calendar {

// Payment terms (账期): from the date of a document to the date it is due. Grammar, parts separated by blanks
// (or ';'), first the optional base, then the rule, then options:
//   [base:invoice_date|delivery_date|received_date|acceptance|statement]
//   prepay | cod | net:N | eom_days:N | eom_months:K | same_day:K | fixed_day:K,D | pay_days:D,D,… |
//   half_month[:N] | weekly[:N] [cutoff:C] [grace:G] [adjust:none|next_workday] installments: "30% prepay;
//   60% net:30; 10% same_day:12"   (sums to exactly 100 %)
enum class TermsBase { invoice_date, delivery_date, received_date, acceptance, statement };
enum class TermsRule {
  prepay,
  cod,
  net,
  eom_days,
  eom_months,
  same_day,
  fixed_day,
  pay_days,
  half_month,
  weekly
};
enum class DueAdjust { none, next_workday };

struct TermsPart {
  money::Rate share{1, 1};
  TermsBase base = TermsBase::invoice_date;
  TermsRule rule = TermsRule::net;
  int n = 0;                   // N days or K months
  unsigned day = 0;            // D of fixed_day
  std::vector<unsigned> days;  // pay_days, ascending
};
struct Terms {
  std::string text;  // canonical spelling, parse_terms(text) gives the same terms
  std::vector<TermsPart> parts;
  unsigned cutoff = 0;  // 0: none; a base date after this day belongs to the next month
  int grace = 0;        // days; shifts dunning and holds, never the due date
  DueAdjust adjust = DueAdjust::none;
};
struct TermsFault {
  std::string
      code;  // E5101 unknown form, E5102 ambiguous 月结N, E5103 value out of range, E5104 shares ≠ 100 %
  base::Text message;
  base::Text help;
};
bool parse_terms(std::string_view text, Terms& terms, TermsFault& fault);

// Due date of one part from its base date. `working_days` is needed only for adjust next_workday.
Date due_date(const TermsPart& part, const Terms& terms, Date base, const WorkingDays* working_days);

}  // namespace salesops::calendar
