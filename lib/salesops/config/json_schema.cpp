#include <fmt/format.h>

#include "salesops/base/text.hpp"
#include "salesops/config/schema.hpp"

namespace salesops::config {

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string bounds(const Field& field) {
  std::string text;
  if (field.min != std::numeric_limits<std::int64_t>::min())
    text += fmt::format(", \"minimum\": {}", field.min);
  if (field.max != std::numeric_limits<std::int64_t>::max())
    text += fmt::format(", \"maximum\": {}", field.max);
  return text;
}

std::string record(std::span<const Field> fields, std::size_t indent);

// The schema of one value of a field. Editors read 31 as a number and 80% as a string; salesops reads both as
// text.
std::string one(const Field& field, std::size_t indent) {
  switch (field.type) {
    case Type::integer:
      return fmt::format("\"type\": \"integer\"{}", bounds(field));
    case Type::boolean:
      return "\"type\": \"boolean\"";
    case Type::choice: {
      std::vector<std::string> names;
      for (const std::string& name : choices_of(field)) names.push_back(quoted(name));
      return fmt::format("\"enum\": [{}]", base::join(names, ", "));
    }
    case Type::date:
      return R"("type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")";
    case Type::currency:
      return R"("type": "string", "pattern": "^[A-Z]{3}$")";
    case Type::path:
    case Type::terms:
    case Type::time_zone:
    case Type::month:
      return "\"type\": \"string\"";
    case Type::record:
      return record(field.fields(), indent);
    case Type::text:
    case Type::id:
    case Type::money:
    case Type::decimal:
    case Type::rate:
      return R"("type": ["string", "number"])";
    case Type::any:
      return {};
  }
  return {};
}

std::string shaped(const Field& field, std::size_t indent) {
  const std::string value = one(field, indent);
  if (field.shape == Shape::map)
    return fmt::format("\"type\": [\"object\", \"null\"], \"additionalProperties\": {{{}}}", value);
  if (field.shape == Shape::one) return value;
  if (field.type == Type::record)
    return fmt::format("\"type\": [\"array\", \"null\"], \"items\": {{{}}}", value);
  return fmt::format("\"anyOf\": [{{{}}}, {{\"type\": \"array\", \"items\": {{{}}}}}]", value, value);
}

std::string property(const Field& field, std::size_t indent) {
  std::string text = fmt::format("{}: {{\"description\": {}", quoted(field.key),
                                 quoted(fmt::format("{} / {}", field.zh, field.en)));
  if (field.fallback[0] != '\0') text += fmt::format(", \"default\": {}", quoted(field.fallback));
  const std::string shape = shaped(field, indent);
  return text + (shape.empty() ? "" : ", " + shape) + "}";
}

std::string record(std::span<const Field> fields, std::size_t indent) {
  const std::string margin(indent + 2, ' ');
  std::string properties;
  std::vector<std::string> required;
  for (const Field& field : fields) {
    properties += fmt::format("{}\n{}{}", properties.empty() ? "" : ",", margin, property(field, indent + 2));
    if (field.required) required.push_back(quoted(field.key));
  }
  const char* type = required.empty() ? "[\"object\", \"null\"]" : "\"object\"";
  std::string text = fmt::format("\"type\": {}, \"additionalProperties\": false", type);
  if (!required.empty()) text += fmt::format(", \"required\": [{}]", base::join(required, ", "));
  return text + fmt::format(", \"properties\": {{{}\n{}}}", properties, std::string(indent, ' '));
}

}  // namespace

std::string json_schema() {
  return fmt::format(
      "{{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": \"salesops.yaml\",\n "
      "{}}}\n",
      record(root_fields(), 0));
}

}  // namespace salesops::config
