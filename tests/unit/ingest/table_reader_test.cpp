#include "salesops/ingest/table_reader.hpp"

#include <algorithm>
#include <vector>

#include "scratch.hpp"

using namespace salesops;
using ingest::TableReader;
using ingest_tests::failure_of;
using ingest_tests::ScratchFile;

namespace {

std::vector<ingest::ColumnSpec> columns() {
  return {{.field = "no", .names = {"编号"}, .required = true},
          {.field = "amount", .names = {"价税合计"}, .fallbacks = {"金额"}, .required = true},
          {.field = "note", .names = {"备注"}}};
}

std::vector<std::string> rows_of(const std::string& path, ingest::TableOptions options = {.path = ""}) {
  options.path = path;
  TableReader reader(options, columns());
  std::vector<std::string> rows;
  while (reader.next()) {
    if (reader.fault() != nullptr) {
      rows.push_back(reader.fault()->code);
    } else {
      rows.push_back(std::string(reader.cell(0)) + "|" + std::string(reader.cell(1)) + "|" +
                     std::string(reader.cell(2)));
    }
  }
  return rows;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("CSV cells come out as RFC 4180 says") {
  struct Case {
    const char* text;
    Lines rows;
  };
  const Case cases[] = {
      {"no,amount,note\n1,2,3\n", {"1|2|3"}},
      {"no,amount,note\r\n1,2,3\r\n4,5,6", {"1|2|3", "4|5|6"}},
      {"no,amount,note\r1,2,3\r4,5,6\r", {"1|2|3", "4|5|6"}},
      {"no,amount,note\n\"a,b\",\"1,234.50\",\"say \"\"hi\"\"\"\n", {"a,b|1,234.50|say \"hi\""}},
      {"no,amount,note\n1,2,\"two\nlines\"\n4,5,6\n", {"1|2|two\nlines", "4|5|6"}},
      {"no,amount,note\n1,2,5\" pipe\n", {"1|2|5\" pipe"}},
      {"no,amount,note\n  1 ,\t2\t,\xE3\x80\x80x\xE3\x80\x80\n", {"1|2|x"}},
      {"no,amount,note\n\n,,\n1,2,\"\"\n\n", {"1|2|"}},
      {"no\tamount\tnote\n1\t2\ta,b\n", {"1|2|a,b"}},
      {"no;amount;note\n1;2;a,b\n", {"1|2|a,b"}},
      {"no|amount|note\n1|2|x\n", {"1|2|x"}},
      {"no,amount,note\n1,2\n1,2,3,4\n5,6,7\n", {"E2013", "E2013", "5|6|7"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(rows_of(ScratchFile(c.text).path()) == c.rows);
  }
}

TEST_CASE("The header is found by name below titles, in any order, with synonyms") {
  CHECK(rows_of(ScratchFile("应收单列表,,\n组织：华东,,\n备注,编号,金额\nx,1,2\n").path()) == Lines{"1|2|x"});
  CHECK(rows_of(ScratchFile("No,AMOUNT,Note\n1,2,x\n").path()) == Lines{"1|2|x"});
  CHECK(rows_of(ScratchFile("编号,金额（元）,extra\n1,2,x\n").path()) == Lines{"1|2|"});
  CHECK(rows_of(ScratchFile("编号,金额,价税合计\n1,2,3\n").path()) == Lines{"1|3|"});
}

TEST_CASE("A table that cannot be read says why and where") {
  struct Case {
    std::string text;
    const char* code;
    std::size_t line;
    std::size_t column;
  };
  const std::string head = "编号,金额,备注\n";
  const Case cases[] = {
      {"", "E2009", 0, 0},
      {"a,b\n1,2\n", "E2009", 0, 0},
      {"编号,备注\n1,2\n", "E2010", 1, 0},
      {"编号,no,金额\n1,2,3\n", "E2011", 1, 0},
      {head + "1,2,\"open\n3,4,5\n", "E2005", 2, 5},
      {head + "1,\"2\"x,3\n", "E2006", 2, 6},
      {head + "1,2," + std::string(65537, 'x') + "\n", "E2007", 2, 5},
      {head + "1,2," + std::string(256, ',') + "\n", "E2008", 2, 259},
      {head + std::string("1,好\0,3\n", 9), "E2004", 2, 4},
      {"\xFF\x80\n", "E2002", 0, 0},
      {head + "1,\xC0\x80,\xFF\n", "E2002", 0, 0},
      {"\xEF\xBB\xBF" + head + "1,\xFF,3\n", "E2003", 0, 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text.substr(0, 80));
    const ScratchFile file(c.text);
    const base::Diagnostic found = failure_of([&] { rows_of(file.path()); });
    CHECK(found.code == c.code);
    CHECK(found.place.line == c.line);
    CHECK(found.place.column == c.column);
  }
  CHECK(failure_of([] { rows_of("/does/not/exist.csv"); }).code == "E2001");
  CHECK(failure_of([] { rows_of("/tmp"); }).code == "E2001");
  CHECK(failure_of([] {
          rows_of(ScratchFile("编号,金额\n").path(), {.path = "", .encoding = "latin1"});
        }).code == "E2017");
  CHECK(failure_of([] { rows_of(ScratchFile("编号,金额\n").path(), {.path = "", .delimiter = "x"}); }).code ==
        "E2017");
}

TEST_CASE("Every encoding gives the same text") {
  const Lines wanted = {"1|2|好"};
  CHECK(rows_of(ScratchFile("no,amount,note\n1,2,好\n").path()) == wanted);
  CHECK(rows_of(ScratchFile("\xEF\xBB\xBFno,amount,note\n1,2,好\n").path()) == wanted);
  CHECK(rows_of(ScratchFile("\xB1\xE0\xBA\xC5,\xBD\xF0\xB6\xEE,\xB1\xB8\xD7\xA2\n1,2,\xBA\xC3\n").path()) ==
        wanted);
  std::string little = "\xFF\xFE";
  std::string big = "\xFE\xFF";
  for (const char16_t c : u"no,amount,note\n1,2,好\n") {
    if (c == 0) break;
    const char low = static_cast<char>(c & 0xFF);
    const char high = static_cast<char>(c >> 8);
    little += {low, high};
    big += {high, low};
  }
  CHECK(rows_of(ScratchFile(little).path()) == wanted);
  CHECK(rows_of(ScratchFile(big).path()) == wanted);
  CHECK(rows_of(ScratchFile(little.substr(2)).path(), {.path = "", .encoding = "utf-16le"}) == wanted);
  CHECK(failure_of([&] { rows_of(ScratchFile(little).path(), {.path = "", .encoding = "utf-8"}); }).code ==
        "E2003");
  CHECK(failure_of([&] { rows_of(ScratchFile(little.substr(2)).path()); }).code == "E2004");
}

TEST_CASE("A file that turns Chinese after megabytes of ASCII is still GB18030") {
  std::string text = "no,amount,note\n";
  while (text.size() < 1'000'000) text += "1,2,plain\n";
  const std::size_t rows = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  text += "9,9,\x81\x30\x81\x34\xBA\xC3\n";  // U+0084 in four bytes, then 好
  const Lines read = rows_of(ScratchFile(text).path());
  CHECK(read.size() == rows);
  CHECK(read.back() == "9|9|\xC2\x84好");
}

TEST_CASE("Messages point at the character of the cell") {
  const ScratchFile file("编号,金额,备注\nF1,\"1,2\",上海\"x\nF2,3,\"a\nb\"\n");
  TableReader reader({.path = file.path()}, columns());
  REQUIRE(reader.next());
  CHECK(reader.place(0).column == 1);
  CHECK(reader.place(1).column == 5);
  CHECK(reader.place(2).column == 10);
  const base::Diagnostic found = reader.diagnostic(1, "E2111", {"x", "x"});
  CHECK(found.value == "1,2");
  CHECK(found.source == "F1,\"1,2\",上海\"x");
  CHECK(found.label == "column 2 \"金额\" (amount)");
  REQUIRE(reader.next());
  CHECK(reader.line() == 3);
  CHECK_FALSE(reader.next());
}

TEST_CASE("A row longer than the buffer is read whole") {
  std::string text = "no,amount,note";
  for (int i = 0; i < 200; ++i) text += ",c" + std::to_string(i);
  text += "\n1,2,x";
  for (int i = 0; i < 200; ++i) text += "," + std::string(60'000, static_cast<char>('a' + i % 26));
  text += "\n";
  const ScratchFile file(text);
  TableReader reader({.path = file.path()}, columns());
  REQUIRE(reader.next());
  CHECK(reader.cells().size() == 203);
  CHECK(reader.cells().back() == std::string(60'000, static_cast<char>('a' + 199 % 26)));
  CHECK_FALSE(reader.next());
}
