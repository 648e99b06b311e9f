#pragma once
#include "salesops/app/reports/data_sets.hpp"

namespace salesops::app {

// part years (age, balance, share) or debtors (the five largest).
document::Table disclosure_table(const Context& context, const DataRequest& request);
// Opening, movements and closing by customer or another dimension of the aging; movements have the sign with
// which they change the balance. Owners are those of the last day. Error(internal, E5301) when the closing is
// not the aging's.
document::Table rollforward_table(const Context& context, const DataRequest& request);
// step, amount: the total of it for a waterfall; the first and the last row are balances.
document::Table rollforward_steps_table(const Context& context, const DataRequest& request);
// part lines or aging, every currency under the one before it.
document::Table statement_table(const Context& context, const DataRequest& request);
// The paragraphs of a statement: `slip` false those above and below the lines, true what the customer sends
// back.
std::vector<base::Text> statement_text(const Context& context, const calendar::Period& period, bool slip);

}  // namespace salesops::app
