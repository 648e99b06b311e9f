#pragma once
#include <string>
#include <vector>

#include "salesops/budget/control.hpp"

// Small words for budget tests: amounts in yuan, cells of one small company.
namespace salesops::budget::testing {

inline money::Money yuan(std::int64_t amount) {
  return money::Money::minor(amount * 100);
}
inline calendar::Month month(unsigned number, int year = 2026) {
  return calendar::Month::of(year, number);
}

// company -> region -> city1, city2; groups 100 (101, 102) and 200 (201).
inline Hierarchy company() {
  return {Tree({{"company", ""}, {"region", "company"}, {"city1", "region"}, {"city2", "region"}}),
          Tree({{"100", ""}, {"101", "100"}, {"102", "100"}, {"200", ""}, {"201", "200"}})};
}

inline Balance planned(std::int64_t budget, std::int64_t committed = 0, std::int64_t actual = 0) {
  Balance balance;
  balance.add(MoveKind::budget, yuan(budget));
  balance.add(MoveKind::commit, yuan(committed));
  balance.add(MoveKind::actual, yuan(actual));
  return balance;
}

inline Rule rule(Stage stage, Horizon horizon, Level level, Action action) {
  Rule made;
  made.stage = stage;
  made.horizon = horizon;
  made.level = level;
  made.action = action;
  return made;
}

}  // namespace salesops::budget::testing
