#include "salesops/config/layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "salesops/base/text.hpp"
#include "salesops/config/yaml.hpp"

namespace salesops::config {

namespace fs = std::filesystem;

namespace {

void set_origin(Node& node, Origin origin) {
  node.origin = origin;
  for (Node& item : node.items) set_origin(item, origin);
  for (Node::Entry& entry : node.entries) {
    set_origin(entry.key, origin);
    set_origin(entry.value, origin);
  }
}

// Whether two maps under this field are joined key by key.
bool joins(const Field* field, const Node& a, const Node& b) {
  if (a.kind != Node::Kind::map || b.kind != Node::Kind::map || field == nullptr) return false;
  return field->shape == Shape::map || (field->shape == Shape::one && field->type == Type::record);
}

std::span<const Field> fields_below(const Field& field) {
  return field.type == Type::record && field.shape == Shape::one ? field.fields() : std::span<const Field>();
}

Node::Entry* entry_of(Node& map, std::string_view key) {
  const auto found =
      std::ranges::find_if(map.entries, [&](const Node::Entry& entry) { return entry.key.text == key; });
  return found == map.entries.end() ? nullptr : &*found;
}

std::string canonical(const std::string& path) {
  std::error_code ignored;
  const fs::path resolved = fs::weakly_canonical(path, ignored);
  return ignored ? path : resolved.string();
}

void collect_paths(std::span<const Field> fields, const std::string& before,
                   std::vector<std::string>& paths) {
  for (const Field& field : fields) {
    const std::string path = before + field.key;
    if (field.type == Type::record && field.shape == Shape::one) {
      collect_paths(field.fields(), path + ".", paths);
    } else if (field.type != Type::record && field.type != Type::any && field.shape != Shape::map) {
      paths.push_back(path);
    }
  }
}

Node scalar_node(std::string text, const SourceFile& file, Origin origin) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  node.origin = origin;
  node.file = &file;
  return node;
}

Node value_node(const Field& field, const std::string& value, const SourceFile& file, Origin origin) {
  if (field.shape != Shape::list) return scalar_node(value, file, origin);
  Node list;
  list.kind = Node::Kind::list;
  list.origin = origin;
  list.file = &file;
  for (const std::string& part : base::split(value, ',')) {
    list.items.push_back(scalar_node(std::string(base::trim(part)), file, origin));
  }
  return list;
}

}  // namespace

std::vector<std::string> scalar_paths() {
  std::vector<std::string> paths;
  collect_paths(root_fields(), "", paths);
  return paths;
}

std::string Layers::shown(const std::string& path) const {
  if (shown_from_.empty() || shown_from_ == "/") return path;
  const fs::path relative = fs::path(path).lexically_relative(shown_from_);
  return relative.empty() || *relative.begin() == ".." ? path : relative.string();
}

std::vector<std::string> Layers::file_names() const {
  return names_;
}

void Layers::fault(const Node& at, std::string code, base::Text message, base::Text help) {
  base::Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.place = at.place();
  diagnostic.source = at.source_line();
  if (at.kind == Node::Kind::scalar) diagnostic.value = at.text;
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  faults.add(std::move(diagnostic));
}

Node Layers::parse(std::string text, std::string name, Origin origin) {
  Node root;
  root.kind = Node::Kind::map;
  files_.push_back({std::move(name), std::move(text)});
  try {
    Node parsed = parse_yaml(files_.back());
    if (parsed.kind == Node::Kind::map) {
      root = std::move(parsed);
    } else {
      fault(parsed, "E3011",
            {"配置文件的最外层必须是“键: 值”", "a configuration file must be a map of keys at the top"},
            {"例如 company: {name: 某某公司}", "for example company: {name: Example Ltd}"});
    }
  } catch (const base::Error& error) {
    for (const base::Diagnostic& diagnostic : error.diagnostics()) faults.add(diagnostic);
  }
  set_origin(root, origin);
  return root;
}

Node Layers::read(const std::string& path, Origin origin) {
  Visit visit;
  visit.folder = fs::path(canonical(path)).parent_path().string();
  return read_one(path, origin, visit);
}

Node Layers::read_one(const std::string& path, Origin origin, Visit& visit) {
  const std::string identity = canonical(path);
  names_.push_back(shown(path));
  read_.push_back(identity);
  visit.open.push_back(identity);
  Node root = parse(read_file(path, shown(path)), shown(path), origin);
  if (const Node::Entry* entry = root.entry("include")) {
    const Node named = entry->value;
    std::erase_if(root.entries, [](const Node::Entry& candidate) { return candidate.key.text == "include"; });
    include(root, named, path, origin, visit);
  }
  visit.open.pop_back();
  return root;
}

void Layers::include(Node& root, const Node& named, const std::string& from, Origin origin, Visit& visit) {
  if (named.kind == Node::Kind::null) return;
  if (named.kind == Node::Kind::scalar) return include_one(root, named, from, origin, visit);
  if (named.kind == Node::Kind::map) {
    return fault(named, "E3011", {"“include”应为文件名的列表", "'include' must be a list of file names"},
                 {"写成 include: [org.yaml, budget.yaml]", "write include: [org.yaml, budget.yaml]"});
  }
  for (const Node& name : named.items) include_one(root, name, from, origin, visit);
}

void Layers::include_one(Node& root, const Node& name, const std::string& from, Origin origin, Visit& visit) {
  if (name.kind != Node::Kind::scalar || name.text.empty()) {
    return fault(name, "E3011",
                 {"“include”的每一项应为一个文件名", "each item of 'include' must be a file name"},
                 {"写成 include: [org.yaml, budget.yaml]", "write include: [org.yaml, budget.yaml]"});
  }
  const std::string shown_name = base::printable(name.text);
  const std::string path = (fs::path(from).parent_path() / name.text).lexically_normal().string();
  const std::string identity = canonical(path);
  const fs::path relative = fs::path(identity).lexically_relative(visit.folder);
  if (fs::path(name.text).is_absolute() || relative.empty() || *relative.begin() == "..") {
    return fault(name, "E3026",
                 {fmt::format("“{}”不在工作区文件夹里", shown_name),
                  fmt::format("'{}' is outside the workspace folder", shown_name)},
                 {"写工作区里的相对路径", "use a relative path inside the workspace"});
  }
  if (std::ranges::find(visit.open, identity) != visit.open.end()) {
    return fault(
        name, "E3025",
        {fmt::format("“{}”又包含了自己", shown_name), fmt::format("'{}' includes itself", shown_name)},
        {"去掉这一项", "remove this item"});
  }
  if (std::ranges::find(read_, identity) != read_.end()) {
    return fault(
        name, "E3025",
        {fmt::format("“{}”已经包含过", shown_name), fmt::format("'{}' is included already", shown_name)},
        {"每个文件只包含一次", "include every file once"});
  }
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) {
    return fault(
        name, "E3024",
        {fmt::format("找不到文件“{}”", shown_name), fmt::format("there is no file '{}'", shown_name)},
        {"路径相对于写 include 的文件", "the path is relative to the file that names it"});
  }
  merge(root, read_one(path, origin, visit), root_fields(), "");
}

void Layers::merge(Node& into, Node from, std::span<const Field> fields, const std::string& path) {
  for (Node::Entry& entry : from.entries) {
    const std::string key = path.empty() ? entry.key.text : path + "." + entry.key.text;
    Node::Entry* present = entry_of(into, entry.key.text);
    const Field* field = find_field(fields, entry.key.text);
    if (present == nullptr) {
      into.entries.push_back(std::move(entry));
    } else if (present->value.kind == Node::Kind::null) {
      present->value = std::move(entry.value);
    } else if (entry.value.kind == Node::Kind::null) {
      continue;
    } else if (joins(field, present->value, entry.value)) {
      merge(present->value, std::move(entry.value), fields_below(*field), key);
    } else {
      const std::string first = base::to_string(present->key.place());
      fault(entry.key, "E3027",
            {fmt::format("键“{}”已在 {} 给出", base::printable(key), first),
             fmt::format("key '{}' is given at {} already", base::printable(key), first)},
            {"每个键在所有文件里只写一次", "every key may stand once in all files together"});
    }
  }
}

void Layers::overlay(Node& below, Node above, std::span<const Field> fields) {
  below.file = above.file;
  below.line = above.line;
  below.column = above.column;
  for (Node::Entry& entry : above.entries) {
    Node::Entry* present = entry_of(below, entry.key.text);
    const Field* field = find_field(fields, entry.key.text);
    if (present == nullptr) {
      below.entries.push_back(std::move(entry));
    } else if (joins(field, present->value, entry.value)) {
      overlay(present->value, std::move(entry.value), fields_below(*field));
    } else if (entry.value.kind != Node::Kind::null) {
      *present = std::move(entry);
    }
  }
}

void Layers::set(Node& root, const std::string& path, const std::string& value, const std::string& source,
                 Origin origin) {
  files_.push_back({source, value});
  const SourceFile& file = files_.back();
  const std::vector<std::string> parts = base::split(path, '.');
  std::span<const Field> fields = root_fields();
  Node* map = &root;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    const Field* field = find_field(fields, parts[at]);
    const bool last = at + 1 == parts.size();
    const bool record = field != nullptr && field->type == Type::record && field->shape == Shape::one;
    const bool leaf = field != nullptr && field->type != Type::record && field->type != Type::any &&
                      field->shape != Shape::map;
    if (last ? !leaf : !record) {
      const auto near = base::nearest(path, scalar_paths());
      return fault(
          scalar_node(path, file, origin), "E3028",
          {fmt::format("“{}”不对应任何配置键", source),
           fmt::format("'{}' names no configuration key", source)},
          {near ? fmt::format("是不是 {}？", *near) : "键见 salesops help config",
           near ? fmt::format("did you mean {}?", *near) : "the keys are listed by 'salesops help config'"});
    }
    Node::Entry* entry = entry_of(*map, parts[at]);
    if (entry == nullptr) {
      map->entries.push_back({scalar_node(parts[at], file, origin), Node()});
      entry = &map->entries.back();
    }
    if (last) {
      entry->value = value_node(*field, value, file, origin);
      return;
    }
    if (entry->value.kind != Node::Kind::map) entry->value = Node();
    entry->value.kind = Node::Kind::map;
    if (entry->value.file == nullptr) entry->value.file = &file;
    map = &entry->value;
    fields = field->fields();
  }
}

}  // namespace salesops::config
