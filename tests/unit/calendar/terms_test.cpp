#include "salesops/calendar/terms.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "salesops/base/error.hpp"

namespace salesops::calendar {

namespace {

// Due date of the first part, or the code of the fault.
std::string due(std::string_view text, const char* base) {
  Terms terms;
  TermsFault fault;
  if (!parse_terms(text, terms, fault)) return fault.code;
  const WorkingDays days = WorkingDays::china();
  return to_string(due_date(terms.parts.front(), terms, *parse_iso_date(base), {&days}));
}

std::string canonical(std::string_view text) {
  Terms terms;
  TermsFault fault;
  if (!parse_terms(text, terms, fault)) return fault.code + " " + fault.message.en;
  Terms again;
  CHECK(parse_terms(terms.text, again, fault));
  CHECK(again.text == terms.text);
  CHECK(again.parts.size() == terms.parts.size());
  return terms.text;
}

}  // namespace

TEST_CASE("the same words mean different dates: every reading has its own rule") {
  struct Row {
    const char* base;
    const char* net;
    const char* eom_days;
    const char* eom_months;
    const char* cut_month_end;
    const char* cut_pay_25;
    int days;
  };
  static constexpr Row kRows[] = {
      {"2025-01-15", "2025-02-14", "2025-03-02", "2025-02-28", "2025-02-28", "2025-02-25", 30},
      {"2025-01-31", "2025-03-02", "2025-03-02", "2025-02-28", "2025-03-31", "2025-03-25", 30},
      {"2025-03-10", "2025-04-09", "2025-04-30", "2025-04-30", "2025-04-30", "2025-04-25", 30},
      {"2025-03-10", "2025-05-09", "2025-05-30", "2025-05-31", "2025-05-31", "2025-05-25", 60},
      {"2025-05-15", "2025-06-14", "2025-06-30", "2025-06-30", "2025-06-30", "2025-06-25", 30},
      {"2025-08-26", "2025-10-25", "2025-10-30", "2025-10-31", "2025-11-30", "2025-11-25", 60},
      {"2025-11-28", "2026-02-26", "2026-02-28", "2026-02-28", "2026-03-31", "2026-03-25", 90}};
  for (const Row& row : kRows) {
    CAPTURE(row.base);
    CAPTURE(row.days);
    const std::string n = std::to_string(row.days), k = std::to_string(row.days / 30);
    CHECK(due("net:" + n, row.base) == row.net);
    CHECK(due("eom_days:" + n, row.base) == row.eom_days);
    CHECK(due("eom_months:" + k, row.base) == row.eom_months);
    CHECK(due("eom_months:" + k + " cutoff:25", row.base) == row.cut_month_end);
    CHECK(due("fixed_day:" + k + ",25 cutoff:25", row.base) == row.cut_pay_25);
  }
}

TEST_CASE("due dates of every rule") {
  struct Row {
    const char* terms;
    const char* base;
    const char* due;
  };
  static constexpr Row kRows[] = {
      {"prepay", "2026-01-15", "2026-01-15"},
      {"cod", "2026-01-15", "2026-01-15"},
      {"net:0", "2024-05-01", "2024-05-01"},
      {"net:30", "2024-01-31", "2024-03-01"},
      {"net:30", "2016-01-22", "2016-02-21"},
      {"eom_days:30", "2024-01-15", "2024-03-01"},
      {"eom_days:60", "2023-12-31", "2024-02-29"},
      {"eom_days:45", "2019-01-08", "2019-03-17"},
      {"eom_days:30 cutoff:25", "2024-01-26", "2024-03-30"},
      {"eom_days:30 cutoff:25", "2024-01-25", "2024-03-01"},
      {"eom_months:1", "2016-01-22", "2016-02-29"},
      {"eom_months:1", "2017-01-22", "2017-02-28"},
      {"eom_months:2", "2015-03-02", "2015-05-31"},
      {"same_day:1", "2026-03-10", "2026-04-10"},
      {"same_day:1", "2026-01-31", "2026-02-28"},
      {"same_day:12", "2024-02-29", "2025-02-28"},
      {"same_day:1 cutoff:25", "2026-01-31", "2026-03-31"},
      {"fixed_day:1,10", "2024-12-05", "2025-01-10"},
      {"fixed_day:1,31", "2024-01-10", "2024-02-29"},
      {"fixed_day:2,30 cutoff:25", "2023-12-26", "2024-03-30"},
      {"pay_days:5,10", "2020-01-06", "2020-01-10"},
      {"pay_days:10,5", "2020-01-10", "2020-01-10"},
      {"pay_days:5,10", "2020-01-11", "2020-02-05"},
      {"pay_days:31", "2026-02-10", "2026-02-28"},
      {"pay_days:5,28 cutoff:25", "2026-01-26", "2026-02-05"},
      {"min_days:31,15", "2019-01-31", "2019-03-15"},
      {"min_days:31,15", "2019-01-10", "2019-02-15"},
      {"min_days:31,15", "2019-01-15", "2019-02-15"},
      {"min_days:31,15", "2019-01-16", "2019-03-15"},
      {"min_days:0,15", "2026-01-15", "2026-01-15"},
      {"min_days:30,31", "2026-01-29", "2026-02-28"},
      {"min_days:10,15 cutoff:25", "2026-01-26", "2026-02-15"},
      {"min_days:31,15 cutoff:25", "2026-01-25", "2026-03-15"},
      {"min_days:31,15 cutoff:25", "2026-01-26", "2026-03-15"},
      {"half_month", "2026-01-15", "2026-01-15"},
      {"half_month:10", "2026-01-16", "2026-02-10"},
      {"weekly", "2026-11-23", "2026-11-29"},
      {"weekly:7", "2026-11-29", "2026-12-06"},
      {"net:30 grace:10", "2025-03-10", "2025-04-09"},
      {"net:30 adjust:next_workday", "2025-09-02", "2025-10-09"},  // 2 October is a holiday
      {"net:7 adjust:next_workday", "2026-01-28", "2026-02-04"},
      {"net:10 adjust:next_workday", "2026-02-04", "2026-02-14"},  // a make-up Saturday
  };
  for (const Row& row : kRows) {
    CAPTURE(row.terms);
    CAPTURE(row.base);
    CHECK(due(row.terms, row.base) == row.due);
  }
}

TEST_CASE("terms have one canonical spelling, Chinese words with one meaning included") {
  struct Row {
    const char* text;
    const char* canonical;
  };
  static constexpr Row kRows[] = {
      {"net:30", "net:30"},
      {" NET:30 ", "net:30"},
      {"ｎｅｔ：３０", "net:30"},
      {"base:invoice_date net:030", "net:30"},
      {"cutoff:25 eom_days:30", "eom_days:30 cutoff:25"},
      {"base:statement; fixed_day:1,25; cutoff:25; grace:5; adjust:next_workday",
       "base:statement fixed_day:1,25 cutoff:25 grace:5 adjust:next_workday"},
      {"net:30 adjust:none grace:0", "net:30"},
      {"pay_days:25,10,10", "pay_days:10,25"},
      {"half_month:0", "half_month"},
      {"100% net:30", "net:30"},
      {"30% prepay; 60% net:30; 10% same_day:12", "30% prepay; 60% net:30; 10% same_day:12"},
      {"30%预付；70%货到30天", "E5101 has an unknown form of terms: 30%预付"},
      {"30% 预付；70% 货到30天", "30% prepay; 70% base:delivery_date net:30"},
      {"1/3 net:30; 1/3 net:60; 1/3 net:90", "1/3 net:30; 1/3 net:60; 1/3 net:90"},
      {"12.5% prepay 87.5% eom_months:1 cutoff:25", "12.5% prepay; 87.5% eom_months:1 cutoff:25"},
      {"预付", "prepay"},
      {"款到发货", "prepay"},
      {"现结", "cod"},
      {"货到付款", "base:delivery_date cod"},
      {"滚动45天", "net:45"},
      {"票到30天", "base:received_date net:30"},
      {"票到后３０天", "base:received_date net:30"},
      {"货到7天", "base:delivery_date net:7"},
      {"验收后30天", "base:acceptance net:30"},
      {"3个月", "same_day:3"},
      {"次月25日", "fixed_day:1,25"},
      {"次月10日付款 cutoff:25", "fixed_day:1,10 cutoff:25"},
      {"min_days:031,15 cutoff:25", "min_days:31,15 cutoff:25"},
      {"满31天后15日", "min_days:31,15"},
      {"满６０天后的20日 cutoff:25", "min_days:60,20 cutoff:25"},
      {"满31天后15", "E5101 has an unknown form of terms: 满31天后15"},
      {"30% prepay; 70% 货到付款", "30% prepay; 70% base:delivery_date cod"},
      {"95% net:30; 5% RETENTION same_day:012", "95% net:30; 5% retention same_day:12"},
      {"95% 货到30天; 5% 质保金 12个月", "95% base:delivery_date net:30; 5% retention same_day:12"},
      {"90% net:30; 10% retention base:acceptance net:365",
       "90% net:30; 10% retention base:acceptance net:365"},
      {"90% net:30; 10% retention net:30", "90% net:30; 10% retention net:30"},
      {"net:30 DISCOUNT:1%,20 discount:2.50%,10", "net:30 discount:2.5%,10 discount:1%,20"},
      {"discount:3%,0 票到30天 grace:5", "base:received_date net:30 discount:3%,0 grace:5"},
      {"半月结", "half_month"},
      {"周结", "weekly"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(canonical(row.text) == row.canonical);
  }
}

TEST_CASE("terms that are not clear are refused with their code") {
  struct Row {
    const char* text;
    const char* code;
  };
  static constexpr Row kRows[] = {{"", "E5101"},
                                  {";", "E5101"},
                                  {"30", "E5101"},
                                  {"30天", "E5101"},
                                  {"net", "E5101"},
                                  {"net 30", "E5101"},
                                  {"prepay:3", "E5101"},
                                  {"fixed_day:1", "E5101"},
                                  {"fixed_day:1,2,3", "E5101"},
                                  {"net:30 net:60", "E5101"},
                                  {"base:somewhere net:30", "E5101"},
                                  {"net:30 base:statement", "E5101"},
                                  {"base:statement", "E5101"},
                                  {"cutoff:25", "E5101"},
                                  {"net:30 cutoff:25", "E5101"},
                                  {"eom_days:30 cutoff:25 cutoff:20", "E5101"},
                                  {"net:30 adjust:weekend", "E5101"},
                                  {"net:30 50% net:60", "E5101"},
                                  {"50% 50% net:30", "E5101"},
                                  {"月结", "E5102"},
                                  {"月结30", "E5102"},
                                  {"月结30天", "E5102"},
                                  {"次月结30天", "E5102"},
                                  {"月结３０天", "E5102"},
                                  {"月结30天+15天", "E5102"},
                                  {"30% prepay; 70% 月结60天", "E5102"},
                                  {"net:-1", "E5103"},
                                  {"net:3651", "E5103"},
                                  {"net:", "E5103"},
                                  {"net:3x", "E5103"},
                                  {"net:99999999999999999999", "E5103"},
                                  {"eom_months:121", "E5103"},
                                  {"fixed_day:1,32", "E5103"},
                                  {"fixed_day:1,0", "E5103"},
                                  {"次月32日", "E5103"},
                                  {"pay_days:0", "E5103"},
                                  {"pay_days:", "E5103"},
                                  {"eom_days:30 cutoff:0", "E5103"},
                                  {"net:30 grace:366", "E5103"},
                                  {"min_days:31", "E5101"},
                                  {"min_days:31,15,20", "E5101"},
                                  {"min_days:-1,15", "E5103"},
                                  {"min_days:3651,15", "E5103"},
                                  {"min_days:31,32", "E5103"},
                                  {"满31天后32日", "E5103"},
                                  {"retention net:30", "E5101"},
                                  {"100% retention net:30", "E5101"},
                                  {"90% net:30; 10% retention", "E5101"},
                                  {"90% net:30; 10% net:60 retention", "E5101"},
                                  {"90% net:30; 10% retention retention net:60", "E5101"},
                                  {"90% net:30; 10% retention:1 net:60", "E5101"},
                                  {"90% net:30; 5% retention net:60; 5% retention net:60", "E5105"},
                                  {"net:30 discount:2%", "E5101"},
                                  {"net:30 discount:2,10", "E5101"},
                                  {"net:30 discount:,10", "E5101"},
                                  {"discount:2%,10", "E5101"},
                                  {"50% net:30; 50% net:60 discount:2%,10", "E5101"},
                                  {"net:30 discount:2%,-1", "E5103"},
                                  {"net:30 discount:2%,10 discount:2%,20", "E5103"},
                                  {"net:30 discount:1%,10 discount:2%,20", "E5103"},
                                  {"net:30 discount:2%,10 discount:1%,10", "E5103"},
                                  {"net:30 discount:0%,10", "E5103"},
                                  {"net:30 discount:-1%,10", "E5103"},
                                  {"net:30 discount:100%,10", "E5103"},
                                  {"30% prepay; 60% net:30", "E5104"},
                                  {"33.33% net:30; 33.33% net:60; 33.33% net:90", "E5104"},
                                  {"60% prepay; 60% net:30", "E5104"},
                                  {"0% prepay; 100% net:30", "E5104"},
                                  {"-10% prepay; 110% net:30", "E5104"},
                                  {"50% net:30; 50% net:30", "E5105"},
                                  {"50% net:30; 25% net:60; 25% net:60", "E5105"},
                                  {"50% net:30; 50% base:invoice_date net:30", "E5105"},
                                  {"30% prepay; 70% cod", "E5105"},
                                  {"30% net:0; 70% cod", "E5105"},
                                  {"30% prepay; 70% same_day:0", "E5105"},
                                  {"50% eom_days:0; 50% eom_months:0", "E5105"},
                                  {"50% eom_months:1; 50% fixed_day:1,31", "E5105"},
                                  {"50% pay_days:15; 50% min_days:0,15", "E5105"},
                                  {"50% pay_days:5,15; 50% pay_days:15,5", "E5105"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(due(row.text, "2026-01-15") == row.code);
  }
}

TEST_CASE("instalments that meet on one day for some documents only are terms") {
  for (const char* text :
       {"50% net:30; 50% base:received_date net:30", "50% net:30; 50% same_day:1", "50% net:30; 50% net:31",
        "50% pay_days:5,15; 50% pay_days:5,20", "50% min_days:30,15; 50% min_days:31,15",
        "50% prepay; 50% same_day:0 cutoff:25"}) {
    CAPTURE(text);
    CHECK(due(text, "2026-01-15") != "E5105");
  }
}

TEST_CASE("terms are described in words") {
  struct Row {
    const char* text;
    const char* zh;
    const char* en;
  };
  static constexpr Row kRows[] = {
      {"prepay", "预付（开票日期）", "paid in advance (invoice date)"},
      {"base:delivery_date cod", "现结（发货日期）", "cash on the spot (delivery)"},
      {"net:30", "开票日期后 30 天", "30 days after the invoice date"},
      {"base:received_date eom_days:30", "收票日期所在月月底后 30 天",
       "30 days after the end of the month of the arrival of the invoice"},
      {"eom_months:0", "开票日期当月月底", "at the end of the month of the invoice date"},
      {"eom_months:2", "开票日期后第 2 个月月底",
       "at the end of the 2nd month after that of the invoice date"},
      {"base:acceptance same_day:1", "验收日期后 1 个月同日", "on the same day 1 month after the acceptance"},
      {"fixed_day:1,25 cutoff:25", "开票日期后第 1 个月的 25 日，25 日后的并入次月",
       "on the 25th of the 1st month after that of the invoice date, after the 25th counted in the next "
       "month"},
      {"fixed_day:0,3", "开票日期当月 3 日", "on the 3rd of the month of the invoice date"},
      {"pay_days:5,21", "开票日期起首个 5 日或 21 日", "on the first 5th or 21st from the invoice date on"},
      {"min_days:31,15", "开票日期满 31 天后的首个 15 日",
       "on the first 15th that is 31 days or more after the invoice date"},
      {"base:statement half_month:15", "对账日期所在半月末后 15 天",
       "15 days after the end of the half-month of the statement"},
      {"weekly", "开票日期所在周末", "at the end of the week of the invoice date"},
      {"95% net:30; 5% retention same_day:12", "95% 开票日期后 30 天；5% 质保金 开票日期后 12 个月同日",
       "95% 30 days after the invoice date; 5% retention on the same day 12 months after the invoice date"},
      {"net:30 discount:2%,10 discount:1%,20", "开票日期后 30 天，10 天内付款减 2%，20 天内付款减 1%",
       "30 days after the invoice date, 2% off when paid within 10 days, 1% off when paid within 20 days"},
      {"1/3 net:1; 1/3 net:12; 1/3 net:22 grace:5 adjust:next_workday",
       "1/3 开票日期后 1 天；1/3 开票日期后 12 天；1/3 开票日期后 22 天，遇节假日顺延，宽限 5 天",
       "1/3 1 day after the invoice date; 1/3 12 days after the invoice date; 1/3 22 days after the invoice "
       "date, moved to the next working day, 5 days of grace"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    Terms terms;
    TermsFault fault;
    REQUIRE(parse_terms(row.text, terms, fault));
    CHECK(describe(terms).zh == row.zh);
    CHECK(describe(terms).en == row.en);
  }
}

TEST_CASE("a refused 月结 shows its readings with worked dates") {
  Terms terms;
  TermsFault fault;
  REQUIRE_FALSE(parse_terms("月结30天", terms, fault));
  CHECK(fault.message.zh == "月结30天 有多种理解");
  CHECK(
      fault.help.en ==
      "write which one is meant (example: a document of 2025-01-15): eom_days:30 30 days from the month's "
      "end -> "
      "2025-03-02; eom_months:1 the month's end, 1 month(s) later -> 2025-02-28; net:30 30 days from the "
      "document -> "
      "2025-02-14; "
      "same_day:1 the same day, 1 month(s) later -> 2025-02-15; fixed_day:1,25 the 25th, 1 month(s) later -> "
      "2025-02-25");
  REQUIRE_FALSE(parse_terms("net:30 ajust:none", terms, fault));
  CHECK(fault.help.en.starts_with("did you mean adjust?"));
}

TEST_CASE("an adjusted due date needs a holiday list") {
  Terms terms;
  TermsFault fault;
  REQUIRE(parse_terms("net:30 adjust:next_workday", terms, fault));
  CHECK_THROWS_AS(due_date(terms.parts.front(), terms, Date::of(2026, 1, 5)), base::Error);
}

TEST_CASE("an amount is split over its parts exactly with the remainder in the last") {
  struct Row {
    const char* terms;
    std::int64_t amount;
    std::vector<std::int64_t> parts;
  };
  const Row rows[] = {
      {"net:30", 100, {100}},
      {"25% net:10; 25% net:20; 25% net:30; 25% net:40", 158735, {39684, 39684, 39684, 39683}},
      {"25% net:10; 25% net:20; 25% net:30; 25% net:40", -158735, {-39684, -39684, -39684, -39683}},
      {"30% prepay; 60% net:30; 10% same_day:12", 10001, {3000, 6001, 1000}},
      {"1/6 net:1; 1/6 net:2; 1/6 net:3; 1/6 net:4; 1/6 net:5; 1/6 net:6", 3, {1, 1, 1, 0, 0, 0}},
      {"50% prepay; 50% net:30", 0, {0, 0}}};
  for (const Row& row : rows) {
    CAPTURE(row.terms);
    Terms terms;
    TermsFault fault;
    REQUIRE(parse_terms(row.terms, terms, fault));
    std::vector<std::int64_t> parts;
    for (const money::Money part : split_amount(money::Money::minor(row.amount), terms.parts))
      parts.push_back(part.minor());
    CHECK(parts == row.parts);
  }
}

}  // namespace salesops::calendar
