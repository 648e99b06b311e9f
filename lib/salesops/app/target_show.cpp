#include <map>

#include "salesops/app/target_page.hpp"
#include "salesops/app/target_pair.hpp"
#include "salesops/app/target_plan.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/store/targets.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Row;
using document::Type;
using store::TargetVersion;
using target::State;

// Figures by node position and month of one metric: subtree totals, of a rate the node's own figures and no
// total.
struct Grid {
  std::vector<calendar::Month> months;
  std::map<calendar::Month, std::vector<std::int64_t>> by_month;
  std::vector<std::int64_t> total;
  std::vector<std::int64_t> outside;  // by month: nodes that are not in the tree on the day
  std::int64_t outside_total = 0;
};

Grid grid_of(const target::Plan& plan, const TargetBook& book, const target::Metric& metric) {
  Grid grid;
  const std::size_t n = book.entries().size();
  std::map<calendar::Month, std::int64_t> outside;
  grid.total.assign(n, 0);
  for (const target::Value& value : plan.values) {
    if (value.metric != metric.id) continue;
    std::vector<std::int64_t>& column = grid.by_month.try_emplace(value.month, n, 0).first->second;
    if (book.find(value.node) == nullptr) {
      outside[value.month] += value.amount;
      grid.outside_total += value.amount;
      continue;
    }
    column[book.position(value.node)] += value.amount;
    grid.total[book.position(value.node)] += value.amount;
  }
  for (auto& [month, column] : grid.by_month) {
    grid.months.push_back(month);
    grid.outside.push_back(outside[month]);
    if (!metric.rate) book.roll_up(column);
  }
  if (!metric.rate) book.roll_up(grid.total);
  return grid;
}

document::Table grid_table(const TargetBook& book, const Grid& grid, const target::Metric& metric) {
  document::Table table{.key = metric.id, .title = metric.title};
  const Type type = metric.money ? Type::money : metric.rate ? Type::percent : Type::decimal;
  table.columns = {{.key = "node", .title = {"节点", "node"}, .type = Type::id},
                   {.key = "name", .title = {"名称", "name"}, .type = Type::text},
                   {.key = "level", .title = {"层", "level"}, .type = Type::integer},
                   {.key = "total", .title = {"合计", "total"}, .type = type}};
  for (const calendar::Month month : grid.months) {
    const std::string label = calendar::to_string(month);
    table.columns.push_back({.key = label, .title = {label, label}, .type = type});
  }
  table.tree_column = "node";
  table.level_column = "level";
  const auto row_of = [&](Row head, std::int64_t total, const auto& amount_at) {
    head.push_back(metric.rate ? Cell() : figure(metric, total));
    for (std::size_t m = 0; m < grid.months.size(); ++m) {
      const std::int64_t amount = amount_at(m);
      head.push_back(metric.rate && amount == 0 ? Cell() : figure(metric, amount));
    }
    table.rows.stored.push_back(std::move(head));
  };
  for (std::size_t at = 0; at < book.entries().size(); ++at) {
    const TargetBook::Entry& entry = book.entries()[at];
    if (grid.total[at] == 0) continue;
    row_of({entry.code, entry.name, static_cast<std::int64_t>(entry.depth)}, grid.total[at],
           [&](std::size_t m) { return grid.by_month.at(grid.months[m])[at]; });
  }
  if (grid.outside_total != 0) {
    row_of({std::string(), base::Text{"（当日已不在组织内）", "(not in the organisation on the day)"},
            std::int64_t{0}},
           grid.outside_total, [&](std::size_t m) { return grid.outside[m]; });
  }
  return table;
}

document::Document document_of(const Context& context, const target::Plan& plan) {
  document::Document document{.key = "target_plan",
                              .title = {"目标计划 " + plan.name, "target plan " + plan.name}};
  document.currency = context.config.company.currency;
  const std::string version = plan.code + " v" + std::to_string(plan.version);
  document.facts = {fact_company(context),
                    {"plan", {"计划", "plan"}, {version, version}},
                    {"state", {"状态", "state"}, target::state_title(plan.state)}};
  if (plan.effective) {
    const std::string month = calendar::to_string(*plan.effective);
    document.facts.push_back({"effective", {"生效月", "effective"}, {month, month}});
  }
  document.facts.push_back(fact_as_of(context));
  return document;
}

}  // namespace

TargetVersion chosen_version(const Context& context, store::Database& database, const TargetShow& what) {
  std::optional<TargetVersion> found;
  if (what.version != 0) {
    found = store::find_target_version(database, what.code, what.version);
  } else {
    found =
        store::target_version_in_force(database, what.code, context.config.calendar.month_of(context.as_of));
    if (!found) found = store::latest_target_version(database, what.code);
  }
  if (found) return *found;
  no_such_target_plan(database,
                      what.version == 0 ? what.code : what.code + " v" + std::to_string(what.version));
}

document::Cell figure(const target::Metric& metric, std::int64_t amount) {
  if (metric.money) return money::Money::minor(amount);
  if (metric.rate) return money::Rate(amount, 10'000);
  return money::Decimal(amount, 2).normalised();
}

Outcome target_show(const Context& context, const TargetShow& what) {
  Outcome outcome;
  read(context, [&](store::Database& database) {
    const TargetVersion version = chosen_version(context, database, what);
    const target::Plan plan = store::load_target_plan(database, version);
    const TargetBook book(database, context.as_of);
    if (!what.node.empty()) {
      outcome.document = target_page(context, database, plan, version.hash, book, what.node);
      return;
    }
    document::Document document = document_of(context, plan);
    if (what.pair) {
      document::Section section{.key = "pair", .title = {}};
      section.tables.push_back(pair_table(book, plan));
      document.sections.push_back(std::move(section));
      outcome.document = std::move(document);
      return;
    }
    for (const target::Metric& metric : target::metrics()) {
      const Grid grid = grid_of(plan, book, metric);
      if (grid.months.empty()) continue;
      document::Section section{.key = metric.id, .title = {}};
      section.tables.push_back(grid_table(book, grid, metric));
      document.sections.push_back(std::move(section));
    }
    outcome.document = std::move(document);
  });
  return outcome;
}

Outcome target_diff(const Context& context, const std::string& code, int before, int after) {
  document::Table table{.key = "diff", .title = {"版本差异", "differences"}};
  table.columns = {{.key = "node", .title = {"节点", "node"}, .type = Type::id},
                   {.key = "name", .title = {"名称", "name"}, .type = Type::text},
                   {.key = "metric", .title = {"指标", "metric"}, .type = Type::id},
                   {.key = "month", .title = {"月份", "month"}, .type = Type::text},
                   {.key = "old", .title = {"原目标", "old"}, .type = Type::money},
                   {.key = "new", .title = {"新目标", "new"}, .type = Type::money},
                   {.key = "delta", .title = {"变动", "delta"}, .type = Type::money},
                   {.key = "by", .title = {"编制", "by"}, .type = Type::text},
                   {.key = "reason", .title = {"原因", "reason"}, .type = Type::text},
                   {.key = "rep", .title = {"业务员", "rep"}, .type = Type::id},
                   {.key = "customer", .title = {"客户", "customer"}, .type = Type::id},
                   {.key = "product_group", .title = {"产品组", "product group"}, .type = Type::text}};
  read(context, [&](store::Database& database) {
    const target::Plan old =
        store::load_target_plan(database, chosen_version(context, database, {code, "", before}));
    const target::Plan now =
        store::load_target_plan(database, chosen_version(context, database, {code, "", after}));
    const TargetBook book(database, context.as_of);
    for (const target::Change& change : target::diff(old.values, now.values)) {
      const target::Metric& metric = *target::find_metric(change.metric);
      const TargetBook::Entry* entry = book.find(change.node);
      table.rows.stored.push_back(
          {change.node, entry == nullptr ? std::string() : entry->name, metric_word(metric),
           calendar::to_string(change.month), change.before ? figure(metric, *change.before) : Cell{},
           change.after ? figure(metric, *change.after) : Cell{},
           figure(metric, change.after.value_or(0) - change.before.value_or(0)), now.made_by, now.reason,
           change.bearer.rep, change.bearer.customer, change.bearer.product_group});
    }
  });
  Outcome outcome;
  outcome.document = document::single_table(
      "target_diff", {"计划 " + code + " 的版本差异", "differences of plan " + code}, std::move(table));
  outcome.document->currency = context.config.company.currency;
  return outcome;
}

}  // namespace salesops::app
