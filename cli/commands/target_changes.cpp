// target revise, rebase, commit, fairness, handover: a plan negotiated, judged, and changed in the middle of
// the year.
#include <CLI/App.hpp>
#include <memory>

#include "commands/target.hpp"
#include "salesops/app/target_change.hpp"
#include "salesops/app/target_commit.hpp"
#include "salesops/app/target_fairness.hpp"
#include "salesops/app/target_handover.hpp"

namespace salesops::cli {

namespace {

void add_common(CLI::App& verb, std::string& code, std::string& unit, const Say& say) {
  verb.add_option("PLAN", code, say("计划编码", "code of the plan"))->required();
  verb.add_option("--unit", unit, say("取整单位", "rounding unit"))->type_name("U")->default_str("0.01");
}

void add_revise(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand(
      "revise",
      say("改节点的目标，同级或其他月份吸收差额，得到新版本（须 --reason）",
          "change targets of nodes; siblings or other months absorb; a new version (needs --reason)"));
  auto given = std::make_shared<app::TargetRevise>();
  add_common(*verb, given->code, given->unit, say);
  verb->add_option("--set", given->sets,
                   say("节点=新的合计，可多次：HZ=120万", "NODE=new total, repeatable: HZ=120万"))
      ->type_name("NODE=AMOUNT")
      ->required();
  verb->add_option("--metric", given->metric, say("指标", "metric"))->type_name("M")->default_str("sales");
  verb->add_option("--month", given->month,
                   say("金额只是这个月的", "the amounts are those of this month only"))
      ->type_name("MONTH");
  verb->add_option("--absorb", given->absorb,
                   say("差额按比例还是平均吸收", "absorb in proportion or equally"))
      ->type_name("prorata|equal")
      ->check(CLI::IsMember({"prorata", "equal"}))
      ->default_str("prorata");
  verb->add_option("--over", given->over,
                   say("由同级节点还是本节点的其他月份吸收（后者须 --month）",
                       "siblings absorb, or the other months of the node (with --month)"))
      ->type_name("siblings|months")
      ->check(CLI::IsMember({"siblings", "months"}))
      ->default_str("siblings");
  verb->add_option("--from", given->from,
                   say("从哪个月起可改（默认第一个未了月份）",
                       "first month that may change (default: the first open one)"))
      ->type_name("MONTH");
  verb->callback([&run, given] {
    run = [given](Session& session) { return session.finish(app::target_revise(session.context(), *given)); };
  });
}

void add_rebase(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand(
      "rebase", say("冻结已过月份，余额以最小变动摊到未了月份，得到新版本（须 --reason）",
                    "freeze past months and spread what is left with the least change; a new version (needs "
                    "--reason)"));
  auto given = std::make_shared<app::TargetRebase>();
  add_common(*verb, given->code, given->unit, say);
  verb->add_option("--from", given->from, say("第一个未了月份", "the first month that stays open"))
      ->type_name("MONTH")
      ->required();
  verb->add_option("--closed", given->closed,
                   say("已过月份冻结在实际还是目标", "freeze past months at what happened or at the target"))
      ->type_name("actual|target")
      ->check(CLI::IsMember({"actual", "target"}))
      ->default_str("actual");
  verb->add_option("--metric", given->metric, say("指标（默认全部）", "metric (default: all)"))
      ->type_name("M");
  auto* hold =
      verb->add_option("--hold", given->hold,
                       say("哪一类节点保持合计（默认每个有目标的节点）",
                           "kind of the nodes that keep their totals (default: every node with figures)"))
          ->type_name("KIND");
  verb->add_option("--total", given->total, say("最上级节点的新总额", "a new total of the top node"))
      ->type_name("AMOUNT")
      ->excludes(hold);
  verb->callback([&run, given] {
    run = [given](Session& session) { return session.finish(app::target_rebase(session.context(), *given)); };
  });
}

void add_commit(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand(
      "commit", say("自下而上：节点承诺的数；接受或退回；不带节点则列出缺口",
                    "bottom-up: what a node commits to; accept or push back; without a node the gaps"));
  auto given = std::make_shared<app::TargetCommit>();
  verb->add_option("PLAN", given->code, say("计划编码", "code of the plan"))->required();
  auto* node = verb->add_option("NODE", given->node, say("节点编码或名称", "a node, by code or name"));
  auto* amount =
      verb->add_option("AMOUNT", given->amount, say("承诺的数：120万", "what it commits to: 120万"));
  verb->add_option("--metric", given->metric, say("指标", "metric"))->type_name("M")->default_str("sales");
  auto* accept =
      verb->add_flag("--accept", given->accept, say("接受待定的承诺", "accept the waiting commitment"))
          ->needs(node)
          ->excludes(amount);
  verb->add_flag("--push-back", given->push_back,
                 say("退回待定的承诺，须 --reason", "push it back, with --reason"))
      ->needs(node)
      ->excludes(amount)
      ->excludes(accept);
  verb->callback([&run, given] {
    run = [given](Session& session) { return session.finish(app::target_commit(session.context(), *given)); };
  });
}

void add_handover(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand(
      "handover", say("人员离职、入职、转岗：自某日起由他人承担，首月按天，可爬坡，得到新版本（须 --reason）",
                      "people leave, join, move: from a day on another carries the figures, by days, with a "
                      "ramp; a new version (needs --reason)"));
  auto given = std::make_shared<app::TargetHandover>();
  verb->add_option("PLAN", given->code, say("计划编码", "code of the plan"))->required();
  verb->add_option("FROM", given->from,
                   say("交出方：业务员、节点或 vacant:业务员", "who gives: a rep, a node or vacant:REP"))
      ->required();
  verb->add_option("TO", given->to,
                   say("接手方：业务员、节点或 vacant（空缺）", "who takes: a rep, a node or vacant"))
      ->required();
  verb->add_option("--on", given->on, say("接手的第一天", "the first day of the taker"))
      ->type_name("DATE")
      ->required();
  verb->add_option("--ramp", given->ramp,
                   say("头几个月只接手的百分比：0/25/50", "per cent taken in the first months: 0/25/50"))
      ->type_name("PCT/…");
  verb->add_option("--metric", given->metric, say("指标（默认全部）", "metric (default: all)"))
      ->type_name("M");
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::target_handover(session.context(), *given));
    };
  });
}

void add_fairness(CLI::App& noun, Run& run, const Say& say) {
  auto* verb = noun.add_subcommand(
      "fairness", say("目标与潜力之比、变异系数、按目标大小和分档的达成率",
                      "target against potential, coefficient of variation, attainment by size and band"));
  auto given = std::make_shared<app::TargetFairness>();
  verb->add_option("PLAN", given->code, say("计划编码", "code of the plan"))->required();
  verb->add_option("--metric", given->metric, say("指标", "metric"))->type_name("M")->default_str("sales");
  verb->add_option(
          "--potential", given->potential,
          say("作为潜力的指标数据（import drivers）", "the driver that is the potential (import drivers)"))
      ->type_name("DRIVER")
      ->default_str("potential");
  verb->add_option("--version-number", given->version,
                   say("版本（默认截止日有效的，否则最新的）",
                       "version (default: the one in force on the as-of day, else the newest)"))
      ->type_name("N");
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::target_fairness(session.context(), *given));
    };
  });
}

}  // namespace

void add_target_changes(CLI::App& noun, Run& run, const Say& say) {
  add_revise(noun, run, say);
  add_rebase(noun, run, say);
  add_commit(noun, run, say);
  add_fairness(noun, run, say);
  add_handover(noun, run, say);
}

}  // namespace salesops::cli
