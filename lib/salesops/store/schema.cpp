#include "salesops/store/schema.hpp"

#include <algorithm>

#include "salesops/base/sha256.hpp"
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

std::string schema_digest(std::vector<std::string> statements) {
  std::sort(statements.begin(), statements.end());
  base::Sha256 hash;
  for (const std::string& statement : statements) {
    hash.update(statement);
    hash.update(std::string_view("\0", 1));
  }
  return hash.hex();
}

std::vector<std::string> stored_statements(Database& database) {
  Statement select(
      database,
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'");
  std::vector<std::string> statements;
  while (select.step()) statements.push_back(select.string(0));
  return statements;
}

}  // namespace salesops::store
