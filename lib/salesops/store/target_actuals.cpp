#include "salesops/store/target_actuals.hpp"

#include "salesops/base/checked.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/store/owner.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kDrivers =
    "SELECT n.code, d.value FROM driver d JOIN node n ON n.id = d.node WHERE d.driver = ?1 ";

}  // namespace

std::vector<ActualCell> target_actuals(Database& database, std::string_view metric, calendar::Span span,
                                       std::span<const ActualBy> by) {
  SaleLines lines(database);
  return Actuals(lines).sums(metric, {&span, 1}, by, std::nullopt).front().cells;
}

SumsByNode target_actuals(Database& database, std::string_view metric, calendar::Span span) {
  static constexpr ActualBy kNode[] = {ActualBy::node};
  SumsByNode sums;
  for (const ActualCell& cell : target_actuals(database, metric, span, kNode))
    sums[cell.keys.front()] = cell.amount;
  return sums;
}

namespace {

std::map<std::string, std::int64_t, std::less<>> drivers(Statement& rows) {
  std::map<std::string, std::int64_t, std::less<>> found;
  while (rows.step()) {
    money::Decimal value;
    money::NumberFault fault;
    if (!money::parse_decimal(rows.text(1), value, fault)) continue;
    std::int64_t& sum = found[rows.string(0)];
    sum = base::checked_add(sum, value.at_scale(6));
  }
  return found;
}

}  // namespace

std::map<std::string, std::int64_t, std::less<>> driver_sums(Database& database, std::string_view driver,
                                                             calendar::Span span) {
  Statement rows(database, std::string(kDrivers) + "AND d.date BETWEEN ?2 AND ?3 ORDER BY 1");
  rows.bind_all(driver, span.first, span.last);
  return drivers(rows);
}

std::map<std::string, std::int64_t, std::less<>> driver_states(Database& database, std::string_view driver,
                                                               calendar::Date day) {
  Statement rows(database,
                 std::string(kDrivers) +
                     "AND ifnull(d.date, -1000000) = (SELECT max(ifnull(o.date, -1000000)) FROM "
                     "driver o WHERE o.node = d.node AND o.driver = d.driver AND ifnull(o.date, -1000000) "
                     "<= ?2) ORDER BY 1");
  rows.bind_all(driver, day);
  return drivers(rows);
}

std::map<std::int64_t, std::string> customer_owners(Database& database, calendar::Date day) {
  Statement rows(database,
                 "SELECT d.customer, n.code FROM (SELECT id AS customer, ?1 AS date FROM customer) d " +
                     owner_join() + "WHERE n.code IS NOT NULL");
  rows.bind_all(day);
  std::map<std::int64_t, std::string> owners;
  while (rows.step()) owners[rows.integer(0)] = rows.string(1);
  return owners;
}

}  // namespace salesops::store
