#include "salesops/app/reports/use_case_data.hpp"

#include "salesops/app/attain.hpp"
#include "salesops/app/budget.hpp"
#include "salesops/app/budget_carry.hpp"
#include "salesops/app/receivables.hpp"
#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

// The command's context for a request: its period, its last day at the latest, its dimensions, no filters.
Context narrowed(const Context& context, const DataRequest& request) {
  Context inner = context;
  const calendar::Period period = relative_period(context, request);
  inner.period_text = period.label;
  inner.as_of = std::min(context.as_of, period.span.last);
  const std::string by = parameter(request, "by", "");
  inner.by = by.empty() ? std::vector<std::string>() : base::split(by, ',');
  inner.level = parameter(request, "level", "");
  inner.where.clear();
  return inner;
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
  return first_table(receivables_open(narrowed(context, request), {}));
}

document::Table attainment_data(const Context& context, const DataRequest& request) {
  AttainRequest attain;
  attain.metric = parameter(request, "metric", "sales");
  attain.pace = parameter(request, "pace", "");
  attain.any_level = true;
  return first_table(target_attain(narrowed(context, request), attain));
}

}  // namespace salesops::app
