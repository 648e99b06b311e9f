// Requests and plans: the documents that the moves of the budget ledger come from.
#include <algorithm>

#include "salesops/store/budgets.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {
namespace {

using budget::Cell;
using calendar::Month;

constexpr std::string_view kNextRequest = "SELECT ifnull(max(id), 0) + 1 FROM budget_request";
constexpr std::string_view kInsertRequest =
    "INSERT INTO budget_request(number, kind, state, date, made_by, purpose, promo, foreign_total) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, ''), nullif(?8, ''))";
constexpr std::string_view kInsertRequestLine =
    "INSERT INTO budget_request_line(request, cell, amount) VALUES (?1, ?2, ?3)";
constexpr std::string_view kSetRequestState = "UPDATE budget_request SET state = ?2 WHERE id = ?1";
constexpr std::string_view kRequest =
    "SELECT id, number, kind, state, date, made_by, purpose, ifnull(promo, ''), ifnull(foreign_total, '') "
    "FROM budget_request ";
constexpr std::string_view kRequestLines =
    "SELECT c.node, c.category, c.month, l.amount FROM budget_request_line l JOIN budget_cell c ON c.id = "
    "l.cell WHERE l.request = ?1 "
    "ORDER BY l.id";
constexpr std::string_view kInsertPlan =
    "INSERT INTO budget_plan(name, version, state, date, made_by, hash, reason) VALUES (?1, ?2, ?3, ?4, ?5, "
    "?6, ?7)";
constexpr std::string_view kInsertPlanLine =
    "INSERT INTO budget_plan_line(plan, cell, amount) VALUES (?1, ?2, ?3)";
constexpr std::string_view kSetPlanState = "UPDATE budget_plan SET state = ?2 WHERE id = ?1";
constexpr std::string_view kPlan =
    "SELECT id, name, version, state, date, made_by, hash, reason FROM budget_plan ";
constexpr std::string_view kPlanLines =
    "SELECT c.node, c.category, c.month, l.amount FROM budget_plan_line l JOIN budget_cell c ON c.id = "
    "l.cell WHERE l.plan = ?1";
constexpr std::string_view kOverlap =
    "SELECT p.name FROM budget_plan_line l JOIN budget_plan p ON p.id = l.plan WHERE l.cell = ?1 AND p.name "
    "<> ?2 AND p.state = 'approved' "
    "ORDER BY p.name LIMIT 1";

Cell cell_at(const Statement& row) {
  return {row.string(0), row.string(1), Month::from_number(static_cast<std::int32_t>(row.integer(2)))};
}

BudgetRequest request_at(const Statement& row) {
  BudgetRequest found;
  found.id = row.integer(0);
  found.number = row.string(1);
  budget::request_kind_named(row.text(2), found.kind);
  budget::state_named(row.text(3), found.state);
  found.date = row.date(4);
  found.made_by = row.string(5);
  found.purpose = row.string(6);
  found.promo = row.string(7);
  found.foreign_total = row.string(8);
  return found;
}

void read_request_lines(Database& database, BudgetRequest& request) {
  Statement rows(database, kRequestLines);
  rows.bind_all(request.id);
  while (rows.step()) request.lines.emplace_back(cell_at(rows), rows.amount(3));
}

BudgetPlan plan_at(const Statement& row) {
  BudgetPlan plan;
  plan.id = row.integer(0);
  plan.name = row.string(1);
  plan.version = static_cast<int>(row.integer(2));
  plan.state = row.string(3);
  plan.date = row.date(4);
  plan.made_by = row.string(5);
  plan.hash = row.string(6);
  plan.reason = row.string(7);
  return plan;
}

void read_plan_lines(Database& database, BudgetPlan& plan) {
  Statement rows(database, kPlanLines);
  rows.bind_all(plan.id);
  while (rows.step()) plan.lines.emplace(cell_at(rows), rows.amount(3));
}

}  // namespace

money::Money BudgetRequest::total() const {
  money::Money sum;
  for (const auto& [cell, amount] : lines) sum += amount;
  return sum;
}

std::string next_request_number(Database& database) {
  const std::string digits = std::to_string(one_integer(database, kNextRequest).value_or(1));
  return "R" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

void insert_request(WriteTransaction& transaction, BudgetRequest& request) {
  Database& database = transaction.database();
  Statement(database, kInsertRequest)
      .run_with(std::string_view(request.number), budget::name_of(request.kind),
                budget::name_of(request.state), request.date, std::string_view(request.made_by),
                std::string_view(request.purpose), std::string_view(request.promo),
                std::string_view(request.foreign_total));
  request.id = last_id(database);
  BudgetWriter cells(database);
  Statement line(database, kInsertRequestLine);
  for (const auto& [cell, amount] : request.lines) line.run_with(request.id, cells.cell(cell), amount);
  Fields fields;
  fields.set("amount", request.total().minor()).set("kind", budget::name_of(request.kind));
  if (!request.foreign_total.empty()) fields.set("foreign", request.foreign_total);
  append_journal(transaction, "request " + request.number, "",
                 fields.set("state", budget::name_of(request.state)).json());
}

void set_request_state(WriteTransaction& transaction, const BudgetRequest& request,
                       budget::RequestState state) {
  Statement(transaction.database(), kSetRequestState).run_with(request.id, budget::name_of(state));
  append_journal(transaction, "request " + request.number,
                 Fields().set("state", budget::name_of(request.state)).json(),
                 Fields().set("state", budget::name_of(state)).json());
}

std::optional<BudgetRequest> find_request(Database& database, std::string_view number) {
  Statement row(database, std::string(kRequest) + "WHERE number = ?1");
  row.bind_all(number);
  if (!row.step()) return std::nullopt;
  BudgetRequest request = request_at(row);
  read_request_lines(database, request);
  return request;
}

std::vector<BudgetRequest> requests(Database& database, std::optional<budget::RequestState> state) {
  std::vector<BudgetRequest> found;
  Statement rows(database, std::string(kRequest) + "WHERE ?1 = '' OR state = ?1 ORDER BY number");
  rows.bind_all(state ? budget::name_of(*state) : std::string_view());
  while (rows.step()) found.push_back(request_at(rows));
  for (BudgetRequest& request : found) read_request_lines(database, request);
  return found;
}

budget::Commitment commitment_of(Database& database, std::int64_t request) {
  budget::Commitment commitment;
  for_each_budget_move(database, {.document = "", .request = request},
                       [&](const BudgetMove& found) { commitment.add(found.move); });
  return commitment;
}

std::optional<calendar::Date> commit_date(Database& database, std::int64_t request) {
  Statement last(database, "SELECT max(date) FROM budget_move WHERE request = ?1 AND kind = 4");
  last.bind_all(request);
  return last.step() ? last.maybe_date(0) : std::nullopt;
}

void insert_plan(WriteTransaction& transaction, BudgetPlan& plan) {
  Database& database = transaction.database();
  Statement(database, kInsertPlan)
      .run_with(std::string_view(plan.name), plan.version, std::string_view(plan.state), plan.date,
                std::string_view(plan.made_by), std::string_view(plan.hash), std::string_view(plan.reason));
  plan.id = last_id(database);
  BudgetWriter cells(database);
  Statement line(database, kInsertPlanLine);
  money::Money total;
  for (const auto& [cell, amount] : plan.lines) {
    line.run_with(plan.id, cells.cell(cell), amount);
    total += amount;
  }
  append_journal(transaction, "budget " + plan.name + " v" + std::to_string(plan.version), "",
                 Fields()
                     .set("amount", total.minor())
                     .set("lines", static_cast<std::int64_t>(plan.lines.size()))
                     .set("sha256", plan.hash)
                     .set("state", plan.state)
                     .json());
}

void set_plan_state(WriteTransaction& transaction, const BudgetPlan& plan, std::string_view state) {
  Statement(transaction.database(), kSetPlanState).run_with(plan.id, state);
  append_journal(transaction, "budget " + plan.name + " v" + std::to_string(plan.version),
                 Fields().set("state", plan.state).json(), Fields().set("state", state).json());
}

std::optional<BudgetPlan> latest_plan(Database& database, std::string_view name, std::string_view state) {
  Statement row(database, std::string(kPlan) +
                              "WHERE name = ?1 AND (?2 = '' OR state = ?2) ORDER BY version DESC LIMIT 1");
  row.bind_all(name, state);
  if (!row.step()) return std::nullopt;
  BudgetPlan plan = plan_at(row);
  read_plan_lines(database, plan);
  return plan;
}

std::optional<BudgetPlan> find_plan(Database& database, std::string_view name, int version) {
  Statement row(database, std::string(kPlan) + "WHERE name = ?1 AND version = ?2");
  row.bind_all(name, version);
  if (!row.step()) return std::nullopt;
  BudgetPlan plan = plan_at(row);
  read_plan_lines(database, plan);
  return plan;
}

std::vector<BudgetPlan> plans(Database& database) {
  std::vector<BudgetPlan> found;
  Statement rows(database, std::string(kPlan) + "ORDER BY name, version");
  while (rows.step()) found.push_back(plan_at(rows));
  return found;
}

std::optional<std::pair<std::string, Cell>> overlapping_plan(Database& database, std::string_view name,
                                                             const std::map<Cell, money::Money>& lines) {
  BudgetWriter cells(database);
  Statement other(database, kOverlap);
  for (const auto& [cell, amount] : lines) {
    other.bind_all(cells.cell(cell), name);
    if (other.step()) return std::pair{other.string(0), cell};
    other.reset();
  }
  return std::nullopt;
}

}  // namespace salesops::store
