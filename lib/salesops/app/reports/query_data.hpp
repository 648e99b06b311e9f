#pragma once
#include "salesops/app/context.hpp"
#include "salesops/report/definition.hpp"

namespace salesops::app {

// The rows of a report's own query over the v_* views. Integers stay integers, everything else is text.
document::Table query_table(const Context& context, const report::Source& source);

}  // namespace salesops::app
