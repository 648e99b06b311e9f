#pragma once
#include <map>
#include <string>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

namespace salesops::budget {

// An expense category (费用科目); two levels, `parent` "" on the upper one.
struct Category {
  std::string id;
  base::Text name;
  std::string parent;
};

enum class Stage { request, actual };
enum class Horizon { month, month_to_date, quarter, year };
enum class Level { line, group, node, parent };
enum class Reaction { ignore, warn, stop };

// One row of the control matrix. Empty category or node: every one.
struct ControlRule {
  std::string category;
  std::string node;
  Stage stage = Stage::request;
  Horizon horizon = Horizon::month_to_date;
  Level level = Level::line;
  Reaction reaction = Reaction::stop;
  money::Rate tolerance_rate{};     // of the budget of that scope
  money::Money tolerance_amount{};  // in money; the larger of both counts
};

// The section `budget:` of the configuration.
struct Settings {
  std::vector<Category> categories;                            // in the order of the file
  std::vector<ControlRule> control;                            // in the order of the file
  std::vector<money::Rate> warn_at{{8, 10}, {9, 10}, {1, 1}};  // shares used, ascending
};

}  // namespace salesops::budget
