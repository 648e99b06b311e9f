#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/budget/carry.hpp"
#include "salesops/budget/control.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

namespace salesops::budget {

// An expense category (费用科目); two levels, `parent` "" on the upper one.
struct Category {
  std::string id;
  base::Text name{};
  std::string parent{};
  std::vector<std::string> aliases{};  // other names that files use
  CarryMode carry = CarryMode::none;   // what moves on at the end of a month
  bool carry_commitments = false;
};

// What a flexible budget is a rate of.
enum class Basis { sales, receipts };

// 费用率: spending of a category at a node may be `rate` of the sales or receipts of the same node and
// period.
struct FlexibleRule {
  std::string category;  // "" = all categories
  std::string node;      // "" = every node
  money::Rate rate{};
  Basis basis = Basis::sales;
  money::Rate share_of_saving{};  // part of a saving that is paid out
};

// The section `budget:` of the configuration. Rule is one row of the control matrix.
struct Settings {
  std::vector<Category> categories{};  // in the order of the file; empty: any code is a category of its own
  std::vector<Rule> control{};         // in the order of the file
  std::vector<money::Rate> warn_at{{8, 10}, {9, 10}, {1, 1}};  // shares used, ascending
  std::vector<FlexibleRule> flexible{};
  money::Money auto_approve{};  // requests up to this amount that pass the control need no decision

  // The category a text names by its id, name or an alias (compared after folding); nothing when there is
  // none. Without configured categories every non-empty text names itself.
  std::optional<std::string> category_named(std::string_view text) const;
  Tree category_tree() const;
  // The name of a category, its id when it has none.
  base::Text title_of(std::string_view category) const;
};

}  // namespace salesops::budget
