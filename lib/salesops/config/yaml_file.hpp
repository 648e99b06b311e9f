#pragma once
#include <memory>
#include <span>
#include <string>

#include "salesops/config/section.hpp"

namespace salesops::config {

// A YAML file of its own beside the configuration (a target plan, a budget plan, a promotion, a report
// definition), read with the same rules: limits, strict keys and types from a table of fields, findings with
// places.
//
//   const YamlFile file = YamlFile::read(path, plan_fields(), currency);
//   const Section root = file.root();
//   … root.text("period") …, root.fault("period", …);
//   file.raise_if_any(base::Exit::bad_data);
class YamlFile {
 public:
  // Error(no_input, E3031) when the file cannot be read, Error(configuration, E30xx) when it is not
  // acceptable YAML.
  static YamlFile read(const std::string& path, std::span<const Field> fields,
                       const money::Currency& currency);
  static YamlFile parse(std::string text, std::string name, std::span<const Field> fields,
                        const money::Currency& currency);

  // Valid as long as this object lives.
  Section root() const;
  // Throws Error(exit) with everything found: by the table of fields and by Section::fault.
  void raise_if_any(base::Exit exit) const;

 private:
  struct State;
  explicit YamlFile(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

}  // namespace salesops::config
