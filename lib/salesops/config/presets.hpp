#pragma once
#include <span>
#include <vector>

#include "salesops/config/config.hpp"
#include "salesops/config/section.hpp"

namespace salesops::config {

// The keys of a preset, under imports.NAME and in the built-in files.
std::span<const Field> preset_fields();
ImportPreset read_preset(std::string name, const Section& section);

// The presets that are part of the program (presets/*.yaml), by name.
const std::vector<ImportPreset>& builtin_presets();

}  // namespace salesops::config
