#pragma once
#include <string>
#include <vector>

#include "salesops/base/error.hpp"

namespace CLI {
class App;
}

namespace salesops::cli {

// One option or argument as help, completion and the manual page show it.
struct OptionInfo {
  std::vector<std::string> names;  // {"-O", "--format"}; one name without dashes for an argument
  std::string value{};             // "FORMAT"; empty for a switch
  std::vector<std::string> choices{};
  std::string description{};
  bool required = false;
};

// One command: the root, a noun or a verb.
struct CommandInfo {
  std::string path;  // "salesops target split"
  std::string summary;
  std::vector<OptionInfo> arguments;
  std::vector<OptionInfo> options;  // without -h and without the global flags
  std::vector<CommandInfo> verbs;
};

// Reads a parser back into data: the one source of help, completion and the manual.
CommandInfo describe(const CLI::App& app);

// The whole tree with every noun built.
CommandInfo describe_all(base::Lang lang);
std::vector<OptionInfo> describe_global_flags(base::Lang lang);

std::string overview(base::Lang lang);                       // `salesops --help`
std::string help_of(const CLI::App& root, base::Lang lang);  // `salesops target split --help`
std::string help_text(const CommandInfo& command, base::Lang lang);
std::string manual_page(base::Lang lang);    // troff
std::string command_table(base::Lang lang);  // Markdown, stands in README.md

}  // namespace salesops::cli
