#pragma once
#include <string>
#include <vector>

#include "salesops/app/context.hpp"

// Making a workspace and looking after it: init, config, check, doctor.
namespace salesops::app {

struct InitRequest {
  std::string folder;   // absolute
  std::string shown;    // as the user wrote it
  std::string name;     // company; "" = "我的公司" or "My company"
  std::string program;  // absolute path of the running binary, to find the sample company beside it
  bool demo = false;
  bool dry_run = false;
  base::Lang lang = base::Lang::zh;
};
// Writes a commented salesops.yaml that runs and an empty database, or copies the sample company. Nothing is
// overwritten: Error(cannot_create, E3050) when one of the files exists. After a failure none of them is
// left.
Outcome init_workspace(const InitRequest& request);

// key, value and, with `origin`, the layer and the place each value came from.
Outcome show_configuration(const ContextRequest& request, bool origin);
std::string configuration_schema();                    // JSON Schema
std::string configuration_reference(base::Lang lang);  // every key with type, default and meaning

// Every finding of the configuration, the database file and the business invariants; exit `finding` if any.
Outcome check_workspace(const ContextRequest& request);

// What only the process knows, for `doctor`.
struct ProcessFacts {
  std::string version;
  std::string program;
  bool out_is_terminal = false;
  std::size_t width = 0;
  bool color = false;
  std::map<std::string, std::string> locale;  // LANG, LC_ALL, TZ … as they are set
};
// Versions, paths, encoding, terminal, the database's health and the period to close next. Works without a
// workspace.
Outcome doctor(const ContextRequest& request, const ProcessFacts& process);

}  // namespace salesops::app
