#include "salesops/store/schema.hpp"

#include <algorithm>

#include "salesops/base/text.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

std::vector<std::string> schema_statements() {
  std::vector<std::string> statements;
  for (const Ddl part : {ddl_journal(), ddl_org(), ddl_documents(), ddl_receivables(), ddl_targets(),
                         ddl_budgets(), ddl_promotions(), ddl_records(), ddl_close(), ddl_views()}) {
    for (const std::string_view statement : part) statements.emplace_back(base::trim_ascii(statement));
  }
  return statements;
}

bool has_schema(Database& database) {
  std::vector<std::string> expected = schema_statements();
  std::vector<std::string> found;
  Statement stored(database, "SELECT sql, name FROM sqlite_schema WHERE sql NOT NULL");
  while (stored.step()) {
    if (!stored.text(1).starts_with("sqlite_")) found.push_back(stored.string(0));
  }
  if (found == expected) return true;  // nobody has touched them
  std::sort(expected.begin(), expected.end());
  std::sort(found.begin(), found.end());
  return found == expected;
}

}  // namespace salesops::store
