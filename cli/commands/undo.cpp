#include <CLI/CLI.hpp>
#include <memory>

#include "commands.hpp"
#include "salesops/app/import.hpp"

namespace salesops::cli {

void add_undo(CLI::App& app, Run& run, const Say& say) {
  auto batch = std::make_shared<std::int64_t>(0);
  app.add_option("BATCH", *batch, say("要撤销的导入批次", "the import batch to take back"))->required();
  app.callback([&run, batch] {
    run = [batch](Session& session) { return session.finish(app::undo_batch(session.context(), *batch)); };
  });
}

}  // namespace salesops::cli
