#pragma once
#include <string>
#include <vector>

#include "salesops/app/context.hpp"

namespace salesops::app {

// The sentences of a named rule-based text for a report's period. Error(configuration, E7109) for a name that
// does not exist, with the names that do.
std::vector<base::Text> narrate(const Context& context, const calendar::Period& period,
                                const std::string& name);

}  // namespace salesops::app
