#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "manual.hpp"

namespace salesops::cli {

// A script that completes commands, options and the values an option allows. shell: bash, zsh or fish.
std::string completion_script(std::string_view shell, const CommandInfo& root,
                              const std::vector<OptionInfo>& globals);

}  // namespace salesops::cli
