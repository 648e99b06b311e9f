#pragma once
#include <string>

#include "salesops/app/target_book.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

// The page to sign (目标责任书) of a node, a rep or a customer, by code or unique name: the targets in
// figures and in words, by month, and handed on to the nodes below; the parts sum to the whole. A version
// that is not approved says so. Error(usage, E4111) when nothing has that name, E4146 when it has no target
// in the plan.
document::Document target_page(const Context& context, store::Database& database, const target::Plan& plan,
                               const std::string& hash, const TargetBook& book, const std::string& subject);

}  // namespace salesops::app
