#pragma once
#include <string>

#include "salesops/app/context.hpp"

// Bottom-up: what nodes say they will do, beside what they were given.
namespace salesops::app {

struct TargetCommit {
  std::string code{};
  std::string node{};    // "" = list all
  std::string amount{};  // "" = list, or decide
  std::string metric = "sales";
  bool accept = false;
  bool push_back = false;
};
// Records a commitment for the whole plan, decides on one, or lists targets, commitments and gaps by node. A
// commitment waits for another actor with authority for "target" at the node or above (E8103, E8104);
// pushing back needs a comment (E4127). A new amount of the same actor replaces the waiting one.
Outcome target_commit(const Context& context, const TargetCommit& what);

}  // namespace salesops::app
