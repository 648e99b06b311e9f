#include "salesops/budget/plan.hpp"

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"
#include "salesops/money/apportion.hpp"

namespace salesops::budget {
namespace {

// Keys whose byte order is the order of the months, so that ties go to the first months.
std::vector<std::string> ordered_keys(std::size_t count) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < count; ++i) keys.push_back(std::to_string(100000 + i));
  return keys;
}

std::vector<money::Money> spread(money::Money total, const std::vector<money::Weight>& weights) {
  const std::vector<std::string> keys = ordered_keys(weights.size());
  money::Leaves leaves;
  leaves.keys.assign(keys.begin(), keys.end());
  leaves.weights = weights;
  std::vector<money::Money> amounts;
  for (const std::int64_t part : money::apportion(leaves, total.minor(), {}).amounts)
    amounts.push_back(money::Money::minor(part));
  return amounts;
}

}  // namespace

std::vector<money::Money> spread_evenly(money::Money total, std::size_t months) {
  return spread(total, std::vector<money::Weight>(months, 1));
}

std::vector<money::Money> spread_by_shares(money::Money total, std::span<const money::Rate> shares) {
  money::Rate sum;
  base::Wide scale = 1;
  for (const money::Rate& share : shares) {
    sum = sum + share;
    if (scale % share.denominator() != 0) scale *= share.denominator();
  }
  if (sum != money::Rate(1, 1)) {
    const std::string found = money::percent_text(sum, 4);
    throw base::Error(base::Exit::bad_data, {.code = "E6124",
                                             .value = found,
                                             .message = {"比例之和是 " + found + "，不是 100%",
                                                         "the shares sum to " + found + ", not to 100%"},
                                             .help = {"改到正好 100%", "make them sum to exactly 100%"}});
  }
  std::vector<money::Weight> weights;
  for (const money::Rate& share : shares) weights.push_back(scale / share.denominator() * share.numerator());
  return spread(total, weights);
}

void split(money::Money total, std::vector<Part>& parts, money::Money unit) {
  int scale = 0;
  for (const Part& part : parts) scale = std::max(scale, part.weight.scale());
  money::Leaves leaves;
  for (const Part& part : parts) {
    leaves.keys.push_back(part.node);
    leaves.weights.push_back(part.weight.at_scale(scale));
    leaves.floors.push_back(part.floor.value_or(money::Money()).minor());
    leaves.caps.push_back(part.cap ? part.cap->minor() : money::kNoCap);
  }
  money::Rule rule;
  rule.unit = std::max<std::int64_t>(unit.minor(), 1);
  rule.remainder = money::Remainder::largest;
  const money::Apportionment result = money::apportion(leaves, total.minor(), rule);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].amount = money::Money::minor(result.amounts[i]);
    if (result.bounds[i] == money::Bound::floor) parts[i].bound = "floor";
    if (result.bounds[i] == money::Bound::cap) parts[i].bound = "cap";
  }
}

money::Money changed(money::Money amount, const money::Rate& change) {
  return money::half_up(amount, money::Rate(1, 1) + change);
}

std::vector<Move> plan_difference(const std::map<Cell, money::Money>& before,
                                  const std::map<Cell, money::Money>& after, std::string_view document) {
  std::map<Cell, money::Money> difference = after;
  for (const auto& [cell, amount] : before) difference[cell] -= amount;
  std::vector<Move> moves;
  for (const auto& [cell, amount] : difference) {
    if (!amount.zero() || !before.contains(cell))
      moves.push_back({MoveKind::budget, cell, amount, std::string(document)});
  }
  return moves;
}

}  // namespace salesops::budget
