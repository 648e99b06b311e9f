#pragma once
#include <string>

#include "salesops/app/context.hpp"

// Planned targets: plan files, versions, states, decisions.
namespace salesops::app {

// Enters a plan file as a draft version. The same figures as the newest version again change nothing.
Outcome target_plan(const Context& context, const std::string& file);
// draft → submitted.
Outcome target_submit(const Context& context, const std::string& code);
// submitted → approved; the version approved before becomes superseded, which still counts before the month
// from which the new one is effective.
// Another actor than the maker's, with authority for "target" up to the plan's sales total. E4118 when
// another approved plan has a figure for the same node, metric and month.
Outcome target_approve(const Context& context, const std::string& code);
// submitted → draft, by the decider (rejected) or by the maker (recalled).
Outcome target_reject(const Context& context, const std::string& code);
Outcome target_recall(const Context& context, const std::string& code);
// All versions.
Outcome target_list(const Context& context);
// CODE: the plan by node and month; with a node: the responsibility page (目标责任书) of that node.
struct TargetShow {
  std::string code;
  std::string node;
  int version = 0;    // 0: the one in force on the as-of day, else the newest
  bool pair = false;  // sales and collection side by side
};
Outcome target_show(const Context& context, const TargetShow& what);
// Node by node what differs between two versions, with who and why.
Outcome target_diff(const Context& context, const std::string& code, int before, int after);
// How the figure of a node came about, from the total down to it: weights and their sources, bounds, quota,
// rounding, over-assignment and stretch.
Outcome target_explain(const Context& context, const TargetShow& what);

}  // namespace salesops::app
