#include <doctest/doctest.h>

#include "unit/render/fixture.hpp"
#include "unit/render/unzip.hpp"

using namespace salesops;
using namespace salesops::render_test;
using render::Format;

namespace {

document::Document single(Table table) {
  return document::single_table("t", {"表", "table"}, std::move(table));
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("cells of a sheet are numbers, dates, booleans and text, never formulas") {
  const auto parts = unzip(rendered(single(every_type()), Format::xlsx));
  const std::string& sheet = parts.at("xl/worksheets/sheet1.xml");
  const std::string& strings = parts.at("xl/sharedStrings.xml");
  for (const char* cell : {"<v>1234567</v>", "<v>1234567.89</v>", "<v>-0.05</v>", "<v>12.345</v>",
                           "<v>0.6666666666666666</v>", "<v>46326</v>", "t=\"b\"><v>1</v>"}) {
    CHECK(has(sheet, cell));
  }
  CHECK_FALSE(has(sheet, "<f>"));
  CHECK(has(strings, "<t>=1+2</t>"));
  CHECK(has(strings, "<t>00123</t>"));
  CHECK(has(strings, "a|b,\"c\" &lt;b&gt;"));
}

TEST_CASE("a sheet has a frozen heading, filters, widths and number formats") {
  const auto parts = unzip(rendered(single(every_type()), Format::xlsx));
  const std::string& sheet = parts.at("xl/worksheets/sheet1.xml");
  CHECK(has(sheet, "<autoFilter ref=\"A4:K7\"/>"));
  CHECK(has(sheet, "ySplit=\"4\""));
  CHECK(has(sheet, "<col min=\"2\" max=\"2\" width=\"22."));
  const std::string& styles = parts.at("xl/styles.xml");
  for (const char* format : {"yyyy\\-mm\\-dd", "#,##0.000", "0.0%"}) {
    CHECK((has(styles, format) || has(styles, "yyyy-mm-dd")));
  }
}

TEST_CASE("a report has one sheet for prose and one per table, with native charts") {
  const auto parts = unzip(rendered(report(), Format::xlsx));
  const std::string& workbook = parts.at("xl/workbook.xml");
  for (const char* name : {"name=\"一、概况\"", "name=\"各种单元格\"", "name=\"区域达成\"",
                           "name=\"应收变动\"", "name=\"说明\""}) {
    CHECK(has(workbook, name));
  }
  std::size_t charts = 0;
  for (const auto& [name, text] : parts) charts += name.starts_with("xl/charts/chart") ? 1U : 0U;
  CHECK(charts == 5);
  CHECK(has(parts.at("xl/charts/chart1.xml"), "达成与目标"));
}

TEST_CASE("amounts in a display unit stay exact and are shown with two decimals") {
  render::Options wan;
  wan.unit = render::DisplayUnit::wan;
  const auto parts = unzip(rendered(single(every_type()), Format::xlsx, wan));
  CHECK(has(parts.at("xl/worksheets/sheet1.xml"), "<v>123.456789</v>"));
}

TEST_CASE("text that XML cannot hold becomes text that it can") {
  Table table{.key = "t", .columns = {{.key = "a", .title = {"a", "a"}}}};
  table.rows.stored = {
      {std::string("x\x01y")}, {std::string("bad \xff")}, {std::string("end \xEF\xBF\xBF.")}};
  const auto parts = unzip(rendered(single(table), Format::xlsx));
  const std::string& strings = parts.at("xl/sharedStrings.xml");
  CHECK(has(strings, "x\\x01y"));
  CHECK(has(strings, "bad \\xFF"));
  CHECK(has(strings, "end ."));
}

TEST_CASE("sheet names are valid and unique however odd and alike the titles are") {
  document::Document document{.key = "d", .title = {"d", "d"}};
  document::Section section{.key = "s"};
  for (const char* title : {"a/b:c*?[]", "A/B:C", "'quoted'", "",
                            "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五"}) {
    Table table = months();
    table.title = {title, title};
    section.tables.push_back(table);
  }
  document.sections.push_back(section);
  const std::string workbook = unzip(rendered(document, Format::xlsx)).at("xl/workbook.xml");
  for (const char* name : {"name=\"abc\"", "name=\"ABC 2\"", "name=\"quoted\"", "name=\"d\""})
    CHECK(has(workbook, name));
}

TEST_CASE("the same report gives the same bytes") {
  CHECK(rendered(report(), Format::xlsx) == rendered(report(), Format::xlsx));
}

TEST_CASE("a long table is streamed and complete") {
  Table table = months();
  table.rows.generated = 20'000;
  table.rows.stored.clear();
  table.rows.generate = [](const std::function<void(const Row&)>& sink) {
    for (std::int64_t at = 0; at < 20'000; ++at) sink({std::string("行"), Money::minor(at), Cell()});
  };
  const auto parts = unzip(rendered(single(table), Format::xlsx));
  const std::string& sheet = parts.at("xl/worksheets/sheet1.xml");
  CHECK(has(sheet, "<row r=\"20004\""));
  CHECK(has(sheet, "<v>199.99</v>"));
}

TEST_CASE("a sheet says its own scale and page ends, and prints no figures of charts") {
  const auto parts = unzip(rendered(report(), Format::xlsx));
  const std::string& workbook = parts.at("xl/workbook.xml");
  CHECK(has(workbook, "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"2\">'区域达成'!$A$1:$M$66<"));
  const std::string& regions = parts.at("xl/worksheets/sheet3.xml");
  CHECK_FALSE(has(regions, "fitToPage"));
  CHECK(has(regions, "<rowBreaks count=\"2\" manualBreakCount=\"2\">"));
  CHECK(has(regions, "<sheetFormatPr defaultRowHeight=\"15.75\" customHeight=\"1\"/>"));
  Table wide = months();
  for (int at = 0; at < 15; ++at) wide.columns.push_back({.key = "more", .title = {"更多", "more"}});
  for (Row& row : wide.rows.stored) row.resize(18);
  const auto pages = unzip(rendered(single(wide), Format::xlsx));
  CHECK(has(pages.at("xl/worksheets/sheet1.xml"),
            "<pageSetup paperSize=\"9\" scale=\"82\" orientation=\"landscape\"/>"));
}

TEST_CASE("prose is merged over the page and its row as high as its lines") {
  document::Document document = report();
  std::string words;
  for (int at = 0; at < 40; ++at) words += "销售上升";  // 320 columns
  document.sections[0].paragraphs[0] = {words, words};
  const std::string sheet = unzip(rendered(document, Format::xlsx)).at("xl/worksheets/sheet1.xml");
  CHECK(has(sheet, "<row r=\"4\" spans=\"1:10\" ht=\"47.25\" customHeight=\"1\">"));
  CHECK(has(sheet, "<mergeCell ref=\"A4:J4\"/>"));
}

TEST_CASE("a paragraph longer than a row can be high goes on in the next one") {
  document::Document document = report();
  std::string words;
  for (int at = 0; at < 1000; ++at) words += "销售上升";
  document.sections[0].paragraphs[0] = {words, words};
  const auto parts = unzip(rendered(document, Format::xlsx));
  CHECK(has(parts.at("xl/worksheets/sheet1.xml"), "<row r=\"6\" spans=\"1:10\" ht="));
}

TEST_CASE("a streamed table has its total, its notes and its charts") {
  document::Document document = single(months());
  document::Section& section = document.sections.front();
  Table& table = section.tables.front();
  table.rows.stored.clear();
  table.rows.generated = 6'000;
  table.rows.generate = [](const std::function<void(const Row&)>& sink) {
    for (std::int64_t at = 0; at < 6'000; ++at)
      sink({std::string("行"), Money::minor(100), Money::minor(at)});
  };
  table.total = Row{Cell(), Money::minor(600'000), Cell()};
  table.notes = {{"说明一句", "A note"}};
  section.charts = {
      chart("bars", {"前几行", "First rows"}, document::ChartKind::bars, "months", "step", {"amount"})};
  section.charts.front().limit = 5;
  const auto parts = unzip(rendered(document, Format::xlsx));
  const std::string& sheet = parts.at("xl/worksheets/sheet1.xml");
  CHECK(has(sheet, "<autoFilter ref=\"A4:C6004\"/>"));
  CHECK(has(sheet, "<row r=\"6005\""));
  CHECK(has(sheet, "<v>6000</v>"));
  CHECK(has(sheet, "说明一句"));
  CHECK(has(sheet, "<rowBreaks count=\"1\""));
  CHECK(parts.contains("xl/charts/chart1.xml"));
}
