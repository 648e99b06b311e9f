#include "salesops/store/database.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "salesops/base/error.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/schema.hpp"
#include "salesops/store/seal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = "/tmp/salesops-store-XXXXXX";
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path / name).string(); }
};

const Act kAct{"wang", "test", "because", 1'790'000'000};

std::string code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.code() + " " + std::to_string(static_cast<int>(error.exit()));
  }
  return "no error";
}

void add_node(WriteTransaction& transaction, std::string_view code) {
  Statement(transaction.database(), "INSERT INTO node(code) VALUES (?)").run_with(code);
  append_journal(transaction, "node " + std::string(code), "", Fields().set("name", code).json());
}

std::int64_t nodes(Database& database) {
  return one_integer(database, "SELECT count(*) FROM node").value();
}

}  // namespace

TEST_CASE("a new file has mode 0600, the schema that the digest expects, and is not made twice") {
  const Folder folder;
  Database::create(folder / "a.db");
  struct stat status {};
  REQUIRE(stat((folder / "a.db").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  auto database = Database::open_write(folder / "a.db", 0);
  CHECK(has_schema(database));
  CHECK(code_of([&] { Database::create(folder / "a.db"); }) == "E9005 73");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("missing, foreign, newer, older, altered and linked files are refused before anything is read") {
  const Folder folder;
  const std::string path = folder / "a.db";
  const auto open = [&] { Database::open_read(path); };
  CHECK(code_of(open) == "E9001 66");
  std::ofstream(path) << "";
  CHECK(code_of(open) == "E9002 65");
  std::ofstream(path) << std::string(5000, 'x');
  CHECK(code_of(open) == "E9002 65");
  std::filesystem::remove(path);

  Database::create(path);
  const auto change = [&](const char* sql) {
    auto database = Database::open_write(path, 0);
    execute(database, sql);
  };
  change("PRAGMA user_version=2");
  CHECK(code_of(open) == "E9003 78");
  std::filesystem::remove(path);
  Database::create(path);
  change("PRAGMA user_version=0");
  CHECK(code_of(open) == "E9004 78");
  std::filesystem::remove(path);
  Database::create(path);
  change("CREATE TABLE guest(x)");
  CHECK(code_of(open) == "E9006 65");
  std::filesystem::remove(path);
  Database::create(path);
  change("PRAGMA journal_mode=WAL");
  CHECK(code_of(open) == "E9006 65");
  std::filesystem::remove(path);
  Database::create(path);
  std::filesystem::create_symlink(path, folder / "link.db");
  CHECK(code_of([&] { Database::open_read(folder / "link.db"); }) == "E9008 77");
  CHECK(code_of([&] { Database::open_read(folder.path.string()); }) == "E9002 65");
}

TEST_CASE("what is not committed is gone, what is committed is there for the next connection") {
  const Folder folder;
  Database::create(folder / "a.db");
  {
    auto database = Database::open_write(folder / "a.db", 0);
    {
      WriteTransaction transaction(database, kAct);
      add_node(transaction, "S1");
    }
    CHECK(nodes(database) == 0);
    WriteTransaction transaction(database, kAct);
    add_node(transaction, "S2");
    transaction.commit();
  }
  auto database = Database::open_read(folder / "a.db");
  CHECK(nodes(database) == 1);
  CHECK(code_of([&] { execute(database, "DELETE FROM node"); }) == "E9103 77");
}

TEST_CASE("a second writer is told that the database is busy") {
  const Folder folder;
  Database::create(folder / "a.db");
  auto first = Database::open_write(folder / "a.db", 0);
  auto second = Database::open_write(folder / "a.db", 0);
  WriteTransaction transaction(first, kAct);
  CHECK(code_of([&] { WriteTransaction blocked(second, kAct); }) == "E9101 75");
}

TEST_CASE("the journal refuses to be changed") {
  auto database = Database::in_memory();
  {
    WriteTransaction transaction(database, kAct);
    add_node(transaction, "S1");
    transaction.commit();
  }
  CHECK_THROWS_AS(execute(database, "UPDATE journal SET actor='x'"), base::Error);
  CHECK_THROWS_AS(execute(database, "DELETE FROM journal"), base::Error);
}

TEST_CASE("the chain of the journal finds every kind of change") {
  auto database = Database::in_memory();
  std::string middle;
  for (const char* code : {"S1", "S2", "S3"}) {
    WriteTransaction transaction(database, kAct);
    add_node(transaction, code);
    transaction.commit();
    if (middle.empty()) middle = journal_head(database);
  }
  CHECK_FALSE(verify_chain(database).has_value());
  CHECK_FALSE(verify_chain(database, middle).has_value());
  CHECK(verify_chain(database, std::string(64, '1'))->sequence == 6);
  execute(database, "DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete");
  const auto fault_after = [&](const char* sql) {
    execute(database, (std::string("SAVEPOINT s;") + sql).c_str());
    const auto fault = verify_chain(database);
    execute(database, "ROLLBACK TO s; RELEASE s");
    return fault ? fault->sequence : 0;
  };
  CHECK(fault_after("UPDATE journal SET actor='li' WHERE sequence=3") == 3);
  CHECK(fault_after("UPDATE journal SET time=time+1 WHERE sequence=1") == 1);
  CHECK(fault_after("UPDATE journal SET batch=7 WHERE sequence=2") == 2);
  CHECK(fault_after("DELETE FROM journal WHERE sequence=4") == 4);
  CHECK(fault_after("DELETE FROM journal WHERE sequence=6") == 6);
  CHECK(fault_after("DELETE FROM journal") == 1);
  CHECK(fault_after("DELETE FROM journal_head") == 7);
}

TEST_CASE("the seal finds rows that were changed, added or removed behind the program") {
  auto database = Database::in_memory();
  for (int round = 0; round < 2; ++round) {
    WriteTransaction transaction(database, kAct);
    for (int i = 0; i < 1500; ++i) add_node(transaction, "N" + std::to_string(round * 1500 + i));
    transaction.commit();
  }
  CHECK_FALSE(verify_seals(database).has_value());
  const auto fault_after = [&](const char* sql) {
    execute(database, (std::string("SAVEPOINT s;") + sql).c_str());
    const auto fault = verify_seals(database);
    execute(database, "ROLLBACK TO s; RELEASE s");
    return fault
               ? fault->table + " " + std::to_string(fault->first_row) + " " + std::to_string(fault->sequence)
               : "";
  };
  CHECK(fault_after("UPDATE node SET code='x' WHERE id=1") == "node 0 1501");
  CHECK(fault_after("UPDATE node SET code='x' WHERE id=1400") == "node 1024 3002");
  CHECK(fault_after("DELETE FROM node WHERE id=3000") == "node 2048 3002");
  CHECK(fault_after("DELETE FROM node WHERE id>=2048") == "node 2048 3002");
  CHECK(fault_after("INSERT INTO node VALUES (9999,'z',NULL)") == "node 9216 0");
  CHECK(fault_after("INSERT INTO rep VALUES (1,'z',NULL)") == "rep 0 0");

  WriteTransaction transaction(database, kAct);
  execute(database, "UPDATE node SET code='renamed' WHERE id=1; DELETE FROM node WHERE id>=2048");
  transaction.commit();
  CHECK_FALSE(verify_seals(database).has_value());
}

TEST_CASE("whoever uses a connection waits for the work on a second thread and gets its failure") {
  Database database = Database::in_memory();
  for (int i = 0; i < 20; ++i) {
    database.start([&] {
      for (int row = 0; row < 100; ++row)
        execute(database, "INSERT INTO node(code) VALUES (hex(randomblob(9)))");
    });
    CHECK(one_integer(database, "SELECT count(*) FROM node") == 100 * (i + 1));
  }
  const auto fail = [] { throw base::Error(base::Exit::io, {.code = "E9102"}); };
  database.start(fail);
  CHECK_THROWS_AS(execute(database, "DELETE FROM node"), base::Error);
  CHECK(one_integer(database, "SELECT count(*) FROM node") == 2000);
  database.start(fail);
  // What waits behind it is not run, and the failure is told once: here or by what comes next.
  const auto two_more = [&] {
    database.start([&] { execute(database, "DELETE FROM node"); });
    database.join();
  };
  CHECK_THROWS_AS(two_more(), base::Error);
  CHECK(one_integer(database, "SELECT count(*) FROM node") == 2000);
}

TEST_CASE("canonical JSON sorts its keys and reads back") {
  const auto json = Fields().set("name", "上\"海\\\n").set("amount", std::int64_t{-5}).set_null("due").json();
  CHECK(json == "{\"amount\":-5,\"due\":null,\"name\":\"上\\\"海\\\\\\u000a\"}");
  const auto fields = read_fields(json);
  REQUIRE(fields.size() == 3);
  CHECK(fields[0].second == "-5");
  CHECK_FALSE(fields[1].second.has_value());
  CHECK(fields[2].second == "上\"海\\\n");
}

}  // namespace salesops::store
