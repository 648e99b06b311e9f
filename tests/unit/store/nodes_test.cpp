#include "salesops/store/nodes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <tuple>
#include <vector>

#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

using calendar::Date;

std::vector<std::tuple<std::string, std::string, std::string, std::string>> nodes(Database& database,
                                                                                  Date day) {
  std::vector<std::tuple<std::string, std::string, std::string, std::string>> found;
  for (const NodeOnDay& node : nodes_on(database, day))
    found.emplace_back(node.code, node.name, node.kind, node.parent);
  return found;
}

}  // namespace

TEST_CASE("the organisation changes on no other days than those of node_changes") {
  std::mt19937 random(20261130);
  const Date first = Date::of(2026, 1, 1);
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    auto database = Database::in_memory();
    WriteTransaction transaction(database, {"wang", "import", "", 1'790'000'000});
    execute(database, "INSERT INTO node(id, code) VALUES (1,'N1'),(2,'N2'),(3,'N3'),(4,'N4')");
    Statement insert(
        database,
        "INSERT INTO node_span(node, valid_from, valid_to, name, kind, parent) VALUES (?1, ?2, ?3, "
        "?4, ?5, ?6)");
    for (std::int64_t node = 1; node <= 4; ++node) {
      int day = static_cast<int>(random() % 20);
      for (unsigned span = 0, spans = random() % 4; span < spans; ++span) {
        const bool ever = span == 0 && random() % 3 == 0;
        const std::string name = "name " + std::to_string(random() % 3);
        const int length = static_cast<int>(random() % 30);
        insert.run_with(node, ever ? std::nullopt : std::optional(first + day),
                        random() % 2 == 0 ? std::nullopt : std::optional(first + day + length),
                        std::string_view(name), std::string_view(random() % 2 == 0 ? "city" : "area"),
                        node == 1 || random() % 2 == 0 ? std::nullopt : std::optional(node - 1));
        day += length + 1 + static_cast<int>(random() % 10);
      }
    }
    const std::vector<Date> changes = node_changes(database);
    CHECK(std::ranges::is_sorted(changes));
    for (Date day = first - 3; day < first + 160; day = day + 1)
      if (nodes(database, day) != nodes(database, day - 1)) CHECK(std::ranges::binary_search(changes, day));
    CHECK(changes.size() < 30);
  }
}

}  // namespace salesops::store
