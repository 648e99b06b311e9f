// budget profit: what a region earns after its own expenses, planned against reached. Sales are without tax;
// the target is with tax and is brought to the same measure by the share of tax in the node's sales. The
// planned cost of goods takes the gross rate that was reached, since no plan states one.
#include "salesops/app/budget_profit.hpp"

#include "salesops/app/budget.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/reports/kinds.hpp"
#include "salesops/budget/carry.hpp"
#include "salesops/budget/profit.hpp"
#include "salesops/store/targets.hpp"

namespace salesops::app {
namespace {

using budget::Profit;
using document::Cell;
using document::Type;
using money::Money;
using money::Rate;

struct NodeFigures {
  Profit reached;
  Money gross_sales;  // with tax
  Money target;       // with tax
  Money planned_expense;
  NodeFigures& operator+=(const NodeFigures& other) {
    reached += other.reached;
    gross_sales += other.gross_sales;
    target += other.target;
    planned_expense += other.planned_expense;
    return *this;
  }
  // The target without tax.
  Money target_net() const {
    return gross_sales > Money() ? money::half_up(target, Rate(reached.sales.minor(), gross_sales.minor()))
                                 : target;
  }
  Profit planned() const { return budget::planned_profit(target_net(), planned_expense, reached); }
};
using Figures = std::map<std::string, NodeFigures>;

std::string rolled_up(const Context& context, const BudgetBook& book, const std::string& node) {
  if (context.level.empty()) return node;
  for (const std::string& above : book.hierarchy().nodes.path(node)) {
    if (book.node_kind(above) == context.level) return above;
  }
  return node;
}

Figures figures_of(const Context& context, store::Database& database, const BudgetBook& book,
                   const BudgetStatus& status) {
  Figures figures;
  const auto at = [&](const std::string& node) -> NodeFigures& {
    return figures[rolled_up(context, book, node)];
  };
  for (const store::NodeAmount& sold :
       store::sales_by_node(database, {status.span.first, std::min(status.span.last, context.as_of)})) {
    NodeFigures& node = at(sold.node);
    node.reached += {sold.amount - sold.tax, sold.cost, {}};
    node.gross_sales += sold.amount;
  }
  const calendar::Month in_force =
      std::min(status.months.last, context.config.calendar.month_of(context.as_of));
  for (const target::Value& value :
       store::approved_targets(database, status.months.first, status.months.last, in_force)) {
    if (value.metric == "sales") at(value.node).target += Money::minor(value.amount);
  }
  for (const auto& [cell, balance] :
       store::budget_balances(database, context.as_of, status.months.first, status.months.last)) {
    NodeFigures& node = at(cell.node);
    node.reached.expense += balance.actual;
    node.planned_expense += balance.plan();
  }
  return figures;
}

Cell optional_rate(const std::optional<Rate>& rate) {
  return rate ? Cell(*rate) : Cell();
}
Cell optional_amount(const std::optional<Money>& amount) {
  return amount ? Cell(*amount) : Cell();
}

std::optional<Rate> share(Money part, Money whole) {
  if (whole <= Money()) return std::nullopt;
  return Rate(part.minor(), whole.minor());
}

// Expense per 10,000 of `whole`.
Cell per_wan(Money expense, Money whole) {
  if (whole <= Money()) return Cell();
  return money::half_up(Money::minor(1'000'000), Rate(expense.minor(), whole.minor()));
}

document::Row profit_row(Cell key, Cell name, const NodeFigures& figures) {
  const Profit plan = figures.planned();
  const Profit& reached = figures.reached;
  return {std::move(key),
          plan.sales,
          reached.sales,
          optional_rate(share(figures.gross_sales, figures.target)),
          plan.gross(),
          reached.cost,
          reached.gross(),
          optional_rate(reached.gross_rate()),
          plan.expense,
          reached.expense,
          optional_rate(share(reached.expense, plan.expense)),
          plan.contribution(),
          reached.contribution(),
          optional_rate(reached.contribution_rate()),
          optional_amount(reached.break_even()),
          per_wan(reached.expense, figures.gross_sales),
          per_wan(reached.expense, figures.target),
          std::move(name)};
}

document::Table profit_table(const BudgetBook& book, const Figures& figures,
                             const money::Currency& currency) {
  const std::string wan = money::unit_zh(currency, "万") + (currency.code == "CNY" ? "" : " ");
  document::Table table;
  table.key = "profit";
  table.title = {"费用利润表", "Profit plan"};
  table.columns = {
      {"node", {"节点", "node"}, Type::id},
      {"target_sales", {"目标销售额", "target sales"}, Type::money},
      {"sales", {"销售额", "sales"}, Type::money},
      {"attainment", {"达成率", "attainment"}, Type::percent},
      {"planned_gross_profit", {"计划毛利", "planned gross profit"}, Type::money},
      {"cost", {"成本", "cost"}, Type::money},
      {"gross_profit", {"毛利", "gross profit"}, Type::money},
      {"gross_rate", {"毛利率", "gross rate"}, Type::percent},
      {"planned_expense", {"费用预算", "planned expense"}, Type::money},
      {"expense", {"费用", "expense"}, Type::money},
      {"used", {"执行率", "used"}, Type::percent},
      {"planned_contribution", {"计划贡献", "planned contribution"}, Type::money},
      {"contribution", {"区域贡献", "contribution"}, Type::money},
      {"contribution_rate", {"贡献率", "contribution rate"}, Type::percent},
      {"break_even_sales", {"保本销售额", "break-even sales"}, Type::money},
      {"expense_per_wan_sales", {"每" + wan + "销售费用", "expense per 10,000 of sales"}, Type::money},
      {"expense_per_wan_target", {"每" + wan + "目标费用", "expense per 10,000 of target"}, Type::money},
      {"node_name", {"节点名称", "node name"}, Type::text, 1, true}};
  NodeFigures total;
  for (const auto& [node, one] : figures) {
    table.rows.stored.push_back(profit_row(node, book.node_name(node), one));
    total += one;
  }
  table.total = profit_row(base::Text{"合计", "total"}, Cell(), total);
  table.notes = {{"销售额、毛利和贡献不含税；计划毛利按已实现毛利率；每" + wan + "费用的分母含税",
                  "sales, gross profit and contribution without tax; planned gross profit at the gross rate "
                  "reached; per 10,000 of sales or target with tax"}};
  return table;
}

budget::WhatIf what_if_of(const std::vector<std::string>& changes) {
  budget::WhatIf what_if;
  for (const std::string& change : changes) {
    const std::size_t equals = change.find('=');
    const std::string key = change.substr(0, equals);
    std::string text = equals == std::string::npos ? "" : change.substr(equals + 1);
    if (text.starts_with("+")) text.erase(0, 1);
    Rate* rate = key == "price"     ? &what_if.price
                 : key == "volume"  ? &what_if.volume
                 : key == "cost"    ? &what_if.cost
                 : key == "expense" ? &what_if.expense
                                    : nullptr;
    money::NumberFault fault;
    if (rate != nullptr && text.ends_with("%") && money::parse_rate(text, *rate, fault)) continue;
    throw base::Error(base::Exit::usage,
                      {.code = "E6160",
                       .field = "--set",
                       .value = change,
                       .message = {"不能理解的变化：" + change, "a change that cannot be read: " + change},
                       .help = {"写成 price=+2%，可用 price、volume、cost、expense",
                                "write price=+2%; price, volume, cost or expense"}});
  }
  return what_if;
}

document::Table what_if_table(const Figures& figures, const budget::WhatIf& what_if) {
  document::Table table;
  table.key = "what_if";
  table.title = {"假设", "What if"};
  table.columns = {{"node", {"节点", "node"}, Type::id},
                   {"sales", {"销售额", "sales"}, Type::money},
                   {"cost", {"成本", "cost"}, Type::money},
                   {"expense", {"费用", "expense"}, Type::money},
                   {"contribution", {"区域贡献", "contribution"}, Type::money},
                   {"change", {"变化", "change"}, Type::money},
                   {"break_even_sales", {"保本销售额", "break-even sales"}, Type::money}};
  Profit before, after;
  const auto row = [](Cell key, const Profit& now, const Profit& then) {
    return document::Row{std::move(key),
                         then.sales,
                         then.cost,
                         then.expense,
                         then.contribution(),
                         then.contribution() - now.contribution(),
                         optional_amount(then.break_even())};
  };
  for (const auto& [node, one] : figures) {
    const Profit changed = budget::changed(one.reached, what_if);
    table.rows.stored.push_back(row(node, one.reached, changed));
    before += one.reached;
    after += changed;
  }
  table.total = row(base::Text{"合计", "total"}, before, after);
  return table;
}

// What a flexible rule is worked out for: sales or receipts, and what was spent of them.
struct RuleScope {
  Money base;
  Money spent;
};

// A rule with a node takes the node and all below it; one without takes every node for itself, also those
// that spent and sold nothing. Base and spending are always of the same scope.
std::map<std::string, RuleScope> scopes_of(const Context& context, store::Database& database,
                                           const BudgetBook& book, const budget::FlexibleRule& rule,
                                           const budget::Balances& balances, calendar::Span span) {
  const auto key = [&](const std::string& node) -> std::optional<std::string> {
    if (rule.node.empty()) return node;
    return book.hierarchy().nodes.within(node, rule.node) ? std::optional(rule.node) : std::nullopt;
  };
  std::map<std::string, RuleScope> scopes;
  if (!rule.node.empty()) scopes[rule.node] = {};
  const char* base = rule.basis == budget::Basis::receipts ? "collection" : "sales";
  for (const auto& [owner, amount] : amounts_by_node(context, database, base, span)) {
    if (const auto node = key(owner)) scopes[*node].base += amount;
  }
  for (const auto& [cell, balance] : balances) {
    const bool fits =
        rule.category.empty() || book.hierarchy().categories.within(cell.category, rule.category);
    const auto node = fits && !balance.actual.zero() ? key(cell.node) : std::nullopt;
    if (node) scopes[*node].spent += balance.actual;
  }
  return scopes;
}

}  // namespace

document::Table flexible_table(const Context& context, store::Database& database, const BudgetBook& book,
                               const budget::Balances& balances, calendar::Span span) {
  document::Table table;
  table.key = "flexible";
  table.title = {"费用率控制", "Flexible budgets"};
  table.columns = {{"node", {"节点", "node"}, Type::id},
                   {"category", {"费用项目", "category"}, Type::id},
                   {"basis", {"分母", "basis"}, Type::text},
                   {"base", {"分母金额", "base"}, Type::money},
                   {"rate", {"费用率", "rate"}, Type::percent, 2},
                   {"allowed", {"可用", "allowed"}, Type::money},
                   {"spent", {"已发生", "spent"}, Type::money},
                   {"saved", {"节余", "saved"}, Type::money},
                   {"reward", {"节余分成", "reward"}, Type::money},
                   {"excess", {"超出", "excess"}, Type::money}};
  for (const budget::FlexibleRule& rule : context.config.budget.flexible) {
    for (const auto& [node, scope] : scopes_of(context, database, book, rule, balances, span)) {
      if (!within_filters(context, book, node, rule.category)) continue;
      const budget::Flexible result =
          budget::flexible(scope.base, rule.rate, scope.spent, rule.share_of_saving);
      table.rows.stored.push_back(
          {node, rule.category, std::string(rule.basis == budget::Basis::receipts ? "receipts" : "sales"),
           scope.base, rule.rate, result.allowed, result.spent, result.saved, result.reward, result.excess});
    }
  }
  return table;
}

Outcome budget_profit(const Context& context, const BudgetProfitOptions& options) {
  Outcome outcome;
  const budget::WhatIf what_if = what_if_of(options.changes);
  read(context, [&](store::Database& database) {
    check_level(context, database);
    const BudgetBook book(context, database);
    const BudgetStatus status = budget_status_of(context, database);
    const Figures figures = figures_of(context, database, book, status);
    document::Document shown;
    shown.key = "budget_profit";
    shown.title = {"费用利润表", "Profit plan"};
    shown.currency = context.config.company.currency;
    shown.facts = {fact_company(context), fact_period(status.period), fact_as_of(context)};
    document::Section section;
    section.key = "profit";
    section.tables = {profit_table(book, figures, context.config.company.currency)};
    if (what_if.any()) section.tables.push_back(what_if_table(figures, what_if));
    shown.sections.push_back(std::move(section));
    outcome.document = std::move(shown);
  });
  return outcome;
}

}  // namespace salesops::app
