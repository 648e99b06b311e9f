// budget status: the ledger folded into one line per budget cell, with the line of what no budget pays for,
// so that the total ties with all expenses. The tie is checked on every run against the expense documents
// themselves.
#include "salesops/app/budget.hpp"
#include "salesops/app/budget_book.hpp"
#include "salesops/app/budget_profit.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/reports/kinds.hpp"

namespace salesops::app {
namespace {

using budget::Balance;
using budget::Owner;
using budget::StatusLine;
using document::Cell;
using document::Column;
using document::Type;
using money::Money;
using money::Rate;

std::vector<Column> columns() {
  return {{"node", {"节点", "node"}, Type::id},
          {"category", {"费用项目", "category"}, Type::id},
          {"budget", {"预算", "budget"}, Type::money},
          {"supplement", {"追加", "supplement"}, Type::money},
          {"transfer", {"调剂", "transfer"}, Type::money},
          {"carried", {"结转", "carried"}, Type::money},
          {"committed", {"占用", "committed"}, Type::money},
          {"actual", {"已发生", "actual"}, Type::money},
          {"available", {"可用", "available"}, Type::money},
          {"used", {"执行率", "used"}, Type::percent},
          {"used_incl_committed", {"含占用执行率", "used incl. committed"}, Type::percent},
          {"pace", {"序时进度", "pace"}, Type::percent},
          {"ytd_budget", {"累计预算", "YTD budget"}, Type::money},
          {"ytd_actual", {"累计已发生", "YTD actual"}, Type::money},
          {"expense_ratio", {"费用率", "expense ratio"}, Type::percent, 2},
          {"status", {"状态", "status"}, Type::text},
          {"node_name", {"节点名称", "node name"}, Type::text, 1, true},
          {"category_name", {"项目名称", "category name"}, Type::text, 1, true},
          {"status_name", {"状态名称", "status name"}, Type::text, 1, true}};
}

base::Text wording(budget::Use use) {
  switch (use) {
    case budget::Use::within:
      return {"正常", "within"};
    case budget::Use::warned:
      return {"预警", "warned"};
    case budget::Use::used_up:
      return {"用完", "used up"};
    case budget::Use::exceeded:
      return {"超支", "exceeded"};
    case budget::Use::unplanned:
      return {"无预算", "unbudgeted"};
  }
  return {};
}

Cell optional_rate(const std::optional<Rate>& rate) {
  return rate ? Cell(*rate) : Cell();
}

// Sales of a node and all below it.
class SalesBelow {
 public:
  SalesBelow(const Context& context, store::Database& database, calendar::Span span,
             const budget::Hierarchy& hierarchy)
      : hierarchy_(hierarchy) {
    for (const auto& [seller, amount] : amounts_by_node(context, database, "sales", span)) {
      total_ += amount;
      for (const std::string& node : hierarchy_.nodes.path(seller)) sums_[node] += amount;
    }
  }
  std::optional<Rate> ratio(const StatusLine& line) const {
    const auto found = sums_.find(line.node);
    return found == sums_.end() ? std::nullopt : share(line.period.actual, found->second);
  }
  std::optional<Rate> total_ratio(Money actual) const { return share(actual, total_); }

 private:
  static std::optional<Rate> share(Money actual, Money sold) {
    if (sold <= Money()) return std::nullopt;
    return Rate(actual.minor(), sold.minor());
  }
  const budget::Hierarchy& hierarchy_;
  std::map<std::string, Money> sums_;
  Money total_;
};

// Share of the period's calendar days that have passed at the end of the as-of day.
Rate pace_of(calendar::Span span, calendar::Date as_of) {
  if (as_of < span.first) return Rate(0, 1);
  if (as_of >= span.last) return Rate(1, 1);
  return Rate(as_of - span.first + 1, span.days());
}

void require_whole_months(const calendar::FiscalCalendar& fiscal, const calendar::Period& period,
                          const std::vector<calendar::Month>& months, bool prorate) {
  const bool one_year = !months.empty() && months.front().year() == months.back().year();
  if (one_year && (prorate || fiscal.month(months.front()).first == period.span.first)) return;
  throw base::Error(base::Exit::usage,
                    {.code = "E6116",
                     .field = "--period",
                     .value = period.label,
                     .message = {"预算期间必须是同一年内的整月：" + period.label,
                                 "a budget period must be whole months of one year: " + period.label},
                     .help = {"例如 2026-10、2026Q4、2026、ytd；按天折算加 --prorate",
                              "for example 2026-10, 2026Q4, 2026, ytd; --prorate divides months by days"}});
}

void check_tie(const std::vector<StatusLine>& lines, Money expenses) {
  const Money actual = budget::total_of(lines).period.actual;
  if (actual == expenses) return;
  throw base::Error(
      base::Exit::internal,
      {.code = "E6190",
       .value = money::to_decimal(actual),
       .message = {"预算账与费用单据不符：账上 " + money::to_decimal(actual) + "，单据 " +
                       money::to_decimal(expenses),
                   "the budget ledger does not tie with the expenses: ledger " + money::to_decimal(actual) +
                       ", documents " + money::to_decimal(expenses)},
       .help = {"运行 salesops db verify", "run salesops db verify"}});
}

void check_where(const Context& context) {
  for (const auto& [key, value] : context.where) {
    if (key == "node" || key == "category") continue;
    throw base::Error(base::Exit::usage, {.code = "E6117",
                                          .field = "--where",
                                          .value = key,
                                          .message = {"不能按 " + key + " 筛选", "cannot filter by " + key},
                                          .help = {"可用 node、category", "use node or category"}});
  }
}

// What --by and --level turn a line's cell into.
Owner grouped(const Context& context, const BudgetBook& book, const StatusLine& line) {
  Owner owner{line.node, line.category};
  if (!context.level.empty()) {
    for (const std::string& above : book.hierarchy().nodes.path(line.node)) {
      if (book.node_kind(above) == context.level) owner.node = above;
    }
  }
  if (context.by.empty()) return owner;
  bool node = false, category = false, group = false;
  for (const std::string& dimension : context.by) {
    if (dimension == "node")
      node = true;
    else if (dimension == "category")
      category = true;
    else if (dimension == "group")
      group = true;
    else
      throw base::Error(base::Exit::usage,
                        {.code = "E6117",
                         .field = "--by",
                         .value = dimension,
                         .message = {"不能按 " + dimension + " 汇总", "cannot group by " + dimension},
                         .help = {"可用 node、category、group", "use node, category or group"}});
  }
  if (!node) owner.node = book.hierarchy().nodes.top(owner.node);
  if (group) owner.category = book.hierarchy().categories.top(owner.category);
  if (!category && !group) owner.category.clear();
  return owner;
}

document::Row row_of(const Context& context, const BudgetBook& book, const SalesBelow& sales,
                     const Rate& pace, const StatusLine& line) {
  const Balance& b = line.period;
  const budget::Use use = budget::use_of(
      b, context.config.budget.warn_at.empty() ? Rate(1, 1) : context.config.budget.warn_at.front());
  document::Row row = {line.node,
                       line.category,
                       b.budget,
                       b.supplement,
                       b.transfer,
                       b.carried,
                       b.committed,
                       b.actual,
                       b.available(),
                       optional_rate(budget::used(b)),
                       optional_rate(budget::used_incl_committed(b)),
                       pace,
                       line.ytd.plan(),
                       line.ytd.actual,
                       optional_rate(sales.ratio(line)),
                       std::string(budget::name_of(use)),
                       book.node_name(line.node),
                       context.config.budget.title_of(line.category),
                       wording(use)};
  if (line.unbudgeted()) {
    row[0] = std::string("unbudgeted");
    row[16] = base::Text{"无预算支出", "unbudgeted"};
  }
  return row;
}

document::Row total_row(const SalesBelow& sales, const Rate& pace, const std::vector<StatusLine>& lines) {
  const StatusLine total = budget::total_of(lines);
  const Balance& b = total.period;
  return {base::Text{"合计", "total"},
          Cell(),
          b.budget,
          b.supplement,
          b.transfer,
          b.carried,
          b.committed,
          b.actual,
          b.available(),
          optional_rate(budget::used(b)),
          optional_rate(budget::used_incl_committed(b)),
          pace,
          total.ytd.plan(),
          total.ytd.actual,
          optional_rate(sales.total_ratio(b.actual)),
          Cell(),
          Cell(),
          Cell(),
          Cell()};
}

}  // namespace

namespace {

// The period's own days of a month, in its plan and in what was spent.
BudgetStatus cut_to_days(const Context& context, store::Database& database, BudgetStatus status) {
  const calendar::FiscalCalendar& fiscal = context.config.calendar;
  const calendar::Span window = status.period.span;
  const calendar::Date as_of = std::min(context.as_of, window.last);
  const BudgetBook book(context, database);
  const budget::Balances all =
      store::budget_balances(database, as_of, status.months.year_start(), status.months.last);
  const budget::Balances before =
      store::budget_balances(database, window.first - 1, status.months.first, status.months.first);
  budget::Balances ytd;
  for (const auto& [cell, balance] : all) {
    const calendar::Span month = fiscal.month(cell.month);
    const calendar::Date last = std::min(month.last, window.last);
    ytd[cell] = budget::prorated(balance, last - month.first + 1, month.days());
    const calendar::Date first = std::max(month.first, window.first);
    if (cell.month < status.months.first) continue;
    budget::Balance& own = status.balances[cell];
    own = budget::prorated(balance, last - first + 1, month.days());
    if (const auto found = before.find(cell); found != before.end()) own.actual -= found->second.actual;
  }
  status.span = window;
  status.lines = budget::status_lines(status.balances, ytd, status.months, book.hierarchy());
  check_tie(status.lines, store::expenses_total(database, {window.first, as_of}));
  return status;
}

BudgetStatus read_status(const Context& context, store::Database& database,
                         const BudgetStatusOptions& options) {
  BudgetStatus status;
  status.period = context.period("this-month");
  const calendar::FiscalCalendar& fiscal = context.config.calendar;
  const std::vector<calendar::Month> months = fiscal.months_in(status.period);
  require_whole_months(fiscal, status.period, months, options.prorate);
  status.months = {months.front(), months.back()};
  if (options.prorate) return cut_to_days(context, database, std::move(status));
  status.span = {status.period.span.first, fiscal.month(months.back()).last};
  // A period that ends inside a month (ytd, mtd) stops at its end; for whole months everything known as of
  // the day counts.
  const bool partial = status.period.span.last < status.span.last;
  const calendar::Date as_of = partial ? std::min(context.as_of, status.period.span.last) : context.as_of;
  const BudgetBook book(context, database);
  status.balances = store::budget_balances(database, as_of, status.months.year_start(), status.months.last);
  status.lines = budget::status_lines(status.balances, status.months, book.hierarchy());
  check_tie(status.lines,
            store::expenses_total(database, {status.span.first, std::min(as_of, status.span.last)}));
  std::erase_if(status.balances, [&](const auto& entry) { return entry.first.month < status.months.first; });
  return status;
}

}  // namespace

BudgetStatus budget_status_of(const Context& context, store::Database& database,
                              const BudgetStatusOptions& options) {
  if (!context.reading || options.prorate) return read_status(context, database, options);
  auto& kept = context.reading->budgets[{context.period("this-month").label, context.as_of}];
  if (!kept) kept = std::make_shared<BudgetStatus>(read_status(context, database, options));
  return *kept;
}

Outcome budget_status(const Context& context, const BudgetStatusOptions& options) {
  Outcome outcome;
  check_where(context);
  read(context, [&](store::Database& database) {
    if (options.check_level) check_level(context, database);
    BudgetStatus status = budget_status_of(context, database, options);
    const BudgetBook book(context, database);
    std::erase_if(status.lines, [&](const StatusLine& line) {
      return !within_filters(context, book, line.node, line.category);
    });
    if (!context.by.empty() || !context.level.empty())
      status.lines =
          budget::regroup(status.lines, [&](const StatusLine& line) { return grouped(context, book, line); });
    const SalesBelow sales(context, database, {status.span.first, std::min(context.as_of, status.span.last)},
                           book.hierarchy());
    const Rate pace = pace_of(status.span, context.as_of);
    document::Table table;
    table.key = "budget_status";
    table.title = {"预算执行表", "Budget status"};
    table.columns = columns();
    for (const StatusLine& line : status.lines)
      table.rows.stored.push_back(row_of(context, book, sales, pace, line));
    table.total = total_row(sales, pace, status.lines);
    table.notes = {{"执行率 = 已发生 ÷（预算 + 追加 ± 调剂 + 结转）；费用率 = 已发生 ÷ 同节点含税销售额",
                    "used = actual ÷ (budget + supplements ± transfers + carried); expense ratio = actual ÷ "
                    "sales incl. tax of the same node"}};
    if (options.prorate)
      table.notes.push_back(
          {"不满整月的预算按天数折算；已发生按日期，占用为该月全部",
           "the plan of a cut month counts by days; actual by its date, committed is that of the "
           "whole month"});
    outcome.document = document::single_table("budget_status", table.title, std::move(table));
    outcome.document->currency = context.config.company.currency;
    outcome.document->facts = {fact_company(context), fact_period(status.period), fact_as_of(context)};
    if (!context.config.budget.flexible.empty()) {
      const calendar::Span span{status.span.first, std::min(context.as_of, status.span.last)};
      outcome.document->sections.front().tables.push_back(
          flexible_table(context, database, book, status.balances, span));
    }
    for (document::Fact& fact : fact_filters(context)) outcome.document->facts.push_back(std::move(fact));
  });
  return outcome;
}

}  // namespace salesops::app
