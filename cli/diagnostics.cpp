#include "diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string_view>

#include "salesops/base/text.hpp"
#include "salesops/render/escape.hpp"

namespace salesops::cli {

namespace {

using base::Diagnostic;
using base::Severity;

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

const char* color_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "\x1b[1;31m";
    case Severity::warning:
      return "\x1b[1;33m";
    case Severity::note:
      return "\x1b[1;36m";
  }
  return "";
}

// Byte offset of the code point number `column` (from 1) of valid or invalid UTF-8.
std::size_t offset_of(std::string_view line, std::size_t column) {
  std::size_t at = 0;
  for (std::size_t seen = 1; seen < column && at < line.size(); ++seen) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

// The source line with carets under the value it complains about.
std::string excerpt(const Diagnostic& diagnostic) {
  constexpr std::size_t kWidth = 160;
  const std::string number = std::to_string(diagnostic.place.line);
  const std::string margin(number.size(), ' ');
  const std::string_view line = diagnostic.source;
  const std::size_t from = offset_of(line, diagnostic.place.column);
  const bool shown_at = diagnostic.place.column > 0 && line.substr(from).starts_with(diagnostic.value);
  std::string text =
      fmt::format("{} |\n{} | {}\n", margin, number, base::truncate_to_width(base::printable(line), kWidth));
  const std::size_t lead = base::display_width(base::printable(line.substr(0, from)));
  if (diagnostic.place.column == 0 || lead >= kWidth) return text;
  const std::size_t length = shown_at ? base::display_width(base::printable(diagnostic.value)) : 1;
  text += fmt::format("{} | {}{}", margin, std::string(lead, ' '),
                      std::string(std::clamp<std::size_t>(length, 1, kWidth - lead), '^'));
  const std::string& label = diagnostic.label.empty() ? diagnostic.field : diagnostic.label;
  if (!label.empty()) text += ' ' + base::printable(label);
  return text + '\n';
}

std::string for_people(const Diagnostic& diagnostic, const MessageStyle& style) {
  const std::string place = base::printable(base::to_string(diagnostic.place));
  const std::string label = fmt::format("{}[{}]", name_of(diagnostic.severity), diagnostic.code);
  std::string text = place.empty() ? "" : place + ": ";
  text += style.color ? fmt::format("{}{}\x1b[0m", color_of(diagnostic.severity), label) : label;
  text += fmt::format(": {}\n", base::printable(base::in(diagnostic.message, style.lang)));
  const bool quoted = !diagnostic.source.empty() && diagnostic.place.line > 0;
  if (quoted) text += excerpt(diagnostic);
  const std::string margin(quoted ? std::to_string(diagnostic.place.line).size() : 1, ' ');
  if (!diagnostic.help.empty()) {
    text += fmt::format("{} = help: {}\n", margin, base::printable(base::in(diagnostic.help, style.lang)));
  }
  return text;
}

void add_pair(std::string& json, std::string_view key, std::string_view value) {
  json += json.empty() ? '{' : ',';
  render::append_json_string(json, key);
  json += ':';
  render::append_json_string(json, value);
}

std::string for_machines(const Diagnostic& diagnostic, base::Lang lang) {
  std::string json;
  add_pair(json, "code", diagnostic.code);
  add_pair(json, "severity", name_of(diagnostic.severity));
  const base::Place& place = diagnostic.place;
  add_pair(json, "file", place.cell.empty() ? place.file : base::to_string(place));
  json += place.line > 0 ? fmt::format(",\"line\":{}", place.line) : ",\"line\":null";
  json += place.column > 0 ? fmt::format(",\"column\":{}", place.column) : ",\"column\":null";
  add_pair(json, "field", diagnostic.field);
  add_pair(json, "value", diagnostic.value);
  add_pair(json, "message", base::in(diagnostic.message, lang));
  add_pair(json, "help", base::in(diagnostic.help, lang));
  return json + "}\n";
}

}  // namespace

void print(const Diagnostic& diagnostic, const MessageStyle& style, std::ostream& err) {
  err << (style.json ? for_machines(diagnostic, style.lang) : for_people(diagnostic, style));
}

void print(const base::Error& error, const MessageStyle& style, std::ostream& err) {
  for (const Diagnostic& diagnostic : error.diagnostics()) print(diagnostic, style, err);
  const std::size_t shown = error.diagnostics().size();
  if (error.total() <= shown) return;
  const std::size_t rest = error.total() - shown;
  const base::Text message{fmt::format("另有 {} 处未列出，共 {} 处", rest, error.total()),
                           fmt::format("{} more are not shown, {} in all", rest, error.total())};
  if (style.json) {
    err << fmt::format(
        "{{\"code\":\"{}\",\"severity\":\"note\",\"shown\":{},\"total\":{},\"message\":\"{}\"}}\n",
        error.code(), shown, error.total(), base::in(message, style.lang));
  } else {
    err << fmt::format("{}\n", base::in(message, style.lang));
  }
}

}  // namespace salesops::cli
