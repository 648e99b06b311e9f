#include "salesops/store/actuals.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

using calendar::Date;
using calendar::Span;

const Span kSeptember{Date::of(2026, 9, 1), Date::of(2026, 9, 30)};
const Span kNovember{Date::of(2026, 11, 1), Date::of(2026, 11, 30)};

std::string day(unsigned month, unsigned day) {
  return std::to_string(Date::of(2026, month, day).number());
}

// C1 belongs to R1 until mid-September, then to node N2 itself; C2 to R2, who leaves N1 for N2 in November;
// C3 to nobody after September 10.
Database company() {
  auto database = Database::in_memory();
  WriteTransaction transaction(database, {"wang", "import", "", 1'790'000'000});
  const std::string sql =
      "INSERT INTO node(id, code) VALUES (1,'N1'),(2,'N2');"
      "INSERT INTO rep(id, code) VALUES (1,'R1'),(2,'R2');"
      "INSERT INTO customer(id, code) VALUES (1,'C1'),(2,'C2'),(3,'C3');"
      "INSERT INTO product(id, code) VALUES (1,'P1');"
      "INSERT INTO product_span(product, valid_from, name, product_group) VALUES (1,NULL,'p','old'),(1," +
      day(11, 15) +
      ",'p','new');"
      "INSERT INTO rep_span(rep, valid_from, valid_to, name, node) VALUES (1,NULL,NULL,'a',1),(2,NULL,NULL,"
      "'b',1),(2," +
      day(11, 1) +
      ",NULL,'b',2);"
      "INSERT INTO customer_span(customer, valid_from, valid_to, name, folded, node, rep, class, grade) "
      "VALUES "
      "(1,NULL,NULL,'c','c',NULL,1,'direct','A'),(1," +
      day(9, 16) + ",NULL,'c','c',2,1,'dealer','B'),(2,NULL,NULL,'d','d',NULL,2,NULL,NULL),(3,NULL," +
      day(9, 10) +
      ",'e','e',1,NULL,'direct',NULL);"
      "INSERT INTO sale(number, line, date, customer, rep, product, amount, credit) VALUES "
      "('S1',1," +
      day(9, 15) + ",1,NULL,1,100,NULL),('S2',1," + day(9, 16) +
      ",1,2,1,1001,'{\"R1\":500000,\"R2\":500000}')," + "('S3',1," + day(9, 30) +
      ",2,NULL,NULL,30,NULL),('S4',1," + day(10, 5) + ",2,NULL,NULL,7777,NULL)," + "('S5',1," + day(11, 20) +
      ",2,1,1,4000,NULL),('S6',1," + day(9, 11) + ",3,NULL,NULL,5,NULL)";
  execute(database, sql.c_str());
  transaction.commit();
  return database;
}

std::string text(const ActualSums& sums) {
  std::string all = std::to_string(sums.total) + ":";
  for (const ActualCell& cell : sums.cells) {
    for (const std::string& key : cell.keys) all += " " + (key.empty() ? std::string("-") : key);
    all += "=" + std::to_string(cell.amount);
  }
  return all;
}

// The same whether lines are kept or not.
std::vector<std::string> sums_of(Database& database, std::string_view metric, const std::vector<ActualBy>& by,
                                 std::optional<Date> owner_day = {}) {
  const std::vector<Span> spans = {kSeptember, kNovember};
  std::vector<std::string> found[2];
  for (const bool kept : {false, true}) {
    SaleLines lines(database, kept ? 1000 : 0);
    Actuals actuals(lines);
    for (const ActualSums& one : actuals.sums(metric, spans, by, owner_day)) found[kept].push_back(text(one));
  }
  CHECK(found[0] == found[1]);
  return found[1];
}

std::vector<std::string> sums(const std::vector<ActualBy>& by, std::optional<Date> owner_day = {}) {
  Database database = company();
  return sums_of(database, "sales", by, owner_day);
}

}  // namespace

TEST_CASE("documents belong to the owner of their day, span by span") {
  CHECK(sums({ActualBy::node}) == std::vector<std::string>{"1136: -=5 N1=130 N2=1001", "4000: N2=4000"});
  CHECK(sums({ActualBy::customer}) == std::vector<std::string>{"1136: C1=1101 C2=30 C3=5", "4000: C2=4000"});
  CHECK(sums({ActualBy::customer_class, ActualBy::grade}) ==
        std::vector<std::string>{"1136: - -=35 dealer B=1001 direct A=100", "4000: - -=4000"});
}

TEST_CASE("an owner's day gives all documents to whoever owns the customer then") {
  CHECK(sums({ActualBy::node}, Date::of(2026, 9, 1)) ==
        std::vector<std::string>{"1136: N1=1136", "4000: N1=4000"});
  CHECK(sums({ActualBy::rep}, Date::of(2026, 12, 1)) ==
        std::vector<std::string>{"1136: -=5 R1=1101 R2=30", "4000: R2=4000"});
}

TEST_CASE("a document's own rep goes before the customer's, shared credit is split exactly") {
  CHECK(sums({ActualBy::rep}) == std::vector<std::string>{"1136: -=5 R1=601 R2=530", "4000: R1=4000"});
  CHECK(sums({ActualBy::node, ActualBy::rep}) ==
        std::vector<std::string>{"1136: - -=5 N1 R1=100 N1 R2=30 N2 R1=501 N2 R2=500", "4000: N2 R1=4000"});
}

TEST_CASE("a product's group is that of the document's day") {
  CHECK(sums({ActualBy::product, ActualBy::product_group}) ==
        std::vector<std::string>{"1136: - -=35 P1 old=1101", "4000: P1 new=4000"});
}

TEST_CASE("lines that follow each other and differ in rep, product, credit or customer are told apart") {
  Database database = company();
  {
    WriteTransaction transaction(database, {"wang", "import", "", 1'790'000'000});
    const std::string sql =
        "INSERT INTO product(id, code) VALUES (2,'P2');"
        "INSERT INTO sale(number, line, date, customer, rep, product, quantity, amount, tax, cost, credit) "
        "VALUES ('T',1," +
        day(11, 10) + ",1,1,1,3000000,10,1,2,NULL),('T',2," + day(11, 10) +
        ",1,2,1,NULL,200,NULL,50,NULL),('T',3," + day(11, 10) + ",1,2,2,5000000,3000,300,NULL,NULL),('T',4," +
        day(11, 10) + ",1,2,2,NULL,40000,NULL,NULL,'{\"R1\":250000,\"R2\":750000}'),('T',5," + day(11, 10) +
        ",1,2,2,NULL,500000,NULL,NULL,NULL),('U',1," + day(11, 10) + ",2,2,2,NULL,6000000,NULL,NULL,NULL)";
    execute(database, sql.c_str());
    transaction.commit();
  }
  const auto november = [&](std::string_view metric, const std::vector<ActualBy>& by) {
    return sums_of(database, metric, by)[1];
  };
  CHECK(november("sales", {ActualBy::rep}) == "6547210: R1=14010 R2=6533200");
  CHECK(november("sales", {ActualBy::product}) == "6547210: P1=4210 P2=6543000");
  CHECK(november("sales", {ActualBy::product, ActualBy::rep}) ==
        "6547210: P1 R1=4010 P1 R2=200 P2 R1=10000 P2 R2=6533000");
  CHECK(november("sales", {ActualBy::customer}) == "6547210: C1=543210 C2=6004000");
  CHECK(november("quantity", {ActualBy::product}) == "800: P1=300 P2=500");
  CHECK(november("gross_profit", {ActualBy::rep}) == "6546857: R1=14007 R2=6532850");
}

TEST_CASE("a metric without documents has no sums") {
  Database database = company();
  SaleLines lines(database);
  Actuals actuals(lines);
  const auto found = actuals.sums("market_share", {&kSeptember, 1}, std::vector{ActualBy::node}, {});
  CHECK(text(found.front()) == "0:");
}

}  // namespace salesops::store
