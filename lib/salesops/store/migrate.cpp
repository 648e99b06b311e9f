#include "salesops/store/care.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/open.hpp"
#include "salesops/store/schema.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

[[noreturn]] void cannot_migrate(const std::string& path, base::Text message) {
  throw base::Error(base::Exit::configuration,
                    base::Diagnostic{.code = "E9009",
                                     .place = {.file = path},
                                     .message = std::move(message),
                                     .help = {"数据库没有改变；请把情况告诉维护者",
                                              "the database was not changed; tell the maintainers"}});
}

void set_version(Database& database, int version) {
  execute(database, ("PRAGMA user_version=" + std::to_string(version)).c_str());
}

}  // namespace

// Nothing is released before version 1, so nothing leads there yet.
std::span<const Migration> migrations() {
  return {};
}

MigrationPlan plan_migration(const std::string& path, std::span<const Migration> known) {
  Database database = Database::open_for_migration(path, false, 10);
  MigrationPlan plan{check_identity(database, false), kSchemaVersion, {}};
  for (int version = plan.from; version < plan.to; ++version) {
    const Migration* step = nullptr;
    for (const Migration& candidate : known) {
      if (candidate.from == version) step = &candidate;
    }
    if (step == nullptr) {
      const std::string number = std::to_string(version);
      cannot_migrate(path,
                     {"没有从格式 " + number + " 升级的办法", "there is no way up from format " + number});
    }
    plan.steps.push_back(*step);
  }
  return plan;
}

void migrate(const std::string& path, const MigrationPlan& plan, const std::string& backup_path,
             int lock_timeout_seconds, const Act& act) {
  copy_any_version(path, backup_path);
  Database database = Database::open_for_migration(path, true, lock_timeout_seconds);
  if (check_identity(database, false) != plan.from) {
    cannot_migrate(path, {"数据库刚刚被另一个进程升级", "another process has just migrated the database"});
  }
  WriteTransaction transaction(database, act);
  for (const Migration& step : plan.steps) {
    for (const std::string& statement : step.statements) execute(database, statement.c_str());
  }
  if (!has_schema(database)) {
    cannot_migrate(path,
                   {"升级后的表结构不是预期的", "the tables after the migration are not the expected ones"});
  }
  set_version(database, plan.to);
  append_journal(transaction, "database", Fields().set("format", std::int64_t{plan.from}).json(),
                 Fields().set("format", std::int64_t{plan.to}).json());
  transaction.commit();
}

}  // namespace salesops::store
