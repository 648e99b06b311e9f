#include "salesops/app/target_change.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "salesops/app/budget_book.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/closings.hpp"

namespace salesops::app {

namespace {

using base::Exit;
using calendar::Month;
using document::Type;
using target::State;

[[noreturn]] void refuse(Exit exit, base::Diagnostic diagnostic) {
  throw base::Error(exit, std::move(diagnostic));
}

target::Plan plan_to_change(const Context& context, store::Database& database, const std::string& code) {
  const auto newest = store::latest_target_version(database, code);
  if (!newest) no_such_target_plan(database, code);
  const target::Plan& plan = newest->plan;
  const std::string label = code + " v" + std::to_string(plan.version);
  if (plan.state == State::submitted) {
    refuse(Exit::finding,
           {.code = "E4117",
            .value = label,
            .message = {"计划 " + label + " 正在待批，不能修订", "plan " + label + " waits for a decision"},
            .help = {"先撤回：salesops target recall " + code, "recall it: salesops target recall " + code}});
  }
  if (context.reason.empty()) {
    refuse(Exit::usage, {.code = "E4127",
                         .field = "--reason",
                         .message = {"修订须说明原因", "a change of a plan needs a reason"},
                         .help = {"加上 --reason 原因", "add --reason TEXT"}});
  }
  return store::load_target_plan(database, *newest);
}

// The first month that may change: after the closed ones and, once a version is approved, not before this
// month.
Month first_open(const Context& context, store::Database& database, const target::Plan& plan,
                 const std::string& given) {
  const auto span = std::ranges::minmax_element(plan.values, {}, &target::Value::month);
  if (!given.empty()) {
    const Month from = month_or_fail(given);
    require_open(database, context.config.calendar.month(from).first);
    if (from <= span.max->month) return from;
  }
  Month from = span.min->month;
  if (given.empty()) {
    if (const auto closed = store::closed_until(database))
      from = std::max(from, context.config.calendar.month_of(*closed) + 1);
    if (store::latest_target_version(database, plan.code, State::approved))
      from = std::max(from, context.config.calendar.month_of(context.as_of));
    if (from <= span.max->month) return from;
  }
  refuse(Exit::finding,
         {.code = "E4122",
          .value = plan.code,
          .message = {"计划 " + plan.code + " 没有可改的月份（到 " + calendar::to_string(span.max->month) +
                          " 止）",
                      "no month of plan " + plan.code + " is left to change (it ends with " +
                          calendar::to_string(span.max->month) + ")"},
          .help = {"用 --from 给出未结账的月份", "name a month that is not closed with --from"}});
}

// Amounts of a node before and after, by whether the month may change.
struct Sums {
  std::int64_t closed = 0;
  std::int64_t open = 0;
  std::int64_t open_after = 0;
  std::int64_t before = 0;
  std::int64_t after = 0;
  bool changed = false;
};

std::vector<Sums> sums_of(const PlanChange& change, const target::Metric& metric) {
  const std::size_t n = change.book.entries().size();
  std::vector<Sums> sums(n + 1);  // the last: nodes that are not in the organisation
  const auto at = [&](const target::Value& value) -> Sums& {
    return sums[change.book.find(value.node) == nullptr ? n : change.book.position(value.node)];
  };
  for (const target::Value& value : change.before.values) {
    if (value.metric != metric.id) continue;
    at(value).before += value.amount;
    if (value.month >= change.from) at(value).open += value.amount;
  }
  for (const target::Value& value : change.after.values) {
    if (value.metric != metric.id) continue;
    at(value).after += value.amount;
    (value.month >= change.from ? at(value).open_after : at(value).closed) += value.amount;
  }
  for (const target::Change& cell : target::diff(change.before.values, change.after.values)) {
    if (cell.metric == metric.id) at({cell.node, cell.metric, cell.month, 0}).changed = true;
  }
  for (std::size_t node = n; node-- > 0;) {
    Sums& parent = sums[change.book.entries()[node].parent];
    if (&parent == &sums[node]) continue;
    parent.closed += sums[node].closed;
    parent.open += sums[node].open;
    parent.open_after += sums[node].open_after;
    parent.before += sums[node].before;
    parent.after += sums[node].after;
    parent.changed = parent.changed || sums[node].changed;
  }
  return sums;
}

document::Table table_of(const PlanChange& change) {
  document::Table table{.key = "changes", .title = {"变动", "changes"}};
  table.columns = {{.key = "node", .title = {"节点", "node"}, .type = Type::id},
                   {.key = "name", .title = {"名称", "name"}, .type = Type::text},
                   {.key = "level", .title = {"层", "level"}, .type = Type::integer},
                   {.key = "metric", .title = {"指标", "metric"}, .type = Type::id},
                   {.key = "closed", .title = {"已冻结", "closed"}, .type = Type::money},
                   {.key = "open_old", .title = {"未了月原目标", "open, old"}, .type = Type::money},
                   {.key = "open_new", .title = {"未了月新目标", "open, new"}, .type = Type::money},
                   {.key = "old", .title = {"原合计", "old"}, .type = Type::money},
                   {.key = "new", .title = {"新合计", "new"}, .type = Type::money},
                   {.key = "delta", .title = {"变动", "delta"}, .type = Type::money}};
  table.tree_column = "node";
  table.level_column = "level";
  const auto add = [&](const target::Metric& metric, document::Row head, const Sums& sums) {
    head.push_back(metric_word(metric));
    for (const std::int64_t amount :
         {sums.closed, sums.open, sums.open_after, sums.before, sums.after, sums.after - sums.before})
      head.push_back(figure(metric, amount));
    table.rows.stored.push_back(std::move(head));
  };
  for (const target::Metric& metric : target::metrics()) {
    if (metric.rate) continue;
    const std::vector<Sums> sums = sums_of(change, metric);
    for (std::size_t node = 0; node + 1 < sums.size(); ++node) {
      const TargetBook::Entry& entry = change.book.entries()[node];
      if (sums[node].changed)
        add(metric, {entry.code, entry.name, static_cast<std::int64_t>(entry.depth)}, sums[node]);
    }
    if (sums.back().changed)
      add(metric,
          {std::string(), base::Text{"（当日已不在组织内）", "(not in the organisation on the day)"},
           std::int64_t{0}},
          sums.back());
  }
  return table;
}

}  // namespace

PlanChange::PlanChange(const Context& context, store::Database& database, const std::string& code,
                       const std::string& given_from)
    : book(database, context.as_of),
      before(plan_to_change(context, database, code)),
      after(before),
      from(first_open(context, database, before, given_from)) {}

void finish_change(const Context& context, store::WriteTransaction& transaction, PlanChange& change,
                   Outcome& outcome) {
  change.after.reason = context.reason;
  const bool was_approved = change.before.state == State::approved;
  if (was_approved) {
    change.after.effective = change.from;
  } else if (change.before.effective) {
    change.after.effective = std::min(*change.before.effective, change.from);
  }
  const std::string made = store_target_plan(context, transaction, change.after);
  if (made.empty()) {
    outcome.messages.push_back(
        {"计划 " + change.before.code + " 没有变化", "plan " + change.before.code + " is unchanged"});
    return;
  }
  const std::string from = calendar::to_string(change.from);
  const std::string old = "v" + std::to_string(change.before.version);
  outcome.messages.push_back({fmt::format("计划 {}：由 {} 修订，自 {} 起，草稿", made, old, from),
                              fmt::format("plan {}: {} revised from {} on, draft", made, old, from)});
  outcome.document = document::single_table(
      "target_changes", {"计划 " + made + " 的变动", "changes of plan " + made}, table_of(change));
  outcome.document->currency = context.config.company.currency;
  outcome.document->facts = {fact_company(context), fact_as_of(context)};
}

const target::Metric& metric_or_fail(const std::string& name) {
  if (const target::Metric* metric = metric_named(name)) return *metric;
  const std::vector<std::string> known = metric_ids();
  const auto near = base::nearest(name, known);
  refuse(Exit::usage, {.code = "E4112",
                       .field = "--metric",
                       .value = name,
                       .message = {"没有指标“" + name + "”", "there is no metric \"" + name + "\""},
                       .help = near ? base::Text{"是不是 " + *near + "？", "did you mean " + *near + "?"}
                                    : base::Text{"可用：" + base::join(known, ", "),
                                                 "known: " + base::join(known, ", ")}});
}

const target::Metric& splittable_or_fail(const std::string& name) {
  const target::Metric& metric = metric_or_fail(name);
  if (!metric.rate) return metric;
  refuse(Exit::usage, {.code = "E4123",
                       .field = "--metric",
                       .value = name,
                       .message = {metric.title.zh + "是比率，直接设定，不分摊",
                                   std::string(metric.title.en) + " is a rate: it is set, not spread"},
                       .help = {"用 target plan 录入新数", "enter new figures with target plan"}});
}

Month month_or_fail(const std::string& text) {
  if (const auto month = calendar::parse_month(text)) return *month;
  refuse(Exit::usage, {.code = "E4113",
                       .value = text,
                       .message = {"“" + base::printable(text) + "”不是月份",
                                   "\"" + base::printable(text) + "\" is not a month"},
                       .help = {"写成 2026-01", "write 2026-01"}});
}

std::int64_t amount_or_fail(const Context& context, const char* option, const std::string& text) {
  money::Money amount;
  money::NumberFault fault;
  const bool good = money::parse_money(text, context.config.company.currency.digits, amount, fault);
  if (good && !amount.negative()) return amount.minor();
  refuse(Exit::usage, {.code = good ? "E4115" : fault.code,
                       .field = option,
                       .value = text,
                       .message = good ? base::Text{"目标不能为负", "a target is not negative"}
                                       : base::Text{"“" + base::printable(text) + "”" + fault.message.zh,
                                                    "\"" + base::printable(text) + "\" " + fault.message.en},
                       .help = good ? base::Text{} : fault.help});
}

std::pair<std::string, std::string> assignment(const char* option, const std::string& text) {
  const std::size_t sign = text.rfind('=');
  if (sign != std::string::npos && sign > 0 && sign + 1 < text.size())
    return {text.substr(0, sign), text.substr(sign + 1)};
  refuse(Exit::usage, {.code = "E4123",
                       .field = option,
                       .value = text,
                       .message = {"“" + base::printable(text) + "”不是 节点=金额",
                                   "\"" + base::printable(text) + "\" is not NODE=AMOUNT"},
                       .help = {"写成 HZ=120万", "write HZ=1200000"}});
}

}  // namespace salesops::app
