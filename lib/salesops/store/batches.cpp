#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "salesops/store/document_shape.hpp"
#include "salesops/store/documents.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"

// Taking a batch back. Every table has a column `batch`, so what a batch added is found without knowing its
// kind; what it changed stands in the journal with the content before. A row that something of another batch
// refers to is a reason not to: the foreign keys of the schema say what refers to what.
namespace salesops::store {

namespace {

using base::Diagnostic;
using base::Error;
using base::Exit;

// What is decided, closed or a ledger of moves is never taken back by `undo`.
constexpr std::array<std::string_view, 7> kKept = {"budget_move",     "expense_change", "period_close",
                                                   "period_snapshot", "report_run",     "report_file",
                                                   "approval"};

std::vector<std::string> names(Database& database, std::string_view sql, std::string_view parameter = {}) {
  Statement select(database, sql);
  if (!parameter.empty()) select.bind(1, parameter);
  std::vector<std::string> found;
  while (select.step()) found.push_back(select.string(0));
  return found;
}

std::vector<std::string> batch_tables(Database& database) {
  auto tables = names(database,
                      "SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c "
                      "WHERE t.type='table' AND c.name='batch' AND t.name<>'journal' ORDER BY t.name");
  std::erase_if(tables, [](const std::string& name) {
    return std::find(kKept.begin(), kKept.end(), name) != kKept.end();
  });
  return tables;
}

// The column by which people know a row: "code", "number" or its id.
std::string label_of(Database& database, std::string_view table) {
  const auto columns = names(database, "SELECT name FROM pragma_table_info(?)", table);
  for (const char* label : {"code", "number"}) {
    if (std::find(columns.begin(), columns.end(), label) != columns.end()) return label;
  }
  return "id";
}

// References that are no foreign keys of the schema, for the speed of loading.
constexpr std::array<std::array<const char*, 3>, 4> kUnenforced = {{{"invoice", "customer", "customer"},
                                                                    {"invoice", "rep", "rep"},
                                                                    {"receipt", "customer", "customer"},
                                                                    {"receipt", "invoice", "invoice"}}};

struct Reference {
  std::string child;
  std::string column;
  std::string parent;
};

std::vector<Reference> references(Database& database) {
  Statement select(
      database,
      "SELECT t.name, f.\"from\", f.\"table\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f "
      "WHERE t.type='table' AND f.\"table\"<>'batch' ORDER BY 1,2,3");
  std::vector<Reference> found;
  while (select.step()) found.push_back({select.string(0), select.string(1), select.string(2)});
  for (const auto& [child, column, parent] : kUnenforced) found.push_back({child, column, parent});
  return found;
}

void add_dependents(Database& database, const Reference& reference, std::int64_t batch, std::size_t limit,
                    std::vector<Dependent>& found) {
  const bool has_batch =
      !names(database, "SELECT name FROM pragma_table_info(?) WHERE name='batch'", reference.child).empty();
  Statement select(database, "SELECT p.\"" + label_of(database, reference.parent) + "\", c.\"" +
                                 label_of(database, reference.child) + "\" FROM \"" + reference.parent +
                                 "\" p CROSS JOIN \"" + reference.child + "\" c ON c.\"" + reference.column +
                                 "\"=p.id WHERE p.batch=?1" + (has_batch ? " AND c.batch IS NOT ?1" : "") +
                                 " ORDER BY p.id, c.id LIMIT ?2");
  select.bind_all(batch, limit - found.size());
  while (select.step()) {
    found.push_back({reference.parent + " " + select.string(0), reference.child + " " + select.string(1)});
  }
}

// A value of the journal back into the column it came from. `text` must live until the statement has run.
void restore_value(Database& database, Statement& update, int parameter, const ShapeColumn& column,
                   const std::optional<std::string>& text) {
  if (!text) {
    update.bind_null(parameter);
  } else if (column.as == ShapeColumn::As::text) {
    update.bind(parameter, std::string_view(*text));
  } else if (column.as == ShapeColumn::As::integer) {
    update.bind(parameter, std::int64_t{std::stoll(*text)});
  } else if (column.as == ShapeColumn::As::day) {
    update.bind(parameter, calendar::parse_iso_date(*text));
  } else {
    Statement id(database, std::string("SELECT id FROM ") + column.of + " WHERE " + column.label + "=?");
    id.bind(1, std::string_view(*text));
    update.bind(parameter, id.step() ? std::optional(id.integer(0)) : std::nullopt);
  }
}

const DocumentShape* shape_named(std::string_view object) {
  for (const DocumentShape* shape : document_shapes()) {
    if (object.starts_with(std::string(shape->noun) + " ")) return shape;
  }
  return nullptr;
}

using FieldMap = std::map<std::string, std::optional<std::string>>;
FieldMap fields_of(std::string_view json) {
  FieldMap fields;
  for (auto& [key, value] : read_fields(json)) fields[key] = value;
  return fields;
}

// Gives the row that now has the content `after` the content `before`.
void restore(WriteTransaction& transaction, const DocumentShape& shape, const JournalEntry& entry,
             std::int64_t batch) {
  Database& database = transaction.database();
  const FieldMap before = fields_of(entry.before);
  std::string assignments;
  std::string condition;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const std::string name = "\"" + std::string(shape.columns[i].name) + "\"";
    assignments += (i == 0 ? "" : ",") + name + "=?" + std::to_string(i + 1);
    if (i < shape.key) condition += (i == 0 ? "" : " AND ") + name + " IS ?" + std::to_string(i + 1);
  }
  Statement update(database,
                   "UPDATE " + std::string(shape.table) + " SET " + assignments + " WHERE " + condition);
  static const std::optional<std::string> kNothing;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const auto found = before.find(shape.columns[i].name);
    restore_value(database, update, static_cast<int>(i) + 1, shape.columns[i],
                  found == before.end() ? kNothing : found->second);
  }
  update.run();
  append_journal(transaction, entry.object, entry.after, entry.before, batch);
}

[[noreturn]] void changed_later(const JournalEntry& entry) {
  const std::string other = std::to_string(entry.batch.value_or(0));
  throw Error(Exit::finding, Diagnostic{.code = "E9301",
                                        .value = entry.object,
                                        .message = {"批次 " + other + " 后来又改了 " + entry.object,
                                                    "batch " + other + " changed " + entry.object + " later"},
                                        .help = {"先撤销批次 " + other, "undo batch " + other + " first"}});
}

// Whether the row that the entry is about was added by the batch.
bool added_by(Database& database, const DocumentShape& shape, const JournalEntry& entry, std::int64_t batch) {
  const FieldMap after = fields_of(entry.after);
  std::string condition = "batch=?" + std::to_string(shape.key + 1);
  for (std::size_t i = 0; i < shape.key; ++i) {
    condition += " AND \"" + std::string(shape.columns[i].name) + "\" IS ?" + std::to_string(i + 1);
  }
  Statement row(database, "SELECT 1 FROM " + std::string(shape.table) + " WHERE " + condition);
  for (std::size_t i = 0; i < shape.key; ++i) {
    const auto found = after.find(shape.columns[i].name);
    if (found == after.end()) return false;
    restore_value(database, row, static_cast<int>(i) + 1, shape.columns[i], found->second);
  }
  row.bind(static_cast<int>(shape.key) + 1, batch);
  return row.step();
}

// The updates that the batch made, newest first. Throws when a row that the batch added or changed was
// changed later by a batch that still stands.
std::vector<JournalEntry> updates_of(Database& database, std::int64_t batch) {
  std::vector<JournalEntry> own;
  std::vector<JournalEntry> later;
  Statement undone(database, "SELECT undone FROM batch WHERE id=?");
  for_each_entry(database, {}, [&](const JournalEntry& entry) {
    if (entry.before.empty() || !entry.batch || shape_named(entry.object) == nullptr) return;
    if (*entry.batch == batch) own.push_back(entry);
    undone.bind(1, *entry.batch);
    if (*entry.batch > batch && undone.step() && undone.integer(0) == 0) later.push_back(entry);
    undone.reset();
  });
  for (const JournalEntry& entry : later) {
    const bool updated =
        std::any_of(own.begin(), own.end(), [&](const auto& e) { return e.object == entry.object; });
    if (updated || added_by(database, *shape_named(entry.object), entry, batch)) changed_later(entry);
  }
  std::reverse(own.begin(), own.end());
  return own;
}

}  // namespace

std::int64_t open_batch(WriteTransaction& transaction, std::string_view kind, std::string_view source) {
  Statement(transaction.database(), "INSERT INTO batch(kind, source, time, actor) VALUES (?,?,?,?)")
      .run_with(kind, source, transaction.act().now, transaction.act().actor);
  return last_id(transaction.database());
}

void drop_batch(WriteTransaction& transaction, std::int64_t batch) {
  Statement(transaction.database(), "DELETE FROM batch WHERE id=?").run_with(batch);
}

void close_batch(WriteTransaction& transaction, std::int64_t batch, const BatchTotals& totals) {
  Statement(
      transaction.database(),
      "UPDATE batch SET added=?, updated=?, unchanged=?, amount=?, other_amounts=nullif(?, '') WHERE id=?")
      .run_with(totals.added, totals.updated, totals.unchanged, totals.amount, totals.other_amounts, batch);
  const auto info = find_batch(transaction.database(), batch);
  Fields after;
  after.set("kind", info->kind)
      .set("source", info->source)
      .set("added", totals.added)
      .set("updated", totals.updated)
      .set("unchanged", totals.unchanged)
      .set("amount", totals.amount.minor());
  if (!totals.other_amounts.empty()) after.set("other_amounts", totals.other_amounts);
  append_journal(transaction, "batch " + std::to_string(batch), "", after.json(), batch);
}

std::optional<BatchInfo> find_batch(Database& database, std::int64_t batch) {
  Statement row(
      database,
      "SELECT kind, source, time, actor, added, updated, unchanged, amount, undone FROM batch WHERE id=?");
  row.bind(1, batch);
  if (!row.step()) return std::nullopt;
  BatchInfo info;
  info.id = batch;
  info.kind = row.text(0);
  info.source = row.text(1);
  info.time = row.integer(2);
  info.actor = row.text(3);
  info.totals = {row.integer(4), row.integer(5), row.integer(6), row.amount(7)};
  info.undone = row.integer(8) != 0;
  return info;
}

std::optional<calendar::Span> batch_dates(Database& database, std::int64_t batch) {
  std::optional<calendar::Span> span;
  for (const std::string& table : batch_tables(database)) {
    for (const std::string& column : names(
             database, "SELECT name FROM pragma_table_info(?) WHERE name IN ('date','issue_date')", table)) {
      Statement row(database, "SELECT min(\"" + column + "\"), max(\"" + column + "\") FROM \"" + table +
                                  "\" WHERE batch=?");
      row.bind(1, batch);
      if (!row.step() || row.null(0)) continue;
      const calendar::Span found{row.date(0), row.date(1)};
      if (!span) span = found;
      span->first = std::min(span->first, found.first);
      span->last = std::max(span->last, found.last);
    }
  }
  return span;
}

std::vector<Dependent> batch_dependents(Database& database, std::int64_t batch, std::size_t limit) {
  std::vector<Dependent> found;
  const auto tables = batch_tables(database);
  for (const Reference& reference : references(database)) {
    if (found.size() >= limit) break;
    if (std::find(tables.begin(), tables.end(), reference.parent) == tables.end()) continue;
    add_dependents(database, reference, batch, limit, found);
  }
  return found;
}

std::int64_t delete_batch(WriteTransaction& transaction, std::int64_t batch) {
  Database& database = transaction.database();
  const auto info = find_batch(database, batch);
  std::int64_t rows = 0;
  for (const JournalEntry& entry : updates_of(database, batch)) {
    restore(transaction, *shape_named(entry.object), entry, batch);
    ++rows;
  }
  execute(database, "PRAGMA defer_foreign_keys=ON");  // until COMMIT: tables in any order
  for (const std::string& table : batch_tables(database)) {
    Statement(database, "DELETE FROM \"" + table + "\" WHERE batch=?").run_with(batch);
    rows += changes(database);
  }
  Statement(database, "UPDATE batch SET undone=1 WHERE id=?").run_with(batch);
  const std::string before =
      Fields().set("kind", info->kind).set("source", info->source).set("rows", rows).json();
  append_journal(transaction, "batch " + std::to_string(batch), before, "", batch);
  return rows;
}

}  // namespace salesops::store
