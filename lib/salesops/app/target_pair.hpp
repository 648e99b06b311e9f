#pragma once
#include "salesops/app/target_book.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// Sales and collection of a plan side by side, by node and month, with collection ÷ sales; subtree totals.
document::Table pair_table(const TargetBook& book, const target::Plan& plan);

}  // namespace salesops::app
