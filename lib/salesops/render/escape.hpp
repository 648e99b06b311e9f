#pragma once
#include <string>
#include <string_view>

namespace salesops::render {

// Appends `bytes` as a JSON string with its quotes. UTF-8 stays as it is; bytes that are not UTF-8 become
// \xNN text.
void append_json_string(std::string& out, std::string_view bytes);

// Appends text for HTML and SVG: & < > " ' as entities, control bytes and bad UTF-8 as \xNN; keeps line
// feeds.
void append_html(std::string& out, std::string_view text);

// Appends one cell of Markdown: what would be read as mark-up or HTML is escaped, line breaks
// become blanks, control bytes \xNN.
void append_markdown(std::string& out, std::string_view text);
// The same for text that begins a line, where # + - and 1. would start a heading or a list.
void append_markdown_line(std::string& out, std::string_view text);

// The length of the character at `at` if it is an invisible one that a terminal or a reader obeys: C1
// controls, line and paragraph separators, marks that turn the direction of text. Else 0.
std::size_t deceptive(std::string_view utf8, std::size_t at);
bool has_deceptive(std::string_view utf8);

}  // namespace salesops::render
