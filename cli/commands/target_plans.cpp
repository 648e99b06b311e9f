// The verbs of planned targets.
#include <CLI/App.hpp>
#include <memory>

#include "commands/target.hpp"
#include "salesops/app/target_plan.hpp"

namespace salesops::cli {

namespace {

// A verb whose only argument is a plan's code.
void add_step(CLI::App& noun, Run& run, const char* name, const char* summary, const Say& say,
              app::Outcome (*step)(const app::Context&, const std::string&)) {
  auto* verb = noun.add_subcommand(name, summary);
  auto code = std::make_shared<std::string>();
  verb->add_option("PLAN", *code, say("计划编码", "code of the plan"))->required();
  verb->callback([&run, code, step] {
    run = [code, step](Session& session) { return session.finish(step(session.context(), *code)); };
  });
}

void add_plan_show(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand("show", say("按节点和月份显示计划；给出节点则为目标责任书",
                                               "a plan by node and month; with a node the page to sign"));
  auto given = std::make_shared<app::TargetShow>();
  verb->add_option("PLAN", given->code, say("计划编码", "code of the plan"))->required();
  verb->add_option("NODE", given->node,
                   say("节点、业务员或客户，编码或名称", "a node, rep or customer, by code or name"));
  verb->add_option("--version-number", given->version,
                   say("版本（默认截止日有效的，否则最新的）",
                       "version (default: the one in force on the as-of day, else the newest)"))
      ->type_name("N");
  verb->add_flag("--pair", given->pair, say("销售与回款并列", "sales and collection side by side"));
  verb->callback([&run, given] {
    run = [given](Session& session) { return session.finish(app::target_show(session.context(), *given)); };
  });
}

void add_diff(CLI::App& noun, Run& run, const Say& say) {
  struct Given {
    std::string code;
    int before = 0;
    int after = 0;
  };
  auto* verb = noun.add_subcommand("diff", say("两个版本的差异", "what differs between two versions"));
  auto given = std::make_shared<Given>();
  verb->add_option("PLAN", given->code, say("计划编码", "code of the plan"))->required();
  verb->add_option("V1", given->before, say("原版本", "old version"))->required();
  verb->add_option("V2", given->after, say("新版本", "new version"))->required();
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::target_diff(session.context(), given->code, given->before, given->after));
    };
  });
}

void add_explain_node(CLI::App& noun, Run& run, const Say& say) {
  auto* verb =
      noun.add_subcommand("explain", say("一个节点的目标怎么来的", "how the target of a node came about"));
  auto given = std::make_shared<app::TargetShow>();
  verb->add_option("PLAN", given->code, say("计划编码", "code of the plan"))->required();
  verb->add_option("NODE", given->node, say("节点编码或名称", "a node, by code or name"))->required();
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::target_explain(session.context(), *given));
    };
  });
}

}  // namespace

void add_target_plans(CLI::App& noun, Run& run, const Say& say) {
  auto* plan = noun.add_subcommand("plan", say("录入目标计划（YAML、CSV 或 XLSX），得到草稿版本",
                                               "enter a target plan (YAML, CSV or XLSX) as a draft version"));
  auto file = std::make_shared<std::string>();
  plan->add_option("FILE", *file, say("计划文件", "the plan file"))->required();
  plan->callback([&run, file] {
    run = [file](Session& session) { return session.finish(app::target_plan(session.context(), *file)); };
  });
  add_step(noun, run, "submit", say("提交草稿待批", "submit the draft for approval"), say,
           app::target_submit);
  add_step(noun, run, "approve",
           say("批准待批的版本（不能是编制人）", "approve what waits (not by its maker)"), say,
           app::target_approve);
  add_step(noun, run, "reject", say("退回待批的版本", "send what waits back to draft"), say,
           app::target_reject);
  add_step(noun, run, "recall", say("撤回自己提交的版本", "take back what one submitted"), say,
           app::target_recall);
  auto* list = noun.add_subcommand("list", say("全部计划和版本", "all plans and versions"));
  list->callback(
      [&run] { run = [](Session& session) { return session.finish(app::target_list(session.context())); }; });
  add_plan_show(noun, run, say);
  add_diff(noun, run, say);
  add_explain_node(noun, run, say);
}

}  // namespace salesops::cli
