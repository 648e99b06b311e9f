#include "salesops/target/season.hpp"

#include <algorithm>
#include <array>

namespace salesops::target {

namespace {

using calendar::Month;
using money::Weight;

bool has(std::span<const Month> months, Month month) {
  return std::ranges::find(months, month) != months.end();
}

}  // namespace

std::vector<Weight> season(std::span<const Month> history, std::span<const Weight> values,
                           std::span<const Month> plan, const calendar::WorkingDays& working_days) {
  std::array<Weight, 13> by_month{};
  for (std::size_t k = 0; k < history.size(); ++k) by_month[history[k].month()] += values[k];
  // One factor for all months keeps the weights whole when the block is split by days.
  Weight factor = 1;
  for (const Month month : plan) {
    if (month.month() != 1 || !has(plan, month + 1)) continue;
    factor *= working_days.count({month.first(), (month + 1).last()});
  }
  std::vector<Weight> weights;
  for (const Month month : plan) {
    const unsigned number = month.month();
    const Month january = number == 1 ? month : month - 1;
    const bool in_block = number <= 2 && has(plan, january) && has(plan, january + 1);
    if (!in_block) {
      weights.push_back(by_month[number] * factor);
      continue;
    }
    const Weight block = by_month[1] + by_month[2];
    const int days = working_days.count({january.first(), (january + 1).last()});
    weights.push_back(block * factor / days * working_days.count({month.first(), month.last()}));
  }
  return weights;
}

}  // namespace salesops::target
