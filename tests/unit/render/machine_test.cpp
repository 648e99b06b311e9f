#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "unit/render/fixture.hpp"

using namespace salesops;
using namespace salesops::render_test;
using render::Format;

namespace {

document::Document texts(std::vector<std::string> values) {
  Table table{.key = "t", .columns = {{.key = "text", .title = {}}}};
  for (std::string& value : values) table.rows.stored.push_back({std::move(value)});
  return document::single_table("t", {}, std::move(table));
}

}  // namespace

TEST_CASE("csv has English keys, plain figures, ISO dates, English words, empty cells for no value and no total row") {
  CHECK(rendered(report(), Format::csv) ==
        "code,name,count,overdue_days,amount,weight,rate,gap,due,hold,status\n"
        "00123,上海华联商贸有限公司,1234567,45,1234567.89,12.345,0.666667,0.006000,2026-10-31,true,ok\n"
        "'=1+2,\"a|b,\"\"c\"\" <b>\",-5,0,-0.05,-1,-0.125000,-0.010000,1999-01-05,false,bad\n"
        ",,,,,,,,,,\n");
}

TEST_CASE("the display unit changes nothing in machine formats") {
  render::Options wan;
  wan.unit = render::DisplayUnit::wan;
  for (const Format format : {Format::csv, Format::tsv, Format::json, Format::ndjson}) {
    CHECK(rendered(report(), format) == rendered(report(), format, wan));
  }
}

TEST_CASE("text that a spreadsheet would run is guarded in csv and tsv unless raw is asked for") {
  const auto document = texts({"=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "a=1", ""});
  CHECK(rendered(document, Format::tsv) == "text\n'=1\n'+1\n'-1\n'@x\n\"'\t=1\"\n\"'\r=1\"\n'＝1\na=1\n\n");
  render::Options raw;
  raw.raw = true;
  CHECK(rendered(texts({"=1", "-x"}), Format::csv, raw) == "text\n=1\n-x\n");
}

TEST_CASE("csv quotes separators, quotes and line breaks and shows control bytes") {
  CHECK(rendered(texts({"a,b", "a\"b", "a\nb", "a\x1b[0m", "\xff"}), Format::csv) ==
        "text\n\"a,b\"\n\"a\"\"b\"\n\"a\nb\"\na\\x1B[0m\n\\xFF\n");
}

TEST_CASE("a byte order mark is written only when asked for") {
  render::Options bom;
  bom.bom = true;
  CHECK(rendered(texts({"x"}), Format::csv, bom) == "\xEF\xBB\xBFtext\nx\n");
}

TEST_CASE("a section or a table can be named and an unknown one is an error that lists them") {
  render::Options only;
  only.section = "months";
  CHECK(
      rendered(report(), Format::csv, only).starts_with("step,amount,last_year\n期初,900000.00,800000.00\n"));
  only.section = "mnths";
  CHECK_THROWS_WITH_AS(rendered(report(), Format::csv, only), doctest::Contains("E7101"), base::Error);
}

TEST_CASE("json holds the whole report: meta, typed values, total, charts") {
  const auto json = nlohmann::json::parse(rendered(report(), Format::json));
  CHECK(json["schema_version"] == 1);
  CHECK(json["document"] == "sample");
  CHECK(json["meta"]["as_of"] == "2026-10-31");
  const auto& types = json["sections"][0]["tables"][0];
  const auto& row = types["rows"][0];
  CHECK(row["code"] == "00123");
  CHECK(row["count"] == 1234567);
  CHECK(row["amount"] == "1234567.89");
  CHECK(row["weight"] == "12.345");
  CHECK(row["rate"] == "0.666667");
  CHECK(row["due"] == "2026-10-31");
  CHECK(row["hold"] == true);
  CHECK(types["rows"][2]["amount"].is_null());
  CHECK(types["total"]["amount"] == "1234567.84");
  CHECK(types["columns"][4]["type"] == "money");
  CHECK(json["sections"][0]["kpis"][0]["value"] == "2400000.00");
  CHECK(json["sections"][1]["charts"][3]["kind"] == "waterfall");
}

TEST_CASE("pretty json says the same as plain json") {
  render::Options pretty;
  pretty.pretty = true;
  const std::string text = rendered(report(), Format::json, pretty);
  CHECK(text.starts_with("{\n  \"schema_version\": 1,\n"));
  CHECK(nlohmann::json::parse(text) == nlohmann::json::parse(rendered(report(), Format::json)));
}

TEST_CASE("ndjson is one object per row and whole numbers beyond 2^53 are strings") {
  Table table{.key = "t", .columns = {{.key = "n", .title = {}, .type = Type::integer}}};
  table.rows.stored = {{std::int64_t{1} << 60}, {std::int64_t{-7}}, {Cell()}};
  CHECK(rendered(document::single_table("t", {}, table), Format::ndjson) ==
        "{\"n\":\"1152921504606846976\"}\n{\"n\":-7}\n{\"n\":null}\n");
}

TEST_CASE("rows that are made on demand give the same bytes as stored ones") {
  Table made = months();
  made.rows.generated = months().rows.size();
  made.rows.stored.clear();
  made.rows.generate = [](const std::function<void(const Row&)>& sink) {
    for (const Row& row : months().rows.stored) sink(row);
  };
  for (const Format format :
       {Format::csv, Format::json, Format::table, Format::md, Format::html, Format::xlsx}) {
    CHECK(rendered(document::single_table("t", {}, made), format) ==
          rendered(document::single_table("t", {}, months()), format));
  }
}
