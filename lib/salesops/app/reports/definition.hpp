#pragma once
#include <string>
#include <vector>

#include "salesops/report/definition.hpp"

namespace salesops::app {

// A report file (YAML) to a definition. Error(configuration) with every finding at its place; E7110 for keys
// of tables used twice.
report::Definition parse_report(std::string text, const std::string& name);

// The built-in reports, by key.
struct BuiltInReport {
  std::string key;
  std::string text;  // the file as `report list --show KEY` prints it
};
std::vector<BuiltInReport> built_in_reports();

}  // namespace salesops::app
