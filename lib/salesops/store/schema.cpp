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
  std::sort(expected.begin(), expected.end());
  Statement stored(
      database,
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
      "ORDER BY sql");
  for (const std::string& statement : expected) {
    if (!stored.step() || stored.text(0) != statement) return false;
  }
  return !stored.step();
}

}  // namespace salesops::store
