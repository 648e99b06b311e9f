#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/receivables.hpp"

namespace salesops::cli {

namespace {

using app::AgingRequest;

void add_aging_options(CLI::App& verb, AgingRequest& given, const Say& say) {
  verb.add_option("--basis", given.basis, say("账龄起算：due 到期日，document 单据日", "age from: due or document date"));
  verb.add_option("--buckets", given.buckets,
                  say("分段的右边界：30,60,90,180,365 或周年 1y,2y,3y,5y", "right edges: 30,60,90,180,365 or anniversaries 1y,2y,3y,5y"));
  verb.add_option("--unapplied", given.unapplied,
                  say("未核销收款：separate 单列，fifo 先冲最早到期，own-date 按自身日期",
                      "unapplied cash: separate, fifo (oldest due first, this report only) or own-date"));
  verb.add_option("--exclude", given.exclude, say("不含：disputed 有争议的发票", "leave out: disputed invoices"));
}

void add_aging(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb = app.add_subcommand("aging", say("账龄分析表", "the aging of what customers owe"));
  auto given = std::make_shared<AgingRequest>();
  add_aging_options(*verb, *given, say);
  verb->add_option("--forward", given->forward,
                   say("把未到期按剩余天数再分段：7,30,60", "split what is not due by the days to go: 7,30,60"));
  verb->add_option("--owner", given->owner,
                   say("归属：then 单据日负责人（默认），now 现负责人", "owner: then, at the document's date (default), or now"));
  verb->add_flag("--all", given->all, say("也列出没有余额的客户", "customers with nothing open too"));
  verb->add_option("--top", given->top, say("表尾集中度取前几名（默认 5，0 为不要）", "concentration of the top N in the footer (default 5, 0: none)"));
  verb->add_option("--beyond", given->beyond_days, say("表尾统计逾期超过多少天（默认 90）", "share overdue beyond N days in the footer (default 90)"))
    ->check(CLI::Range(0, 36500));
  verb->callback([&run, given] {
    run = [given](Session& session) {
      given->disclosure = session.options.layout == "disclosure";
      return session.finish(app::receivables_aging(session.context(), *given));
    };
  });
}

}  // namespace

void add_receivables(CLI::App& app, Run& run, const Say& say) {
  add_aging(app, run, say);
}

}  // namespace salesops::cli
