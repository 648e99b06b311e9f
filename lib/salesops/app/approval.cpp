#include "salesops/app/approval.hpp"

#include <algorithm>

#include "salesops/app/budget_book.hpp"
#include "salesops/store/approvals.hpp"

namespace salesops::app {
namespace {

using document::Cell;
using document::Column;
using document::Type;
using store::Approval;

[[noreturn]] void refuse(base::Exit exit, const char* code, std::string_view object, base::Text message,
                         base::Text help = {}) {
  base::Diagnostic diagnostic{.code = code, .value = std::string(object)};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  throw base::Error(exit, std::move(diagnostic));
}

Approval waiting(store::Database& database, std::string_view what, std::string_view object) {
  if (auto found = store::waiting_approval(database, what, object)) return *std::move(found);
  const std::string name(object);
  refuse(base::Exit::finding, "E8112", object,
         {name + " 不在待批清单上", name + " does not wait for a decision"},
         {"查看 salesops approve list", "see salesops approve list"});
}

const config::Role* role_of(const Context& context) {
  const auto found = std::ranges::find(context.config.roles, context.actor.name(), &config::Role::actor);
  return found == context.config.roles.end() ? nullptr : &*found;
}

void require_other_than_maker(const Context& context, const Approval& approval) {
  if (context.config.roles.empty() || approval.made_by != context.actor.name()) return;
  refuse(base::Exit::not_permitted, "E8103", approval.object,
         {"经办人不能审批自己的事项：" + approval.object,
          "the maker may not decide on the own matter: " + approval.object},
         {"请由另一位有权限的人审批", "another person with the authority has to decide"});
}

void require_node(const Context& context, store::Database& database, const Approval& approval) {
  const config::Role* role = role_of(context);
  if (role == nullptr || role->node.empty()) return;
  const BudgetBook book(context, database);
  if (!approval.node.empty() && book.hierarchy().nodes.within(approval.node, role->node)) return;
  refuse(base::Exit::not_permitted, "E8104", approval.object,
         {context.actor.name() + " 只负责 " + role->node + "，不能审批 " + approval.object,
          context.actor.name() + " is in charge of " + role->node + " and may not decide on " +
              approval.object});
}

void decide(const Context& context, store::WriteTransaction& transaction, std::string_view what,
            std::string_view object, std::string_view state) {
  const Approval approval = waiting(transaction.database(), what, object);
  require_other_than_maker(context, approval);
  require_authority(context, what, approval.amount);
  require_node(context, transaction.database(), approval);
  store::decide_approval(transaction, approval, state);
}

calendar::Date day(const Context& context, std::int64_t time) {
  return day_of(time, context.config.company.utc_offset);
}

// The roles that may decide, narrowest authority first: "manager <= 50000.00, director".
std::string deciders(const Context& context, const Approval& approval) {
  std::string names;
  for (const config::Authority& row : context.config.authority) {
    if (row.what != approval.kind || (row.up_to && approval.amount && *approval.amount > *row.up_to))
      continue;
    names += (names.empty() ? "" : ", ") + row.role;
  }
  return names;
}

Cell optional_amount(const std::optional<money::Money>& amount) {
  return amount ? Cell(*amount) : Cell();
}

Outcome as_outcome(const Context& context, document::Table table) {
  Outcome outcome;
  const std::string key = table.key;
  const base::Text title = table.title;
  outcome.document = document::single_table(key, title, std::move(table));
  outcome.document->currency = context.config.company.currency;
  outcome.document->facts = {fact_company(context), fact_as_of(context)};
  return outcome;
}

}  // namespace

bool needs_decision(const Context& context, std::string_view what) {
  if (context.config.roles.empty()) return false;
  return std::ranges::any_of(context.config.authority,
                             [&](const config::Authority& row) { return row.what == what; });
}

void submit(const Context& context, store::WriteTransaction& transaction, const Matter& matter) {
  if (store::waiting_approval(transaction.database(), matter.what, matter.object))
    refuse(base::Exit::finding, "E8111", matter.object,
           {matter.object + " 已在待批清单上", matter.object + " waits for a decision already"});
  Approval approval;
  approval.kind = matter.what;
  approval.object = matter.object;
  approval.amount = matter.amount;
  approval.node = matter.node;
  approval.made_by = context.actor.name();
  approval.made_at = context.now;
  approval.reason = context.reason;
  store::insert_approval(transaction, approval);
}

void approve(const Context& context, store::WriteTransaction& transaction, std::string_view what,
             std::string_view object) {
  decide(context, transaction, what, object, "approved");
}

void reject(const Context& context, store::WriteTransaction& transaction, std::string_view what,
            std::string_view object) {
  decide(context, transaction, what, object, "rejected");
}

void recall(const Context& context, store::WriteTransaction& transaction, std::string_view what,
            std::string_view object) {
  const Approval approval = waiting(transaction.database(), what, object);
  if (!context.config.roles.empty() && approval.made_by != context.actor.name())
    refuse(base::Exit::not_permitted, "E8105", object,
           {"只有经办人 " + approval.made_by + " 可以撤回 " + approval.object,
            "only its maker " + approval.made_by + " may recall " + approval.object});
  store::decide_approval(transaction, approval, "recalled");
}

void require_charge(const Context& context, store::Database& database, const std::string& node) {
  const config::Role* role = role_of(context);
  if (role == nullptr || role->node.empty()) return;
  if (BudgetBook(context, database).hierarchy().nodes.within(node, role->node)) return;
  refuse(base::Exit::not_permitted, "E8104", node,
         {context.actor.name() + " 只负责 " + role->node + "，不能动 " + node,
          context.actor.name() + " is in charge of " + role->node + " and may not touch " + node});
}

Outcome approve_list(const Context& context) {
  document::Table table;
  table.key = "approvals";
  table.title = {"待批清单", "Waiting for a decision"};
  table.columns = {{"what", {"事项", "what"}, Type::id},
                   {"object", {"对象", "object"}, Type::id},
                   {"amount", {"金额", "amount"}, Type::money},
                   {"node", {"节点", "node"}, Type::id},
                   {"made_by", {"经办人", "made by"}, Type::text},
                   {"made_on", {"提交日期", "made on"}, Type::date},
                   {"may_decide", {"可审批角色", "may decide"}, Type::text},
                   {"reason", {"说明", "reason"}, Type::text}};
  read(context, [&](store::Database& database) {
    for (const Approval& approval : store::waiting_approvals(database)) {
      table.rows.stored.push_back({approval.kind, approval.object, optional_amount(approval.amount),
                                   approval.node, approval.made_by, day(context, approval.made_at),
                                   deciders(context, approval), approval.reason});
    }
  });
  return as_outcome(context, std::move(table));
}

Outcome approve_show(const Context& context, const std::string& object) {
  document::Table table;
  table.key = "approval";
  table.title = {"审批记录 " + object, "Decisions on " + object};
  table.columns = {{"what", {"事项", "what"}, Type::id},
                   {"object", {"对象", "object"}, Type::id},
                   {"amount", {"金额", "amount"}, Type::money},
                   {"node", {"节点", "node"}, Type::id},
                   {"state", {"状态", "state"}, Type::text},
                   {"made_by", {"经办人", "made by"}, Type::text},
                   {"made_on", {"提交日期", "made on"}, Type::date},
                   {"decided_by", {"审批人", "decided by"}, Type::text},
                   {"decided_on", {"审批日期", "decided on"}, Type::date},
                   {"reason", {"说明", "reason"}, Type::text},
                   {"comment", {"审批意见", "comment"}, Type::text}};
  read(context, [&](store::Database& database) {
    for (const Approval& approval : store::approvals_of(database, object)) {
      const Cell decided = approval.decided_by.empty() ? Cell() : Cell(day(context, approval.decided_at));
      table.rows.stored.push_back({approval.kind, approval.object, optional_amount(approval.amount),
                                   approval.node, approval.state, approval.made_by,
                                   day(context, approval.made_at), approval.decided_by, decided,
                                   approval.reason, approval.comment});
    }
  });
  if (table.rows.stored.empty())
    refuse(base::Exit::finding, "E8112", object,
           {"没有 " + object + " 的审批记录", "there is no decision on " + object},
           {"查看 salesops approve list", "see salesops approve list"});
  return as_outcome(context, std::move(table));
}

}  // namespace salesops::app
