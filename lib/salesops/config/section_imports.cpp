#include <algorithm>

#include "salesops/config/presets.hpp"
#include "salesops/config/sections.hpp"

namespace salesops::config {

std::span<const Field> imports_fields() {
  return preset_fields();
}

void read_imports(const Section& root, Config& config) {
  for (const auto& [name, section] : root.record_map("imports"))
    config.imports.push_back(read_preset(name, section));
  std::ranges::sort(config.imports, {}, &ImportPreset::name);
}

}  // namespace salesops::config
