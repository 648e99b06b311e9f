#include "salesops/app/target_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "salesops/base/text.hpp"
#include "salesops/ingest/table_reader.hpp"
#include "salesops/money/conflict.hpp"
#include "salesops/money/money.hpp"

namespace salesops::app {

namespace {

using base::Diagnostic;
using base::Error;
using base::Exit;
using ingest::ColumnSpec;
using ingest::TableReader;

// Positions of the wanted columns; drivers follow.
enum Wanted : std::size_t { kKey, kWeight, kFloor, kCap, kLock, kParent, kCurrent, kBase, kFirstDriver };

std::vector<ColumnSpec> specs(const LeafColumns& columns) {
  std::vector<ColumnSpec> wanted(kFirstDriver);
  wanted[kKey] = {
      .field = "key",
      .names = {"键", "名称", "区域"},
      .fallbacks = {"城市", "编码", "经销商", "业务员", "客户", "产品", "月份", "name", "id", "node"},
      .required = true};
  wanted[kWeight] = {.field = "weight", .names = {"权重", "占比"}, .required = columns.weight_required};
  wanted[kFloor] = {.field = "floor", .names = {"下限", "保底"}};
  wanted[kCap] = {.field = "cap", .names = {"上限", "封顶"}};
  wanted[kLock] = {.field = "lock", .names = {"锁定"}};
  wanted[kParent] = {.field = "parent", .names = {"上级", "父级"}};
  wanted[kCurrent] = {.field = "current", .names = {"现值", "当前", "原目标"}, .required = columns.current};
  wanted[kBase] = {.field = columns.base.empty() ? "base" : columns.base, .required = !columns.base.empty()};
  for (const std::string& driver : columns.drivers) wanted.push_back({.field = driver, .required = true});
  return wanted;
}

// Puts the rows of one file into a LeafTable.
class LeafReader {
 public:
  LeafReader(const std::string& path, const LeafColumns& columns, int digits)
      : columns_(columns), digits_(digits), reader_({.path = path}, specs(columns)) {
    table_.drivers.resize(columns.drivers.size());
    table_.has_weights = reader_.has(kWeight);
    if (columns.history) find_months();
  }
  LeafTable read() {
    while (reader_.next()) {
      if (reader_.fault() != nullptr) {
        findings_.add(*reader_.fault());
        continue;
      }
      row();
      sample();
    }
    findings_.raise_if_any(Exit::bad_data);
    if (ends_.empty()) money::fault_no_rows();
    finish();
    return std::move(table_);
  }

 private:
  // The first rows tell how many there will be: room for all of them at once spares copying millions. Only an
  // estimate; memory that is not used is not touched.
  void sample() {
    if (sampled_rows_ == kSample) return;
    for (const std::string_view cell : reader_.cells()) sampled_bytes_ += cell.size() + 1;
    if (++sampled_rows_ < kSample) return;
    std::error_code none;
    const std::uintmax_t bytes = std::filesystem::file_size(reader_.name(), none);
    if (none) return;  // standard input: no estimate
    const std::size_t rows = static_cast<std::size_t>(bytes) / sampled_bytes_ * kSample / 10 * 11;
    table_.text.reserve(table_.text.size() * (rows / kSample));
    ends_.reserve(rows * (reader_.has(kParent) ? 2 : 1));
    weights_.reserve(rows);
    for (std::vector<std::int64_t>* bounds :
         {&table_.leaves.floors, &table_.leaves.caps, &table_.leaves.locks}) {
      if (!bounds->empty()) bounds->reserve(rows);
    }
  }
  void find_months() {
    const std::vector<std::string>& header = reader_.header();
    std::vector<std::pair<calendar::Month, std::size_t>> found;
    for (std::size_t at = 0; at < header.size(); ++at) {
      if (const auto month = calendar::parse_month(base::trim(header[at]))) found.emplace_back(*month, at);
    }
    std::ranges::sort(found);
    for (const auto& [month, at] : found) {
      table_.months.push_back(month);
      month_cells_.push_back(at);
    }
    table_.history.resize(found.size());
  }
  void row() {
    const std::string_view key = reader_.cell(kKey);
    if (key.empty()) {
      findings_.add(
          reader_.diagnostic(kKey, "E2101", {"键为空", "the key is empty"}, {"给出名称", "give a name"}));
    }
    const bool locked = !reader_.cell(kLock).empty();
    const bool root =
        reader_.has(kParent) && reader_.cell(kParent).empty();  // gets the total, whatever its weight
    if (table_.has_weights) weights_.add(number(kWeight, !locked && !root && columns_.weight_required));
    amount(kFloor, 0, table_.leaves.floors);
    amount(kCap, money::kNoCap, table_.leaves.caps);
    amount(kLock, money::kNoLock, table_.leaves.locks);
    if (columns_.current) amount(kCurrent, 0, table_.current, true);
    if (!columns_.base.empty()) amount(kBase, 0, table_.base, true);
    for (std::size_t k = 0; k < columns_.drivers.size(); ++k)
      table_.drivers[k].add(number(kFirstDriver + k, false));
    for (std::size_t k = 0; k < month_cells_.size(); ++k)
      table_.history[k].add(history_cell(month_cells_[k]));
    keep(key);
    if (reader_.has(kParent)) keep(reader_.cell(kParent));
  }
  void keep(std::string_view name) {
    table_.text.insert(table_.text.end(), name.begin(), name.end());
    ends_.push_back(table_.text.size());
  }
  // A weight or driver. An empty one is a fault for the weight itself and 0 for a driver.
  money::Decimal number(std::size_t column, bool required) {
    const std::string_view text = reader_.cell(column);
    money::Decimal value;
    money::NumberFault fault;
    if (text.empty()) {
      if (required) {
        findings_.add(reader_.diagnostic(
            column, "E_WEIGHT", {"权重为空", "the weight is missing"},
            {"空不等于零；不参与分解的写 0", "empty is not zero; write 0 for one that takes no part"}));
      } else if (column >= kFirstDriver) {
        ++empty_;
      }
      return value;
    }
    if (!money::parse_decimal(text, value, fault)) {
      findings_.add(reader_.diagnostic(column, "E_WEIGHT", titled(column, fault.message), fault.help));
    } else if (value.negative()) {
      findings_.add(reader_.diagnostic(column, "E_WEIGHT", {"权重为负", "the weight is negative"},
                                       {"权重须不小于零", "weights are >= 0"}));
    }
    return value;
  }
  money::Decimal history_cell(std::size_t at) {
    money::Decimal value;
    money::NumberFault fault;
    const std::string_view text = base::trim(reader_.cells()[at]);
    if (text.empty()) return value;
    if (!money::parse_decimal(text, value, fault) || value.negative()) {
      Diagnostic found =
          reader_.diagnostic(kKey, "E_WEIGHT", {"历史数值无效", "not a valid figure of the history"},
                             {"须为不小于零的数", "a number >= 0"});
      found.field = reader_.header()[at];
      found.value = std::string(text);
      findings_.add(std::move(found));
    }
    return value;
  }
  // Bounds columns are created with the first value, so that a million rows without bounds need none.
  void amount(std::size_t column, std::int64_t absent, std::vector<std::int64_t>& values,
              bool required = false) {
    const std::string_view text = reader_.cell(column);
    const std::size_t row = rows_of(column);
    if (text.empty()) {
      if (required) {
        findings_.add(reader_.diagnostic(column, "E2101", {"金额为空", "the amount is missing"},
                                         {"空不等于零", "empty is not zero"}));
      }
      if (!values.empty() || required) values.push_back(absent);
      return;
    }
    money::Money value;
    money::NumberFault fault;
    if (!money::parse_money(text, digits_, value, fault)) {
      findings_.add(reader_.diagnostic(column, fault.code, titled(column, fault.message), fault.help));
    }
    if (values.empty()) values.assign(row, absent);
    values.push_back(value.minor());
  }
  base::Text titled(std::size_t column, const base::Text& message) const {
    return {reader_.title(column) + " " + message.zh, reader_.title(column) + " " + message.en};
  }
  std::size_t rows_of(std::size_t) const { return reader_.has(kParent) ? ends_.size() / 2 : ends_.size(); }

  void finish() {
    const bool tree = reader_.has(kParent);
    const std::string_view all(table_.text.data(), table_.text.size());
    table_.leaves.keys.reserve(rows_of(kKey));
    std::size_t begin = 0;
    for (std::size_t k = 0; k < ends_.size(); ++k) {
      const std::string_view part = all.substr(begin, ends_[k] - begin);
      (tree && k % 2 == 1 ? table_.parents : table_.leaves.keys).push_back(part);
      begin = ends_[k];
    }
    if (table_.has_weights) table_.leaves.weights = weights_.scaled();
    table_.weight_scale = weights_.scale();
    if (empty_ == 0) return;
    table_.warnings.push_back({.code = "E4103",
                               .severity = base::Severity::warning,
                               .message = {fmt::format("{} 个空值按 0 计入权重构成", empty_),
                                           fmt::format("{} empty values count as 0 in the blend", empty_)}});
  }

  static constexpr std::size_t kSample = 1000;  // rows

  const LeafColumns& columns_;
  int digits_;
  std::size_t sampled_rows_ = 0;
  std::size_t sampled_bytes_ = 0;
  TableReader reader_;
  LeafTable table_;
  money::WeightColumn weights_;
  std::vector<std::size_t> month_cells_;
  std::vector<std::size_t> ends_;  // of every key (and parent) in the text
  std::size_t empty_ = 0;
  base::Diagnostics findings_;
};

std::int64_t plain_power(int exponent) {
  std::int64_t power = 1;
  for (int k = 0; k < exponent; ++k) power *= 10;
  return power;
}

[[noreturn]] void bad_option(std::string code, std::string_view option, const std::string& value,
                             base::Text message, base::Text help) {
  throw Error(Exit::usage, Diagnostic{.code = std::move(code),
                                      .field = std::string(option),
                                      .value = value,
                                      .message = std::move(message),
                                      .help = std::move(help)});
}

LeafTable leaves_of(const std::vector<std::string>& names, const std::vector<money::Decimal>& weights) {
  LeafTable table;
  std::vector<std::size_t> ends;
  for (const std::string& name : names) {
    table.text.insert(table.text.end(), name.begin(), name.end());
    ends.push_back(table.text.size());
  }
  const std::string_view all(table.text.data(), table.text.size());
  std::size_t begin = 0;
  money::WeightColumn column;
  for (std::size_t i = 0; i < names.size(); ++i) {
    table.leaves.keys.push_back(all.substr(begin, ends[i] - begin));
    begin = ends[i];
    column.add(weights[i]);
  }
  table.leaves.weights = column.scaled();
  table.weight_scale = column.scale();
  table.has_weights = true;
  return table;
}

}  // namespace

LeafTable read_leaves(const std::string& path, const LeafColumns& columns, int digits) {
  return LeafReader(path, columns, digits).read();
}

LeafTable leaves_of_weights(const std::string& text) {
  std::vector<std::string> names;
  std::vector<money::Decimal> weights;
  for (const std::string& part : base::split(text, ',')) {
    const std::size_t equals = part.rfind('=');
    money::Decimal weight;
    money::NumberFault fault;
    const std::string name(base::trim(std::string_view(part).substr(0, std::min(equals, part.size()))));
    if (equals == std::string::npos || name.empty() ||
        !money::parse_decimal(std::string_view(part).substr(equals + 1), weight, fault)) {
      bad_option("E4102", "--weights", part,
                 {"不是 名称=权重：“" + part + "”", "not NAME=WEIGHT: \"" + part + "\""},
                 {"写成 --weights A=3,B=2", "write --weights A=3,B=2"});
    }
    if (weight.negative()) money::fault_weight(name, part);
    names.push_back(name);
    weights.push_back(weight);
  }
  return leaves_of(names, weights);
}

LeafTable leaves_of_names(const std::string& text) {
  std::vector<std::string> names;
  for (const std::string& part : base::split(text, ',')) {
    names.emplace_back(base::trim(part));
    if (names.back().empty()) {
      bad_option("E4102", "--equal", text, {"名称为空", "an empty name"},
                 {"写成 --equal A,B,C", "write --equal A,B,C"});
    }
  }
  return leaves_of(names, std::vector<money::Decimal>(names.size(), money::Decimal(1, 0)));
}

std::int64_t amount_option(const std::string& text, int digits, std::string_view option) {
  money::Decimal value;
  money::NumberFault fault;
  if (!money::parse_decimal(text, value, fault))
    bad_option(fault.code, option, text,
               {std::string(option) + " " + fault.message.zh, std::string(option) + " " + fault.message.en},
               fault.help);
  const money::Decimal plain = value.normalised();
  if (plain.scale() > digits) {
    bad_option("E2110", option, text,
               {"小数位多于币种的 " + std::to_string(digits) + " 位",
                "more decimals than the " + std::to_string(digits) + " of the currency"},
               {"金额以分为最小单位", "amounts are counted in minor units"});
  }
  const base::Wide minor = base::Wide{plain.mantissa()} * plain_power(digits - plain.scale());
  if (minor < 0 || minor > money::kMaxTotal) {
    bad_option("E4104", option, text, {"金额须在 0 与 10^14 之间", "the amount must be between 0 and 10^14"},
               {"负的调整用 target rebalance", "for a negative adjustment use target rebalance"});
  }
  return static_cast<std::int64_t>(minor);
}

money::Rate rate_option(const std::string& text, std::string_view option) {
  money::Rate rate;
  money::NumberFault fault;
  if (!money::parse_rate(text, rate, fault))
    bad_option(fault.code, option, text,
               {std::string(option) + " " + fault.message.zh, std::string(option) + " " + fault.message.en},
               fault.help);
  return rate;
}

money::Method method_option(const std::string& text) {
  if (text == "webster") return money::Method::webster;
  return money::Method::lr;
}

void remainder_option(const std::string& text, money::Rule& rule) {
  rule.remainder = text == "error"     ? money::Remainder::error
                   : text == "largest" ? money::Remainder::largest
                                       : money::Remainder::named;
  rule.remainder_key = text;
}

money::ZeroWeight zero_weight_option(const std::string& text) {
  return text == "equal" ? money::ZeroWeight::equal : money::ZeroWeight::error;
}

money::Decimal quota_decimal(base::Wide millionths, int digits) {
  return money::Decimal(base::narrow(base::divide_half_up(millionths, 10'000)), digits + 2).normalised();
}

}  // namespace salesops::app
