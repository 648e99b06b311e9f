#include "salesops/config/yaml_file.hpp"

#include <utility>

#include "salesops/config/check.hpp"
#include "salesops/config/yaml.hpp"

namespace salesops::config {

struct YamlFile::State {
  SourceFile source;
  Node tree;
  std::span<const Field> fields;
  Reading reading;
};

YamlFile YamlFile::read(const std::string& path, std::span<const Field> fields,
                        const money::Currency& currency) {
  return parse(read_file(path), path, fields, currency);
}

YamlFile YamlFile::parse(std::string text, std::string name, std::span<const Field> fields,
                         const money::Currency& currency) {
  auto state = std::make_shared<State>();
  state->source = {std::move(name), std::move(text)};
  state->fields = fields;
  state->reading.currency = currency;
  state->tree = parse_yaml(state->source);
  check_map(state->tree, fields, "", state->reading);
  return YamlFile(std::move(state));
}

Section YamlFile::root() const {
  return {&state_->tree, state_->fields, "", state_->reading};
}

void YamlFile::raise_if_any(base::Exit exit) const {
  state_->reading.findings.raise_if_any(exit);
}

}  // namespace salesops::config
