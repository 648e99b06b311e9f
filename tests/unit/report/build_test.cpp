#include "salesops/report/build.hpp"

#include <doctest/doctest.h>

#include "salesops/document/order.hpp"

namespace salesops::report {

namespace {

using document::Row;
using document::Table;
using document::Type;
using money::Money;

Table cities() {
  Table table{.key = "cities", .title = {"城市", "Cities"}};
  table.columns = {{.key = "node", .title = {"节点", "Node"}, .type = Type::id},
                   {.key = "actual", .title = {"实际", "Actual"}, .type = Type::money},
                   {.key = "status", .title = {"状态", "Status"}}};
  table.rows.stored = {Row{std::string("A"), Money::minor(300), std::string("red")},
                       Row{std::string("B"), Money::minor(500), std::string("green")},
                       Row{std::string("C"), Money::minor(300), std::string("red")}};
  table.total = Row{std::string("TOTAL"), Money::minor(1100), {}};
  return table;
}

std::vector<std::string> nodes(const Table& table) {
  std::vector<std::string> names;
  for (const Row& row : table.rows.stored) names.push_back(std::get<std::string>(row.front()));
  return names;
}

Definition one_table(View view) {
  TablePart part{.key = "shown",
                 .title = {},
                 .source = {.data = "cities", .with = {}, .sql = {}, .spots = {}},
                 .view = std::move(view)};
  SectionPart section;
  section.key = "s";
  section.tables.push_back(std::move(part));
  Definition definition;
  definition.key = "r";
  definition.sections.push_back(std::move(section));
  return definition;
}

std::vector<Text> no_text(const Source&) {
  return {};
}
std::vector<Text> no_notes(const std::string&) {
  return {};
}

}  // namespace

TEST_CASE("typed notes stand in their section, which says so when nobody wrote any") {
  Definition definition;
  SectionPart section;
  section.key = "s";
  section.notes = "plan";
  definition.sections.push_back(section);
  const auto written = build(
      definition, [](const Source&) { return cities(); }, no_text,
      [](const std::string& topic) {
        return std::vector<Text>{{"话题 " + topic, "topic " + topic}};
      });
  REQUIRE(written.sections[0].paragraphs.size() == 1);
  CHECK(written.sections[0].paragraphs[0].en == "topic plan");
  const auto none = build(
      definition, [](const Source&) { return cities(); }, no_text, no_notes);
  REQUIRE(none.sections[0].paragraphs.size() == 1);
  CHECK(none.sections[0].paragraphs[0].en == "(nothing entered)");
}

TEST_CASE("a view keeps the chosen columns in the given order") {
  const Table shown = apply_view(cities(), {.columns = {"actual", "node"}}, {});
  REQUIRE(shown.columns.size() == 2);
  CHECK(shown.columns[0].key == "actual");
  CHECK(std::get<Money>(shown.rows.stored[1][0]).minor() == 500);
}

TEST_CASE("ties of a sort keep the order of the source, ascending and descending") {
  CHECK(nodes(apply_view(cities(), {.sort = {"-actual"}}, {})) == std::vector<std::string>{"B", "A", "C"});
  CHECK(nodes(apply_view(cities(), {.sort = {"actual"}}, {})) == std::vector<std::string>{"A", "C", "B"});
  CHECK(nodes(apply_view(cities(), {.sort = {"status", "-node"}}, {})) ==
        std::vector<std::string>{"B", "C", "A"});
}

TEST_CASE("a total stands only under all of the rows it adds up") {
  CHECK(apply_view(cities(), {}, {}).total.has_value());
  CHECK_FALSE(apply_view(cities(), {.where = {{"status", "red"}}}, {}).total.has_value());
  CHECK_FALSE(apply_view(cities(), {.limit = 2}, {}).total.has_value());
  CHECK(apply_view(cities(), {.limit = 3}, {}).total.has_value());
}

TEST_CASE("a column that the source does not have is named with the nearest one") {
  Spots spots;
  spots.set("", {{.file = "r.yaml", .line = 5, .column = 1}, "- {key: t}"});
  spots.set("columns[0]", {{.file = "r.yaml", .line = 7, .column = 3}, "columns: [actul]"});
  try {
    apply_view(cities(), {.columns = {"actul"}}, spots);
    FAIL("no error");
  } catch (const base::Error& error) {
    CHECK(error.code() == "E7105");
    CHECK(error.exit() == base::Exit::configuration);
    CHECK(base::to_string(error.diagnostics().front().place) == "r.yaml:7:3");
    CHECK(error.diagnostics().front().help.en == "did you mean actual? columns: node, actual, status");
    CHECK(error.diagnostics().front().source == "columns: [actul]");
  }
}

TEST_CASE("a data set that stands in several places is computed once") {
  int calls = 0;
  Definition definition = one_table({});
  definition.sections.push_back(definition.sections.front());
  const auto document = build(
      definition, [&](const Source&) { return ++calls, cities(); }, no_text, no_notes);
  CHECK(calls == 1);
  CHECK(document.sections.size() == 2);
  CHECK(document.sections[0].tables[0].key == "shown");
}

TEST_CASE("a KPI shows the total, or the row that is asked for") {
  Definition definition;
  definition.key = "r";
  SectionPart section;
  KpiPart all{.key = "all",
              .title = {},
              .source = {.data = "cities"},
              .where = {},
              .column = "actual",
              .note_column = {}};
  KpiPart one = all;
  one.key = "one";
  one.where = {{"node", "B"}};
  one.note_column = "status";
  section.kpis = {all, one};
  definition.sections.push_back(section);
  const auto document = build(
      definition, [](const Source&) { return cities(); }, no_text, no_notes);
  CHECK(std::get<Money>(document.sections[0].kpis[0].value).minor() == 1100);
  CHECK(std::get<Money>(document.sections[0].kpis[1].value).minor() == 500);
  CHECK(document.sections[0].kpis[1].note.zh == "green");
}

TEST_CASE("a chart must name a table of its report") {
  Definition definition = one_table({});
  document::Chart chart;
  chart.key = "c";
  chart.table = "elsewhere";
  definition.sections[0].charts.push_back({chart, {}});
  const auto run = [&] {
    build(
        definition, [](const Source&) { return cities(); }, no_text, no_notes);
  };
  CHECK_THROWS_AS(run(), base::Error);
}

TEST_CASE("no value comes before every value in the order of a column") {
  CHECK(document::compare({}, Money::minor(-5)) < 0);
  CHECK(document::compare(Money::minor(2), Money::minor(10)) < 0);
  CHECK(document::compare(std::string("b"), std::string("a")) > 0);
}

TEST_CASE("groups stand in order of their values, each under its subtotal, with the total of the whole") {
  const Table shown = apply_view(cities(), {.groups = {"status"}, .sort = {"-actual", "node"}}, {});
  CHECK(shown.level_column == "level");
  CHECK(shown.columns.back().key == "level");
  REQUIRE(shown.rows.stored.size() == 5);
  const auto level = [&](std::size_t row) { return std::get<std::int64_t>(shown.rows.stored[row].back()); };
  CHECK(std::get<std::string>(shown.rows.stored[0][2]) == "green");
  CHECK(level(0) == 0);
  CHECK(std::get<std::string>(shown.rows.stored[1][0]) == "B");
  CHECK(level(1) == 1);
  CHECK(std::get<Money>(shown.rows.stored[2][1]) == Money::minor(600));
  CHECK(std::get<Text>(shown.rows.stored[2][0]).en == "subtotal");
  CHECK(std::get<std::string>(shown.rows.stored[3][0]) == "A");
  CHECK(std::get<std::string>(shown.rows.stored[4][0]) == "C");
  REQUIRE(shown.total.has_value());
  CHECK(shown.total->size() == shown.columns.size());
}

TEST_CASE("groups within groups have subtotals of their own") {
  const Table shown = apply_view(cities(), {.groups = {"status", "actual"}}, {});
  std::vector<std::int64_t> levels;
  for (const Row& row : shown.rows.stored) levels.push_back(std::get<std::int64_t>(row.back()));
  CHECK(levels == std::vector<std::int64_t>{0, 1, 2, 0, 1, 2, 2});
  CHECK_THROWS_AS(apply_view(cities(), {.groups = {"region"}}, {}), base::Error);
}

TEST_CASE("a series with a star is all columns that begin so; others must exist") {
  Definition definition = one_table({});
  document::Chart chart{.key = "c",
                        .title = {},
                        .table = "shown",
                        .category = "node",
                        .series = {"act*"},
                        .marker = {},
                        .unit = {}};
  definition.sections[0].charts.push_back({chart, {}});
  const auto made = build(
      definition, [](const Source&) { return cities(); }, no_text, no_notes);
  CHECK(made.sections[0].charts[0].series == std::vector<std::string>{"actual"});
  for (const char* series : {"plan*", "plan"}) {
    definition.sections[0].charts[0].chart.series = {series};
    CHECK_THROWS_AS(build(
                        definition, [](const Source&) { return cities(); }, no_text, no_notes),
                    base::Error);
  }
}

}  // namespace salesops::report
