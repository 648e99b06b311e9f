#include "salesops/ingest/header.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "salesops/base/text.hpp"

namespace salesops::ingest {

namespace {

bool all_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::vector<std::size_t> places_of(const std::string& name, std::span<const std::string> folded) {
  std::vector<std::size_t> found;
  const std::string wanted = fold_header(name);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (folded[i] == wanted) found.push_back(i);
  }
  return found;
}

std::vector<std::size_t> sources_of(const ColumnSpec& column, std::span<const std::string> folded) {
  std::vector<std::size_t> found = places_of(column.field, folded);
  for (const std::string& name : column.names) {
    for (const std::size_t at : places_of(name, folded)) {
      if (std::find(found.begin(), found.end(), at) == found.end()) found.push_back(at);
    }
  }
  for (const std::string& name : column.fallbacks) {
    if (!found.empty()) break;
    found = places_of(name, folded);
  }
  return found;
}

std::string shown_name(const ColumnSpec& column) {
  const std::string& title = column.names.empty() ? column.field : column.names.front();
  return title == column.field ? title : fmt::format("{} ({})", title, column.field);
}

base::Diagnostic missing(const ColumnSpec& column, const HeaderMatch& match, const base::Place& place) {
  std::vector<std::string> names = {column.field};
  names.insert(names.end(), column.names.begin(), column.names.end());
  names.insert(names.end(), column.fallbacks.begin(), column.fallbacks.end());
  const std::string accepted = base::join(names, ", ");
  base::Text help{"可用的列名: " + accepted, "accepted names: " + accepted};
  for (const std::string& name : names) {
    if (const auto near = base::nearest(name, match.titles); near && !near->empty()) {
      help.zh = fmt::format("是不是“{}”？{}", *near, help.zh);
      help.en = fmt::format("did you mean \"{}\"? {}", *near, help.en);
      break;
    }
  }
  return {.code = "E2010",
          .place = place,
          .field = column.field,
          .message = {fmt::format("缺少必需的列 {}", shown_name(column)),
                      fmt::format("the required column {} is missing", shown_name(column))},
          .help = std::move(help)};
}

}  // namespace

std::string fold_header(std::string_view title) {
  std::string folded = all_ascii(title) ? std::string(title) : base::nfkc(title);
  folded = base::to_lower_ascii(folded);
  std::erase_if(folded, [](char c) { return c == ' ' || c == '_' || c == '\t' || c == '\n' || c == '\r'; });
  constexpr std::string_view kUnit = "(元)";
  if (folded.size() > kUnit.size() && folded.ends_with(kUnit)) folded.resize(folded.size() - kUnit.size());
  return folded;
}

HeaderMatch match_header(std::span<const std::string_view> cells, std::span<const ColumnSpec> columns) {
  HeaderMatch match;
  std::vector<std::string> folded;
  for (const std::string_view cell : cells) {
    match.titles.emplace_back(base::trim(cell));
    folded.push_back(fold_header(match.titles.back()));
  }
  for (const ColumnSpec& column : columns) {
    match.sources.push_back(sources_of(column, folded));
    if (!match.sources.back().empty()) ++match.found;
    if (match.sources.back().empty() && column.required) ++match.required_missing;
  }
  return match;
}

void check_header(const HeaderMatch& match, std::span<const ColumnSpec> columns, const base::Place& place,
                  base::Diagnostics& findings) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& sources = match.sources[i];
    if (sources.empty() && columns[i].required) findings.add(missing(columns[i], match, place));
    if (sources.size() < 2 || columns[i].coalesce) continue;
    const std::string& first = match.titles[sources[0]];
    const std::string& second = match.titles[sources[1]];
    findings.add({.code = "E2011",
                  .place = place,
                  .field = columns[i].field,
                  .value = second,
                  .message = {fmt::format("第 {} 列“{}”和第 {} 列“{}”都是 {}", sources[0] + 1, first,
                                          sources[1] + 1, second, columns[i].field),
                              fmt::format("column {} \"{}\" and column {} \"{}\" both mean {}",
                                          sources[0] + 1, first, sources[1] + 1, second, columns[i].field)},
                  .help = {"删去或改名其中一列，或在 imports: 里写一个方案指明用哪一列",
                           "remove or rename one of them, or say which one in a preset under imports:"}});
  }
}

}  // namespace salesops::ingest
