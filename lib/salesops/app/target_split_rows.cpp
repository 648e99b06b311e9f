#include "salesops/app/target_split_parts.hpp"

namespace salesops::app {

namespace {

using base::Wide;
using document::Cell;
using document::Column;
using document::Row;
using document::Type;

constexpr std::int64_t kMillion = 1'000'000;

// weight ÷ sum in millionths, half-up. Sums are below 2^70.
std::int64_t millionths_of(money::Weight weight, money::Weight sum) {
  return sum == 0 ? 0 : static_cast<std::int64_t>((weight * kMillion + sum / 2) / sum);
}

// The weight as it was given; of a blend in points of 100.
money::Decimal weight_decimal(const Split& split, money::Weight weight, money::Weight sum) {
  if (split.blended) return money::Decimal(millionths_of(weight, sum), 4);
  money::Weight mantissa = weight;
  int scale = split.input.weight_scale;
  while (scale > 0 && mantissa % 10 == 0) {
    mantissa /= 10;
    --scale;
  }
  return money::Decimal(base::narrow(mantissa), scale);
}

money::Rate share_of(money::Weight weight, money::Weight sum) {
  return money::Rate(millionths_of(weight, sum), kMillion);
}

Cell bound_cell(std::int64_t amount, std::int64_t absent) {
  return amount == absent ? Cell{} : Cell{money::Money::minor(amount)};
}

// One leaf's cells from `key` to `delta`, then what --explain and a remainder policy add.
class LeafRow {
 public:
  LeafRow(const Split& split, Row& row) : split_(split), row_(row) {}

  void fill(std::size_t i, std::int64_t amount, Wide quota_millionths, money::Weight weight_sum,
            money::Bound bound, bool absorbs) {
    const money::Leaves& leaves = split_.input.leaves;
    std::get<std::string>(row_[0]).assign(leaves.keys[i]);
    row_[1] = weight_decimal(split_, leaves.weights[i], weight_sum);
    row_[2] = share_of(leaves.weights[i], weight_sum);
    const money::Decimal quota = quota_decimal(quota_millionths, kDigits);
    row_[3] = quota;
    row_[4] = bound_cell(leaves.floor(i), 0);
    row_[5] = bound_cell(leaves.cap(i), money::kNoCap);
    row_[6] = money::Money::minor(amount);
    row_[7] = (money::Decimal(amount, kDigits) - quota).normalised();
    std::size_t next = 8;
    if (split_.is_tree()) {
      row_[next++] = std::string(split_.input.parents[i]);
      row_[next++] = static_cast<std::int64_t>(split_.tree.levels[i]);
    }
    if (split_.explain) {
      row_[next++] = shown(bound, i) ? bound_name(bound) : std::string();
      row_[next++] = direction(amount, quota_millionths);
    }
    if (split_.rule.remainder != money::Remainder::error) {
      row_[next] = std::string(absorbs ? "remainder" : "");
    }
  }

 private:
  // A leaf without weight stays at its floor of nothing: that is no bound worth naming.
  bool shown(money::Bound bound, std::size_t i) const {
    return bound != money::Bound::floor || split_.input.leaves.floor(i) > 0;
  }
  static std::string direction(std::int64_t amount, Wide quota_millionths) {
    const Wide exact = Wide{amount} * kMillion;
    if (exact == quota_millionths) return {};
    return exact > quota_millionths ? "up" : "down";
  }

  const Split& split_;
  Row& row_;
};

Row blank_row(std::size_t columns) {
  Row row(columns);
  row[0] = std::string();
  return row;
}

}  // namespace

std::string bound_name(money::Bound bound) {
  static constexpr const char* kNames[] = {"", "floor", "cap", "lock"};
  return kNames[static_cast<std::size_t>(bound)];
}

money::Weight weight_sum(const Split& split) {
  money::Weight sum = 0;
  for (const money::Weight weight : split.input.leaves.weights) sum += weight;
  return sum;
}

Cell amount_cell(std::int64_t minor) {
  return Cell{money::Money::minor(minor)};
}

void Split::split_tree() {
  tree = money::apportion_tree({input.leaves, money::link_parents(input.leaves.keys, input.parents)}, total,
                               rule);
}

std::vector<Column> list_columns(const Split& split) {
  std::vector<Column> columns = {
      {.key = "key", .title = {"名称", "key"}, .type = Type::id},
      {.key = "weight", .title = {"权重", "weight"}, .type = Type::decimal},
      {.key = "share", .title = {"占比", "share"}, .type = Type::percent, .decimals = 4},
      {.key = "quota", .title = {"应得", "quota"}, .type = Type::decimal},
      {.key = "floor", .title = {"下限", "floor"}, .type = Type::money},
      {.key = "cap", .title = {"上限", "cap"}, .type = Type::money},
      {.key = "target", .title = {"目标", "target"}, .type = Type::money},
      {.key = "delta", .title = {"取整差", "delta"}, .type = Type::decimal},
  };
  if (split.is_tree()) {
    columns.push_back({.key = "parent", .title = {"上级", "parent"}, .type = Type::id});
    columns.push_back({.key = "level", .title = {"层", "level"}, .type = Type::integer});
  }
  if (split.explain) {
    columns.push_back({.key = "bound", .title = {"界限", "bound"}, .type = Type::text});
    columns.push_back({.key = "rounded", .title = {"进舍", "rounded"}, .type = Type::text});
  }
  if (split.rule.remainder != money::Remainder::error) {
    columns.push_back({.key = "mark", .title = {"标记", "mark"}, .type = Type::text});
  }
  return columns;
}

void list_rows(const Split& split, money::Weight sum, std::size_t begin, std::size_t end,
               const std::function<void(const Row&)>& sink) {
  Row row = blank_row(list_columns(split).size());
  LeafRow leaf(split, row);
  const money::Leaves& leaves = split.input.leaves;
  for (std::size_t i = begin; i < end; ++i) {
    leaf.fill(i, split.shares.amounts[i], split.shares.quota_millionths(i, leaves.weights[i]), sum,
              split.shares.bounds[i], split.shares.absorber == i);
    sink(row);
  }
}

Row list_total(const Split& split) {
  Row row(list_columns(split).size());
  row[0] = base::Text{"合计", "total"};
  row[2] = weight_sum(split) == 0 ? Cell{} : Cell{money::Rate(1, 1)};
  row[3] = money::Decimal(split.total, kDigits).normalised();
  row[6] = money::Money::minor(split.total);
  row[7] = money::Decimal(0, 0);
  return row;
}

void tree_rows(const Split& split, const std::function<void(const Row&)>& sink) {
  Row row = blank_row(list_columns(split).size());
  LeafRow leaf(split, row);
  // The share of a node is that of its weight among its siblings.
  std::vector<std::uint32_t> parents = money::link_parents(split.input.leaves.keys, split.input.parents);
  std::vector<money::Weight> sums(parents.size(), 0);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    if (parents[i] != money::kRoot) sums[parents[i]] += split.input.leaves.weights[i];
  }
  for (const std::uint32_t i : split.tree.order) {
    const bool root = parents[i] == money::kRoot;
    leaf.fill(i, split.tree.amounts[i], split.tree.quota_millionths[i], root ? 0 : sums[parents[i]],
              split.tree.bounds[i], split.tree.absorber == i);
    if (root) row[2] = money::Rate(1, 1);
    sink(row);
  }
}

}  // namespace salesops::app
