#pragma once
#include <optional>
#include <string_view>

#include "salesops/calendar/date.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/store/database.hpp"

// What a budget plan is worked out from.
namespace salesops::store {

// The latest value of a driver at a node on or before a day (an undated one when there is no other); nothing
// without any.
std::optional<money::Decimal> stated_driver(Database& database, std::string_view node,
                                            std::string_view driver, calendar::Date day);
// The same, 0 without any.
money::Decimal driver_of(Database& database, std::string_view node, std::string_view driver,
                         calendar::Date day);

}  // namespace salesops::store
