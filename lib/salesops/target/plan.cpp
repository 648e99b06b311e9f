#include "salesops/target/plan.hpp"

#include <algorithm>

#include "salesops/base/sha256.hpp"

namespace salesops::target {

const std::vector<Metric>& metrics() {
  static const std::vector<Metric> kMetrics = {
      {"sales", {"销售额", "sales"}, true},
      {"collection", {"回款", "collection"}, true},
      {"gross_profit", {"毛利", "gross profit"}, true},
      {"quantity", {"销量", "quantity"}, false},
      {"new_customers", {"新客户", "new customers"}, false},
      {"market_share", {"市场份额", "market share"}, false, true},
      {"coverage", {"覆盖率", "coverage"}, false, true},
  };
  return kMetrics;
}

const Metric* find_metric(std::string_view id) {
  for (const Metric& metric : metrics()) {
    if (id == metric.id) return &metric;
  }
  return nullptr;
}

std::string_view to_string(State state) {
  static constexpr std::string_view kNames[] = {"draft", "submitted", "approved", "superseded"};
  return kNames[static_cast<std::size_t>(state)];
}

State state_of(std::string_view text) {
  for (const State state : {State::submitted, State::approved, State::superseded}) {
    if (to_string(state) == text) return state;
  }
  return State::draft;
}

base::Text state_title(State state) {
  switch (state) {
    case State::draft:
      return {"草稿", "draft"};
    case State::submitted:
      return {"待批", "submitted"};
    case State::approved:
      return {"已批准", "approved"};
    case State::superseded:
      break;
  }
  return {"已被取代", "superseded"};
}

std::string digest(std::vector<Value> values) {
  std::sort(values.begin(), values.end());
  base::Sha256 hash;
  for (const Value& value : values) {
    hash.update(value.node + '\x1f' + value.metric + '\x1f' + calendar::to_string(value.month) + '\x1f' +
                std::to_string(value.amount));
    for (const std::string* part : {&value.bearer.rep, &value.bearer.customer, &value.bearer.product_group})
      if (!value.bearer.empty()) hash.update('\x1f' + *part);
    hash.update("\n");
  }
  return hash.hex();
}

std::vector<Change> diff(const std::vector<Value>& before, const std::vector<Value>& after) {
  std::vector<Change> changes;
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    const bool only_old = now == after.end() || (old != before.end() && old->key() < now->key());
    const bool only_now = old == before.end() || (now != after.end() && now->key() < old->key());
    const Value& at = only_now ? *now : *old;
    Change change{at.node, at.metric, at.month, {}, {}, at.bearer};
    if (!only_now) change.before = (old++)->amount;
    if (!only_old) change.after = (now++)->amount;
    if (change.before != change.after) changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace salesops::target
