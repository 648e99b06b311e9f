#include "salesops/store/care.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "salesops/store/journal.hpp"
#include "salesops/store/org_store.hpp"
#include "salesops/store/query.hpp"
#include "salesops/store/schema.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

const Act kAct{"wang", "test", "", 1'790'000'000};

struct Work {
  std::filesystem::path folder;
  Work() {
    std::string name = "/tmp/salesops-care-XXXXXX";
    folder = mkdtemp(name.data());
    Database::create(db());
  }
  ~Work() { std::filesystem::remove_all(folder); }
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  std::string db() const { return (folder / "a.db").string(); }
  std::string file(const char* name) const { return (folder / name).string(); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
  }
};

void add_customer(const std::string& path, std::string_view code) {
  auto database = Database::open_write(path, 0);
  WriteTransaction transaction(database, kAct);
  const auto batch = open_batch(transaction, "customers", "c.csv");
  create_customer(transaction, code, code, batch);
  close_batch(transaction, batch, {1, 0, 0, {}});
  transaction.commit();
}

std::int64_t customers(const std::string& path) {
  auto database = Database::open_read(path);
  return one_integer(database, "SELECT count(*) FROM customer").value();
}

std::string faults(Database& database) {
  std::string text;
  for (const auto& finding : verify(database, {})) {
    if (!finding.ok) text += finding.check + " ";
  }
  return text;
}

std::string code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.code() + " " + std::to_string(static_cast<int>(error.exit()));
  }
  return "no error";
}

}  // namespace

TEST_CASE("a backup is a verified copy of mode 0600 that overwrites nothing") {
  const Work work;
  add_customer(work.db(), "C1");
  backup(work.db(), work.file("b.db"));
  CHECK(customers(work.file("b.db")) == 1);
  struct stat status {};
  REQUIRE(stat(work.file("b.db").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(code_of([&] { backup(work.db(), work.file("b.db")); }) == "E9005 73");
  CHECK(work.files() == 2);
}

TEST_CASE("restoring brings the backup back, keeps what was there and journals it") {
  const Work work;
  add_customer(work.db(), "C1");
  backup(work.db(), work.file("b.db"));
  add_customer(work.db(), "C2");
  const std::string kept = restore(work.db(), work.file("b.db"), 0, kAct);
  CHECK(customers(work.db()) == 1);
  CHECK(customers(kept) == 2);
  auto database = Database::open_read(work.db());
  CHECK(faults(database).empty());
  std::string last;
  for_each_entry(database, {}, [&](const JournalEntry& entry) { last = entry.object; });
  CHECK(last == "database");
}

TEST_CASE("a damaged or missing database is replaced by its backup") {
  const Work work;
  add_customer(work.db(), "C1");
  backup(work.db(), work.file("b.db"));
  std::ofstream(work.db()) << std::string(10'000, 'x');
  const std::string kept = restore(work.db(), work.file("b.db"), 0, kAct);
  CHECK(std::filesystem::file_size(kept) == 10'000);
  CHECK(customers(work.db()) == 1);
  std::filesystem::remove(work.db());
  CHECK(restore(work.db(), work.file("b.db"), 0, kAct).empty());
  CHECK(customers(work.db()) == 1);
}

TEST_CASE("verify names what does not hold") {
  const Work work;
  add_customer(work.db(), "C1");
  auto database = Database::open_write(work.db(), 0);
  CHECK(faults(database).empty());
  const auto faults_after = [&](const char* sql) {
    execute(database, (std::string("SAVEPOINT s;") + sql).c_str());
    const std::string found = faults(database);
    execute(database, "ROLLBACK TO s; RELEASE s");
    return found;
  };
  CHECK(faults_after("UPDATE customer SET code='X'") == "seal ");
  CHECK(faults_after("UPDATE batch SET added=7") == "seal ");
  CHECK(faults_after("UPDATE journal_head SET sequence=9") == "chain ");
  CHECK(faults_after("INSERT INTO batch(kind,source,time,actor,added) VALUES ('x','',0,'x',1)") ==
        "seal batch_journal ");
  CHECK(faults_after("INSERT INTO invoice(number,customer,issue_date,due_date,amount,currency,kind) VALUES "
                     "('F',1,0,0,-5,'CNY','invoice')") == "seal credit_notes ");
  CHECK(faults_after("INSERT INTO receipt(number,customer,date,amount,currency,kind,invoice) VALUES "
                     "('R',1,0,5,'CNY','receipt',77)") == "seal receipt_invoice ");
}

TEST_CASE("an older file is migrated in one transaction after a backup, or not at all") {
  const Work work;
  add_customer(work.db(), "C1");
  {
    auto database = Database::open_write(work.db(), 0);
    execute(database, "DROP VIEW v_drivers; PRAGMA user_version=0");
  }
  std::string view;
  for (const std::string& statement : schema_statements()) {
    if (statement.starts_with("CREATE VIEW v_drivers(")) view = statement;
  }
  const Migration good[] = {{0, {"加视图", "add a view"}, {view}}};
  const Migration bad[] = {{0, {"x", "x"}, {"CREATE TABLE wrong(x)"}}};
  CHECK(code_of([&] { customers(work.db()); }) == "E9004 78");
  CHECK(code_of([&] { plan_migration(work.db(), migrations()); }) == "E9009 78");
  CHECK(code_of([&] { migrate(work.db(), plan_migration(work.db(), bad), work.file("k1"), 0, kAct); }) ==
        "E9009 78");
  CHECK(code_of([&] { customers(work.db()); }) == "E9004 78");
  migrate(work.db(), plan_migration(work.db(), good), work.file("k2"), 0, kAct);
  CHECK(customers(work.db()) == 1);
  CHECK(std::filesystem::exists(work.file("k2")));
  CHECK(plan_migration(work.db(), migrations()).steps.empty());
  auto database = Database::open_read(work.db());
  CHECK(faults(database).empty());
}

TEST_CASE("query reads the views and nothing else") {
  const Work work;
  add_customer(work.db(), "C1");
  const auto ask = [&](const char* sql) {
    return code_of([&] { Query(work.db(), sql, 5).for_each([](const auto&) {}); });
  };
  CHECK(ask("SELECT * FROM v_customers") == "no error");
  CHECK(ask("WITH x AS (SELECT code FROM v_customers) SELECT count(*) FROM x") == "no error");
  CHECK(ask("SELECT * FROM customer") == "E9203 77");
  CHECK(ask("DELETE FROM customer") == "E9203 77");
  CHECK(ask("PRAGMA user_version") == "E9203 77");
  CHECK(ask("ATTACH '/tmp/x' AS y") == "E9203 77");
  CHECK(ask("SELECT max(id) FROM Customer") == "E9203 77");
  CHECK(ask("SELECT code FROM v_customers WHERE code IN (SELECT code FROM customer)") == "E9203 77");
  CHECK(ask("SELECT kind, count(*) FROM v_invoices GROUP BY kind") == "no error");
  CHECK(ask("SELECT * FROM pragma_table_info('customer')") == "E9201 2");
  CHECK(ask("SELECT load_extension('x')") == "E9201 2");
  CHECK(ask("SELEKT") == "E9201 2");
  CHECK(ask("SELECT nothing FROM v_customers") == "E9201 2");
  CHECK(ask("SELECT 1; SELECT 2") == "E9204 2");
  CHECK(ask("") == "E9204 2");
  const auto endless = code_of([&] {
    Query(work.db(), "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r) SELECT count(*) FROM r",
          1)
        .for_each([](const auto&) {});
  });
  CHECK(endless == "E9202 1");
}

TEST_CASE("every view can be read") {
  auto database = Database::in_memory();
  Statement names(database, "SELECT name FROM sqlite_schema WHERE type='view' ORDER BY name");
  int views = 0;
  while (names.step()) {
    CAPTURE(names.string(0));
    CHECK_NOTHROW(Statement(database, "SELECT * FROM " + names.string(0)).run());
    ++views;
  }
  CHECK(views >= 19);
}

TEST_CASE("views show amounts exactly, negative ones and other currencies included") {
  auto database = Database::in_memory();
  execute(database,
          "INSERT INTO customer(id,code) VALUES (1,'C1'); INSERT INTO invoice(number,customer,issue_date,"
          "due_date,amount,currency,kind) VALUES ('A',1,20000,20030,-5,'CNY','credit_note'),"
          "('B',1,20000,20030,123456,'CNY','invoice'),('C',1,20000,20030,500,'JPY','invoice'),"
          "('D',1,20000,20030,1234,'KWD','invoice')");
  Statement rows(database, "SELECT group_concat(amount,' '), min(issue_date), min(due_date) FROM v_invoices");
  REQUIRE(rows.step());
  CHECK(rows.text(0) == "-0.05 1234.56 500 1.234");
  CHECK(rows.text(1) == "2024-10-04");
  CHECK(rows.text(2) == "2024-11-03");
}

}  // namespace salesops::store
