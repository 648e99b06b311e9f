#pragma once
#include <string_view>
#include <vector>

#include "salesops/budget/move.hpp"
#include "salesops/money/decimal.hpp"

namespace salesops::budget {

// What happens at the end of a period to what is left of a cell: nothing, only a surplus moves on, or both
// signs do.
enum class CarryMode { none, surplus, both };
std::string_view name_of(CarryMode mode);
bool carry_named(std::string_view name, CarryMode& mode);

// The moves that carry a cell to the same cell of the next month: minus there, plus here, so that they sum to
// zero. With `commitments` the open commitment moves too (released in the old month, committed in the new
// one) together with the money for it, whatever the mode. None when there is nothing to carry.
std::vector<Move> carry_moves(const Cell& from, const Balance& balance, CarryMode mode, bool commitments,
                              std::string_view document);

// Flexible budgets (费用率): what may be spent follows what was sold or collected.
struct Flexible {
  money::Money allowed;  // rate × base, half-up
  money::Money spent;
  money::Money saved;   // max(allowed − spent, 0)
  money::Money reward;  // share of the saving that is paid out, half-up
  money::Money excess;  // max(spent − allowed, 0), borne by the department
};
Flexible flexible(money::Money base, const money::Rate& rate, money::Money spent,
                  const money::Rate& share_of_saving);

// The thresholds that consumption crossed upwards by going from `before` to `after` of `plan`: before < t ×
// plan <= after. Exactly reached counts as crossed. A plan of zero or less has no share used, so none. In the
// order of `thresholds`.
std::vector<money::Rate> crossings(money::Money plan, money::Money before, money::Money after,
                                   const std::vector<money::Rate>& thresholds);

}  // namespace salesops::budget
