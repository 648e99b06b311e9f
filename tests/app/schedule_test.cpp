#include "salesops/app/reports/schedule.hpp"

#include <doctest/doctest.h>

namespace salesops::app {

namespace {

using calendar::Date;
using config::ScheduledReport;
using Rhythm = ScheduledReport::Rhythm;

ScheduledReport entry(Rhythm rhythm, int day, int minute = 7 * 60) {
  ScheduledReport one;
  one.name = "entry";
  one.report = "daily";
  one.rhythm = rhythm;
  one.day = day;
  one.minute = minute;
  return one;
}

Date day(const char* text) {
  return *calendar::parse_iso_date(text);
}

std::vector<std::string> days(const ScheduledReport& one, const char* first, const char* last) {
  std::vector<std::string> texts;
  for (const Date date : due_days(one, calendar::WorkingDays::china(), {day(first), day(last)}))
    texts.push_back(calendar::to_string(date));
  return texts;
}

// A context whose schedule has the entry, at a company in UTC+8.
Context context_of(const ScheduledReport& one) {
  Context context;
  context.config.company.utc_offset = 8 * 3600;
  context.config.working_days = calendar::WorkingDays::china();
  context.config.schedule = {one};
  return context;
}

std::int64_t moment(const char* date, int hour, int minute) {
  return std::int64_t{day(date).number()} * 86'400 + (hour - 8) * 3600 + minute * 60;
}

std::vector<std::string> due(const Context& context, const std::vector<store::ReportRun>& runs,
                             std::int64_t now) {
  std::vector<std::string> texts;
  for (const Occurrence& one : occurrences(context, context.config.schedule.front(), runs, now))
    texts.push_back(calendar::to_string(one.day));
  return texts;
}

using Days = std::vector<std::string>;

}  // namespace

TEST_CASE("an entry is due on the days of its rhythm") {
  CHECK(days(entry(Rhythm::daily, 0), "2026-09-29", "2026-10-02") ==
        Days{"2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02"});
  CHECK(days(entry(Rhythm::weekly, 1), "2026-09-27", "2026-10-12") ==
        Days{"2026-09-28", "2026-10-05", "2026-10-12"});
  CHECK(days(entry(Rhythm::weekly, 7), "2026-09-28", "2026-10-12") == Days{"2026-10-04", "2026-10-11"});
  CHECK(days(entry(Rhythm::monthly, 15), "2026-09-16", "2026-11-15") == Days{"2026-10-15", "2026-11-15"});
}

TEST_CASE("the 31st is the last day of shorter months, leap years too") {
  CHECK(days(entry(Rhythm::monthly, 31), "2026-01-31", "2026-04-30") ==
        Days{"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"});
  CHECK(days(entry(Rhythm::monthly, 30), "2024-02-01", "2024-02-29") == Days{"2024-02-29"});
}

TEST_CASE("working days leave holidays out and count make-up days") {
  // 2026-10-01…07 are holidays, Saturday 2026-10-10 is worked; 2026-02-14 is worked, 15…23 are holidays.
  CHECK(days(entry(Rhythm::workday, 1), "2026-10-01", "2026-10-31") == Days{"2026-10-08"});
  CHECK(days(entry(Rhythm::workday, 2), "2026-09-01", "2026-11-30") ==
        Days{"2026-09-02", "2026-10-09", "2026-11-03"});
  CHECK(days(entry(Rhythm::workday, 3), "2026-10-01", "2026-10-31") == Days{"2026-10-10"});
  CHECK(days(entry(Rhythm::workday, 11), "2026-02-01", "2026-02-28") == Days{"2026-02-14"});
  CHECK(days(entry(Rhythm::workday, 12), "2026-02-01", "2026-02-28") == Days{"2026-02-24"});
  CHECK(days(entry(Rhythm::workday, 23), "2026-02-01", "2026-02-28").empty());  // 16 working days
}

TEST_CASE("a year without a list of holidays is an error, never Monday to Friday") {
  CHECK_THROWS_AS(due_days(entry(Rhythm::workday, 1), calendar::WorkingDays::china(),
                           {day("2031-01-01"), day("2031-01-31")}),
                  base::Error);
  CHECK(days(entry(Rhythm::daily, 0), "2031-01-01", "2031-01-02").size() == 2);
}

TEST_CASE("a report is due from its minute on, in the company's time") {
  const Context context = context_of(entry(Rhythm::weekly, 1, 7 * 60 + 30));
  CHECK(due(context, {}, moment("2026-10-12", 7, 29)) == Days{"2026-10-05"});  // the latest one only
  CHECK(due(context, {}, moment("2026-10-12", 7, 30)) == Days{"2026-10-12"});
}

TEST_CASE("missed days are caught up from `since` or the first run, at most a year back") {
  ScheduledReport one = entry(Rhythm::daily, 0);
  one.since = day("2026-10-09");
  CHECK(due(context_of(one), {}, moment("2026-10-12", 8, 0)) ==
        Days{"2026-10-09", "2026-10-10", "2026-10-11", "2026-10-12"});
  one.since.reset();
  store::ReportRun run;
  run.schedule = "entry";
  run.due = moment("2026-10-10", 7, 0);
  run.state = store::RunState::done;
  const Context context = context_of(one);
  CHECK(due(context, {run}, moment("2026-10-12", 8, 0)) == Days{"2026-10-10", "2026-10-11", "2026-10-12"});
  const auto all = occurrences(context, context.config.schedule.front(), {run}, moment("2026-10-12", 8, 0));
  CHECK(all[0].run != nullptr);
  CHECK(all[1].run == nullptr);
  one.since = day("2020-01-01");
  CHECK(due(context_of(one), {}, moment("2026-10-12", 8, 0)).size() == 367);
}

TEST_CASE("the limit to hand in is that of the entry, else the end of the day") {
  ScheduledReport one = entry(Rhythm::daily, 0);
  one.hand_in = 1440 + 9 * 60;  // +1 09:00
  Context context = context_of(one);
  const std::int64_t now = moment("2026-10-12", 8, 0);
  CHECK(occurrences(context, context.config.schedule.front(), {}, now).front().limit ==
        moment("2026-10-13", 9, 0));
  context.config.schedule.front().hand_in.reset();
  CHECK(occurrences(context, context.config.schedule.front(), {}, now).front().limit ==
        moment("2026-10-12", 23, 59));
}

}  // namespace salesops::app
