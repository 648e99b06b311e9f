#include "salesops/app/close.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "salesops/app/budget_carry.hpp"
#include "salesops/app/close_snapshots.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/reports/run.hpp"
#include "salesops/store/close_checks.hpp"
#include "salesops/store/closings.hpp"

namespace salesops::app {

namespace {

using calendar::Period;
using document::Row;
using document::Table;
using document::Type;
using store::CloseState;
using store::Closing;
using Level = config::Close::Level;

base::Text level_name(Level level) {
  switch (level) {
    case Level::error:
      return {"错误", "error"};
    case Level::warn:
      return {"警告", "warning"};
    case Level::note:
      return {"提示", "note"};
    case Level::off:
      break;
  }
  return {"关闭", "off"};
}

base::Text state_name(CloseState state) {
  switch (state) {
    case CloseState::closed:
      return {"已结账", "closed"};
    case CloseState::soft:
      return {"已软结账", "soft"};
    case CloseState::reopened:
      return {"已重新打开", "reopened"};
    case CloseState::open:
      break;
  }
  return {"未结账", "open"};
}

document::Document findings_document(const Context& context, const Period& period,
                                     const std::vector<CloseFinding>& findings) {
  Table table{.key = "findings", .title = {"检查结果", "Findings"}};
  table.columns = {{.key = "severity", .title = {"级别", "Severity"}},
                   {.key = "code", .title = {"项目", "Check"}, .type = Type::id},
                   {.key = "finding", .title = {"内容", "Finding"}},
                   {.key = "count", .title = {"件数", "Count"}, .type = Type::integer},
                   {.key = "amount", .title = {"金额", "Amount"}, .type = Type::money},
                   {.key = "command", .title = {"处理命令", "Command"}}};
  for (const CloseFinding& finding : findings) {
    table.rows.stored.push_back({level_name(finding.level), finding.code, finding.what, finding.count,
                                 finding.amount ? document::Cell(*finding.amount) : document::Cell(),
                                 finding.command});
  }
  document::Document document =
      document::single_table("close_check", {"月结检查", "Close checklist"}, std::move(table));
  document.currency = context.config.company.currency;
  document.unit = "yuan";
  document.facts = {fact_company(context), fact_period(period)};
  return document;
}

std::int64_t count_of(const std::vector<CloseFinding>& findings, Level level) {
  return std::ranges::count(findings, level, &CloseFinding::level);
}

bool accepted(const CloseOptions& options, const CloseFinding& finding) {
  return std::ranges::any_of(options.accept,
                             [&](const std::string& code) { return code == "all" || code == finding.code; });
}

// Why a period cannot be closed with these findings, or nothing.
std::optional<base::Diagnostic> refusal(const Context& context, const CloseOptions& options,
                                        const std::vector<CloseFinding>& findings) {
  if (const auto errors = count_of(findings, Level::error); errors > 0) {
    return base::Diagnostic{
        .code = "E8301",
        .message = {fmt::format("有 {} 项错误，不能结账", errors),
                    fmt::format("{} findings are errors; the period stays open", errors)},
        .help = {"按检查结果的命令处理后再结账", "mend them with the commands of the list, then close"}};
  }
  std::string open;
  for (const CloseFinding& finding : findings) {
    if (finding.level != Level::warn || accepted(options, finding)) continue;
    open += (open.empty() ? "" : ", ") + finding.code;
  }
  if (!open.empty()) {
    return base::Diagnostic{.code = "E8302",
                            .value = open,
                            .message = {"有未接受的警告：" + open, "warnings are not accepted: " + open},
                            .help = {"处理它们，或用 --accept 项目 --reason 原因 接受",
                                     "mend them, or accept them with --accept CODE --reason TEXT"}};
  }
  if (count_of(findings, Level::warn) > 0 && context.reason.empty()) {
    return base::Diagnostic{.code = "E8303",
                            .field = "--reason",
                            .message = {"接受警告须说明原因", "accepting warnings needs a reason"},
                            .help = {"加上 --reason 原因", "add --reason TEXT"}};
  }
  return std::nullopt;
}

base::Text already(const Closing& closing) {
  return {
      fmt::format("{} 已由 {} 结账；快照 {}", closing.period, closing.actor, closing.snapshot_hash),
      fmt::format("{} was closed by {}; snapshot {}", closing.period, closing.actor, closing.snapshot_hash)};
}

}  // namespace

Outcome close_check(const Context& context, const std::string& text) {
  const Period period = closing_period(context, text);
  const std::vector<CloseFinding> findings = close_findings(context, period);
  Outcome outcome;
  outcome.document = findings_document(context, period, findings);
  const auto errors = count_of(findings, Level::error);
  const auto warnings = count_of(findings, Level::warn);
  outcome.messages = {{fmt::format("{}：错误 {} 项，警告 {} 项", period.label, errors, warnings),
                       fmt::format("{}: {} errors, {} warnings", period.label, errors, warnings)}};
  outcome.exit = errors > 0 ? base::Exit::finding : base::Exit::ok;
  return outcome;
}

Outcome close_run(const Context& context, const std::string& text, const CloseOptions& options) {
  const Period period = closing_period(context, text);
  require_authority(context, "close", std::nullopt);
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const auto before = store::closing_of(transaction.database(), period.label);
    if (before && is_closed(*before)) {
      outcome.messages = {already(*before)};
      return;
    }
    // What the checks and the snapshots both ask for is read once. Gone before anything large is written: a
    // reader keeps a writer from the file.
    Context reading = context;
    reading.reading = std::make_shared<Reading>(context.database_path, context.as_of);
    const std::vector<CloseFinding> findings = close_findings(reading, period);
    if (auto refused = refusal(context, options, findings)) {
      outcome.document = findings_document(context, period, findings);
      outcome.warnings = {std::move(*refused)};
      outcome.exit = base::Exit::finding;
      return;
    }
    const CloseState state =
        context.config.close.mode == config::Close::Mode::soft ? CloseState::soft : CloseState::closed;
    const std::size_t carried =
        carry_month(context, transaction, context.config.calendar.month_of(period.span.last));
    const std::vector<store::Snapshot> snapshots = take_snapshots(reading, transaction.database(), period);
    reading.reading.reset();
    const Closing closing = store::record_closing(transaction, period, state, snapshots);
    outcome.messages = {
        {fmt::format("{} 已结账（{} 至 {}）；快照 {}", period.label, calendar::to_string(period.span.first),
                     calendar::to_string(period.span.last), closing.snapshot_hash),
         fmt::format("{} is closed ({} to {}); snapshot {}", period.label,
                     calendar::to_string(period.span.first), calendar::to_string(period.span.last),
                     closing.snapshot_hash)}};
    if (carried > 0)
      outcome.messages.push_back(
          {fmt::format("预算结转 {} 笔", carried), fmt::format("{} moves of budget carry-over", carried)});
  });
  return outcome;
}

Outcome close_reopen(const Context& context, const std::string& text) {
  const Period period = closing_period(context, text);
  require_authority(context, "reopen", std::nullopt);
  if (context.reason.empty()) {
    throw base::Error(base::Exit::usage,
                      {.code = "E8306",
                       .field = "--reason",
                       .message = {"重新打开期间须说明原因", "reopening a period needs a reason"},
                       .help = {"加上 --reason 原因", "add --reason TEXT"}});
  }
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const auto closing = store::closing_of(transaction.database(), period.label);
    const auto until = store::closed_until(transaction.database());
    const bool latest = closing && is_closed(*closing) && (!until || *until <= period.span.last);
    if (!latest) {
      throw base::Error(
          base::Exit::not_permitted,
          {.code = "E8307",
           .value = period.label,
           .message = {"只能重新打开最后一个已结账的期间", "only the latest closed period can be reopened"},
           .help = {"salesops close status 列出各期间", "salesops close status lists the periods"}});
    }
    store::record_closing(transaction, period, CloseState::reopened, {});
    outcome.messages = {
        {period.label + " 已重新打开；原快照保留", period.label + " is open again; its snapshot is kept"}};
  });
  return outcome;
}

Outcome close_status(const Context& context) {
  Table table{.key = "periods", .title = {"期间", "Periods"}};
  table.columns = {{.key = "period", .title = {"期间", "Period"}, .type = Type::id},
                   {.key = "first", .title = {"起", "First day"}, .type = Type::date},
                   {.key = "last", .title = {"止", "Last day"}, .type = Type::date},
                   {.key = "state", .title = {"状态", "State"}},
                   {.key = "actor", .title = {"经办", "By"}},
                   {.key = "reason", .title = {"原因", "Reason"}},
                   {.key = "snapshot", .title = {"快照", "Snapshot"}, .type = Type::id}};
  read(context, [&](store::Database& database) {
    const auto span = store::document_span(database);
    if (!span) return;
    const auto until = store::closed_until(database);
    const base::Text locked_name = {"已随后期锁定", "locked with a later one"};
    const calendar::FiscalCalendar& calendar = context.config.calendar;
    std::map<std::string, Closing> closed;
    for (Closing& closing : store::closings(database)) closed.emplace(closing.period, closing);
    const calendar::Month last = calendar.month_of(std::max(span->last, context.as_of));
    for (calendar::Month month = calendar.month_of(span->first); month <= last; month = month + 1) {
      const Period period = calendar.month_period(month);
      const auto found = closed.find(period.label);
      const Closing closing = found == closed.end() ? Closing{} : found->second;
      const bool locked = closing.state == CloseState::open && until && period.span.last <= *until;
      table.rows.stored.push_back({period.label, period.span.first, period.span.last,
                                   locked ? locked_name : state_name(closing.state), closing.actor,
                                   closing.reason, closing.snapshot_hash});
    }
  });
  Outcome outcome;
  outcome.document = document::single_table("close_status", {"月结状态", "Close status"}, std::move(table));
  outcome.document->facts = {fact_company(context)};
  return outcome;
}

std::vector<std::pair<std::string, document::Document>> close_pack(const Context& context,
                                                                   const std::string& text) {
  Context inner = context;
  const Period period = closing_period(context, text);
  inner.period_text = period.label;
  inner.as_of = period.span.last;
  std::vector<std::pair<std::string, document::Document>> pack;
  for (const char* report : {"aging", "budget", "monthly", "targets"}) {
    pack.emplace_back(report, run_report(inner, find_report(inner, report)));
  }
  return pack;
}

std::vector<document::Fact> close_pack_facts(const Context& context, const std::string& text) {
  const Period period = closing_period(context, text);
  std::vector<document::Fact> facts = {fact_company(context), fact_period(period)};
  read(context, [&](store::Database& database) {
    const auto closing = store::closing_of(database, period.label);
    const std::string hash = closing ? closing->snapshot_hash : "";
    facts.push_back({"snapshot", {"快照", "Snapshot"}, {hash, hash}});
  });
  return facts;
}

}  // namespace salesops::app
