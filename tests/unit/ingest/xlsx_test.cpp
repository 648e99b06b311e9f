#include <vector>

#include "salesops/ingest/table_reader.hpp"
#include "salesops/ingest/xlsx_book.hpp"
#include "salesops/ingest/xlsx_number.hpp"
#include "scratch.hpp"

using namespace salesops;
using ingest_tests::failure_of;
using ingest_tests::ScratchFile;
using Lines = std::vector<std::string>;

namespace {

std::string fixture(const std::string& name) {
  return SALESOPS_TEST_DATA "/ingest/" + name;
}

std::vector<ingest::ColumnSpec> columns() {
  return {{.field = "no", .names = {"发票号码"}, .required = true},
          {.field = "date", .names = {"开票日期"}, .required = true},
          {.field = "amount", .names = {"价税合计"}, .required = true},
          {.field = "note", .names = {"备注"}}};
}

Lines rows_of(const std::string& path, const std::string& sheet = "") {
  ingest::TableReader reader({.path = path, .sheet = sheet}, columns());
  Lines rows;
  while (reader.next()) {
    std::string row = base::to_string(reader.place(0)).substr(path.size());
    for (std::size_t i = 0; i < 4; ++i) row += "|" + std::string(reader.cell(i));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("A sheet gives shared, inline and formula texts, days and the numbers that a spreadsheet shows") {
  const Lines wanted = {"[信息汇总表]!A3|26312000000113576664|2026-01-05|1234.1|spaced",
                        "[信息汇总表]!A4|F2|2026-01-06|250|", "[信息汇总表]!A7|00467201|2026/1/7|1200|",
                        "[信息汇总表]!A9|F5|2026-01-08|-30|"};
  CHECK(rows_of(fixture("invoices.xlsx")) == wanted);
  CHECK(rows_of(fixture("invoices.xlsx"), "信息汇总表") == wanted);
  CHECK(rows_of(fixture("invoices.xlsx"), "2") == wanted);
  CHECK(rows_of(fixture("invoices.xlsx"), "隐藏").size() == 4);
  CHECK(rows_of(fixture("from1904.xlsx")) == Lines{"[S]!A3|F9|2026-01-05|5|"});
}

TEST_CASE("A sheet that cannot be told or read is refused") {
  CHECK(failure_of([] { rows_of(fixture("two_sheets.xlsx")); }).code == "E2021");
  CHECK(rows_of(fixture("two_sheets.xlsx"), "二月").size() == 4);
  CHECK(failure_of([] { rows_of(fixture("two_sheets.xlsx"), "三月"); }).code == "E2021");
  CHECK(failure_of([] { rows_of(fixture("two_sheets.xlsx"), "3"); }).code == "E2021");
  CHECK(failure_of([] { rows_of(fixture("invoices.xlsx"), "说明"); }).code == "E2009");
  CHECK(failure_of([] { rows_of(fixture("broken.xlsx")); }).code == "E2020");
  CHECK(failure_of([] { rows_of(fixture("entity.xlsx")); }).code == "E2023");
  CHECK(failure_of([] { rows_of(fixture("bomb.xlsx")); }).code == "E2007");
}

TEST_CASE("Cells that a spreadsheet has spoilt are told") {
  ingest::TableReader reader({.path = fixture("flaws.xlsx")}, columns());
  REQUIRE(reader.next());
  CHECK(reader.flaw(0) == ingest::CellFlaw::lossy_number);
  CHECK(reader.cell(0) == "2.53120000001136E+19");
  REQUIRE(reader.next());
  CHECK(reader.flaw(2) == ingest::CellFlaw::error_value);
  CHECK(base::to_string(reader.place(2)).ends_with("flaws.xlsx[Sheet1]!D3"));
  REQUIRE(reader.next());
  CHECK(reader.flaw(2) == ingest::CellFlaw::not_calculated);
  CHECK(reader.cell(1) == "60");  // 29 February 1900 never was
}

TEST_CASE("Stored numbers become the 15 digits that count") {
  struct Case {
    const char* stored;
    const char* shown;
    bool lossy;
  };
  const Case cases[] = {
      {"0", "0", false},
      {"-0", "0", false},
      {"0.5", "0.5", false},
      {"-1234.05", "-1234.05", false},
      {"12.50", "12.5", false},
      {"7.", "7", false},
      {"123456789012.3456", "123456789012.346", false},
      {"1234.0999999999999", "1234.1", false},
      {"0.30000000000000004", "0.3", false},
      {"1.1000000000000001E-2", "0.011", false},
      {"99999.999999999996", "100000", false},
      {"1E3", "1000", false},
      {"-12.5e+2", "-1250", false},
      {"999999999999999", "999999999999999", false},
      {"9999999999999999", "1.0E+16", true},
      {"2.5312E+19", "2.5312E+19", true},
      {"00467201", "467201", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.stored);
    bool lossy = true;
    CHECK(ingest::spreadsheet_number(c.stored, lossy) == c.shown);
    CHECK(lossy == c.lossy);
  }
  bool lossy = false;
  for (const char* text : {"", "x", "1.2.3", "1e", "1e99", "--1", "0x10", "1,000"}) {
    CAPTURE(text);
    CHECK_FALSE(ingest::spreadsheet_number(text, lossy).has_value());
  }
}

TEST_CASE("Serial days follow both systems, with the day that never was left out") {
  CHECK(ingest::spreadsheet_date("1", false) == "1900-01-01");
  CHECK(ingest::spreadsheet_date("59", false) == "1900-02-28");
  CHECK_FALSE(ingest::spreadsheet_date("60", false).has_value());
  CHECK(ingest::spreadsheet_date("61", false) == "1900-03-01");
  CHECK(ingest::spreadsheet_date("45662.75", false) == "2025-01-05");
  CHECK(ingest::spreadsheet_date("44200", true) == "2025-01-05");
  CHECK_FALSE(ingest::spreadsheet_date("-1", false).has_value());
  CHECK_FALSE(ingest::spreadsheet_date("0.5", false).has_value());
  CHECK_FALSE(ingest::spreadsheet_date("2958466", false).has_value());
}

TEST_CASE("Date formats are known by their letters outside quotes") {
  CHECK(ingest::is_date_format(14, ""));
  CHECK(ingest::is_date_format(58, ""));
  CHECK(ingest::is_date_format(164, "yyyy\"年\"m\"月\"d\"日\""));
  CHECK(ingest::is_date_format(165, "[$-804]yyyy/m/d"));
  CHECK_FALSE(ingest::is_date_format(4, ""));
  CHECK_FALSE(ingest::is_date_format(166, "#,##0.00\"d\""));
  CHECK_FALSE(ingest::is_date_format(167, "[Red]0.00\\m"));
}
