#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/base/error.hpp"

namespace salesops::config {

// Which layer a value came from; a later one overrides an earlier one.
enum class Origin { fallback, user_file, workspace, environment, flag };

// One file of the configuration, kept for its lines.
struct SourceFile {
  std::string name;  // as shown in messages
  std::string text;  // without BOM, line ends are '\n'
  // Line `number` (from 1) without its line end; "" outside the file. The first call reads the text for all.
  std::string_view line(std::size_t number) const;

  mutable std::vector<std::size_t> line_starts{};  // of line()
};

// A value of the configuration before it is typed: scalars are text exactly as written, aliases are expanded.
struct Node {
  enum class Kind { null, scalar, list, map };
  struct Entry;

  Kind kind = Kind::null;
  std::string text;     // scalar
  bool quoted = false;  // scalar in quotes or a block: never null, never a number by accident
  Origin origin = Origin::workspace;
  const SourceFile* file = nullptr;
  std::size_t line = 0;        // from 1
  std::size_t column = 0;      // from 1, in characters
  std::vector<Node> items;     // list
  std::vector<Entry> entries;  // map, in the order of the file

  const Node* find(std::string_view key) const;    // value of a map's key; nullptr when there is none
  const Entry* entry(std::string_view key) const;  // key and value
  base::Place place() const;
  std::string source_line() const;
};
struct Node::Entry {
  Node key;  // a scalar
  Node value;
};

// "a text", "a list", "a map", "nothing" for messages.
base::Text kind_name(Node::Kind kind);

}  // namespace salesops::config
