#include "salesops/store/seal.hpp"

#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "salesops/base/sha256.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/statement.hpp"
#include "salesops/store/transaction_state.hpp"

namespace salesops::store {

namespace {

bool sealed_table(std::string_view name) {
  return !name.starts_with("journal") && !name.starts_with("cache_") && !name.starts_with("sqlite_");
}

void note_change(void* seal, sqlite3*, int operation, const char* schema, const char* table,
                 sqlite3_int64 before, sqlite3_int64 after) {
  if (std::strcmp(schema, "main") != 0) return;
  auto* target = static_cast<Seal*>(seal);
  if (operation != SQLITE_INSERT) target->touched(table, before);
  if (operation != SQLITE_DELETE) target->touched(table, after);
}

std::vector<std::string> content_columns(Database& database, std::string_view table) {
  Statement select(database, "SELECT name FROM pragma_table_info(?) ORDER BY cid");
  select.bind(1, table);
  std::vector<std::string> columns;
  while (select.step()) columns.push_back(select.string(0));
  return columns;
}

std::string content_query(Database& database, std::string_view table, std::string_view condition) {
  std::string sql = "SELECT rowid";
  for (const std::string& column : content_columns(database, table)) sql += ",\"" + column + "\"";
  return sql + " FROM \"" + std::string(table) + "\" " + std::string(condition) + " ORDER BY rowid";
}

// Little-endian base 128 with a continuation bit, the sign in the lowest one: most numbers are short.
void put(std::string& bytes, std::int64_t value) {
  std::array<char, 10> digits;
  std::size_t size = 0;
  auto rest = (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
  for (; rest >= 128; rest >>= 7U) digits[size++] = static_cast<char>(rest | 128U);
  digits[size++] = static_cast<char>(rest);
  bytes.append(digits.data(), size);
}

// One row in canonical form: every column as its kind and the number, or its kind, the length and the text.
void put_row(std::string& bytes, sqlite3_stmt* row, int columns) {
  for (int column = 0; column < columns; ++column) {
    switch (sqlite3_column_type(row, column)) {
      case SQLITE_NULL:
        bytes += 'n';
        break;
      case SQLITE_INTEGER:
        bytes += 'i';
        put(bytes, sqlite3_column_int64(row, column));
        break;
      default:
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_blob(row, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
        bytes += 't';
        put(bytes, static_cast<std::int64_t>(size));
        if (size > 0) bytes.append(text, size);
    }
  }
}

// A value as put_row writes it.
void put_value(std::string& bytes, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      bytes += 'n';
      break;
    case Value::Kind::integer:
      bytes += 'i';
      put(bytes, value.integer());
      break;
    case Value::Kind::text:
      bytes += 't';
      put(bytes, static_cast<std::int64_t>(value.text().size()));
      bytes += value.text();
  }
}

std::int64_t block_of(std::int64_t row, std::int64_t rows) {
  return row >= 0 ? row / rows : -1;
}

// Content of one block, "-" when it has no rows.
std::string block_hash(Statement& rows, std::string_view table, std::int64_t block) {
  const std::int64_t size = block_rows(table);
  rows.bind_all(block * size, (block + 1) * size - 1);
  std::string bytes;
  while (rows.step()) put_row(bytes, rows.handle(), rows.columns());
  rows.reset();
  return bytes.empty() ? "-" : base::sha256_hex(bytes);
}

struct Sealed {
  std::string hash;
  std::int64_t sequence = 0;
};
using Blocks = std::map<std::int64_t, Sealed>;

// Reads {"table":"block:hash block:hash"} — written by Seal::json only.
void read_seal(const JournalEntry& entry, std::map<std::string, Blocks, std::less<>>& sealed) {
  for (const auto& [table, text] : read_fields(entry.after)) {
    Blocks& blocks = sealed[table];
    for (const std::string& part : base::split(text.value_or(""), ' ')) {
      const auto colon = part.find(':');
      if (colon == std::string::npos || !base::all_digits(part.substr(0, colon)) || colon > 18) continue;
      blocks[std::stoll(part.substr(0, colon))] = {part.substr(colon + 1), entry.sequence};
    }
  }
}

std::vector<std::string> sealed_tables(Database& database) {
  Statement select(database, "SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name");
  std::vector<std::string> names;
  while (select.step()) {
    if (sealed_table(select.text(0))) names.push_back(select.string(0));
  }
  return names;
}

// Walks the blocks that the journal knows and the blocks that the table has, side by side.
std::optional<SealFault> verify_table(Database& database, const std::string& table, const Blocks& sealed) {
  Statement rows(database, content_query(database, table, ""));
  auto expected = sealed.begin();
  const std::int64_t size = block_rows(table);
  const auto fault = [&](std::int64_t block, std::int64_t sequence) {
    return SealFault{table, block * size, (block + 1) * size - 1, sequence};
  };
  bool more = rows.step();
  std::string bytes;
  while (more) {
    const std::int64_t block = block_of(rows.integer(0), size);
    bytes.clear();
    while (more && block_of(rows.integer(0), size) == block) {
      put_row(bytes, rows.handle(), rows.columns());
      more = rows.step();
    }
    while (expected != sealed.end() && expected->first < block) {
      if (expected->second.hash != "-") return fault(expected->first, expected->second.sequence);
      ++expected;
    }
    if (expected == sealed.end() || expected->first != block) return fault(block, 0);
    if (expected->second.hash != base::sha256_hex(bytes)) return fault(block, expected->second.sequence);
    ++expected;
  }
  for (; expected != sealed.end(); ++expected) {
    if (expected->second.hash != "-") return fault(expected->first, expected->second.sequence);
  }
  return std::nullopt;
}

}  // namespace

Seal::Seal(Database& database) : connection_(database.handle()) {
  listen(true);
}
Seal::~Seal() {
  listen(false);
}

void Seal::listen(bool on) {
  sqlite3_preupdate_hook(connection_, on ? note_change : nullptr, on ? this : nullptr);
}

void Seal::touched(const char* table, std::int64_t row) {
  if (table != last_table_) last_rows_ = block_rows(table);
  const std::int64_t block = block_of(row, last_rows_);
  if (table == last_table_ && block == last_block_) return;
  last_table_ = table;
  last_block_ = block;
  if (sealed_table(table)) blocks_[table][block].clear();
}

void Seal::known(const char* table, std::int64_t block, std::string hash) {
  last_block_ = -1;
  blocks_[table][block] = std::move(hash);
}

std::string Seal::json(Database& database) const {
  Fields fields;
  for (const auto& [table, blocks] : blocks_) {
    Statement rows(database, content_query(database, table, "WHERE rowid BETWEEN ? AND ?"));
    std::string text;
    for (const auto& [block, hash] : blocks) {
      text += (text.empty() ? "" : " ") + std::to_string(block) + ":" +
              (hash.empty() ? block_hash(rows, table, block) : hash);
    }
    fields.set(table, text);
  }
  return fields.json();
}

BulkSeal::BulkSeal(Database& database, Seal& seal, const char* table, const std::vector<std::string>& columns)
    : seal_(seal), table_(table), rows_(block_rows(table)) {
  std::vector<std::string> expected = columns;
  expected.insert(expected.begin(), "id");
  expected.push_back("batch");
  Statement triggers(database, "SELECT 1 FROM sqlite_schema WHERE type='trigger' AND tbl_name=?");
  triggers.bind(1, std::string_view(table));
  active_ = content_columns(database, table) == expected && !triggers.step();
}

void BulkSeal::add(std::int64_t id, std::span<const Value> values, std::int64_t batch) {
  const std::int64_t block = block_of(id, rows_);
  if (block != block_ || id != next_id_) {
    seal_.touched(table_, id);  // until the block is full
    bytes_.clear();
    block_ = id == 1 || id % rows_ == 0 ? block : -1;  // one that has older rows is read again at commit
  }
  next_id_ = id + 1;
  if (block_ < 0) return;
  put_value(bytes_, Value::of(id));  // rowid
  put_value(bytes_, Value::of(id));
  for (const Value& value : values) put_value(bytes_, value);
  put_value(bytes_, Value::of(batch));
  if (block_of(next_id_, rows_) == block) return;
  seal_.known(table_, block, base::sha256_hex(bytes_));
  block_ = -1;
}

// SQLite sorts in runs of the size of its page cache: small runs stay in the processor's cache, which takes
// half the time (see also configure_sqlite in open.cpp).
void build_waiting_indexes(WriteTransaction& transaction) {
  std::vector<std::string> statements = std::exchange(transaction.state().before_commit, {});
  if (statements.empty()) return;
  Database& database = transaction.database();
  const SmallPageCache runs(database, 256);
  for (const std::string& statement : statements) execute(database, statement.c_str());
}

void seal_and_close_journal(WriteTransaction& transaction) {
  build_waiting_indexes(transaction);
  WriteTransaction::State& state = transaction.state();
  if (!state.seal.empty()) {
    const std::string blocks = state.seal.json(transaction.database());
    append_journal(transaction, "seal", "", blocks);
  }
  if (!state.journaled) return;
  Statement head(transaction.database(),
                 "INSERT OR REPLACE INTO journal_head(id, sequence, hash) VALUES (1, ?, ?)");
  head.run_with(state.sequence, std::string_view(state.hash));
}

std::optional<SealFault> verify_seals(Database& database) {
  std::map<std::string, Blocks, std::less<>> sealed;
  JournalFilter filter;
  filter.object_prefix = "seal";
  for_each_entry(database, filter, [&](const JournalEntry& entry) {
    if (entry.object == "seal") read_seal(entry, sealed);
  });
  for (const std::string& table : sealed_tables(database)) {
    if (auto fault = verify_table(database, table, sealed[table])) return fault;
  }
  return std::nullopt;
}

}  // namespace salesops::store
