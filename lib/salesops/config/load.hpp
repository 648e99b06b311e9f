#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "salesops/config/config.hpp"
#include "salesops/config/node.hpp"

namespace salesops::config {

// Where a configuration is put together from. Nothing here is read from the process by itself.
struct Sources {
  std::string shown_from;      // files below this folder are shown relative to it; "" = as they are
  std::string workspace_file;  // salesops.yaml; "" = none (only defaults, user file, environment and flags)
  std::string user_file;       // $XDG_CONFIG_HOME/salesops/config.yaml; "" or a missing file = none
  std::map<std::string, std::string> environment;  // SALESOPS_* variables
  std::map<std::string, std::string> flags;        // configuration path -> value: {"database", "x.db"}
};

// One effective value and where it came from, for `config show`.
struct Effective {
  std::string path;  // "receivables.aging.basis", "org.kinds[0].id"
  std::string value;
  Origin origin = Origin::fallback;
  std::string place;  // "salesops.yaml:12:3", "SALESOPS_DB", "--db"
};

// A loaded configuration with what is needed to explain it.
struct Loaded {
  Config config;
  std::vector<Effective> values;   // in the order of the tables
  std::vector<std::string> files;  // read, in order, as shown in messages
};

// Reads, merges, checks and types everything. Throws Error(configuration) with all findings at once
// (Error(no_input, E3031) when the workspace file cannot be read).
Loaded load(const Sources& sources);

// The same for the text of a workspace file without includes: for tests and for `init` to check itself.
Loaded load_text(std::string text, std::string name = "salesops.yaml");

}  // namespace salesops::config
