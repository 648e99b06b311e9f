#include "salesops/app/reports/query_data.hpp"

#include <algorithm>
#include <optional>

#include "salesops/app/target_book.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/query.hpp"

namespace salesops::app {

namespace {

constexpr int kSeconds = 30;

using Values = std::map<std::string, std::optional<std::string>>;

document::Cell cell_of(const store::Query::Cell& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

// ["A1","BJ"]: codes have no characters that JSON would escape but quotes and backslashes.
std::string json_list(const std::vector<std::string>& codes) {
  std::string list = "[";
  for (const std::string& code : codes) {
    list += list.size() > 1 ? ",\"" : "\"";
    for (const char c : code) {
      if (c == '"' || c == '\\') list += '\\';
      list += c;
    }
    list += '"';
  }
  return list + "]";
}

Values values_of(const Context& context, const DataRequest& request) {
  const calendar::Period period = relative_period(context, request);
  const calendar::Date last = std::min(context.as_of, period.span.last);
  Values values = {{"from", calendar::to_string(period.span.first)},
                   {"to", calendar::to_string(last)},
                   {"period", period.label},
                   {"as_of", calendar::to_string(context.as_of)},
                   {"node", {}},
                   {"nodes", {}},
                   {"customer", {}},
                   {"promotion", {}}};
  for (const auto& [key, value] : request.with)
    if (key != "period") values[key] = value;
  for (const auto& [key, value] : context.where) {
    values[key] = value;
    if (key != "node") continue;
    read(context, [&](store::Database& database) {
      const TargetBook book(database, last);
      const std::size_t at = book.position(book.node(value));
      std::vector<std::string> codes;
      for (std::size_t below = at; below < book.entries()[at].end; ++below)
        codes.push_back(book.entries()[below].code);
      values["node"] = codes.front();
      values["nodes"] = json_list(codes);
    });
  }
  return values;
}

void check_parameters(const Context& context, const store::Query& query, const DataRequest& request,
                      const Values& values) {
  const auto uses = [&](const std::string& name) {
    return std::ranges::find(query.parameters(), name) != query.parameters().end();
  };
  std::vector<std::string> known;
  for (const auto& [name, value] : values) known.push_back(name);
  for (const std::string& name : query.parameters())
    if (!values.contains(name)) refuse_parameter(request, name, known);
  for (const auto& [name, value] : request.with)
    if (name != "period" && !uses(name)) refuse_parameter(request, name, query.parameters());
  for (const auto& [key, value] : context.where) {
    if (uses(key) || (key == "node" && uses("nodes"))) continue;
    const report::Spot& spot = request.spots.at("sql");
    throw base::Error(base::Exit::usage,
                      {.code = "E7113",
                       .place = spot.place,
                       .field = "--where",
                       .value = key,
                       .message = {"这个查询不能限定到 " + key, "this query cannot be limited to a " + key},
                       .help = {"在查询的条件中用 :" + key, "use :" + key + " in a condition of the query"}});
  }
}

document::Table rows_of(const Context& context, const std::string& sql, const DataRequest& request) {
  store::Query query(context.database_path, sql, kSeconds);
  const Values values = values_of(context, request);
  check_parameters(context, query, request, values);
  for (const auto& [name, value] : values) query.bind(name, value);
  document::Table table{.key = "query", .title = {"查询", "Query"}};
  for (const std::string& name : query.columns()) {
    table.columns.push_back({.key = name, .title = {name, name}});
  }
  query.for_each([&](const std::vector<store::Query::Cell>& row) {
    document::Row cells;
    for (const store::Query::Cell& value : row) cells.push_back(cell_of(value));
    table.rows.stored.push_back(std::move(cells));
  });
  return table;
}

}  // namespace

document::Table query_table(const Context& context, const std::string& sql, const DataRequest& request) {
  try {
    return placed_at_parameters(request, [&] { return rows_of(context, sql, request); });
  } catch (const base::Error& error) {
    if (!error.code().starts_with("E92")) throw;
    std::vector<base::Diagnostic> placed = error.diagnostics();
    placed.front().place = request.spots.at("sql").place;
    throw base::Error(error.exit(), std::move(placed));
  }
}

}  // namespace salesops::app
