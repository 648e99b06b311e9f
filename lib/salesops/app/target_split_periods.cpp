#include <memory>

#include "salesops/app/target_split_parts.hpp"
#include "salesops/money/conflict.hpp"
#include "salesops/money/matrix.hpp"

namespace salesops::app {

namespace {

using document::Column;
using document::Row;
using document::Type;

// What the tables of leaves × months need after the split is gone.
struct Calendarised {
  std::vector<std::string> keys;
  std::vector<std::string> months;
  std::vector<std::int64_t> row_totals;
  std::vector<std::int64_t> month_totals;
  std::vector<std::int64_t> amounts;  // leaf by leaf
  std::int64_t total = 0;

  std::int64_t at(std::size_t leaf, std::size_t month) const { return amounts[leaf * months.size() + month]; }
};

// The months' totals by the pooled weights, on the unit; `rest` is the remainder one leaf absorbs.
std::vector<std::int64_t> month_totals(const Split& split, const Phasing& phasing,
                                       const std::vector<std::string>& names, std::int64_t total) {
  money::Leaves months;
  for (const std::string& name : names) months.keys.push_back(name);
  months.weights = phasing.pooled;
  money::Rule rule = split.rule;
  rule.remainder = money::Remainder::error;
  rule.zero_weight = money::ZeroWeight::error;
  return money::apportion(months, total, rule).amounts;
}

Calendarised calendarise(const Split& split, const Phasing& phasing) {
  Calendarised result;
  const money::Leaves& leaves = split.input.leaves;
  for (const calendar::Month month : phasing.months) result.months.push_back(to_string(month));
  money::Matrix matrix;
  matrix.row_keys = leaves.keys;
  matrix.row_totals = split.shares.amounts;
  const std::int64_t rest = split.total - money::lattice_floor(split.total, split.rule.unit);
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves.locked(i) && leaves.lock(i) % split.rule.unit != 0)
      money::conflict_lock_unit(leaves.keys[i], leaves.lock(i), split.rule.unit, kDigits);
  }
  if (split.shares.absorber) matrix.row_totals[*split.shares.absorber] -= rest;
  for (const std::string& name : result.months) matrix.column_keys.push_back(name);
  matrix.column_totals = month_totals(split, phasing, result.months, split.total - rest);
  matrix.seeds.reserve(leaves.size() * result.months.size());
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const std::vector<money::Weight>& row = phasing.own.empty() ? phasing.pooled : phasing.own[i];
    matrix.seeds.insert(matrix.seeds.end(), row.begin(), row.end());
  }
  result.amounts = money::close_matrix(matrix, split.rule).amounts;
  result.row_totals = split.shares.amounts;
  result.month_totals = matrix.column_totals;
  result.total = split.total;
  if (split.shares.absorber && rest != 0) {
    const std::size_t row = *split.shares.absorber;
    std::size_t largest = 0;
    for (std::size_t m = 1; m < result.months.size(); ++m) {
      if (result.at(row, m) > result.at(row, largest)) largest = m;
    }
    result.amounts[row * result.months.size() + largest] += rest;
    result.month_totals[largest] += rest;
  }
  for (const std::string_view key : leaves.keys) result.keys.emplace_back(key);
  return result;
}

document::Table tidy_table(std::shared_ptr<const Calendarised> grid) {
  document::Table table{.key = "split", .title = {"按月分解", "split by month"}};
  table.columns = {{.key = "key", .title = {"名称", "key"}, .type = Type::id},
                   {.key = "period", .title = {"月份", "period"}, .type = Type::text},
                   {.key = "target", .title = {"目标", "target"}, .type = Type::money}};
  table.rows.generated = grid->amounts.size();
  table.rows.generate = [grid](const std::function<void(const Row&)>& sink) {
    Row row(3);
    for (std::size_t i = 0; i < grid->keys.size(); ++i) {
      row[0] = grid->keys[i];
      for (std::size_t m = 0; m < grid->months.size(); ++m) {
        row[1] = grid->months[m];
        row[2] = amount_cell(grid->at(i, m));
        sink(row);
      }
    }
  };
  table.total = Row{base::Text{"合计", "total"}, {}, amount_cell(grid->total)};
  return table;
}

document::Table wide_table(std::shared_ptr<const Calendarised> grid) {
  document::Table table{.key = "split", .title = {"按月分解", "split by month"}};
  table.columns.push_back({.key = "key", .title = {"名称", "key"}, .type = Type::id});
  for (const std::string& month : grid->months) {
    table.columns.push_back({.key = month, .title = {month, month}, .type = Type::money});
  }
  table.columns.push_back({.key = "total", .title = {"合计", "total"}, .type = Type::money});
  table.rows.generated = grid->keys.size();
  table.rows.generate = [grid](const std::function<void(const Row&)>& sink) {
    Row row(grid->months.size() + 2);
    for (std::size_t i = 0; i < grid->keys.size(); ++i) {
      row.front() = grid->keys[i];
      for (std::size_t m = 0; m < grid->months.size(); ++m) row[m + 1] = amount_cell(grid->at(i, m));
      row.back() = amount_cell(grid->row_totals[i]);
      sink(row);
    }
  };
  Row total{base::Text{"合计", "total"}};
  for (const std::int64_t amount : grid->month_totals) total.push_back(amount_cell(amount));
  total.push_back(amount_cell(grid->total));
  table.total = std::move(total);
  return table;
}

}  // namespace

document::Table period_table(const Split& split, const Phasing& phasing, bool tidy) {
  const auto grid = std::make_shared<const Calendarised>(calendarise(split, phasing));
  return tidy ? tidy_table(grid) : wide_table(grid);
}

}  // namespace salesops::app
