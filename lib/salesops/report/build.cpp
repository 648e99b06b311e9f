#include "salesops/report/build.hpp"

#include <algorithm>
#include <numeric>

#include "salesops/base/text.hpp"
#include "salesops/document/order.hpp"

namespace salesops::report {

namespace {

using document::Cell;
using document::Row;
using document::Table;

[[noreturn]] void unknown_column(const Table& table, const std::string& key, const base::Place& place) {
  std::vector<std::string> known;
  for (const document::Column& column : table.columns) known.push_back(column.key);
  const auto near = base::nearest(key, known);
  const std::string all = base::join(known, ", ");
  throw base::Error(base::Exit::configuration,
                    {.code = "E7105",
                     .place = place,
                     .field = table.key,
                     .value = key,
                     .message = {"数据集没有列“" + key + "”", "the data set has no column \"" + key + "\""},
                     .help = {near ? "是否指 " + *near + "？可用的列：" + all : "可用的列：" + all,
                              near ? "did you mean " + *near + "? columns: " + all : "columns: " + all}});
}

std::size_t column_index(const Table& table, const std::string& key, const base::Place& place) {
  const auto found = std::ranges::find(table.columns, key, &document::Column::key);
  if (found == table.columns.end()) unknown_column(table, key, place);
  return static_cast<std::size_t>(found - table.columns.begin());
}

// "text" is equality; ">0", ">=0.9", "<0", "<=0", "!=red" compare numbers, or texts for "!=".
struct Filter {
  std::size_t column;
  std::string comparison;
  std::string value;
  std::optional<money::Decimal> number{};
};

Filter read_filter(std::size_t column, const std::string& key, const std::string& text,
                   const base::Place& place) {
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
                       .place = place,
                       .field = key,
                       .value = text,
                       .message = {"比较须用数字：" + text, "a comparison needs a number: " + text},
                       .help = {"例如 {overdue: '>0'}；金额以元计，比率 80% 写作 0.8",
                                "for example {overdue: '>0'}; amounts in units of currency, 80 % as 0.8"}});
  }
  return {column, "=", text, {}};
}

std::vector<Filter> filters_of(const Table& table, const std::map<std::string, std::string>& where,
                               const base::Place& place) {
  std::vector<Filter> filters;
  for (const auto& [key, value] : where)
    filters.push_back(read_filter(column_index(table, key, place), key, value, place));
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

void sort_rows(std::vector<Row>& rows, const Table& table, const View& view, const base::Place& place) {
  for (auto key = view.sort.rbegin(); key != view.sort.rend(); ++key) {
    const bool descending = key->starts_with('-');
    const std::size_t column = column_index(table, descending ? key->substr(1) : *key, place);
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

std::vector<std::size_t> chosen_columns(const Table& table, const View& view, const base::Place& place) {
  std::vector<std::size_t> chosen(table.columns.size());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  if (view.columns.empty()) return chosen;
  chosen.clear();
  for (const std::string& key : view.columns) chosen.push_back(column_index(table, key, place));
  return chosen;
}

}  // namespace

Table apply_view(const Table& table, const View& view, const base::Place& place) {
  const std::vector<Filter> filters = filters_of(table, view.where, place);
  std::vector<Row> rows;
  table.rows.for_each([&](const Row& row) {
    if (matches(row, filters)) rows.push_back(row);
  });
  const bool complete = rows.size() == table.rows.size() && (view.limit == 0 || rows.size() <= view.limit);
  sort_rows(rows, table, view, place);
  if (view.limit > 0 && rows.size() > view.limit) rows.resize(view.limit);

  const std::vector<std::size_t> columns = chosen_columns(table, view, place);
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
  const std::size_t column = column_index(table, part.column, part.source.place);
  document::Kpi kpi{
      .key = part.key, .title = part.title, .type = table.columns[column].type, .value = {}, .note = {}};
  const std::vector<Filter> filters = filters_of(table, part.where, part.source.place);
  std::optional<Row> row = filters.empty() ? table.total : std::nullopt;
  if (!row) {
    table.rows.for_each([&](const Row& candidate) {
      if (!row && matches(candidate, filters)) row = candidate;
    });
  }
  if (!row) return kpi;
  kpi.value = (*row)[column];
  if (!part.note_column.empty()) {
    const Cell& note = (*row)[column_index(table, part.note_column, part.source.place)];
    if (const auto* text = std::get_if<Text>(&note))
      kpi.note = *text;
    else
      kpi.note = {document::plain_text(note, {}), document::plain_text(note, {})};
  }
  return kpi;
}

void check_charts(const document::Document& document) {
  for (const document::Section& section : document.sections) {
    for (const document::Chart& chart : section.charts) {
      const bool known = std::ranges::any_of(document.sections, [&](const document::Section& other) {
        return std::ranges::find(other.tables, chart.table, &Table::key) != other.tables.end();
      });
      if (known) continue;
      throw base::Error(
          base::Exit::configuration,
          {.code = "E7106",
           .field = "charts." + chart.key,
           .value = chart.table,
           .message = {"图表引用的表“" + chart.table + "”不在本报表中",
                       "the chart names a table \"" + chart.table + "\" that this report does not have"},
           .help = {"table 须是同一报表中某个表的 key",
                    "table must be the key of a table of the same report"}});
    }
  }
}

}  // namespace

document::Document build(const Definition& definition, const FetchTable& table, const FetchText& narrative,
                         const FetchText& notes) {
  Cache cache(table);
  document::Document document{.key = definition.key, .title = definition.title};
  for (const SectionPart& part : definition.sections) {
    document::Section section{.key = part.key, .title = part.title, .paragraphs = part.paragraphs};
    for (const KpiPart& kpi : part.kpis) section.kpis.push_back(build_kpi(kpi, cache));
    for (const std::string& name : part.narratives) {
      for (Text& sentence : narrative(name)) section.paragraphs.push_back(std::move(sentence));
    }
    if (!part.notes.empty()) {
      for (Text& note : notes(part.notes)) section.paragraphs.push_back(std::move(note));
      if (section.paragraphs.empty() && part.tables.empty())
        section.paragraphs.push_back({"（未填写）", "(nothing entered)"});
    }
    for (const TablePart& shown : part.tables) {
      Table result = apply_view(cache.get(shown.source), shown.view, shown.source.place);
      result.key = shown.key;
      if (!shown.title.empty()) result.title = shown.title;
      section.tables.push_back(std::move(result));
    }
    section.charts = part.charts;
    document.sections.push_back(std::move(section));
  }
  check_charts(document);
  return document;
}

}  // namespace salesops::report
