#include <fmt/format.h>

#include <filesystem>

#include "salesops/base/text.hpp"
#include "salesops/config/check.hpp"
#include "salesops/config/layers.hpp"
#include "salesops/config/sections.hpp"

namespace salesops::config {

namespace {

constexpr Field kMonth[] = {
    {.key = "cutoff",
     .type = Type::integer,
     .fallback = "31",
     .zh = "结账日：31 为自然月，25 为 26 日至次月 25 日",
     .en = "last day of a month: 31 natural months, 25 from the 26th to the 25th",
     .min = 1,
     .max = 31},
    {.key = "label",
     .type = Type::choice,
     .zh = "跨月的期间以结束月还是开始月命名（cutoff 不是 31 时必填）",
     .en = "a month is named by the month it ends or starts in (needed unless cutoff is 31)",
     .choices = "end_month|start_month",
     .example = "end_month"},
    {.key = "year_end",
     .type = Type::choice,
     .zh = "年末在 12 月 31 日截断还是顺延（cutoff 不是 31 时必填）",
     .en = "cut at 31 December or keep rolling (needed unless cutoff is 31)",
     .choices = "calendar|rolling",
     .example = "calendar"},
};
std::span<const Field> month_fields() {
  return kMonth;
}

constexpr Field kNamed[] = {
    {.key = "days",
     .shape = Shape::list,
     .zh = "不付款的日子：2026-02-17、2026-02-17..2026-02-19，每年的写 06-12..07-08",
     .en = "days without payments: 2026-02-17, 2026-02-17..2026-02-19, or of every year 06-12..07-08"},
    {.key = "weekends",
     .type = Type::boolean,
     .fallback = "false",
     .zh = "周六、周日也不付款；这时没有写日子的年份是错误",
     .en = "Saturdays and Sundays too; a year without dated days is an error then"},
};
std::span<const Field> named_fields() {
  return kNamed;
}

constexpr Field kCalendar[] = {
    {.key = "month",
     .type = Type::record,
     .zh = "会计月度",
     .en = "how months are cut",
     .fields = month_fields},
    {.key = "week",
     .type = Type::choice,
     .fallback = "iso",
     .zh = "周：ISO 周，或在月末截断",
     .en = "ISO weeks, or weeks clipped at the month's ends",
     .choices = "iso|month_clipped"},
    {.key = "holidays",
     .shape = Shape::list,
     .fallback = "cn",
     .zh = "节假日：内置的 cn（国务院办公厅 2024–2026）和／或文件",
     .en = "holidays: the built-in cn (State Council lists 2024–2026) and/or files"},
    {.key = "named",
     .type = Type::record,
     .shape = Shape::map,
     .zh = "另外的日历：账期用 holidays:名称 引用，客户用日历一列引用；workdays 是上面的工作日",
     .en = "further calendars: terms name them in holidays:NAME, customers in their calendar column; "
           "workdays is "
           "the one above",
     .fields = named_fields,
     .example = "{bank_hk: {days: [2026-02-17..2026-02-19, 2026-10-01], weekends: true}, 盘点: {days: "
                "[06-12..07-08]}}"},
};

// A holiday file: "2027": {holidays: [01-01..01-03, 05-01], makeup_workdays: [01-04]}.
constexpr Field kYear[] = {
    {.key = "holidays", .shape = Shape::list, .zh = "放假的日子", .en = "days off"},
    {.key = "makeup_workdays",
     .shape = Shape::list,
     .zh = "调休上班的日子",
     .en = "weekend days that are worked"},
};

std::optional<calendar::Date> day_of_year(int year, std::string_view month_day) {
  return calendar::parse_iso_date(fmt::format("{:04}-{}", year, month_day));
}

std::optional<calendar::Span> span_of_year(int year, const std::string& text) {
  const std::size_t dots = text.find("..");
  const auto first = day_of_year(year, std::string_view(text).substr(0, dots));
  const auto last =
      dots == std::string::npos ? first : day_of_year(year, std::string_view(text).substr(dots + 2));
  if (!first || !last || *last < *first) return std::nullopt;
  return calendar::Span{*first, *last};
}

void bad_day(const Section& year, const char* key, std::size_t index, const std::string& text) {
  const std::string shown = base::printable(text);
  year.fault_at(
      key, index, "E3041",
      {fmt::format("“{}”不是这一年的日子", shown), fmt::format("'{}' is not a day of that year", shown)},
      {"写成 05-01 或 05-01..05-05", "write 05-01 or 05-01..05-05"});
}

void read_year(const Section& section, int year, calendar::WorkingDays& days) {
  std::vector<calendar::Span> holidays;
  std::vector<calendar::Date> makeup;
  const std::vector<std::string> off = section.texts("holidays");
  for (std::size_t at = 0; at < off.size(); ++at) {
    const auto span = span_of_year(year, off[at]);
    if (span) holidays.push_back(*span);
    if (!span) bad_day(section, "holidays", at, off[at]);
  }
  const std::vector<std::string> worked = section.texts("makeup_workdays");
  for (std::size_t at = 0; at < worked.size(); ++at) {
    const auto day = day_of_year(year, worked[at]);
    if (day) makeup.push_back(*day);
    if (!day) bad_day(section, "makeup_workdays", at, worked[at]);
  }
  days.add_year(year, holidays, makeup);
}

void read_years(const Node& root, Reading& reading, calendar::WorkingDays& days) {
  for (const Node::Entry& entry : root.entries) {
    const std::string& name = entry.key.text;
    if (name.size() != 4 || !base::all_digits(name) || name < "1900" || entry.value.kind != Node::Kind::map) {
      base::Diagnostic diagnostic{.code = "E3041", .place = entry.key.place(), .field = name, .value = name};
      diagnostic.message = {
          fmt::format("“{}”应为年份，下面写 holidays 和 makeup_workdays", base::printable(name)),
          fmt::format("'{}' should be a year with holidays and makeup_workdays below",
                      base::printable(name))};
      diagnostic.help = {"例如 \"2027\": {holidays: [01-01..01-03]}",
                         "for example \"2027\": {holidays: [01-01..01-03]}"};
      diagnostic.source = entry.key.source_line();
      reading.findings.add(std::move(diagnostic));
      continue;
    }
    check_map(entry.value, kYear, name, reading);
    read_year(Section(&entry.value, kYear, name, reading), std::stoi(name), days);
  }
}

void read_file_of_days(const Section& section, std::size_t index, const std::string& folder,
                       const std::string& name, Config& config) {
  const std::string path = (std::filesystem::path(folder) / name).lexically_normal().string();
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return section.fault_at(
        "holidays", index, "E3024",
        {fmt::format("找不到节假日文件“{}”", base::printable(name)),
         fmt::format("there is no holiday file '{}'", base::printable(name))},
        {"写内置的 cn，或工作区里的文件名", "name the built-in cn or a file of the workspace"});
  }
  Layers layers(folder);
  const Node root = layers.read(path, Origin::workspace);
  Reading& reading = section.reading();
  for (const base::Diagnostic& diagnostic : layers.faults.kept()) reading.findings.add(diagnostic);
  read_years(root, reading, config.working_days);
}

calendar::FiscalCalendar fiscal_calendar(const Section& section) {
  const Section month = section.record("month");
  const auto cutoff = static_cast<unsigned>(month.integer("cutoff"));
  for (const char* key : {"label", "year_end"}) {
    if (cutoff == 31 || month.has(key)) continue;
    month.fault(key, "E3040",
                {fmt::format("cutoff 为 {} 时必须写“{}”", cutoff, key),
                 fmt::format("with cutoff {} '{}' must be given", cutoff, key)},
                {"label: end_month 或 start_month；year_end: calendar 或 rolling",
                 "label: end_month or start_month; year_end: calendar or rolling"});
  }
  const auto label = month.text("label") == "start_month" ? calendar::MonthLabel::start_month
                                                          : calendar::MonthLabel::end_month;
  const auto year_end =
      month.text("year_end") == "rolling" ? calendar::YearEnd::rolling : calendar::YearEnd::calendar;
  const auto week =
      section.text("week") == "month_clipped" ? calendar::WeekRule::month_clipped : calendar::WeekRule::iso;
  return {cutoff, label, year_end, week};
}

void bad_name(const Section& section, const std::string& name) {
  section.fault_at(
      "named", name, "E3043",
      {fmt::format("“{}”不能作日历的名称", name), fmt::format("'{}' cannot name a calendar", name)},
      {"workdays、customer、pay_days 另有所指，日子和月结也不能作名称；同一名称只写一次",
       "workdays, customer and pay_days mean something else, days and 月结 are no names; a name stands "
       "once"});
}

calendar::ClosedDays closed_days(const Section& section) {
  calendar::ClosedDays closed;
  const std::vector<std::string> days = section.texts("days");
  for (std::size_t at = 0; at < days.size(); ++at) {
    if (closed.add(days[at])) continue;
    const std::string shown = base::printable(days[at]);
    section.fault_at("days", at, "E3044",
                     {fmt::format("“{}”不是日子", shown), fmt::format("'{}' is no span of days", shown)},
                     {"写成 2026-02-17、2026-02-17..2026-02-19，或每年的 06-12..07-08",
                      "write 2026-02-17, 2026-02-17..2026-02-19, or of every year 06-12..07-08"});
  }
  if (section.boolean("weekends")) closed.close_weekends();
  if (closed.always())
    section.fault("days", "E3044", {"没有一天可以付款", "leaves no day open for payment"},
                  {"删去一些日子", "remove some of the days"});
  return closed;
}

void read_named(const Section& section, calendar::NamedCalendars& named) {
  for (const auto& [written, entry] : section.record_map("named")) {
    const std::string name = base::to_lower_ascii(base::half_width(written));
    const bool taken = name == calendar::kWorkdays || name == calendar::kOwnDays ||
                       name == calendar::kPayDays || name.find("月结") != std::string::npos ||
                       calendar::ClosedDays().add(name);
    if (taken || !named.emplace(name, closed_days(entry)).second) bad_name(section, written);
  }
}

}  // namespace

std::span<const Field> calendar_fields() {
  return kCalendar;
}

void read_calendar(const Section& section, const std::string& folder, Config& config) {
  config.calendar = fiscal_calendar(section);
  read_named(section, config.terms.calendars);
  const std::vector<std::string> names = section.texts("holidays");
  for (const std::string& name : names) {
    if (name == "cn") config.working_days = calendar::WorkingDays::china();
  }
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (names[at] != "cn") read_file_of_days(section, at, folder, names[at], config);
  }
}

}  // namespace salesops::config
