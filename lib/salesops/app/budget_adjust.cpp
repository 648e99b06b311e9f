#include "salesops/app/budget_adjust.hpp"

#include "salesops/base/text.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {
namespace {

using budget::Balance;
using budget::Cell;
using budget::Move;
using budget::MoveKind;
using calendar::Month;
using money::Money;

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

Month month_of(const Context& context, const std::string& text) {
  if (text.empty()) return context.config.calendar.month_of(context.as_of);
  if (const auto month = calendar::parse_month(text)) return *month;
  refuse(base::Exit::usage, "E6119", text, {"不是月份：" + text, "not a month: " + text},
         {"例如 2026-10", "for example 2026-10"});
}

// The months of cells may not be closed, nor the day of the move.
void require_open_cell(const Context& context, store::Database& database, const Cell& cell) {
  require_open(database, context.as_of);
  require_open(database, context.config.calendar.month(cell.month).first);
}

Balance balance_of(store::Database& database, const Cell& cell) {
  const budget::Balances balances = year_balances(database, kEverything, cell.month);
  const auto found = balances.find(cell);
  return found == balances.end() ? Balance() : found->second;
}

// NODE:CATEGORY[:MONTH]
Cell cell_of(const Context& context, const BudgetBook& book, const std::string& text, const char* option) {
  const std::vector<std::string> parts = base::split(text, ':');
  if (parts.size() == 2 || parts.size() == 3)
    return {book.node(parts[0]), book.category(parts[1]),
            month_of(context, parts.size() == 3 ? parts[2] : "")};
  throw base::Error(base::Exit::usage,
                    {.code = "E6138",
                     .field = option,
                     .value = text,
                     .message = {"写成 节点:项目[:月份]", "write NODE:CATEGORY[:MONTH]"},
                     .help = {"例如 HD-SH-PD:101:2026-10", "for example HD-SH-PD:101:2026-10"}});
}

void journal(store::WriteTransaction& transaction, const std::string& object,
             const std::vector<Move>& moves) {
  store::Fields fields;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    fields.set("amount" + number, moves[i].amount.minor());
    fields.set("cell" + number, cell_text(moves[i].cell));
  }
  store::append_journal(transaction, object, "", fields.json());
}

void post(const Context& context, store::WriteTransaction& transaction, const std::vector<Move>& moves) {
  store::BudgetWriter writer(transaction.database());
  for (const Move& move : moves) writer.append(move, context.as_of);
}

void require_transferable(const Context& context, store::Database& database, const Cell& from, const Cell& to,
                          Money amount) {
  if (amount <= Money())
    refuse(base::Exit::usage, "E6126", money::to_decimal(amount),
           {"调剂金额必须大于零", "the amount of a transfer must be above zero"});
  if (from == to)
    refuse(base::Exit::usage, "E6141", cell_text(from), {"不能调剂给自己", "a transfer to itself"},
           {"换一个去向", "name another cell"});
  const Money available = balance_of(database, from).available();
  if (amount <= available) return;
  refuse(base::Exit::finding, "E6140", money::to_decimal(amount),
         {cell_text(from) + " 只有 " + grouped(context, available) + " 可用，不能调出 " +
              grouped(context, amount),
          cell_text(from) + " has " + grouped(context, available) + " available, not " +
              grouped(context, amount)},
         {"最多可调 " + grouped(context, std::max(available, Money())),
          "at most " + grouped(context, std::max(available, Money())) + " can be moved"});
}

}  // namespace

Outcome budget_supplement(const Context& context, const BudgetSupplementOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const BudgetBook book(context, database);
    const Cell cell{book.node(options.node), book.category(options.category),
                    month_of(context, options.month)};
    const Money amount =
        money::parse_money_option(options.amount, context.config.company.currency.digits, "--amount");
    if (amount.zero())
      refuse(base::Exit::usage, "E6126", options.amount,
             {"追加金额不能是零", "the amount of a supplement must not be zero"});
    require_authority(context, "budget", amount);
    require_open_cell(context, database, cell);
    const Money left = balance_of(database, cell).available() + amount;
    if (amount.negative() && left.negative())
      refuse(
          base::Exit::finding, "E6115", cell_text(cell),
          {cell_text(cell) + " 减少后不足以支付已用金额", cell_text(cell) + " would fall below what is used"},
          {"最多可减 " + grouped(context, std::max(left - amount, Money())),
           "at most " + grouped(context, std::max(left - amount, Money())) + " can be taken away"});
    const std::string document = store::next_budget_document(database, "supplement");
    const std::vector<Move> moves = {{MoveKind::supplement, cell, amount, document}};
    post(context, transaction, moves);
    journal(transaction, document, moves);
    outcome.messages = {
        {"已追加 " + grouped(context, amount) + "：" + cell_text(cell) + "，可用 " + grouped(context, left),
         "supplement of " + grouped(context, amount) + ": " + cell_text(cell) + ", " +
             grouped(context, left) + " available"}};
  });
  return outcome;
}

Outcome budget_transfer(const Context& context, const BudgetTransferOptions& options) {
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const BudgetBook book(context, database);
    const Cell from = cell_of(context, book, options.from, "--from");
    const Cell to = cell_of(context, book, options.to, "--to");
    const Money amount =
        money::parse_money_option(options.amount, context.config.company.currency.digits, "--amount");
    require_transferable(context, database, from, to, amount);
    require_authority(context, "transfer", amount);
    require_open_cell(context, database, from);
    require_open_cell(context, database, to);
    const std::string document = store::next_budget_document(database, "transfer");
    const std::vector<Move> moves = {{MoveKind::transfer, from, -amount, document},
                                     {MoveKind::transfer, to, amount, document}};
    post(context, transaction, moves);
    journal(transaction, document, moves);
    outcome.messages = {
        {document + "：" + grouped(context, amount) + "，" + cell_text(from) + " → " + cell_text(to),
         document + ": " + grouped(context, amount) + ", " + cell_text(from) + " -> " + cell_text(to)}};
  });
  return outcome;
}

}  // namespace salesops::app
