#include <CLI/App.hpp>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/receivables.hpp"
#include "salesops/app/receivables_deduction.hpp"
#include "salesops/app/receivables_statement.hpp"
#include "salesops/base/output.hpp"

namespace salesops::cli {

namespace {

using app::AgingRequest;

void add_aging_options(CLI::App& verb, AgingRequest& given, const Say& say) {
  verb.add_option("--basis", given.basis,
                  say("账龄起算：due 到期日，document 单据日", "age from: due or document date"));
  verb.add_option("--buckets", given.buckets,
                  say("分段的右边界：30,60,90,180,365；周年 1y,2y,3y,5y；自然月 0m,1m,2m（本月、上月、前月）",
                      "right edges: 30,60,90,180,365; anniversaries 1y,2y,3y,5y; or calendar months 0m,1m,2m "
                      "(this, last, the one before)"));
  verb.add_option("--unapplied", given.unapplied,
                  say("未核销收款：separate 单列，fifo 先冲最早到期，own-date 按自身日期",
                      "unapplied cash: separate, fifo (oldest due first, this report only) or own-date"));
  verb.add_option("--retention", given.retention,
                  say("质保金：bucket 与其他应收同列（默认），separate 单列，不算逾期",
                      "retentions: bucket, as all that is owed (default), or separate, not as overdue"));
  verb.add_option(
      "--exclude", given.exclude,
      say("不含：disputed 有争议的发票，deductions 扣款", "leave out: disputed invoices, deductions"));
  verb.add_option("--owner", given.owner,
                  say("归属：then 单据日负责人（默认），now 现负责人",
                      "owner: then, at the document's date (default), or now"));
  verb.add_flag("--subsequent", given.subsequent,
                say("期后回款：截止日之后的收款另列，不改变截止日的数",
                    "what receipts dated after the as-of paid, apart: its figures stand"));
}

void add_aging(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb = app.add_subcommand("aging", say("账龄分析表", "the aging of what customers owe"));
  auto given = std::make_shared<AgingRequest>();
  add_aging_options(*verb, *given, say);
  verb->add_option(
      "--forward", given->forward,
      say("把未到期按剩余天数再分段：7,30,60", "split what is not due by the days to go: 7,30,60"));
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
  verb->add_option(
      "--only", given->only,
      say("items 只列欠款，unapplied 只列待核销的收款和红字发票，先到先列，附摘要；deductions 只列有扣款的",
          "items: what is owed; unapplied: cash and credit notes that wait for a match, the oldest "
          "first, with their text; deductions: what has a deduction"));
  verb->add_option(
          "--older-than", given->older,
          say("只列逾期（收款为账龄）超过 N 天的", "overdue, or credits of an age, of more than N days"))
      ->check(CLI::Range(0, 36500));
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

struct StatementOptions {
  std::string customer;
  bool all = false;
  std::string folder;
  bool sent = false;
};

const char* extension(render::Format format) {
  switch (format) {
    case render::Format::md:
      return "md";
    case render::Format::html:
      return "html";
    case render::Format::xlsx:
      return "xlsx";
    case render::Format::csv:
      return "csv";
    case render::Format::tsv:
      return "tsv";
    case render::Format::json:
      return "json";
    case render::Format::ndjson:
      return "ndjson";
    case render::Format::table:
      return "txt";
  }
  return "txt";
}

// A name from data in a path: everything but letters, digits, '-' and '_' of ASCII and what is not ASCII
// becomes '_'.
std::string file_name(std::string name) {
  for (char& byte : name) {
    const auto code = static_cast<unsigned char>(byte);
    const bool plain = code >= 128 || (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
                       (code >= 'A' && code <= 'Z');
    if (!plain && byte != '-') byte = '_';
  }
  return name;
}

// The user's layout, when it is of the format asked for.
std::optional<render::Letter> letter_for(const app::Context& context, render::Format format) {
  const auto layout = app::statement_layout(context);
  if (!layout || render::format_of_file(layout->path) != format) return std::nullopt;
  return render::Letter{layout->path, layout->text};
}

// One statement: in the user's layout, or as every document is shown.
int write_statement(Session& session, const std::string& customer) {
  const app::Context context = session.context();
  app::Outcome outcome = app::receivables_statement(context, customer);
  const render::Format format = session.format();
  const std::optional<render::Letter> letter = letter_for(context, format);
  if (!letter || !session.options.section.empty()) return session.finish(std::move(outcome));
  render::write_letter(*outcome.document, *letter, format, session.render_options(*outcome.document, format),
                       session.file == nullptr ? session.out : session.file->stream());
  if (session.file != nullptr) session.file->commit();
  outcome.document.reset();
  return session.finish(std::move(outcome));
}

int write_statements(Session& session, const StatementOptions& given) {
  const app::Context context = session.context();
  render::Format format = session.options.format.empty() ? render::Format::html : session.format();
  std::optional<render::Letter> letter = letter_for(context, format);
  if (session.options.format.empty() && !letter && (letter = letter_for(context, render::Format::md)))
    format = render::Format::md;
  render::Options options;
  options.lang = session.lang();
  app::Outcome outcome = app::receivables_statements(
      context, given.sent, [&](const std::string& name, document::Document document) {
        base::OutputFile file(given.folder + "/" + file_name(name) + "." + extension(format));
        if (letter)
          render::write_letter(document, *letter, format, options, file.stream());
        else
          render::write(document, format, options, file.stream());
        file.commit();
      });
  return session.finish(std::move(outcome));
}

[[noreturn]] void statement_usage() {
  throw base::Error(base::Exit::usage, {.code = "E1006",
                                        .field = "CUSTOMER",
                                        .message = {"写一个客户编码，或 --all 和 --output-dir",
                                                    "name one customer, or give --all and --output-dir"},
                                        .help = {"receivables statement C001 --period 2026-10",
                                                 "receivables statement C001 --period 2026-10"}});
}

void add_statement(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb = app.add_subcommand("statement", say("对账单", "statements of account"));
  auto given = std::make_shared<StatementOptions>();
  verb->add_option("CUSTOMER", given->customer, say("客户编码", "the customer's id"));
  verb->add_flag("--all", given->all,
                 say("全部有往来的客户，各写一个文件", "all customers with something, a file each"));
  verb->add_option(
      "--output-dir", given->folder,
      say("写到哪个文件夹（默认 html，用 -O 换格式）", "folder for the files (html, or as -O says)"));
  verb->add_flag("--sent", given->sent,
                 say("记为已发出，等待回执（与 --all 同用）", "record them as sent (with --all)"));
  verb->callback([&run, given] {
    run = [given](Session& session) {
      const bool one = !given->customer.empty() && !given->all && given->folder.empty() && !given->sent;
      const bool many = given->customer.empty() && given->all && !given->folder.empty();
      if (!one && !many) statement_usage();
      if (many) return write_statements(session, *given);
      return write_statement(session, given->customer);
    };
  });
}

void add_confirm(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb =
      app.add_subcommand("confirm", say("登记对账回执；不写客户则列出对账情况",
                                        "record the answer to a statement; without a customer: list"));
  auto given = std::make_shared<app::ConfirmRequest>();
  verb->add_option("CUSTOMER", given->customer, say("客户编码", "the customer's id"));
  verb->add_flag("--sent", given->sent, say("已发出", "it was sent"));
  verb->add_flag("--agreed", given->agreed, say("核对无误", "the customer agrees"));
  verb->add_option("--difference", given->difference,
                   say("对方余额减我方余额，用 --reason 写原因", "theirs less ours; give the --reason"));
  verb->add_option("--currency", given->currency,
                   say("币种（默认本位币）", "currency (default: the company's)"));
  verb->add_flag("--unanswered", given->unanswered, say("只列未回的", "list what waits for an answer only"));
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::receivables_confirm(session.context(), *given));
    };
  });
}

void add_deduct(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb =
      app.add_subcommand("deduct", say("记一笔扣款，或拒绝、以红字发票处理",
                                       "enter a deduction, reject one, settle one by a credit note"));
  auto given = std::make_shared<app::DeductRequest>();
  verb->add_option("INVOICE", given->invoice, say("少付的发票", "the invoice that was paid short"));
  verb->add_option("AMOUNT", given->amount, say("扣款金额", "the amount"));
  verb->add_option(
      "--for", given->reason,
      say("原因：receivables.deductions 的代码或名称", "why: a code or name of receivables.deductions"));
  verb->add_option("--receipt", given->receipt, say("少付的收款单", "the receipt that was short"));
  verb->add_option("--reject", given->reject,
                   say("拒绝这笔扣款，用 --reason 说明", "reject this deduction; give the --reason"));
  verb->add_option("--settle", given->settle, say("处理这笔扣款", "settle this deduction"));
  verb->add_option("--credit-note", given->credit_note,
                   say("用这张红字发票，未核销则一并核销", "by this credit note, matched if it is not yet"));
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::receivables_deduct(session.context(), *given));
    };
  });
}

void add_deductions(CLI::App& app, Run& run, const Say& say) {
  CLI::App* verb = app.add_subcommand(
      "deductions",
      say("扣款清单，或按原因汇总", "the deductions and what came of them, or their sums by reason"));
  auto given = std::make_shared<app::DeductionsRequest>();
  verb->add_option("CUSTOMER", given->customers, say("客户编码，不写为全部", "customers' ids; none: all"));
  verb->add_option("--for", given->reason, say("只列这种原因", "only of this reason"));
  verb->add_option(
      "--state", given->state,
      say("只列：open 未处理，credited 已开红字，paid 已补付，rejected 已拒绝，withdrawn 收款退回",
          "only: open, credited, paid, rejected, or withdrawn with its receipt"));
  verb->add_flag("--by-reason", given->by_reason,
                 say("按原因汇总：金额、处理天数", "sums by reason: amounts and days to settle"));
  verb->callback([&run, given] {
    run = [given](Session& session) {
      return session.finish(app::receivables_deductions(session.context(), *given));
    };
  });
}

}  // namespace

void add_receivables(CLI::App& app, Run& run, const Say& say) {
  add_aging(app, run, say);
  add_open(app, run, say);
  add_apply(app, run, say);
  add_unapply(app, run, say);
  add_deduct(app, run, say);
  add_deductions(app, run, say);
  add_explain_document(app, run, say);
  add_statement(app, run, say);
  add_confirm(app, run, say);
}

}  // namespace salesops::cli
