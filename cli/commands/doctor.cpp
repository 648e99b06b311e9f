#include <CLI/App.hpp>
#include <cstdlib>

#include "commands/commands.hpp"
#include "salesops/app/setup.hpp"
#include "workspace.hpp"

namespace salesops::cli {

namespace {

int doctor(Session& session) {
  learn_language(session);
  app::ProcessFacts process;
  process.version = SALESOPS_VERSION;
  process.program = program_path();
  process.out_is_terminal = session.out_is_terminal;
  process.width = session.terminal_width;
  process.color = session.color(session.out_is_terminal);
  for (const char* name : {"LANG", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "NO_COLOR"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) process.locale[name] = value;
  }
  app::ContextRequest request = context_request(session);
  request.context.lang = session.lang();
  return session.finish(app::doctor(request, process));
}

}  // namespace

void add_doctor(CLI::App& app, Run& run, const Say&) {
  app.callback([&run] { run = doctor; });
}

}  // namespace salesops::cli
