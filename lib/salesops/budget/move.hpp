#pragma once
#include <compare>
#include <string>
#include <string_view>

#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"

namespace salesops::budget {

// What a move does to the money of its cell. The first four plan money, the last three use it.
enum class MoveKind { budget, supplement, transfer, carry, commit, release, actual };
std::string_view name_of(MoveKind kind);  // "budget" … "actual", as stored and exported
bool kind_named(std::string_view name, MoveKind& kind);

// Where money is planned: one expense category of one node in one fiscal month.
struct Cell {
  std::string node;
  std::string category;
  calendar::Month month;
  friend auto operator<=>(const Cell&, const Cell&) = default;
};

// One line of the append-only ledger. `amount` is positive for the ordinary direction of its kind: a release
// of 30 is +30, a lowered budget -30. `document` names what caused it ("R17", "FYBX000001/1", "plan 2026
// v1").
struct Move {
  MoveKind kind = MoveKind::budget;
  Cell cell;
  money::Money amount;
  std::string document{};
};

// The sums of the moves of one cell or of many. Adding is all that ever happens to it, so a replay gives the
// same figures.
struct Balance {
  money::Money budget{};
  money::Money supplement{};
  money::Money transfer{};
  money::Money carried{};
  money::Money committed{};  // commits less releases
  money::Money actual{};
  bool planned = false;  // a plan move was added, even one of 0

  void add(MoveKind kind, money::Money amount);
  Balance& operator+=(const Balance& other);
  money::Money plan() const;       // budget + supplements ± transfers + carried
  money::Money consumed() const;   // committed + actual
  money::Money available() const;  // plan − consumed
  friend bool operator==(const Balance&, const Balance&) = default;
};

// What a move adds to `available`: plan kinds and releases their amount, commits and actuals its negative.
money::Money effect(MoveKind kind, money::Money amount);

}  // namespace salesops::budget
