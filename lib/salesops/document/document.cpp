#include "salesops/document/document.hpp"

namespace salesops::document {

void Rows::for_each(const std::function<void(const Row&)>& sink) const {
  if (generate) {
    generate(sink);
    return;
  }
  for (const Row& row : stored) sink(row);
}

Rows made_rows(std::size_t count, std::function<void(std::size_t, std::size_t, const RowSink&)> part) {
  Rows rows;
  rows.generated = count;
  rows.generate_part = std::move(part);
  rows.generate = [all = rows.generate_part, count](const RowSink& sink) { all(0, count, sink); };
  return rows;
}

Document single_table(std::string key, Text title, Table table) {
  Document document{.key = std::move(key), .title = std::move(title), .currency = {}, .facts = {}, .sections = {}, .notes = {}};
  Section section{.key = table.key, .title = {}, .paragraphs = {}, .kpis = {}, .tables = {}, .charts = {}};
  section.tables.push_back(std::move(table));
  document.sections.push_back(std::move(section));
  return document;
}

}  // namespace salesops::document
