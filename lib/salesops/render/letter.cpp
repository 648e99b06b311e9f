// A document in a layout of the user's own: text in Markdown or HTML, in which {{…}} stands for a piece of
// the document. Everything that comes from the document is escaped; the layout itself is taken as it is.
#include <algorithm>
#include <ostream>
#include <sstream>

#include "salesops/base/error.hpp"
#include "salesops/base/text.hpp"
#include "salesops/render/escape.hpp"
#include "salesops/render/parts.hpp"
#include "salesops/render/render.hpp"

namespace salesops::render {

namespace {

class LetterWriter {
 public:
  LetterWriter(const document::Document& document, const Letter& letter, Format format,
               const Options& options)
      : people_(document, options), letter_(letter), html_(format == Format::html) {}

  void write(std::ostream& out) const {
    const std::string& text = letter_.text;
    std::size_t at = 0;
    for (std::size_t open = text.find("{{"); open != std::string::npos; open = text.find("{{", at)) {
      out.write(text.data() + at, static_cast<std::streamsize>(open - at));
      const std::size_t close = text.find("}}", open);
      if (close == std::string::npos) refuse(open, text.substr(open, 20));
      const std::string name(base::trim(std::string_view(text).substr(open + 2, close - open - 2)));
      if (!fill(name, out)) refuse(open, name);
      at = close + 2;
    }
    out.write(text.data() + at, static_cast<std::streamsize>(text.size() - at));
  }

 private:
  // false: there is no such piece.
  bool fill(const std::string& name, std::ostream& out) const {
    const document::Document& document = people_.document();
    const std::size_t colon = name.find(':');
    const std::string what = name.substr(0, colon);
    const std::string key = colon == std::string::npos ? "" : name.substr(colon + 1);
    if (name == "title") return put(people_.text(document.title), out);
    if (name == "style" && html_) return static_cast<bool>(out << html_style());
    if (name == "facts") return put_facts(out);
    if (what == "fact") {
      const auto found = std::ranges::find(document.facts, key, &document::Fact::key);
      return found != document.facts.end() && put(people_.text(found->value), out);
    }
    if (what == "section") {
      const bool known =
          std::ranges::any_of(document.sections, [&](const auto& one) { return one.key == key; });
      if (known) put_parts(selected(document, key), out);
      return known;
    }
    return what == "tables" && put_tables(key, out);
  }

  // The tables whose key begins with the prefix: a statement has one for each currency.
  bool put_tables(const std::string& prefix, std::ostream& out) const {
    std::vector<Part> parts;
    for (const document::Section& section : people_.document().sections) {
      Part part{&section, {}, {}, false};
      for (const document::Table& table : section.tables)
        if (table.key.starts_with(prefix)) part.tables.push_back(&table);
      if (!part.tables.empty()) parts.push_back(std::move(part));
    }
    put_parts(parts, out);
    return !parts.empty();
  }

  bool put(const std::string& text, std::ostream& out) const {
    std::string escaped;
    if (html_)
      append_html(escaped, text);
    else
      append_markdown(escaped, text);
    out << escaped;
    return true;
  }

  bool put_facts(std::ostream& out) const {
    if (html_)
      html_facts(people_, out);
    else
      markdown_facts(people_, out);
    return true;
  }

  void put_parts(const std::vector<Part>& parts, std::ostream& out) const {
    if (html_)
      html_parts(people_, parts, out);
    else
      markdown_parts(people_, parts, out);
  }

  [[noreturn]] void refuse(std::size_t at, const std::string& name) const {
    const std::string_view before = std::string_view(letter_.text).substr(0, at);
    const auto line = 1 + std::ranges::count(before, '\n');
    std::string facts, sections;
    for (const document::Fact& fact : people_.document().facts) facts += " {{fact:" + fact.key + "}}";
    for (const document::Section& section : people_.document().sections)
      sections += " {{section:" + section.key + "}}";
    const std::string known = "{{title}} {{facts}}" + facts + sections +
                              " {{tables:lines}} {{tables:aging}}" + (html_ ? " {{style}}" : "");
    throw base::Error(base::Exit::configuration,
                      {.code = "E5307",
                       .place = {.file = letter_.path, .line = static_cast<std::size_t>(line)},
                       .value = name,
                       .message = {"不认识的占位：" + base::printable(name),
                                   "unknown placeholder: " + base::printable(name)},
                       .help = {"可用：" + known, "use one of: " + known}});
  }

  People people_;
  const Letter& letter_;
  bool html_;
};

}  // namespace

void write_letter(const document::Document& document, const Letter& letter, Format format,
                  const Options& options, std::ostream& out) {
  std::ostringstream whole;  // a bad placeholder leaves nothing half written
  LetterWriter(document, letter, format, options).write(whole);
  out << whole.str();
}

}  // namespace salesops::render
