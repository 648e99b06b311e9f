#include "salesops/app/database.hpp"

#include <fmt/format.h>

#include <utility>

#include "salesops/app/receivables_settle.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/care.hpp"
#include "salesops/store/database.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Cell;
using document::Column;
using document::Row;
using document::Table;
using document::Type;

Table pairs(std::string key, Text title) {
  Table table{.key = std::move(key), .title = std::move(title)};
  table.columns = {Column{.key = "name", .title = {"项目", "item"}},
                   Column{.key = "value", .title = {"值", "value"}, .type = Type::id}};
  return table;
}

std::string backup_name(const Context& context, int version) {
  return fmt::format("{}.format{}-{}", context.database_path, version, context.now);
}

// The settled accounts that are kept beside the documents, worked out anew.
store::VerifyFinding settlement_finding(const Context& context, store::Database& database) {
  store::VerifyFinding finding{
      "settlement", {"应收结算结果与单据一致", "settled accounts are what the documents say"}, true, {}};
  try {
    if (const auto wrong = wrong_settlement(database, context.config)) {
      finding.ok = false;
      finding.detail = {"客户 " + *wrong, "customer " + *wrong};
    }
  } catch (const base::Error& error) {  // documents that do not go together
    finding.ok = false;
    finding.detail = error.diagnostics().front().message;
  }
  return finding;
}

}  // namespace

Outcome database_info(const Context& context) {
  Outcome outcome;
  read(context, [&](store::Database& database) {
    const store::FileFacts facts = store::facts(database);
    Table table = pairs("database", {"数据库", "database"});
    const auto add = [&](const char* name, std::string value) {
      table.rows.stored.push_back(Row{std::string(name), std::move(value)});
    };
    add("path", database.path());
    add("bytes", std::to_string(facts.bytes));
    add("format", std::to_string(facts.version));
    add("pages", std::to_string(facts.pages));
    add("free_pages", std::to_string(facts.free_pages));
    add("journal_entries", std::to_string(facts.journal_entries));
    add("last_change",
        facts.last_change == 0 ? "" : instant_text(facts.last_change, context.config.company.utc_offset));
    add("head", facts.head);
    for (const auto& [name, rows] : facts.rows) {
      if (rows > 0) add(("rows." + name).c_str(), std::to_string(rows));
    }
    outcome.document =
        document::single_table("database_info", {"数据库概况", "database facts"}, std::move(table));
  });
  return outcome;
}

Outcome database_verify(const Context& context, const std::string& head) {
  Outcome outcome;
  read(context, [&](store::Database& database) {
    Table table{.key = "checks", .title = {"检查", "checks"}};
    table.columns = {Column{.key = "check", .title = {"检查", "check"}, .type = Type::id},
                     Column{.key = "title", .title = {"内容", "what"}},
                     Column{.key = "result", .title = {"结果", "result"}, .type = Type::id},
                     Column{.key = "detail", .title = {"说明", "detail"}}};
    std::size_t faults = 0;
    std::vector<store::VerifyFinding> findings = store::verify(database, head);
    findings.push_back(settlement_finding(context, database));
    for (store::VerifyFinding& finding : findings) {
      if (!finding.ok) ++faults;
      const std::string result = finding.ok ? "ok" : "fault";
      Row row{std::move(finding.check), std::move(finding.title), result, Cell{}};
      if (!finding.ok) row.back() = std::move(finding.detail);
      table.rows.stored.push_back(std::move(row));
    }
    outcome.exit = faults == 0 ? base::Exit::ok : base::Exit::finding;
    const std::string present = store::journal_head(database);
    outcome.document = document::single_table(
        "database_verify", {"数据库检查", "verification of the database"}, std::move(table));
    outcome.document->facts.push_back({"head", {"日志哈希", "head"}, {present, present}});
    outcome.messages.push_back(
        faults == 0 ? Text{"没有发现问题；日志哈希 " + present, "no fault; head of the journal " + present}
                    : Text{fmt::format("有 {} 项不通过", faults),
                           fmt::format("{} {} failed", faults, faults == 1 ? "check" : "checks")});
  });
  return outcome;
}

Outcome database_backup(const Context& context, const std::string& to) {
  Outcome outcome;
  if (context.dry_run) {
    outcome.messages.push_back({"将备份到 " + to, "would back up to " + to});
    return outcome;
  }
  store::backup(context.database_path, to);
  outcome.messages.push_back({"已备份并检查：" + to, "backed up and verified: " + to});
  return outcome;
}

Outcome database_restore(const Context& context, const std::string& from) {
  Outcome outcome;
  if (context.dry_run) {
    store::Database backup = store::Database::open_read(from);
    const std::string entries = std::to_string(store::facts(backup).journal_entries);
    outcome.messages.push_back({"将恢复 " + from + "（日志 " + entries + " 条）",
                                "would restore " + from + " (" + entries + " journal entries)"});
    return outcome;
  }
  const std::string kept = store::restore(context.database_path, from, context.lock_timeout, context.act());
  outcome.messages.push_back({"已恢复：" + from, "restored: " + from});
  if (!kept.empty())
    outcome.messages.push_back({"原来的内容保留在 " + kept, "what was there is kept in " + kept});
  return outcome;
}

Outcome database_migrate(const Context& context) {
  Outcome outcome;
  const store::MigrationPlan plan = store::plan_migration(context.database_path, store::migrations());
  if (plan.steps.empty()) {
    outcome.messages.push_back({fmt::format("数据库已是当前格式 {}，无需升级", plan.to),
                                fmt::format("the database has the current format {} already", plan.to)});
    return outcome;
  }
  for (const store::Migration& step : plan.steps) outcome.messages.push_back(step.what);
  const std::string kept = backup_name(context, plan.from);
  if (context.dry_run) {
    outcome.messages.push_back({"将先备份到 " + kept, "would first back up to " + kept});
    return outcome;
  }
  store::migrate(context.database_path, plan, kept, context.lock_timeout, context.act());
  outcome.messages.push_back({"升级完成，备份在 " + kept, "migrated; the backup is " + kept});
  return outcome;
}

}  // namespace salesops::app
