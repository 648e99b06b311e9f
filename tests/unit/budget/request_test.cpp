#include <doctest/doctest.h>

#include "salesops/base/error.hpp"
#include "salesops/budget/request.hpp"
#include "unit/budget/support.hpp"

using namespace salesops;
using namespace salesops::budget;
using namespace salesops::budget::testing;

namespace {

const Cell kCell{"city1", "101", month(1)};

// A ledger of one cell and one request.
struct Book {
  Balance balance;
  Commitment held;
  explicit Book(std::int64_t budget) { balance.add(MoveKind::budget, yuan(budget)); }
  void post(const std::vector<Move>& moves) {
    for (const Move& move : moves) {
      balance.add(move.kind, move.amount);
      held.add(move);
    }
  }
  void approve(std::int64_t amount) {
    const std::pair<Cell, money::Money> line{kCell, yuan(amount)};
    post(commit_moves("R1", {&line, 1}));
  }
};

}  // namespace

// ecosoft-odoo/budgeting 15.0 budget_control_expense/tests/test_budget_expense.py test_02: 3 × 10 of 300.
TEST_CASE("an expense claim commits, becomes actual, and comes back when it is taken back") {
  Book book(300);
  book.approve(30);
  CHECK(book.balance.committed == yuan(30));
  CHECK(book.balance.available() == yuan(270));
  const auto settled = settle_moves("R1", book.held, kCell, yuan(30), "E1");
  book.post(settled);
  CHECK(book.balance.committed.zero());
  CHECK(book.balance.actual == yuan(30));
  CHECK(book.balance.available() == yuan(270));
  book.post(reverse_moves(settled));
  CHECK(book.balance.committed == yuan(30));
  CHECK(book.balance.actual.zero());
  book.post(release_moves("R1", book.held, std::nullopt));
  CHECK(book.balance.committed.zero());
  CHECK(book.balance.available() == yuan(300));
}

// ecosoft-odoo/budgeting 15.0 budget_control_purchase test_02: an order of 30, 10 billed.
TEST_CASE("a partial settlement releases only what it uses") {
  Book book(300);
  book.approve(30);
  book.post(settle_moves("R1", book.held, kCell, yuan(10), "E1"));
  CHECK(book.balance.committed == yuan(20));
  CHECK(book.balance.actual == yuan(10));
  CHECK(book.balance.available() == yuan(270));
}

// ecosoft-odoo/budgeting 15.0 budget_control_advance_clearing test_04: advance 100, 30 returned; clearing of
// 80 leaves 20.
TEST_CASE("an advance that is returned releases, one that is cleared becomes actual") {
  Book book(300);
  book.approve(100);
  book.post(release_moves("R1", book.held, yuan(30)));
  CHECK(book.held.open() == yuan(70));
  CHECK(book.balance.available() == yuan(230));
  book.post(settle_moves("R1", book.held, kCell, yuan(50), "E1"));
  CHECK(book.held.open() == yuan(20));
  CHECK(book.balance.available() == yuan(230));
}

TEST_CASE("what exceeds the commitment is actual only, and a refund opens no commitment") {
  Book book(300);
  book.approve(100);
  book.post(settle_moves("R1", book.held, kCell, yuan(120), "E1"));
  CHECK(book.held.open().zero());
  CHECK(book.balance.available() == yuan(180));
  book.post(settle_moves("R1", book.held, kCell, yuan(-20), "E2"));
  CHECK(book.held.open().zero());
  CHECK(book.balance.actual == yuan(100));
}

TEST_CASE("a voucher of a later month settles the month that holds the commitment") {
  Book book(300);
  book.approve(100);
  const Cell march{"city1", "101", month(3)};
  const auto moves = settle_moves("R1", book.held, march, yuan(60), "E1");
  REQUIRE(moves.size() == 2);
  CHECK(moves[0].cell == march);
  CHECK(moves[1].cell == kCell);
  CHECK(moves[1].amount == yuan(60));
  CHECK_FALSE(settled_cell(book.held, {"city2", "101", month(1)}).has_value());
}

TEST_CASE("no more can be released than is held") {
  Book book(300);
  book.approve(100);
  CHECK_THROWS_AS(release_moves("R1", book.held, yuan(101)), base::Error);
  CHECK(release_moves("R1", book.held, yuan(100)).size() == 1);
}
