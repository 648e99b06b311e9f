#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/actuals.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// Actuals::sums of one span.
std::vector<ActualCell> target_actuals(Database& database, std::string_view metric, calendar::Span span,
                                       std::span<const ActualBy> by);
// The same by node alone, "" for customers without one.
using SumsByNode = std::map<std::string, std::int64_t, std::less<>>;
SumsByNode target_actuals(Database& database, std::string_view metric, calendar::Span span);

// Driver values by node in millionths: the sum of those dated within the span, or the newest on or before its
// last day.
std::map<std::string, std::int64_t, std::less<>> driver_sums(Database& database, std::string_view driver,
                                                             calendar::Span span);
std::map<std::string, std::int64_t, std::less<>> driver_states(Database& database, std::string_view driver,
                                                               calendar::Date day);

// The node that owns each customer on a day, by the customer's key; customers without one are left out.
std::map<std::int64_t, std::string> customer_owners(Database& database, calendar::Date day);

}  // namespace salesops::store
