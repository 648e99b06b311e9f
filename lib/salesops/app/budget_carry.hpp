#pragma once
#include "salesops/app/context.hpp"

// Carry-over (结转): what a month leaves of its budget goes to the next month as the category that pays is
// configured. Its moves are dated the first day of the next month, so that a report as of the month's last
// day shows the month as it ended.
namespace salesops::app {

// Carries every budget cell of the month of --period. Running it again changes nothing; after late entries it
// carries the difference.
Outcome budget_carry(const Context& context);
// The same inside another transaction (month close). Returns the number of moves; 0 when nothing is to be
// carried or everything is already. Error(not_permitted, E8201) when the next month is closed.
std::size_t carry_month(const Context& context, store::WriteTransaction& transaction, calendar::Month month);
// What the ledger has carried out of a month, one line per cell, with its total.
document::Table carry_table(const Context& context, store::Database& database, calendar::Month month);

}  // namespace salesops::app
