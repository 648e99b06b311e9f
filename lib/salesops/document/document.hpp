#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

// A report as data: what a use case returns and every renderer shows. Nothing here knows a format.
namespace salesops::document {

using base::Text;

// The value of one cell. monostate is "no value" (shown "—", machine formats empty or null), never 0.
using Cell = std::variant<std::monostate, std::string, std::int64_t, money::Money, money::Decimal, money::Rate, calendar::Date,
                          bool, Text>;

enum class Type {
  text,      // std::string or Text
  id,        // std::string that looks like a number but is a name: codes, document numbers
  integer,   // std::int64_t, grouped for people
  days,      // std::int64_t
  money,     // money::Money in the document's currency
  decimal,   // money::Decimal: quantities, weights
  percent,   // money::Rate shown ×100 with `decimals` and %, machine: decimal fraction
  points,    // money::Rate difference of two percentages, shown in pp (百分点)
  date,      // calendar::Date
  boolean,
};

struct Column {
  std::string key;  // snake_case, the name in machine formats: API
  Text title;
  Type type = Type::text;
  int decimals = 1;          // percent, points: decimals for people; decimal: ignored; machine formats use 6
  bool wide_only = false;    // left out of narrow people's formats when it does not fit
};

// One row. `level` indents the first column in people's formats (trees); `emphasis` marks subtotals.
using Row = std::vector<Cell>;

// Rows come one at a time, so that a million of them need no memory: either stored, or made on demand by `generate`,
// which calls the sink once per row with a reused buffer and must give the same rows every time it is called.
using RowSink = std::function<void(const Row&)>;
struct Rows {
  std::vector<Row> stored;
  std::function<void(const std::function<void(const Row&)>&)> generate;
  std::size_t generated = 0;  // number of rows `generate` makes
  // Optional: the rows [begin, end) of `generate` alone. May be called by several threads at once.
  std::function<void(std::size_t begin, std::size_t end, const std::function<void(const Row&)>&)> generate_part{};

  std::size_t size() const { return generate ? generated : stored.size(); }
  void for_each(const std::function<void(const Row&)>& sink) const;
};
// `count` rows that are made on demand: `part` makes those from one place to another.
Rows made_rows(std::size_t count, std::function<void(std::size_t begin, std::size_t end, const RowSink&)> part);

struct Table {
  std::string key;  // snake_case, unique in the document; file name part and JSON key
  Text title{};
  std::vector<Column> columns{};
  Rows rows{};
  std::optional<Row> total{};          // same width as columns; left out with --no-total
  std::vector<Text> notes{};           // footnotes for people
  std::vector<std::pair<Text, Text>> facts{};  // small label: value pairs under a table (ties, top-N)
  std::string tree_column{};           // key of the column that is indented by `level_column`; may be empty
  std::string level_column{};          // key of an integer column with the depth; may be empty
};

// A chart over columns of a table of the same document, so that figures are never copied.
enum class ChartKind { bars, grouped_bars, stacked_bars, line, waterfall, bullet };
struct Chart {
  std::string key;
  Text title;
  ChartKind kind = ChartKind::bars;
  std::string table;                // key of the table in this document
  std::string category;             // key of the label column
  std::vector<std::string> series;  // keys of numeric columns
  std::string marker;               // numeric column drawn as a mark (pace, target); may be empty
  Text unit;
  std::size_t limit = 0;            // first N rows only; 0 = all
};

// A card with one figure.
struct Kpi {
  std::string key;
  Text title;
  Type type = Type::money;
  Cell value;
  Text note;  // "进度差 +0.6 pp"
};

struct Section {
  std::string key{};
  Text title{};
  std::vector<Text> paragraphs{};
  std::vector<Kpi> kpis{};
  std::vector<Table> tables{};
  std::vector<Chart> charts{};
};

// What stands above every report for people and under "meta" for machines, in order: company, as-of, period, basis, filters…
struct Fact {
  std::string key;
  Text title;
  Text value;
};

struct Document {
  std::string key;  // "receivables_aging"
  Text title{};
  money::Currency currency{};
  std::string unit{};  // display unit that suits it: "yuan", "wan", "yi"; "" = the company's
  std::vector<Fact> facts{};
  std::vector<Section> sections{};
  std::vector<Text> notes{};  // at the very end
};

// A document with a single table and no prose: most commands.
Document single_table(std::string key, Text title, Table table);

}  // namespace salesops::document
