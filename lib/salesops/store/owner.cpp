#include "salesops/store/owner.hpp"

#include <sqlite3.h>

namespace salesops::store {

namespace {

// Codes are lines of text, so this stands in none of them.
constexpr char kMark = '\x1f';

void bind_named(Statement& statement, const char* name, const std::string& text) {
  const int parameter = sqlite3_bind_parameter_index(statement.handle(), name);
  if (parameter > 0) statement.bind(parameter, std::string_view(text));
}

}  // namespace

std::string owner_join(std::string_view day) {
  const std::string on(day);
  return "LEFT JOIN customer_span c ON c.id = (SELECT id FROM customer_span s WHERE s.customer = d.customer "
         "AND "
         "ifnull(s.valid_from, -1000000) <= " +
         on +
         " ORDER BY ifnull(s.valid_from, -1000000) DESC LIMIT 1) "
         "AND ifnull(c.valid_to, " +
         on + ") >= " + on +
         " "
         "LEFT JOIN rep_span r ON r.id = (SELECT id FROM rep_span s WHERE s.rep = c.rep AND "
         "ifnull(s.valid_from, -1000000) <= " +
         on +
         " ORDER BY ifnull(s.valid_from, -1000000) DESC LIMIT 1) "
         "AND ifnull(r.valid_to, " +
         on + ") >= " + on +
         " "
         "LEFT JOIN node n ON n.id = ifnull(c.node, r.node) ";
}

ScopeSql::ScopeSql(const DocumentScope& scope) : customer_(scope.customer) {
  if (!scope.nodes.empty()) {
    nodes_ = kMark;
    for (const std::string& node : scope.nodes) nodes_ += node + kMark;
    join = owner_join();
    condition = " AND instr(:nodes, char(31) || n.code || char(31)) > 0";
  }
  if (!customer_.empty()) condition += " AND d.customer = (SELECT id FROM customer WHERE code = :customer)";
}

void ScopeSql::bind(Statement& statement) const {
  bind_named(statement, ":nodes", nodes_);
  bind_named(statement, ":customer", customer_);
}

std::vector<std::string> customers_in(Database& database, calendar::Date day, const DocumentScope& scope) {
  const ScopeSql limits(scope);
  Statement row(database, "SELECT d.code FROM (SELECT id AS customer, code, ?1 AS date FROM customer) d " +
                              limits.join + "WHERE 1" + limits.condition + " ORDER BY 1");
  row.bind(1, day);
  limits.bind(row);
  std::vector<std::string> codes;
  while (row.step()) codes.push_back(row.string(0));
  return codes;
}

}  // namespace salesops::store
