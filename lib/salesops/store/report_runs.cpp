#include "salesops/store/report_runs.hpp"

#include <map>

#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kRuns =
    "SELECT id, schedule, due, recipient, report, period, as_of, state, time, actor, head, note FROM "
    "report_run ORDER BY ifnull(due, time), id";
constexpr std::string_view kFiles = "SELECT run, path, hash FROM report_file ORDER BY run, path";
constexpr std::string_view kStanding = "SELECT id, state FROM report_run WHERE schedule = ?1 AND due = ?2";
constexpr std::string_view kInsert =
    "INSERT INTO report_run(schedule, due, recipient, report, period, as_of, state, time, actor, head) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view kClaimAgain =
    "UPDATE report_run SET recipient = ?2, report = ?3, state = 'claimed', time = ?4, actor = ?5, head = ?6, "
    "note = '' WHERE id = ?1";
constexpr std::string_view kFinish =
    "UPDATE report_run SET report = ?2, period = ?3, as_of = ?4, state = 'done', time = ?5 WHERE id = ?1";
constexpr std::string_view kFail =
    "UPDATE report_run SET state = 'failed', note = ?2, time = ?3 WHERE id = ?1";
constexpr std::string_view kInsertFile = "INSERT INTO report_file(run, path, hash) VALUES (?1, ?2, ?3)";

RunState state_named(std::string_view name) {
  if (name == "done") return RunState::done;
  return name == "failed" ? RunState::failed : RunState::claimed;
}

void insert_files(WriteTransaction& transaction, std::int64_t id, const ReportRun& run) {
  Statement insert(transaction.database(), kInsertFile);
  Fields files;
  for (const ReportFile& file : run.files) {
    insert.run_with(id, std::string_view(file.path), std::string_view(file.hash));
    files.set(file.path, file.hash);
  }
  append_journal(transaction,
                 "report " + (run.schedule.empty() ? run.report : run.schedule) + " " + run.period, "",
                 files.json());
}

}  // namespace

std::vector<ReportRun> report_runs(Database& database) {
  std::map<std::int64_t, std::vector<ReportFile>> files;
  Statement file(database, kFiles);
  while (file.step()) files[file.integer(0)].push_back({file.string(1), file.string(2)});

  std::vector<ReportRun> runs;
  Statement row(database, kRuns);
  while (row.step()) {
    runs.push_back({.id = row.integer(0),
                    .schedule = row.string(1),
                    .due = row.maybe_integer(2),
                    .recipient = row.string(3),
                    .report = row.string(4),
                    .period = row.string(5),
                    .as_of = row.date(6),
                    .state = state_named(row.text(7)),
                    .time = row.integer(8),
                    .actor = row.string(9),
                    .head = row.string(10),
                    .note = row.string(11),
                    .files = files[row.integer(0)]});
  }
  return runs;
}

std::optional<std::int64_t> claim_report(WriteTransaction& transaction, const ReportRun& run) {
  Database& database = transaction.database();
  const std::string head = journal_head(database);
  const Act& act = transaction.act();
  Statement standing(database, kStanding);
  standing.bind(1, std::string_view(run.schedule)).bind(2, run.due);
  if (standing.step()) {
    if (state_named(standing.text(1)) == RunState::done) return std::nullopt;
    const std::int64_t id = standing.integer(0);
    Statement(database, kClaimAgain)
        .run_with(id, std::string_view(run.recipient), std::string_view(run.report), act.now,
                  std::string_view(act.actor), std::string_view(head));
    return id;
  }
  Statement(database, kInsert)
      .run_with(std::string_view(run.schedule), run.due, std::string_view(run.recipient),
                std::string_view(run.report), std::string_view(run.period), run.as_of,
                std::string_view("claimed"), act.now, std::string_view(act.actor), std::string_view(head));
  return last_id(database);
}

void finish_report(WriteTransaction& transaction, std::int64_t id, const ReportRun& run) {
  Statement(transaction.database(), kFinish)
      .run_with(id, std::string_view(run.report), std::string_view(run.period), run.as_of,
                transaction.act().now);
  insert_files(transaction, id, run);
}

void fail_report(WriteTransaction& transaction, std::int64_t id, std::string_view note) {
  Statement(transaction.database(), kFail).run_with(id, note, transaction.act().now);
}

void add_report_run(WriteTransaction& transaction, const ReportRun& run) {
  const Act& act = transaction.act();
  const std::string head = journal_head(transaction.database());
  Statement(transaction.database(), kInsert)
      .run_with(std::string_view(run.schedule), run.due, std::string_view(run.recipient),
                std::string_view(run.report), std::string_view(run.period), run.as_of,
                std::string_view("done"), act.now, std::string_view(act.actor), std::string_view(head));
  insert_files(transaction, last_id(transaction.database()), run);
}

}  // namespace salesops::store
