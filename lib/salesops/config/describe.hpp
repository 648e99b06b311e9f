#pragma once
#include <span>
#include <string>

#include "salesops/base/error.hpp"

// The tables of the sections, written for people: nothing about a key is said twice in the sources.
namespace salesops::config {

struct Field;

// A salesops.yaml with every key: the company's are set, all others stand in it as comments with their
// default or an example. `name` is the company's; text that needs quotes in YAML is quoted.
std::string commented_file(const std::string& name, const std::string& database, base::Lang lang);

// Every key with its type, default and meaning: `salesops help config`.
std::string key_reference(base::Lang lang);
// The same for the keys of another kind of file.
std::string field_reference(std::span<const Field> fields, base::Lang lang);

}  // namespace salesops::config
