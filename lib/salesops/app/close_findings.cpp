#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "salesops/app/close.hpp"
#include "salesops/app/reports/data_sets.hpp"
#include "salesops/base/text.hpp"
#include "salesops/report/grid.hpp"
#include "salesops/store/budgets.hpp"
#include "salesops/store/close_checks.hpp"
#include "salesops/store/closings.hpp"

namespace salesops::app {

namespace {

using Level = config::Close::Level;
using money::Money;

// A finding as it is before its level is known.
struct Found {
  const char* code;
  Level level;
  base::Text what;
  std::int64_t count = 0;
  std::optional<Money> amount{};
  std::string command{};
};

class Checklist {
 public:
  explicit Checklist(const Context& context) : context_(context) {}

  void add(Found found) {
    const auto& severities = context_.config.close.severities;
    const auto configured = severities.find(found.code);
    const Level level = configured == severities.end() ? found.level : configured->second;
    if (level == Level::off) return;
    findings_.push_back(
        {found.code, level, std::move(found.what), found.count, found.amount, std::move(found.command)});
  }
  std::vector<CloseFinding> take() { return std::move(findings_); }

 private:
  const Context& context_;
  std::vector<CloseFinding> findings_;
};

std::string examples(const store::CheckResult& result) {
  const std::string list = base::join(result.examples, ", ");
  return result.count > static_cast<std::int64_t>(result.examples.size()) ? list + ", …" : list;
}

void add_result(Checklist& list, const char* code, const base::Text& what, const store::CheckResult& result,
                std::string command) {
  if (result.count == 0) return;
  const std::string names = examples(result);
  list.add({code,
            Level::warn,
            {what.zh + "：" + names, what.en + ": " + names},
            result.count,
            result.amount,
            std::move(command)});
}

void check_documents(Checklist& list, store::Database& database, const calendar::Period& period) {
  add_result(list, "documents_without_node",
             {"单据的客户当日不属于任何节点", "documents whose customer belongs to no node on their day"},
             store::documents_without_node(database, period.span), "salesops import customers FILE");
  add_result(list, "invoices_without_rep", {"发票没有业务员", "invoices without a rep"},
             store::invoices_without_rep(database, period.span), "salesops import customers FILE");
  add_result(list, "waiting_decisions", {"有事项等待审批", "requests wait for a decision"},
             store::waiting_decisions(database), "salesops approve list");
}

// One more case: its name among the examples, its amount in the sum.
void note(store::CheckResult& result, const std::string& name, Money amount) {
  ++result.count;
  result.amount += amount;
  if (result.examples.size() < 3) result.examples.push_back(name);
}

// Receipts and credit notes with something left: those that wait too long, and those of customers who owe
// nothing.
void check_unmatched(Checklist& list, const Context& context, const calendar::Period& period) {
  const document::Table table = fetch(context, "open_items", {period, {}, {}});
  const report::Columns grid(table);
  const int days = context.config.close.unmatched_days;
  std::map<std::string, Money> owed, paid;
  store::CheckResult late, above;
  table.rows.for_each([&](const document::Row& row) {
    const Money open = grid.money(row, "open_base").value_or(Money());
    Money& sum = (open.negative() ? paid : owed)[grid.text(row, "customer_id")];
    sum += open.negative() ? -open : open;
    const auto date = grid.date(row, "date");
    if (open.negative() && date && period.span.last - *date > days)
      note(late, grid.text(row, "number"), -open);
  });
  for (const auto& [customer, amount] : paid) {
    if (!owed.contains(customer)) note(above, customer, amount);
  }
  add_result(list, "unmatched_receipts",
             {fmt::format("收款超过 {} 天未核销", days),
              fmt::format("receipts unmatched for more than {} days", days)},
             late, "salesops receivables apply --dry-run");
  add_result(list, "receipts_above_invoices", {"客户付款多于应付", "customers who paid more than they owe"},
             above, "salesops receivables aging --as-of " + calendar::to_string(period.span.last));
}

void check_targets(Checklist& list, const Context& context, const calendar::Period& period) {
  for (const char* metric : {"sales", "collection"}) {
    const document::Table table =
        fetch(context, "attainment", {period, {{"metric", metric}, {"level", "company"}}, {}});
    const report::Grid grid(table);
    const auto target = grid.total() ? grid.money(*grid.total(), "target") : std::nullopt;
    if (target && !target->zero()) continue;
    list.add({"targets_missing",
              Level::warn,
              {fmt::format("本期没有已批准的目标：{}", metric),
               fmt::format("no approved target for the period: {}", metric)},
              1,
              std::nullopt,
              "salesops target list"});
  }
}

void check_budget(Checklist& list, const Context& context, const calendar::Period& period) {
  const document::Table table = fetch(context, "budget", {period, {{"by", "node,category"}}, {}});
  const report::Grid grid(table);
  const std::string command = "salesops budget status --period " + period.label + " --by node,category";
  std::int64_t over = 0;
  Money excess;
  for (const document::Row& row : grid.rows()) {
    const auto available = grid.money(row, "available");
    if (grid.text(row, "node") == "unbudgeted" || !available || !available->negative()) continue;
    ++over;
    excess -= *available;
  }
  if (over > 0)
    list.add(
        {"over_budget", Level::warn, {"项目超预算", "budget lines are exceeded"}, over, excess, command});
  for (const document::Row& row : grid.rows()) {
    const auto actual = grid.money(row, "actual");
    if (grid.text(row, "node") != "unbudgeted" || !actual || actual->zero()) continue;
    list.add({"expenses_without_budget",
              Level::warn,
              {"费用没有预算", "expenses without a budget"},
              1,
              actual,
              command});
  }
}

// Requests that still hold money of the period's months or earlier ones: settled or closed late, or to be
// carried.
void check_commitments(Checklist& list, store::Database& database, const Context& context,
                       const calendar::Period& period) {
  const calendar::Month last = context.config.calendar.month_of(period.span.last);
  store::CheckResult open;
  for (const store::BudgetRequest& request : store::requests(database, budget::RequestState::approved)) {
    Money held;
    const budget::Commitment commitment = store::commitment_of(database, request.id);
    for (const auto& [cell, amount] : commitment.cells()) {
      const auto category =
          std::ranges::find(context.config.budget.categories, cell.category, &budget::Category::id);
      const bool carried = category != context.config.budget.categories.end() && category->carry_commitments;
      if (cell.month <= last && !carried) held += amount;
    }
    if (held > Money()) note(open, request.number, held);
  }
  add_result(list, "commitments_past",
             {"占用已过所属月份，未核销也未关闭", "commitments past their month, neither settled nor closed"},
             open, "salesops budget show");
}

void check_order(Checklist& list, store::Database& database, const Context& context,
                 const calendar::Period& period) {
  if (context.as_of < period.span.last) {
    list.add({"period_not_over",
              Level::error,
              {"期间还没有结束：" + calendar::to_string(period.span.last),
               "the period is not over: " + calendar::to_string(period.span.last)},
              1,
              std::nullopt,
              "salesops close check " + period.label + " --as-of " + calendar::to_string(period.span.last)});
  }
  const auto closed = store::closed_until(database);
  if (closed && *closed + 1 < period.span.first) {
    const calendar::Month next = context.config.calendar.month_of(*closed + 1);
    const std::string label = context.config.calendar.month_period(next).label;
    list.add({"earlier_period_open",
              Level::error,
              {"前面的期间还没有结账：" + label, "an earlier period is still open: " + label},
              1,
              std::nullopt,
              "salesops close run " + label});
  }
  if (!context.config.working_days.knows(period.span.last.year())) {
    const std::string year = std::to_string(period.span.last.year());
    list.add({"holiday_list_missing",
              Level::warn,
              {year + " 年没有节假日表", "there is no holiday list for " + year},
              1,
              std::nullopt,
              "salesops help config calendar"});
  }
}

}  // namespace

std::vector<CloseFinding> close_findings(const Context& context, const calendar::Period& period) {
  Context inner = context;
  inner.as_of = std::min(context.as_of, period.span.last);
  Checklist list(context);
  read(context, [&](store::Database& database) {
    check_order(list, database, context, period);
    check_documents(list, database, period);
    check_commitments(list, database, context, period);
  });
  check_unmatched(list, inner, period);
  check_targets(list, inner, period);
  check_budget(list, inner, period);
  return list.take();
}

}  // namespace salesops::app
