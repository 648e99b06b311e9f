#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"

namespace salesops::target {

// What a target can be set for. Amounts of every metric are counted in hundredths: money in minor units,
// quantities and heads with two decimals, rates in hundredths of a per cent. A rate is set for each node: it
// is never split and never added up.
struct Metric {
  const char* id;
  base::Text title;
  bool money;
  bool rate = false;
};
// sales, collection, gross_profit, quantity, new_customers, market_share, coverage, in this order.
const std::vector<Metric>& metrics();
const Metric* find_metric(std::string_view id);

// Which part of a node's target a figure is: that of a rep, a customer, a product group, or of several of
// these together. All empty: the node's own.
struct Bearer {
  std::string rep{};
  std::string customer{};
  std::string product_group{};

  bool empty() const { return rep.empty() && customer.empty() && product_group.empty(); }
  friend auto operator<=>(const Bearer& a, const Bearer& b) = default;
  friend bool operator==(const Bearer& a, const Bearer& b) = default;
};

// One figure of a plan: what a node itself carries in a month. The target of a node is the sum over its
// bearers and over its subtree.
struct Value {
  std::string node{};
  std::string metric{};
  calendar::Month month{};
  std::int64_t amount = 0;
  Bearer bearer{};

  // What must be unique in a plan, and the order of its figures.
  auto key() const { return std::tie(node, metric, month, bearer); }
  friend auto operator<=>(const Value& a, const Value& b) {
    return std::tie(a.node, a.metric, a.month, a.bearer, a.amount) <=>
           std::tie(b.node, b.metric, b.month, b.bearer, b.amount);
  }
  friend bool operator==(const Value& a, const Value& b) = default;
};

// How the whole-period figure of a node came about.
struct Share {
  std::string node{};
  std::string metric{};
  std::string parent{};  // "" at the top
  std::int64_t amount = 0;
  std::int64_t field = 0;  // with the over-assignment of the levels above
  std::optional<std::int64_t> stretch{};
  std::string weight{};  // decimal text
  std::string source{};
  std::int64_t share = 0;  // millionths of the parent
  std::string quota{};     // decimal text
  std::optional<std::int64_t> floor{};
  std::optional<std::int64_t> cap{};
  std::optional<std::int64_t> lock{};
  std::string bound{};
};

enum class State { draft, submitted, approved, superseded };
std::string_view to_string(State state);
State state_of(std::string_view text);  // as stored
base::Text state_title(State state);

// One version of a plan with all its figures, ordered by node, metric, month.
struct Plan {
  std::string code{};
  std::string name{};
  int version = 0;
  State state = State::draft;
  std::string made_by{};
  std::int64_t made_at = 0;
  std::string decided_by{};
  std::int64_t decided_at = 0;
  std::optional<calendar::Month> effective{};  // first month a change of the year touches
  std::string reason{};
  std::vector<Value> values{};
  std::vector<Share> shares{};
  std::vector<base::Text> notes{};  // what the reader left out; not stored
};

// SHA-256 over the values; equal plans have equal hashes whatever the order they were made in.
std::string digest(std::vector<Value> values);

// A figure that differs between two versions; absent: the version has none.
struct Change {
  std::string node{};
  std::string metric{};
  calendar::Month month{};
  std::optional<std::int64_t> before{};
  std::optional<std::int64_t> after{};
  Bearer bearer{};
};
// Cells that differ, in order. Both must be ordered.
std::vector<Change> diff(const std::vector<Value>& before, const std::vector<Value>& after);

}  // namespace salesops::target
