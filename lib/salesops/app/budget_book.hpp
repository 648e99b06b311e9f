#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/budget/control.hpp"
#include "salesops/store/budgets.hpp"
#include "salesops/store/nodes.hpp"

// What the budget use cases share: the trees, the fiscal month of a day, reading what a person typed,
// posting.
namespace salesops::app {

// The two trees and the names of nodes on the context's as-of day.
class BudgetBook {
 public:
  BudgetBook(const Context& context, store::Database& database);

  const budget::Hierarchy& hierarchy() const { return hierarchy_; }
  std::string node_name(std::string_view code) const;
  std::string node_kind(std::string_view code) const;
  // The code of a node or category named by code or name. Throws Error(usage, E6101 node, E6102 category)
  // with the nearest.
  std::string node(std::string_view text) const;
  std::string category(std::string_view text) const;
  std::optional<std::string> find_node(std::string_view text) const;
  std::optional<std::string> find_category(std::string_view text) const;
  std::vector<std::string> node_codes() const { return hierarchy_.nodes.ids(); }
  std::vector<std::string> category_codes() const { return hierarchy_.categories.ids(); }

 private:
  const Context& context_;
  std::map<std::string, store::NodeOnDay, std::less<>> nodes_;
  // Folded name -> code; "" when two nodes share it. Made when a name is first asked for.
  mutable std::map<std::string, std::string, std::less<>> codes_by_name_;
  budget::Hierarchy hierarchy_;
};

// Balances of the fiscal year of a month as of the end of a day.
budget::Balances year_balances(store::Database& database, calendar::Date as_of, calendar::Month month);
// Balances of all years, as year_balances().
budget::Balances all_balances(store::Database& database);
// The latest day there is: everything in the ledger counts. For decisions, which must see what others have
// entered.
inline constexpr calendar::Date kEverything = calendar::Date::from_number(2'932'896);

// Refuses (77, E8201) a date in a closed period.
void require_open(store::Database& database, calendar::Date date);

// Brings the ledger up to date with the expenses that came, went or changed in this transaction: an actual
// for each, and a release of the commitment of the request that the expense names. Called by every write
// transaction before it commits. Throws Error(bad_data) naming every expense whose category or request is
// unknown (E6102, E6122).
void post_expenses(const Context& context, store::WriteTransaction& transaction);

// Warnings for the cells whose share used crossed a configured threshold between two states of the ledger.
std::vector<base::Diagnostic> crossing_warnings(const Context& context, const BudgetBook& book,
                                                const budget::Balances& before,
                                                const budget::Balances& after);

// Whether --where node=… and category=… let a cell through: itself or something above it is named.
bool within_filters(const Context& context, const BudgetBook& book, std::string_view node,
                    std::string_view category);

// "HD-SH-PD / 101 / 2026-10"
std::string cell_text(const budget::Cell& cell);

}  // namespace salesops::app
