#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/database.hpp"

// The register of reports (报送登记): what was made, from which state of the books, and the files' hashes.
namespace salesops::store {

struct ReportFile {
  std::string path;  // below reports.folder; absolute when written elsewhere
  std::string hash;  // SHA-256
};

// claimed: somebody began and has not come back; failed: `note` has the error code. Both are made again.
enum class RunState { claimed, done, failed };

struct ReportRun {
  std::int64_t id = 0;
  std::string schedule{};             // entry of the schedule; "" for a run that was registered by hand
  std::optional<std::int64_t> due{};  // seconds since 1970 UTC; of scheduled runs
  std::string recipient{};
  std::string report{};
  std::string period{};
  calendar::Date as_of{};
  RunState state = RunState::claimed;
  std::int64_t time = 0;  // of the last change of state
  std::string actor{};
  std::string head{};  // of the journal when the run began
  std::string note{};
  std::vector<ReportFile> files{};  // by path
};

// All runs by due time (without one: time), then id.
std::vector<ReportRun> report_runs(Database& database);

// Takes a due report for this process, with the head of the journal as it stands. Nothing when it is done.
// Who calls must hold the lock of the schedule, so that a claim that is found is one left by a crash.
std::optional<std::int64_t> claim_report(WriteTransaction& transaction, const ReportRun& run);
void finish_report(WriteTransaction& transaction, std::int64_t id, const ReportRun& run);
void fail_report(WriteTransaction& transaction, std::int64_t id, std::string_view note);
// A run that was not scheduled; `run.files` as written.
void add_report_run(WriteTransaction& transaction, const ReportRun& run);

}  // namespace salesops::store
