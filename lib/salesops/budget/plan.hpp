#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "salesops/budget/move.hpp"
#include "salesops/money/decimal.hpp"

namespace salesops::budget {

// `total` over the months in equal parts that sum to it exactly; what cannot be divided goes to the first
// months, one minor unit each. total >= 0.
std::vector<money::Money> spread_evenly(money::Money total, std::size_t months);

// `total` by shares that sum to exactly 1 (33.33 % + 50 % + 16.67 %); rounded to the minor unit, exact sum.
// Throws Error(bad_data, E6124) when the shares do not sum to 1.
std::vector<money::Money> spread_by_shares(money::Money total, std::span<const money::Rate> shares);

// One node's part of a total that is split.
struct Part {
  std::string node;
  money::Decimal weight{};
  std::optional<money::Money> floor{};
  std::optional<money::Money> cap{};
  money::Money amount{};  // result
  std::string bound{};    // result: "", "floor" or "cap" when a limit decided
};
// Splits `total` by the weights with the allocator of the targets: exact sum, multiples of `unit`, floors and
// caps hold. Throws the allocator's errors (E_FLOORS, E_CAPS, E_ZERO_WEIGHT …).
void split(money::Money total, std::vector<Part>& parts, money::Money unit);

// amount × (1 + change), half-up: last year ± a percentage.
money::Money changed(money::Money amount, const money::Rate& change);

// What differs between two versions of a plan, as budget moves: new minus old per cell, zero differences left
// out.
std::vector<Move> plan_difference(const std::map<Cell, money::Money>& before,
                                  const std::map<Cell, money::Money>& after, std::string_view document);

}  // namespace salesops::budget
