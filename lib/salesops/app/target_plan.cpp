#include "salesops/app/target_plan.hpp"

#include <fmt/format.h>

#include "salesops/app/approval.hpp"
#include "salesops/app/target_plan_file.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/targets.hpp"

namespace salesops::app {

namespace {

using base::Diagnostic;
using base::Error;
using base::Exit;
using document::Type;
using store::TargetVersion;
using target::State;

std::string label(const target::Plan& plan) {
  return plan.code + " v" + std::to_string(plan.version);
}

// What a plan weighs for authority: its sales, or all money when it has none.
money::Money weight_of(const target::Plan& plan) {
  std::int64_t sales = 0;
  std::int64_t all = 0;
  for (const target::Value& value : plan.values) {
    if (value.metric == "sales") sales = base::checked_add(sales, value.amount);
    if (!target::find_metric(value.metric)->rate) all = base::checked_add(all, value.amount);
  }
  return money::Money::minor(sales != 0 ? sales : all);
}

[[noreturn]] void refuse(Exit exit, const char* code, const std::string& value, base::Text message,
                         base::Text help) {
  throw Error(
      exit, Diagnostic{.code = code, .value = value, .message = std::move(message), .help = std::move(help)});
}

TargetVersion version_in(store::Database& database, const std::string& code, State state) {
  const auto found = store::latest_target_version(database, code);
  if (!found) no_such_target_plan(database, code);
  if (found->plan.state == state) return *found;
  refuse(Exit::finding, "E4117", label(found->plan),
         {"计划 " + label(found->plan) + " 的状态是" + target::state_title(found->plan.state).zh + "，不是" +
              target::state_title(state).zh,
          "plan " + label(found->plan) + " is " + target::state_title(found->plan.state).en + ", not " +
              target::state_title(state).en},
         {"查看 salesops target list", "see salesops target list"});
}

base::Text moved(const target::Plan& plan, State state) {
  return {"计划 " + label(plan) + "：" + target::state_title(state).zh,
          "plan " + label(plan) + ": " + std::string(target::to_string(state))};
}

void approve_version(store::WriteTransaction& transaction, const TargetVersion& version) {
  store::Database& database = transaction.database();
  const std::string other = store::overlapping_target_plan(database, version);
  if (!other.empty()) {
    refuse(Exit::finding, "E4118", other,
           {"已批准的计划 " + other + " 已有相同节点、指标、月份的目标",
            "the approved plan " + other + " has figures for the same nodes, metrics and months"},
           {"在该计划中修订，或去掉重复的部分", "revise that plan, or take the common part out"});
  }
  const auto before = store::latest_target_version(database, version.plan.code, State::approved);
  if (before) store::set_target_state(transaction, *before, State::superseded);
  store::set_target_state(transaction, version, State::approved);
}

}  // namespace

void no_such_target_plan(store::Database& database, const std::string& code) {
  std::vector<std::string> codes;
  for (const TargetVersion& version : store::target_versions(database)) codes.push_back(version.plan.code);
  const auto near = base::nearest(code, codes);
  refuse(Exit::usage, "E4116", code, {"没有计划“" + code + "”", "there is no plan \"" + code + "\""},
         near ? base::Text{"是不是 " + *near + "？", "did you mean " + *near + "?"}
              : base::Text{"查看 salesops target list", "see salesops target list"});
}

std::string store_target_plan(const Context& context, store::WriteTransaction& transaction,
                              target::Plan& plan) {
  const auto newest = store::latest_target_version(transaction.database(), plan.code);
  if (newest && newest->hash == target::digest(plan.values) && newest->plan.state != State::superseded)
    return "";
  plan.state = State::draft;
  plan.made_by = context.actor.name();
  plan.made_at = context.now;
  if (plan.reason.empty()) plan.reason = context.reason;
  plan.version = store::insert_target_plan(transaction, plan);
  return label(plan);
}

Outcome target_plan(const Context& context, const std::string& file) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const TargetBook book(transaction.database(), context.as_of);
    target::Plan plan = read_target_plan(context, transaction.database(), book, file);
    const std::string made = store_target_plan(context, transaction, plan);
    if (made.empty()) {
      outcome.messages.push_back({"计划 " + plan.code + " 没有变化", "plan " + plan.code + " is unchanged"});
      return;
    }
    outcome.messages = plan.notes;
    const std::string total = money::to_grouped(weight_of(plan), context.config.company.currency.digits);
    outcome.messages.push_back(
        {fmt::format("计划 {}：{} 个数，合计 {}，草稿", made, plan.values.size(), total),
         fmt::format("plan {}: {} figures, {} in all, draft", made, plan.values.size(), total)});
  });
  return outcome;
}

Outcome target_submit(const Context& context, const std::string& code) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const TargetVersion version = version_in(transaction.database(), code, State::draft);
    const target::Plan plan = store::load_target_plan(transaction.database(), version);
    submit(context, transaction,
           {.what = "target", .object = label(plan), .amount = weight_of(plan), .node = ""});
    store::set_target_state(transaction, version, State::submitted);
    outcome.messages.push_back(moved(plan, State::submitted));
  });
  return outcome;
}

Outcome target_approve(const Context& context, const std::string& code) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const TargetVersion version = version_in(transaction.database(), code, State::submitted);
    approve(context, transaction, "target", label(version.plan));
    approve_version(transaction, version);
    outcome.messages.push_back(moved(version.plan, State::approved));
  });
  return outcome;
}

Outcome target_reject(const Context& context, const std::string& code) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const TargetVersion version = version_in(transaction.database(), code, State::submitted);
    reject(context, transaction, "target", label(version.plan));
    store::set_target_state(transaction, version, State::draft);
    outcome.messages.push_back(moved(version.plan, State::draft));
  });
  return outcome;
}

Outcome target_recall(const Context& context, const std::string& code) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const TargetVersion version = version_in(transaction.database(), code, State::submitted);
    recall(context, transaction, "target", label(version.plan));
    store::set_target_state(transaction, version, State::draft);
    outcome.messages.push_back(moved(version.plan, State::draft));
  });
  return outcome;
}

Outcome target_list(const Context& context) {
  document::Table table{.key = "plans", .title = {"目标计划", "target plans"}};
  table.columns = {{.key = "plan", .title = {"计划", "plan"}, .type = Type::id},
                   {.key = "version", .title = {"版本", "version"}, .type = Type::integer},
                   {.key = "name", .title = {"名称", "name"}, .type = Type::text},
                   {.key = "state", .title = {"状态", "state"}, .type = Type::text},
                   {.key = "made_by", .title = {"编制", "made by"}, .type = Type::text},
                   {.key = "made_on", .title = {"日期", "made on"}, .type = Type::date},
                   {.key = "decided_by", .title = {"审批", "decided by"}, .type = Type::text},
                   {.key = "effective", .title = {"生效月", "effective"}, .type = Type::text},
                   {.key = "reason", .title = {"原因", "reason"}, .type = Type::text}};
  const auto day = [&](std::int64_t time) { return day_of(time, context.config.company.utc_offset); };
  read(context, [&](store::Database& database) {
    for (const TargetVersion& version : store::target_versions(database)) {
      const target::Plan& plan = version.plan;
      table.rows.stored.push_back(
          {plan.code, std::int64_t{plan.version}, plan.name, std::string(target::to_string(plan.state)),
           plan.made_by, day(plan.made_at), plan.decided_by,
           plan.effective ? calendar::to_string(*plan.effective) : std::string(), plan.reason});
    }
  });
  Outcome outcome;
  outcome.document = document::single_table("target_plans", {"目标计划", "target plans"}, std::move(table));
  outcome.document->facts = {fact_company(context)};
  return outcome;
}

}  // namespace salesops::app
