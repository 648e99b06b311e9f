#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/approval.hpp"

namespace salesops::cli {

void add_approve(CLI::App& app, Run& run, const Say& say) {
  auto* list = app.add_subcommand("list", say("等待审批的全部事项", "everything waiting for a decision"));
  list->callback([&run] {
    run = [](Session& session) { return session.finish(app::approve_list(session.context())); };
  });

  auto object = std::make_shared<std::string>();
  auto* show = app.add_subcommand("show", say("一件事项的审批记录", "the decisions on one matter"));
  show->add_option("OBJECT", *object, say("申请单号、预算版本等", "request, plan version …"))->required();
  show->callback([&run, object] {
    run = [object](Session& session) {
      return session.finish(app::approve_show(session.context(), *object));
    };
  });
}

}  // namespace salesops::cli
