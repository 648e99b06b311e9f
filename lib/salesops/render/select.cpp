#include "salesops/render/select.hpp"

#include <fmt/format.h>

#include "salesops/base/text.hpp"

namespace salesops::render {

namespace {

using document::Document;
using document::Section;
using document::Table;

[[noreturn]] void unknown_section(const Document& document, std::string_view key) {
  std::vector<std::string> keys;
  for (const Section& section : document.sections) {
    if (!section.key.empty()) keys.push_back(section.key);
    for (const Table& table : section.tables) {
      if (table.key != section.key) keys.push_back(table.key);
    }
  }
  const std::string list = base::join(keys, ", ");
  const std::string shown = base::printable(key);
  throw base::Error(
      base::Exit::usage,
      {.code = "E7101",
       .field = "--section",
       .value = std::string(key),
       .message = {fmt::format("没有“{}”这个部分", shown), fmt::format("there is no section \"{}\"", shown)},
       .help = {fmt::format("可用：{}", list), fmt::format("there are: {}", list)}});
}

Part whole(const Section& section) {
  Part part{&section, {}, {}, true};
  for (const Table& table : section.tables) part.tables.push_back(&table);
  for (const document::Chart& chart : section.charts) part.charts.push_back(&chart);
  return part;
}

Part only(const Section& section, const Table& table) {
  Part part{&section, {&table}, {}, false};
  for (const document::Chart& chart : section.charts) {
    if (chart.table == table.key) part.charts.push_back(&chart);
  }
  return part;
}

}  // namespace

const Table* only_table(const Document& document, std::string_view key) {
  for (const Section& section : document.sections) {
    if (!section.tables.empty() && (key.empty() || section.key == key)) return &section.tables.front();
    for (const Table& table : section.tables) {
      if (table.key == key) return &table;
    }
  }
  if (!key.empty()) unknown_section(document, key);
  return nullptr;
}

std::vector<Part> selected(const Document& document, std::string_view key) {
  std::vector<Part> parts;
  for (const Section& section : document.sections) {
    if (key.empty() || section.key == key) {
      parts.push_back(whole(section));
      if (!key.empty()) return parts;
      continue;
    }
    for (const Table& table : section.tables) {
      if (table.key == key) return {only(section, table)};
    }
  }
  if (parts.empty() && !key.empty()) unknown_section(document, key);
  return parts;
}

}  // namespace salesops::render
