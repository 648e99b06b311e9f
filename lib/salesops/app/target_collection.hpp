#pragma once
#include <span>

#include "salesops/app/target_book.hpp"
#include "salesops/config/section.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// The keys of `collection:` in a plan file.
std::span<const config::Field> target_collection_fields();

// Sales and collection as a pair: gives every node of the plan's sales a collection target for the same
// months, and the nodes above them their shares. The target of a month is what falls due in it of the
// receivables open on the as-of day, the part to be covered of what is overdue (in the month of the as-of
// day, or the plan's first one), and the share of the month's sales target that is to be collected. What
// belongs to a node without a sales target counts for the nearest one above it, else for the node itself;
// receivables of customers without a node are left out and noted. Money received but not
// applied to an invoice is not counted against it. Reports E4119 to the section when the
// plan has no sales.
void collection_from_receivables(const Context& context, store::Database& database, const TargetBook& book,
                                 const config::Section& section, target::Plan& plan);

}  // namespace salesops::app
