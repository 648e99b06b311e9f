#pragma once
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "session.hpp"

namespace CLI {
class App;
}

namespace salesops::cli {

struct Say;

// One global flag: where its value goes, how it is written and what it means. The table feeds parsing, help,
// completion, the manual page and the search for the noun among the arguments.
struct GlobalFlag {
  using Target =
      std::variant<std::string GlobalOptions::*, bool GlobalOptions::*, std::size_t GlobalOptions::*,
                   int GlobalOptions::*, std::vector<std::string> GlobalOptions::*>;
  const char* names;     // "-O,--format"
  const char* value;     // "FORMAT"; "" for a switch
  const char* choices;   // "a|b|c" or ""
  const char* variable;  // environment variable that stands in for it, or ""
  Target target;
  const char* zh;
  const char* en;
  std::span<const std::string_view> commands{};  // that can use it; none: all
};
std::span<const GlobalFlag> global_flags();

// Declares them on the root parser.
void add_global_flags(CLI::App& root, GlobalOptions& options, const Say& say);

// Whether `word` (as typed: "-O", "--format", "--format=csv", "-Ocsv") is a global flag, and if its value is
// the next argument.
struct FlagUse {
  bool known = false;
  bool takes_next = false;
};
FlagUse flag_use(std::string_view word);

// Throws Error(usage) when a value of a global flag is not allowed, or when `command` ("receivables open")
// has no use for a flag that was given.
void check_global_options(const GlobalOptions& options, std::string_view command);

}  // namespace salesops::cli
