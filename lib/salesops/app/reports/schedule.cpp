#include "salesops/app/reports/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "salesops/app/reports/data_sets.hpp"
#include "salesops/app/reports/kinds.hpp"
#include "salesops/app/reports/run.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/nodes.hpp"

namespace salesops::app {

namespace {

using calendar::Date;
using calendar::Period;
using config::ScheduledReport;
using Rhythm = ScheduledReport::Rhythm;

constexpr int kCatchUpDays = 366;

std::int64_t instant(const Context& context, Date day, int minute) {
  return std::int64_t{day.number()} * 86'400 + std::int64_t{minute} * 60 - context.config.company.utc_offset;
}

bool due_on(const ScheduledReport& entry, const calendar::WorkingDays& working_days, Date date) {
  switch (entry.rhythm) {
    case Rhythm::daily:
      return true;
    case Rhythm::weekly:
      return static_cast<int>(date.weekday()) == entry.day;
    case Rhythm::monthly: {
      const int last = static_cast<int>(calendar::end_of_month(date).day());
      return static_cast<int>(date.day()) == std::min(entry.day, last);
    }
    case Rhythm::workday:
      break;
  }
  const Date first = calendar::Month::containing(date).first();
  return working_days.is_working_day(date) && working_days.count({first, date}) == entry.day;
}

// The day from which an entry counts.
std::optional<Date> begin_of(const Context& context, const ScheduledReport& entry,
                             const std::vector<store::ReportRun>& runs) {
  if (entry.since) return entry.since;
  for (const store::ReportRun& run : runs) {
    const bool its =
        entry.each.empty() ? run.schedule == entry.name : run.schedule.starts_with(entry.name + "/");
    if (its && run.due) return day_of(*run.due, context.config.company.utc_offset);
  }
  return std::nullopt;
}

const store::ReportRun* run_of(const Context& context, const std::string& name, Date day,
                               const std::vector<store::ReportRun>& runs) {
  const store::ReportRun* found = nullptr;
  for (const store::ReportRun& run : runs) {
    if (run.schedule != name || !run.due) continue;
    if (day_of(*run.due, context.config.company.utc_offset) != day) continue;
    if (found == nullptr || run.state == store::RunState::done) found = &run;
  }
  return found;
}

// A balance has no period: the end of what the rhythm looks back on.
Date balance_day(const Context& context, const Occurrence& occurrence) {
  const Rhythm rhythm = occurrence.entry->rhythm;
  if (occurrence.entry->so_far || rhythm == Rhythm::daily) return occurrence.day - 1;
  if (rhythm == Rhythm::weekly) return occurrence.day - static_cast<int>(occurrence.day.weekday());
  const calendar::FiscalCalendar& calendar = context.config.calendar;
  const Period month = calendar.month_period(calendar.month_of(occurrence.day - 1));
  return month.span.last < occurrence.day ? month.span.last : month.span.first - 1;
}

// No other entry may write the file of a unit: what is named there is only known now.
void refuse_shared_file(const Context& context, const Occurrence& due) {
  ScheduledReport one = *due.entry;
  one.each.clear();
  one.where = due.where();
  for (const ScheduledReport& other : context.config.schedule) {
    if (!other.each.empty() || &other == due.entry) continue;
    const std::string file = config::shared_file(one, other);
    if (file.empty()) continue;
    throw base::Error(
        base::Exit::configuration,
        {.code = "E7135",
         .field = due.entry->name,
         .value = file,
         .message = {"日程“" + due.name() + "”与“" + other.name + "”写同一个文件 " + base::printable(file),
                     "the entries '" + due.name() + "' and '" + other.name +
                         "' of the schedule write the same file, " + base::printable(file)},
         .help = {"写不同的 path，或去掉一项", "give them different paths, or leave one out"}});
  }
}

// The nodes or customers for which the report of an occurrence is made, by code.
std::vector<std::string> units_of(const Context& context, const Occurrence& occurrence,
                                  const report::Definition& definition) {
  const ScheduledReport& entry = *occurrence.entry;
  Context inner = due_context(context, occurrence, definition);
  const Period period = report_period(inner, definition);
  inner.as_of = std::min(inner.as_of, period.span.last);
  std::vector<std::string> units;
  if (entry.each == "customer") {
    inner.where = entry.where;
    const document::Table moved = fetch(inner, "rollforward", {period, {{"by", "customer"}}});
    moved.rows.for_each([&](const document::Row& row) {
      const auto* code = std::get_if<std::string>(&row.front());
      if (code != nullptr && !code->empty()) units.push_back(*code);
    });
    std::ranges::sort(units);
  } else {
    read(context,
         [&](store::Database& database) { units = store::nodes_of_kind(database, entry.each, inner.as_of); });
  }
  return units;
}

void require_kind(const Context& context, const ScheduledReport& entry) {
  if (entry.each == "customer") return;
  std::optional<base::Diagnostic> fault;
  read(context, [&](store::Database& database) { fault = kind_fault(database, entry.each); });
  if (!fault) return;
  fault->message = {"日程“" + entry.name + "”的 each：" + fault->message.zh,
                    "`each` of the entry '" + entry.name + "' of the schedule: " + fault->message.en};
  throw base::Error(base::Exit::configuration, std::move(*fault));
}

// Every occurrence once for every unit, by code.
std::vector<Occurrence> for_each_unit(const Context& context, const ScheduledReport& entry,
                                      const std::vector<Occurrence>& days,
                                      const std::vector<store::ReportRun>& runs) {
  std::vector<Occurrence> all;
  if (days.empty()) return all;
  require_kind(context, entry);
  const report::Definition definition = find_report(context, entry.report);
  for (const Occurrence& day : days) {
    for (std::string& unit : units_of(context, day, definition)) {
      Occurrence one = day;
      one.unit = std::move(unit);
      one.run = run_of(context, one.name(), one.day, runs);
      refuse_shared_file(context, one);
      all.push_back(std::move(one));
    }
  }
  return all;
}

}  // namespace

std::string Occurrence::name() const {
  return unit.empty() ? entry->name : entry->name + "/" + unit;
}

std::vector<std::pair<std::string, std::string>> Occurrence::where() const {
  std::vector<std::pair<std::string, std::string>> where = entry->where;
  if (!unit.empty()) where.emplace_back(entry->each == "customer" ? "customer" : "node", unit);
  return where;
}

std::int64_t schedule_moment(const Context& context) {
  const std::int32_t offset = context.config.company.utc_offset;
  if (context.as_of == day_of(context.now, offset)) return context.now;
  return instant(context, context.as_of + 1, 0) - 1;
}

std::vector<Date> due_days(const ScheduledReport& entry, const calendar::WorkingDays& working_days,
                           calendar::Span span) {
  std::vector<Date> days;
  for (Date day = span.first; day <= span.last; day = day + 1) {
    if (due_on(entry, working_days, day)) days.push_back(day);
  }
  return days;
}

std::vector<Occurrence> occurrences(const Context& context, const ScheduledReport& entry,
                                    const std::vector<store::ReportRun>& runs, std::int64_t moment) {
  const Date today = day_of(moment, context.config.company.utc_offset);
  const std::optional<Date> begin = begin_of(context, entry, runs);
  // Without a beginning only the latest due time counts: two months hold one of any rhythm.
  const Date first = std::max(begin.value_or(today - 62), today - kCatchUpDays);
  std::vector<Occurrence> all;
  for (const Date day : due_days(entry, context.config.working_days, {first, today})) {
    const std::int64_t due = instant(context, day, entry.minute);
    if (due > moment) continue;
    const std::int64_t limit = instant(context, day, entry.hand_in.value_or(1439));
    all.push_back({&entry, day, due, limit, run_of(context, entry.name, day, runs)});
  }
  if (!begin && all.size() > 1) all.erase(all.begin(), all.end() - 1);
  return entry.each.empty() ? all : for_each_unit(context, entry, all, runs);
}

Context due_context(const Context& context, const Occurrence& occurrence,
                    const report::Definition& definition) {
  Context inner = context;
  inner.period_text.clear();
  inner.as_of = occurrence.day - 1;
  if (definition.period == "as_of") {
    inner.as_of = balance_day(context, occurrence);
    return inner;
  }
  Period period = report_period(inner, definition);
  if (!occurrence.entry->so_far && period.span.last > inner.as_of)
    period = context.config.calendar.previous(period);
  inner.period_text = period.label;
  return inner;  // figures stop at the period's last day, notes at this one
}

namespace {

// Day of month, month and day of week of a crontab line.
std::string cron_days(const ScheduledReport& entry) {
  if (entry.rhythm == Rhythm::weekly) return fmt::format("* * {}", entry.day % 7);
  if (entry.rhythm != Rhythm::monthly) return "* * *";  // working days are told by `report due` itself
  return entry.day <= 28 ? fmt::format("{} * *", entry.day) : std::string("28-31 * *");
}

// A word for the shell of cron, in which % ends the command.
std::string cron_word(const std::string& text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'')
      word += "'\\''";
    else if (c == '%')
      word += "\\%";
    else
      word += c;
  }
  return word + "'";
}

}  // namespace

std::string crontab(const Context& context) {
  const config::Company& company = context.config.company;
  const bool named = !company.time_zone.starts_with('+') && !company.time_zone.starts_with('-');
  std::string lines =
      context.lang == base::Lang::zh
          ? "# salesops 报表日程；漏掉的下次补做，同时运行也只做一次。cron 的 PATH 须能找到 salesops。\n"
          : "# Reports of salesops. What was missed is caught up, and parallel calls make each once. "
            "salesops "
            "must be on cron's PATH.\n";
  if (named) lines += "CRON_TZ=" + company.time_zone + "\n";
  std::set<std::pair<int, std::string>> times;
  for (const ScheduledReport& entry : context.config.schedule) times.emplace(entry.minute, cron_days(entry));
  for (const auto& [minute, days] : times) {
    lines += fmt::format("{} {} {} salesops -C {} report due --quiet\n", minute % 60, minute / 60, days,
                         cron_word(context.config.file));
  }
  return lines;
}

}  // namespace salesops::app
