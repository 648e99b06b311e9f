// budget spend: a voucher entered by hand. It is an expense like an imported one; the ledger follows from it.
#include "salesops/app/budget_request.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {
namespace {

using budget::Cell;
using budget::Line;
using money::Money;
using store::BudgetRequest;

[[noreturn]] void refuse(base::Exit exit, const char* code, std::string value, base::Text message,
                         base::Text help = {}) {
  base::Diagnostic diagnostic{.code = code, .value = std::move(value)};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  throw base::Error(exit, std::move(diagnostic));
}

std::string grouped(const Context& context, Money amount) {
  return money::to_grouped(amount, context.config.company.currency.digits);
}

BudgetRequest open_request(store::Database& database, const std::string& number) {
  auto request = store::find_request(database, number);
  if (!request)
    refuse(base::Exit::finding, "E6122", number, {"没有这张申请单：" + number, "no such request: " + number},
           {"查看 salesops budget show", "see salesops budget show"});
  if (request->state != budget::RequestState::approved) {
    const std::string state(budget::name_of(request->state));
    refuse(base::Exit::finding, "E6137", number,
           {"申请单 " + number + " 的状态是 " + state + "，不能核销",
            "request " + number + " is " + state + " and cannot be settled"});
  }
  return *std::move(request);
}

calendar::Date date_of(const Context& context, const std::string& text) {
  if (text.empty()) return context.as_of;
  calendar::Date date;
  calendar::DateFault fault;
  if (calendar::parse_date(text, date, fault)) return date;
  refuse(base::Exit::usage, "E6119", text, fault.message, {"例如 2026-10-05", "for example 2026-10-05"});
}

// What is not said is what the request says, when it has one line.
BudgetWant completed(BudgetWant want, const std::optional<BudgetRequest>& request) {
  if (!request || request->lines.size() != 1) return want;
  const Cell& cell = request->lines.front().first;
  if (want.node.empty()) want.node = cell.node;
  if (want.category.empty()) want.category = cell.category;
  return want;
}

// The line of the voucher, and a line without amount for the commitment that it sets free in another month.
std::vector<Line> checked_lines(const Line& line, const budget::Commitment& held) {
  const Cell cell{line.node, line.category, line.month};
  const auto from = budget::settled_cell(held, cell);
  if (!from || line.amount <= Money()) return {line};
  const Money releases = std::min(line.amount, held.open(*from));
  std::vector<Line> lines = {line};
  if (*from == cell)
    lines.front().releases = releases;
  else
    lines.push_back({from->node, from->category, from->month, Money(), releases});
  return lines;
}

struct Voucher {
  std::optional<BudgetRequest> request;
  store::ExpenseChange expense;
  Line line;
  std::string foreign;  // "USD 100.00" when it was paid in another currency
};

Voucher voucher_of(const Context& context, store::Database& database, const BudgetBook& book,
                   const BudgetSpendOptions& options) {
  Voucher voucher;
  if (!options.request.empty()) voucher.request = open_request(database, options.request);
  BudgetWant want = completed(options.want, voucher.request);
  const calendar::Date date = date_of(context, options.date);
  want.node = book.node(want.node);
  want.category = book.category(want.category);
  want.month = calendar::to_string(context.config.calendar.month_of(date));
  want.rate_day = date;
  voucher.line = lines_of(context, book, want).front();
  voucher.foreign = foreign_text(context, want);
  voucher.expense.number = options.expense.empty() ? store::next_expense_number(database) : options.expense;
  voucher.expense.line = 1;
  voucher.expense.date = date;
  voucher.expense.node = voucher.line.node;
  voucher.expense.category = voucher.line.category;
  voucher.expense.amount = voucher.line.amount;
  voucher.expense.request = options.request;
  return voucher;
}

}  // namespace

Outcome budget_spend(const Context& context, const BudgetSpendOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const BudgetBook book(context, database);
    const Voucher voucher = voucher_of(context, database, book, options);
    require_open(database, voucher.expense.date);
    const budget::Commitment held =
        voucher.request ? store::commitment_of(database, voucher.request->id) : budget::Commitment();
    const std::vector<Line> lines = checked_lines(voucher.line, held);
    Judgement judgement = judge(context, book, database, lines, budget::Stage::actual);
    outcome.warnings =
        enforce(context, transaction, judgement, lines, options.override_control, voucher.expense.document());
    const budget::Balances before = year_balances(database, kEverything, voucher.line.month);
    const bool both = !voucher.foreign.empty() && !options.note.empty();
    store::insert_expense(transaction, voucher.expense, options.payee,
                          voucher.foreign + (both ? "; " : "") + options.note);
    post_expenses(context, transaction);
    store::append_journal(transaction, voucher.expense.document(), "",
                          store::Fields().set("amount", voucher.expense.amount.minor()).json());
    if (options.final && voucher.request) close_request(context, transaction, *voucher.request);
    const budget::Balances after = year_balances(database, kEverything, voucher.line.month);
    for (base::Diagnostic& warning : crossing_warnings(context, book, before, after))
      outcome.warnings.push_back(std::move(warning));
    const std::string amount = grouped(context, voucher.line.amount);
    outcome.messages = {{"报销单 " + voucher.expense.number + " 已入账 " + amount,
                         "expense " + voucher.expense.number + " of " + amount + " is booked"}};
    if (!voucher.request) return;
    const std::string rest = grouped(context, store::commitment_of(database, voucher.request->id).open());
    outcome.messages.push_back({"申请单 " + voucher.request->number + " 仍占用 " + rest,
                                "request " + voucher.request->number + " still holds " + rest});
  });
  return outcome;
}

}  // namespace salesops::app
