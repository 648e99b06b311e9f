#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/receivables.hpp"

namespace salesops::cli {

namespace {

using app::AgingRequest;

void add_aging_options(CLI::App& verb, AgingRequest& given, const Say& say) {
  verb.add_option("--basis", given.basis,
                  say("账龄起算：due 到期日，document 单据日", "age from: due or document date"));
  verb.add_option("--buckets", given.buckets,
                  say("分段的右边界：30,60,90,180,365 或周年 1y,2y,3y,5y",
                      "right edges: 30,60,90,180,365 or anniversaries 1y,2y,3y,5y"));
  verb.add_option("--unapplied", given.unapplied,
                  say("未核销收款：separate 单列，fifo 先冲最早到期，own-date 按自身日期",
                      "unapplied cash: separate, fifo (oldest due first, this report only) or own-date"));
  verb.add_option("--exclude", given.exclude,
                  say("不含：disputed 有争议的发票", "leave out: disputed invoices"));
}

void add_aging(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb = app.add_subcommand("aging", say("账龄分析表", "the aging of what customers owe"));
  auto given = std::make_shared<AgingRequest>();
  add_aging_options(*verb, *given, say);
  verb->add_option(
      "--forward", given->forward,
      say("把未到期按剩余天数再分段：7,30,60", "split what is not due by the days to go: 7,30,60"));
  verb->add_option("--owner", given->owner,
                   say("归属：then 单据日负责人（默认），now 现负责人",
                       "owner: then, at the document's date (default), or now"));
  verb->add_flag("--all", given->all, say("也列出没有余额的客户", "customers with nothing open too"));
  verb->add_option("--top", given->top,
                   say("表尾集中度取前几名（默认 5，0 为不要）",
                       "concentration of the top N in the footer (default 5, 0: none)"));
  verb->add_option(
          "--beyond", given->beyond_days,
          say("表尾统计逾期超过多少天（默认 90）", "share overdue beyond N days in the footer (default 90)"))
      ->check(CLI::Range(0, 36500));
  verb->callback([&run, given] {
    run = [given](Session& session) {
      given->disclosure = session.options.layout == "disclosure";
      return session.finish(app::receivables_aging(session.context(), *given));
    };
  });
}

void add_open(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb = app.add_subcommand("open", say("未清单据清单", "the list of what is open"));
  auto given = std::make_shared<app::OpenRequest>();
  verb->add_option("CUSTOMER", given->customers, say("客户编码，不写为全部", "customers' ids; none: all"));
  add_aging_options(*verb, given->aging, say);
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::receivables_open(session.context(), *given));
    };
  });
}

void add_explain_document(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb = app.add_subcommand(
      "explain",
      say("一张单据的来龙去脉和账龄依据", "what happened to a document and why it is where it is"));
  auto number = std::make_shared<std::string>();
  verb->add_option("NUMBER", *number, say("发票号码或收款单号", "number of an invoice or receipt"))
      ->required();
  verb->callback([&run, number] {
    run = [number](Session& session) {
      return session.finish(app::receivables_explain(session.context(), *number));
    };
  });
}

void add_apply(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb =
      app.add_subcommand("apply", say("核销：指定两张单据，或按规则（--dry-run 只建议）",
                                      "match: two documents, or by the rules (--dry-run proposes only)"));
  auto given = std::make_shared<app::ApplyRequest>();
  verb->add_option("CUSTOMER", given->customers,
                   say("只核销这些客户；不写为全部", "only these customers; none: all"));
  verb->add_option("--receipt", given->receipt,
                   say("收款单号或红字发票号", "number of the receipt or credit note"));
  verb->add_option("--invoice", given->invoice, say("发票号码", "number of the invoice"));
  verb->add_option("--amount", given->amount,
                   say("金额（默认双方剩余的较小者）", "amount (default: what both have left)"));
  verb->add_option("--rules", given->rules,
                   say("按此顺序的规则：reference、exact_amount、exact_account、oldest_due",
                       "rules in this order: reference, exact_amount, exact_account, oldest_due"))
      ->delimiter(',');
  verb->add_option(
      "--dated", given->dated,
      say("核销日：as-of 截止日（默认，不改变以前的账龄），documents 两单据日之较晚者",
          "date of the matches: as-of (default, past agings stay) or documents (the later of both)"));
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::receivables_apply(session.context(), *given));
    };
  });
}

void add_unapply(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb = app.add_subcommand(
      "unapply", say("撤回两张单据之间的核销", "take back what is matched between two documents"));
  auto receipt = std::make_shared<std::string>();
  auto invoice = std::make_shared<std::string>();
  verb->add_option("RECEIPT", *receipt, say("收款单号或红字发票号", "number of the receipt or credit note"))
      ->required();
  verb->add_option("INVOICE", *invoice, say("发票号码", "number of the invoice"))->required();
  verb->callback([&run, receipt, invoice] {
    run = [receipt, invoice](Session& session) {
      return session.finish(app::receivables_unapply(session.context(), *receipt, *invoice));
    };
  });
}

}  // namespace

void add_receivables(CLI::App& app, Run& run, const Say& say) {
  add_aging(app, run, say);
  add_open(app, run, say);
  add_apply(app, run, say);
  add_unapply(app, run, say);
  add_explain_document(app, run, say);
}

}  // namespace salesops::cli
