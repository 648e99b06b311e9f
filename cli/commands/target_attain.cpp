// target attain: targets against what happened.
#include <CLI/App.hpp>
#include <memory>

#include "commands/target.hpp"
#include "salesops/app/attain.hpp"

namespace salesops::cli {

void add_target_attain(CLI::App& noun, Run& run, const Say& say) {
  auto* verb =
      noun.add_subcommand("attain", say("目标达成：达成率、缺口、序时进度、同比、环比、预计落点",
                                        "attainment: rate, gap, pace, last year, previous, landing"));
  auto given = std::make_shared<app::AttainRequest>();
  verb->add_option(
          "--metric", given->metric,
          say("指标：sales、collection、gross_profit、quantity、new_customers、market_share、coverage",
              "metric: sales, collection, gross_profit, quantity, new_customers, market_share, "
              "coverage"))
      ->type_name("M");
  verb->add_option("--pace", given->pace,
                   say("序时进度的钟（默认用配置）", "the clock of the pace (default: the configuration's)"))
      ->type_name("CLOCK")
      ->check(CLI::IsMember({"calendar", "workdays", "plan"}));
  verb->add_option("--owner", given->owner,
                   say("归属：then 单据日的（默认）或 now 现在的",
                       "owner: then, at the document's date (default), or now"))
      ->type_name("WHEN")
      ->check(CLI::IsMember({"then", "now"}));
  verb->add_flag("--jan-feb", given->jan_feb,
                 say("期间是 1 月或 2 月时两月合并",
                     "take January and February together when the period is one of them"));
  verb->add_option("--below", given->below, say("只列达成率低于此的", "only rows below this attainment"))
      ->type_name("PCT");
  verb->add_option("--fail-on", given->fail_on,
                   say("有此状态（或更差）则退出码 1", "exit 1 when a row has this status or worse"))
      ->type_name("STATUS")
      ->check(CLI::IsMember({"red", "amber"}));
  verb->callback([&run, given] {
    run = [given](Session& session) { return session.finish(app::target_attain(session.context(), *given)); };
  });
}

}  // namespace salesops::cli
