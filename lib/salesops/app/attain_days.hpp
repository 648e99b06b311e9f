#pragma once
#include <optional>

#include "salesops/app/context.hpp"

namespace salesops::app {

// All days that the figures of an attainment look at.
struct AttainDays {
  calendar::Span period{};
  std::optional<calendar::Span> elapsed{};  // nothing before the period has begun
  std::optional<calendar::Span> year{};     // from the first day of the fiscal year
  std::optional<calendar::Span> last_year{};
  std::optional<calendar::Span> previous{};
  calendar::Month first{};  // the months of the period
  calendar::Month last{};
  calendar::Month year_first{};  // the months of the year up to the period's last one
  calendar::Month year_last{};
};
// A period that has run wholly compares with the whole period of last year and the whole one before; one that
// is under way with the same days of last year and as many days of the one before. A span of whole months
// (January and February taken together) compares with the same months and with as many months before, however
// long they are; so do 26–25 months.
AttainDays attain_days(const Context& context, const calendar::Period& period);

// The days that two spans have in common.
std::optional<calendar::Span> common(calendar::Span a, calendar::Span b);

}  // namespace salesops::app
