#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/document/document.hpp"
#include "salesops/store/actuals.hpp"

namespace salesops::app {

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
  std::map<std::string, document::Table> tables{};  // of data sets, by all that they depend on

 private:
  // By metric, span, dimensions and day of the owner.
  using Asked = std::tuple<std::string, calendar::Date, calendar::Date, std::vector<store::ActualBy>,
                           std::optional<calendar::Date>>;
  std::optional<store::Actuals> actuals_{};  // when something asks for sums
  std::map<Asked, store::ActualSums> sums_{};
};

}  // namespace salesops::app
