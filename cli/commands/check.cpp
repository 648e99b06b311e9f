#include <CLI/App.hpp>

#include "commands/commands.hpp"
#include "salesops/app/setup.hpp"
#include "workspace.hpp"

namespace salesops::cli {

void add_check(CLI::App& app, Run& run, const Say&) {
  app.callback([&run] {
    run = [](Session& session) {
      learn_language(session);
      return session.finish(app::check_workspace(context_request(session)));
    };
  });
}

}  // namespace salesops::cli
