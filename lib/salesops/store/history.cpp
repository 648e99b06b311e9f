#include "salesops/store/history.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "salesops/money/money.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::array<std::string_view, 9> kDays = {"date",      "issue_date", "due_date",
                                                   "base_date", "maturity",   "valid_from",
                                                   "valid_to",  "first_day",  "last_day"};
constexpr std::array<std::string_view, 6> kAmounts = {"amount", "tax",          "cost",
                                                      "price",  "credit_limit", "balance"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::map<std::string, std::string> references;  // column -> table

  bool has(std::string_view column) const {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  }
  std::string label() const { return has("code") ? "code" : has("number") ? "number" : ""; }
};

Table describe(Database& database, const std::string& name) {
  Table table{name, {}, {}};
  Statement columns(database, "SELECT name FROM pragma_table_info(?) ORDER BY cid");
  columns.bind(1, name);
  while (columns.step()) table.columns.push_back(columns.string(0));
  Statement keys(database, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)");
  keys.bind(1, name);
  while (keys.step()) table.references[keys.string(0)] = keys.string(1);
  if (name == "receipt" || name == "invoice") table.references["customer"] = "customer";  // no foreign keys
  if (name == "receipt") table.references["invoice"] = "invoice";
  return table;
}

std::map<std::string, Table> all_tables(Database& database) {
  std::map<std::string, Table> tables;
  Statement names(
      database,
      "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite%' ORDER BY name");
  while (names.step()) tables.emplace(names.string(0), describe(database, names.string(0)));
  return tables;
}

// The code or number of the row that a key names; the key itself when it has none.
std::string label_of(Database& database, const Table& table, std::int64_t key) {
  if (table.label().empty()) return std::to_string(key);
  Statement row(database, "SELECT " + table.label() + " FROM \"" + table.name + "\" WHERE id=?");
  row.bind(1, key);
  return row.step() ? row.string(0) : std::to_string(key);
}

class Finder {
 public:
  explicit Finder(Database& database) : database_(database), tables_(all_tables(database)) {}

  std::vector<ShownRow> find(std::string_view id, std::string_view kind) {
    for (const auto& [name, table] : tables_) {
      if (table.label().empty() || (!kind.empty() && name != kind)) continue;
      Statement select(database_,
                       "SELECT * FROM \"" + name + "\" WHERE " + table.label() + "=? ORDER BY rowid");
      select.bind(1, id);
      while (select.step()) {
        show(name, table, select);
        const auto span = tables_.find(name + "_span");
        if (span != tables_.end()) show_spans(name, span->second, select.integer(0));
      }
    }
    return std::move(shown_);
  }

 private:
  void show_spans(const std::string& kind, const Table& span, std::int64_t thing) {
    Statement select(database_, "SELECT * FROM " + span.name + " WHERE " + kind + "=? ORDER BY valid_from");
    select.bind(1, thing);
    while (select.step()) show(span.name, span, select);
  }

  void show(const std::string& kind, const Table& table, const Statement& row) {
    ShownRow shown{kind, {}};
    int digits = 2;
    for (int i = 0; i < row.columns(); ++i) {
      const std::string& column = table.columns[static_cast<std::size_t>(i)];
      if (column == "currency") digits = money::currency(row.text(i)).digits;
    }
    for (int i = 0; i < row.columns(); ++i) {
      const std::string& column = table.columns[static_cast<std::size_t>(i)];
      if (row.null(i) || column == "id") continue;
      shown.fields.emplace_back(column, value(table, column, row, i, digits));
    }
    shown_.push_back(std::move(shown));
  }

  std::string value(const Table& table, const std::string& column, const Statement& row, int i, int digits) {
    const auto reference = table.references.find(column);
    if (reference != table.references.end())
      return label_of(database_, tables_.at(reference->second), row.integer(i));
    if (among(kDays, column)) return calendar::to_string(row.date(i));
    if (among(kAmounts, column)) return money::to_decimal(row.amount(i), digits);
    if (column == "quantity") return money::to_decimal(row.amount(i), 6);
    return row.string(i);
  }

  Database& database_;
  std::map<std::string, Table> tables_;
  std::vector<ShownRow> shown_;
};

}  // namespace

std::vector<ShownRow> find_rows(Database& database, std::string_view id, std::string_view kind) {
  return Finder(database).find(id, kind);
}

std::vector<JournalEntry> history_of(Database& database, std::string_view id,
                                     const std::vector<ShownRow>& rows) {
  std::set<std::string> objects;
  for (const ShownRow& row : rows) {
    objects.insert(row.kind + " " + std::string(id));
    for (const auto& [field, value] : row.fields) {
      if (field == "batch") objects.insert("batch " + value);
    }
  }
  std::map<std::int64_t, JournalEntry> entries;
  for (const std::string& object : objects) {
    for_each_entry(
        database, {.object_prefix = object, .batch = {}, .actor = {}}, [&](const JournalEntry& entry) {
          const bool exact = entry.object.size() == object.size() || entry.object[object.size()] == '/' ||
                             entry.object[object.size()] == ' ';
          if (exact) entries.emplace(entry.sequence, entry);
        });
  }
  std::vector<JournalEntry> ordered;
  for (auto& [sequence, entry] : entries) ordered.push_back(std::move(entry));
  return ordered;
}

}  // namespace salesops::store
