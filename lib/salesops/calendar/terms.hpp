#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/calendar/pay_calendars.hpp"
#include "salesops/money/decimal.hpp"

namespace salesops::calendar {

// Payment terms (账期): from the date of a document to the date it is due. Grammar, parts separated by blanks
// (or ';'), first the optional base, then the rule, then options:
//   [base:invoice_date|delivery_date|received_date|acceptance|statement]
//   prepay | cod | net:N | eom_days:N | eom_months:K | same_day:K | fixed_day:K,D | pay_days:D,D,… |
//   min_days:N,D | half_month[:N] | weekly[:N] [cutoff:C] [grace:G] [adjust:none|next_workday]
//   [holidays:NAME,NAME…] [discount:P%,N]… instalments: "30% prepay; 60% net:30; 10% same_day:12" (sums to
//   exactly 100 %; shares may be 1/3 too; no two of them due on the same day whatever the document), each
//   share followed by its own base and rule, after the word retention (质保金) when it is what a customer
//   keeps back: "95% net:30; 5% retention same_day:12"; options hold for all of them and stand anywhere
// `holidays` names the calendars that adjust:next_workday moves by, in order: workdays is that of the
// company, which is also the one without `holidays`. N days 0…3650, K months 0…120, D and C 1…31, G 0…365. A
// base that is not given is the invoice date. Chinese spellings with one meaning are read too: 预付 款到发货
// 现结 货到付款 滚动N天 票到N天 货到N天 验收N天 N个月 次月D日 满N天后D日 半月结 周结. Cutoff needs a rule
// that counts months (eom_days, eom_months, same_day, fixed_day, pay_days, min_days).
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
  min_days,
  half_month,
  weekly
};
enum class DueAdjust { none, next_workday };

struct TermsPart {
  money::Rate share{1, 1};
  TermsBase base = TermsBase::invoice_date;
  TermsRule rule = TermsRule::net;
  int n = 0;                     // N days or K months
  unsigned day = 0;              // D of fixed_day and min_days
  std::vector<unsigned> days;    // pay_days, ascending
  bool retention = false;        // 质保金: kept back until its day
  std::vector<DueMove> moves{};  // of stored terms: how calendars moved the due date when it was worked out
};
// 现金折扣: paid up to N days after the base date, this share of the amount is not asked for.
struct DiscountRule {
  int days = 0;
  money::Rate share{};
};
struct Terms {
  std::string text;  // canonical spelling, parse_terms(text) gives the same terms
  std::vector<TermsPart> parts;
  unsigned cutoff = 0;                    // 0: none; a base date after this day belongs to the next month
  std::vector<DiscountRule> discounts{};  // later days give less; only without instalments
  int grace = 0;                          // days; shifts dunning and holds, never the due date
  DueAdjust adjust = DueAdjust::none;
  std::vector<std::string> holidays{};  // names of calendars; empty with next_workday: that of the company
};
struct TermsFault {
  std::string code;  // E5101 unknown form, E5102 ambiguous 月结N, E5103 out of range, E5104 shares ≠ 100 %,
                     // E5105 two instalments due on the same day, E5106 an unknown calendar
  base::Text message;
  base::Text help;
};
// Case and full-width forms do not matter. Returns true and sets `terms`, or false and sets `fault`.
bool parse_terms(std::string_view text, Terms& terms, TermsFault& fault);
// The same for terms as they are stored with an invoice: each part may be followed by the moves of its due
// date, moved:2026-07-08,NAME.
bool parse_stored_terms(std::string_view text, Terms& terms, TermsFault& fault);
// The canonical spelling, with the moves of the parts.
std::string terms_text(const Terms& terms);
// Returns false and sets `fault` (E5106) when the terms name a calendar that is neither workdays nor in
// `named`.
bool check_calendars(const Terms& terms, const NamedCalendars& named, TermsFault& fault);

// The share as terms spell it: 30%, 12.5%, 1/3.
std::string share_text(const money::Rate& share);

// What the terms say, in words.
base::Text describe(const Terms& terms);

// The day a part counts from: the base date that the document states, else its date. Where parts count from
// different things, the stated one is of those that do not count from the invoice.
Date base_date(const TermsPart& part, const Terms& terms, Date issued, std::optional<Date> stated);

// Due date of one part from its base date, before grace:
//   prepay, cod      the base date itself
//   net:N            base + N days
//   eom_days:N       last day of the base month + N days
//   eom_months:K     last day of the K-th month after the base month
//   same_day:K       the same day K months later, clamped to the month's end
//   fixed_day:K,D    day D of the K-th month after the base month, clamped
//   pay_days:D,…     the first of these days (clamped) on or after the base date
//   min_days:N,D     the first day D of a month (clamped) that is N days or more after the base date
//   half_month:N     the 15th or the last day of the month, whichever comes first from the base date on, + N
//   days weekly:N         Sunday of the base date's week + N days
// With cutoff:C a base date after day C counts as the next month (pay_days, min_days: as its first day). The
// day of the base date is never counted (民法典 §201).
Date unmoved_due_date(const TermsPart& part, const Terms& terms, Date base);
// The same moved to the first day on which all calendars pay: those of the terms, then the customer's, again
// until none of them is closed. When the customer's own calendar has moved the due date of pay_days, it goes
// on to the next of these days. `moves` tells who moved it. Throws E3401 for a year without a list, E5107
// when no day of ten years is open.
Date due_date(const TermsPart& part, const Terms& terms, Date base, const PayCalendars& calendars = {},
              std::vector<DueMove>* moves = nullptr);
// The due date of stored terms: as it was when the document was stored, whatever calendars say now.
Date stored_due_date(const TermsPart& part, const Terms& terms, Date base);

// The amount of each part, in order: share × amount half-up, the remainder in the last; never of another sign
// than the amount. Sums to `amount` exactly.
std::vector<money::Money> split_amount(money::Money amount, const std::vector<TermsPart>& parts);

}  // namespace salesops::calendar
