#pragma once
#include <cstddef>
#include <string>

#include "salesops/config/node.hpp"

namespace salesops::config {

// What a configuration file may at most be. A file beyond a limit is refused in milliseconds.
inline constexpr std::size_t kMaxBytes = 4U << 20;
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxNodes = 100'000;  // after aliases are expanded

// Bytes of a YAML file to a tree of nodes that point into `file`, which must outlive the tree. Refuses, each
// with its place as Error(configuration, E30xx): more than the limits, bytes that are not UTF-8, control
// bytes, tags, a second document, a doubled key, keys that are not plain text, merge keys, aliases inside
// their own anchor, bad syntax. An empty file is an empty map. `file.text` is normalised (BOM off, CRLF and
// CR to LF). Cost O(bytes + expanded nodes).
Node parse_yaml(SourceFile& file);

// The content of a file of at most kMaxBytes; Error(no_input, E3031) when it cannot be read, E3003 when it is
// larger.
// `shown` is its name in messages, the path if empty.
std::string read_file(const std::string& path, const std::string& shown = {});

}  // namespace salesops::config
