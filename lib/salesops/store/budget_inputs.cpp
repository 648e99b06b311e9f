#include "salesops/store/budget_inputs.hpp"

#include "salesops/store/statement.hpp"

namespace salesops::store {
namespace {

constexpr std::string_view kDriver =
    "SELECT d.value FROM driver d JOIN node n ON n.id = d.node WHERE n.code = ?1 AND d.driver = ?2 AND "
    "ifnull(d.date, ?3) <= ?3 "
    "ORDER BY d.date DESC LIMIT 1";

}  // namespace

std::optional<money::Decimal> stated_driver(Database& database, std::string_view node,
                                            std::string_view driver, calendar::Date day) {
  Statement row(database, kDriver);
  row.bind_all(node, driver, day);
  money::Decimal value;
  money::NumberFault fault;
  if (!row.step() || !money::parse_decimal(row.text(0), value, fault)) return std::nullopt;
  return value;
}

money::Decimal driver_of(Database& database, std::string_view node, std::string_view driver,
                         calendar::Date day) {
  return stated_driver(database, node, driver, day).value_or(money::Decimal());
}

}  // namespace salesops::store
