// Markdown with pipe tables. Text is escaped, so that no cell can break a table or carry HTML.
#include <fmt/format.h>

#include <ostream>

#include "salesops/render/escape.hpp"
#include "salesops/render/parts.hpp"
#include "salesops/render/people.hpp"
#include "salesops/render/select.hpp"
#include "salesops/render/writers.hpp"

namespace salesops::render {

namespace {

using document::Row;
using document::Table;

std::string escaped(std::string_view text) {
  std::string result;
  append_markdown(result, text);
  return result;
}

std::string escaped_line(std::string_view text) {
  std::string result;
  append_markdown_line(result, text);
  return result;
}

void heading(int level, const std::string& title, std::ostream& out) {
  if (!title.empty())
    out << std::string(static_cast<std::size_t>(level), '#') << ' ' << escaped(title) << "\n\n";
}

class MarkdownTable {
 public:
  MarkdownTable(const Table& table, const People& people, std::ostream& out)
      : table_(table), people_(people), out_(out), layout_(layout_of(table)), watch_(table, people) {}

  void write() {
    std::string line = "|";
    std::string rule = "|";
    for (const std::size_t at : layout_.shown) {
      line += ' ' + escaped(people_.text(table_.columns[at].title)) + " |";
      rule += is_number(table_.columns[at].type) ? " ---: |" : " --- |";
    }
    out_ << line << '\n' << rule << '\n';
    table_.rows.for_each([&](const Row& row) {
      watch_.row(row);
      row_line(row);
    });
    if (people_.options().total && table_.total) total_line();
    out_ << '\n';
    after();
  }

 private:
  void row_line(const Row& row) {
    std::string line = "|";
    for (std::size_t at = 0; at < layout_.shown.size(); ++at) {
      const std::size_t source = layout_.shown[at];
      line += ' ';
      if (at == layout_.indent) {
        for (std::size_t depth = layout_.depth(row); depth > 0; --depth) line += "　";
      }
      line += escaped(people_.cell(table_.columns[source], row[source])) + " |";
    }
    out_ << line << '\n';
  }

  void total_line() {
    std::string line = "|";
    for (std::size_t at = 0; at < layout_.shown.size(); ++at) {
      const std::size_t source = layout_.shown[at];
      const std::string text =
          escaped(people_.total_cell(table_.columns[source], (*table_.total)[source], at == 0));
      line += text.empty() ? "  |" : fmt::format(" **{}** |", text);
    }
    out_ << line << '\n';
  }

  void after() {
    bool any = false;
    const auto item = [&](const std::string& text) {
      out_ << "- " << escaped_line(text) << '\n';
      any = true;
    };
    for (const auto& [label, value] : table_.facts) item(people_.fact(label, value));
    if (const std::string rounding = watch_.note(); !rounding.empty()) item(rounding);
    for (const base::Text& note : table_.notes) item(people_.text(note));
    if (any) out_ << '\n';
  }

  const Table& table_;
  const People& people_;
  std::ostream& out_;
  Layout layout_;
  RoundingWatch watch_;
};

void write_part(const Part& part, const People& people, std::ostream& out) {
  const document::Section& section = *part.section;
  if (part.whole) {
    heading(2, people.text(section.title), out);
    for (const base::Text& paragraph : section.paragraphs)
      out << escaped_line(people.text(paragraph)) << "\n\n";
    for (const document::Kpi& kpi : section.kpis) {
      out << "- **" << escaped(people.text(kpi.title)) << "** " << escaped(people.figure(kpi));
      if (!kpi.note.empty())
        out << people.word("（", " (") << escaped(people.text(kpi.note)) << people.word("）", ")");
      out << '\n';
    }
    if (!section.kpis.empty()) out << '\n';
  }
  for (const Table* table : part.tables) {
    const bool said = table->title == section.title || table->title == people.document().title;
    if (!said) heading(3, people.text(table->title), out);
    MarkdownTable(*table, people, out).write();
  }
}

}  // namespace

void markdown_facts(const People& people, std::ostream& out) {
  for (const std::string& fact : people.facts()) out << "- " << escaped_line(fact) << '\n';
}

void markdown_parts(const People& people, const std::vector<Part>& parts, std::ostream& out) {
  for (const Part& part : parts) write_part(part, people, out);
}

void write_markdown(const document::Document& document, const Options& options, std::ostream& out) {
  const People people(document, options);
  heading(1, people.text(document.title), out);
  markdown_facts(people, out);
  if (!people.facts().empty()) out << '\n';
  markdown_parts(people, selected(document, options.section), out);
  for (const base::Text& note : document.notes) out << escaped_line(people.text(note)) << "\n\n";
}

}  // namespace salesops::render
