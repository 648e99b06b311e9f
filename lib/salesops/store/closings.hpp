#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/calendar/period.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

enum class CloseState { open, soft, closed, reopened };

// The latest word on a period.
struct Closing {
  std::int64_t id = 0;
  std::string period;  // "2026-10"
  calendar::Span span;
  CloseState state = CloseState::open;
  std::int64_t time = 0;  // seconds since 1970 UTC
  std::string actor;
  std::string reason;
  std::string snapshot_hash;
};

// Documents dated on or before this day are refused (77); nothing when no period is closed. Periods close in
// order, so one day says it all. Soft-closed periods do not count.
std::optional<calendar::Date> closed_until(Database& database);

// The latest closing of every period that was ever closed, in order of time; the same for one period.
std::vector<Closing> closings(Database& database);
std::optional<Closing> closing_of(Database& database, std::string_view period);

// One text of a closed period's snapshot.
struct Snapshot {
  std::string kind;
  std::string content;
  std::string hash;  // SHA-256 of content
};
// Ordered by kind.
std::vector<Snapshot> snapshots(Database& database, std::int64_t closing);

// One hash over all texts of a snapshot, in order of kind; "" for none.
std::string snapshot_hash(const std::vector<Snapshot>& snapshots);

// Writes a row of the period's history with its snapshots and the journal entry "period 2026-10". Returns the
// closing.
Closing record_closing(WriteTransaction& transaction, const calendar::Period& period, CloseState state,
                       const std::vector<Snapshot>& snapshots);

}  // namespace salesops::store
