#include "salesops/app/reports/run.hpp"

#include <algorithm>
#include <set>

#include "salesops/app/promotion_parts.hpp"
#include "salesops/app/reading.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/reports/customer_data.hpp"
#include "salesops/app/reports/data_sets.hpp"
#include "salesops/app/reports/definition.hpp"
#include "salesops/app/reports/narratives.hpp"
#include "salesops/app/reports/query_data.hpp"
#include "salesops/app/target_book.hpp"
#include "salesops/base/text.hpp"
#include "salesops/config/yaml.hpp"
#include "salesops/report/build.hpp"

namespace salesops::app {

namespace {

using calendar::Period;
using calendar::PeriodKind;
using document::Row;
using document::Table;
using report::Definition;

struct KindName {
  const char* word;
  PeriodKind kind;
  base::Text name;
};
const std::vector<KindName>& kind_names() {
  static const std::vector<KindName> kNames = {
      {"day", PeriodKind::day, {"日", "day"}},
      {"week", PeriodKind::week, {"周", "week"}},
      {"ten_days", PeriodKind::ten_days, {"旬", "ten days"}},
      {"month", PeriodKind::month, {"月", "month"}},
      {"quarter", PeriodKind::quarter, {"季", "quarter"}},
      {"half", PeriodKind::half, {"半年", "half year"}},
      {"year", PeriodKind::year, {"年", "year"}},
  };
  return kNames;
}

// The period of the definition's kind that holds as-of.
Period default_period(const Context& context, const std::string& kind) {
  const calendar::FiscalCalendar& calendar = context.config.calendar;
  if (kind == "week") return calendar.week_of(context.as_of);
  if (kind == "ten_days") return calendar.ten_days_of(context.as_of);
  if (kind == "month") return calendar.month_period(calendar.month_of(context.as_of));
  if (kind == "quarter") return calendar.parse("this-quarter", context.as_of);
  if (kind == "year") return calendar.parse("this-year", context.as_of);
  if (kind == "half") {
    const calendar::Month month = calendar.month_of(context.as_of);
    return calendar.half(month.year(), month.month() <= 6 ? 1 : 2);
  }
  return {PeriodKind::day, calendar::to_string(context.as_of), {context.as_of, context.as_of}};
}

Period period_of(const Context& context, const Definition& definition) {
  if (context.period_text.empty()) return default_period(context, definition.period);
  const Period period = context.config.calendar.parse(context.period_text, context.as_of);
  if (definition.period == "as_of") return period;
  const auto wanted = std::ranges::find_if(
      kind_names(), [&](const KindName& name) { return definition.period == name.word; });
  if (wanted == kind_names().end() || wanted->kind == period.kind) return period;
  throw base::Error(base::Exit::usage,
                    {.code = "E7108",
                     .field = "--period",
                     .value = context.period_text,
                     .message = {"报表“" + definition.key + "”以" + wanted->name.zh + "为期间",
                                 "the report \"" + definition.key + "\" is for a " + wanted->name.en},
                     .help = {"例如 --period " + default_period(context, definition.period).label,
                              "for example --period " + default_period(context, definition.period).label}});
}

// A report about one customer or promotion needs to know which; --where knows these words only.
void check_scope(const Context& context, const Definition& definition) {
  const std::vector<std::string> known = {"customer", "node", "promotion"};
  bool named = definition.about == "company";
  std::set<std::string> seen;
  for (const auto& [key, value] : context.where) {
    named = named || key == definition.about;
    if (std::ranges::find(known, key) != known.end() && seen.insert(key).second) continue;
    throw base::Error(
        base::Exit::usage,
        {.code = "E7113",
         .field = "--where",
         .value = key,
         .message = {"报表不能这样限定：" + key, "a report cannot be limited by " + key},
         .help = {"可用 node、customer、promotion，各一次", "use node, customer or promotion, each once"}});
  }
  if (named) return;
  throw base::Error(
      base::Exit::usage,
      {.code = "E7112",
       .field = "--where",
       .value = definition.about,
       .message = {"报表“" + definition.key + "”须指明 " + definition.about,
                   "the report \"" + definition.key + "\" is about one " + definition.about},
       .help = {"加上 --where " + definition.about + "=编码", "add --where " + definition.about + "=CODE"}});
}

// "HD-JS 江苏省区"; codes and names of what the report is limited to.
document::Fact fact_scope(const Context& context) {
  std::vector<std::string> names;
  read(context, [&](store::Database& database) {
    for (const auto& [key, value] : context.where) {
      if (key == "node") {
        const TargetBook book(database, context.as_of);
        const TargetBook::Entry& entry = *book.find(book.node(value));
        names.push_back(entry.code + " " + entry.name);
      } else if (key == "customer") {
        const store::CustomerName customer = require_customer(context, database, value);
        names.push_back(customer.code + " " + customer.name);
      } else {
        names.push_back(value + " " + promotion_named(database, value).theme);
      }
    }
  });
  const std::string text = base::join(names, ", ");
  return {"scope", {"范围", "Scope"}, {text, text}};
}

bool is_file_name(const std::string& name) {
  return name.ends_with(".yaml") || name.ends_with(".yml");
}

Definition read_definition(const std::string& path) {
  return parse_report(config::read_file(path), path);
}

// The file of a report that is not one of the binary, or nothing.
std::optional<std::string> own_file(const config::Reports& workspace, const std::string& name) {
  if (is_file_name(name)) return name;
  for (const std::string& path : workspace.definitions) {
    if (read_definition(path).key == name) return path;
  }
  return std::nullopt;
}

std::string source_name(const std::string& key) {
  return key + ".yaml";
}

[[noreturn]] void unknown_report(const config::Reports& workspace, const std::string& name) {
  std::vector<std::string> known;
  for (const std::string& path : workspace.definitions) known.push_back(read_definition(path).key);
  for (const BuiltInReport& report : built_in_reports()) known.push_back(report.key);
  std::ranges::sort(known);
  const auto near = base::nearest(name, known);
  const std::string all = base::join(known, ", ");
  throw base::Error(
      base::Exit::usage,
      {.code = "E7107",
       .field = "REPORT",
       .value = name,
       .message = {"没有报表“" + name + "”", "there is no report \"" + name + "\""},
       .help = {(near ? "是否指 " + *near + "？" : "") + "可用：" + all + "，或一个 .yaml 文件",
                (near ? "did you mean " + *near + "? " : "") + "known: " + all + ", or a .yaml file"}});
}

}  // namespace

Definition find_report(const Context& context, const std::string& name) {
  const std::string text = report_text(context.config.reports, name);
  Definition definition = parse_report(text, is_file_name(name) ? name : source_name(name));
  definition.own = own_file(context.config.reports, name).has_value();
  return definition;
}

Period report_period(const Context& context, const Definition& definition) {
  return period_of(context, definition);
}

document::Document run_report(const Context& context, const Definition& definition) {
  check_scope(context, definition);
  const Period period = period_of(context, definition);
  Context inner = context;
  inner.period_text = period.label;
  inner.as_of = std::min(context.as_of, period.span.last);
  if (!inner.reading) inner.reading = std::make_shared<Reading>(context.database_path, context.as_of);
  const auto table = [&](const report::Source& source) {
    const DataRequest request{period, source.with, source.spots, definition.own};
    return source.sql.empty() ? fetch(inner, source.data, request) : query_table(inner, source.sql, request);
  };
  const auto text = [&](const report::Source& source) {
    return narrate(inner, source.data, {period, source.with, source.spots});
  };
  const auto notes = [&](const std::string& topic) { return note_paragraphs(inner, period, topic); };
  document::Document document = report::build(definition, table, text, notes);
  document.currency = context.config.company.currency;
  document.unit = definition.unit;
  document.facts = {fact_company(inner), fact_period(period), fact_as_of(inner)};
  if (!inner.where.empty()) document.facts.push_back(fact_scope(inner));
  return document;
}

Outcome report_run(const Context& context, const std::string& name) {
  Outcome outcome;
  outcome.document = run_report(context, find_report(context, name));
  return outcome;
}

std::string report_text(const config::Reports& workspace, const std::string& name) {
  if (const auto path = own_file(workspace, name)) return config::read_file(*path);
  for (BuiltInReport& report : built_in_reports()) {
    if (report.key == name) return std::move(report.text);
  }
  unknown_report(workspace, name);
}

Outcome report_list(const config::Reports& workspace) {
  Table table{.key = "reports", .title = {"报表", "Reports"}};
  table.columns = {{.key = "report", .title = {"标识", "Key"}, .type = document::Type::id},
                   {.key = "title", .title = {"名称", "Title"}},
                   {.key = "period", .title = {"期间", "Period"}},
                   {.key = "about", .title = {"对象", "About"}},
                   {.key = "source", .title = {"来源", "Source"}}};
  const auto add = [&table](const Definition& definition, const std::string& source) {
    table.rows.stored.push_back(
        {definition.key, definition.title, definition.period, definition.about, source});
  };
  for (const BuiltInReport& report : built_in_reports())
    add(parse_report(report.text, source_name(report.key)), "built-in");
  for (const std::string& path : workspace.definitions) add(read_definition(path), path);
  Outcome outcome;
  outcome.document = document::single_table("report_list", {"报表", "Reports"}, std::move(table));
  return outcome;
}

Outcome report_data_list() {
  Table table{.key = "data_sets", .title = {"数据集", "Data sets"}};
  table.columns = {{.key = "data", .title = {"名称", "Name"}, .type = document::Type::id},
                   {.key = "meaning", .title = {"内容", "Content"}},
                   {.key = "with", .title = {"参数", "Parameters"}},
                   {.key = "where", .title = {"可限定到", "Can be limited to"}}};
  for (const DataSet& set : data_sets()) {
    const std::vector<std::string> names(set.parameters.begin(), set.parameters.end());
    const std::vector<std::string> scopes(set.scopes.begin(), set.scopes.end());
    table.rows.stored.push_back({std::string(set.name), base::Text{set.zh, set.en}, base::join(names, ", "),
                                 base::join(scopes, ", ")});
  }
  Outcome outcome;
  outcome.document =
      document::single_table("report_data", {"报表数据集", "Data sets of reports"}, std::move(table));
  return outcome;
}

}  // namespace salesops::app
