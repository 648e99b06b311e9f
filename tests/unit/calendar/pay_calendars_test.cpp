#include "salesops/calendar/pay_calendars.hpp"

#include <doctest/doctest.h>

#include "salesops/base/error.hpp"
#include "salesops/calendar/terms.hpp"

namespace salesops::calendar {

namespace {

ClosedDays closed(std::initializer_list<const char*> texts) {
  ClosedDays days;
  for (const char* text : texts) REQUIRE(days.add(text));
  return days;
}

Terms terms_of(std::string_view text) {
  Terms terms;
  TermsFault fault;
  REQUIRE(parse_terms(text, terms, fault));
  return terms;
}

// "2026-06-10 a 2026-06-12 b 2026-06-14": the due date without calendars, then who moved it where.
std::string way(std::string_view text, Date base, const PayCalendars& calendars) {
  const Terms terms = terms_of(text);
  const TermsPart& part = terms.parts.front();
  std::vector<DueMove> moves;
  const Date due = due_date(part, terms, base, calendars, &moves);
  std::string shown = to_string(unmoved_due_date(part, terms, base));
  for (const DueMove& move : moves) shown += " " + move.calendar + " " + to_string(move.to);
  CHECK(due == (moves.empty() ? unmoved_due_date(part, terms, base) : moves.back().to));
  return shown;
}

}  // namespace

TEST_CASE("closed days are dated, of every year, and weekends") {
  ClosedDays days = closed({"2026-06-10..2026-06-12", "2026-01-05", "12-25..01-03", "02-29"});
  struct Row {
    Date date;
    bool closed;
  };
  const Row rows[] = {{Date::of(2026, 6, 9), false},  {Date::of(2026, 6, 10), true},
                      {Date::of(2026, 6, 12), true},  {Date::of(2026, 6, 13), false},
                      {Date::of(2027, 6, 10), false}, {Date::of(2026, 1, 5), true},
                      {Date::of(2030, 12, 25), true}, {Date::of(2031, 1, 3), true},
                      {Date::of(2031, 1, 4), false},  {Date::of(2028, 2, 29), true}};
  for (const Row& row : rows) {
    CAPTURE(to_string(row.date));
    CHECK(days.closed(row.date, "x") == row.closed);
  }
  days.close_weekends();
  CHECK(days.closed(Date::of(2026, 6, 13), "x"));
  CHECK(days.closed(Date::of(2030, 12, 25), "x"));  // of every year, whether the year is known or not
  CHECK_THROWS_AS(days.closed(Date::of(2027, 6, 12), "x"), base::Error);
}

TEST_CASE("what is no span of days is refused") {
  ClosedDays days;
  for (const char* text : {"", "2026-02-30", "06-31", "6-1", "2026-06-12..06-13", "06-12..2026-06-13",
                           "2026-06-13..2026-06-12", "06-12..", "..06-12", "06-12...06-13"}) {
    CAPTURE(text);
    CHECK_FALSE(days.add(text));
  }
  CHECK(days.empty());
  CHECK_FALSE(days.always());
  CHECK(closed({"01-01..06-30", "07-01..12-31"}).always());
  CHECK_FALSE(closed({"01-01..06-30", "07-02..12-31"}).always());
}

TEST_CASE("a due date moves past the calendars of the terms and of the customer until all are open") {
  const NamedCalendars named{{"a", closed({"2026-06-10..2026-06-11", "2026-06-14"})},
                             {"b", closed({"2026-06-12..2026-06-13", "2026-06-15"})}};
  const WorkingDays china = WorkingDays::china();
  CustomerCalendar customer;
  std::string unknown;
  REQUIRE(parse_customer_calendar("2026-06-16..2026-06-18，B", named, customer, unknown));
  CHECK(customer.text == "2026-06-16..2026-06-18; b");
  const PayCalendars alone{&china, &named, nullptr}, both{&china, &named, &customer};
  const Date june = Date::of(2026, 6, 10);
  CHECK(way("net:0", june, alone) == "2026-06-10");
  CHECK(way("net:0 adjust:next_workday holidays:a", june, alone) == "2026-06-10 a 2026-06-12");
  CHECK(way("net:0 adjust:next_workday holidays:a,b", june, alone) ==
        "2026-06-10 a 2026-06-12 b 2026-06-14 a 2026-06-15 b 2026-06-16");
  // the 19th to the 21st are holidays of 2026
  CHECK(way("net:0 adjust:next_workday holidays:a,workdays", june, both) ==
        "2026-06-10 a 2026-06-12 b 2026-06-14 a 2026-06-15 b 2026-06-16 customer 2026-06-19 workdays "
        "2026-06-22");
  CHECK(way("net:2", june, both) == "2026-06-12 b 2026-06-14");
  CHECK(way("net:6", june, both) == "2026-06-16 customer 2026-06-19");
  // pay days stay pay days past the customer's, not past those of the terms
  CHECK(way("pay_days:16,25", june, both) == "2026-06-16 customer 2026-06-19 pay_days 2026-06-25");
  CHECK(way("pay_days:14,25 adjust:next_workday holidays:a", june, alone) == "2026-06-14 a 2026-06-15");
}

TEST_CASE("stored terms keep how they were moved, others cannot") {
  Terms terms;
  TermsFault fault;
  const std::string text =
      "30% net:0 moved:2026-06-12,a moved:2026-06-14,customer; 70% net:30 adjust:next_workday "
      "holidays:a,workdays";
  REQUIRE(parse_stored_terms(text, terms, fault));
  CHECK(terms_text(terms) == text);
  CHECK(stored_due_date(terms.parts[0], terms, Date::of(2026, 6, 10)) == Date::of(2026, 6, 14));
  CHECK(stored_due_date(terms.parts[1], terms, Date::of(2026, 6, 10)) == Date::of(2026, 7, 10));
  CHECK_FALSE(parse_terms(text, terms, fault));
  CHECK(fault.code == "E5101");
  for (const char* bad :
       {"moved:2026-06-12,a net:0", "net:0 moved:2026-06-12", "net:0 moved:2026-06-12,", "net:0 moved:a"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_stored_terms(bad, terms, fault));
  }
}

}  // namespace salesops::calendar
