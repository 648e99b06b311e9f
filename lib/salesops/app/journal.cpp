#include "salesops/store/journal.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "salesops/app/database.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/history.hpp"
#include "salesops/store/query.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Cell;
using document::Column;
using document::Row;
using document::Table;
using document::Type;

constexpr std::size_t kHeldRows = 50'000;

Table entries_table(std::string key, Text title) {
  Table table{.key = std::move(key), .title = std::move(title)};
  table.columns = {Column{.key = "sequence", .title = {"序号", "entry"}, .type = Type::integer},
                   Column{.key = "time", .title = {"时间", "time"}, .type = Type::id},
                   Column{.key = "actor", .title = {"操作人", "actor"}},
                   Column{.key = "command", .title = {"命令", "command"}},
                   Column{.key = "reason", .title = {"原因", "reason"}},
                   Column{.key = "batch", .title = {"批次", "batch"}, .type = Type::integer},
                   Column{.key = "object", .title = {"对象", "object"}, .type = Type::id},
                   Column{.key = "before", .title = {"原值", "before"}, .wide_only = true},
                   Column{.key = "after", .title = {"新值", "after"}, .wide_only = true}};
  return table;
}

Row entry_row(const Context& context, const store::JournalEntry& entry) {
  return {entry.sequence,
          instant_text(entry.time, context.config.company.utc_offset),
          entry.actor,
          entry.command,
          entry.reason.empty() ? Cell{} : Cell{entry.reason},
          entry.batch ? Cell{*entry.batch} : Cell{},
          entry.object,
          entry.before.empty() ? Cell{} : Cell{entry.before},
          entry.after.empty() ? Cell{} : Cell{entry.after}};
}

// "-34.50": an amount or quantity as the views show it; a machine format writes it as it stands.
bool plain_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto point = text.find('.');
  return text.size() <= 18 && point != std::string_view::npos && point + 1 < text.size() &&
         text.size() - point <= 13 && base::all_digits(text.substr(0, point)) &&
         base::all_digits(text.substr(point + 1));
}

Cell cell_of(const store::Query::Cell& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return {};
  money::Decimal decimal;
  money::NumberFault fault;
  if (plain_decimal(*text) && money::parse_decimal(*text, decimal, fault)) return decimal;
  return *text;
}

// A column is of integers until a value says otherwise.
void widen(document::Type& type, const Cell& cell) {
  if (std::holds_alternative<money::Decimal>(cell) && type == Type::integer) type = Type::decimal;
  if (std::holds_alternative<std::string>(cell)) type = Type::id;
}

// Names of result columns may repeat; keys may not.
std::vector<Column> query_columns(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string key = base::printable(names[i]);
    int copies = 1;
    for (std::size_t j = 0; j < i; ++j) copies += names[j] == names[i] ? 1 : 0;
    if (copies > 1) key += "_" + std::to_string(copies);
    columns.push_back(Column{.key = key, .title = {key, key}, .type = Type::integer});
  }
  return columns;
}

}  // namespace

Outcome query(const Context& context, const QueryRequest& request) {
  auto running = std::make_shared<store::Query>(context.database_path, request.sql, request.timeout);
  Table table{.key = "rows", .title = {"查询结果", "query result"}};
  table.columns = query_columns(running->columns());
  std::size_t count = 0;
  running->for_each([&](const std::vector<store::Query::Cell>& values) {
    Row row;
    for (std::size_t i = 0; i < values.size(); ++i)
      widen(table.columns[i].type, row.emplace_back(cell_of(values[i])));
    if (++count <= kHeldRows) table.rows.stored.push_back(std::move(row));
  });
  if (count > kHeldRows) {
    table.rows.stored.clear();
    table.rows.generated = count;
    table.rows.generate = [running](const std::function<void(const Row&)>& sink) {
      Row row;
      running->for_each([&](const std::vector<store::Query::Cell>& values) {
        row.clear();
        for (const auto& value : values) row.push_back(cell_of(value));
        sink(row);
      });
    };
  }
  Outcome outcome;
  outcome.document = document::single_table("query", {"查询", "query"}, std::move(table));
  return outcome;
}

Outcome log(const Context& context, const LogRequest& request) {
  Table table = entries_table("journal", {"日志", "journal"});
  read(context, [&](store::Database& database) {
    store::JournalFilter filter;
    filter.object_prefix = request.object;
    filter.batch = request.batch;
    filter.actor = request.by;
    filter.limit = request.limit;
    filter.seals = request.seals;
    store::for_each_entry(database, filter, [&](const store::JournalEntry& entry) {
      table.rows.stored.push_back(entry_row(context, entry));
    });
  });
  Outcome outcome;
  outcome.document = document::single_table("journal", {"变更日志", "journal of changes"}, std::move(table));
  return outcome;
}

Outcome show(const Context& context, const ShowRequest& request) {
  Table fields{.key = "fields", .title = {"内容", "content"}};
  fields.columns = {Column{.key = "row", .title = {"行", "row"}, .type = Type::integer},
                    Column{.key = "kind", .title = {"类型", "kind"}},
                    Column{.key = "field", .title = {"字段", "field"}},
                    Column{.key = "value", .title = {"值", "value"}, .type = Type::id}};
  Table history = entries_table("history", {"变更记录", "history"});
  read(context, [&](store::Database& database) {
    const auto rows = store::find_rows(database, request.id, request.kind);
    std::int64_t number = 0;
    for (const store::ShownRow& row : rows) {
      ++number;
      for (const auto& [field, value] : row.fields)
        fields.rows.stored.push_back(Row{number, row.kind, field, value});
    }
    for (const store::JournalEntry& entry : store::history_of(database, request.id, rows)) {
      history.rows.stored.push_back(entry_row(context, entry));
    }
  });
  if (fields.rows.stored.empty()) {
    const std::string shown = base::printable(request.id);
    throw base::Error(
        base::Exit::finding,
        {.code = "E9303",
         .value = request.id,
         .message = {fmt::format("没有编号为“{}”的单据或主数据", shown),
                     fmt::format("no document or master data has the code or number \"{}\"", shown)},
         .help = {"编号区分大小写；用 `salesops query` 查找",
                  "codes are case-sensitive; search with `salesops query`"}});
  }
  Outcome outcome;
  outcome.document = document::single_table("show", {request.id, request.id}, std::move(fields));
  outcome.document->sections.front().tables.push_back(std::move(history));
  return outcome;
}

}  // namespace salesops::app
