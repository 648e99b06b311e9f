#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "salesops/base/text.hpp"
#include "salesops/render/chart.hpp"

namespace salesops::render {

namespace {

using document::Cell;
using document::Table;

constexpr std::size_t kLongest = 24;  // display columns of a category's name

const Table* table_named(const document::Document& document, const std::string& key) {
  for (const document::Section& section : document.sections) {
    for (const Table& table : section.tables) {
      if (table.key == key) return &table;
    }
  }
  return nullptr;
}

std::optional<std::size_t> column_named(const Table& table, const std::string& key) {
  const auto found = std::ranges::find(table.columns, key, &document::Column::key);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

double unit_divisor(const People& people) {
  const double minor = std::pow(10.0, people.document().currency.digits);
  switch (people.options().unit) {
    case DisplayUnit::yuan:
      return minor;
    case DisplayUnit::wan:
      return minor * 1e4;
    case DisplayUnit::yi:
      return minor * 1e8;
  }
  return minor;
}

std::optional<double> height(const Cell& cell, const People& people) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*number);
  if (const auto* amount = std::get_if<money::Money>(&cell)) {
    return static_cast<double>(amount->minor()) / unit_divisor(people);
  }
  if (const auto* number = std::get_if<money::Decimal>(&cell)) {
    return static_cast<double>(number->mantissa()) / std::pow(10.0, number->scale());
  }
  if (const auto* rate = std::get_if<money::Rate>(&cell)) {
    return 100.0 * static_cast<double>(rate->numerator()) / static_cast<double>(rate->denominator());
  }
  return std::nullopt;
}

std::string unit_of(const document::Chart& chart, const document::Column& column, const People& people) {
  if (!chart.unit.empty() && column.type != document::Type::money) return people.text(chart.unit);
  switch (column.type) {
    case document::Type::money:
      return people.unit();
    case document::Type::percent:
      return "%";
    case document::Type::points:
      return "pp";
    case document::Type::days:
      return people.word("天", "days");
    default:
      return people.text(chart.unit);
  }
}

// The shallowest depth at which the table has at least two rows: a tree is drawn at one level, not at all of
// them.
std::size_t depth_to_draw(const Table& table, const Layout& layout) {
  if (layout.level == Layout::npos) return 0;
  std::vector<std::size_t> count;
  table.rows.for_each([&](const document::Row& row) {
    const std::size_t depth = layout.depth(row);
    if (count.size() <= depth) count.resize(depth + 1);
    ++count[depth];
  });
  const auto found = std::ranges::find_if(count, [](std::size_t rows) { return rows >= 2; });
  return found == count.end() ? 0 : static_cast<std::size_t>(found - count.begin());
}

void add(ChartSeries& series, const document::Column& column, const Cell& cell, const People& people) {
  series.values.push_back(height(cell, people));
  series.labels.push_back(people.cell(column, cell));
}

}  // namespace

std::string chart_unit(const document::Chart& chart, const People& people) {
  const Table* table = table_named(people.document(), chart.table);
  const auto column =
      table == nullptr || chart.series.empty() ? std::nullopt : column_named(*table, chart.series.front());
  return column ? unit_of(chart, table->columns[*column], people) : people.text(chart.unit);
}

std::optional<ChartData> chart_data(const document::Chart& chart, const People& people) {
  const Table* table = table_named(people.document(), chart.table);
  if (table == nullptr || chart.series.empty()) return std::nullopt;
  const auto category = column_named(*table, chart.category);
  if (!category) return std::nullopt;
  std::vector<std::size_t> columns;
  for (const std::string& key : chart.series) {
    const auto column = column_named(*table, key);
    if (!column) return std::nullopt;
    columns.push_back(*column);
  }
  const auto marker = column_named(*table, chart.marker);

  ChartData data{
      people.text(chart.title), unit_of(chart, table->columns[columns.front()], people), {}, {}, {}};
  for (const std::size_t column : columns)
    data.series.push_back({people.text(table->columns[column].title), {}, {}});
  if (marker) data.marker = ChartSeries{people.text(table->columns[*marker].title), {}, {}};
  const Layout layout = layout_of(*table);
  const std::size_t depth = depth_to_draw(*table, layout);
  table->rows.for_each([&](const document::Row& row) {
    if (layout.depth(row) != depth || (chart.limit > 0 && data.categories.size() == chart.limit)) return;
    data.categories.push_back(people.cell(table->columns[*category], row[*category]));
    for (std::size_t at = 0; at < columns.size(); ++at) {
      add(data.series[at], table->columns[columns[at]], row[columns[at]], people);
    }
    if (marker) add(*data.marker, table->columns[*marker], row[*marker], people);
  });
  if (data.categories.empty()) return std::nullopt;
  return data;
}

std::string short_name(const std::string& name) {
  return base::truncate_to_width(base::printable(name), kLongest);
}

std::vector<double> ticks(double low, double high, int count) {
  if (!(high > low)) high = low + 1;
  const double raw = (high - low) / count;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  double step = 10 * power;
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= raw) {
      step = factor * power;
      break;
    }
  }
  const auto first = static_cast<long long>(std::floor(low / step + 1e-9));
  const auto last = static_cast<long long>(std::ceil(high / step - 1e-9));
  std::vector<double> values;
  for (long long at = first; at <= last; ++at) values.push_back(static_cast<double>(at) * step);
  return values;
}

}  // namespace salesops::render
