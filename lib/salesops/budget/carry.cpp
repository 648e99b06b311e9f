#include "salesops/budget/carry.hpp"

#include <algorithm>
#include <array>

#include "salesops/base/checked.hpp"

namespace salesops::budget {
namespace {

constexpr std::array<std::string_view, 3> kModes = {"none", "surplus", "both"};

// amount >= share × plan, exactly.
bool reaches(money::Money amount, money::Money plan, const money::Rate& share) {
  return base::Wide{amount.minor()} * share.denominator() >= base::Wide{plan.minor()} * share.numerator();
}

}  // namespace

std::string_view name_of(CarryMode mode) {
  return kModes[static_cast<std::size_t>(mode)];
}

bool carry_named(std::string_view name, CarryMode& mode) {
  const auto found = std::find(kModes.begin(), kModes.end(), name);
  if (found == kModes.end()) return false;
  mode = static_cast<CarryMode>(found - kModes.begin());
  return true;
}

std::vector<Move> carry_moves(const Cell& from, const Balance& balance, CarryMode mode, bool commitments,
                              std::string_view document) {
  const Cell to{from.node, from.category, from.month + 1};
  const money::Money committed = commitments ? balance.committed : money::Money();
  money::Money carried = balance.available();
  if (mode == CarryMode::none || (mode == CarryMode::surplus && carried.negative())) carried = {};
  const money::Money money = carried + committed;
  std::vector<Move> moves;
  const std::string name(document);
  if (!committed.zero()) {
    moves.push_back({MoveKind::release, from, committed, name});
    moves.push_back({MoveKind::commit, to, committed, name});
  }
  if (!money.zero()) {
    moves.push_back({MoveKind::carry, from, -money, name});
    moves.push_back({MoveKind::carry, to, money, name});
  }
  return moves;
}

Flexible flexible(money::Money base, const money::Rate& rate, money::Money spent,
                  const money::Rate& share_of_saving) {
  Flexible result;
  result.allowed = money::half_up(base, rate);
  result.spent = spent;
  result.saved = std::max(result.allowed - spent, money::Money());
  result.reward = money::half_up(result.saved, share_of_saving);
  result.excess = std::max(spent - result.allowed, money::Money());
  return result;
}

std::vector<money::Rate> crossings(money::Money plan, money::Money before, money::Money after,
                                   const std::vector<money::Rate>& thresholds) {
  std::vector<money::Rate> crossed;
  if (plan <= money::Money()) return crossed;
  for (const money::Rate& threshold : thresholds) {
    if (!reaches(before, plan, threshold) && reaches(after, plan, threshold)) crossed.push_back(threshold);
  }
  return crossed;
}

}  // namespace salesops::budget
