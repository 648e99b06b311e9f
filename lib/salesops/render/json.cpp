// The whole document as one JSON value, or one table as NDJSON. Written as it is walked, so that a million
// rows need one buffer; keys are the same for every document:
//
//   {"schema_version": 1, "document": KEY, "title": TEXT, "language": "zh", "currency": "CNY",
//    "meta": {FACT: TEXT…},
//    "sections": [{"key", "title", "paragraphs": [TEXT…],
//                  "kpis": [{"key", "title", "type", "value", "note"}…],
//                  "tables": [{"key", "title", "columns": [{"key", "title", "type"}…], "rows": [{COLUMN:
//                  VALUE…}…],
//                              "total": {COLUMN: VALUE…} or null, "facts": [{"title", "value"}…], "notes":
//                              [TEXT…]}…],
//                  "charts": [{"key", "title", "kind", "table", "category", "series": [COLUMN…], "marker",
//                  "unit"}…]}…],
//    "notes": [TEXT…]}
//
// Amounts, quantities and rates are decimal strings, integers and days are numbers, dates ISO strings, no
// value null.
#include <ostream>

#include "salesops/base/interrupt.hpp"
#include "salesops/render/chart.hpp"
#include "salesops/render/escape.hpp"
#include "salesops/render/number.hpp"
#include "salesops/render/select.hpp"
#include "salesops/render/writers.hpp"

namespace salesops::render {

namespace {

using document::Cell;
using document::Row;
using document::Table;

constexpr int kSchemaVersion = 1;
constexpr std::size_t kFlushAt = 1 << 16;
constexpr std::int64_t kExactInDouble = 1LL << 53;

// Puts commas, colons and (for people who read JSON) line breaks where they belong.
class JsonWriter {
 public:
  JsonWriter(std::ostream& out, bool pretty) : out_(out), pretty_(pretty) {}

  void open(char bracket) {
    item();
    buffer_ += bracket;
    ++depth_;
    empty_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!empty_) line_break();
    buffer_ += bracket;
    empty_ = false;
    after_key_ = false;
  }
  void key(std::string_view name) {
    item();
    append_json_string(buffer_, name);
    buffer_ += pretty_ ? ": " : ":";
    after_key_ = true;
  }
  void text(std::string_view value) {
    item();
    append_json_string(buffer_, value);
  }
  void raw(std::string_view value) {
    item();
    buffer_ += value;
  }
  void end_line() {
    buffer_ += '\n';
    empty_ = true;
    flush_if(kFlushAt);
  }
  void flush_if(std::size_t size) {
    if (buffer_.size() < size) return;
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

 private:
  void item() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (!empty_) buffer_ += ',';
    if (depth_ > 0) line_break();
    empty_ = false;
  }
  void line_break() {
    if (!pretty_) return;
    buffer_ += '\n';
    buffer_.append(2 * depth_, ' ');
  }

  std::ostream& out_;
  bool pretty_;
  std::string buffer_;
  std::size_t depth_ = 0;
  bool empty_ = true;
  bool after_key_ = false;
};

const char* name_of(document::Type type) {
  switch (type) {
    case document::Type::text:
      return "text";
    case document::Type::id:
      return "id";
    case document::Type::integer:
      return "integer";
    case document::Type::days:
      return "days";
    case document::Type::money:
      return "money";
    case document::Type::decimal:
      return "decimal";
    case document::Type::percent:
      return "percent";
    case document::Type::points:
      return "points";
    case document::Type::date:
      return "date";
    case document::Type::boolean:
      return "boolean";
  }
  return "text";
}

const char* name_of(document::ChartKind kind) {
  switch (kind) {
    case document::ChartKind::bars:
      return "bars";
    case document::ChartKind::grouped_bars:
      return "grouped_bars";
    case document::ChartKind::stacked_bars:
      return "stacked_bars";
    case document::ChartKind::line:
      return "line";
    case document::ChartKind::waterfall:
      return "waterfall";
    case document::ChartKind::bullet:
      return "bullet";
  }
  return "bars";
}

class DocumentWriter {
 public:
  DocumentWriter(const document::Document& document, const Options& options, std::ostream& out, bool pretty)
      : document_(document), options_(options), json_(out, pretty) {}

  void whole() {
    json_.open('{');
    json_.key("schema_version");
    json_.raw(std::to_string(kSchemaVersion));
    pair("document", document_.key);
    pair("title", document_.title);
    pair("language", options_.lang == base::Lang::zh ? "zh" : "en");
    pair("currency", document_.currency.code);
    json_.key("meta");
    json_.open('{');
    for (const document::Fact& fact : document_.facts) pair(fact.key, fact.value);
    json_.close('}');
    json_.key("sections");
    json_.open('[');
    for (const Part& part : selected(document_, options_.section)) section(part);
    json_.close(']');
    texts("notes", document_.notes);
    json_.close('}');
    json_.end_line();
    json_.flush_if(0);
  }

  void lines(const Table& table) {
    table.rows.for_each([&](const Row& cells) {
      base::check_interrupt();
      row(table, cells);
      json_.end_line();
    });
    json_.flush_if(0);
  }

 private:
  void pair(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.text(value);
  }
  void pair(std::string_view key, const base::Text& value) {
    pair(key, std::string_view(base::in(value, options_.lang)));
  }

  void texts(std::string_view key, const std::vector<base::Text>& values) {
    json_.key(key);
    json_.open('[');
    for (const base::Text& value : values) json_.text(base::in(value, options_.lang));
    json_.close(']');
  }

  void value(const Cell& cell) {
    if (std::holds_alternative<std::monostate>(cell)) return json_.raw("null");
    scratch_.clear();
    append_plain(scratch_, cell, document_.currency,
                 base::Lang::en);  // an API does not change its words with the language
    const auto* number = std::get_if<std::int64_t>(&cell);
    const bool bare = (number != nullptr && *number<kExactInDouble&& * number> - kExactInDouble) ||
                      std::holds_alternative<bool>(cell);
    return bare ? json_.raw(scratch_) : json_.text(scratch_);
  }

  void row(const Table& table, const Row& cells) {
    json_.open('{');
    for (std::size_t at = 0; at < cells.size(); ++at) {
      json_.key(table.columns[at].key);
      value(cells[at]);
    }
    json_.close('}');
    json_.flush_if(kFlushAt);
  }

  void section(const Part& part) {
    const document::Section& section = *part.section;
    json_.open('{');
    pair("key", section.key);
    pair("title", section.title);
    texts("paragraphs", part.whole ? section.paragraphs : std::vector<base::Text>{});
    json_.key("kpis");
    json_.open('[');
    if (part.whole) {
      for (const document::Kpi& figure : section.kpis) kpi(figure);
    }
    json_.close(']');
    json_.key("tables");
    json_.open('[');
    for (const Table* one : part.tables) table(*one);
    json_.close(']');
    json_.key("charts");
    json_.open('[');
    for (const document::Chart* one : part.charts) chart(*one);
    json_.close(']');
    json_.close('}');
  }

  void kpi(const document::Kpi& kpi) {
    json_.open('{');
    pair("key", kpi.key);
    pair("title", kpi.title);
    pair("type", name_of(kpi.type));
    json_.key("value");
    value(kpi.value);
    pair("note", kpi.note);
    json_.close('}');
  }

  void columns(const Table& table) {
    json_.key("columns");
    json_.open('[');
    for (const document::Column& column : table.columns) {
      json_.open('{');
      pair("key", column.key);
      pair("title", column.title);
      pair("type", name_of(column.type));
      json_.close('}');
    }
    json_.close(']');
  }

  void table(const Table& table) {
    json_.open('{');
    pair("key", table.key);
    pair("title", table.title);
    columns(table);
    json_.key("rows");
    json_.open('[');
    table.rows.for_each([&](const Row& cells) {
      base::check_interrupt();
      row(table, cells);
    });
    json_.close(']');
    json_.key("total");
    if (table.total && options_.total) {
      row(table, *table.total);
    } else {
      json_.raw("null");
    }
    json_.key("facts");
    json_.open('[');
    for (const auto& [label, text] : table.facts) {
      json_.open('{');
      pair("title", label);
      pair("value", text);
      json_.close('}');
    }
    json_.close(']');
    texts("notes", table.notes);
    json_.close('}');
  }

  void chart(const document::Chart& chart) {
    json_.open('{');
    pair("key", chart.key);
    pair("title", chart.title);
    pair("kind", name_of(chart.kind));
    pair("table", chart.table);
    pair("category", chart.category);
    json_.key("series");
    json_.open('[');
    for (const std::string& key : chart.series) json_.text(key);
    json_.close(']');
    pair("marker", chart.marker);
    Options exact = options_;
    exact.unit = DisplayUnit::yuan;  // as the amounts of the rows
    pair("unit", std::string_view(chart_unit(chart, People(document_, exact))));
    json_.close('}');
  }

  const document::Document& document_;
  const Options& options_;
  JsonWriter json_;
  std::string scratch_;
};

}  // namespace

void write_json(const document::Document& document, const Options& options, std::ostream& out) {
  DocumentWriter(document, options, out, options.pretty).whole();
}

void write_ndjson(const document::Document& document, const Options& options, std::ostream& out) {
  const Table* table = only_table(document, options.section);
  if (table != nullptr) DocumentWriter(document, options, out, false).lines(*table);
}

}  // namespace salesops::render
