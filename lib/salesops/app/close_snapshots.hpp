#pragma once
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/store/closings.hpp"

// What closing and verifying share.
namespace salesops::app {

// The figures that a closing freezes: open items, aging, attainment, budget as of the period's last day, and
// what was carried out of it, which is read from `database` (inside the closing's transaction).
std::vector<store::Snapshot> take_snapshots(const Context& context, store::Database& database,
                                            const calendar::Period& period);
// The month named on the command line ("" = last month). Error(usage, E8305) for other kinds of periods.
calendar::Period closing_period(const Context& context, const std::string& text);
bool is_closed(const store::Closing& closing);  // closed or soft

}  // namespace salesops::app
