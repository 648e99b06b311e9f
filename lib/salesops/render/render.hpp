#pragma once
#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "salesops/document/document.hpp"

namespace salesops::render {

enum class Format { table, csv, tsv, json, ndjson, md, html, xlsx };
std::optional<Format> format_named(std::string_view name);
std::optional<Format> format_of_file(std::string_view path);  // by extension, case-insensitive
bool is_for_people(Format format);                            // table, md, html, xlsx

enum class DisplayUnit { yuan, wan, yi };

struct Options {
  base::Lang lang = base::Lang::zh;
  DisplayUnit unit = DisplayUnit::yuan;  // people's formats only
  bool total = true;
  bool raw = false;       // no leading ' before formula characters in csv/tsv
  bool bom = false;       // CSV written to a file
  bool pretty = false;    // JSON indented
  bool color = false;     // table on a terminal
  bool wide = true;       // --layout
  std::size_t width = 0;  // columns of the terminal; 0 = unlimited
  std::string section;    // only this section/table key; "" = all
};

// Writes the whole document. csv/tsv/ndjson of a document with several tables write the first one, or the one
// named by options.section. Throws Error(io) when the stream fails. XLSX goes through a temporary file of the
// renderer.
void write(const document::Document& document, Format format, const Options& options, std::ostream& out);

// A layout of the user's own. {{title}}, {{facts}}, {{fact:KEY}}, {{section:KEY}} (with its text and tables),
// {{tables:PREFIX}} (those whose key begins so) and, in HTML, {{style}} stand for pieces of the document.
struct Letter {
  std::string path;  // for messages
  std::string text;
};
// Format md or html. Throws Error(configuration, E5307) with the line of a placeholder that the document does
// not have.
void write_letter(const document::Document& document, const Letter& letter, Format format,
                  const Options& options, std::ostream& out);

}  // namespace salesops::render
