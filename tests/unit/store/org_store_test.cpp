#include "salesops/store/org_store.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::store {

namespace {

using calendar::Date;

const Act kAct{"wang", "import org", "", 1'790'000'000};

org::NodeRow node(std::string id, std::string parent) {
  return {id, "名" + id, "city", std::move(parent), {}, {}};
}

}  // namespace

TEST_CASE("master data comes back as it was stored, children before their parents included") {
  auto database = Database::in_memory();
  {
    WriteTransaction transaction(database, kAct);
    const auto batch = open_batch(transaction, "org", "org.csv");
    OrgTable<org::NodeRow> nodes(transaction);
    const std::vector<org::NodeRow> rows = {node("S2", "S"), node("S1", "S"), node("S", "")};
    nodes.insert(rows, batch);
    OrgTable<org::RepRow> reps(transaction);
    const org::RepRow rep{"R1", "王", "S1", {}, {}};
    reps.insert({&rep, 1}, batch);
    OrgTable<org::CustomerRow> customers(transaction);
    org::CustomerRow customer{"C1", "甲（上海）", "", "R1", "net30", money::Money::minor(500),
                              "A",  "",           {}, {}};
    customers.insert({&customer, 1}, batch);
    customer.valid.from = Date::of(2026, 7, 1);
    customer.node = "S2";
    CHECK(customers.compare({&customer, 1}).front() == Presence::absent);
    customers.insert({&customer, 1}, batch);
    CHECK(customers.compare({&customer, 1}).front() == Presence::same);
    customer.grade = "B";
    CHECK(customers.compare({&customer, 1}).front() == Presence::differs);
    customers.update(customer, batch);
    OrgTable<org::ProductRow> products(transaction);
    const org::ProductRow product{"P1", "茶", "", "箱", money::Money::minor(1), {}, {}, {}};
    products.insert({&product, 1}, batch);
    transaction.commit();
  }
  const org::Rows rows = load_org_rows(database);
  REQUIRE(rows.nodes.size() == 3);
  CHECK(rows.nodes[0].id == "S");
  CHECK(rows.nodes[1].parent == "S");
  REQUIRE(rows.customers.size() == 2);
  CHECK_FALSE(rows.customers[0].valid.from.has_value());
  CHECK(rows.customers[0].grade == "A");
  CHECK(rows.customers[1].grade == "B");
  CHECK(rows.customers[1].node == "S2");
  CHECK(rows.customers[1].credit_limit == money::Money::minor(500));
  CHECK(rows.reps.front().node == "S1");
  CHECK(rows.products.front().uom == "箱");
  std::string object;
  for_each_entry(database, {.object_prefix = "customer ", .batch = {}, .actor = {}},
                 [&](const JournalEntry& entry) { object = entry.object; });
  CHECK(object == "customer C1/2026-07-01");
}

TEST_CASE("a parent that does not exist is refused") {
  auto database = Database::in_memory();
  WriteTransaction transaction(database, kAct);
  OrgTable<org::NodeRow> nodes(transaction);
  const auto row = node("S1", "nowhere");
  CHECK_THROWS_AS(nodes.insert({&row, 1}, open_batch(transaction, "org", "")), base::Error);
}

TEST_CASE("customers are found by any of their names, whatever the width of the brackets") {
  auto database = Database::in_memory();
  WriteTransaction transaction(database, kAct);
  const auto batch = open_batch(transaction, "customers", "");
  const auto first = create_customer(transaction, "C1", "青岛（海尔）", batch);
  create_customer(transaction, "C2", "青岛 啤酒", batch);
  add_customer_alias(transaction, first, "青岛电冰箱总厂", batch);
  CHECK(customers_named(database, "青岛(海尔)") == std::vector<std::string>{"C1"});
  CHECK(customers_named(database, " 青岛电冰箱总厂 ") == std::vector<std::string>{"C1"});
  CHECK(customers_named(database, "青岛").empty());
}

}  // namespace salesops::store
