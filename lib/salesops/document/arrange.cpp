#include "salesops/document/arrange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "salesops/base/text.hpp"
#include "salesops/document/order.hpp"

namespace salesops::document {

namespace {

std::size_t column_named(const Table& table, std::string_view key) {
  const auto found = std::ranges::find(table.columns, key, &Column::key);
  if (found != table.columns.end()) return static_cast<std::size_t>(found - table.columns.begin());
  std::vector<std::string> keys;
  for (const Column& column : table.columns) keys.push_back(column.key);
  const auto near = base::nearest(key, keys);
  const std::string list = base::join(keys, ", ");
  const std::string shown = base::printable(key);
  throw base::Error(
      base::Exit::usage,
      {.code = "E1012",
       .field = "--sort",
       .value = std::string(key),
       .message = {fmt::format("没有“{}”这一列", shown), fmt::format("there is no column \"{}\"", shown)},
       .help = {near ? fmt::format("是不是想用 {}？可用：{}", *near, list) : fmt::format("可用：{}", list),
                near ? fmt::format("did you mean {}? there are: {}", *near, list)
                     : fmt::format("there are: {}", list)}});
}

// A row with the rows under it.
struct Branch {
  Row row;
  std::vector<Branch> below;
};

std::int64_t depth_of(const Row& row, std::size_t level) {
  const auto* depth = std::get_if<std::int64_t>(&row[level]);
  return depth == nullptr ? 0 : *depth;
}

// Takes the rows from `at` on that are deeper than `above`.
std::vector<Branch> grow(std::vector<Row>& rows, std::size_t& at, std::size_t level, std::int64_t above) {
  std::vector<Branch> branches;
  while (at < rows.size() && depth_of(rows[at], level) > above) {
    const std::int64_t depth = depth_of(rows[at], level);
    Branch branch{std::move(rows[at++]), {}};
    branch.below = grow(rows, at, level, depth);
    branches.push_back(std::move(branch));
  }
  return branches;
}

struct ByColumn {
  std::size_t column;
  bool descending;

  bool operator()(const Row& a, const Row& b) const {
    const bool no_a = std::holds_alternative<std::monostate>(a[column]);
    const bool no_b = std::holds_alternative<std::monostate>(b[column]);
    if (no_a || no_b) return !no_a && no_b;
    const auto order = compare(a[column], b[column]);
    return descending ? order > 0 : order < 0;
  }
};

void flatten(std::vector<Branch>& branches, const ByColumn& less, std::vector<Row>& rows) {
  std::ranges::stable_sort(branches, less, &Branch::row);
  for (Branch& branch : branches) {
    rows.push_back(std::move(branch.row));
    flatten(branch.below, less, rows);
  }
}

void sort(Table& table, const ByColumn& less) {
  std::vector<Row>& rows = table.rows.stored;
  if (table.level_column.empty()) {
    std::ranges::stable_sort(rows, less);
    return;
  }
  std::size_t at = 0;
  std::vector<Branch> roots = grow(rows, at, column_named(table, table.level_column), -1);
  rows.clear();
  flatten(roots, less, rows);
}

void store_rows(Table& table) {
  if (!table.rows.generate) return;
  std::vector<Row> rows;
  rows.reserve(table.rows.size());
  table.rows.for_each([&](const Row& row) { rows.push_back(row); });
  table.rows = Rows{.stored = std::move(rows), .generate = {}, .generated = 0};
}

bool is_figure(Type type) {
  return type != Type::text && type != Type::id && type != Type::date && type != Type::boolean;
}

}  // namespace

void arrange(Table& table, const Arrangement& wanted) {
  if (wanted.sort.empty() && wanted.limit == 0) return;
  store_rows(table);
  if (!wanted.sort.empty()) {
    const bool descending = wanted.sort.front() == '-';
    sort(table, {column_named(table, wanted.sort.substr(descending ? 1 : 0)), descending});
  }
  const std::size_t all = table.rows.stored.size();
  if (wanted.limit == 0 || wanted.limit >= all) return;
  table.rows.stored.resize(wanted.limit);
  table.notes.push_back({fmt::format("只显示前 {} 行，共 {} 行。", wanted.limit, all),
                         fmt::format("The first {} of {} rows.", wanted.limit, all)});
}

Table tidy(const Table& table) {
  Table result{.key = table.key,
               .title = table.title,
               .columns = {},
               .rows = {},
               .notes = table.notes,
               .facts = table.facts};
  std::vector<std::size_t> labels;
  std::vector<std::size_t> figures;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    if (table.columns[at].key == table.level_column) continue;
    (is_figure(table.columns[at].type) ? figures : labels).push_back(at);
  }
  for (const std::size_t at : labels) result.columns.push_back(table.columns[at]);
  result.columns.push_back({.key = "measure", .title = {"指标", "measure"}, .type = Type::id});
  result.columns.push_back({.key = "value", .title = {"数值", "value"}, .type = Type::decimal});
  result.rows.generated = table.rows.size() * figures.size();
  result.rows.generate = [&table, labels, figures](const std::function<void(const Row&)>& sink) {
    Row row(labels.size() + 2);
    table.rows.for_each([&](const Row& source) {
      for (std::size_t at = 0; at < labels.size(); ++at) row[at] = source[labels[at]];
      for (const std::size_t figure : figures) {
        row[labels.size()] = table.columns[figure].key;
        row[labels.size() + 1] = source[figure];
        sink(row);
      }
    });
  };
  return result;
}

}  // namespace salesops::document
