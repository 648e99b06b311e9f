#include "salesops/app/reports/register.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "salesops/app/reports/run.hpp"
#include "salesops/app/reports/schedule.hpp"
#include "salesops/base/sha256.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Row;
using document::Table;
using store::ReportRun;

Table table_of_register() {
  using document::Type;
  Table table{.key = "register", .title = {"报送登记", "Register of reports"}};
  table.columns = {{.key = "schedule", .title = {"日程", "Schedule"}, .type = Type::id},
                   {.key = "report", .title = {"报表", "Report"}, .type = Type::id},
                   {.key = "period", .title = {"期间", "Period"}, .type = Type::id},
                   {.key = "as_of", .title = {"截止日", "As of"}, .type = Type::date},
                   {.key = "for", .title = {"报给", "For"}},
                   {.key = "due", .title = {"到期", "Due"}, .type = Type::id},
                   {.key = "hand_in", .title = {"最迟报送", "Hand in by"}, .type = Type::id},
                   {.key = "made", .title = {"完成", "Made"}, .type = Type::id},
                   {.key = "status", .title = {"状态", "Status"}, .type = Type::id},
                   {.key = "actor", .title = {"操作人", "By"}, .type = Type::id},
                   {.key = "file", .title = {"文件", "File"}, .type = Type::id},
                   {.key = "sha256", .title = {"SHA-256", "SHA-256"}, .type = Type::id},
                   {.key = "journal_head", .title = {"日志头", "Journal head"}, .type = Type::id},
                   {.key = "error", .title = {"错误", "Error"}, .type = Type::id}};
  return table;
}

struct Line {
  std::int64_t time = 0;  // due, or made when it was not scheduled
  Row row;
};

// SHA-256 of a file of any size.
std::string file_hash(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  base::Sha256 hash;
  std::vector<char> bytes(1 << 16);
  while (in) {
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    hash.update({bytes.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (in.eof() && !in.bad()) return hash.hex();
  throw base::Error(base::Exit::no_input,
                    {.code = "E7126",
                     .field = "FILE",
                     .value = path,
                     .message = {"文件“" + base::printable(path) + "”不存在或读不了",
                                 "the file '" + base::printable(path) + "' cannot be read"},
                     .help = {"检查路径和权限", "check the path and the permissions"}});
}

Cell text_or_none(const std::string& text) {
  return text.empty() ? Cell() : Cell(text);
}

// One line per file, or one without when nothing was made.
void add_lines(const Context& context, const ReportRun& run, std::optional<std::int64_t> limit,
               const std::string& status, std::vector<Line>& lines) {
  const std::int32_t offset = context.config.company.utc_offset;
  const bool done = run.state == store::RunState::done;
  const auto time = [&](std::optional<std::int64_t> seconds) {
    return seconds ? Cell(instant_text(*seconds, offset)) : Cell();
  };
  std::vector<store::ReportFile> files = run.files;
  if (files.empty()) files.emplace_back();
  for (const store::ReportFile& file : files) {
    lines.push_back(
        {run.due.value_or(run.time),
         {text_or_none(run.schedule), run.report, text_or_none(run.period), done ? Cell(run.as_of) : Cell(),
          text_or_none(run.recipient), time(run.due), time(limit), done ? time(run.time) : Cell(), status,
          text_or_none(run.actor), text_or_none(file.path), text_or_none(file.hash), text_or_none(run.head),
          text_or_none(run.note)}});
  }
}

std::string status_of(const ReportRun* run, std::int64_t limit, std::int64_t moment) {
  if (run != nullptr && run->state == store::RunState::done)
    return run->time < limit + 60 ? "on_time" : "late";
  return moment >= limit + 60 ? "missing" : "waiting";
}

// The due times of an entry. One whose due times cannot be told does not hide the others.
std::vector<Occurrence> told(const Context& context, const config::ScheduledReport& entry,
                             const std::vector<ReportRun>& runs, std::int64_t moment, Outcome& outcome) {
  try {
    return occurrences(context, entry, runs, moment);
  } catch (const base::Error& error) {
    std::ranges::copy(error.diagnostics(), std::back_inserter(outcome.warnings));
    outcome.exit = base::Exit::finding;
    return {};
  }
}

}  // namespace

Outcome report_register(const Context& context) {
  std::vector<ReportRun> runs;
  read(context, [&](store::Database& database) { runs = store::report_runs(database); });
  const std::int64_t moment = schedule_moment(context);
  Outcome outcome;
  std::vector<Line> lines;
  std::vector<std::int64_t> shown;
  for (const config::ScheduledReport& entry : context.config.schedule) {
    for (const Occurrence& due : told(context, entry, runs, moment, outcome)) {
      const std::string status = status_of(due.run, due.limit, moment);
      const ReportRun none{
          .schedule = due.name(), .due = due.due, .recipient = entry.recipient, .report = entry.report};
      if (due.run != nullptr) shown.push_back(due.run->id);
      add_lines(context, due.run != nullptr ? *due.run : none, due.limit, status, lines);
    }
  }
  // Runs by hand, and those of entries that the schedule has no longer.
  for (const ReportRun& run : runs) {
    if (std::ranges::find(shown, run.id) == shown.end())
      add_lines(context, run, std::nullopt, "unscheduled", lines);
  }
  std::ranges::stable_sort(lines, {}, &Line::time);
  Table table = table_of_register();
  for (Line& line : lines) table.rows.stored.push_back(std::move(line.row));
  outcome.document =
      document::single_table("report_register", {"报送登记", "Register of reports"}, std::move(table));
  return outcome;
}

Outcome report_verify(const Context& context, const std::string& file) {
  const std::string hash = file_hash(file);
  std::vector<ReportRun> runs;
  read(context, [&](store::Database& database) { runs = store::report_runs(database); });
  Outcome outcome;
  for (const ReportRun& run : runs) {
    const auto found = std::ranges::find(run.files, hash, &store::ReportFile::hash);
    if (found == run.files.end()) continue;
    const std::string made = run.report + " " + run.period + ", " + calendar::to_string(run.as_of) + ", " +
                             run.actor + " " + instant_text(run.time, context.config.company.utc_offset) +
                             ", " + found->path;
    outcome.messages.push_back({"文件与登记一致：" + made, "the file is what was produced: " + made});
    return outcome;
  }
  outcome.exit = base::Exit::finding;
  outcome.warnings.push_back(
      {.code = "E7126",
       .field = "FILE",
       .value = file,
       .message = {"文件“" + base::printable(file) + "”不是登记过的报表，或已被改动",
                   "the file '" + base::printable(file) + "' is not a registered report, or it was changed"},
       .help = {"salesops report register 列出登记的文件",
                "salesops report register lists the registered files"}});
  return outcome;
}

void register_run(const Context& context, const std::string& report, const std::string& path) {
  const report::Definition definition = find_report(context, report);
  const calendar::Period period = report_period(context, definition);
  ReportRun run{
      .report = definition.key, .period = period.label, .as_of = std::min(context.as_of, period.span.last)};
  const std::string absolute = std::filesystem::absolute(path).lexically_normal().string();
  run.files.push_back({absolute, file_hash(path)});
  store::Database database = store::Database::open_write(context.database_path, context.lock_timeout);
  store::WriteTransaction transaction(database, context.act());
  store::add_report_run(transaction, run);
  transaction.commit();
}

}  // namespace salesops::app
