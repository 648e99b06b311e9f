#include "salesops/app/target_pair.hpp"

#include <map>
#include <set>

#include "salesops/base/checked.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Type;

// By position in the book; the last position: nodes that are not in it.
using Column = std::vector<std::int64_t>;

struct Pair {
  Column sales;
  Column collection;

  explicit Pair(std::size_t n = 0) : sales(n, 0), collection(n, 0) {}
};

void add(Column& column, std::size_t at, std::int64_t amount) {
  column[at] = base::checked_add(column[at], amount);
}

void roll_up(const TargetBook& book, Column& column) {
  const std::int64_t outside = column.back();
  column.pop_back();
  book.roll_up(column);
  column.push_back(outside);
}

Cell share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? Cell(money::Rate(part, whole)) : Cell();
}

}  // namespace

document::Table pair_table(const TargetBook& book, const target::Plan& plan) {
  const std::size_t n = book.entries().size();
  std::map<calendar::Month, Pair> months;
  Pair total(n + 1);
  for (const target::Value& value : plan.values) {
    if (value.metric != "sales" && value.metric != "collection") continue;
    const std::size_t at = book.find(value.node) == nullptr ? n : book.position(value.node);
    Pair& month = months.try_emplace(value.month, n + 1).first->second;
    add(value.metric == "sales" ? month.sales : month.collection, at, value.amount);
    add(value.metric == "sales" ? total.sales : total.collection, at, value.amount);
  }
  document::Table table{.key = "pair", .title = {"销售与回款", "sales and collection"}};
  table.columns = {
      {.key = "node", .title = {"节点", "node"}, .type = Type::id},
      {.key = "name", .title = {"名称", "name"}, .type = Type::text},
      {.key = "level", .title = {"层", "level"}, .type = Type::integer},
      {.key = "sales", .title = {"销售额", "sales"}, .type = Type::money},
      {.key = "collection", .title = {"回款", "collection"}, .type = Type::money},
      {.key = "collection_share", .title = {"回款÷销售", "collection ÷ sales"}, .type = Type::percent}};
  table.tree_column = "node";
  table.level_column = "level";
  for (auto& [month, pair] : months) {
    const std::string label = calendar::to_string(month);
    table.columns.push_back(
        {.key = label + "_sales", .title = {label + " 销售额", label + " sales"}, .type = Type::money});
    table.columns.push_back({.key = label + "_collection",
                             .title = {label + " 回款", label + " collection"},
                             .type = Type::money});
    roll_up(book, pair.sales);
    roll_up(book, pair.collection);
  }
  roll_up(book, total.sales);
  roll_up(book, total.collection);
  for (std::size_t at = 0; at <= n; ++at) {
    if (total.sales[at] == 0 && total.collection[at] == 0) continue;
    document::Row row;
    if (at < n) {
      const TargetBook::Entry& entry = book.entries()[at];
      row = {entry.code, entry.name, static_cast<std::int64_t>(entry.depth)};
    } else {
      row = {std::string(), base::Text{"（当日已不在组织内）", "(not in the organisation on the day)"},
             std::int64_t{0}};
    }
    row.insert(row.end(), {money::Money::minor(total.sales[at]), money::Money::minor(total.collection[at]),
                           share(total.collection[at], total.sales[at])});
    for (const auto& [month, pair] : months)
      row.insert(row.end(), {money::Money::minor(pair.sales[at]), money::Money::minor(pair.collection[at])});
    table.rows.stored.push_back(std::move(row));
  }
  return table;
}

}  // namespace salesops::app
