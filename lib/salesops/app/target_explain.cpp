#include <algorithm>
#include <set>

#include "salesops/app/target_people.hpp"
#include "salesops/app/target_plan.hpp"
#include "salesops/app/target_plan_parts.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Type;

std::vector<document::Column> columns() {
  return {{.key = "metric", .title = {"指标", "metric"}, .type = Type::id},
          {.key = "node", .title = {"节点", "node"}, .type = Type::id},
          {.key = "name", .title = {"名称", "name"}, .type = Type::text},
          {.key = "weight", .title = {"权重", "weight"}, .type = Type::text},
          {.key = "source", .title = {"权重来源", "source"}, .type = Type::text},
          {.key = "share", .title = {"占上级", "share"}, .type = Type::percent, .decimals = 4},
          {.key = "quota", .title = {"应得", "quota"}, .type = Type::text},
          {.key = "floor", .title = {"下限", "floor"}, .type = Type::money},
          {.key = "cap", .title = {"上限", "cap"}, .type = Type::money},
          {.key = "lock", .title = {"锁定", "lock"}, .type = Type::money},
          {.key = "target", .title = {"目标", "target"}, .type = Type::money},
          {.key = "bound", .title = {"界限", "bound"}, .type = Type::text},
          {.key = "field", .title = {"下达（含加码）", "field"}, .type = Type::money},
          {.key = "stretch", .title = {"挑战目标", "stretch"}, .type = Type::money}};
}

const target::Share* find_share(const target::Plan& plan, std::string_view metric, std::string_view node) {
  const auto found = std::ranges::find_if(
      plan.shares, [&](const target::Share& s) { return s.metric == metric && s.node == node; });
  return found == plan.shares.end() ? nullptr : &*found;
}

// The keys of the shares that a text names: a node, a key itself (HZ/R1), or a rep, customer or product group
// that keys end with.
std::set<std::string> shares_named(const target::Plan& plan, const TargetBook& book,
                                   store::Database& database, const Context& context,
                                   const std::string& text) {
  if (const auto node = book.find_node(text)) return {*node};
  const TargetPeople people(database, context.as_of);
  const std::string code =
      people.rep(text).value_or(people.customer(text).value_or(people.product_group(text).value_or(text)));
  std::set<std::string> found;
  for (const target::Share& share : plan.shares)
    if (share.node == text || share.node.ends_with("/" + code)) found.insert(share.node);
  if (found.empty()) found.insert(book.node(text));  // throws with the nearest
  return found;
}

document::Row row_of(const target::Metric& metric, const target::Share& share, const TargetBook& book) {
  const auto amount = [&](const std::optional<std::int64_t>& value) {
    return value ? figure(metric, *value) : Cell();
  };
  const TargetBook::Entry* entry = book.find(share.node);
  return {metric_word(metric),
          share.node,
          entry == nullptr ? share.node.substr(share.node.rfind('/') + 1) : entry->name,
          share.weight,
          share.source,
          money::Rate(share.share, 1'000'000),
          share.quota,
          amount(share.floor),
          amount(share.cap),
          amount(share.lock),
          figure(metric, share.amount),
          share.bound,
          figure(metric, share.field),
          amount(share.stretch)};
}

// From the total down to the node.
void add_chain(const target::Plan& plan, const TargetBook& book, const target::Metric& metric,
               const std::string& node, document::Table& table) {
  std::vector<const target::Share*> chain;
  for (const target::Share* at = find_share(plan, metric.id, node); at != nullptr;
       at = find_share(plan, metric.id, at->parent)) {
    chain.push_back(at);
  }
  for (auto share = chain.rbegin(); share != chain.rend(); ++share)
    table.rows.stored.push_back(row_of(metric, **share, book));
}

}  // namespace

Outcome target_explain(const Context& context, const TargetShow& what) {
  document::Table table{.key = "explain", .title = {"目标来源", "how it came about"}, .columns = columns()};
  read(context, [&](store::Database& database) {
    const target::Plan plan = store::load_target_plan(database, chosen_version(context, database, what));
    const TargetBook book(database, context.as_of);
    const std::set<std::string> nodes = shares_named(plan, book, database, context, what.node);
    const std::string& node = *nodes.begin();
    for (const target::Metric& metric : target::metrics()) {
      for (const std::string& key : nodes) add_chain(plan, book, metric, key, table);
    }
    if (!table.rows.stored.empty()) return;
    throw base::Error(
        base::Exit::finding,
        {.code = "E4120",
         .value = node,
         .message = {node + " 的目标不是由总额分解得来的",
                     "the target of " + node + " was not split from a total"},
         .help = {"查看 salesops target show " + what.code, "see salesops target show " + what.code}});
  });
  Outcome outcome;
  outcome.document =
      document::single_table("target_explain", {"目标来源", "how the target came about"}, std::move(table));
  outcome.document->currency = context.config.company.currency;
  outcome.document->facts = {fact_company(context)};
  return outcome;
}

}  // namespace salesops::app
