#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/budget/scope.hpp"
#include "salesops/money/decimal.hpp"

namespace salesops::budget {

enum class Stage { request, actual };
enum class Horizon {
  month,
  accumulated,
  quarter,
  year
};                                               // accumulated: fiscal year up to and including the month
enum class Level { line, group, node, parent };  // what is summed, see scope_of()
enum class Action { ignore, warn, stop };

std::string_view name_of(Stage stage);
std::string_view name_of(Horizon horizon);
std::string_view name_of(Level level);
std::string_view name_of(Action action);
bool stage_named(std::string_view name, Stage& stage);
bool horizon_named(std::string_view name, Horizon& horizon);
bool level_named(std::string_view name, Level& level);
bool action_named(std::string_view name, Action& action);

// One entry of the control matrix. Among the entries of a stage, horizon and level that match a line, the one
// nearest to the line counts: first by category (itself, its group, any), then by node (itself, the nearest
// above, any).
struct Rule {
  std::string category;  // "" = any
  std::string node;      // "" = any
  Stage stage = Stage::request;
  Horizon horizon = Horizon::accumulated;
  Level level = Level::line;
  Action action = Action::stop;
  money::Rate tolerance{};  // share of the plan that may be exceeded: 10 % -> limit = 110 % of the plan
  money::Money tolerance_amount{};  // and a fixed amount on top
};

// One line of a document that wants money. `releases` is the commitment the line sets free when it is booked
// (an actual of a request), so that the same money is not counted twice.
struct Line {
  std::string node;
  std::string category;
  calendar::Month month;
  money::Money amount;
  money::Money releases{};
};

// Why a line cannot be checked at all. Never skipped silently; lines of 0 or less (refunds, reversals) have
// no problem.
enum class ProblemKind { unknown_node, unknown_category, no_budget };
struct Problem {
  std::size_t line = 0;  // index in the document
  ProblemKind kind = ProblemKind::no_budget;
};

// The verdict of one control cell.
struct Finding {
  Scope scope;
  Stage stage = Stage::request;
  Horizon horizon = Horizon::accumulated;
  Level level = Level::line;
  Action action = Action::ignore;  // what the matrix asks for when the limit is exceeded
  Balance before;                  // without the document
  money::Money limit;              // plan with its tolerance
  money::Money asked;              // what the whole document adds to the cell, net of what it releases
  money::Money over;     // how far the limit would be exceeded; 0 = not exceeded (exactly used up is not)
  money::Money largest;  // the most a document may add to the cell: max(limit − consumed, 0)

  bool exceeded() const { return over > money::Money(); }
  bool exhausted() const { return exceeded() && largest.zero(); }  // nothing was left before
};

struct Verdict {
  std::vector<Problem> problems;
  std::vector<Finding> findings;  // every controlled cell, worst outcome first, then in order of scope
  std::vector<money::Money>
      largest;  // per line: the largest amount that would pass no stop, the other lines as asked
  Action outcome = Action::ignore;  // worst action among the exceeded cells; stop when there are problems

  bool passes() const { return outcome != Action::stop; }
  money::Money excess() const;  // largest `over` among the cells that stop
};

// The part of the budget that a level sums for a line that `owner` pays for:
// line = the owner cell, group = the top category of the owner at its node, node = all categories at the
// owner's node, parent = all categories of the node above it. Nothing when the owner's node is the top and
// has no parent.
std::optional<Scope> scope_of(Level level, Horizon horizon, const Owner& owner, calendar::Month month,
                              const Hierarchy& hierarchy);

// Checks a document as a whole: all its lines are added up per control cell before the cell is compared with
// its limit. `balances` must hold all cells of the fiscal years of the lines. O(lines × rules × cells).
Verdict check(std::span<const Line> document, Stage stage, std::span<const Rule> rules,
              const Balances& balances, const Hierarchy& hierarchy);

}  // namespace salesops::budget
