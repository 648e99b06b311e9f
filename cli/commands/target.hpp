#pragma once
#include "commands/commands.hpp"

// The groups of verbs of the noun `target`.
namespace salesops::cli {

void add_target_plans(CLI::App& noun, Run& run, const Say& say);
void add_target_attain(CLI::App& noun, Run& run, const Say& say);
void add_target_changes(CLI::App& noun, Run& run, const Say& say);

}  // namespace salesops::cli
