#include "salesops/app/target_phasing.hpp"

#include <algorithm>
#include <map>

#include "salesops/base/text.hpp"
#include "salesops/ingest/table_reader.hpp"
#include "salesops/money/conflict.hpp"
#include "salesops/target/season.hpp"

namespace salesops::app {

namespace {

using calendar::Month;
using money::Weight;

[[noreturn]] void bad_phasing(const std::string& mode, base::Text message) {
  throw base::Error(
      base::Exit::usage,
      base::Diagnostic{.code = "E4105",
                       .field = "--phasing",
                       .value = mode,
                       .message = std::move(message),
                       .help = {"可用：flat、workdays、4-4-5 这样的样式、history 或文件",
                                "use flat, workdays, a pattern like 4-4-5, history or a file"}});
}

bool is_pattern(const std::string& mode) {
  const std::vector<std::string> parts = base::split(mode, '-');
  return parts.size() > 1 &&
         std::ranges::all_of(parts, [](const std::string& part) { return base::all_digits(part); });
}

std::vector<Weight> pattern_weights(const std::string& mode, std::size_t months) {
  const std::vector<std::string> parts = base::split(mode, '-');
  if (months % parts.size() != 0) {
    bad_phasing(
        mode, {"样式有 " + std::to_string(parts.size()) + " 段，不能整除 " + std::to_string(months) + " 个月",
               "the pattern has " + std::to_string(parts.size()) + " parts, which do not divide " +
                   std::to_string(months) + " months"});
  }
  std::vector<Weight> weights;
  for (std::size_t m = 0; m < months; ++m) {
    const std::string& part = parts[m % parts.size()];
    if (part.size() > 9) bad_phasing(mode, {"样式的一段过大", "a part of the pattern is too large"});
    weights.push_back(std::stoll(part));
  }
  return weights;
}

// The file's weight per month, and per key when it has a key column.
void read_file(const std::string& path, const LeafTable& table, Phasing& phasing) {
  ingest::TableReader reader({.path = path},
                             {{.field = "period", .names = {"月份", "期间"}, .required = true},
                              {.field = "weight", .names = {"权重", "指数", "占比"}, .required = true},
                              {.field = "key", .names = {"键", "名称", "区域"}, .fallbacks = {"城市"}}});
  std::map<std::string, std::size_t, std::less<>> leaves;
  for (std::size_t i = 0; i < table.leaves.size(); ++i) leaves.emplace(table.leaves.keys[i], i);
  const std::size_t months = phasing.months.size();
  const std::size_t rows = reader.has(2) ? table.leaves.size() : 1;
  money::WeightColumn column;
  std::vector<std::size_t> cells;
  std::vector<bool> seen(rows * months);
  base::Diagnostics findings;
  while (reader.next()) {
    if (reader.fault() != nullptr) {
      findings.add(*reader.fault());
      continue;
    }
    const auto month = calendar::parse_month(reader.cell(0));
    const auto at = month ? std::ranges::find(phasing.months, *month) : phasing.months.end();
    const auto leaf = reader.has(2) ? leaves.find(reader.cell(2)) : leaves.end();
    money::Decimal weight;
    money::NumberFault fault;
    if (at == phasing.months.end()) {
      findings.add(reader.diagnostic(0, "E4106", {"不是本期间的月份", "not a month of the period"},
                                     {"写成 2026-01", "write 2026-01"}));
    } else if (reader.has(2) && leaf == leaves.end()) {
      findings.add(reader.diagnostic(2, "E4106", {"分解表中没有这个键", "the split has no such key"}));
    } else if (!money::parse_decimal(reader.cell(1), weight, fault) || weight.negative()) {
      findings.add(reader.diagnostic(1, "E_WEIGHT", {"权重须为不小于零的数", "a weight is a number >= 0"}));
    } else {
      const std::size_t cell =
          (reader.has(2) ? leaf->second : 0) * months + static_cast<std::size_t>(at - phasing.months.begin());
      if (seen[cell]) findings.add(reader.diagnostic(0, "E_DUP_KEY", {"月份重复", "the month stands twice"}));
      seen[cell] = true;
      cells.push_back(cell);
      column.add(weight);
    }
  }
  if (findings.ok() && std::ranges::find(seen, false) != seen.end()) {
    findings.add({.code = "E4106",
                  .place = {.file = reader.name()},
                  .message = {"有月份没有权重", "some month has no weight"},
                  .help = {"每个月一行", "one row for every month"}});
  }
  findings.raise_if_any(base::Exit::bad_data);
  const std::vector<Weight> weights = column.scaled();
  std::vector<std::vector<Weight>> own(rows, std::vector<Weight>(months));
  for (std::size_t k = 0; k < cells.size(); ++k) own[cells[k] / months][cells[k] % months] = weights[k];
  phasing.pooled.assign(months, 0);
  for (const auto& row : own) {
    for (std::size_t m = 0; m < months; ++m) phasing.pooled[m] += row[m];
  }
  if (reader.has(2)) phasing.own = std::move(own);
}

void from_history(const calendar::WorkingDays& working_days, const LeafTable& table, Phasing& phasing) {
  if (table.months.empty()) {
    bad_phasing("history", {"--by 的文件里没有月份列（如 2025-01）",
                            "the file of --by has no month columns (such as 2025-01)"});
  }
  std::vector<std::vector<Weight>> columns;
  for (const money::WeightColumn& column : table.history) columns.push_back(column.scaled());
  const std::size_t leaves = table.leaves.size();
  std::vector<Weight> total(columns.size(), 0);
  for (std::size_t m = 0; m < columns.size(); ++m) {
    for (const Weight value : columns[m]) total[m] += value;
  }
  phasing.pooled = target::season(table.months, total, phasing.months, working_days);
  std::vector<Weight> row(columns.size());
  for (std::size_t i = 0; i < leaves; ++i) {
    bool any = false;
    for (std::size_t m = 0; m < columns.size(); ++m) {
      row[m] = columns[m][i];
      any = any || row[m] != 0;
    }
    phasing.own.push_back(any ? target::season(table.months, row, phasing.months, working_days)
                              : phasing.pooled);
  }
}

}  // namespace

Phasing phase(const std::string& mode, const calendar::Period& period,
              const calendar::FiscalCalendar& calendar, const calendar::WorkingDays& working_days,
              const LeafTable& table) {
  Phasing phasing;
  if (period.kind == calendar::PeriodKind::month || period.kind == calendar::PeriodKind::quarter ||
      period.kind == calendar::PeriodKind::half || period.kind == calendar::PeriodKind::year) {
    phasing.months = calendar.months_in(period);
  }
  if (phasing.months.empty()) {
    bad_phasing(mode, {"期间须是月、季、半年或年", "the period must be a month, quarter, half or year"});
  }
  if (mode == "flat") {
    phasing.pooled.assign(phasing.months.size(), 1);
    phasing.title = {"平均", "even"};
  } else if (mode == "workdays") {
    for (const Month month : phasing.months)
      phasing.pooled.push_back(working_days.count(calendar.month(month)));
    phasing.title = {"按工作日", "by working days"};
  } else if (mode == "history") {
    from_history(working_days, table, phasing);
    phasing.title = {"按历史季节（一二月合并，按当年工作日拆分）",
                     "by history (January and February as one block, split by the year's working days)"};
  } else if (is_pattern(mode)) {
    phasing.pooled = pattern_weights(mode, phasing.months.size());
    phasing.title = {"样式 " + mode, "pattern " + mode};
  } else {
    read_file(mode, table, phasing);
    phasing.title = {"按文件", "by file"};
  }
  return phasing;
}

}  // namespace salesops::app
