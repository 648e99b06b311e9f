#pragma once
#include "salesops/calendar/terms.hpp"

namespace salesops::calendar {

// Thrown inside the reading of terms; parse_terms returns the fault.
struct TermsRefusal {
  TermsFault fault;
};
[[noreturn]] void refuse(std::string code, base::Text message, base::Text help);

// What the parts must be together: shares that are positive and add up to 100 % (E5104), no two of them due
// on the same day whatever the document (E5105), no retention alone, discounts that fall with time (E5103)
// and without instalments (E5101), a rule that counts months where there is a cutoff (E5101).
void check_terms(const Terms& terms);

}  // namespace salesops::calendar
