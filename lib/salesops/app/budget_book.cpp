#include "salesops/app/budget_book.hpp"

#include <set>

#include "salesops/app/reading.hpp"
#include "salesops/base/text.hpp"
#include "salesops/budget/carry.hpp"
#include "salesops/store/closings.hpp"

namespace salesops::app {
namespace {

using base::Diagnostic;
using budget::Cell;

// The category tree of the configuration; without one every code that the ledger or `extra` knows is a
// category.
budget::Tree category_tree(const Context& context, store::Database& database) {
  if (!context.config.budget.categories.empty()) return context.config.budget.category_tree();
  budget::Parents parents;
  for (const std::string& code : store::ledger_categories(database)) parents[code] = "";
  return budget::Tree(std::move(parents));
}

Diagnostic unknown(const char* code, base::Text what, std::string_view text,
                   const std::vector<std::string>& known) {
  const std::string shown = base::printable(text);
  const auto near = base::nearest(text, known);
  Diagnostic diagnostic{.code = code, .value = std::string(text)};
  diagnostic.message = {"没有这个" + what.zh + "：" + shown, "no such " + what.en + ": " + shown};
  if (near) diagnostic.help = {"是不是 " + *near + "？", "did you mean " + *near + "?"};
  return diagnostic;
}

Diagnostic at_expense(Diagnostic diagnostic, const store::ExpenseChange& expense) {
  diagnostic.field = expense.document();
  return diagnostic;
}

// Posts the changes of one transaction.
class Poster {
 public:
  Poster(const Context& context, store::WriteTransaction& transaction)
      : context_(context), database_(transaction.database()), book_(context, database_), writer_(database_) {}

  void post(const store::ExpenseChange& change) {
    if (change.taken_back) {
      reverse(change);
      return;
    }
    const auto category = book_.find_category(change.category);
    if (!category) {
      findings_.add(at_expense(
          unknown("E6102", {"费用项目", "expense category"}, change.category, book_.category_codes()),
          change));
      return;
    }
    const Cell cell{change.node, *category, context_.config.calendar.month_of(change.date)};
    if (change.request.empty()) {
      writer_.append({budget::MoveKind::actual, cell, change.amount, change.document()}, change.date,
                     std::nullopt);
      return;
    }
    settle(change, cell);
  }

  void raise_if_any() const { findings_.raise_if_any(base::Exit::bad_data); }

 private:
  void settle(const store::ExpenseChange& change, const Cell& cell) {
    const auto request = store::find_request(database_, change.request);
    if (!request) {
      findings_.add(at_expense(unknown("E6122", {"申请", "request"}, change.request, {}), change));
      return;
    }
    const budget::Commitment held = store::commitment_of(database_, request->id);
    // A voucher may be older than the approval: what it releases is released when it was committed, never
    // before.
    const calendar::Date released =
        std::max(change.date, store::commit_date(database_, request->id).value_or(change.date));
    for (const budget::Move& move :
         budget::settle_moves(change.document(), held, cell, change.amount, change.document())) {
      const bool release = move.kind == budget::MoveKind::release;
      writer_.append(move, release ? released : change.date, request->id);
    }
  }

  // Takes back what the expense has in the ledger by now: the sum per cell, kind, request and day. A request
  // that is no longer open gets no commitment back: closed requests hold nothing.
  void reverse(const store::ExpenseChange& change) {
    const auto request = store::find_request(database_, change.request);
    const bool reopens = request && request->state == budget::RequestState::approved;
    std::map<std::tuple<Cell, budget::MoveKind, std::optional<std::int64_t>, calendar::Date>, money::Money>
        sums;
    store::for_each_budget_move(
        database_, {.document = change.document(), .request = std::nullopt},
        [&](const store::BudgetMove& found) {
          sums[{found.move.cell, found.move.kind, found.request, found.date}] += found.move.amount;
        });
    for (const auto& [key, amount] : sums) {
      const auto& [cell, kind, of, day] = key;
      if (amount.zero() || (kind == budget::MoveKind::release && !reopens)) continue;
      writer_.append({kind, cell, -amount, change.document()}, day, of);
    }
  }

  const Context& context_;
  store::Database& database_;
  BudgetBook book_;
  store::BudgetWriter writer_;
  base::Diagnostics findings_;
};

}  // namespace

BudgetBook::BudgetBook(const Context& context, store::Database& database) : context_(context) {
  budget::Parents parents;
  const auto nodes = nodes_on(context, database, context.as_of);
  for (const store::NodeOnDay& node : *nodes) {
    parents[node.code] = node.parent;
    nodes_.emplace(node.code, node);
  }
  hierarchy_ = {budget::Tree(std::move(parents)), category_tree(context, database)};
}

std::string BudgetBook::node_name(std::string_view code) const {
  const auto found = nodes_.find(code);
  return found == nodes_.end() ? std::string(code) : found->second.name;
}

std::string BudgetBook::node_kind(std::string_view code) const {
  const auto found = nodes_.find(code);
  return found == nodes_.end() ? std::string() : found->second.kind;
}

std::optional<std::string> BudgetBook::find_node(std::string_view text) const {
  if (nodes_.contains(text)) return std::string(text);
  if (codes_by_name_.empty()) {
    for (const auto& [code, node] : nodes_) {
      auto [at, fresh] = codes_by_name_.try_emplace(base::fold_name(node.name), code);
      if (!fresh) at->second.clear();
    }
  }
  const auto named = codes_by_name_.find(base::fold_name(text));
  if (named == codes_by_name_.end() || named->second.empty()) return std::nullopt;
  return named->second;
}

std::optional<std::string> BudgetBook::find_category(std::string_view text) const {
  return context_.config.budget.category_named(text);
}

std::string BudgetBook::node(std::string_view text) const {
  if (const auto code = find_node(text)) return *code;
  throw base::Error(base::Exit::usage, unknown("E6101", {"节点", "node"}, text, node_codes()));
}

std::string BudgetBook::category(std::string_view text) const {
  if (const auto code = find_category(text)) return *code;
  throw base::Error(base::Exit::usage,
                    unknown("E6102", {"费用项目", "expense category"}, text, category_codes()));
}

budget::Balances year_balances(store::Database& database, calendar::Date as_of, calendar::Month month) {
  const calendar::Month january = calendar::Month::of(month.year(), 1);
  return store::budget_balances(database, as_of, january, january + 11);
}

budget::Balances all_balances(store::Database& database) {
  return store::budget_balances(database, kEverything, calendar::Month::from_number(0),
                                calendar::Month::containing(kEverything));
}

void require_open(store::Database& database, calendar::Date date) {
  const auto closed = store::closed_until(database);
  if (!closed || date > *closed) return;
  const std::string day = calendar::to_string(date);
  const std::string until = calendar::to_string(*closed);
  throw base::Error(
      base::Exit::not_permitted,
      {.code = "E8201",
       .field = "date",
       .value = day,
       .message = {day + " 所在期间已结账（至 " + until + "）",
                   day + " is in a closed period (closed until " + until + ")"},
       .help = {"用未结账期间的日期，或先重开期间", "use a date after it, or reopen the period"}});
}

void post_expenses(const Context& context, store::WriteTransaction& transaction) {
  if (!store::has_expense_changes(transaction.database())) return;
  Poster poster(context, transaction);
  for (const store::ExpenseChange& change : store::expense_changes(transaction.database()))
    poster.post(change);
  poster.raise_if_any();
  store::clear_expense_changes(transaction);
}

namespace {

using Months = std::map<calendar::Month, budget::Balance>;

// The months of each owner's part of the budget: the cell that pays and everything below it. O(cells × the
// height of both trees).
std::map<budget::Owner, Months> months_of(const std::map<budget::Owner, std::set<calendar::Month>>& owners,
                                          const budget::Balances& balances,
                                          const budget::Hierarchy& hierarchy) {
  std::map<budget::Owner, Months> months;
  for (const auto& [cell, balance] : balances) {
    for (const std::string& node : hierarchy.nodes.path(cell.node)) {
      for (const std::string& category : hierarchy.categories.path(cell.category)) {
        const budget::Owner owner{node, category};
        if (owners.contains(owner)) months[owner][cell.month] += balance;
      }
    }
  }
  return months;
}

// The year up to and including a month.
budget::Balance accumulated(const Months& months, calendar::Month last) {
  budget::Balance sum;
  for (auto at = months.lower_bound(calendar::Month::of(last.year(), 1));
       at != months.end() && at->first <= last; ++at)
    sum += at->second;
  return sum;
}

Diagnostic crossing(const Context& context, const budget::Owner& owner, calendar::Month month,
                    const money::Rate& threshold, money::Money available) {
  const std::string share = money::percent_text(threshold, 0);
  const std::string where = cell_text({owner.node, owner.category, month});
  const std::string left = money::to_grouped(available, context.config.company.currency.digits);
  return {.code = "E6111",
          .severity = base::Severity::warning,
          .field = where,
          .value = share,
          .message = {where + "：累计预算已用到 " + share + "，剩余 " + left,
                      where + ": the budget to date is used to " + share + ", " + left + " left"}};
}

}  // namespace

std::vector<Diagnostic> crossing_warnings(const Context& context, const BudgetBook& book,
                                          const budget::Balances& before, const budget::Balances& after) {
  const budget::Owners paying(after, book.hierarchy());
  std::map<budget::Owner, std::set<calendar::Month>> changed;
  for (const auto& [cell, balance] : after) {
    const auto old = before.find(cell);
    if (old != before.end() && old->second.consumed() == balance.consumed()) continue;
    if (const auto owner = paying.find(cell.node, cell.category, cell.month.year()))
      changed[*owner].insert(cell.month);
  }
  const auto then = months_of(changed, before, book.hierarchy());
  const auto now = months_of(changed, after, book.hierarchy());
  std::vector<Diagnostic> warnings;
  for (const auto& [owner, months] : changed) {
    const auto old = then.find(owner);
    for (const calendar::Month month : months) {
      const budget::Balance was = old == then.end() ? budget::Balance() : accumulated(old->second, month);
      const budget::Balance is = accumulated(now.at(owner), month);
      const auto crossed =
          budget::crossings(is.plan(), was.consumed(), is.consumed(), context.config.budget.warn_at);
      if (!crossed.empty())
        warnings.push_back(crossing(context, owner, month, crossed.back(), is.available()));
    }
  }
  return warnings;
}

bool within_filters(const Context& context, const BudgetBook& book, std::string_view node,
                    std::string_view category) {
  for (const auto& [key, value] : context.where) {
    if (key == "node" && !book.hierarchy().nodes.within(node, book.node(value))) return false;
    if (key == "category" && !book.hierarchy().categories.within(category, book.category(value)))
      return false;
  }
  return true;
}

std::string cell_text(const Cell& cell) {
  return cell.node + " / " + cell.category + " / " + calendar::to_string(cell.month);
}

}  // namespace salesops::app
