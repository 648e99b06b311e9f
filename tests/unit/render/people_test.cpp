#include <doctest/doctest.h>

#include "salesops/base/text.hpp"
#include "unit/render/fixture.hpp"

using namespace salesops;
using namespace salesops::render_test;
using render::Format;

namespace {

render::Options english() {
  render::Options options;
  options.lang = base::Lang::en;
  return options;
}

std::vector<std::string> lines(const std::string& text) {
  return base::split(text, '\n');
}

}  // namespace

TEST_CASE("a table aligns wide characters, indents trees, hides the depth and ends with the total") {
  CHECK(rendered(document::single_table("t", {}, tree()), Format::table) ==
        "单位：元\n"
        "\n"
        "区域达成\n"
        "区域              目标          实际\n"
        "--------  ------------  ------------\n"
        "华东      3,000,000.00  2,400,000.00\n"
        "  江苏    2,000,000.00  1,800,000.00\n"
        "    苏州  1,200,000.00  1,000,000.00\n"
        "    南京    800,000.00    800,000.00\n"
        "  上海    1,000,000.00    600,000.00\n"
        "--------  ------------  ------------\n"
        "合计      3,000,000.00  2,400,000.00\n");
}

TEST_CASE("a narrow table drops optional columns first, then shortens text and never a number") {
  for (const std::size_t width : {80U, 100U, 120U, 200U}) {
    render::Options options;
    options.width = width;
    const std::string text = rendered(document::single_table("t", {}, every_type()), Format::table, options);
    for (const std::string& line : lines(text))
      CHECK(base::display_width(line) <= std::max<std::size_t>(width, 88));
    CHECK(text.find("1,234,567.89") != std::string::npos);
    CHECK((text.find("状态") != std::string::npos) == (width >= 120));
  }
}

TEST_CASE("every column of a table starts at the same display column in every row") {
  const auto rows = lines(rendered(document::single_table("t", {}, every_type()), Format::table));
  const std::string& rule = rows[4];
  const std::string& first = rows[5];
  REQUIRE(rule.starts_with("-----"));
  CHECK(base::display_width(rule.substr(0, rule.find("  ") + 2)) ==
        base::display_width(first.substr(0, first.find("上海"))));
  CHECK(base::display_width(first.substr(0, first.find("2026-10-31"))) ==
        base::display_width(rows[6].substr(0, rows[6].find("1999-01-05"))));
}

TEST_CASE("amounts are shown in the asked unit with two decimals and the header says which") {
  render::Options options;
  options.unit = render::DisplayUnit::wan;
  const std::string wan = rendered(report(), Format::table, options);
  CHECK(wan.find("单位：万元") != std::string::npos);
  CHECK(wan.find("123.46") != std::string::npos);
  CHECK(wan.find("240.00 万元") != std::string::npos);
  options.unit = render::DisplayUnit::yi;
  options.lang = base::Lang::en;
  CHECK(rendered(report(), Format::md, options).find("unit: CNY 100 million") != std::string::npos);
}

TEST_CASE("a note says so when displayed figures do not add up to the displayed total") {
  Table table{.key = "t", .columns = {{.key = "a", .title = {"金额", "amount"}, .type = Type::money}}};
  table.rows.stored = {
      {Money::minor(1'005'00 * 10)}, {Money::minor(1'005'00 * 10)}, {Money::minor(3'334'00)}};
  table.total = Row{Money::minor(2 * 1'005'00 * 10 + 3'334'00)};
  render::Options wan;
  wan.unit = render::DisplayUnit::wan;
  CHECK(rendered(document::single_table("t", {}, table), Format::table, wan).find("尾差") !=
        std::string::npos);
  CHECK(rendered(document::single_table("t", {}, table), Format::table).find("尾差") == std::string::npos);
}

TEST_CASE("no total leaves the total row out of every format for people") {
  render::Options options;
  options.total = false;
  for (const Format format : {Format::table, Format::md, Format::html}) {
    CHECK(rendered(report(), format).find("合计") != std::string::npos);
    CHECK(rendered(report(), format, options).find("合计") == std::string::npos);
  }
}

TEST_CASE("every heading and word exists in English") {
  for (const Format format : {Format::table, Format::md, Format::html}) {
    const std::string text = rendered(report(), format, english());
    CHECK(text.find("Sample report") != std::string::npos);
    CHECK(text.find("Total") != std::string::npos);
    CHECK(text.find("合计") == std::string::npos);
    CHECK(text.find("样例") == std::string::npos);
  }
}

TEST_CASE("a Markdown table has the same number of bars in every line") {
  std::size_t wanted = 0;
  for (const std::string& line : lines(rendered(report(), Format::md))) {
    if (!line.starts_with('|')) {
      wanted = 0;
      continue;
    }
    std::size_t bars = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (line[at] == '|' && (at == 0 || line[at - 1] != '\\')) ++bars;
    }
    if (wanted != 0) CHECK(bars == wanted);
    wanted = bars;
  }
}

TEST_CASE("the tidy layout has one row per figure") {
  render::Options options;
  options.wide = false;
  CHECK(rendered(document::single_table("t", {}, tree()), Format::csv, options) ==
        "region,measure,value\n华东,target,3000000.00\n华东,actual,2400000.00\n江苏,target,2000000.00\n"
        "江苏,actual,1800000.00\n苏州,target,1200000.00\n苏州,actual,1000000.00\n南京,target,800000.00\n"
        "南京,actual,800000.00\n上海,target,1000000.00\n上海,actual,600000.00\n");
}
