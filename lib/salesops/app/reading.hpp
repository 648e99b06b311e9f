#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/store/target_actuals.hpp"

namespace salesops::app {

// One view of the database for all that a report reads: its figures are of one moment even while others
// write, the file is opened once, and what several parts of the report ask for is read once.
struct Reading {
  explicit Reading(const std::string& path)
      : database(store::Database::open_read(path)), snapshot(database) {}
  store::Database database;
  store::ReadSnapshot snapshot;
  // By metric, span, dimensions and day of the owner.
  using Asked = std::tuple<std::string, calendar::Date, calendar::Date, std::vector<store::ActualBy>,
                           std::optional<calendar::Date>>;
  std::map<Asked, std::vector<store::ActualCell>> actuals{};
  std::map<std::tuple<std::string, calendar::Date, calendar::Date>, std::int64_t> totals{};
};

// store::target_actuals, from the reading of the context when there is one.
std::vector<store::ActualCell> actuals_of(const Context& context, store::Database& database,
                                          std::string_view metric, calendar::Span span,
                                          std::span<const store::ActualBy> by,
                                          std::optional<calendar::Date> owner_day);
// store::documents_total in the same way.
std::int64_t total_of(const Context& context, store::Database& database, std::string_view metric,
                      calendar::Span span);

}  // namespace salesops::app
