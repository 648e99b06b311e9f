// Carry-over of a month.
//
// All moves of a carry name the document "carry MONTH". What is to be carried is worked out from the month as
// it is without them, and only the difference to what they carried already is posted. So a second run posts
// nothing, and a month that was opened, got late entries and is closed again is carried as if it had been
// closed once.
#include "salesops/app/budget_carry.hpp"

#include "salesops/app/budget_book.hpp"
#include "salesops/budget/carry.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {
namespace {

using budget::Balance;
using budget::Cell;
using budget::Move;
using budget::MoveKind;
using calendar::Month;
using money::Money;

std::string document_of(Month month) {
  return "carry " + calendar::to_string(month);
}

const budget::Category* category_at(const Context& context, const std::string& id) {
  for (const budget::Category& category : context.config.budget.categories) {
    if (category.id == id) return &category;
  }
  return nullptr;
}

// One month on its way into the next.
class Carry {
 public:
  Carry(const Context& context, store::WriteTransaction& transaction, Month month)
      : context_(context),
        database_(transaction.database()),
        book_(context, database_),
        writer_(database_),
        month_(month),
        document_(document_of(month)),
        date_(context.config.calendar.month(month + 1).first),
        balances_(year_balances(database_, kEverything, month)) {
    take_back_earlier();
  }

  std::size_t run() {
    require_open(database_, date_);
    const budget::Owners owners(balances_, book_.hierarchy());
    carry_money(owners);
    carry_commitments(owners);
    return moves_;
  }

 private:
  // The month as it would be if nothing had been carried yet.
  void take_back_earlier() {
    store::for_each_budget_move(database_, {.document = document_, .request = std::nullopt},
                                [&](const store::BudgetMove& found) {
                                  const Move& move = found.move;
                                  if (move.cell.month != month_) return;
                                  balances_[move.cell].add(move.kind, -move.amount);
                                  if (move.kind == MoveKind::carry) carried_[move.cell] -= move.amount;
                                });
  }

  void carry_money(const budget::Owners& owners) {
    std::map<Cell, Balance> owned;
    for (const auto& [cell, balance] : balances_) {
      if (cell.month != month_) continue;
      if (const auto owner = owners.find(cell.node, cell.category, month_.year()))
        owned[{owner->node, owner->category, month_}] += balance;
    }
    for (const auto& [cell, balance] : owned) {
      const budget::Category* category = category_at(context_, cell.category);
      if (category == nullptr) continue;
      Money wanted;
      for (const Move& move :
           budget::carry_moves(cell, balance, category->carry, category->carry_commitments, document_)) {
        if (move.kind == MoveKind::carry && move.cell.month != month_) wanted = move.amount;
      }
      post(MoveKind::carry, cell, wanted - carried_[cell]);
    }
  }

  // From the month to the next: out of the one, into the other.
  void post(MoveKind kind, const Cell& from, Money amount, std::optional<std::int64_t> request = {}) {
    if (amount.zero()) return;
    const Cell to{from.node, from.category, from.month + 1};
    const bool commitment = kind == MoveKind::commit;
    writer_.append({commitment ? MoveKind::release : kind, from, commitment ? amount : -amount, document_},
                   date_, request);
    writer_.append({kind, to, amount, document_}, date_, request);
    moves_ += 2;
  }

  // Open commitments follow the money of the cell that pays for them, request by request.
  void carry_commitments(const budget::Owners& owners) {
    for (const store::BudgetRequest& request : store::requests(database_, budget::RequestState::approved)) {
      const budget::Commitment held = store::commitment_of(database_, request.id);
      for (const auto& [cell, open] : held.cells()) {
        if (cell.month != month_ || open <= Money()) continue;
        const auto owner = owners.find(cell.node, cell.category, month_.year());
        const budget::Category* category = owner ? category_at(context_, owner->category) : nullptr;
        if (category != nullptr && category->carry_commitments)
          post(MoveKind::commit, cell, open, request.id);
      }
    }
  }

  const Context& context_;
  store::Database& database_;
  BudgetBook book_;
  store::BudgetWriter writer_;
  Month month_;
  std::string document_;
  calendar::Date date_;
  budget::Balances balances_;
  std::map<Cell, Money> carried_;
  std::size_t moves_ = 0;
};

}  // namespace

std::size_t carry_month(const Context& context, store::WriteTransaction& transaction, Month month) {
  const std::size_t moves = Carry(context, transaction, month).run();
  if (moves > 0)
    store::append_journal(transaction, document_of(month), "",
                          store::Fields().set("moves", static_cast<std::int64_t>(moves)).json());
  return moves;
}

document::Table carry_table(const Context& context, store::Database& database, Month month) {
  struct Carried {
    Money money, commitments;
  };
  std::map<Cell, Carried> cells;
  store::for_each_budget_move(database, {.document = document_of(month), .request = std::nullopt},
                              [&](const store::BudgetMove& found) {
                                const Move& move = found.move;
                                if (move.cell.month != month + 1) return;
                                Carried& at = cells[move.cell];
                                (move.kind == MoveKind::carry ? at.money : at.commitments) += move.amount;
                              });
  document::Table table{.key = "budget_carry", .title = {"预算结转", "Carry-over"}};
  table.columns = {{"node", {"节点", "node"}, document::Type::id},
                   {"category", {"费用项目", "category"}, document::Type::id},
                   {"from", {"转出月份", "from"}, document::Type::id},
                   {"to", {"转入月份", "to"}, document::Type::id},
                   {"carried", {"结转金额", "carried"}, document::Type::money},
                   {"commitments", {"其中占用随转", "commitments moved"}, document::Type::money},
                   {"category_name", {"项目名称", "category name"}, document::Type::text}};
  Carried total;
  for (const auto& [cell, at] : cells) {
    if (at.money.zero() && at.commitments.zero()) continue;
    table.rows.stored.push_back({cell.node, cell.category, calendar::to_string(month),
                                 calendar::to_string(cell.month), at.money, at.commitments,
                                 context.config.budget.title_of(cell.category)});
    total.money += at.money, total.commitments += at.commitments;
  }
  table.total = document::Row{
      base::Text{"合计", "total"}, document::Cell(), document::Cell(), document::Cell(), total.money,
      total.commitments,           document::Cell()};
  return table;
}

Outcome budget_carry(const Context& context) {
  Outcome outcome;
  const calendar::Period period = context.period("last-month");
  if (period.kind != calendar::PeriodKind::month)
    throw base::Error(base::Exit::usage, {.code = "E6116",
                                          .value = period.label,
                                          .message = {"结转按一个月进行：" + period.label,
                                                      "one month is carried at a time: " + period.label},
                                          .help = {"例如 --period 2026-09", "for example --period 2026-09"}});
  write(context, [&](store::WriteTransaction& transaction) {
    require_authority(context, "budget", std::nullopt);
    const std::size_t moves =
        carry_month(context, transaction, context.config.calendar.month_of(period.span.last));
    const std::string count = std::to_string(moves);
    outcome.messages = {moves == 0 ? base::Text{period.label + " 没有可结转的，或已结转",
                                                period.label + ": nothing to carry, or carried already"}
                                   : base::Text{period.label + " 已结转：" + count + " 笔",
                                                period.label + " is carried: " + count + " moves"}};
  });
  return outcome;
}

}  // namespace salesops::app
