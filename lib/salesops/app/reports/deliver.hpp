#pragma once
#include <string>
#include <vector>

namespace salesops::app {

// Runs a program with its arguments and `file` as the last one, never through a shell. Its standard input is
// empty and its output goes to standard error. Error(finding, E7124) when it cannot be started, ends with a
// status other than 0 or takes longer than five minutes (it is then killed with what it started).
void deliver(const std::vector<std::string>& command, const std::string& file);

}  // namespace salesops::app
