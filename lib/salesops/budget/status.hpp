#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/budget/scope.hpp"
#include "salesops/money/decimal.hpp"

namespace salesops::budget {

// The months a status covers, of one fiscal year; `ytd` figures run from the first month of that year to
// `last`.
struct Months {
  calendar::Month first;
  calendar::Month last;
  calendar::Month year_start() const { return calendar::Month::of(last.year(), 1); }
};

// How far a budget is used. Never rounded across a threshold: 2,590 of 2,600 is not used up, 2,600 is,
// 2,600.01 exceeds.
enum class Use { within, warned, used_up, exceeded, unplanned };
std::string_view name_of(Use use);
// warned: consumption has reached `warn_at` of a plan above zero. unplanned: something consumed without any
// plan.
Use use_of(const Balance& balance, const money::Rate& warn_at);

// Share used; nothing when the plan is zero or less.
std::optional<money::Rate> used(const Balance& balance);                 // actual ÷ plan
std::optional<money::Rate> used_incl_committed(const Balance& balance);  // (actual + committed) ÷ plan

// One line of the status: what belongs to the cell that pays (see Owners). Both "" on the line of the
// unbudgeted.
struct StatusLine {
  std::string node;
  std::string category;
  Balance period;
  Balance ytd;
  bool unbudgeted() const { return node.empty(); }
};

// All cells with a plan in the fiscal year, by node and category, and last the line of what no budget pays
// for (only when there is something). Cells without any amount in the period and the year to date are left
// out. The lines add up to the sum of `balances` over the same months, to the fen.
std::vector<StatusLine> status_lines(const Balances& balances, const Months& months,
                                     const Hierarchy& hierarchy);
// The same with figures of their own for the period and for the year to date; both hold the same cells.
std::vector<StatusLine> status_lines(const Balances& period, const Balances& ytd, const Months& months,
                                     const Hierarchy& hierarchy);

// The plan of `part` of the `whole` days of a month: budget, supplements, transfers and carry-over × part ÷
// whole, half-up each. What is used is not divided: it has its own days.
Balance prorated(const Balance& balance, int part, int whole);

// Lines added up by a key: the node's ancestor, the category's group … `key` gives the new node and category
// ("" = all).
std::vector<StatusLine> regroup(const std::vector<StatusLine>& lines,
                                const std::function<Owner(const StatusLine&)>& key);

// Sum of all lines.
StatusLine total_of(const std::vector<StatusLine>& lines);

}  // namespace salesops::budget
