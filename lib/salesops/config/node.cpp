#include "salesops/config/node.hpp"

namespace salesops::config {

std::string_view SourceFile::line(std::size_t number) const {
  if (line_starts.empty()) {
    for (std::size_t at = 0; at != std::string::npos;) {
      line_starts.push_back(at);
      const std::size_t end = text.find('\n', at);
      at = end == std::string::npos ? end : end + 1;
    }
  }
  if (number == 0 || number > line_starts.size()) return {};
  const std::string_view rest = std::string_view(text).substr(line_starts[number - 1]);
  return rest.substr(0, rest.find('\n'));
}

const Node::Entry* Node::entry(std::string_view key) const {
  for (const Entry& candidate : entries) {
    if (candidate.key.text == key) return &candidate;
  }
  return nullptr;
}

const Node* Node::find(std::string_view key) const {
  const Entry* found = entry(key);
  return found == nullptr ? nullptr : &found->value;
}

base::Place Node::place() const {
  if (file == nullptr) return {};
  return {.file = file->name, .line = line, .column = column};
}

std::string Node::source_line() const {
  return file == nullptr ? std::string() : std::string(file->line(line));
}

base::Text kind_name(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::null:
      return {"空值", "nothing"};
    case Node::Kind::scalar:
      return {"单个值", "a single value"};
    case Node::Kind::list:
      return {"列表", "a list"};
    case Node::Kind::map:
      return {"键值表", "a map"};
  }
  return {};
}

}  // namespace salesops::config
