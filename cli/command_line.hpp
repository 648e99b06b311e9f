#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "commands/commands.hpp"

namespace CLI {
class App;
}

namespace salesops::cli {

// The language of help and of usage errors: --lang among the arguments, SALESOPS_LANG, else Chinese.
base::Lang language_of(const std::vector<std::string>& arguments);

// The whole parser: global flags, and the nouns `built` names (all when empty). `run` is set by a parsed
// verb.
std::unique_ptr<CLI::App> build_parser(GlobalOptions& options, Run& run, const Say& say,
                                       std::string_view built);

// The noun with this name or alias, or null.
const Noun* find_noun(std::string_view name);

// Parses the arguments and runs what they ask for. Returns the exit code; throws Error for every failure.
// `session.options` is filled.
int run_command_line(const std::vector<std::string>& arguments, Session& session);

}  // namespace salesops::cli
