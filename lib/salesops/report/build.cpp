#include "salesops/report/build.hpp"

#include <algorithm>
#include <numeric>

#include "salesops/base/checked.hpp"
#include "salesops/base/text.hpp"
#include "salesops/document/order.hpp"

namespace salesops::report {

const Spot& Spots::at(const std::string& key) const {
  static const Spot kNowhere;
  auto found = by_key_.find(key);
  if (found == by_key_.end()) found = by_key_.find("");
  return found == by_key_.end() ? kNowhere : found->second;
}

namespace {

using document::Cell;
using document::Row;
using document::Table;

[[noreturn]] void unknown_column(const Table& table, const std::string& key, const Spot& spot) {
  std::vector<std::string> known;
  for (const document::Column& column : table.columns) known.push_back(column.key);
  const auto near = base::nearest(key, known);
  const std::string all = base::join(known, ", ");
  throw base::Error(base::Exit::configuration,
                    {.code = "E7105",
                     .place = spot.place,
                     .field = table.key,
                     .value = key,
                     .message = {"数据集没有列“" + key + "”", "the data set has no column \"" + key + "\""},
                     .help = {near ? "是否指 " + *near + "？可用的列：" + all : "可用的列：" + all,
                              near ? "did you mean " + *near + "? columns: " + all : "columns: " + all},
                     .source = spot.line});
}

std::size_t column_index(const Table& table, const std::string& key, const Spot& spot) {
  const auto found = std::ranges::find(table.columns, key, &document::Column::key);
  if (found == table.columns.end()) unknown_column(table, key, spot);
  return static_cast<std::size_t>(found - table.columns.begin());
}

// "text" is equality; ">0", ">=0.9", "<0", "<=0", "!=red" compare numbers, or texts for "!=".
struct Filter {
  std::size_t column;
  std::string comparison;
  std::string value;
  std::optional<money::Decimal> number{};
};

Filter read_filter(std::size_t column, const std::string& key, const std::string& text, const Spot& spot) {
  for (const char* comparison : {">=", "<=", "!=", ">", "<"}) {
    if (!text.starts_with(comparison)) continue;
    Filter filter{
        column, comparison, std::string(base::trim(text.substr(std::string_view(comparison).size()))), {}};
    money::Decimal number;
    money::NumberFault fault;
    if (money::parse_decimal(filter.value, number, fault)) filter.number = number;
    if (filter.number || filter.comparison == "!=") return filter;
    throw base::Error(base::Exit::configuration,
                      {.code = "E7114",
                       .place = spot.place,
                       .field = key,
                       .value = text,
                       .message = {"比较须用数字：" + text, "a comparison needs a number: " + text},
                       .help = {"例如 {overdue: '>0'}；金额以公司的币种计，比率 80% 写作 0.8",
                                "for example {overdue: '>0'}; amounts in units of currency, 80 % as 0.8"},
                       .source = spot.line});
  }
  return {column, "=", text, {}};
}

std::vector<Filter> filters_of(const Table& table, const std::map<std::string, std::string>& where,
                               const Spots& spots) {
  std::vector<Filter> filters;
  for (const auto& [key, value] : where) {
    const std::string written = "where." + key;
    filters.push_back(
        read_filter(column_index(table, key, spots.at(written + ":key")), key, value, spots.at(written)));
  }
  return filters;
}

bool matches(const Cell& cell, const Filter& filter) {
  const std::string text = document::plain_text(cell, {});
  if (filter.comparison == "=") return text == filter.value;
  money::Decimal number;
  money::NumberFault fault;
  if (!filter.number || !money::parse_decimal(text, number, fault))
    return filter.comparison == "!=" && text != filter.value;
  const auto order = number <=> *filter.number;
  if (filter.comparison == ">") return order > 0;
  if (filter.comparison == ">=") return order >= 0;
  if (filter.comparison == "<") return order < 0;
  if (filter.comparison == "<=") return order <= 0;
  return order != 0;
}

bool matches(const Row& row, const std::vector<Filter>& filters) {
  return std::ranges::all_of(filters,
                             [&](const Filter& filter) { return matches(row[filter.column], filter); });
}

std::string item(const char* key, std::size_t at) {
  return std::string(key) + "[" + std::to_string(at) + "]";
}

void sort_rows(std::vector<Row>& rows, const Table& table, const View& view, const Spots& spots) {
  for (std::size_t at = view.sort.size(); at-- > 0;) {
    const std::string& key = view.sort[at];
    const bool descending = key.starts_with('-');
    const std::size_t column =
        column_index(table, descending ? key.substr(1) : key, spots.at(item("sort", at)));
    std::ranges::stable_sort(rows, [&](const Row& a, const Row& b) {
      return descending ? document::compare(b[column], a[column]) < 0
                        : document::compare(a[column], b[column]) < 0;
    });
  }
}

Row select(const Row& row, const std::vector<std::size_t>& columns) {
  Row selected;
  selected.reserve(columns.size());
  for (const std::size_t column : columns) selected.push_back(row[column]);
  return selected;
}

std::vector<std::size_t> chosen_columns(const Table& table, const View& view, const Spots& spots) {
  std::vector<std::size_t> chosen(table.columns.size());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  if (view.columns.empty()) return chosen;
  chosen.clear();
  for (std::size_t at = 0; at < view.columns.size(); ++at)
    chosen.push_back(column_index(table, view.columns[at], spots.at(item("columns", at))));
  return chosen;
}

// Amounts, quantities and counts add up; rates, days and dates do not.
Cell sum_of(const Cell& a, const Cell& b) {
  if (std::holds_alternative<std::monostate>(a)) return b;
  if (std::holds_alternative<std::monostate>(b)) return a;
  if (const auto* amount = std::get_if<money::Money>(&a)) return *amount + std::get<money::Money>(b);
  if (const auto* number = std::get_if<money::Decimal>(&a)) return *number + std::get<money::Decimal>(b);
  return base::checked_add(std::get<std::int64_t>(a), std::get<std::int64_t>(b));
}

bool adds_up(const document::Column& column) {
  return column.type == document::Type::money || column.type == document::Type::decimal ||
         column.type == document::Type::integer;
}

// The subtotal of rows [begin, end) whose groups up to `depth` agree.
Row subtotal(const Table& table, const std::vector<Row>& rows, const std::vector<std::size_t>& groups,
             std::size_t depth, std::size_t begin, std::size_t end) {
  Row sum(table.columns.size());
  for (std::size_t column = 0; column < sum.size(); ++column) {
    if (!adds_up(table.columns[column])) continue;
    for (std::size_t row = begin; row < end; ++row) sum[column] = sum_of(sum[column], rows[row][column]);
  }
  for (std::size_t group = 0; group <= depth; ++group) sum[groups[group]] = rows[begin][groups[group]];
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const document::Type type = table.columns[column].type;
    const bool words = type == document::Type::text || type == document::Type::id;
    if (!words || std::ranges::find(groups, column) != groups.end()) continue;
    sum[column] = Text{"小计", "subtotal"};
    break;
  }
  sum.emplace_back(static_cast<std::int64_t>(depth));
  return sum;
}

void group_rows(Table& table, const View& view, const Spots& spots) {
  std::vector<std::size_t> groups;
  for (std::size_t at = 0; at < view.groups.size(); ++at)
    groups.push_back(column_index(table, view.groups[at], spots.at(item("groups", at))));
  std::vector<Row> rows = std::move(table.rows.stored);
  const auto order = [&](const Row& a, const Row& b, std::size_t depth) {
    return document::compare(a[groups[depth]], b[groups[depth]]);
  };
  std::ranges::stable_sort(rows, [&](const Row& a, const Row& b) {
    for (std::size_t depth = 0; depth < groups.size(); ++depth)
      if (const auto compared = order(a, b, depth); compared != 0) return compared < 0;
    return false;
  });
  table.rows.stored.clear();
  const auto same = [&](std::size_t a, std::size_t b, std::size_t depth) {
    for (std::size_t at = 0; at <= depth; ++at)
      if (order(rows[a], rows[b], at) != 0) return false;
    return true;
  };
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t depth = 0; depth < groups.size(); ++depth) {
      if (row > 0 && same(row - 1, row, depth)) continue;
      std::size_t end = row + 1;
      while (end < rows.size() && same(row, end, depth)) ++end;
      table.rows.stored.push_back(subtotal(table, rows, groups, depth, row, end));
    }
    Row shown = rows[row];
    shown.emplace_back(static_cast<std::int64_t>(groups.size()));
    table.rows.stored.push_back(std::move(shown));
  }
  table.columns.push_back(
      {.key = "level", .title = {"层", "level"}, .type = document::Type::integer, .wide_only = true});
  if (table.total) table.total->emplace_back();
  table.tree_column = table.columns.front().key;
  table.level_column = "level";
}

}  // namespace

Table apply_view(const Table& table, const View& view, const Spots& spots) {
  const std::vector<Filter> filters = filters_of(table, view.where, spots);
  std::vector<Row> rows;
  table.rows.for_each([&](const Row& row) {
    if (matches(row, filters)) rows.push_back(row);
  });
  const bool complete = rows.size() == table.rows.size() && (view.limit == 0 || rows.size() <= view.limit);
  sort_rows(rows, table, view, spots);
  if (view.limit > 0 && rows.size() > view.limit) rows.resize(view.limit);

  const std::vector<std::size_t> columns = chosen_columns(table, view, spots);
  Table shown{.key = table.key, .title = table.title};
  for (const std::size_t column : columns) shown.columns.push_back(table.columns[column]);
  for (const Row& row : rows) shown.rows.stored.push_back(select(row, columns));
  if (view.total && complete && table.total) {
    shown.total = select(*table.total, columns);
    const auto* label = std::get_if<std::string>(&shown.total->front());
    if (label != nullptr && *label == "TOTAL") shown.total->front() = Text{"合计", *label};
  }
  shown.notes = table.notes;
  shown.tree_column = view.sort.empty() ? table.tree_column : "";
  shown.level_column = view.sort.empty() ? table.level_column : "";
  if (!view.groups.empty()) group_rows(shown, view, spots);
  return shown;
}

namespace {

// Tables by source, so that a data set that stands in several places of a report is computed once.
class Cache {
 public:
  explicit Cache(const FetchTable& fetch) : fetch_(fetch) {}
  const Table& get(const Source& source) {
    std::string id = source.data + '\n' + source.sql;
    for (const auto& [key, value] : source.with) id += '\n' + key + '=' + value;
    const auto found = tables_.find(id);
    if (found != tables_.end()) return found->second;
    return tables_.emplace(std::move(id), fetch_(source)).first->second;
  }

 private:
  const FetchTable& fetch_;
  std::map<std::string, Table> tables_;
};

document::Kpi build_kpi(const KpiPart& part, Cache& cache) {
  const Table& table = cache.get(part.source);
  const Spots& spots = part.source.spots;
  const std::size_t column = column_index(table, part.column, spots.at("column"));
  document::Kpi kpi{
      .key = part.key, .title = part.title, .type = table.columns[column].type, .value = {}, .note = {}};
  const std::vector<Filter> filters = filters_of(table, part.where, spots);
  std::optional<Row> row = filters.empty() ? table.total : std::nullopt;
  if (!row) {
    table.rows.for_each([&](const Row& candidate) {
      if (!row && matches(candidate, filters)) row = candidate;
    });
  }
  if (!row) return kpi;
  kpi.value = (*row)[column];
  if (!part.note_column.empty()) {
    const Cell& note = (*row)[column_index(table, part.note_column, spots.at("note"))];
    if (const auto* text = std::get_if<Text>(&note))
      kpi.note = *text;
    else
      kpi.note = {document::plain_text(note, {}), document::plain_text(note, {})};
  }
  return kpi;
}

const Table* find_table(const document::Document& document, const std::string& key) {
  for (const document::Section& section : document.sections) {
    const auto found = std::ranges::find(section.tables, key, &Table::key);
    if (found != section.tables.end()) return &*found;
  }
  return nullptr;
}

[[noreturn]] void unknown_table(const document::Document& document, const ChartPart& part) {
  std::vector<std::string> known;
  for (const document::Section& section : document.sections)
    for (const Table& table : section.tables) known.push_back(table.key);
  const std::string all = known.empty() ? "—" : base::join(known, ", ");
  const Spot& spot = part.spots.at("table");
  throw base::Error(
      base::Exit::configuration,
      {.code = "E7106",
       .place = spot.place,
       .field = "charts." + part.chart.key,
       .value = part.chart.table,
       .message = {"图表引用的表“" + part.chart.table + "”不在本报表中",
                   "the chart names a table \"" + part.chart.table + "\" that this report does not have"},
       .help = {"table 须是同一报表中某个表的 key：" + all,
                "table must be the key of a table of the same report: " + all},
       .source = spot.line});
}

// A chart whose columns all exist, "d*" spelt out.
document::Chart build_chart(const document::Document& document, const ChartPart& part) {
  const Table* table = find_table(document, part.chart.table);
  if (table == nullptr) unknown_table(document, part);
  document::Chart chart = part.chart;
  column_index(*table, chart.category, part.spots.at("category"));
  if (!chart.marker.empty()) column_index(*table, chart.marker, part.spots.at("marker"));
  chart.series.clear();
  for (std::size_t at = 0; at < part.chart.series.size(); ++at) {
    const std::string& key = part.chart.series[at];
    const bool prefix = key.ends_with('*');
    const std::size_t before = chart.series.size();
    for (const document::Column& column : table->columns)
      if (prefix ? column.key.starts_with(std::string_view(key).substr(0, key.size() - 1))
                 : column.key == key)
        chart.series.push_back(column.key);
    if (chart.series.size() == before) unknown_column(*table, key, part.spots.at(item("series", at)));
  }
  return chart;
}

}  // namespace

document::Document build(const Definition& definition, const FetchTable& table, const FetchText& narrative,
                         const FetchNotes& notes) {
  Cache cache(table);
  document::Document document{.key = definition.key, .title = definition.title};
  for (const SectionPart& part : definition.sections) {
    document::Section section{.key = part.key, .title = part.title, .paragraphs = part.paragraphs};
    for (const KpiPart& kpi : part.kpis) section.kpis.push_back(build_kpi(kpi, cache));
    for (const Source& text : part.narratives) {
      for (Text& sentence : narrative(text)) section.paragraphs.push_back(std::move(sentence));
    }
    if (!part.notes.empty()) {
      for (Text& note : notes(part.notes)) section.paragraphs.push_back(std::move(note));
      if (section.paragraphs.empty() && part.tables.empty())
        section.paragraphs.push_back({"（未填写）", "(nothing entered)"});
    }
    for (const TablePart& shown : part.tables) {
      Table result = apply_view(cache.get(shown.source), shown.view, shown.source.spots);
      result.key = shown.key;
      if (!shown.title.empty()) result.title = shown.title;
      section.tables.push_back(std::move(result));
    }
    document.sections.push_back(std::move(section));
  }
  for (std::size_t at = 0; at < definition.sections.size(); ++at) {
    for (const ChartPart& part : definition.sections[at].charts)
      document.sections[at].charts.push_back(build_chart(document, part));
  }
  return document;
}

}  // namespace salesops::report
