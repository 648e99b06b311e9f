#include "session.hpp"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "diagnostics.hpp"
#include "salesops/base/output.hpp"
#include "salesops/base/text.hpp"
#include "salesops/document/arrange.hpp"

namespace salesops::cli {

namespace {

render::DisplayUnit unit_named(const std::string& name) {
  if (name == "wan") return render::DisplayUnit::wan;
  if (name == "yi") return render::DisplayUnit::yi;
  return render::DisplayUnit::yuan;
}

// The unit asked for, else the one that suits the document, else the company's.
render::DisplayUnit display_unit(const Session& session, const document::Document& document) {
  if (!session.options.unit.empty()) return unit_named(session.options.unit);
  if (!document.unit.empty()) return unit_named(document.unit);
  return session.workspace_unit.value_or(render::DisplayUnit::yuan);
}

// --sort and --limit are for every table of the document; --sort only for those that have the column, if any
// has.
void arrange(document::Document& document, const GlobalOptions& given) {
  const std::string_view key = std::string_view(given.sort).substr(given.sort.starts_with('-') ? 1 : 0);
  std::vector<document::Table*> tables;
  std::vector<document::Table*> having;
  for (document::Section& section : document.sections) {
    for (document::Table& table : section.tables) {
      tables.push_back(&table);
      if (std::ranges::find(table.columns, key, &document::Column::key) != table.columns.end())
        having.push_back(&table);
    }
  }
  const bool none_has_it = !key.empty() && having.empty() && !tables.empty();
  for (document::Table* table : tables) {
    const bool sorted = none_has_it || std::ranges::find(having, table) != having.end();
    document::arrange(
        *table, {.sort = sorted ? std::string_view(given.sort) : std::string_view(), .limit = given.limit});
  }
}

}  // namespace

base::Lang Session::lang() const {
  std::string named = options.lang;
  if (named.empty()) {
    const char* variable = std::getenv("SALESOPS_LANG");
    named = variable == nullptr ? "" : variable;
  }
  if (!named.empty()) return named == "en" ? base::Lang::en : base::Lang::zh;
  return workspace_lang.value_or(base::Lang::zh);
}

render::Format Session::format() const {
  if (!options.format.empty()) return render::format_named(options.format).value_or(render::Format::table);
  if (!options.output.empty()) return render::format_of_file(options.output).value_or(render::Format::table);
  return render::Format::table;
}

bool Session::color(bool on_terminal) const {
  if (options.color != "auto") return options.color == "always";
  const char* none = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return on_terminal && !dumb && (none == nullptr || *none == '\0');
}

app::Actor Session::actor() const {
  if (!options.actor.empty()) return options.actor;
  return std::function<std::string()>([] {
    const struct passwd* user = ::getpwuid(::geteuid());
    return user != nullptr ? user->pw_name : "uid" + std::to_string(::geteuid());
  });
}

render::Options Session::render_options(const document::Document& document, render::Format format) const {
  const GlobalOptions& given = options;
  render::Options shown;
  shown.lang = lang();
  shown.unit = display_unit(*this, document);
  shown.total = !given.no_total;
  shown.raw = given.raw;
  shown.bom = format == render::Format::csv && file != nullptr && !given.no_bom;
  shown.pretty = given.pretty;
  shown.color = file == nullptr && color(out_is_terminal);
  shown.width = given.width != 0 || file != nullptr ? given.width : terminal_width;
  shown.section = given.section;
  shown.wide = given.layout != "tidy";
  return shown;
}

int Session::finish(app::Outcome outcome) const {
  const render::Format shown = format();
  const MessageStyle style{lang(), color(err_is_terminal),
                           shown == render::Format::json || shown == render::Format::ndjson};
  for (const base::Diagnostic& warning : outcome.warnings) print(warning, style, err);
  if (outcome.document) {
    arrange(*outcome.document, options);
    render::write(*outcome.document, shown, render_options(*outcome.document, shown),
                  file == nullptr ? out : file->stream());
    if (file != nullptr) file->commit();
  }
  if (!options.quiet) {
    for (const base::Text& message : outcome.messages)
      err << base::printable(base::in(message, lang())) << '\n';
  }
  return static_cast<int>(outcome.exit);
}

}  // namespace salesops::cli
