#include <memory>

#include "salesops/app/target_input.hpp"
#include "salesops/app/target_split.hpp"
#include "salesops/app/target_split_parts.hpp"
#include "salesops/money/rebalance.hpp"

namespace salesops::app {

namespace {

using document::Row;
using document::Type;

struct Changed {
  LeafTable input;
  money::Rebalanced result;
  bool explain = false;
};

document::Table change_table(std::shared_ptr<const Changed> changed, std::int64_t before,
                             std::int64_t after) {
  document::Table table{.key = "rebalance", .title = {"重新平衡", "rebalance"}};
  table.columns = {{.key = "key", .title = {"名称", "key"}, .type = Type::id},
                   {.key = "current", .title = {"原目标", "current"}, .type = Type::money},
                   {.key = "target", .title = {"新目标", "target"}, .type = Type::money},
                   {.key = "change", .title = {"变动", "change"}, .type = Type::money}};
  if (changed->explain) {
    table.columns.push_back({.key = "quota", .title = {"应得", "quota"}, .type = Type::decimal});
    table.columns.push_back({.key = "bound", .title = {"界限", "bound"}, .type = Type::text});
  }
  table.rows.generated = changed->input.current.size();
  table.rows.generate = [changed,
                         columns = table.columns.size()](const std::function<void(const Row&)>& sink) {
    Row row(columns);
    row[0] = std::string();
    for (std::size_t i = 0; i < changed->input.current.size(); ++i) {
      std::get<std::string>(row[0]).assign(changed->input.leaves.keys[i]);
      row[1] = amount_cell(changed->input.current[i]);
      row[2] = amount_cell(changed->result.amounts[i]);
      row[3] = amount_cell(changed->result.amounts[i] - changed->input.current[i]);
      if (changed->explain) {
        row[4] = quota_decimal(changed->result.quota_millionths[i], kDigits);
        row[5] = bound_name(changed->result.bounds[i]);
      }
      sink(row);
    }
  };
  Row total(table.columns.size());
  total[0] = base::Text{"合计", "total"};
  total[1] = amount_cell(before);
  total[2] = amount_cell(after);
  total[3] = amount_cell(after - before);
  table.total = std::move(total);
  return table;
}

}  // namespace

Outcome rebalance_total(const RebalanceRequest& request) {
  money::Rule rule;
  rule.unit = amount_option(request.unit, kDigits, "--unit");
  if (rule.unit == 0) rule.unit = 1;
  rule.method = method_option(request.method);
  rule.zero_weight = zero_weight_option(request.zero_weight);
  remainder_option(request.remainder, rule);
  const std::int64_t total = amount_option(request.total, kDigits, "NEW_TOTAL");
  auto changed = std::make_shared<Changed>();
  changed->explain = request.explain;
  changed->input = read_leaves(request.file, {.weight_required = false, .current = true}, kDigits);
  money::Revision revision{.leaves = changed->input.leaves,
                           .current = changed->input.current,
                           .own_weights = !changed->input.has_weights};
  if (revision.leaves.weights.empty()) revision.leaves.weights.assign(revision.leaves.size(), 0);
  changed->result = money::rebalance(revision, total, rule);
  base::Wide before = 0;
  for (const std::int64_t current : changed->input.current) before += current;
  Outcome outcome;
  outcome.document = document::single_table("target_rebalance", {"目标重新平衡", "target rebalance"},
                                            change_table(changed, base::narrow(before), total));
  return outcome;
}

}  // namespace salesops::app
