#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/database.hpp"
#include "salesops/target/plan.hpp"

namespace salesops::store {

// A version as it is listed: without figures.
struct TargetVersion {
  std::int64_t id = 0;
  target::Plan plan{};  // values and shares are empty
  std::string hash{};
};
std::vector<TargetVersion> target_versions(Database& database);  // by code and version
std::optional<TargetVersion> find_target_version(Database& database, std::string_view code, int version);
// The newest version of a plan, of any state or of one.
std::optional<TargetVersion> latest_target_version(Database& database, std::string_view code,
                                                   std::optional<target::State> state = std::nullopt);
// Fills values and shares. O(figures).
target::Plan load_target_plan(Database& database, const TargetVersion& version);

// Stores a plan as its next version (plan.version is ignored and returned); journals "target CODE vN".
int insert_target_plan(WriteTransaction& transaction, const target::Plan& plan);
// Journals the change of state with actor and reason.
void set_target_state(WriteTransaction& transaction, const TargetVersion& version, target::State state);

// The version of a plan that counts in a month: the newest ever approved whose effective month has come.
std::optional<TargetVersion> target_version_in_force(Database& database, std::string_view code,
                                                     calendar::Month month);
// Figures of all plans for the months first … last, ordered by node, metric, month, bearer, each plan by the
// version that counts in the month `in_force`.
std::vector<target::Value> approved_targets(Database& database, calendar::Month first, calendar::Month last,
                                            calendar::Month in_force);
// The code of another approved plan with a figure for one of the version's cells, "" if none.
std::string overlapping_target_plan(Database& database, const TargetVersion& version);

struct TargetCommitment {
  std::string node{};
  std::string metric{};
  std::int64_t amount = 0;
  std::string state{};  // committed, accepted, pushed_back
  std::string comment{};
  std::string actor{};
  std::int64_t time = 0;
};
void insert_commitment(WriteTransaction& transaction, const TargetVersion& version,
                       const TargetCommitment& commitment);
// The latest word on every node and metric of the version's plan, in that order, whichever version was
// talked about.
std::vector<TargetCommitment> commitments(Database& database, const TargetVersion& version);

}  // namespace salesops::store
