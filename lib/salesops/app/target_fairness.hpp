#pragma once
#include <string>

#include "salesops/app/context.hpp"

namespace salesops::app {

struct TargetFairness {
  std::string code{};
  int version = 0;  // 0: the one in force on the as-of day, else the newest
  std::string metric = "sales";
  std::string potential = "potential";  // the driver that says what a node could do
};
// How evenly a plan's targets weigh: target ÷ potential by node, its coefficient of variation, attainment by
// size and by band. Nodes: those of --level, else the lowest that carry figures. Attainment is that of the
// plan's months that are over (of --period, when given).
Outcome target_fairness(const Context& context, const TargetFairness& what);

}  // namespace salesops::app
