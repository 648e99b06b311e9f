// Exactly once. A lock on a file beside the database lets one process at a time work through the schedule;
// the kernel gives it back when a process dies. A claim is written before a report is made and completed
// after its files are in place and delivered, so under the lock a claim that stands is one left by a crash,
// and the report is made again. The same state of the books gives the same bytes, so making it again does no
// harm.
#include "salesops/app/reports/due.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "salesops/app/reports/deliver.hpp"
#include "salesops/app/reports/output_folder.hpp"
#include "salesops/app/reports/run.hpp"
#include "salesops/app/reports/schedule.hpp"
#include "salesops/base/interrupt.hpp"
#include "salesops/base/output.hpp"
#include "salesops/base/sha256.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/nodes.hpp"

namespace salesops::app {

namespace {

using config::ScheduledReport;
using document::Row;
using document::Table;
using store::ReportRun;

class ScheduleLock {
 public:
  ScheduleLock(const std::string& path, int timeout_seconds)
      : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)) {
    if (fd_ < 0) {
      const base::Text why = base::describe_errno(errno);
      throw base::Error(
          base::Exit::cannot_create,
          {.code = "E7123",
           .value = path,
           .message = {"不能建立锁文件：" + why.zh, "the lock file cannot be made: " + why.en},
           .help = {"数据库所在的文件夹须可写", "the folder of the database must be writable"}});
    }
    using Clock = std::chrono::steady_clock;
    const Clock::time_point limit = Clock::now() + std::chrono::seconds(timeout_seconds);
    while (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      if (Clock::now() >= limit) {
        ::close(fd_);
        busy();
      }
      base::check_interrupt();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  ScheduleLock(const ScheduleLock&) = delete;
  ScheduleLock& operator=(const ScheduleLock&) = delete;
  ~ScheduleLock() { ::close(fd_); }

 private:
  [[noreturn]] static void busy() {
    throw base::Error(base::Exit::busy,
                      {.code = "E7125",
                       .message = {"另一个 report due 正在运行", "another `report due` is at work"},
                       .help = {"稍后再试，或用 --lock-timeout 等得久一些",
                                "try later, or wait longer with --lock-timeout"}});
  }
  int fd_;
};

// Nothing can be done about an entry whose due days cannot be told; the others go on.
struct Outstanding {
  std::vector<Occurrence> due;
  std::vector<base::Diagnostic> faults;
};

Outstanding outstanding(const Context& context, const std::vector<ReportRun>& runs) {
  Outstanding found;
  for (const ScheduledReport& entry : context.config.schedule) {
    try {
      for (const Occurrence& one : occurrences(context, entry, runs, schedule_moment(context))) {
        const bool done = one.run != nullptr && one.run->state == store::RunState::done;
        if (!done) found.due.push_back(one);
      }
    } catch (const base::Error& error) {
      std::ranges::copy(error.diagnostics(), std::back_inserter(found.faults));
    }
  }
  std::ranges::stable_sort(found.due, {}, &Occurrence::due);
  return found;
}

std::vector<ReportRun> registered(const Context& context) {
  std::vector<ReportRun> runs;
  read(context, [&](store::Database& database) { runs = store::report_runs(database); });
  return runs;
}

// {node} of a report about the whole company is the top of the tree.
std::string top_node(const Context& context) {
  std::string top = "company";
  read(context, [&](store::Database& database) {
    for (const store::NodeOnDay& node : store::nodes_on(database, context.as_of)) {
      if (!node.parent.empty()) continue;
      top = node.code;
      break;
    }
  });
  return top;
}

// A value as a part of a file name: nothing that could be read as a folder.
std::string file_part(std::string value) {
  for (char& c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '/' || c == '\\' || byte < 0x20 || byte == 0x7f) c = '_';
  }
  return value.empty() || value.front() == '.' ? "_" + value : value;
}

struct PathValues {
  std::string period, node, customer, promotion, report, date;
};

std::string expand(const std::string& path, const PathValues& values, const std::string& extension) {
  const std::pair<const char*, const std::string*> names[] = {{"{period}", &values.period},
                                                              {"{node}", &values.node},
                                                              {"{customer}", &values.customer},
                                                              {"{promotion}", &values.promotion},
                                                              {"{report}", &values.report},
                                                              {"{date}", &values.date},
                                                              {"{ext}", &extension}};
  std::string text;
  for (std::size_t at = 0; at < path.size();) {
    const auto named = std::ranges::find_if(names, [&](const auto& name) {
      return path.compare(at, std::string_view(name.first).size(), name.first) == 0;
    });
    if (named == std::end(names)) {
      text += path[at++];
      continue;
    }
    text += file_part(*named->second);
    at += std::string_view(named->first).size();
  }
  return text;
}

// Runs `work` in a transaction of its own, whatever else the command does.
template <class Work>
void register_step(const Context& context, const Work& work) {
  store::Database database = store::Database::open_write(context.database_path, context.lock_timeout);
  store::WriteTransaction transaction(database, context.act());
  work(transaction);
  transaction.commit();
}

// The files of a due report, in place and delivered.
void make(const Context& context, const Occurrence& due, const RenderReport& render, ReportRun& run) {
  const ScheduledReport& entry = *due.entry;
  const report::Definition definition = find_report(context, entry.report);
  Context inner = due_context(context, due, definition);
  inner.where = due.where();
  const calendar::Period period = report_period(inner, definition);
  run.report = definition.key;
  run.period = period.label;
  run.as_of = std::min(inner.as_of, period.span.last);  // as run_report prints it
  const document::Document document = run_report(inner, definition);
  PathValues values{period.label, "", "", "", definition.key, calendar::to_string(due.day)};
  for (const auto& [key, value] : inner.where)
    (key == "node" ? values.node : key == "customer" ? values.customer : values.promotion) = value;
  if (values.node.empty()) values.node = top_node(inner);
  for (const std::string& format : entry.formats) {
    const std::string bytes = render(document, format, entry.language);
    const std::string path = expand(entry.path, values, format);
    write_inside(context.config.reports.folder, path, bytes);
    run.files.push_back({path, base::sha256_hex(bytes)});
  }
  for (const store::ReportFile& file : run.files) {
    if (!entry.deliver.empty()) deliver(entry.deliver, context.config.reports.folder + "/" + file.path);
  }
}

Row row_of(const Context& context, const Occurrence& due, const ReportRun& run, const base::Text& state) {
  std::vector<std::string> paths;
  for (const store::ReportFile& file : run.files) paths.push_back(file.path);
  return {due.name(), run.report,
          run.period, instant_text(due.due, context.config.company.utc_offset),
          state,      base::join(paths, "; ")};
}

Table table_of_due() {
  Table table{.key = "due", .title = {"到期报表", "Reports that are due"}};
  table.columns = {{.key = "schedule", .title = {"日程", "Schedule"}, .type = document::Type::id},
                   {.key = "report", .title = {"报表", "Report"}, .type = document::Type::id},
                   {.key = "period", .title = {"期间", "Period"}, .type = document::Type::id},
                   {.key = "due", .title = {"到期", "Due"}, .type = document::Type::id},
                   {.key = "state", .title = {"状态", "State"}},
                   {.key = "files", .title = {"文件", "Files"}, .type = document::Type::id}};
  return table;
}

// Makes one due report. False when it failed; nothing is added when another process has done it.
bool make_one(const Context& context, const Occurrence& due, const RenderReport& render, Table& table,
              Outcome& outcome) {
  ReportRun run{.schedule = due.name(),
                .due = due.due,
                .recipient = due.entry->recipient,
                .report = due.entry->report,
                .as_of = due.day - 1};
  std::optional<std::int64_t> claim;
  register_step(context,
                [&](store::WriteTransaction& transaction) { claim = store::claim_report(transaction, run); });
  if (!claim) return true;
  try {
    make(context, due, render, run);
  } catch (const base::Error& error) {
    register_step(context, [&](store::WriteTransaction& transaction) {
      store::fail_report(transaction, *claim, error.code());
    });
    std::ranges::copy(error.diagnostics(), std::back_inserter(outcome.warnings));
    run.files.clear();
    table.rows.stored.push_back(
        row_of(context, due, run, {"失败 " + error.code(), "failed " + error.code()}));
    return false;
  }
  register_step(
      context, [&](store::WriteTransaction& transaction) { store::finish_report(transaction, *claim, run); });
  table.rows.stored.push_back(row_of(context, due, run, {"完成", "done"}));
  return true;
}

void show(Outcome& outcome, Table table, bool any_failed) {
  if (any_failed) outcome.exit = base::Exit::finding;
  if (table.rows.stored.empty())
    outcome.messages.push_back({"没有到期未做的报表", "no report is due"});
  else
    outcome.document =
        document::single_table("report_due", {"到期报表", "Reports that are due"}, std::move(table));
}

}  // namespace

Outcome report_due(const Context& context, const RenderReport& render) {
  Outcome outcome;
  Table table = table_of_due();
  std::vector<ReportRun> runs = registered(context);
  Outstanding open = outstanding(context, runs);
  bool failed = !open.faults.empty();
  if (context.dry_run) {
    for (const Occurrence& due : open.due) {
      ReportRun run{.report = due.entry->report};
      table.rows.stored.push_back(row_of(context, due, run, {"到期", "due"}));
    }
  } else if (!open.due.empty()) {
    const ScheduleLock lock(context.database_path + ".due-lock", context.lock_timeout);
    runs = registered(context);
    open = outstanding(context, runs);
    for (const Occurrence& due : open.due) {
      base::check_interrupt();
      failed = !make_one(context, due, render, table, outcome) || failed;
    }
  }
  std::ranges::move(open.faults, std::back_inserter(outcome.warnings));
  show(outcome, std::move(table), failed);
  return outcome;
}

}  // namespace salesops::app
