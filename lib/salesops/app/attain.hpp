#pragma once
#include <optional>
#include <string>
#include <vector>

#include "salesops/app/context.hpp"
#include "salesops/target/attainment.hpp"
#include "salesops/target/plan.hpp"

// Targets against what happened.
namespace salesops::app {

struct AttainRequest {
  std::string metric;      // "" = every metric that has a target in the period, else sales and collection
  std::string pace;        // calendar, workdays, plan; "" = the configuration's
  std::string below;       // only rows below this attainment: "80%"
  std::string fail_on;     // "red" or "amber": exit 1 when a row has this status or worse
  std::string owner;       // "then" (default) or "now": whose a document is
  bool jan_feb = false;    // a January or a February is taken together with the other
  bool any_level = false;  // a --level that no node has is no error: it has no rows
  bool targets = true;     // false: only what happened is of interest, nothing has a target
};

// One node (or one combination of what --by names) and metric. node "" is what belongs to no row that is
// shown.
struct AttainRow {
  std::string node{};
  std::string name{};
  std::string kind{};
  std::size_t depth = 0;
  const target::Metric* metric = nullptr;
  std::vector<std::string> ids{};  // one per dimension of --by
  target::Figures figures{};
  target::Attainment result{};
};
struct AttainResult {
  calendar::Period period{};
  target::PaceClock clock{};
  bool by_tree = true;
  base::Text heading{};                        // of --by: "城市 / 产品组"
  bool filtered = false;                       // by --where
  std::vector<document::Column> dimensions{};  // of --by, when there are several
  std::vector<AttainRow> rows{};               // metric by metric, depth first or by ids, the rest ("") last
  std::vector<AttainRow> totals{};             // one per metric that adds up; ties with the documents
};
// With context.level only nodes of that kind are rows, with context.by the combinations of its dimensions,
// context.where leaves things out. Error(internal, E4190) when the rows do not tie with the documents.
AttainResult attainment(const Context& context, store::Database& database, const AttainRequest& request);
// The same as the table of `target attain`, for reports: the fixed columns.
document::Table attainment_table(const Context& context, const AttainResult& result);

Outcome target_attain(const Context& context, const AttainRequest& request);

}  // namespace salesops::app
