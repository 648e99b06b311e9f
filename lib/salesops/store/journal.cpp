#include "salesops/store/journal.hpp"

#include <algorithm>
#include <utility>

#include "salesops/base/sha256.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/statement.hpp"
#include "salesops/store/transaction_state.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kInsert =
    "INSERT INTO journal(sequence, time, actor, command, reason, batch, object, before, after, hash) "
    "VALUES (?,?,?,?,?,?,?,?,?,?)";
constexpr std::string_view kColumns =
    "SELECT sequence, time, actor, command, reason, batch, object, before, after, hash FROM journal ";

const std::string kNoHash(64, '0');

void field(base::Sha256& hash, std::string_view text) {
  hash.update(std::to_string(text.size()));
  hash.update(":");
  hash.update(text);
}

// SHA-256 over the hash before and every field, each as "length:bytes".
std::string entry_hash(const JournalEntry& entry, std::string_view previous) {
  base::Sha256 hash;
  field(hash, previous);
  field(hash, std::to_string(entry.sequence));
  field(hash, std::to_string(entry.time));
  for (const std::string* text : {&entry.actor, &entry.command, &entry.reason}) field(hash, *text);
  field(hash, entry.batch ? std::to_string(*entry.batch) : "");
  for (const std::string* text : {&entry.object, &entry.before, &entry.after}) field(hash, *text);
  return hash.hex();
}

JournalEntry read_entry(const Statement& row) {
  JournalEntry entry;
  entry.sequence = row.integer(0);
  entry.time = row.integer(1);
  entry.actor = row.text(2);
  entry.command = row.text(3);
  entry.reason = row.text(4);
  entry.batch = row.maybe_integer(5);
  entry.object = row.text(6);
  entry.before = row.text(7);
  entry.after = row.text(8);
  entry.hash = row.text(9);
  return entry;
}

std::string json_text(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string json = "\"";
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '"' || byte == '\\') {
      (json += '\\') += byte;
    } else if (code < 0x20) {
      ((json += "\\u00") += kDigits[code >> 4U]) += kDigits[code & 15U];
    } else {
      json += byte;
    }
  }
  return json + "\"";
}

// Reads a JSON string that starts at `at` (on its quote) and moves behind it; false at anything unexpected.
bool read_text(std::string_view json, std::size_t& at, std::string& text) {
  if (at >= json.size() || json[at] != '"') return false;
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] != '\\') {
      text += json[at];
      continue;
    }
    if (++at >= json.size()) return false;
    if (json[at] != 'u') {
      text += json[at];
    } else {
      if (at + 4 >= json.size()) return false;
      const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
      text += static_cast<char>(digit(json[at + 3]) * 16 + digit(json[at + 4]));
      at += 4;
    }
  }
  return at++ < json.size();
}

// Reads one value; null gives nothing.
bool read_value(std::string_view json, std::size_t& at, std::optional<std::string>& value) {
  if (at < json.size() && json[at] == '"') return read_text(json, at, value.emplace());
  const auto end = std::min(json.find_first_of(",}", at), json.size());
  const auto word = json.substr(at, end - at);
  if (word != "null") value = std::string(word);
  at = end;
  return !word.empty();
}

std::string condition_of(const JournalFilter& filter) {
  std::string where = " WHERE 1";
  if (!filter.object_prefix.empty()) where += " AND object >= ?1 AND object < ?1 || char(1114111)";
  if (filter.batch) where += " AND batch = ?2";
  if (!filter.actor.empty()) where += " AND actor = ?3";
  if (!filter.seals) where += " AND object <> 'seal'";
  return where;
}

}  // namespace

WriteTransaction::State::State(Database& database)
    : seal(database), insert(database, kInsert), hash(kNoHash) {
  Statement last(database, "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1");
  if (!last.step()) return;
  sequence = last.integer(0);
  hash = last.text(1);
}

std::string append_journal(WriteTransaction& transaction, std::string_view object, std::string_view before,
                           std::string_view after, std::optional<std::int64_t> batch) {
  WriteTransaction::State& state = transaction.state();
  const Act& act = transaction.act();
  JournalEntry entry;
  entry.sequence = state.sequence + 1;
  entry.time = act.now;
  entry.actor = act.actor;
  entry.command = act.command;
  entry.reason = act.reason;
  entry.batch = batch;
  entry.object = object;
  entry.before = before;
  entry.after = after;
  entry.hash = entry_hash(entry, state.hash);
  const auto text = [](const std::string& value) { return std::string_view(value); };
  state.insert.run_with(entry.sequence, entry.time, text(entry.actor), text(entry.command),
                        text(entry.reason), batch, object, before, after, text(entry.hash));
  state.sequence = entry.sequence;
  state.hash = entry.hash;
  state.journaled = true;
  return entry.hash;
}

std::string journal_head(Database& database) {
  Statement last(database, "SELECT hash FROM journal ORDER BY sequence DESC LIMIT 1");
  return last.step() ? last.string(0) : kNoHash;
}

void for_each_entry(Database& database, const JournalFilter& filter,
                    const std::function<void(const JournalEntry&)>& sink) {
  std::string sql = std::string(kColumns) + condition_of(filter) + " ORDER BY sequence";
  if (filter.limit > 0) {
    sql = "SELECT * FROM (" + sql + " DESC LIMIT " + std::to_string(filter.limit) + ") ORDER BY sequence";
  }
  Statement rows(database, sql);
  if (!filter.object_prefix.empty()) rows.bind(1, std::string_view(filter.object_prefix));
  if (filter.batch) rows.bind(2, *filter.batch);
  if (!filter.actor.empty()) rows.bind(3, std::string_view(filter.actor));
  while (rows.step()) sink(read_entry(rows));
}

std::optional<ChainFault> verify_chain(Database& database, std::string_view head) {
  Statement rows(database, std::string(kColumns) + "ORDER BY sequence");
  std::int64_t sequence = 0;
  std::string hash = kNoHash;
  bool seen = head.empty() || head == kNoHash;
  while (rows.step()) {
    const JournalEntry entry = read_entry(rows);
    if (entry.sequence != sequence + 1) {
      return ChainFault{sequence + 1, {"日志缺少这一条", "this journal entry is missing"}};
    }
    if (entry.hash != entry_hash(entry, hash)) {
      return ChainFault{entry.sequence,
                        {"日志内容与其哈希不符", "the journal entry does not match its hash"}};
    }
    sequence = entry.sequence;
    hash = entry.hash;
    seen = seen || hash == head;
  }
  Statement stored(database, "SELECT sequence, hash, id, count(*) OVER () FROM journal_head");
  const bool noted = stored.step();
  const bool other = noted && (stored.integer(2) != 1 || stored.integer(3) != 1);
  if (other || (noted ? stored.integer(0) != sequence || stored.text(1) != hash : sequence != 0)) {
    return ChainFault{sequence + 1,
                      {"日志末尾被截断或改写", "the end of the journal was cut off or rewritten"}};
  }
  if (!seen)
    return ChainFault{sequence, {"日志里没有给定的哈希", "the journal does not contain the given head"}};
  return std::nullopt;
}

Fields& Fields::set(std::string key, std::string_view text) {
  fields_.emplace_back(std::move(key), json_text(text));
  return *this;
}

Fields& Fields::set(std::string key, std::int64_t number) {
  fields_.emplace_back(std::move(key), std::to_string(number));
  return *this;
}

Fields& Fields::set_null(std::string key) {
  fields_.emplace_back(std::move(key), "null");
  return *this;
}

std::string Fields::json() const {
  auto sorted = fields_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string json = "{";
  for (const auto& [key, value] : sorted) {
    if (json.size() > 1) json += ',';
    json += json_text(key) + ":" + value;
  }
  return json + "}";
}

std::vector<std::pair<std::string, std::optional<std::string>>> read_fields(std::string_view json) {
  std::vector<std::pair<std::string, std::optional<std::string>>> fields;
  std::size_t at = 1;
  while (at < json.size() && json[at] != '}') {
    std::string key;
    std::optional<std::string> value;
    if (!read_text(json, at, key) || at >= json.size() || json[at++] != ':' || !read_value(json, at, value))
      break;
    fields.emplace_back(std::move(key), std::move(value));
    if (at < json.size() && json[at] == ',') ++at;
  }
  return fields;
}

}  // namespace salesops::store
