#pragma once
#include <span>
#include <string>

#include "salesops/config/node.hpp"
#include "salesops/config/schema.hpp"
#include "salesops/config/section.hpp"

namespace salesops::config {

// Compares a tree with its tables and adds every finding to `reading`: unknown keys, wrong shapes, missing
// values and required keys, values that are not of their type. `path` is the key the map stands under, "" for
// the whole file.
void check_map(const Node& map, std::span<const Field> fields, const std::string& path, Reading& reading);

}  // namespace salesops::config
