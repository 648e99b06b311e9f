#pragma once
#include <string>
#include <vector>

#include "salesops/app/reports/data_sets.hpp"

namespace salesops::app {

// The sentences of a named rule-based text for a report's period. Error(configuration): E7109 for a name that
// does not exist, with the names that do, E7103 for a parameter that the text does not have.
std::vector<base::Text> narrate(const Context& context, const std::string& name, const DataRequest& request);

}  // namespace salesops::app
