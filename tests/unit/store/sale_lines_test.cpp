#include "salesops/store/sale_lines.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace salesops::store {

namespace {

using calendar::Date;
using calendar::Span;

const Date kFirst = Date::of(2025, 11, 20);
constexpr int kDays = 250;
constexpr int kLines = 400;

// Lines in the order of the store, which is not that of their days; every third is shared, some state
// nothing.
Database company(std::mt19937& random) {
  auto database = Database::in_memory();
  WriteTransaction transaction(database, {"wang", "import", "", 1'790'000'000});
  execute(database,
          "INSERT INTO node(id, code) VALUES (1,'N1'),(2,'N2');"
          "INSERT INTO rep(id, code) VALUES (1,'R1'),(2,'R2');"
          "INSERT INTO customer(id, code) VALUES (1,'C1'),(2,'C2');"
          "INSERT INTO product(id, code) VALUES (1,'P1');"
          "INSERT INTO customer_span(customer, valid_from, valid_to, name, folded, node) VALUES "
          "(1,NULL,NULL,'c','c',1),(2,NULL,NULL,'d','d',2)");
  Statement insert(
      database,
      "INSERT INTO sale(number, line, date, customer, rep, product, quantity, amount, tax, cost, "
      "credit) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
  for (int i = 0; i < kLines; ++i) {
    const bool bare = i % 5 == 0;
    const std::optional<std::int64_t> key = bare ? std::nullopt : std::optional<std::int64_t>(1 + i % 2);
    const std::optional<std::int64_t> one = bare ? std::nullopt : std::optional<std::int64_t>(1);
    const std::string number = "S" + std::to_string(i);
    const std::string credit = i % 2 == 0 ? R"({"R1":600000,"R2":400000})" : R"({"R2":1000000})";
    insert.run_with(std::string_view(number), kFirst + static_cast<int>(random() % kDays), 1 + i % 2, key,
                    one, bare ? one : std::optional<std::int64_t>(1'000'000 * i), 100 + i, bare ? key : one,
                    key, i % 3 == 0 ? std::optional<std::string_view>(credit) : std::nullopt);
  }
  transaction.commit();
  return database;
}

using Row =
    std::tuple<int, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::string>;

std::vector<Row> lines_of(SaleLines& lines, Span days, const DocumentScope& scope) {
  std::vector<Row> found;
  lines.each(days, scope, {.rep = true, .product = true, .quantity = true, .credit = true},
             [&](const SaleLine& line) {
               found.emplace_back(line.date.number(), line.customer, line.rep, line.product,
                                  line.quantity.value_or(-1), line.amount,
                                  line.credit == 0 ? "" : lines.credit(line));
             });
  std::ranges::sort(found);
  return found;
}

std::vector<Row> expected(Database& database, Span days, std::int64_t customer) {
  Statement row(database,
                "SELECT date, customer, ifnull(rep, 0), ifnull(product, 0), ifnull(quantity, -1), amount, "
                "ifnull(credit, '') FROM sale WHERE date BETWEEN ?1 AND ?2 AND "
                "?3 IN (0, customer)");
  row.bind_all(days.first, days.last, customer);
  std::vector<Row> found;
  while (row.step())
    found.emplace_back(static_cast<int>(row.integer(0)), row.integer(1), row.integer(2), row.integer(3),
                       row.integer(4), row.integer(5), row.string(6));
  std::ranges::sort(found);
  return found;
}

}  // namespace

TEST_CASE("lines of any days come once each, whatever was asked before and however many are kept") {
  std::mt19937 random(20261129);
  Database database = company(random);
  for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{60}, std::size_t{kLines - 1},
                                 std::size_t{kLines}, std::size_t{500'000}}) {
    CAPTURE(most);
    SaleLines lines(database, most);
    std::size_t seen = 0;
    for (int i = 0; i < 60; ++i) {
      const Date first = kFirst - 40 + static_cast<int>(random() % (kDays + 80));
      const Span days{first, first + static_cast<int>(random() % 90)};
      const std::vector<Row> found = lines_of(lines, days, {});
      CHECK(found == expected(database, days, 0));
      seen += found.size();
    }
    CHECK(seen > 1000);
    const Span all{kFirst - 400, kFirst + 400};
    CHECK(lines_of(lines, all, {}).size() == kLines);
  }
}

TEST_CASE("lines that are not kept have the parts that were asked for") {
  std::mt19937 random(3);
  Database database = company(random);
  const Span all{kFirst, kFirst + kDays};
  const auto count = [&](SaleParts parts) {
    SaleLines lines(database, 0);
    std::vector<int> found(4);
    lines.each(all, {}, parts, [&](const SaleLine& line) {
      found[0] += line.rep != 0;
      found[1] += line.product != 0;
      found[2] += line.quantity.has_value();
      found[3] += line.credit != 0;
    });
    return found;
  };
  CHECK(count({}) == std::vector<int>{0, 0, 0, 0});
  CHECK(count({.rep = true}) == std::vector<int>{320, 0, 0, 0});
  CHECK(count({.product = true}) == std::vector<int>{0, 320, 0, 0});
  CHECK(count({.quantity = true}) == std::vector<int>{0, 0, 320, 0});
  CHECK(count({.credit = true}) == std::vector<int>{0, 0, 0, 134});
}

TEST_CASE("days in the wrong order have no lines") {
  std::mt19937 random(1);
  Database database = company(random);
  SaleLines lines(database);
  CHECK(lines_of(lines, {kFirst + 100, kFirst}, {}).empty());
}

TEST_CASE("a scope limits the lines, before and after all of them were kept") {
  std::mt19937 random(2);
  Database database = company(random);
  SaleLines lines(database);
  const Span days{kFirst + 10, kFirst + 130};
  const auto own = expected(database, days, 2);
  REQUIRE(!own.empty());
  CHECK(lines_of(lines, days, {.customer = "C2"}) == own);
  CHECK(lines_of(lines, days, {}) == expected(database, days, 0));
  CHECK(lines_of(lines, days, {.customer = "C2"}) == own);
  CHECK(lines_of(lines, days, {.nodes = {"N2"}}) == own);
}

}  // namespace salesops::store
