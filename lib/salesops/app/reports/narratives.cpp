#include "salesops/app/reports/narratives.hpp"

#include <algorithm>

#include "salesops/app/reports/data_sets.hpp"
#include "salesops/app/reports/receivables_data.hpp"
#include "salesops/app/reports/responsibility_data.hpp"
#include "salesops/base/text.hpp"
#include "salesops/report/narrative.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Table;
using Sentences = std::vector<Text>;
using Parameters = std::map<std::string, std::string>;

const Text kSales = {"销售", "Sales"};
const Text kCollection = {"回款", "Collection"};

Table data(const Context& context, const calendar::Period& period, const char* name, Parameters with) {
  return fetch(context, name, {period, std::move(with), {}});
}

Table company(const Context& context, const calendar::Period& period, const char* metric) {
  return data(context, period, "attainment", {{"metric", metric}, {"level", "company"}});
}

void append(Sentences& all, Sentences more, std::size_t most = 99) {
  if (more.size() > most) more.resize(most);
  std::ranges::move(more, std::back_inserter(all));
}

// Sales and collection of a period of any kind, one sentence each.
Sentences result(const Context& context, const calendar::Period& period) {
  Sentences all =
      report::narrate_result(kSales, company(context, period, "sales"), context.config.company.currency);
  append(all, report::narrate_result(kCollection, company(context, period, "collection"),
                                     context.config.company.currency));
  return all;
}

Sentences collection(const Context& context, const calendar::Period& period) {
  const Table whole = company(context, period, "collection");
  Sentences all = report::narrate_result(kCollection, whole, context.config.company.currency);
  append(all,
         report::narrate_extremes(
             kCollection, data(context, period, "attainment", {{"metric", "collection"}, {"level", "city"}}),
             context.config.company.currency));
  return all;
}

// The four figures of a month, one sentence each.
Sentences month(const Context& context, const calendar::Period& period) {
  Sentences all = result(context, period);
  append(all,
         report::narrate_receivables(data(context, period, "aging", {}), context.config.company.currency), 1);
  append(all, report::narrate_budget(data(context, period, "budget", {{"by", "node,category"}}),
                                     context.config.company.currency));
  return all;
}

Sentences day(const Context& context, const calendar::Period& period) {
  const calendar::FiscalCalendar& calendar = context.config.calendar;
  const calendar::Period whole =
      calendar.month_period(calendar.month_of(std::min(context.as_of, period.span.last)));
  Sentences all =
      report::narrate_pace(kSales, company(context, whole, "sales"), context.config.company.currency);
  append(all, report::narrate_pace(kCollection, company(context, whole, "collection"),
                                   context.config.company.currency));
  return all;
}

Sentences attainment(const Context& context, const calendar::Period& period) {
  Sentences all;
  for (const auto& [measure, metric] : {std::pair(kSales, "sales"), std::pair(kCollection, "collection")}) {
    const Table cities = data(context, period, "attainment", {{"metric", metric}, {"level", "city"}});
    append(all, report::narrate_extremes(measure, cities, context.config.company.currency));
  }
  return all;
}

Sentences receivables(const Context& context, const calendar::Period& period) {
  return report::narrate_receivables(data(context, period, "aging", {}), context.config.company.currency);
}

Sentences budget(const Context& context, const calendar::Period& period) {
  return report::narrate_budget(data(context, period, "budget", {{"by", "node,category"}}),
                                context.config.company.currency);
}

Sentences products(const Context& context, const calendar::Period& period) {
  return report::narrate_change(data(context, period, "sales", {{"by", "group"}}),
                                context.config.company.currency);
}

Sentences statement(const Context& context, const calendar::Period& period) {
  return statement_text(context, period, false);
}

Sentences statement_slip(const Context& context, const calendar::Period& period) {
  return statement_text(context, period, true);
}

Sentences promotions(const Context& context, const calendar::Period& period) {
  return report::narrate_promotions(data(context, period, "promotion_results", {}),
                                    context.config.company.currency);
}

Sentences rollforward(const Context& context, const calendar::Period& period) {
  return report::narrate_rollforward(data(context, period, "rollforward_steps", {}),
                                     context.config.company.currency);
}

Sentences variance(const Context& context, const calendar::Period& period) {
  return report::narrate_variance(data(context, period, "variance", {{"by", "product"}}),
                                  context.config.company.currency);
}

struct Narrative {
  const char* name;
  Sentences (*sentences)(const Context&, const calendar::Period&);
};
constexpr Narrative kNarratives[] = {
    {"attainment", attainment}, {"budget", budget},
    {"collection", collection}, {"day", day},
    {"month", month},           {"products", products},
    {"promotions", promotions}, {"receivables", receivables},
    {"result", result},         {"rollforward", rollforward},
    {"statement", statement},   {"statement_slip", statement_slip},
    {"variance", variance},
};
constexpr const char* kResponsibility = "responsibility";  // the only one with a parameter: plan

}  // namespace

std::vector<Text> narrate(const Context& context, const std::string& name, const DataRequest& request) {
  const bool page = name == kResponsibility;
  for (const auto& [key, value] : request.with)
    if (!page || key != "plan")
      refuse_parameter(request, key, page ? std::vector<std::string>{"plan"} : std::vector<std::string>{});
  if (page) return responsibility_text(context, request);
  const auto found =
      std::ranges::find_if(kNarratives, [&](const Narrative& narrative) { return name == narrative.name; });
  if (found != std::end(kNarratives)) return found->sentences(context, request.period);
  std::vector<std::string> known{kResponsibility};
  for (const Narrative& narrative : kNarratives) known.emplace_back(narrative.name);
  std::ranges::sort(known);
  const std::string all = base::join(known, ", ");
  const report::Spot& spot = request.spots.at("data");
  throw base::Error(base::Exit::configuration,
                    {.code = "E7109",
                     .place = spot.place,
                     .field = "narrative",
                     .value = name,
                     .message = {"没有文字规则“" + name + "”", "there is no narrative \"" + name + "\""},
                     .help = {"可用：" + all, "known: " + all},
                     .source = spot.line});
}

}  // namespace salesops::app
