#include <sqlite3.h>
#include <sys/stat.h>

#include "salesops/store/care.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/seal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

VerifyFinding passed(std::string check, base::Text title) {
  return {std::move(check), std::move(title), true, {}};
}

VerifyFinding check_chain(Database& database, std::string_view head) {
  VerifyFinding finding = passed("chain", {"日志链", "chain of the journal"});
  if (const auto fault = verify_chain(database, head)) {
    finding.ok = false;
    const std::string entry = std::to_string(fault->sequence);
    finding.detail = {"第 " + entry + " 条：" + fault->what.zh, "entry " + entry + ": " + fault->what.en};
  }
  return finding;
}

VerifyFinding check_seals(Database& database) {
  VerifyFinding finding = passed("seal", {"封条", "seals of the rows"});
  if (const auto fault = verify_seals(database)) {
    finding.ok = false;
    const std::string rows =
        fault->table + " " + std::to_string(fault->first_row) + "–" + std::to_string(fault->last_row);
    const std::string entry = std::to_string(fault->sequence);
    finding.detail =
        fault->sequence == 0
            ? base::Text{rows + " 行中有不是 salesops 写入的",
                         "rows " + rows + " hold some that salesops did not write"}
            : base::Text{rows + " 行与日志第 " + entry + " 条的封条不符",
                         "rows " + rows + " are not those that journal entry " + entry + " sealed"};
  }
  return finding;
}

// The first row of a pragma that lists faults.
VerifyFinding check_pragma(Database& database, VerifyFinding finding, const char* sql,
                           std::string_view good) {
  Statement rows(database, sql);
  if (!rows.step() || rows.text(0) == good) return finding;
  finding.ok = false;
  finding.detail = {rows.string(0), rows.string(0)};
  return finding;
}

VerifyFinding check_invariant(Database& database, const Invariant& invariant) {
  VerifyFinding finding = passed(invariant.key, {invariant.title_zh, invariant.title_en});
  Statement rows(database, invariant.sql);
  std::int64_t count = 0;
  std::string first;
  while (rows.step()) {
    if (count++ == 0) first = rows.string(0);
  }
  if (count == 0) return finding;
  finding.ok = false;
  const std::string number = std::to_string(count);
  finding.detail = {first + (count > 1 ? "，共 " + number + " 处" : ""),
                    first + (count > 1 ? ", " + number + " in all" : "")};
  return finding;
}

}  // namespace

std::vector<VerifyFinding> verify(Database& database, std::string_view head) {
  std::vector<VerifyFinding> findings;
  findings.push_back(check_chain(database, head));
  findings.push_back(check_seals(database));
  findings.push_back(check_pragma(database, passed("integrity", {"文件结构", "structure of the file"}),
                                  "PRAGMA integrity_check(1)", "ok"));
  findings.push_back(
      check_pragma(database, passed("foreign_keys", {"引用", "references"}),
                   "SELECT \"table\" || ' ' || rowid || ' -> ' || parent FROM pragma_foreign_key_check", ""));
  for (const Invariant& invariant : invariants()) findings.push_back(check_invariant(database, invariant));
  return findings;
}

FileFacts facts(Database& database) {
  FileFacts facts;
  struct stat status {};
  if (stat(database.path().c_str(), &status) == 0) facts.bytes = status.st_size;
  facts.version = static_cast<int>(one_integer(database, "PRAGMA user_version").value_or(0));
  facts.pages = one_integer(database, "PRAGMA page_count").value_or(0);
  facts.free_pages = one_integer(database, "PRAGMA freelist_count").value_or(0);
  facts.journal_entries = one_integer(database, "SELECT count(*) FROM journal").value_or(0);
  facts.last_change =
      one_integer(database, "SELECT time FROM journal ORDER BY sequence DESC LIMIT 1").value_or(0);
  facts.head = journal_head(database);
  Statement names(
      database,
      "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite%' ORDER BY name");
  while (names.step()) {
    const std::string name = names.string(0);
    facts.rows.emplace_back(name, one_integer(database, "SELECT count(*) FROM \"" + name + "\"").value_or(0));
  }
  return facts;
}

}  // namespace salesops::store
