#include "salesops/config/load.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "salesops/base/text.hpp"
#include "salesops/config/check.hpp"
#include "salesops/config/layers.hpp"
#include "salesops/config/sections.hpp"
#include "salesops/config/value.hpp"

namespace salesops::config {

namespace fs = std::filesystem;

namespace {

// Variables with a name of their own; the others follow the path: SALESOPS_COMPANY__NAME.
constexpr std::pair<const char*, const char*> kNamedVariables[] = {
    {"SALESOPS_DB", "database"}, {"SALESOPS_LANG", "company.language"}, {"SALESOPS_UNIT", "company.units"}};

std::string path_of_variable(const std::string& name) {
  for (const auto& [variable, path] : kNamedVariables) {
    if (name == variable) return path;
  }
  if (name.find("__") == std::string::npos) return {};
  std::string path;
  const std::string rest =
      base::to_lower_ascii(std::string_view(name).substr(std::string_view("SALESOPS_").size()));
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const bool separator = rest.compare(at, 2, "__") == 0;
    path += separator ? '.' : rest[at];
    if (separator) ++at;
  }
  return path;
}

// The currency decides how many decimals an amount may have, so it is looked up before anything is checked.
money::Currency currency_of(const Node& root) {
  const Node* company = root.find("company");
  const Node* code = company == nullptr ? nullptr : company->find("currency");
  const Field* field = find_field(company_fields(), "currency");
  ValueFault ignored;
  if (code == nullptr || code->kind != Node::Kind::scalar || !check_value(*field, code->text, 2, ignored))
    return {};
  return money::currency(code->text);
}

class Listing {
 public:
  explicit Listing(std::vector<Effective>& out) : out_(out) {}

  void map(const Node* node, std::span<const Field> fields, const std::string& before) {
    for (const Field& field : fields) {
      const Node* value = node == nullptr ? nullptr : node->find(field.key);
      if (value != nullptr && value->kind == Node::Kind::null) value = nullptr;
      one_field(value, field, before + field.key);
    }
  }

 private:
  void one_field(const Node* value, const Field& field, const std::string& path) {
    if (field.shape == Shape::map) return names(value, field, path);
    if (field.type == Type::record && field.shape == Shape::list) return records(value, field, path);
    if (field.type == Type::record) return map(value, field.fields(), path + ".");
    if (value == nullptr) {
      if (field.fallback[0] != '\0') out_.push_back({path, field.fallback, Origin::fallback, ""});
      return;
    }
    add(path, text_of(*value), *value);
  }

  void names(const Node* value, const Field& field, const std::string& path) {
    if (value == nullptr) return;
    for (const Node::Entry& entry : value->entries) {
      const std::string name = path + "." + entry.key.text;
      if (field.type == Type::record) {
        map(&entry.value, field.fields(), name + ".");
      } else {
        add(name, text_of(entry.value), entry.value);
      }
    }
  }

  void records(const Node* value, const Field& field, const std::string& path) {
    if (value == nullptr) return;
    for (std::size_t at = 0; at < value->items.size(); ++at)
      map(&value->items[at], field.fields(), fmt::format("{}[{}].", path, at));
  }

  static std::string text_of(const Node& node) {
    if (node.kind == Node::Kind::scalar) return node.text;
    std::vector<std::string> parts;
    for (const Node& item : node.items) parts.push_back(text_of(item));
    return base::join(parts, ", ");
  }

  void add(const std::string& path, std::string text, const Node& node) {
    out_.push_back({path, std::move(text), node.origin, base::to_string(node.place())});
  }

  std::vector<Effective>& out_;
};

void apply_overrides(Layers& layers, Node& root, const Sources& sources) {
  for (const auto& [name, value] : sources.environment) {
    const std::string path = path_of_variable(name);
    if (!path.empty() && !value.empty()) layers.set(root, path, value, name, Origin::environment);
  }
  for (const auto& [path, value] : sources.flags) {
    layers.set(root, path, value,
               path == "database"           ? "--db"
               : path == "company.language" ? "--lang"
                                            : "--unit",
               Origin::flag);
  }
}

Loaded finish(Layers& layers, const Node& root, Config config) {
  Loaded loaded;
  layers.faults.raise_if_any(base::Exit::configuration);
  Reading reading;
  reading.currency = currency_of(root);
  check_map(root, root_fields(), "", reading);
  loaded.config = std::move(config);
  read_config(Section(&root, root_fields(), "", reading), loaded.config);
  reading.findings.raise_if_any(base::Exit::configuration);
  Listing(loaded.values).map(&root, root_fields(), "");
  loaded.files = layers.file_names();
  return loaded;
}

}  // namespace

Loaded load(const Sources& sources) {
  Layers layers(sources.shown_from);
  Node root;
  root.kind = Node::Kind::map;
  std::error_code ignored;
  if (!sources.user_file.empty() && fs::is_regular_file(sources.user_file, ignored)) {
    root = layers.read(sources.user_file, Origin::user_file);
  }
  Config config;
  if (!sources.workspace_file.empty()) {
    Layers::overlay(root, layers.read(sources.workspace_file, Origin::workspace), root_fields());
    config.file = fs::path(sources.workspace_file).lexically_normal().string();
    config.folder = fs::path(config.file).parent_path().string();
  }
  apply_overrides(layers, root, sources);
  return finish(layers, root, std::move(config));
}

Loaded load_text(std::string text, std::string name) {
  Layers layers("");
  const Node root = layers.parse(std::move(text), std::move(name), Origin::workspace);
  return finish(layers, root, {});
}

}  // namespace salesops::config
