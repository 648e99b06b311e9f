#include "salesops/app/reports/definition.hpp"

#include <algorithm>
#include <set>

#include "salesops/base/embedded.hpp"
#include "salesops/config/yaml_file.hpp"

namespace salesops::base {
std::span<const EmbeddedFile> embedded_reports();
}

namespace salesops::app {

namespace {

using config::Field;
using config::Section;
using config::Shape;
using config::Type;
using document::ChartKind;

constexpr Field kText[] = {
    {.key = "zh", .type = Type::text, .zh = "中文", .en = "Chinese", .required = true},
    {.key = "en", .type = Type::text, .zh = "英文", .en = "English", .required = true},
};
std::span<const Field> text_fields() {
  return kText;
}

// The keys that say which table is meant; a table and a KPI share them.
#define SALESOPS_SOURCE_FIELDS                                                                           \
  {.key = "data", .type = Type::id, .zh = "数据集", .en = "data set"},                                   \
      {.key = "with",                                                                                    \
       .type = Type::text,                                                                               \
       .shape = Shape::map,                                                                              \
       .zh = "数据集的参数",                                                                             \
       .en = "its parameters"},                                                                          \
      {.key = "sql",                                                                                     \
       .type = Type::text,                                                                               \
       .zh = "对 v_* 视图的只读查询",                                                                    \
       .en = "read-only query over the v_* views"},                                                      \
  {                                                                                                      \
    .key = "where", .type = Type::text, .shape = Shape::map, .zh = "只取这些行", .en = "only these rows" \
  }

constexpr Field kKpi[] = {
    {.key = "key", .type = Type::id, .zh = "标识", .en = "key", .required = true},
    {.key = "title",
     .type = Type::record,
     .zh = "标题",
     .en = "title",
     .fields = text_fields,
     .required = true},
    SALESOPS_SOURCE_FIELDS,
    {.key = "column", .type = Type::id, .zh = "取哪一列", .en = "which column", .required = true},
    {.key = "note", .type = Type::id, .zh = "旁注取哪一列", .en = "column shown beside it"},
};
std::span<const Field> kpi_fields() {
  return kKpi;
}

constexpr Field kTable[] = {
    {.key = "key", .type = Type::id, .zh = "标识", .en = "key", .required = true},
    {.key = "title", .type = Type::record, .zh = "标题", .en = "title", .fields = text_fields},
    SALESOPS_SOURCE_FIELDS,
    {.key = "columns", .type = Type::id, .shape = Shape::list, .zh = "列", .en = "columns"},
    {.key = "groups",
     .type = Type::id,
     .shape = Shape::list,
     .zh = "按这些列分组，每组有小计",
     .en = "columns whose values make groups with subtotals"},
    {.key = "sort",
     .type = Type::text,
     .shape = Shape::list,
     .zh = "排序，- 为降序",
     .en = "sort keys, - for descending"},
    {.key = "limit",
     .type = Type::integer,
     .zh = "最多行数",
     .en = "at most so many rows",
     .min = 1,
     .max = 1'000'000},
    {.key = "total", .type = Type::boolean, .fallback = "true", .zh = "显示合计", .en = "show the total"},
};
std::span<const Field> table_fields() {
  return kTable;
}

#undef SALESOPS_SOURCE_FIELDS

constexpr Field kChart[] = {
    {.key = "key", .type = Type::id, .zh = "标识", .en = "key", .required = true},
    {.key = "title",
     .type = Type::record,
     .zh = "标题",
     .en = "title",
     .fields = text_fields,
     .required = true},
    {.key = "kind",
     .type = Type::choice,
     .fallback = "bars",
     .zh = "图形",
     .en = "kind of chart",
     .choices = "bars|grouped_bars|stacked_bars|line|waterfall|bullet"},
    {.key = "table",
     .type = Type::id,
     .zh = "本报表中的表",
     .en = "a table of this report",
     .required = true},
    {.key = "category", .type = Type::id, .zh = "分类列", .en = "label column", .required = true},
    {.key = "series",
     .type = Type::text,
     .shape = Shape::list,
     .zh = "数值列；d* 指所有以 d 开头的列",
     .en = "value columns; d* stands for all that begin with d",
     .required = true},
    {.key = "marker", .type = Type::id, .zh = "标记列", .en = "column drawn as a mark"},
    {.key = "unit", .type = Type::record, .zh = "单位", .en = "unit", .fields = text_fields},
    {.key = "limit",
     .type = Type::integer,
     .zh = "最多项数",
     .en = "at most so many items",
     .min = 1,
     .max = 200},
};
std::span<const Field> chart_fields() {
  return kChart;
}

constexpr Field kSection[] = {
    {.key = "key", .type = Type::id, .zh = "标识", .en = "key", .required = true},
    {.key = "title",
     .type = Type::record,
     .zh = "标题",
     .en = "title",
     .fields = text_fields,
     .required = true},
    {.key = "text",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "固定文字",
     .en = "fixed text",
     .fields = text_fields},
    {.key = "narrative",
     .type = Type::id,
     .shape = Shape::list,
     .zh = "按规则生成的文字",
     .en = "rule-based texts"},
    {.key = "with",
     .type = Type::text,
     .shape = Shape::map,
     .zh = "这些文字的参数",
     .en = "parameters of these texts"},
    {.key = "notes",
     .type = Type::id,
     .zh = "列出这一主题的纪要（record note）",
     .en = "topic of the typed notes listed here (record note)"},
    {.key = "kpis",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "指标卡",
     .en = "cards",
     .fields = kpi_fields},
    {.key = "tables",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "表",
     .en = "tables",
     .fields = table_fields},
    {.key = "charts",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "图",
     .en = "charts",
     .fields = chart_fields},
};
std::span<const Field> section_fields() {
  return kSection;
}

constexpr Field kReport[] = {
    {.key = "report", .type = Type::id, .zh = "报表标识", .en = "key of the report", .required = true},
    {.key = "title",
     .type = Type::record,
     .zh = "标题",
     .en = "title",
     .fields = text_fields,
     .required = true},
    {.key = "period",
     .type = Type::choice,
     .fallback = "as_of",
     .zh = "覆盖的期间",
     .en = "the period it covers",
     .choices = "as_of|day|week|ten_days|month|quarter|half|year"},
    {.key = "about",
     .type = Type::choice,
     .fallback = "company",
     .zh = "报告对象；node、customer、promotion 须用 --where 指明是哪一个",
     .en = "what it is about; a node, customer or promotion is named with --where",
     .choices = "company|node|customer|promotion"},
    {.key = "unit",
     .type = Type::choice,
     .fallback = "yuan",
     .zh = "显示单位",
     .en = "display unit",
     .choices = "yuan|wan|yi"},
    {.key = "sections",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "各节",
     .en = "sections",
     .fields = section_fields,
     .required = true},
};

base::Text read_text(const Section& section, std::string_view key) {
  if (!section.has(key)) return {};
  const Section text = section.record(key);
  return {text.text("zh"), text.text("en")};
}

std::map<std::string, std::string> read_map(const Section& section, std::string_view key) {
  std::map<std::string, std::string> values;
  for (auto& [name, value] : section.text_map(key)) values.emplace(std::move(name), std::move(value));
  return values;
}

report::Spot spot_of(const config::Node& node) {
  return {node.place(), node.source_line()};
}

// Where the values of a record stand: "data", "with.by", "with.by:key", "columns[0]".
report::Spots spots_of(const Section& section) {
  report::Spots spots;
  const config::Node* record = section.self();
  if (record == nullptr) return spots;
  spots.set("", spot_of(*record));
  for (const config::Node::Entry& entry : record->entries) {
    const std::string& key = entry.key.text;
    spots.set(key, spot_of(entry.value));
    for (std::size_t at = 0; at < entry.value.items.size(); ++at)
      spots.set(key + "[" + std::to_string(at) + "]", spot_of(entry.value.items[at]));
    for (const config::Node::Entry& below : entry.value.entries) {
      spots.set(key + "." + below.key.text, spot_of(below.value));
      spots.set(key + "." + below.key.text + ":key", spot_of(below.key));
    }
  }
  return spots;
}

report::Source read_source(const Section& section) {
  report::Source source;
  source.data = section.text("data");
  source.sql = section.text("sql");
  source.with = read_map(section, "with");
  source.spots = spots_of(section);
  if (source.data.empty() == source.sql.empty()) {
    section.fault("data", "E7111", {"data 和 sql 须且只须给出一个", "give exactly one of data and sql"},
                  {"data 取一个数据集（见 salesops report list --data），sql 查询 v_* 视图",
                   "data names a data set (see salesops report list --data), sql queries the v_* views"});
  }
  return source;
}

report::KpiPart read_kpi(const Section& section) {
  return {.key = section.text("key"),
          .title = read_text(section, "title"),
          .source = read_source(section),
          .where = read_map(section, "where"),
          .column = section.text("column"),
          .note_column = section.text("note")};
}

report::TablePart read_table(const Section& section) {
  report::TablePart part{.key = section.text("key"),
                         .title = read_text(section, "title"),
                         .source = read_source(section),
                         .view = {}};
  part.view.columns = section.texts("columns");
  part.view.groups = section.texts("groups");
  part.view.where = read_map(section, "where");
  part.view.sort = section.texts("sort");
  part.view.limit = static_cast<std::size_t>(section.maybe_integer("limit").value_or(0));
  part.view.total = section.boolean("total");
  return part;
}

ChartKind chart_kind(const std::string& name) {
  static const std::map<std::string, ChartKind> kKinds = {
      {"bars", ChartKind::bars},
      {"grouped_bars", ChartKind::grouped_bars},
      {"stacked_bars", ChartKind::stacked_bars},
      {"line", ChartKind::line},
      {"waterfall", ChartKind::waterfall},
      {"bullet", ChartKind::bullet},
  };
  const auto found = kKinds.find(name);
  return found == kKinds.end() ? ChartKind::bars
                               : found->second;  // other words were reported by the table of fields
}

document::Chart read_chart(const Section& section) {
  document::Chart chart;
  chart.key = section.text("key");
  chart.title = read_text(section, "title");
  chart.kind = chart_kind(section.text("kind"));
  chart.table = section.text("table");
  chart.category = section.text("category");
  chart.series = section.texts("series");
  chart.marker = section.text("marker");
  chart.unit = read_text(section, "unit");
  chart.limit = static_cast<std::size_t>(section.maybe_integer("limit").value_or(0));
  return chart;
}

std::vector<report::Source> read_narratives(const Section& section) {
  std::vector<report::Source> narratives;
  const report::Spots spots = spots_of(section);
  for (const std::string& name : section.texts("narrative")) {
    report::Source source{.data = name, .with = read_map(section, "with"), .spots = spots};
    source.spots.set("data", spots.at("narrative[" + std::to_string(narratives.size()) + "]"));
    narratives.push_back(std::move(source));
  }
  return narratives;
}

report::SectionPart read_section(const Section& section) {
  report::SectionPart part;
  part.key = section.text("key");
  part.title = read_text(section, "title");
  for (const Section& text : section.records("text"))
    part.paragraphs.push_back({text.text("zh"), text.text("en")});
  part.narratives = read_narratives(section);
  part.notes = section.text("notes");
  for (const Section& kpi : section.records("kpis")) part.kpis.push_back(read_kpi(kpi));
  for (const Section& table : section.records("tables")) part.tables.push_back(read_table(table));
  for (const Section& chart : section.records("charts"))
    part.charts.push_back({read_chart(chart), spots_of(chart)});
  return part;
}

void check_keys(const Section& root) {
  std::set<std::string> seen;
  for (const Section& section : root.records("sections")) {
    for (const Section& table : section.records("tables")) {
      const std::string key = table.text("key");
      if (seen.insert(key).second) continue;
      table.fault("key", "E7110",
                  {"表的 key“" + key + "”用了两次", "the table key \"" + key + "\" is used twice"},
                  {"每个表在报表内须有自己的 key", "every table needs a key of its own within the report"});
    }
  }
}

}  // namespace

report::Definition parse_report(std::string text, const std::string& name) {
  const config::YamlFile file = config::YamlFile::parse(std::move(text), name, kReport, {});
  const Section root = file.root();
  report::Definition definition;
  definition.key = root.text("report");
  definition.title = read_text(root, "title");
  definition.period = root.text("period");
  definition.unit = root.text("unit");
  definition.about = root.text("about");
  for (const Section& section : root.records("sections"))
    definition.sections.push_back(read_section(section));
  check_keys(root);
  file.raise_if_any(base::Exit::configuration);
  return definition;
}

std::vector<BuiltInReport> built_in_reports() {
  std::vector<BuiltInReport> reports;
  for (const base::EmbeddedFile& file : base::embedded_reports()) {
    const std::string_view stem = file.name.substr(0, file.name.rfind('.'));
    reports.push_back({std::string(stem), std::string(file.text)});
  }
  return reports;
}

}  // namespace salesops::app
