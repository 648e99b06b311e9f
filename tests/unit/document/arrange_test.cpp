#include "salesops/document/arrange.hpp"

#include <doctest/doctest.h>

#include "unit/render/fixture.hpp"

using namespace salesops;
using namespace salesops::render_test;

namespace {

std::string first_column(const Table& table, std::size_t column) {
  std::string names;
  for (const Row& row : table.rows.stored) {
    const auto* name = std::get_if<std::string>(&row[column]);
    names += (names.empty() ? "" : " ") + (name == nullptr ? "-" : *name);
  }
  return names;
}

}  // namespace

TEST_CASE("rows are ordered by a column in both directions and no value goes last") {
  Table table = months();
  table.rows.stored.push_back({std::string("无"), Cell(), Cell()});
  document::arrange(table, {.sort = "amount"});
  CHECK(first_column(table, 0) == "回款 红冲 开票 期末 期初 无");
  document::arrange(table, {.sort = "-amount"});
  CHECK(first_column(table, 0) == "期初 期末 开票 红冲 回款 无");
}

TEST_CASE("siblings of a tree are ordered among themselves under their parent") {
  Table table = tree();
  document::arrange(table, {.sort = "actual"});
  CHECK(first_column(table, 1) == "华东 上海 江苏 南京 苏州");
  document::arrange(table, {.sort = "-actual"});
  CHECK(first_column(table, 1) == "华东 江苏 苏州 南京 上海");
}

TEST_CASE("a limit keeps the first rows, the total of all and says how many were cut") {
  Table table = tree();
  document::arrange(table, {.limit = 2});
  CHECK(first_column(table, 1) == "华东 江苏");
  CHECK(table.total.has_value());
  REQUIRE(table.notes.size() == 1);
  CHECK(table.notes[0].en == "The first 2 of 5 rows.");
}

TEST_CASE("an unknown column is an error with the nearest one") {
  Table table = tree();
  CHECK_THROWS_WITH_AS(document::arrange(table, {.sort = "-actul"}), doctest::Contains("E1012"), base::Error);
}
