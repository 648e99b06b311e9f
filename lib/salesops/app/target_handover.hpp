#pragma once
#include <string>

#include "salesops/app/context.hpp"

namespace salesops::app {

struct TargetHandover {
  std::string code{};
  std::string from{};    // a rep, a node, "vacant:REP"
  std::string to{};      // a rep, a node, "vacant"
  std::string on{};      // the first day of the successor
  std::string ramp{};    // "0/25/50": per cent of the first months
  std::string metric{};  // "" = all that add up
};
// People join, leave and move: from a day on another one carries the figures, in the first month by days. A
// leaver's figures go to a named rep, back to the node, or to "vacant:REP", which stays visible in the plan
// until somebody takes it over. A node's own figures go to a rep of it or to another node. Node and company
// totals stay, unless they go to another node. Makes a new version (E4127, E8201 as target revise); E4128
// when the giver carries nothing from that day on, E4123 for what makes no sense.
Outcome target_handover(const Context& context, const TargetHandover& what);

}  // namespace salesops::app
