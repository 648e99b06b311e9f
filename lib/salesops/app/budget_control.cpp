#include "salesops/app/budget_control.hpp"

#include <algorithm>

#include "salesops/base/text.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {
namespace {

using base::Diagnostic;
using base::Text;
using budget::Action;
using budget::Finding;
using budget::Line;
using budget::ProblemKind;
using document::Cell;
using document::Type;
using money::Money;

[[noreturn]] void bad_option(const char* code, const char* field, std::string_view value, Text message,
                             Text help) {
  Diagnostic diagnostic{.code = code, .field = field, .value = std::string(value)};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  throw base::Error(base::Exit::usage, std::move(diagnostic));
}

calendar::Month month_of(const Context& context, const std::string& text) {
  if (text.empty()) return context.config.calendar.month_of(context.as_of);
  if (const auto month = calendar::parse_month(text)) return *month;
  bad_option("E6119", "--month", text, {"不是月份：" + text, "not a month: " + text},
             {"例如 2026-10", "for example 2026-10"});
}

// One line as it is written down, its amount not yet read.
struct WrittenLine {
  std::string node, category, amount, month;
};

std::vector<WrittenLine> written_lines(const BudgetWant& want) {
  std::vector<WrittenLine> lines;
  if (!want.node.empty() || !want.amount.empty())
    lines.push_back({want.node, want.category, want.amount, want.month});
  for (const std::string& text : want.lines) {
    const std::vector<std::string> parts = base::split(text, ':');
    if (parts.size() != 3 && parts.size() != 4)
      bad_option("E6138", "--line", text,
                 {"写成 节点:项目:金额[:月份]", "write NODE:CATEGORY:AMOUNT[:MONTH]"},
                 {"例如 HD-SH-PD:101:500:2026-10", "for example HD-SH-PD:101:500:2026-10"});
    lines.push_back({parts[0], parts[1], parts[2], parts.size() == 4 ? parts[3] : want.month});
  }
  if (lines.empty())
    bad_option("E6138", "--line", "",
               {"没有写要用多少钱：--node --category --amount 或 --line",
                "nothing is asked for: give --node, --category, --amount or --line"},
               {});
  return lines;
}

money::Currency currency_of(const Context& context, const BudgetWant& want) {
  if (want.currency.empty()) return context.config.company.currency;
  try {
    return money::currency(want.currency);
  } catch (const base::Error& error) {
    throw base::Error(base::Exit::usage, error.diagnostics());
  }
}

std::string amount_text(const Context& context, Money amount) {
  return money::to_grouped(amount, context.config.company.currency.digits);
}

std::string months_text(const budget::Scope& scope) {
  const std::string first = calendar::to_string(scope.first);
  return scope.first == scope.last ? first : first + ".." + calendar::to_string(scope.last);
}

std::string scope_text(const budget::Scope& scope) {
  return scope.node + " / " + (scope.category.empty() ? "*" : scope.category) + " / " + months_text(scope);
}

std::string outcome_of(const budget::Verdict& verdict, const std::vector<Line>& lines) {
  for (const budget::Problem& problem : verdict.problems)
    if (problem.kind != ProblemKind::no_budget) return "unmapped";
  if (!verdict.problems.empty()) return "no_budget";
  const bool refund =
      std::all_of(lines.begin(), lines.end(), [](const Line& line) { return line.amount <= Money(); });
  if (refund) return "refund";
  if (verdict.outcome == Action::stop) {
    const auto stopping = [](const Finding& finding) {
      return finding.exceeded() && finding.action == Action::stop;
    };
    const bool exhausted =
        std::any_of(verdict.findings.begin(), verdict.findings.end(),
                    [&](const Finding& finding) { return stopping(finding) && finding.exhausted(); });
    return exhausted ? "exhausted" : "stop";
  }
  if (verdict.outcome == Action::warn) return "warn";
  const bool exceeded = std::any_of(verdict.findings.begin(), verdict.findings.end(),
                                    [](const Finding& finding) { return finding.exceeded(); });
  return exceeded ? "ignore" : "pass";
}

Diagnostic finding_text(const Context& context, const Finding& finding, const char* code,
                        base::Severity severity) {
  const std::string where = scope_text(finding.scope);
  const std::string over = amount_text(context, finding.over);
  const std::string available = amount_text(context, finding.before.available());
  const std::string largest = amount_text(context, finding.largest);
  Diagnostic diagnostic{
      .code = code, .severity = severity, .field = where, .value = amount_text(context, finding.asked)};
  diagnostic.message = {where + "：超出 " + over + "（可用 " + available + "）",
                        where + ": " + over + " too much (available " + available + ")"};
  diagnostic.help = {"此处最多可用 " + largest, "at most " + largest + " would pass here"};
  return diagnostic;
}

Diagnostic problem_text(const budget::Problem& problem, const Line& line) {
  Diagnostic diagnostic{.code = "E6133", .field = cell_text({line.node, line.category, line.month})};
  if (problem.kind == ProblemKind::unknown_node) {
    diagnostic.code = "E6101";
    diagnostic.message = {"没有这个节点：" + line.node, "no such node: " + line.node};
  } else if (problem.kind == ProblemKind::unknown_category) {
    diagnostic.code = "E6102";
    diagnostic.message = {"没有这个费用项目：" + line.category, "no such expense category: " + line.category};
  } else {
    diagnostic.message = {"没有预算：" + diagnostic.field, "no budget: " + diagnostic.field};
    diagnostic.help = {"用 budget supplement 或 budget revise 追加",
                       "add one with budget supplement or budget revise"};
  }
  return diagnostic;
}

std::vector<Diagnostic> reasons(const Context& context, const Judgement& judgement,
                                const std::vector<Line>& lines, Action action, base::Severity severity) {
  std::vector<Diagnostic> found;
  if (severity == base::Severity::error) {
    for (const budget::Problem& problem : judgement.verdict.problems)
      found.push_back(problem_text(problem, lines[problem.line]));
  }
  for (const Finding& finding : judgement.verdict.findings) {
    if (!finding.exceeded() || finding.action != action) continue;
    const char* code = severity == base::Severity::warning ? "E6134"
                       : finding.exhausted()               ? "E6131"
                                                           : "E6130";
    found.push_back(finding_text(context, finding, code, severity));
  }
  return found;
}

bool can_override(const Judgement& judgement) {
  return judgement.outcome == "stop" || judgement.outcome == "exhausted";
}

void allow_override(const Context& context, store::WriteTransaction& transaction, Judgement& judgement,
                    const std::string& object) {
  if (context.reason.empty())
    bad_option("E6136", "--reason", "",
               {"越过预算控制必须写明原因", "an override of the budget control needs a reason"},
               {"加 --reason", "add --reason"});
  require_authority(context, "override", judgement.verdict.excess());
  store::append_journal(transaction, "override " + object, "",
                        store::Fields()
                            .set("excess", judgement.verdict.excess().minor())
                            .set("outcome", judgement.outcome)
                            .json());
  judgement.outcome = "override";
}

document::Table lines_table(const std::vector<Line>& lines, const Judgement& judgement) {
  document::Table table;
  table.key = "check";
  table.title = {"预算检查", "Budget check"};
  table.columns = {{"verdict", {"结论", "verdict"}, Type::text},
                   {"node", {"节点", "node"}, Type::id},
                   {"category", {"费用项目", "category"}, Type::id},
                   {"month", {"月份", "month"}, Type::id},
                   {"amount", {"金额", "amount"}, Type::money},
                   {"largest", {"最多可通过", "largest that passes"}, Type::money}};
  Money total;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string verdict = judgement.outcome;
    bool problem = false;
    for (const budget::Problem& found : judgement.verdict.problems) problem = problem || found.line == i;
    const bool limited = !problem && judgement.verdict.largest[i] < Money::minor(money::kMaxMinor);
    table.rows.stored.push_back({verdict, lines[i].node, lines[i].category,
                                 calendar::to_string(lines[i].month), lines[i].amount,
                                 limited   ? Cell(judgement.verdict.largest[i])
                                 : problem ? Cell(Money())
                                           : Cell()});
    total += lines[i].amount;
  }
  table.total = document::Row{Text{"合计", "total"}, Cell(), Cell(), Cell(), total, Cell()};
  return table;
}

document::Table cells_table(const Judgement& judgement) {
  document::Table table;
  table.key = "cells";
  table.title = {"控制单元", "Control cells"};
  table.columns = {{"outcome", {"结果", "outcome"}, Type::text},
                   {"action", {"控制", "action"}, Type::text},
                   {"stage", {"环节", "stage"}, Type::text},
                   {"horizon", {"期间口径", "horizon"}, Type::text},
                   {"level", {"层次", "level"}, Type::text},
                   {"node", {"节点", "node"}, Type::id},
                   {"category", {"费用项目", "category"}, Type::id},
                   {"months", {"月份", "months"}, Type::id},
                   {"budget", {"预算", "budget"}, Type::money},
                   {"committed", {"占用", "committed"}, Type::money},
                   {"actual", {"已发生", "actual"}, Type::money},
                   {"available", {"可用", "available"}, Type::money},
                   {"limit", {"限额", "limit"}, Type::money},
                   {"asked", {"本单", "asked"}, Type::money},
                   {"over", {"超出", "over"}, Type::money},
                   {"largest", {"最多可通过", "largest that passes"}, Type::money}};
  for (const Finding& finding : judgement.verdict.findings) {
    const std::string outcome = !finding.exceeded() ? "pass" : std::string(budget::name_of(finding.action));
    table.rows.stored.push_back(
        {outcome, std::string(budget::name_of(finding.action)), std::string(budget::name_of(finding.stage)),
         std::string(budget::name_of(finding.horizon)), std::string(budget::name_of(finding.level)),
         finding.scope.node, finding.scope.category, months_text(finding.scope), finding.before.plan(),
         finding.before.committed, finding.before.actual, finding.before.available(), finding.limit,
         finding.asked, finding.over, finding.largest});
  }
  return table;
}

}  // namespace

std::vector<Line> lines_of(const Context& context, const BudgetBook& book, const BudgetWant& want) {
  const money::Currency currency = currency_of(context, want);
  std::vector<Line> lines;
  for (const WrittenLine& written : written_lines(want)) {
    const Money amount = money::parse_money_option(written.amount, currency.digits, "--amount");
    lines.push_back(
        {book.find_node(written.node).value_or(written.node),
         book.find_category(written.category).value_or(written.category), month_of(context, written.month),
         context.config.receivables.rates.convert(amount, currency, context.config.company.currency,
                                                  want.rate_day.value_or(context.as_of))});
  }
  return lines;
}

std::string foreign_text(const Context& context, const BudgetWant& want) {
  const money::Currency currency = currency_of(context, want);
  if (currency == context.config.company.currency) return "";
  Money total;
  for (const WrittenLine& written : written_lines(want))
    total += money::parse_money_option(written.amount, currency.digits, "--amount");
  return currency.code + " " + money::to_grouped(total, currency.digits);
}

Judgement judge(const Context& context, const BudgetBook& book, store::Database& database,
                const std::vector<Line>& lines, budget::Stage stage) {
  std::vector<int> years;
  budget::Balances balances;
  for (const Line& line : lines) {
    if (std::find(years.begin(), years.end(), line.month.year()) != years.end()) continue;
    years.push_back(line.month.year());
    balances.merge(year_balances(database, kEverything, line.month));
  }
  Judgement judgement;
  judgement.verdict = budget::check(lines, stage, context.config.budget.control, balances, book.hierarchy());
  judgement.outcome = outcome_of(judgement.verdict, lines);
  return judgement;
}

std::vector<Diagnostic> enforce(const Context& context, store::WriteTransaction& transaction,
                                Judgement& judgement, const std::vector<Line>& lines, bool override_control,
                                const std::string& object) {
  if (judgement.stops()) {
    if (!override_control || !can_override(judgement))
      throw base::Error(base::Exit::finding,
                        reasons(context, judgement, lines, Action::stop, base::Severity::error));
    allow_override(context, transaction, judgement, object);
    return control_messages(context, judgement, lines);
  }
  return reasons(context, judgement, lines, Action::warn, base::Severity::warning);
}

void try_override(const Context& context, Judgement& judgement) {
  if (!can_override(judgement)) return;
  require_authority(context, "override", judgement.verdict.excess());
  judgement.outcome = "override";
}

std::vector<Diagnostic> control_messages(const Context& context, const Judgement& judgement,
                                         const std::vector<Line>& lines) {
  if (judgement.stops()) return reasons(context, judgement, lines, Action::stop, base::Severity::error);
  if (judgement.outcome == "override") {
    std::vector<Diagnostic> warnings =
        reasons(context, judgement, lines, Action::stop, base::Severity::warning);
    for (Diagnostic& warning : warnings) warning.code = "E6135";
    return warnings;
  }
  return reasons(context, judgement, lines, Action::warn, base::Severity::warning);
}

document::Document verdict_document(const Context& context, const std::vector<Line>& lines,
                                    const Judgement& judgement) {
  document::Document shown;
  shown.key = "budget_check";
  shown.title = {"预算检查", "Budget check"};
  shown.currency = context.config.company.currency;
  shown.facts = {fact_company(context),
                 fact_as_of(context),
                 {"verdict", {"结论", "verdict"}, {judgement.outcome, judgement.outcome}}};
  document::Section section;
  section.key = "check";
  section.tables = {lines_table(lines, judgement), cells_table(judgement)};
  shown.sections.push_back(std::move(section));
  return shown;
}

}  // namespace salesops::app
