// Nodes of a plan get new totals and their siblings absorb the difference.
#include <algorithm>

#include "salesops/app/approval.hpp"
#include "salesops/app/target_change.hpp"
#include "salesops/app/target_plan_parts.hpp"
#include "salesops/target/revise.hpp"

namespace salesops::app {

namespace {

using calendar::Month;
using target::Obstacle;

std::string shown(const Context& context, std::int64_t amount) {
  return money::to_grouped(money::Money::minor(amount), context.config.company.currency.digits);
}

[[noreturn]] void refuse_edit(const Context& context, const PlanSheet& table, const Obstacle& obstacle,
                              bool months) {
  const std::string node = table.name_of(obstacle.item);
  const std::string needed = shown(context, obstacle.needed);
  const std::string possible = shown(context, obstacle.possible);
  base::Diagnostic found{.code = "E4121", .field = "--set", .value = node};
  switch (obstacle.kind) {
    case Obstacle::Kind::bounds:
      found.message = {node + " 不能是 " + needed + "：界限、锁定和已结月份（" +
                           shown(context, obstacle.closed) + "）只容 " + possible,
                       node + " cannot be " + needed + ": bounds, locks and closed months (" +
                           shown(context, obstacle.closed) + ") allow " + possible};
      found.help = {"改为 " + possible + "，或先改界限", "set " + possible + ", or change the bound first"};
      break;
    case Obstacle::Kind::siblings:
      found.message = months ? base::Text{node + " 的其他月份须吸收 " + needed + "，最多 " + possible,
                                          "the other months of " + node + " must absorb " + needed +
                                              " and can " + possible + " at most"}
                             : base::Text{node + " 之下的其他节点须吸收 " + needed + "，最多 " + possible,
                                          "the other nodes under " + node + " must absorb " + needed +
                                              " and can " + possible + " at most"};
      found.help = {"改小变动，或同时修订上级", "make the change smaller, or revise the parent too"};
      break;
    case Obstacle::Kind::all_given:
      found.message = {
          node + " 之下全部给定或锁定，合计 " + possible + "，而不是 " + needed,
          "everything under " + node + " is given or locked and sums to " + possible + ", not " + needed};
      found.help = {"留一个节点来吸收，或同时修订上级", "leave a node to absorb, or revise the parent too"};
      break;
  }
  throw base::Error(base::Exit::finding, std::move(found));
}

struct Setting {
  std::string node;
  std::int64_t amount = 0;
};

std::vector<Setting> settings_of(const Context& context, store::Database& database, const TargetBook& book,
                                 const TargetRevise& what) {
  std::vector<Setting> settings;
  for (const std::string& text : what.sets) {
    const auto [node, amount] = assignment("--set", text);
    settings.push_back({book.node(node), amount_or_fail(context, "--set", amount)});
    require_charge(context, database, settings.back().node);
  }
  return settings;
}

std::size_t month_at(const PlanSheet& table, const PlanChange& change, const std::string& text) {
  const Month month = month_or_fail(text);
  const auto found = std::ranges::find(table.months, month);
  if (found != table.months.end() && month >= change.from)
    return static_cast<std::size_t>(found - table.months.begin());
  throw base::Error(base::Exit::finding,
                    {.code = "E4122",
                     .field = "--month",
                     .value = text,
                     .message = {text + " 不是可改的月份（自 " + calendar::to_string(change.from) + " 起）",
                                 text + " is not a month that may change (those from " +
                                     calendar::to_string(change.from) + " on may)"},
                     .help = {"用 --from 给出更早的未结账月份", "name an earlier open month with --from"}});
}

std::int64_t month_total(const PlanSheet& table, std::size_t item, std::size_t month) {
  std::int64_t total = 0;
  for (const std::size_t leaf : target::leaves_under(table.sheet, item))
    total += table.sheet.cell(leaf, month);
  return total;
}

void apply(const Context& context, store::Database& database, const TargetRevise& what, PlanChange& change) {
  const target::Metric& metric = splittable_or_fail(what.metric);
  const std::vector<Setting> settings = settings_of(context, database, change.book, what);
  std::vector<std::string> nodes;
  for (const Setting& setting : settings) {
    const PlanSheet plain(change.before, change.book, metric);
    if (!plain.item(setting.node)) nodes.push_back(setting.node);
  }
  PlanSheet table(change.before, change.book, metric, nodes);
  for (std::size_t m = 0; m < table.months.size(); ++m) table.sheet.open[m] = table.months[m] >= change.from;
  const std::int64_t unit = std::max<std::int64_t>(1, amount_or_fail(context, "--unit", what.unit));
  const target::Absorb absorb = what.absorb == "equal" ? target::Absorb::equally : target::Absorb::pro_rata;
  const bool months = what.over == "months";
  const std::size_t month = what.month.empty() ? 0 : month_at(table, change, what.month);
  const auto keep = [&](target::Revised revised) {
    if (revised.obstacle) refuse_edit(context, table, *revised.obstacle, months);
    table.sheet.cells = std::move(revised.cells);
  };
  if (months) {
    for (const Setting& setting : settings)
      keep(target::revise_month(table.sheet, *table.item(setting.node), month, setting.amount, absorb, unit));
  } else {
    const std::vector<std::int64_t> totals = target::totals_of(table.sheet);
    std::vector<target::Edit> edits;
    for (const Setting& setting : settings) {
      const std::size_t item = *table.item(setting.node);
      const std::int64_t now = what.month.empty() ? totals[item] : month_total(table, item, month);
      edits.push_back({item, totals[item] + setting.amount - now});
    }
    if (!what.month.empty()) {
      table.sheet.open.assign(table.months.size(), false);
      table.sheet.open[month] = true;
    }
    keep(target::revise(table.sheet, edits, absorb, unit));
  }
  table.put(table.sheet.cells, change.after);
}

}  // namespace

Outcome target_revise(const Context& context, const TargetRevise& what) {
  if (what.over == "months" && what.month.empty()) {
    throw base::Error(base::Exit::usage,
                      {.code = "E4123",
                       .field = "--over",
                       .message = {"--over months 须与 --month 同用", "--over months goes with --month"},
                       .help = {"加上 --month 2026-08", "add --month 2026-08"}});
  }
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    PlanChange change(context, transaction.database(), what.code, what.from);
    apply(context, transaction.database(), what, change);
    finish_change(context, transaction, change, outcome);
  });
  return outcome;
}

}  // namespace salesops::app
