#pragma once
#include <string_view>
#include <vector>

#include "salesops/document/document.hpp"

namespace salesops::render {

// The one table that csv, tsv and ndjson write: the first, or the one with this key (of a table, or of a
// section: its first table). Null when the document has no table at all. Throws Error(usage, E7101) for an
// unknown key.
const document::Table* only_table(const document::Document& document, std::string_view key);

// What of the document is shown: every section, the section with this key, or a section with only the table
// of this key and its charts. Throws Error(usage, E7101) for an unknown key.
struct Part {
  const document::Section* section;
  std::vector<const document::Table*> tables;
  std::vector<const document::Chart*> charts;
  bool whole;  // paragraphs and figures of the section are shown too
};
std::vector<Part> selected(const document::Document& document, std::string_view key);

}  // namespace salesops::render
