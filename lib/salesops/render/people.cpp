#include "salesops/render/people.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "salesops/base/checked.hpp"
#include "salesops/render/number.hpp"

namespace salesops::render {

namespace {

using document::Cell;
using document::Type;

// Separators every three digits of the whole part of a plain decimal.
std::string grouped(std::string_view plain) {
  const bool negative = plain.starts_with('-');
  const std::string_view digits = plain.substr(negative ? 1 : 0);
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  std::string text(negative ? "-" : "");
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && at < whole && (whole - at) % 3 == 0) text += ',';
    text += digits[at];
  }
  return text;
}

int power_of(DisplayUnit unit) {
  switch (unit) {
    case DisplayUnit::yuan:
      return 0;
    case DisplayUnit::wan:
      return 4;
    case DisplayUnit::yi:
      return 8;
  }
  return 0;
}

constexpr int kUnitDecimals = 2;

// rate × 100 with `decimals` places, half-up.
std::string hundredfold(const money::Rate& rate, int decimals) {
  std::string text;
  append_rate(text, rate * money::Rate(100, 1), decimals);
  return text;
}

bool any_money(const document::Table& table) {
  return std::ranges::any_of(table.columns,
                             [](const document::Column& column) { return column.type == Type::money; });
}

}  // namespace

bool is_number(Type type) {
  switch (type) {
    case Type::integer:
    case Type::days:
    case Type::money:
    case Type::decimal:
    case Type::percent:
    case Type::points:
      return true;
    default:
      return false;
  }
}

std::string People::value(const Cell& cell, Type type, int decimals) const {
  if (const auto* text_value = std::get_if<std::string>(&cell)) return *text_value;
  if (const auto* both = std::get_if<base::Text>(&cell)) return text(*both);
  if (const auto* amount = std::get_if<money::Money>(&cell)) {
    const int power = power_of(options_.unit);
    if (power > 0) return money::to_grouped_unit(*amount, document_.currency.digits, power, kUnitDecimals);
    return money::to_grouped(*amount, document_.currency.digits);
  }
  if (const auto* rate = std::get_if<money::Rate>(&cell)) {
    if (type == Type::points) {
      const std::string points = hundredfold(*rate, decimals);
      return (rate->negative() || rate->zero() ? "" : "+") + points + " pp";
    }
    return grouped(hundredfold(*rate, decimals)) + "%";
  }
  if (const auto* yes = std::get_if<bool>(&cell)) return *yes ? word("是", "yes") : word("否", "no");
  if (std::holds_alternative<std::monostate>(cell)) return std::string(kNoValue);
  std::string plain;
  append_plain(plain, cell, document_.currency, options_.lang);
  return std::holds_alternative<calendar::Date>(cell) ? plain : grouped(plain);
}

std::string People::total_cell(const document::Column& column, const Cell& cell, bool first) const {
  if (!std::holds_alternative<std::monostate>(cell)) return this->cell(column, cell);
  if (first) return word("合计", "Total");
  return is_number(column.type) ? std::string(kNoValue) : std::string();
}

std::string People::figure(const document::Kpi& kpi) const {
  const std::string shown = value(kpi.value, kpi.type);
  if (!std::holds_alternative<money::Money>(kpi.value)) return shown;
  const bool scaled = options_.unit != DisplayUnit::yuan && options_.lang == base::Lang::en;
  return fmt::format("{} {}{}", shown, scaled ? "× " : "", unit());
}

std::string People::unit() const {
  if (options_.lang == base::Lang::en) {
    static constexpr const char* kScale[] = {"", " 10,000", " 100 million"};
    return document_.currency.code + kScale[static_cast<int>(options_.unit)];
  }
  static constexpr const char* kScale[] = {"", "万", "亿"};
  return money::unit_zh(document_.currency, kScale[static_cast<int>(options_.unit)]);
}

bool People::has_money() const {
  return std::ranges::any_of(document_.sections, [](const document::Section& section) {
    return std::ranges::any_of(section.tables, any_money) ||
           std::ranges::any_of(section.kpis,
                               [](const document::Kpi& kpi) { return kpi.type == Type::money; });
  });
}

std::string People::fact(const base::Text& label, const base::Text& value) const {
  return fmt::format("{}{}{}", text(label), word("：", ": "), text(value));
}

std::vector<std::string> People::facts() const {
  std::vector<std::string> lines;
  bool names_unit = false;
  for (const document::Fact& one : document_.facts) {
    lines.push_back(fact(one.title, one.value));
    names_unit = names_unit || one.key == "unit";
  }
  if (!names_unit && has_money()) lines.push_back(fmt::format("{}{}", word("单位：", "unit: "), unit()));
  return lines;
}

std::size_t Layout::depth(const document::Row& row) const {
  if (level == npos) return 0;
  const auto* value = std::get_if<std::int64_t>(&row[level]);
  return value == nullptr ? 0 : static_cast<std::size_t>(std::clamp<std::int64_t>(*value, 0, 32));
}

Layout layout_of(const document::Table& table) {
  Layout layout;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const std::string& key = table.columns[at].key;
    if (!table.level_column.empty() && key == table.level_column) {
      layout.level = at;
      continue;
    }
    if (!table.tree_column.empty() && key == table.tree_column) layout.indent = layout.shown.size();
    layout.shown.push_back(at);
  }
  return layout;
}

RoundingWatch::RoundingWatch(const document::Table& table, const People& people)
    : table_(table),
      people_(people),
      step_(1),
      exact_(table.columns.size()),
      displayed_(table.columns.size()) {
  const int places = power_of(people.options().unit) + people.document().currency.digits - kUnitDecimals;
  if (people.options().unit != DisplayUnit::yuan) {
    for (int at = 0; at < places; ++at) step_ *= 10;
  }
}

void RoundingWatch::row(const document::Row& row) {
  if (step_ == 1) return;
  for (std::size_t at = 0; at < row.size(); ++at) {
    const auto* amount = std::get_if<money::Money>(&row[at]);
    if (amount == nullptr) continue;
    exact_[at] = base::checked_add(exact_[at], amount->minor());
    displayed_[at] += base::narrow(base::divide_half_up(amount->minor(), step_));
  }
}

std::string RoundingWatch::note() const {
  if (step_ == 1 || !table_.total || !people_.options().total) return {};
  for (std::size_t at = 0; at < table_.total->size(); ++at) {
    const auto* total = std::get_if<money::Money>(&(*table_.total)[at]);
    if (total == nullptr || total->minor() != exact_[at]) continue;
    if (base::narrow(base::divide_half_up(total->minor(), step_)) == displayed_[at]) continue;
    const money::Currency& currency = people_.document().currency;
    const std::string zh = currency.code == "CNY" ? "元" : " " + currency.code + " ";
    if (people_.options().lang == base::Lang::zh)
      return fmt::format("尾差：各行显示数之和与合计因四舍五入略有出入，合计以{}为单位核对无误。", zh);
    return "Rounding: displayed figures do not add up exactly; the total ties in units of currency.";
  }
  return {};
}

}  // namespace salesops::render
