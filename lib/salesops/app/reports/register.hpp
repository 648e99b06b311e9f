#pragma once
#include <string>

#include "salesops/app/context.hpp"

namespace salesops::app {

// 报送登记: every report of the schedule that was due, and every run that was registered by hand, with status
// on_time, late, missing (not handed in in time), waiting (still in time) or unscheduled.
Outcome report_register(const Context& context);

// Whether a file is what was produced and registered, by its SHA-256, under whatever name it stands. Exit 1
// (finding, E7126) when it is not.
Outcome report_verify(const Context& context, const std::string& file);

// Registers a run that was made by hand: `path` is the file as it was written.
void register_run(const Context& context, const std::string& report, const std::string& path);

}  // namespace salesops::app
