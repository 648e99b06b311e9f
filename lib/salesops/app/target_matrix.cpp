#include <algorithm>
#include <map>
#include <memory>

#include "salesops/app/target_input.hpp"
#include "salesops/app/target_split.hpp"
#include "salesops/app/target_split_parts.hpp"
#include "salesops/base/text.hpp"
#include "salesops/ingest/table_reader.hpp"
#include "salesops/money/conflict.hpp"
#include "salesops/money/matrix.hpp"

namespace salesops::app {

namespace {

using base::Exit;
using document::Row;
using document::Type;
using ingest::TableReader;

using Numbers = std::map<std::string, std::uint32_t, std::less<>>;

// Keys with their totals, as given by --rows or --cols.
struct Margin {
  std::vector<std::string> keys;
  std::vector<std::int64_t> totals;
  Numbers numbers;
};

std::int64_t amount_cell_of(const TableReader& reader, std::size_t column, std::int64_t absent,
                            base::Diagnostics& findings) {
  if (reader.cell(column).empty()) return absent;
  money::Money value;
  money::NumberFault fault;
  if (!money::parse_money(reader.cell(column), kDigits, value, fault)) {
    findings.add(reader.diagnostic(
        column, fault.code,
        {reader.title(column) + " " + fault.message.zh, reader.title(column) + " " + fault.message.en},
        fault.help));
  }
  return value.minor();
}

Margin read_margin(const std::string& path) {
  TableReader reader(
      {.path = path},
      {{.field = "key",
        .names = {"键", "名称", "区域"},
        .fallbacks = {"城市", "编码", "经销商", "业务员", "产品", "月份", "name", "id"},
        .required = true},
       {.field = "total", .names = {"合计", "总额", "金额"}, .fallbacks = {"目标"}, .required = true}});
  Margin margin;
  base::Diagnostics findings;
  while (reader.next()) {
    if (reader.fault() != nullptr) {
      findings.add(*reader.fault());
      continue;
    }
    for (const std::size_t column : {0U, 1U}) {
      if (reader.cell(column).empty()) {
        findings.add(reader.diagnostic(column, "E2101",
                                       {reader.title(column) + " 为空", reader.title(column) + " is empty"}));
      }
    }
    margin.keys.emplace_back(reader.cell(0));
    margin.totals.push_back(amount_cell_of(reader, 1, 0, findings));
    if (!margin.numbers.emplace(margin.keys.back(), static_cast<std::uint32_t>(margin.keys.size() - 1))
             .second) {
      findings.add(reader.diagnostic(0, "E_DUP_KEY", {"键重复", "the key stands twice"}));
    }
  }
  findings.raise_if_any(Exit::bad_data);
  if (margin.keys.empty()) money::fault_no_rows();
  return margin;
}

// The number of a cell's row or column, or a finding.
std::optional<std::uint32_t> find_key(const TableReader& reader, std::size_t column, const Margin& margin,
                                      base::Diagnostics& findings) {
  const auto found = margin.numbers.find(reader.cell(column));
  if (found != margin.numbers.end()) return found->second;
  const auto near = base::nearest(reader.cell(column), margin.keys);
  findings.add(
      reader.diagnostic(column, "E4107", {"没有这一行或列", "there is no such row or column"},
                        near ? base::Text{"是不是 " + *near, "did you mean " + *near} : base::Text{}));
  return std::nullopt;
}

money::Decimal weight_of(const TableReader& reader, std::string_view text, std::size_t column,
                         base::Diagnostics& findings) {
  money::Decimal weight;
  money::NumberFault fault;
  if (text.empty()) return weight;
  if (!money::parse_decimal(text, weight, fault) || weight.negative()) {
    findings.add(reader.diagnostic(column, "E_WEIGHT", {"种子须为不小于零的数", "a seed is a number >= 0"}));
  }
  return weight;
}

// Seeds from a file: tidy (row, col, weight; absent cells are zero) or wide (first column the row, one column
// per key).
class SeedReader {
 public:
  SeedReader(const Margin& rows, const Margin& columns)
      : rows_(rows), columns_(columns), filled_(rows.keys.size() * columns.keys.size()) {}

  std::vector<money::Weight> read(const std::string& path) {
    TableReader reader({.path = path}, {{.field = "row",
                                         .names = {"行"},
                                         .fallbacks = {"key", "键", "名称", "区域", "城市"},
                                         .required = true},
                                        {.field = "col", .names = {"列", "column"}},
                                        {.field = "weight", .names = {"权重", "种子"}}});
    const bool tidy = reader.has(1) && reader.has(2);
    if (!tidy) find_columns(reader);
    while (reader.next()) {
      if (reader.fault() != nullptr) {
        findings_.add(*reader.fault());
        continue;
      }
      const auto row = find_key(reader, 0, rows_, findings_);
      if (!row) continue;
      tidy ? tidy_row(reader, *row) : wide_row(reader, *row);
    }
    findings_.raise_if_any(Exit::bad_data);
    std::vector<money::Weight> seeds(filled_.size(), 0);
    const std::vector<money::Weight> weights = column_.scaled();
    for (std::size_t k = 0; k < cells_.size(); ++k) seeds[cells_[k]] = weights[k];
    return seeds;
  }

 private:
  void find_columns(const TableReader& reader) {
    for (std::size_t at = 0; at < reader.header().size(); ++at) {
      const auto found = columns_.numbers.find(base::trim(reader.header()[at]));
      if (found != columns_.numbers.end()) wide_.emplace_back(at, found->second);
    }
    for (const auto& [key, number] : columns_.numbers) {
      if (std::ranges::any_of(wide_, [&](const auto& pair) { return pair.second == number; })) continue;
      findings_.add({.code = "E4107",
                     .place = {.file = reader.name(), .line = 1},
                     .field = key,
                     .value = key,
                     .message = {"种子表没有列“" + key + "”", "the seed table has no column \"" + key + "\""},
                     .help = {"每个列键一列，或用 row、col、weight 三列的长表",
                              "one column per key, or a tidy table with row, col, weight"}});
    }
  }
  void tidy_row(const TableReader& reader, std::uint32_t row) {
    if (const auto column = find_key(reader, 1, columns_, findings_)) {
      put(reader, row, *column, weight_of(reader, reader.cell(2), 2, findings_));
    }
  }
  void wide_row(const TableReader& reader, std::uint32_t row) {
    for (const auto& [at, column] : wide_) {
      put(reader, row, column, weight_of(reader, base::trim(reader.cells()[at]), 0, findings_));
    }
  }
  void put(const TableReader& reader, std::uint32_t row, std::uint32_t column, const money::Decimal& weight) {
    const std::size_t cell = row * columns_.keys.size() + column;
    if (filled_[cell])
      findings_.add(reader.diagnostic(0, "E_DUP_KEY", {"单元格重复", "the cell stands twice"}));
    filled_[cell] = true;
    cells_.push_back(cell);
    column_.add(weight);
  }

  const Margin& rows_;
  const Margin& columns_;
  std::vector<bool> filled_;
  std::vector<std::size_t> cells_;
  money::WeightColumn column_;
  std::vector<std::pair<std::size_t, std::uint32_t>> wide_;
  base::Diagnostics findings_;
};

std::vector<money::MatrixCell> read_cells(const std::string& path, const Margin& rows,
                                          const Margin& columns) {
  std::vector<money::MatrixCell> cells;
  if (path.empty()) return cells;
  TableReader reader({.path = path}, {{.field = "row", .names = {"行"}, .required = true},
                                      {.field = "col", .names = {"列", "column"}, .required = true},
                                      {.field = "floor", .names = {"下限", "保底"}},
                                      {.field = "cap", .names = {"上限", "封顶"}},
                                      {.field = "lock", .names = {"锁定"}}});
  base::Diagnostics findings;
  while (reader.next()) {
    if (reader.fault() != nullptr) {
      findings.add(*reader.fault());
      continue;
    }
    const auto row = find_key(reader, 0, rows, findings);
    const auto column = find_key(reader, 1, columns, findings);
    const std::int64_t floor = amount_cell_of(reader, 2, 0, findings);
    const std::int64_t cap = amount_cell_of(reader, 3, money::kNoCap, findings);
    const std::int64_t lock = amount_cell_of(reader, 4, money::kNoLock, findings);
    if (row && column) cells.push_back({*row, *column, floor, cap, lock});
  }
  findings.raise_if_any(Exit::bad_data);
  return cells;
}

struct Closed {
  Margin rows;
  Margin columns;
  money::MatrixShares shares;
  std::size_t at(std::size_t row, std::size_t column) const { return row * columns.keys.size() + column; }
};

std::int64_t sum(const std::vector<std::int64_t>& totals) {
  base::Wide all = 0;
  for (const std::int64_t total : totals) all += total;
  return base::narrow(all);
}

document::Table tidy_cells(std::shared_ptr<const Closed> closed) {
  document::Table table{.key = "matrix", .title = {"双向分解", "matrix"}};
  table.columns = {{.key = "row", .title = {"行", "row"}, .type = Type::id},
                   {.key = "col", .title = {"列", "col"}, .type = Type::id},
                   {.key = "quota", .title = {"应得", "quota"}, .type = Type::decimal},
                   {.key = "target", .title = {"目标", "target"}, .type = Type::money}};
  table.rows.generated = closed->shares.amounts.size();
  table.rows.generate = [closed](const std::function<void(const Row&)>& sink) {
    Row row(4);
    for (std::size_t i = 0; i < closed->rows.keys.size(); ++i) {
      row[0] = closed->rows.keys[i];
      for (std::size_t j = 0; j < closed->columns.keys.size(); ++j) {
        row[1] = closed->columns.keys[j];
        row[2] = quota_decimal(closed->shares.quota_millionths[closed->at(i, j)], kDigits);
        row[3] = amount_cell(closed->shares.amounts[closed->at(i, j)]);
        sink(row);
      }
    }
  };
  table.total = Row{base::Text{"合计", "total"}, {}, {}, amount_cell(sum(closed->rows.totals))};
  return table;
}

document::Table wide_cells(std::shared_ptr<const Closed> closed) {
  document::Table table{.key = "matrix", .title = {"双向分解", "matrix"}};
  table.columns.push_back({.key = "row", .title = {"行", "row"}, .type = Type::id});
  for (const std::string& key : closed->columns.keys) {
    table.columns.push_back({.key = key, .title = {key, key}, .type = Type::money});
  }
  table.columns.push_back({.key = "total", .title = {"合计", "total"}, .type = Type::money});
  table.rows.generated = closed->rows.keys.size();
  table.rows.generate = [closed](const std::function<void(const Row&)>& sink) {
    Row row(closed->columns.keys.size() + 2);
    for (std::size_t i = 0; i < closed->rows.keys.size(); ++i) {
      row.front() = closed->rows.keys[i];
      for (std::size_t j = 0; j < closed->columns.keys.size(); ++j)
        row[j + 1] = amount_cell(closed->shares.amounts[closed->at(i, j)]);
      row.back() = amount_cell(closed->rows.totals[i]);
      sink(row);
    }
  };
  Row total{base::Text{"合计", "total"}};
  for (const std::int64_t amount : closed->columns.totals) total.push_back(amount_cell(amount));
  total.push_back(amount_cell(sum(closed->columns.totals)));
  table.total = std::move(total);
  return table;
}

}  // namespace

Outcome close_table(const MatrixRequest& request) {
  money::Rule rule;
  rule.unit = std::max<std::int64_t>(1, amount_option(request.unit, kDigits, "--unit"));
  auto closed = std::make_shared<Closed>();
  closed->rows = read_margin(request.rows);
  closed->columns = read_margin(request.columns);
  money::Matrix matrix;
  for (const std::string& key : closed->rows.keys) matrix.row_keys.push_back(key);
  for (const std::string& key : closed->columns.keys) matrix.column_keys.push_back(key);
  matrix.row_totals = closed->rows.totals;
  matrix.column_totals = closed->columns.totals;
  matrix.seeds = request.seed.empty()
                     ? std::vector<money::Weight>(closed->rows.keys.size() * closed->columns.keys.size(), 1)
                     : SeedReader(closed->rows, closed->columns).read(request.seed);
  matrix.cells = read_cells(request.cells, closed->rows, closed->columns);
  closed->shares = money::close_matrix(matrix, rule);
  Outcome outcome;
  outcome.document = document::single_table("target_matrix", {"双向目标分解", "target matrix"},
                                            request.tidy ? tidy_cells(closed) : wide_cells(closed));
  return outcome;
}

}  // namespace salesops::app
