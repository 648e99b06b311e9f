#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "salesops/org/org.hpp"

namespace salesops::org {

using calendar::Date;

namespace {

const Date kStart = Date::of(2026, 1, 1);
constexpr int kDays = 60;

int rounds() {
  return std::getenv("SALESOPS_LONG") != nullptr ? 3'000 : 60;
}

// Nodes that move now and then to a parent with a smaller number, so that no cycle can arise, in random
// order.
Rows any_rows(std::mt19937_64& random) {
  const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  Rows rows;
  const std::size_t count = 1 + below(30);
  for (std::size_t i = 0; i < count; ++i) {
    const auto parent = [&] { return i == 0 ? std::string() : "N" + std::to_string(below(i)); };
    rows.nodes.push_back({.id = "N" + std::to_string(i), .name = "n", .kind = "k", .parent = parent()});
    for (int day = 1 + static_cast<int>(below(20)); day < kDays && below(3) == 0;
         day += 1 + static_cast<int>(below(20))) {
      rows.nodes.push_back({.id = "N" + std::to_string(i),
                            .name = "n",
                            .kind = "k",
                            .parent = parent(),
                            .valid = {.from = kStart + day}});
    }
  }
  std::shuffle(rows.nodes.begin(), rows.nodes.end(), random);
  return rows;
}

// The parent of every id on a day, straight from the rows.
std::map<std::string, std::string> parents_on(const Rows& rows, Date date) {
  std::map<std::string, std::string> parents;
  std::map<std::string, Date> since;
  for (const NodeRow& row : rows.nodes) {
    const Date from = row.valid.from.value_or(Date::of(1900, 1, 1));
    if (from > date || (since.contains(row.id) && since[row.id] > from)) continue;
    since[row.id] = from;
    parents[row.id] = row.parent;
  }
  return parents;
}

}  // namespace

TEST_CASE(
    "the tree of any day agrees with the rows read one by one, and totals equal the sum of all values") {
  std::mt19937_64 random(2026);
  for (int round = 0; round < rounds(); ++round) {
    const Rows rows = any_rows(random);
    base::Diagnostics findings;
    const Org org = Org::build(rows, findings);
    REQUIRE(findings.ok());
    for (int day = 0; day < kDays; day += 7) {
      const Date date = kStart + day;
      const auto parents = parents_on(rows, date);
      const Tree tree = org.tree(date);
      REQUIRE(tree.entries.size() == parents.size());
      std::vector<std::int64_t> values(org.nodes().size()), model(org.nodes().size());
      for (const auto& [id, parent] : parents) {
        const auto value = static_cast<std::int64_t>(random() % 1000);
        values[index(*org.nodes().find(id))] += value;
        for (std::string at = id; !at.empty(); at = parents.at(at))
          model[index(*org.nodes().find(at))] += value;
      }
      tree.roll_up(values);
      CHECK(values == model);
      for (std::uint32_t at = 0; at < tree.entries.size(); ++at) {
        const Tree::Entry& entry = tree.entries[at];
        const std::string& parent = parents.at(org.nodes().id(entry.node));
        const std::string above = tree.is_top(at) ? "" : org.nodes().id(tree.entries[entry.parent].node);
        const auto path = org.path(entry.node, date);
        const bool sound = above == parent && path.size() == entry.depth + 1 && entry.parent <= at &&
                           entry.end > at && std::ranges::all_of(path, [&](NodeNo up) {
                             return tree.within(entry.node, up) && org.within(entry.node, up, date);
                           });
        if (!sound) FAIL("node " << org.nodes().id(entry.node) << " on " << to_string(date));
      }
    }
  }
}

TEST_CASE("siblings stand in order of id") {
  std::mt19937_64 random(7);
  for (int round = 0; round < rounds(); ++round) {
    base::Diagnostics findings;
    const Org org = Org::build(any_rows(random), findings);
    const Tree tree = org.tree(kStart);
    std::map<std::uint32_t, std::string> last;
    for (std::uint32_t at = 1; at < tree.entries.size(); ++at) {
      const std::string& id = org.nodes().id(tree.entries[at].node);
      CHECK(last[tree.entries[at].parent] < id);
      last[tree.entries[at].parent] = id;
    }
  }
}

}  // namespace salesops::org
