#pragma once
#include <cstdint>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/report/definition.hpp"
#include "salesops/store/report_runs.hpp"

// When the reports of the schedule are due, for which period, and what of it has not been done.
namespace salesops::app {

// A report that was or is due.
struct Occurrence {
  const config::ScheduledReport* entry = nullptr;
  calendar::Date day{};                   // on which it is due
  std::int64_t due = 0;                   // seconds since 1970 UTC
  std::int64_t limit = 0;                 // minute in which it is to be handed in at the latest
  const store::ReportRun* run = nullptr;  // of the register; null when nobody began
  std::string unit{};                     // node or customer, of an entry that is made for each of them

  std::string name() const;  // in the register: that of the entry, with the unit: "page/HD-JS"
  std::vector<std::pair<std::string, std::string>> where() const;
};

// The moment the schedule is looked at: the clock, or the end of the day when --as-of names another day.
std::int64_t schedule_moment(const Context& context);

// The days of a span on which an entry is due. Error(configuration, E3401) for working days of a year without
// a list. O(days), for `workday` O(days × 31).
std::vector<calendar::Date> due_days(const config::ScheduledReport& entry,
                                     const calendar::WorkingDays& working_days, calendar::Span span);

// Everything that was due at `moment` or before, by due time and then in the order of the schedule. An entry
// counts from `since`, without it from its first registered run, without one from its latest due time; never
// further back than 366 days. An entry for each node of a kind is due once for every node in force on the
// as-of day of its report, one for each customer for those with a balance or a movement in its period;
// Error(configuration): E7137 when no node ever had the kind, E7135 when another entry writes the file of one
// of them.
std::vector<Occurrence> occurrences(const Context& context, const config::ScheduledReport& entry,
                                    const std::vector<store::ReportRun>& runs, std::int64_t moment);

// The context in which a due report is made: its period and its as-of day, the day before it is due (of
// balances the last day that they are about).
Context due_context(const Context& context, const Occurrence& occurrence,
                    const report::Definition& definition);

// The lines for a crontab that call `report due` whenever something is due.
std::string crontab(const Context& context);

}  // namespace salesops::app
