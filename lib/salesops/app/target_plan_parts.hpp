#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "salesops/app/target_book.hpp"
#include "salesops/app/target_plan.hpp"
#include "salesops/store/targets.hpp"
#include "salesops/target/plan.hpp"

// What the target plan use cases share.
namespace salesops::app {

std::vector<std::string> metric_ids();
// By id or Chinese title; null if there is none.
const target::Metric* metric_named(std::string_view text);
// A table of figures: node, metric, month, amount, and whose part it is: rep, customer, product_group.
std::vector<target::Value> read_target_values(const Context& context, store::Database& database,
                                              const TargetBook& book, const std::string& path);
target::Plan read_target_yaml(const Context& context, store::Database& database, const TargetBook& book,
                              const std::string& path);

// Error(usage, E4116) with the nearest code.
[[noreturn]] void no_such_target_plan(store::Database& database, const std::string& code);
// Stores a draft version; returns "2026 v2", or "" when its figures are those of the newest version.
std::string store_target_plan(const Context& context, store::WriteTransaction& transaction,
                              target::Plan& plan);

// The version that is meant: the named one, else the one in force on the as-of day, else the newest.
// Error(usage, E4116).
store::TargetVersion chosen_version(const Context& context, store::Database& database,
                                    const TargetShow& what);

// A figure of a metric as a cell: money, a plain number for quantities and heads, a percentage for rates.
document::Cell figure(const target::Metric& metric, std::int64_t amount);
// What tables call it: its Chinese name for people, its id everywhere else.
inline base::Text metric_word(const target::Metric& metric) {
  return {metric.title.zh, metric.id};
}

}  // namespace salesops::app
