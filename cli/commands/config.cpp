#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "commands/commands.hpp"
#include "salesops/app/setup.hpp"
#include "workspace.hpp"

namespace salesops::cli {

void add_config(CLI::App& app, Run& run, const Say& say) {
  CLI::App* show = app.add_subcommand("show", say("生效的配置", "the effective configuration"));
  auto origin = std::make_shared<bool>(false);
  show->add_flag("--origin", *origin,
                 say("每个值来自哪里（文件、行、列，环境变量，命令行）",
                     "where each value came from (file, line, column, environment, flag)"));
  show->callback([&run, origin] {
    run = [origin](Session& session) {
      learn_language(session);
      return session.finish(app::show_configuration(context_request(session), *origin));
    };
  });
  CLI::App* schema =
      app.add_subcommand("schema", say("编辑器用的 JSON Schema", "the JSON Schema for editors"));
  schema->callback([&run] {
    run = [](Session& session) {
      session.out << app::configuration_schema();
      return 0;
    };
  });
}

}  // namespace salesops::cli
