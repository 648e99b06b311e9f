#pragma once
#include <span>

#include "salesops/app/target_book.hpp"
#include "salesops/config/section.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// The keys of one entry of `splits:` in a plan file.
std::span<const config::Field> target_split_fields();

// Splits the total of `section` level by level and over the months, and adds shares and values to the plan.
// Faults of the file are reported to the section; conflicts of the allocator are thrown. Returns nothing done
// when a fault was reported.
void split_into_plan(const Context& context, store::Database& database, const TargetBook& book,
                     const config::Section& section, target::Plan& plan);

}  // namespace salesops::app
