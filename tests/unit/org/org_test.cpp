#include "salesops/org/org.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace salesops::org {

using calendar::Date;

namespace {

const Date kNewYear = Date::of(2026, 1, 1), kJuly = Date::of(2026, 7, 1);

NodeRow node(const char* id, const char* kind, const char* parent, Validity valid = {}) {
  return {.id = id, .name = std::string("name of ") + id, .kind = kind, .parent = parent, .valid = valid};
}

// A company with two regions; city C2 moves from the east to the west on 1 July 2026, and customer K1 from
// rep R1 to R2.
Rows sample() {
  Rows rows;
  rows.nodes = {node("W", "region", "HQ"),
                node("HQ", "company", ""),
                node("E", "region", "HQ"),
                node("C2", "city", "W", {.from = kJuly}),
                node("C2", "city", "E"),
                node("C1", "city", "E"),
                node("C3", "city", "W", {.from = Date::of(2026, 3, 1), .to = Date::of(2026, 3, 31)})};
  rows.reps = {{.id = "R2", .name = "Li", .node = "C2"},
               {.id = "R1", .name = "Wang", .node = "C1", .valid = {.to = Date::of(2026, 8, 31)}},
               {.id = "R1", .name = "Wang", .node = "C2", .valid = {.from = Date::of(2026, 9, 1)}}};
  rows.customers = {{.id = "K1", .name = "Hua Lian", .rep = "R1", .terms = "net:30", .grade = "A"},
                    {.id = "K1",
                     .name = "Hua Lian (new)",
                     .rep = "R2",
                     .terms = "net:60",
                     .credit_limit = money::Money::minor(0),
                     .valid = {.from = kJuly}},
                    {.id = "K2", .name = "Without owner"},
                    {.id = "K3", .name = "Direct", .node = "C1", .rep = "R2"}};
  rows.products = {{.id = "P1", .name = "Soap", .group = "care", .price = money::Money::minor(100)}};
  return rows;
}

Org build(const Rows& rows) {
  base::Diagnostics findings;
  Org org = Org::build(rows, findings);
  REQUIRE(findings.ok());
  return org;
}

std::string ids(const Org& org, const std::vector<NodeNo>& nodes) {
  std::string text;
  for (const NodeNo one : nodes) text += org.nodes().id(one) + " ";
  return text;
}

std::string id(const Org& org, std::optional<NodeNo> one) {
  return one ? org.nodes().id(*one) : "-";
}

// "code field value" of every finding.
std::vector<std::string> faults(const Rows& rows) {
  base::Diagnostics findings;
  const Org org = Org::build(rows, findings);
  CHECK((findings.ok() || org.nodes().size() == 0));
  std::vector<std::string> found;
  for (const base::Diagnostic& one : findings.kept()) {
    const char* severity = one.severity == base::Severity::warning ? "warning " : "";
    found.push_back(severity + one.code + " " + one.field + " " + one.value);
  }
  return found;
}

}  // namespace

TEST_CASE("a node has its parent, path and kind of the day") {
  const Org org = build(sample());
  const NodeNo c2 = *org.nodes().find("C2"), east = *org.nodes().find("E"), west = *org.nodes().find("W");
  CHECK(ids(org, org.path(c2, kNewYear)) == "HQ E C2 ");
  CHECK(ids(org, org.path(c2, kJuly - 1)) == "HQ E C2 ");
  CHECK(ids(org, org.path(c2, kJuly)) == "HQ W C2 ");
  CHECK(id(org, org.ancestor_of_kind(c2, "region", kJuly)) == "W");
  CHECK(id(org, org.ancestor_of_kind(c2, "city", kJuly)) == "C2");
  CHECK(id(org, org.ancestor_of_kind(c2, "outlet", kJuly)) == "-");
  CHECK(org.within(c2, east, kNewYear));
  CHECK_FALSE(org.within(c2, east, kJuly));
  CHECK(org.within(west, west, kJuly));
  const NodeNo c3 = *org.nodes().find("C3");
  CHECK(org.nodes().at(c3, Date::of(2026, 2, 28)) == nullptr);
  CHECK(org.nodes().at(c3, Date::of(2026, 3, 31)) != nullptr);
  CHECK(org.nodes().at(c3, Date::of(2026, 4, 1)) == nullptr);
  CHECK(ids(org, org.path(c3, kJuly)) == "C3 ");
  CHECK(org.nodes().name(c3, kJuly) == "name of C3");
  CHECK(org.nodes().name(c3, Date::of(2020, 1, 1)) == "name of C3");
  CHECK_FALSE(org.nodes().find("C9").has_value());
}

TEST_CASE("a customer has the rep, node, terms and limit of the day") {
  const Org org = build(sample());
  const CustomerNo k1 = *org.customers().find("K1"), k2 = *org.customers().find("K2");
  CHECK(org.reps().id(*org.rep_of(k1, kNewYear)) == "R1");
  CHECK(org.reps().id(*org.rep_of(k1, kJuly)) == "R2");
  CHECK(id(org, org.node_of(k1, kNewYear)) == "C1");
  CHECK(id(org, org.node_of(k1, kJuly)) == "C2");
  CHECK(org.customers().at(k1, kNewYear)->terms == "net:30");
  CHECK_FALSE(org.customers().at(k1, kNewYear)->credit_limit.has_value());
  CHECK(org.customers().at(k1, kJuly)->credit_limit == money::Money::minor(0));
  CHECK(org.customers().name(k1, kJuly) == "Hua Lian (new)");
  CHECK(id(org, org.node_of(k2, kJuly)) == "-");
  CHECK_FALSE(org.rep_of(k2, kJuly).has_value());
  CHECK(id(org, org.node_of(*org.customers().find("K3"), kJuly)) == "C1");  // its own node before its rep's
  const RepNo r1 = *org.reps().find("R1");
  CHECK(id(org, org.node_of(r1, Date::of(2026, 8, 31))) == "C1");
  CHECK(id(org, org.node_of(r1, Date::of(2026, 9, 1))) == "C2");
  CHECK(org.products().at(*org.products().find("P1"), kJuly)->group == "care");
}

TEST_CASE("the owner at the time is asked for the document's date, the current owner for the as-of") {
  const Date document = Date::of(2026, 5, 20), as_of = Date::of(2026, 11, 30);
  const Org org = build(sample());
  const CustomerNo k1 = *org.customers().find("K1");
  const auto owner = [&](Attribution by) {
    return org.reps().id(*org.rep_of(k1, attribution_date(by, document, as_of)));
  };
  CHECK(owner(Attribution::at_the_time) == "R1");
  CHECK(owner(Attribution::current) == "R2");
}

TEST_CASE("the tree of a day is in pre-order with children by id and rolls up exactly") {
  const Org org = build(sample());
  const Tree tree = org.tree(Date::of(2026, 3, 15));
  std::string shown;
  for (const Tree::Entry& entry : tree.entries) {
    shown += org.nodes().id(entry.node) + ":" + std::to_string(entry.depth) + " ";
  }
  CHECK(shown == "HQ:0 E:1 C1:2 C2:2 W:1 C3:2 ");
  CHECK(tree.is_top(0));
  CHECK_FALSE(tree.is_top(1));
  const auto number = [&](const char* name) { return *org.nodes().find(name); };
  CHECK(tree.within(number("C2"), number("E")));
  CHECK_FALSE(tree.within(number("C2"), number("W")));
  CHECK(tree.within(number("HQ"), number("HQ")));
  std::vector<money::Money> values(org.nodes().size());
  values[index(number("C1"))] = money::Money::minor(1);
  values[index(number("C2"))] = money::Money::minor(10);
  values[index(number("C3"))] = money::Money::minor(100);
  values[index(number("E"))] = money::Money::minor(1000);
  tree.roll_up(values);
  CHECK(values[index(number("E"))] == money::Money::minor(1011));
  CHECK(values[index(number("W"))] == money::Money::minor(100));
  CHECK(values[index(number("HQ"))] == money::Money::minor(1111));
  CHECK_FALSE(org.tree(kJuly).contains(number("C3")));
  CHECK(Org().tree(kJuly).entries.empty());
}

TEST_CASE("input order does not matter") {
  Rows rows = sample();
  const Org org = build(rows);
  std::reverse(rows.nodes.begin(), rows.nodes.end());
  std::reverse(rows.customers.begin(), rows.customers.end());
  const Org again = build(rows);
  CHECK(org.nodes().ids() == again.nodes().ids());
  CHECK(org.customers().ids() == std::vector<std::string>{"K1", "K2", "K3"});
  for (const char* name : {"C1", "C2", "E"}) {
    CHECK(ids(org, org.path(*org.nodes().find(name), kJuly)) ==
          ids(again, again.path(*again.nodes().find(name), kJuly)));
  }
}

TEST_CASE("faults of the organisation are all reported") {
  struct Row {
    const char* what;
    std::vector<NodeRow> nodes;
    std::vector<std::string> faults;
  };
  const Date may = Date::of(2026, 5, 1);
  const Row rows[] = {
      {"dangling parent", {node("A", "company", "B")}, {"E3301 parent B"}},
      {"own parent", {node("A", "company", "A")}, {"E3302 parent A"}},
      {"cycle of three, once",
       {node("A", "x", "C"), node("B", "x", "A"), node("C", "x", "B"), node("D", "x", "A")},
       {"E3302 parent C"}},
      {"cycle only from May on",
       {node("A", "x", ""), node("B", "x", "A"), node("A", "x", "B", {.from = may})},
       {"E3302 parent B"}},
      {"same day twice",
       {node("A", "x", "", {.from = may}), node("A", "y", "", {.from = may})},
       {"E3303 valid_from 2026-05-01"}},
      {"written end after the next beginning",
       {node("A", "x", "", {.to = may}), node("A", "x", "", {.from = may})},
       {"E3303 valid_from 2026-05-01"}},
      {"end before beginning",
       {node("A", "x", "", {.from = may, .to = may - 1})},
       {"E3304 valid_to 2026-04-30"}},
      {"parent ends first", {node("A", "x", "", {.to = may}), node("B", "x", "A")}, {"E3305 parent A"}},
      {"parent begins later",
       {node("A", "x", "", {.from = may}), node("B", "x", "A", {.from = may - 1})},
       {"E3305 parent A"}},
      {"a gap in the parent",
       {node("A", "x", "", {.to = may}), node("A", "x", "", {.from = may + 2}), node("B", "x", "A")},
       {"E3305 parent A"}},
      {"empty id and kind", {node("", "x", ""), node("B", "", "")}, {"E3306 id ", "E3306 kind "}},
      {"an open beginning under a dated parent is no fault",
       {node("A", "x", "", {.from = may}), node("B", "x", "A")},
       {}},
      {"adjoining spans are no fault",
       {node("A", "x", "", {.to = may}), node("A", "y", "", {.from = may + 1}), node("B", "x", "A")},
       {}}};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(faults({.nodes = row.nodes}) == row.faults);
  }
}

TEST_CASE("reps and customers that stay with an ended owner are warnings, unknown owners are errors") {
  Rows rows;
  rows.nodes = {node("A", "company", ""), node("B", "city", "A", {.to = kJuly})};
  rows.reps = {{.id = "R", .name = "Wang", .node = "B"}};
  rows.customers = {{.id = "K", .name = "Hua", .node = "B"}};
  CHECK(faults(rows) == std::vector<std::string>{"warning E3305 node B", "warning E3305 node B"});
  rows.reps.push_back({.id = "S", .name = "Li", .node = ""});
  rows.customers.push_back({.id = "L", .name = "Lian", .node = "X", .rep = "T"});
  CHECK(faults(rows) == std::vector<std::string>{"E3306 node ", "E3301 node X", "E3301 rep T"});
}

}  // namespace salesops::org
