#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/render/render.hpp"

namespace salesops::base {
class OutputFile;
}

namespace salesops::cli {

// The flags that every command understands, as the user gave them.
struct GlobalOptions {
  std::string config;  // -C
  std::string db;      // --db
  std::string as_of;   // --as-of
  std::string period;  // --period
  std::string format;  // -O
  std::string output;  // -o
  std::string unit;    // --unit (display unit of people's formats)
  std::string lang;    // --lang
  std::vector<std::string> where;
  std::string by;
  std::string level;
  std::string sort;
  std::size_t limit = 0;
  bool no_total = false;
  std::string layout;
  bool dry_run = false;
  bool yes = false;
  bool no_input = false;
  std::string actor;
  std::string reason;
  int lock_timeout = 10;
  std::string color = "auto";
  std::size_t width = 0;
  bool pretty = false;
  bool quiet = false;
  bool verbose = false;
  bool explain = false;
  bool no_bom = false;
  bool raw = false;
  std::string section;
};

// What a command gets. Everything the process may touch is here; a command has no other way to the world.
struct Session {
  GlobalOptions options{};
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t terminal_width = 0;  // columns of the terminal `out` is; 0 when it is none
  std::string command{};           // "target split"
  base::OutputFile* file =
      nullptr;  // opened for -o before the command runs, so that a bad path changes nothing
  mutable std::optional<base::Lang> workspace_lang{};  // these two are set by context()
  mutable std::optional<render::DisplayUnit> workspace_unit{};

  base::Lang lang() const;        // --lang, SALESOPS_LANG, the workspace, zh; never the locale
  render::Format format() const;  // -O, the extension of -o, else table
  bool color(bool on_terminal) const;
  std::int64_t now() const;  // the clock; SALESOPS_NOW fixes it (ISO 8601 instant)
  app::Actor actor() const;  // --actor, SALESOPS_ACTOR, the login name
  // Finds and loads the workspace; throws configuration errors.
  app::Context context() const;
  // How a document is shown: the flags, then what suits the document, then the company's settings.
  render::Options render_options(const document::Document& document, render::Format format) const;
  // Sorts, limits, renders and writes to -o or stdout, prints warnings and messages; returns the exit code.
  int finish(app::Outcome outcome) const;
};

}  // namespace salesops::cli
