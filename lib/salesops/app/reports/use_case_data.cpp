#include "salesops/app/reports/use_case_data.hpp"

#include <algorithm>

#include "salesops/app/attain.hpp"
#include "salesops/app/budget.hpp"
#include "salesops/app/budget_carry.hpp"
#include "salesops/app/promotion.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/receivables.hpp"
#include "salesops/app/reports/kinds.hpp"
#include "salesops/app/reports/sales_data.hpp"
#include "salesops/app/target_book.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

using document::Table;

// The command's context for a request: its period, its last day at the latest, its dimensions, and what the
// report is limited to.
Context narrowed(const Context& context, const DataRequest& request) {
  Context inner = context;
  const calendar::Period period = relative_period(context, request);
  inner.period_text = period.label;
  inner.as_of = std::min(context.as_of, period.span.last);
  const std::string by = parameter(request, "by", "");
  inner.by = by.empty() ? std::vector<std::string>() : base::split(by, ',');
  inner.level = parameter(request, "level", "");
  return inner;
}

namespace {

// The level asked for, or the kind of the node that the report is limited to when that level does not occur
// below it: a city's report by area has the city as its row.
std::string level_below(const Context& context) {
  std::string level = context.level;
  read(context, [&](store::Database& database) {
    for (const auto& [key, value] : context.where) {
      if (key != "node" || level.empty()) continue;
      const auto tree = tree_on(context, database, context.as_of);
      const TargetBook& book = *tree;
      const std::vector<TargetBook::Entry>& entries = book.entries();
      const std::size_t at = book.position(book.node(value));
      bool found = false;
      for (std::size_t below = at; below < entries[at].end; ++below)
        found = found || entries[below].kind == level;
      if (!found) level = entries[at].kind;
    }
  });
  return level;
}

// A level that no node has: a fault of a user's definition; what to say under the table of a built-in one.
std::optional<base::Diagnostic> unknown_level(const Context& context, const DataRequest& request) {
  std::optional<base::Diagnostic> fault;
  if (context.level.empty() || (context.reading && context.reading->kinds.contains(context.level)))
    return fault;
  read(context, [&](store::Database& database) {
    if (request.own) require_kind(database, context.level, "level");
    fault = kind_fault(database, context.level);
  });
  if (!fault && context.reading) context.reading->kinds.insert(context.level);
  return fault;
}

document::Table first_table(Outcome outcome) {
  return std::move(outcome.document->sections.front().tables.front());
}

}  // namespace

document::Table budget_table(const Context& context, const DataRequest& request) {
  return first_table(budget_status(narrowed(context, request)));
}

document::Table budget_carry_table(const Context& context, const DataRequest& request) {
  const calendar::Period period = relative_period(context, request);
  document::Table table;
  read(context, [&](store::Database& database) {
    table = carry_table(context, database, context.config.calendar.month_of(period.span.last));
  });
  return table;
}

document::Table aging_table(const Context& context, const DataRequest& request) {
  return first_table(receivables_aging(narrowed(context, request), {}));
}

document::Table open_items_table(const Context& context, const DataRequest& request) {
  OpenRequest open;
  Context inner = narrowed(context, request);
  if (inner.where.empty()) return first_table(receivables_open(inner, open));
  read(inner, [&](store::Database& database) {
    const store::DocumentScope scope = document_scope(inner, database, inner.as_of);
    open.customers = store::customers_in(database, inner.as_of, scope);
  });
  inner.where.clear();
  if (!open.customers.empty()) return first_table(receivables_open(inner, open));
  Table none = first_table(receivables_open(inner, open));  // for its columns
  none.rows = {};
  none.total.reset();
  return none;
}

document::Table attainment_data(const Context& context, const DataRequest& request) {
  AttainRequest attain;
  attain.metric = parameter(request, "metric", "sales");
  attain.pace = parameter(request, "pace", "");
  const std::vector<std::string> clocks = {"", "calendar", "workdays", "plan"};
  if (std::ranges::find(clocks, attain.pace) == clocks.end())
    refuse_value(request, "pace", attain.pace, {clocks.begin() + 1, clocks.end()});
  attain.any_level = true;
  Context inner = narrowed(context, request);
  const std::optional<base::Diagnostic> unknown = unknown_level(inner, request);
  inner.level = level_below(inner);
  Table table = first_table(target_attain(inner, attain));
  if (unknown)
    table.notes.push_back(
        {unknown->message.zh + "；" + unknown->help.zh, unknown->message.en + "; " + unknown->help.en});
  return table;
}

document::Table promotion_table(const Context& context, const DataRequest& request) {
  const std::string part = parameter(request, "part", "total");
  PromoOptions options;
  for (const auto& [key, value] : context.where) options.code = value;
  Context inner = narrowed(context, request);
  inner.where.clear();
  Outcome outcome = promo_evaluate(inner, options);
  const std::string key = part == "total" ? "evaluation" : part;
  for (Table& table : outcome.document->sections.front().tables)
    if (table.key == key) return std::move(table);
  if (part == "nodes" || part == "customers") {  // a stated baseline has no parts
    Table none{.key = part};
    none.columns = {{.key = "key", .title = {"编码", "Code"}, .type = document::Type::id}};
    return none;
  }
  refuse_value(request, "part", part, {"total", "nodes", "customers"});
}

}  // namespace salesops::app
