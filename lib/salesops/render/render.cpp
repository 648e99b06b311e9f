#include "salesops/render/render.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "salesops/base/text.hpp"
#include "salesops/document/arrange.hpp"
#include "salesops/render/select.hpp"
#include "salesops/render/writers.hpp"

namespace salesops::render {

namespace {

constexpr std::array<std::pair<std::string_view, Format>, 8> kNames{{{"table", Format::table},
                                                                     {"csv", Format::csv},
                                                                     {"tsv", Format::tsv},
                                                                     {"json", Format::json},
                                                                     {"ndjson", Format::ndjson},
                                                                     {"md", Format::md},
                                                                     {"html", Format::html},
                                                                     {"xlsx", Format::xlsx}}};
constexpr std::array<std::pair<std::string_view, Format>, 4> kOtherExtensions{
    {{"txt", Format::table}, {"jsonl", Format::ndjson}, {"markdown", Format::md}, {"htm", Format::html}}};

template <std::size_t N>
std::optional<Format> look_up(const std::array<std::pair<std::string_view, Format>, N>& table,
                              std::string_view name) {
  const auto found = std::ranges::find(table, name, &std::pair<std::string_view, Format>::first);
  if (found == table.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  return look_up(kNames, name);
}

std::optional<Format> format_of_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || name.ends_with(".table")) return std::nullopt;
  const std::string extension = base::to_lower_ascii(name.substr(dot + 1));
  const auto format = format_named(extension);
  return format ? format : look_up(kOtherExtensions, extension);
}

bool is_for_people(Format format) {
  return format == Format::table || format == Format::md || format == Format::html || format == Format::xlsx;
}

namespace {

void write_as_is(const document::Document& document, Format format, const Options& options,
                 std::ostream& out) {
  switch (format) {
    case Format::table:
      return write_table(document, options, out);
    case Format::csv:
      return write_delimited(document, ',', options, out);
    case Format::tsv:
      return write_delimited(document, '\t', options, out);
    case Format::json:
      return write_json(document, options, out);
    case Format::ndjson:
      return write_ndjson(document, options, out);
    case Format::md:
      return write_markdown(document, options, out);
    case Format::html:
      return write_html(document, options, out);
    case Format::xlsx:
      return write_xlsx(document, options, out);
  }
}

}  // namespace

void write(const document::Document& document, Format format, const Options& options, std::ostream& out) {
  if (!options.section.empty())
    selected(document, options.section);  // an unknown one: before anything is written
  if (options.wide) return write_as_is(document, format, options, out);
  document::Document narrow = document;
  for (std::size_t section = 0; section < narrow.sections.size(); ++section) {
    std::vector<document::Table>& tables = narrow.sections[section].tables;
    for (std::size_t at = 0; at < tables.size(); ++at) {
      tables[at] = document::tidy(document.sections[section].tables[at]);
    }
    narrow.sections[section].charts.clear();
  }
  write_as_is(narrow, format, options, out);
}

}  // namespace salesops::render
