#include "salesops/calendar/date.hpp"

#include <doctest/doctest.h>

#include <string>

namespace salesops::calendar {

namespace {

std::string read(std::string_view text, Epoch epoch = Epoch::excel_1900) {
  Date date;
  DateFault fault;
  return parse_date(text, date, fault, epoch) ? to_string(date) : fault.message.en;
}

}  // namespace

TEST_CASE("dates are read in every form that Chinese exports use") {
  struct Row {
    const char* text;
    const char* iso;
  };
  static constexpr Row kRows[] = {{"2026-01-05", "2026-01-05"},
                                  {"2026-1-5", "2026-01-05"},
                                  {"2026/1/5", "2026-01-05"},
                                  {"2026.01.05", "2026-01-05"},
                                  {"20260105", "2026-01-05"},
                                  {"2026年1月5日", "2026-01-05"},
                                  {"2026年01月05号", "2026-01-05"},
                                  {"2026 年 1 月 5 日", "2026-01-05"},
                                  {"２０２６－０１－０５", "2026-01-05"},
                                  {" 2026/1/5 ", "2026-01-05"},
                                  {"　2026/1/5", "2026-01-05"},
                                  {"2026-01-05 10:30", "2026-01-05"},
                                  {"2026-01-05 10:30:59", "2026-01-05"},
                                  {"2026-01-05T10:30:59.250", "2026-01-05"},
                                  {"2026/1/5 0:00:00", "2026-01-05"},
                                  {"20260105 103059", "is not a date: it is none of the forms that are read"},
                                  {"20260105103059", "2026-01-05"},
                                  {"2026年1月5日10:30", "2026-01-05"},
                                  {"2024-02-29", "2024-02-29"},
                                  {"1900-01-01", "1900-01-01"},
                                  {"9999-12-31", "9999-12-31"},
                                  {"45662", "2025-01-05"},
                                  {"45662.75", "2025-01-05"},
                                  {"1", "1900-01-01"},
                                  {"59", "1900-02-28"},
                                  {"61", "1900-03-01"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.iso);
  }
  CHECK(read("0", Epoch::excel_1904) == "1904-01-01");
  CHECK(read("44200", Epoch::excel_1904) == "2025-01-05");
}

TEST_CASE("texts that are no day say why") {
  struct Row {
    const char* text;
    const char* why;
  };
  static constexpr Row kRows[] = {{"2026-13-05", "month 13 does not exist"},
                                  {"2026-00-05", "month 0 does not exist"},
                                  {"2026-02-29", "month 2 of 2026 has 28 days, not 29"},
                                  {"2026-04-31", "month 4 of 2026 has 30 days, not 31"},
                                  {"20260230", "month 2 of 2026 has 28 days, not 30"},
                                  {"2026年2月30日", "month 2 of 2026 has 28 days, not 30"},
                                  {"2026-01-00", "month 1 of 2026 has 31 days, not 0"},
                                  {"1899-12-31", "year 1899 is not within 1900–9999"},
                                  {"05/01/2026", "the order of year, month and day is unclear"},
                                  {"1/5/26", "the order of year, month and day is unclear"},
                                  {"", "it is empty"},
                                  {"0", "the Excel serial number 0 is no day"},
                                  {"60", "the Excel serial number 60 is no day"},
                                  {"2026", "it is only a year"},
                                  {"202601", "it is none of the forms that are read"},
                                  {"2026-1/5", "it is none of the forms that are read"},
                                  {"2026-01-05 25:00", "it is none of the forms that are read"},
                                  {"20260105246060", "it is none of the forms that are read"},
                                  {"2026-01-05Z", "it is none of the forms that are read"},
                                  {"2026-01-051", "it is none of the forms that are read"},
                                  {"2026-001-05", "it is none of the forms that are read"},
                                  {"2026年1月", "it is none of the forms that are read"},
                                  {"-45662", "it is none of the forms that are read"},
                                  {"456620", "it is none of the forms that are read"},
                                  {"昨天", "it is none of the forms that are read"},
                                  {"2026-01-0\xff", "it is none of the forms that are read"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == "is not a date: " + std::string(row.why));
  }
}

TEST_CASE("the strict forms take nothing else") {
  CHECK(parse_iso_date("2026-01-05") == Date::of(2026, 1, 5));
  for (const char* text : {"2026-1-5", "2026-01-05 ", "2026-02-30", "20260105", "2026/01/05", "1899-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_iso_date(text).has_value());
  }
  for (const char* text : {"2026-10", "2026/10", "202610", "2026年10月", "２０２６-10"}) {
    CAPTURE(text);
    CHECK(parse_month(text) == Month::of(2026, 10));
  }
  CHECK(parse_month("2026-1") == Month::of(2026, 1));
  for (const char* text :
       {"2026-13", "2026-00", "202613", "2026年10", "2026-10-01", "10-2026", "", "2026.10"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_month(text).has_value());
  }
}

TEST_CASE("months are added with the day clamped to the month's end") {
  CHECK(add_months(Date::of(2026, 1, 31), 1) == Date::of(2026, 2, 28));
  CHECK(add_months(Date::of(2024, 1, 31), 1) == Date::of(2024, 2, 29));
  CHECK(add_months(Date::of(2026, 3, 31), -1) == Date::of(2026, 2, 28));
  CHECK(add_months(Date::of(2026, 11, 30), 3) == Date::of(2027, 2, 28));
  CHECK(add_months(Date::of(2026, 1, 15), -13) == Date::of(2024, 12, 15));
  CHECK(anniversary(Date::of(2024, 2, 29), 1) == Date::of(2025, 2, 28));
  CHECK(anniversary(Date::of(2024, 2, 29), 4) == Date::of(2028, 2, 29));
  CHECK(anniversary(Date::of(2024, 3, 1), 1) == Date::of(2025, 3, 1));
  CHECK(end_of_month(Date::of(2024, 2, 1)) == Date::of(2024, 2, 29));
}

TEST_CASE("a date knows its parts and its texts") {
  const Date date = Date::of(2026, 1, 5);
  CHECK(date.year() == 2026);
  CHECK(date.month() == 1);
  CHECK(date.day() == 5);
  CHECK(date.weekday() == 1);
  CHECK(Date::of(2026, 1, 4).weekday() == 7);
  CHECK(to_chinese(date) == "2026年1月5日");
  CHECK(to_string(Month::of(2026, 9)) == "2026-09");
  CHECK(Date::from_number(date.number()) == date);
  CHECK(Date::valid(2024, 2, 29));
  CHECK_FALSE(Date::valid(2100, 2, 29));
  CHECK_FALSE(Date::valid(2026, 257, 1));
  CHECK(Span{Date::of(2026, 1, 1), Date::of(2026, 1, 31)}.days() == 31);
}

}  // namespace salesops::calendar
