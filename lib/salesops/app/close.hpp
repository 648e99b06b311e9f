#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "salesops/app/context.hpp"

// Month end: what must be mended before, the closing itself, proof afterwards.
namespace salesops::app {

// One thing that the checklist found. Severities come from the built-in list and close.severities.
struct CloseFinding {
  std::string code;  // "unmatched_receipts"; see finding_kinds()
  config::Close::Level level = config::Close::Level::warn;
  base::Text what;
  std::int64_t count = 0;
  std::optional<money::Money> amount{};
  std::string command;  // one that would mend or show it
};

// All findings for a period in the order of the checklist; levels `off` are left out.
std::vector<CloseFinding> close_findings(const Context& context, const calendar::Period& period);

struct CloseOptions {
  std::vector<std::string> accept;  // codes of warnings that are accepted; "all" for every one
};

// Every period from the first document to as-of with its state. Never fails.
Outcome close_status(const Context& context);
// The checklist; exit 1 when a finding is an error.
Outcome close_check(const Context& context, const std::string& period);
// Check, snapshot, lock and journal in one transaction. Errors block (exit 1, E8301), warnings need to be
// accepted with a reason (E8302, E8303). A period that is closed already stays as it is. Periods close in
// order (E8304).
Outcome close_run(const Context& context, const std::string& period, const CloseOptions& options);
// Opens the latest closed period again: needs authority and a reason. The snapshot stays.
Outcome close_reopen(const Context& context, const std::string& period);
// Computes the figures of the closed period (default: all closed ones) from the documents again and compares
// them with the snapshot; every differing row is named. exit 1 when one differs.
Outcome close_verify(const Context& context, const std::string& period);
// The last period that is closed; "" when none is.
std::string latest_closed(const Context& context);

// The reports of a closed period by file stem, for the pack: always of the period's last day.
std::vector<std::pair<std::string, document::Document>> close_pack(const Context& context,
                                                                   const std::string& period);
// What the pack's manifest says of it: period, snapshot hash.
std::vector<document::Fact> close_pack_facts(const Context& context, const std::string& period);

}  // namespace salesops::app
