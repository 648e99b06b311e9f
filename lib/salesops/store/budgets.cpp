#include "salesops/store/budgets.hpp"

#include "salesops/store/statement.hpp"

namespace salesops::store {
namespace {

using budget::Cell;
using calendar::Month;

constexpr std::string_view kFindCell =
    "SELECT id FROM budget_cell WHERE node = ?1 AND category = ?2 AND month = ?3";
constexpr std::string_view kInsertCell = "INSERT INTO budget_cell(node, category, month) VALUES (?1, ?2, ?3)";
constexpr std::string_view kInsertMove =
    "INSERT INTO budget_move(cell, kind, amount, date, document, request) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view kCells =
    "SELECT id, node, category, month FROM budget_cell WHERE month BETWEEN ?1 AND ?2";
constexpr std::string_view kLastCell = "SELECT max(id) FROM budget_cell";
constexpr std::string_view kSums = "SELECT cell, kind, amount FROM budget_move WHERE date <= ?1";
constexpr std::string_view kMoves =
    "SELECT m.id, m.date, m.kind, c.node, c.category, c.month, m.amount, m.document, m.request "
    "FROM budget_move m JOIN budget_cell c ON c.id = m.cell ";
constexpr std::string_view kChanges =
    "SELECT e.sign, e.number, e.line, e.date, n.code, e.category, e.amount, e.request "
    "FROM expense_change e JOIN node n ON n.id = e.node ORDER BY e.id";
constexpr std::string_view kExpensesTotal =
    "SELECT ifnull(sum(amount), 0) FROM expense WHERE date BETWEEN ?1 AND ?2";
constexpr std::string_view kExpenseExists = "SELECT 1 FROM expense WHERE number = ?1 AND line = ?2";
constexpr std::string_view kInsertExpense =
    "INSERT INTO expense(number, line, date, node, category, amount, request, payee, note) "
    "VALUES (?1, ?2, ?3, (SELECT id FROM node WHERE code = ?4), ?5, ?6, nullif(?7, ''), nullif(?8, ''), "
    "nullif(?9, ''))";

Month month_at(const Statement& row, int column) {
  return Month::from_number(static_cast<std::int32_t>(row.integer(column)));
}

BudgetMove move_of(const Statement& row) {
  BudgetMove found;
  found.id = row.integer(0);
  found.date = row.date(1);
  found.move.kind = static_cast<budget::MoveKind>(row.integer(2));
  found.move.cell = {row.string(3), row.string(4), month_at(row, 5)};
  found.move.amount = row.amount(6);
  found.move.document = row.string(7);
  found.request = row.maybe_integer(8);
  return found;
}

}  // namespace

struct BudgetWriter::Statements {
  Database& database;
  Statement find;
  Statement insert;
  Statement move;
  explicit Statements(Database& db)
      : database(db), find(db, kFindCell), insert(db, kInsertCell), move(db, kInsertMove) {}
};

BudgetWriter::BudgetWriter(Database& database) : statements_(std::make_unique<Statements>(database)) {}
BudgetWriter::~BudgetWriter() = default;

std::int64_t BudgetWriter::cell(const Cell& cell) {
  const auto known = cells_.find(cell);
  if (known != cells_.end()) return known->second;
  Statement& find = statements_->find;
  find.bind_all(std::string_view(cell.node), std::string_view(cell.category), cell.month.number());
  std::int64_t id = 0;
  if (find.step()) id = find.integer(0);
  find.reset();
  if (id == 0) {
    statements_->insert.run_with(std::string_view(cell.node), std::string_view(cell.category),
                                 cell.month.number());
    id = last_id(statements_->database);
  }
  cells_[cell] = id;
  return id;
}

void BudgetWriter::append(const budget::Move& move, calendar::Date date,
                          std::optional<std::int64_t> request) {
  const std::int64_t id = cell(move.cell);
  statements_->move.run_with(id, static_cast<int>(move.kind), move.amount, date,
                             std::string_view(move.document), request);
}

budget::Balances budget_balances(Database& database, calendar::Date as_of, Month first, Month last) {
  const auto cells = static_cast<std::size_t>(one_integer(database, kLastCell).value_or(0)) + 1;
  std::vector<budget::Balance> sums(cells);
  const SmallPageCache pass(database, kOnePass);
  Statement moves(database, kSums);
  moves.bind_all(as_of);
  while (moves.step()) {
    const auto cell = static_cast<std::size_t>(moves.integer(0));
    if (cell < cells) sums[cell].add(static_cast<budget::MoveKind>(moves.integer(1)), moves.amount(2));
  }
  budget::Balances balances;
  Statement named(database, kCells);
  named.bind_all(first.number(), last.number());
  while (named.step()) {
    const budget::Balance& sum = sums[static_cast<std::size_t>(named.integer(0))];
    balances.emplace(Cell{named.string(1), named.string(2), month_at(named, 3)}, sum);
  }
  return balances;
}

std::vector<std::string> ledger_categories(Database& database) {
  std::vector<std::string> codes;
  Statement rows(database,
                 "SELECT category FROM budget_cell UNION SELECT category FROM expense_change ORDER BY 1");
  while (rows.step()) codes.push_back(rows.string(0));
  return codes;
}

money::Money expenses_total(Database& database, calendar::Span span) {
  const SmallPageCache pass(database, kOnePass);
  Statement sum(database, kExpensesTotal);
  sum.bind_all(span.first, span.last);
  sum.step();
  return sum.amount(0);
}

void for_each_budget_move(Database& database, const BudgetMoveFilter& filter,
                          const std::function<void(const BudgetMove&)>& sink) {
  std::string sql(kMoves);
  if (!filter.document.empty()) sql += "WHERE m.document = ?1 ";
  if (filter.request) sql += filter.document.empty() ? "WHERE m.request = ?2 " : "AND m.request = ?2 ";
  Statement moves(database, sql + "ORDER BY m.id");
  if (!filter.document.empty()) moves.bind(1, std::string_view(filter.document));
  if (filter.request) moves.bind(2, *filter.request);
  while (moves.step()) sink(move_of(moves));
}

bool has_expense_changes(Database& database) {
  return one_integer(database, "SELECT 1 FROM expense_change LIMIT 1").has_value();
}

std::vector<ExpenseChange> expense_changes(Database& database) {
  std::vector<ExpenseChange> changes;
  Statement rows(database, kChanges);
  while (rows.step()) {
    changes.push_back({rows.integer(0) < 0, rows.string(1), rows.integer(2), rows.date(3), rows.string(4),
                       rows.string(5), rows.amount(6), rows.maybe_text(7).value_or("")});
  }
  return changes;
}

void clear_expense_changes(WriteTransaction& transaction) {
  execute(transaction.database(), "DELETE FROM expense_change");
}

std::string next_expense_number(Database& database) {
  Statement taken(database, kExpenseExists);
  for (std::int64_t next = one_integer(database, "SELECT ifnull(max(id), 0) + 1 FROM expense").value_or(1);;
       ++next) {
    const std::string digits = std::to_string(next);
    std::string number = "BX" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
    taken.bind_all(std::string_view(number), 1);
    if (!taken.step()) return number;
    taken.reset();
  }
}

std::string next_budget_document(Database& database, std::string_view kind) {
  const std::string prefix = std::string(kind) + " ";
  const std::string end = std::string(kind) + "!";  // bound text must outlive the step
  Statement last(database, "SELECT max(document) FROM budget_move WHERE document >= ?1 AND document < ?2");
  last.bind_all(std::string_view(prefix), std::string_view(end));
  last.step();
  const std::string before = last.maybe_text(0).value_or(prefix + "0");
  const std::string digits = std::to_string(std::stoll(before.substr(prefix.size())) + 1);
  return prefix + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

void insert_expense(WriteTransaction& transaction, const ExpenseChange& expense, std::string_view payee,
                    std::string_view note) {
  Statement exists(transaction.database(), kExpenseExists);
  exists.bind_all(std::string_view(expense.number), expense.line);
  if (exists.step()) {
    throw base::Error(
        base::Exit::bad_data,
        {.code = "E6125",
         .field = "expense",
         .value = expense.number,
         .message = {"报销单 " + expense.number + " 已存在", "expense " + expense.number + " exists already"},
         .help = {"换一个单据编号 (--expense)", "give another number (--expense)"}});
  }
  Statement(transaction.database(), kInsertExpense)
      .run_with(std::string_view(expense.number), expense.line, expense.date, std::string_view(expense.node),
                std::string_view(expense.category), expense.amount, std::string_view(expense.request), payee,
                note);
}

}  // namespace salesops::store
