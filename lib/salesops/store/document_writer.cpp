#include "salesops/store/document_writer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "salesops/store/journal.hpp"
#include "salesops/store/transaction_state.hpp"

// Loading in bulk. The unique index on the number dominates the cost of a load unless it is filled in the
// order of its keys. So rows are stored in key order (a chunk is sorted when it is not yet), and the key of
// the last row tells for most rows of a sorted file that they are new without looking them up. An index that
// the rows do not arrive in order for is left out of the first load of an empty table and built once before
// the commit.
namespace salesops::store {

namespace {

constexpr std::size_t kManyRows = 1024;  // from here on a second thread pays

std::strong_ordering compare_values(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return a.kind() <=> b.kind();
  if (a.kind() == Value::Kind::text) return a.text().compare(b.text()) <=> 0;
  return a.integer() <=> b.integer();
}

std::string column_list(const DocumentShape& shape, std::string_view separator = ",") {
  std::string list;
  for (const ShapeColumn& column : shape.columns) {
    list += (list.empty() ? "" : std::string(separator)) + "\"" + column.name + "\"";
  }
  return list;
}

std::vector<std::string> column_names(const DocumentShape& shape) {
  std::vector<std::string> names;
  for (const ShapeColumn& column : shape.columns) names.emplace_back(column.name);
  return names;
}

std::string key_condition(const DocumentShape& shape) {
  std::string condition;
  for (std::size_t i = 0; i < shape.key; ++i) {
    condition += (i == 0 ? "" : " AND ") + ("\"" + std::string(shape.columns[i].name)) + "\" IS ?";
  }
  return condition;
}

bool has_bit(std::uint32_t bits, std::size_t at) {
  return ((bits >> at) & 1U) != 0;
}

// A column that is the same in all rows is a parameter: SQLite asks for a value of every other one in every
// row; of one that is NULL in all it needs to know nothing. Keys are left to SQLite, which gives the next one
// after the highest without looking it up. A row that breaks a rule takes back the whole transaction: so no
// statement has to keep the pages that it changes.
std::string insert_sql(const DocumentShape& shape, std::uint32_t varying, std::uint32_t absent) {
  std::string columns, values;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (has_bit(absent, i)) continue;
    columns += "\"" + std::string(shape.columns[i].name) + "\",";
    values += (has_bit(varying, i) ? "c" + std::to_string(i) : "?" + std::to_string(i + 2)) + ",";
  }
  return "INSERT OR ROLLBACK INTO " + std::string(shape.table) + "(" + columns + "batch) SELECT " + values +
         "?1 FROM incoming_" + shape.table;
}

std::string update_sql(const DocumentShape& shape) {
  std::string sql = "UPDATE " + std::string(shape.table) + " SET ";
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    sql += (i == 0 ? "\"" : ",\"") + std::string(shape.columns[i].name) + "\"=?" + std::to_string(i + 2);
  }
  return sql + " WHERE id=?1";
}

std::string describe_sql(const DocumentShape& shape) {
  std::string columns;
  for (const ShapeColumn& column : shape.columns) {
    const std::string own = "t.\"" + std::string(column.name) + "\"";
    columns +=
        "," + (column.as != ShapeColumn::As::reference ? own
                                                       : "(SELECT " + std::string(column.label) + " FROM " +
                                                             column.of + " r WHERE r.id=" + own + ")");
  }
  return "SELECT t.id" + columns + " FROM " + shape.table + " t WHERE t.id=?";
}

void bind_value(Statement& statement, int parameter, const Value& value) {
  if (value.kind() == Value::Kind::integer) {
    statement.bind(parameter, value.integer());
  } else if (value.kind() == Value::Kind::text) {
    statement.bind(parameter, value.text());
  } else {
    statement.bind_null(parameter);
  }
}

bool column_equals(const Statement& row, int column, const Value& value) {
  if (row.null(column) || value.kind() == Value::Kind::null)
    return row.null(column) == (value.kind() == Value::Kind::null);
  return value.kind() == Value::Kind::text ? row.text(column) == value.text()
                                           : row.integer(column) == value.integer();
}

}  // namespace

std::string row_json(Database& database, const DocumentShape& shape, std::int64_t id) {
  Statement row(database, describe_sql(shape));
  row.bind(1, id);
  Fields fields;
  if (!row.step()) return "";
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const int column = static_cast<int>(i) + 1;
    const auto as = shape.columns[i].as;
    const char* name = shape.columns[i].name;
    if (row.null(column)) {
      fields.set_null(name);
    } else if (as == ShapeColumn::As::integer) {
      fields.set(name, row.integer(column));
    } else if (as == ShapeColumn::As::day) {
      fields.set(name, calendar::to_string(row.date(column)));
    } else {
      fields.set(name, row.text(column));
    }
  }
  return fields.json();
}

std::string row_object(Database& database, const DocumentShape& shape, std::int64_t id) {
  Statement row(database, describe_sql(shape));
  row.bind(1, id);
  if (!row.step()) return "";
  std::string name;
  for (std::size_t i = 0; i < shape.key; ++i) {
    const int column = static_cast<int>(i) + 1;
    if (row.null(column)) continue;
    name += name.empty() ? std::string(shape.noun) + " " : "/";
    name += shape.columns[i].as == ShapeColumn::As::day ? calendar::to_string(row.date(column))
                                                        : row.string(column);
  }
  return name;
}

DocumentWriter::DocumentWriter(WriteTransaction& transaction, const DocumentShape& shape)
    : transaction_(transaction),
      shape_(shape),
      incoming_(transaction.database(), "incoming_" + std::string(shape.table)),
      select_(transaction.database(), "SELECT id," + column_list(shape) + " FROM " + shape.table + " WHERE " +
                                          key_condition(shape) + " LIMIT 1"),
      seal_(transaction.database(), transaction.state().seal, shape.table, column_names(shape)) {
  next_id_ =
      one_integer(transaction.database(), "SELECT max(id) FROM " + std::string(shape.table)).value_or(0) + 1;
  empty_ = next_id_ == 1;
  if (shape.unique_index && !empty_) read_highest_key();
  if (empty_ && shape.bulk_index != nullptr) postpone_index();
}

DocumentWriter::~DocumentWriter() {
  transaction_.database().wait();
}

std::vector<Presence> DocumentWriter::compare(std::span<const Value> values) {
  order_ = key_order(values);
  std::vector<Presence> presence(order_.size(), Presence::absent);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const Value* row = at(values, order_[i]);
    const Value* before = i > 0 ? at(values, order_[i - 1]) : nullptr;
    if (before != nullptr && compare_keys(row, before) == 0) {
      presence[order_[i]] = std::equal(row, row + width(), before) ? Presence::same : Presence::differs;
    } else {
      presence[order_[i]] = look_up(row);
    }
  }
  return presence;
}

void DocumentWriter::insert(std::span<const Value> values, std::int64_t batch) {
  order_ = key_order(values);
  insert_compared(values, batch);
}

void DocumentWriter::insert_compared(std::span<const Value> values, std::int64_t batch) {
  if (order_.empty()) return;
  Database& database = transaction_.database();
  std::span<const Value> rows = values;
  if (!std::is_sorted(order_.begin(), order_.end())) {
    database.join();  // it may be reading them
    sorted_.clear();
    for (const std::uint32_t index : order_)
      sorted_.insert(sorted_.end(), at(values, index), at(values, index) + width());
    rows = sorted_;
  }
  const bool higher = highest_.empty() ? empty_ : compare_keys(rows.data(), highest_.data()) > 0;
  transaction_.state().loaded.add(shape_, rows, next_id_, higher);
  const std::int64_t first_id = next_id_;
  const bool many = order_.size() >= kManyRows;
  // The thread with less to do hashes them, in the order of the rows: not this one while the other still has
  // to.
  const bool other_hashes = many && (!database.busy() || to_hash_ > 0);
  if (other_hashes) ++to_hash_;
  const auto work = [this, rows, first_id, batch, other_hashes] {
    if (other_hashes) {
      hash(rows, first_id, batch);
      --to_hash_;
    }
    store(rows, first_id, batch);
  };
  if (many) {
    database.start(work);
  } else {
    database.join();
    work();
  }
  if (!other_hashes) hash(rows, first_id, batch);
  next_id_ += static_cast<std::int64_t>(order_.size());
  raise_highest_key(at(rows, static_cast<std::uint32_t>(order_.size() - 1)));
}

DocumentWriter::Columns DocumentWriter::columns_of(std::span<const Value> values) const {
  Columns columns;
  for (std::size_t i = width(); i < values.size(); i += width()) {
    for (std::size_t column = 0; column < width(); ++column)
      columns.varying |= (values[i + column] == values[column] ? 0U : 1U) << column;
  }
  for (std::size_t column = 0; column < width(); ++column) {
    const bool absent = !has_bit(columns.varying, column) && values[column].kind() == Value::Kind::null;
    columns.absent |= (absent ? 1U : 0U) << column;
  }
  return columns;
}

// Rows that are in the order of their keys.
void DocumentWriter::store(std::span<const Value> values, std::int64_t first_id, std::int64_t batch) {
  const Columns columns = columns_of(values);
  Statement& insert =
      inserts_
          .try_emplace(columns, transaction_.database(), insert_sql(shape_, columns.varying, columns.absent))
          .first->second;
  for (std::size_t i = 0; i < width(); ++i) {
    if (!has_bit(columns.varying | columns.absent, i)) bind_value(insert, static_cast<int>(i) + 2, values[i]);
  }
  if (seal_.active()) transaction_.state().seal.listen(false);
  incoming_.show(values, width());
  insert.run_with(batch);
  incoming_.show({}, 0);
  Database& database = transaction_.database();
  const std::int64_t expected = first_id + static_cast<std::int64_t>(values.size() / width()) - 1;
  if (last_id(database) != expected) raise_sqlite(database.handle(), SQLITE_INTERNAL, database.path());
  transaction_.state().seal.listen(true);
}

void DocumentWriter::hash(std::span<const Value> values, std::int64_t first_id, std::int64_t batch) {
  if (!seal_.active()) return;
  for (std::size_t i = 0; i < values.size(); i += width())
    seal_.add(first_id++, values.subspan(i, width()), batch);
}

void DocumentWriter::update(const Value* row, std::int64_t batch) {
  transaction_.state().loaded.spoil();
  const std::int64_t id = find(row);
  const std::string before = row_json(transaction_.database(), shape_, id);
  Statement update(transaction_.database(), update_sql(shape_));
  update.bind(1, id);
  for (std::size_t i = 0; i < width(); ++i) bind_value(update, static_cast<int>(i) + 2, row[i]);
  update.run();
  append_journal(transaction_, row_object(transaction_.database(), shape_, id), before,
                 row_json(transaction_.database(), shape_, id), batch);
}

std::string DocumentWriter::stored(const Value* row) {
  const std::int64_t id = find(row);
  return id == 0 ? "" : row_json(transaction_.database(), shape_, id);
}

std::strong_ordering DocumentWriter::compare_keys(const Value* a, const Value* b) const {
  for (std::size_t i = 0; i < shape_.key; ++i) {
    if (const auto order = compare_values(a[i], b[i]); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

// Indices of the rows by key; rows of the same key keep their order.
std::vector<std::uint32_t> DocumentWriter::key_order(std::span<const Value> values) const {
  std::vector<std::uint32_t> order(values.size() / width());
  std::iota(order.begin(), order.end(), 0U);
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    return compare_keys(at(values, a), at(values, b)) < 0;
  };
  if (!std::is_sorted(order.begin(), order.end(), less)) std::stable_sort(order.begin(), order.end(), less);
  return order;
}

Presence DocumentWriter::look_up(const Value* row) {
  if (empty_ && highest_.empty()) return Presence::absent;
  if (shape_.unique_index && !highest_.empty() && compare_keys(row, highest_.data()) > 0)
    return Presence::absent;
  bind_key(row);
  Presence presence = Presence::absent;
  if (select_.step()) {
    presence = Presence::same;
    for (std::size_t i = 0; i < width(); ++i) {
      if (!column_equals(select_, static_cast<int>(i) + 1, row[i])) presence = Presence::differs;
    }
  }
  select_.reset();
  return presence;
}

void DocumentWriter::bind_key(const Value* row) {
  for (std::size_t i = 0; i < shape_.key; ++i) bind_value(select_, static_cast<int>(i) + 1, row[i]);
}

std::int64_t DocumentWriter::find(const Value* row) {
  bind_key(row);
  const std::int64_t id = select_.step() ? select_.integer(0) : 0;
  select_.reset();
  return id;
}

void DocumentWriter::read_highest_key() {
  std::string order;
  for (std::size_t i = 0; i < shape_.key; ++i) {
    order += (i == 0 ? "\"" : ",\"") + std::string(shape_.columns[i].name) + "\" DESC";
  }
  Statement last(transaction_.database(), "SELECT " + column_list(shape_) + " FROM " + shape_.table +
                                              " ORDER BY " + order + " LIMIT 1");
  if (!last.step()) return;
  std::vector<Value> key;
  for (std::size_t i = 0; i < shape_.key; ++i) {
    const auto column = static_cast<int>(i);
    key.push_back(shape_.columns[i].as == ShapeColumn::As::text ? Value::of(last.text(column))
                                                                : Value::of(last.integer(column)));
  }
  raise_highest_key(key.data());
}

// Keeps a copy of the key when it is the highest so far.
void DocumentWriter::raise_highest_key(const Value* row) {
  if (!highest_.empty() && compare_keys(row, highest_.data()) <= 0) return;
  highest_.assign(row, row + shape_.key);
  highest_text_.resize(shape_.key);
  for (std::size_t i = 0; i < shape_.key; ++i) {
    if (row[i].kind() != Value::Kind::text) continue;
    highest_text_[i] = row[i].text();
    highest_[i] = Value::of(highest_text_[i]);
  }
}

void DocumentWriter::postpone_index() {
  auto& waiting = transaction_.state().before_commit;
  if (std::find(waiting.begin(), waiting.end(), shape_.bulk_index_sql) != waiting.end()) return;
  execute(transaction_.database(), ("DROP INDEX " + std::string(shape_.bulk_index)).c_str());
  waiting.emplace_back(shape_.bulk_index_sql);
}

}  // namespace salesops::store
