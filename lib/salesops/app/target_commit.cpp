#include "salesops/app/target_commit.hpp"

#include <fmt/format.h>

#include <map>

#include "salesops/app/approval.hpp"
#include "salesops/app/target_change.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/base/checked.hpp"
#include "salesops/store/approvals.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Type;
using store::TargetCommitment;
using store::TargetVersion;

std::string object_of(const TargetCommit& what, const std::string& node, const target::Metric& metric) {
  return what.code + " commitment " + node + " " + metric.id;
}

// The version that is negotiated: the newest one.
TargetVersion negotiated(store::Database& database, const std::string& code) {
  const auto newest = store::latest_target_version(database, code);
  if (!newest) no_such_target_plan(database, code);
  return *newest;
}

std::string shown(const Context& context, std::int64_t amount) {
  return money::to_grouped(money::Money::minor(amount), context.config.company.currency.digits);
}

std::optional<TargetCommitment> latest_word(store::Database& database, const TargetVersion& version,
                                            const std::string& node, const target::Metric& metric) {
  for (TargetCommitment& found : store::commitments(database, version)) {
    if (found.node == node && found.metric == metric.id) return std::move(found);
  }
  return std::nullopt;
}

void record(const Context& context, store::WriteTransaction& transaction, const TargetCommit& what,
            const std::string& node, const target::Metric& metric, Outcome& outcome) {
  const TargetVersion version = negotiated(transaction.database(), what.code);
  require_charge(context, transaction.database(), node);
  const std::int64_t amount = amount_or_fail(context, "AMOUNT", what.amount);
  const std::string object = object_of(what, node, metric);
  if (store::waiting_approval(transaction.database(), "target", object))
    recall(context, transaction, "target", object);
  submit(context, transaction,
         {.what = "target", .object = object, .amount = money::Money::minor(amount), .node = node});
  store::insert_commitment(
      transaction, version,
      {.node = node, .metric = metric.id, .amount = amount, .state = "committed", .comment = context.reason});
  outcome.messages.push_back(
      {fmt::format("{} 承诺 {}（{}），待上级接受或退回", node, shown(context, amount), metric.title.zh),
       fmt::format("{} commits to {} ({}); to be accepted or pushed back", node, shown(context, amount),
                   metric.title.en)});
}

void decide(const Context& context, store::WriteTransaction& transaction, const TargetCommit& what,
            const std::string& node, const target::Metric& metric, Outcome& outcome) {
  const TargetVersion version = negotiated(transaction.database(), what.code);
  const std::string object = object_of(what, node, metric);
  if (what.push_back && context.reason.empty()) {
    throw base::Error(base::Exit::usage, {.code = "E4127",
                                          .field = "--reason",
                                          .message = {"退回须附意见", "pushing back needs a comment"},
                                          .help = {"加上 --reason 意见", "add --reason TEXT"}});
  }
  if (what.accept) {
    approve(context, transaction, "target", object);
  } else {
    reject(context, transaction, "target", object);
  }
  TargetCommitment word = *latest_word(transaction.database(), version, node, metric);
  word.state = what.accept ? "accepted" : "pushed_back";
  word.comment = context.reason;
  store::insert_commitment(transaction, version, word);
  outcome.messages.push_back(
      what.accept ? base::Text{fmt::format("已接受 {} 的承诺 {}；目标不变，要改用 salesops target revise",
                                           node, shown(context, word.amount)),
                               fmt::format("accepted the {} of {}; its target stays, change it with salesops "
                                           "target revise",
                                           shown(context, word.amount), node)}
                  : base::Text{fmt::format("已退回 {} 的承诺 {}", node, shown(context, word.amount)),
                               fmt::format("pushed back the {} of {}", shown(context, word.amount), node)});
}

base::Text state_title(const std::string& state) {
  if (state == "accepted") return {"已接受", "accepted"};
  if (state == "pushed_back") return {"已退回", "pushed back"};
  if (state == "committed") return {"待定", "waiting"};
  return {};
}

// Targets and commitments of a metric on the tree.
class Gaps {
 public:
  Gaps(const Context& context, const TargetBook& book, const target::Metric& metric)
      : context_(context),
        book_(book),
        metric_(metric),
        targets_(book.entries().size(), 0),
        below_(book.entries().size(), 0),
        any_(book.entries().size(), false) {}

  void add(const target::Plan& plan, const std::vector<TargetCommitment>& commitments) {
    for (const target::Value& value : plan.values) {
      if (value.metric != metric_.id || book_.find(value.node) == nullptr) continue;
      std::int64_t& sum = targets_[book_.position(value.node)];
      sum = base::checked_add(sum, value.amount);
    }
    book_.roll_up(targets_);
    for (const TargetCommitment& word : commitments) {
      if (word.metric == metric_.id && book_.find(word.node) != nullptr)
        words_.emplace(book_.position(word.node), word);
    }
    // What the nearest commitments below a node come to.
    for (std::size_t at = below_.size(); at-- > 0;) {
      const std::size_t parent = book_.entries()[at].parent;
      const auto word = words_.find(at);
      any_[at] = any_[at] || word != words_.end();
      if (parent == at || !any_[at]) continue;
      any_[parent] = true;
      below_[parent] =
          base::checked_add(below_[parent], word == words_.end() ? below_[at] : word->second.amount);
    }
  }
  void rows(document::Table& table) const {
    for (std::size_t at = 0; at < targets_.size(); ++at) {
      const TargetBook::Entry& entry = book_.entries()[at];
      const auto word = words_.find(at);
      if (targets_[at] == 0 && !any_[at]) continue;
      document::Row row{entry.code, entry.name, static_cast<std::int64_t>(entry.depth),
                        metric_word(metric_), figure(metric_, targets_[at])};
      if (word == words_.end()) {
        row.insert(row.end(),
                   {Cell(), Cell(), below_cell(at), std::string(), std::string(), Cell(), std::string()});
      } else {
        const TargetCommitment& said = word->second;
        row.insert(row.end(), {figure(metric_, said.amount),
                               figure(metric_, base::checked_sub(targets_[at], said.amount)), below_cell(at),
                               state_title(said.state), said.actor,
                               day_of(said.time, context_.config.company.utc_offset), said.comment});
      }
      table.rows.stored.push_back(std::move(row));
    }
  }

 private:
  Cell below_cell(std::size_t at) const {
    const bool inner = any_[at] && (!words_.contains(at) || below_[at] != 0);
    return inner ? figure(metric_, below_[at]) : Cell();
  }

  const Context& context_;
  const TargetBook& book_;
  const target::Metric& metric_;
  std::vector<std::int64_t> targets_;
  std::vector<std::int64_t> below_;
  std::vector<bool> any_;
  std::map<std::size_t, TargetCommitment> words_;
};

Outcome list(const Context& context, const std::string& code) {
  document::Table table{.key = "commitments", .title = {"承诺与缺口", "commitments and gaps"}};
  table.columns = {
      {.key = "node", .title = {"节点", "node"}, .type = Type::id},
      {.key = "name", .title = {"名称", "name"}, .type = Type::text},
      {.key = "level", .title = {"层", "level"}, .type = Type::integer},
      {.key = "metric", .title = {"指标", "metric"}, .type = Type::id},
      {.key = "target", .title = {"目标", "target"}, .type = Type::money},
      {.key = "committed", .title = {"承诺", "committed"}, .type = Type::money},
      {.key = "gap", .title = {"缺口（目标−承诺）", "gap (target − committed)"}, .type = Type::money},
      {.key = "below", .title = {"下级承诺合计", "committed below"}, .type = Type::money},
      {.key = "state", .title = {"状态", "state"}, .type = Type::text},
      {.key = "by", .title = {"由", "by"}, .type = Type::text},
      {.key = "date", .title = {"日期", "date"}, .type = Type::date},
      {.key = "comment", .title = {"意见", "comment"}, .type = Type::text}};
  table.tree_column = "node";
  table.level_column = "level";
  std::string label;
  read(context, [&](store::Database& database) {
    const TargetVersion version = negotiated(database, code);
    label = code + " v" + std::to_string(version.plan.version);
    const target::Plan plan = store::load_target_plan(database, version);
    const std::vector<TargetCommitment> words = store::commitments(database, version);
    const TargetBook book(database, context.as_of);
    for (const target::Metric& metric : target::metrics()) {
      Gaps gaps(context, book, metric);
      gaps.add(plan, words);
      gaps.rows(table);
    }
  });
  Outcome outcome;
  outcome.document =
      document::single_table("target_commitments", {"承诺与缺口", "commitments and gaps"}, std::move(table));
  outcome.document->currency = context.config.company.currency;
  outcome.document->facts = {
      fact_company(context), {"plan", {"计划", "plan"}, {label, label}}, fact_as_of(context)};
  return outcome;
}

}  // namespace

Outcome target_commit(const Context& context, const TargetCommit& what) {
  if (what.node.empty() || (what.amount.empty() && !what.accept && !what.push_back))
    return list(context, what.code);
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    const TargetBook book(transaction.database(), context.as_of);
    const std::string node = book.node(what.node);
    const target::Metric& metric = splittable_or_fail(what.metric);
    if (what.amount.empty()) {
      decide(context, transaction, what, node, metric, outcome);
    } else {
      record(context, transaction, what, node, metric, outcome);
    }
  });
  return outcome;
}

}  // namespace salesops::app
