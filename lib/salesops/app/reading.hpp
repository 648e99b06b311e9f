#pragma once
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/app/target_book.hpp"
#include "salesops/document/document.hpp"
#include "salesops/store/actuals.hpp"
#include "salesops/store/nodes.hpp"
#include "salesops/store/sale_lines.hpp"
#include "salesops/store/sales_sums.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::app {

struct BudgetStatus;  // budget.hpp
class TargetPeople;   // target_people.hpp

// One view of the database for all that a report reads: its figures are of one moment even while others
// write, the file is opened once, and what several parts of the report ask for is read once.
struct Reading {
  // Notes written up to the day `known_to` are seen.
  Reading(const std::string& path, calendar::Date known_to);

  // store::Actuals::sums of one span; good as long as the reading.
  const store::ActualSums& sums(std::string_view metric, calendar::Span span,
                                std::span<const store::ActualBy> by, std::optional<calendar::Date> owner_day);

  store::Database database;
  store::ReadSnapshot snapshot;
  calendar::Date known;
  std::optional<std::vector<calendar::Date>> node_changes{};  // of the store, when something asks for nodes
  store::SaleLines sales{database};
  std::map<std::string, document::Table> tables{};  // of data sets, by all that they depend on
  // These two by the day of the change before, nothing before the first one.
  std::map<std::optional<calendar::Date>, std::shared_ptr<const TargetBook>> trees{};
  std::map<std::optional<calendar::Date>, std::shared_ptr<const std::vector<store::NodeOnDay>>> nodes{};
  std::map<calendar::Date, std::shared_ptr<const TargetPeople>> people{};  // by day
  std::set<std::string> kinds{};  // that were asked for and that some node has
  // By period and day, of whole months.
  std::map<std::pair<std::string, calendar::Date>, std::shared_ptr<const BudgetStatus>> budgets{};
  // By the span and the one before; a report has one scope.
  std::map<std::array<calendar::Date, 4>, std::vector<store::ProductSales>> products{};
  // By first month, last month and the one whose versions are in force.
  std::map<std::array<calendar::Month, 3>, std::shared_ptr<const std::vector<target::Value>>> targets{};

 private:
  // By metric, span, dimensions and day of the owner.
  using Asked = std::tuple<std::string, calendar::Date, calendar::Date, std::vector<store::ActualBy>,
                           std::optional<calendar::Date>>;
  std::optional<store::Actuals> actuals_{};  // when something asks for sums
  std::map<Asked, store::ActualSums> sums_{};
};

// What these give is read once in a reading, and anew without one.
// The lines of the sales.
std::shared_ptr<store::SaleLines> sale_lines(const Context& context, store::Database& database);
// The tree of a day.
std::shared_ptr<const TargetBook> tree_on(const Context& context, store::Database& database,
                                          calendar::Date day);
// store::nodes_on.
std::shared_ptr<const std::vector<store::NodeOnDay>> nodes_on(const Context& context,
                                                              store::Database& database, calendar::Date day);
// Reps, customers and products with their names of a day.
std::shared_ptr<const TargetPeople> people_on(const Context& context, store::Database& database,
                                              calendar::Date day);
// What the owners of each node sold ("sales") or collected ("collection"), by its code; "" for customers
// without an owner.
std::map<std::string, money::Money> amounts_by_node(const Context& context, store::Database& database,
                                                    std::string_view metric, calendar::Span span);
// store::approved_targets.
std::shared_ptr<const std::vector<target::Value>> targets_of(const Context& context,
                                                             store::Database& database, calendar::Month first,
                                                             calendar::Month last, calendar::Month in_force);

}  // namespace salesops::app
