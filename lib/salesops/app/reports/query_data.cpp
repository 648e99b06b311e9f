#include "salesops/app/reports/query_data.hpp"

#include "salesops/store/query.hpp"

namespace salesops::app {

namespace {

constexpr int kSeconds = 30;

document::Cell cell_of(const store::Query::Cell& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

}  // namespace

document::Table query_table(const Context& context, const report::Source& source) {
  store::Query query(context.database_path, source.sql, kSeconds);
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

}  // namespace salesops::app
