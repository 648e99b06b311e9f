#include "salesops/store/health.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "salesops/base/text.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/schema.hpp"
#include "salesops/store/seal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kIntegrity = "PRAGMA integrity_check(20)";
constexpr std::string_view kForeignKeys = "PRAGMA foreign_key_check";
constexpr std::string_view kPages = "PRAGMA page_count";
constexpr std::string_view kPageSize = "PRAGMA page_size";
constexpr std::string_view kEntries = "SELECT count(*) FROM journal";

const base::Text kRestore{"从备份恢复：salesops db restore", "restore a backup: salesops db restore"};

base::Diagnostic finding(Database& database, const char* code, base::Text message) {
  base::Diagnostic diagnostic{.code = code, .place = {.file = database.path()}};
  diagnostic.message = std::move(message);
  diagnostic.help = kRestore;
  return diagnostic;
}

std::int64_t number(Database& database, std::string_view sql) {
  Statement statement(database, sql);
  return statement.step() ? statement.integer(0) : 0;
}

void check_integrity(Database& database, std::vector<base::Diagnostic>& found) {
  Statement statement(database, kIntegrity);
  while (statement.step()) {
    const std::string line = base::printable(statement.text(0));
    if (line == "ok") continue;
    found.push_back(
        finding(database, "E9401", {"数据库文件有损坏：" + line, "the database file is damaged: " + line}));
  }
}

void check_foreign_keys(Database& database, std::vector<base::Diagnostic>& found) {
  Statement statement(database, kForeignKeys);
  while (statement.step()) {
    const std::string table = base::printable(statement.text(0));
    const std::int64_t row = statement.integer(1);
    const std::string parent = base::printable(statement.text(2));
    found.push_back(
        finding(database, "E9402",
                {fmt::format("表 {} 第 {} 行指向 {} 中不存在的一行", table, row, parent),
                 fmt::format("row {} of {} refers to a row of {} that does not exist", row, table, parent)}));
  }
}

}  // namespace

DatabaseFacts database_facts(Database& database) {
  DatabaseFacts facts;
  facts.sqlite_version = sqlite3_libversion();
  facts.schema_version = kSchemaVersion;  // opening refuses every other one
  facts.bytes = number(database, kPages) * number(database, kPageSize);
  facts.journal_entries = number(database, kEntries);
  facts.journal_head = journal_head(database);
  return facts;
}

std::vector<base::Diagnostic> check_health(Database& database) {
  std::vector<base::Diagnostic> found;
  check_integrity(database, found);
  check_foreign_keys(database, found);
  if (const auto fault = verify_chain(database)) {
    found.push_back(finding(database, "E9403",
                            {fmt::format("日志第 {} 条：{}", fault->sequence, fault->what.zh),
                             fmt::format("journal entry {}: {}", fault->sequence, fault->what.en)}));
  }
  if (const auto fault = verify_seals(database)) {
    found.push_back(
        finding(database, "E9404",
                {fmt::format("表 {} 从第 {} 行起的数据不是程序写入的（日志第 {} 条）", fault->table,
                             fault->first_row, fault->sequence),
                 fmt::format("rows of {} from {} on are not what the program wrote (journal entry {})",
                             fault->table, fault->first_row, fault->sequence)}));
  }
  return found;
}

}  // namespace salesops::store
