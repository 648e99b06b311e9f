#include "salesops/target/handover.hpp"

#include "salesops/base/checked.hpp"

namespace salesops::target {

std::int64_t passed_on(const Handover& handover, calendar::Month month, std::int64_t amount) {
  if (month < handover.first) return 0;
  base::Wide above = amount;
  base::Wide under = 1;
  if (month == handover.first) {
    above *= handover.first_days.last - handover.on + 1;
    under *= handover.first_days.days();
  }
  const auto service = static_cast<std::size_t>(month - handover.first);
  if (service < handover.ramp.size()) {
    above *= handover.ramp[service].numerator();
    under *= handover.ramp[service].denominator();
  }
  return base::narrow(base::divide_half_up(above, under));
}

}  // namespace salesops::target
