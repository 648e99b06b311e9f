// budget show: a plan with its amounts, a request with its life, or the list of both.
#include "salesops/app/budget.hpp"
#include "salesops/app/budget_book.hpp"

namespace salesops::app {
namespace {

using document::Cell;
using document::Table;
using document::Type;
using money::Money;
using store::BudgetPlan;
using store::BudgetRequest;

base::Text same(std::string_view text) {
  return {std::string(text), std::string(text)};
}

Table plans_table(store::Database& database) {
  Table table;
  table.key = "plans";
  table.title = {"预算版本", "Plans"};
  table.columns = {
      {"name", {"名称", "name"}, Type::id},           {"version", {"版本", "version"}, Type::integer},
      {"state", {"状态", "state"}, Type::text},       {"date", {"日期", "date"}, Type::date},
      {"made_by", {"编制人", "made by"}, Type::text}, {"amount", {"金额", "amount"}, Type::money},
      {"cells", {"项数", "cells"}, Type::integer},    {"reason", {"说明", "reason"}, Type::text}};
  for (const BudgetPlan& plan : store::plans(database)) {
    const auto full = store::find_plan(database, plan.name, plan.version);
    Money total;
    for (const auto& [cell, amount] : full->lines) total += amount;
    table.rows.stored.push_back({plan.name, std::int64_t{plan.version}, plan.state, plan.date, plan.made_by,
                                 total, static_cast<std::int64_t>(full->lines.size()), plan.reason});
  }
  return table;
}

Table requests_table(store::Database& database) {
  Table table;
  table.key = "requests";
  table.title = {"申请单", "Requests"};
  table.columns = {
      {"request", {"申请单", "request"}, Type::id},   {"kind", {"类型", "kind"}, Type::text},
      {"state", {"状态", "state"}, Type::text},       {"date", {"日期", "date"}, Type::date},
      {"made_by", {"申请人", "made by"}, Type::text}, {"amount", {"金额", "amount"}, Type::money},
      {"open", {"仍占用", "open"}, Type::money},      {"promo", {"促销", "promotion"}, Type::id},
      {"purpose", {"事由", "purpose"}, Type::text}};
  for (const BudgetRequest& request : store::requests(database, std::nullopt)) {
    table.rows.stored.push_back({request.number, same(budget::name_of(request.kind)),
                                 same(budget::name_of(request.state)), request.date, request.made_by,
                                 request.total(), store::commitment_of(database, request.id).open(),
                                 request.promo, request.purpose});
  }
  return table;
}

Table plan_table(const BudgetPlan& plan) {
  Table table;
  table.key = "plan";
  table.title = {"预算 " + plan.name + " v" + std::to_string(plan.version),
                 "Budget " + plan.name + " v" + std::to_string(plan.version)};
  table.columns = {{"node", {"节点", "node"}, Type::id},
                   {"category", {"费用项目", "category"}, Type::id},
                   {"month", {"月份", "month"}, Type::id},
                   {"amount", {"金额", "amount"}, Type::money}};
  Money total;
  for (const auto& [cell, amount] : plan.lines) {
    table.rows.stored.push_back({cell.node, cell.category, calendar::to_string(cell.month), amount});
    total += amount;
  }
  table.total = document::Row{base::Text{"合计", "total"}, Cell(), Cell(), total};
  return table;
}

Table lines_table(store::Database& database, const BudgetRequest& request) {
  Table table;
  table.key = "request";
  table.title = {"申请单 " + request.number, "Request " + request.number};
  table.columns = {{"node", {"节点", "node"}, Type::id},
                   {"category", {"费用项目", "category"}, Type::id},
                   {"month", {"月份", "month"}, Type::id},
                   {"amount", {"申请", "requested"}, Type::money},
                   {"open", {"仍占用", "open"}, Type::money}};
  const budget::Commitment held = store::commitment_of(database, request.id);
  std::map<budget::Cell, Money> cells;  // what was asked, and cells that a carry-over moved commitments to
  for (const auto& [cell, amount] : request.lines) cells[cell] += amount;
  for (const auto& [cell, open] : held.cells()) cells.try_emplace(cell);
  for (const auto& [cell, amount] : cells)
    table.rows.stored.push_back(
        {cell.node, cell.category, calendar::to_string(cell.month), amount, held.open(cell)});
  table.total = document::Row{base::Text{"合计", "total"}, Cell(), Cell(), request.total(), held.open()};
  table.facts = {{{"状态", "state"}, same(budget::name_of(request.state))},
                 {{"事由", "purpose"}, same(request.purpose)}};
  if (!request.foreign_total.empty())
    table.facts.emplace_back(base::Text{"原币", "foreign amount"}, same(request.foreign_total));
  return table;
}

Table moves_table(store::Database& database, const BudgetRequest& request) {
  Table table;
  table.key = "moves";
  table.title = {"预算流水", "Moves"};
  table.columns = {
      {"date", {"日期", "date"}, Type::date},      {"kind", {"类型", "kind"}, Type::text},
      {"node", {"节点", "node"}, Type::id},        {"category", {"费用项目", "category"}, Type::id},
      {"month", {"月份", "month"}, Type::id},      {"amount", {"金额", "amount"}, Type::money},
      {"document", {"单据", "document"}, Type::id}};
  store::for_each_budget_move(
      database, {.document = "", .request = request.id}, [&](const store::BudgetMove& found) {
        const budget::Move& move = found.move;
        table.rows.stored.push_back({found.date, same(budget::name_of(move.kind)), move.cell.node,
                                     move.cell.category, calendar::to_string(move.cell.month), move.amount,
                                     move.document});
      });
  return table;
}

std::vector<Table> tables_for(store::Database& database, const std::string& name) {
  if (name.empty()) return {plans_table(database), requests_table(database)};
  if (const auto request = store::find_request(database, name))
    return {lines_table(database, *request), moves_table(database, *request)};
  auto plan = store::latest_plan(database, name, "approved");
  if (!plan) plan = store::latest_plan(database, name, "");
  if (plan) return {plan_table(*plan)};
  throw base::Error(base::Exit::finding,
                    {.code = "E6129",
                     .value = name,
                     .message = {"没有这个预算或申请单：" + name, "no such plan or request: " + name},
                     .help = {"salesops budget show 列出全部", "salesops budget show lists all"}});
}

}  // namespace

Outcome budget_show(const Context& context, const std::string& name) {
  Outcome outcome;
  read(context, [&](store::Database& database) {
    document::Document shown;
    shown.key = "budget_show";
    shown.title = {"预算", "Budget"};
    shown.currency = context.config.company.currency;
    shown.facts = {fact_company(context), fact_as_of(context)};
    document::Section section;
    section.key = "budget";
    section.tables = tables_for(database, name);
    shown.title = section.tables.front().title;
    shown.sections.push_back(std::move(section));
    outcome.document = std::move(shown);
  });
  return outcome;
}

}  // namespace salesops::app
