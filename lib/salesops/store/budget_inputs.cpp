#include "salesops/store/budget_inputs.hpp"

#include "salesops/store/statement.hpp"

namespace salesops::store {
namespace {

constexpr std::string_view kDriver =
    "SELECT d.value FROM driver d JOIN node n ON n.id = d.node WHERE n.code = ?1 AND d.driver = ?2 AND "
    "ifnull(d.date, ?3) <= ?3 "
    "ORDER BY d.date DESC LIMIT 1";
constexpr std::string_view kExpenses =
    "SELECT ifnull(sum(m.amount), 0) FROM budget_cell c JOIN budget_move m ON m.cell = c.id "
    "WHERE c.node = ?1 AND c.category = ?2 AND m.kind = 6 AND m.date BETWEEN ?3 AND ?4";

}  // namespace

money::Decimal driver_of(Database& database, std::string_view node, std::string_view driver,
                         calendar::Date day) {
  Statement row(database, kDriver);
  row.bind_all(node, driver, day);
  money::Decimal value;
  money::NumberFault fault;
  if (row.step()) money::parse_decimal(row.text(0), value, fault);
  return value;
}

money::Money expenses_of(Database& database, std::string_view node, std::string_view category,
                         calendar::Span span) {
  Statement row(database, kExpenses);
  row.bind_all(node, category, span.first, span.last);
  row.step();
  return row.amount(0);
}

}  // namespace salesops::store
