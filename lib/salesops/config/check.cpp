#include "salesops/config/check.hpp"

#include <fmt/format.h>

#include "salesops/base/text.hpp"
#include "salesops/config/value.hpp"

namespace salesops::config {

namespace {

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

base::Diagnostic at(const Node& node, std::string path, std::string code) {
  base::Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.place = node.place();
  diagnostic.field = std::move(path);
  diagnostic.source = node.source_line();
  if (node.kind == Node::Kind::scalar) diagnostic.value = node.text;
  return diagnostic;
}

void unknown_key(const Node& key, std::span<const Field> fields, const std::string& path, Reading& reading) {
  std::vector<std::string> allowed;
  for (const Field& field : fields) allowed.emplace_back(field.key);
  const auto near = base::nearest(key.text, allowed);
  const std::string list = base::join(allowed, ", ");
  const std::string shown = base::printable(key.text);
  base::Diagnostic diagnostic = at(key, joined(path, key.text), "E3010");
  diagnostic.message = {fmt::format("没有“{}”这个键", shown), fmt::format("there is no key '{}'", shown)};
  if (!path.empty()) {
    diagnostic.message = {fmt::format("“{}”下没有“{}”这个键", path, shown),
                          fmt::format("there is no key '{}' in '{}'", shown, path)};
  }
  diagnostic.help = {fmt::format("{}可用的键：{}", near ? "是不是“" + *near + "”？" : "", list),
                     fmt::format("{}keys: {}", near ? "did you mean '" + *near + "'? " : "", list)};
  reading.findings.add(std::move(diagnostic));
}

void wrong_kind(const Node& node, const Field& field, const std::string& path, Reading& reading) {
  const base::Text wanted = describe(field);
  const base::Text given = kind_name(node.kind);
  base::Diagnostic diagnostic = at(node, path, node.kind == Node::Kind::null ? "E3012" : "E3011");
  if (node.kind == Node::Kind::null) {
    diagnostic.message = {fmt::format("“{}”没有值", path), fmt::format("'{}' has no value", path)};
    diagnostic.help = {fmt::format("写上值（{}），或删掉这一行", wanted.zh),
                       fmt::format("give a value ({}) or remove the line", wanted.en)};
  } else {
    diagnostic.message = {fmt::format("“{}”这里不能是{}", path, given.zh),
                          fmt::format("'{}' cannot be {}", path, given.en)};
    diagnostic.help = {fmt::format("应为{}", wanted.zh), fmt::format("expected: {}", wanted.en)};
  }
  reading.findings.add(std::move(diagnostic));
}

void check_scalar(const Node& node, const Field& field, const std::string& path, Reading& reading) {
  if (field.type == Type::any) return;
  if (field.type == Type::record) {
    if (node.kind != Node::Kind::map) return wrong_kind(node, field, path, reading);
    return check_map(node, field.fields(), path, reading);
  }
  if (node.kind != Node::Kind::scalar) return wrong_kind(node, field, path, reading);
  ValueFault fault;
  if (check_value(field, node.text, reading.currency.digits, fault)) return;
  base::Diagnostic diagnostic = at(node, path, fault.code);
  diagnostic.message = {fmt::format("“{}”：{}", path, fault.message.zh),
                        fmt::format("'{}': {}", path, fault.message.en)};
  diagnostic.help = fault.help;
  reading.findings.add(std::move(diagnostic));
}

void check_list(const Node& node, const Field& field, const std::string& path, Reading& reading) {
  if (node.kind == Node::Kind::null) return;
  if (node.kind == Node::Kind::scalar && field.type != Type::record)
    return check_scalar(node, field, path, reading);
  if (node.kind != Node::Kind::list) return wrong_kind(node, field, path, reading);
  for (std::size_t item = 0; item < node.items.size(); ++item) {
    check_scalar(node.items[item], field, fmt::format("{}[{}]", path, item), reading);
  }
}

void check_names(const Node& node, const Field& field, const std::string& path, Reading& reading) {
  if (node.kind == Node::Kind::null) return;
  if (node.kind != Node::Kind::map) return wrong_kind(node, field, path, reading);
  for (const Node::Entry& entry : node.entries)
    check_scalar(entry.value, field, joined(path, entry.key.text), reading);
}

void check_field(const Node& node, const Field& field, const std::string& path, Reading& reading) {
  if (field.shape == Shape::list) return check_list(node, field, path, reading);
  if (field.shape == Shape::map) return check_names(node, field, path, reading);
  if (field.type == Type::record && node.kind == Node::Kind::null) return;  // all its keys are commented out
  check_scalar(node, field, path, reading);
}

}  // namespace

void check_map(const Node& map, std::span<const Field> fields, const std::string& path, Reading& reading) {
  for (const Node::Entry& entry : map.entries) {
    const Field* field = find_field(fields, entry.key.text);
    if (field == nullptr) {
      unknown_key(entry.key, fields, path, reading);
    } else {
      check_field(entry.value, *field, joined(path, entry.key.text), reading);
    }
  }
  for (const Field& field : fields) {
    if (!field.required || map.find(field.key) != nullptr) continue;
    const base::Text wanted = describe(field);
    base::Diagnostic diagnostic = at(map, joined(path, field.key), "E3013");
    diagnostic.message = {fmt::format("缺少“{}”", joined(path, field.key)),
                          fmt::format("'{}' is missing", joined(path, field.key))};
    diagnostic.help = {fmt::format("加上“{}: …”（{}，{}）", field.key, field.zh, wanted.zh),
                       fmt::format("add '{}: …' ({}, {})", field.key, field.en, wanted.en)};
    reading.findings.add(std::move(diagnostic));
  }
}

}  // namespace salesops::config
