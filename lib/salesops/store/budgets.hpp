#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/budget/request.hpp"
#include "salesops/budget/scope.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// A move as it stands in the ledger.
struct BudgetMove {
  std::int64_t id = 0;
  calendar::Date date;
  budget::Move move;
  std::optional<std::int64_t> request{};
};

// Appends moves. Keeps the ids of the cells it has met, so that a bulk load looks each up once.
class BudgetWriter {
 public:
  explicit BudgetWriter(Database& database);
  ~BudgetWriter();
  BudgetWriter(const BudgetWriter&) = delete;
  BudgetWriter& operator=(const BudgetWriter&) = delete;

  std::int64_t cell(const budget::Cell& cell);  // its id; made when it is new
  void append(const budget::Move& move, calendar::Date date,
              std::optional<std::int64_t> request = std::nullopt);

 private:
  struct Statements;
  std::unique_ptr<Statements> statements_;
  std::map<budget::Cell, std::int64_t> cells_;
};

// Balances of all cells of the months first … last as of the end of a day. One pass over the ledger: O(moves)
// time, O(cells) memory.
budget::Balances budget_balances(Database& database, calendar::Date as_of, calendar::Month first,
                                 calendar::Month last);
// Every category that a cell of the ledger or an expense names, by code.
std::vector<std::string> ledger_categories(Database& database);
// Sum of all expenses dated within a span: what the actuals of the ledger must tie with.
money::Money expenses_total(Database& database, calendar::Span span);

// Moves in the order they were made, of one document, one request, one cell's scope, or all.
struct BudgetMoveFilter {
  std::string document{};
  std::optional<std::int64_t> request{};
};
void for_each_budget_move(Database& database, const BudgetMoveFilter& filter,
                          const std::function<void(const BudgetMove&)>& sink);

// Expenses that came or went since the ledger was last brought up to date, in that order.
struct ExpenseChange {
  bool taken_back = false;
  std::string number;
  std::int64_t line = 0;
  calendar::Date date;
  std::string node;  // code
  std::string category;
  money::Money amount;
  std::string request;
  std::string document() const { return "expense " + number + "/" + std::to_string(line); }
};
bool has_expense_changes(Database& database);
std::vector<ExpenseChange> expense_changes(Database& database);
void clear_expense_changes(WriteTransaction& transaction);
// A voucher entered by hand. Throws Error(bad_data, E6125) when the number exists already.
void insert_expense(WriteTransaction& transaction, const ExpenseChange& expense, std::string_view payee,
                    std::string_view note);

std::string next_expense_number(Database& database);  // "BX000001" …: not yet used

// "transfer 000001" …: the next document of a kind that is entered by hand.
std::string next_budget_document(Database& database, std::string_view kind);

// A request with its lines.
struct BudgetRequest {
  std::int64_t id = 0;
  std::string number;
  budget::RequestKind kind = budget::RequestKind::expense;
  budget::RequestState state = budget::RequestState::pending;
  calendar::Date date;
  std::string made_by;
  std::string purpose{};
  std::string promo{};
  std::string foreign_total{};  // "USD 100.00" when it was asked in another currency
  std::vector<std::pair<budget::Cell, money::Money>> lines{};
  money::Money total() const;
};
std::string next_request_number(Database& database);                         // "R000001" …
void insert_request(WriteTransaction& transaction, BudgetRequest& request);  // sets id
void set_request_state(WriteTransaction& transaction, const BudgetRequest& request,
                       budget::RequestState state);
std::optional<BudgetRequest> find_request(Database& database, std::string_view number);
std::vector<BudgetRequest> requests(Database& database,
                                    std::optional<budget::RequestState> state);  // by number
// The last day on which the request committed anything.
std::optional<calendar::Date> commit_date(Database& database, std::int64_t request);
budget::Commitment commitment_of(Database& database, std::int64_t request);

// One version of a plan.
struct BudgetPlan {
  std::int64_t id = 0;
  std::string name;
  int version = 1;
  std::string state;  // submitted, approved, rejected, superseded
  calendar::Date date;
  std::string made_by;
  std::string hash;  // of its lines
  std::string reason{};
  std::map<budget::Cell, money::Money> lines{};
};
void insert_plan(WriteTransaction& transaction, BudgetPlan& plan);  // sets id
void set_plan_state(WriteTransaction& transaction, const BudgetPlan& plan, std::string_view state);
std::optional<BudgetPlan> latest_plan(Database& database, std::string_view name,
                                      std::string_view state);  // "" = any state
std::optional<BudgetPlan> find_plan(Database& database, std::string_view name, int version);
std::vector<BudgetPlan> plans(Database& database);  // without lines, by name and version
// The name of an approved plan other than `name` that has a line in one of the cells, and that cell.
std::optional<std::pair<std::string, budget::Cell>> overlapping_plan(
    Database& database, std::string_view name, const std::map<budget::Cell, money::Money>& lines);

}  // namespace salesops::store
