#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "salesops/store/documents.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

struct Source {
  const char* table;
  const char* column;
};

Source source_of(CodeIndex::Of of) {
  switch (of) {
    case CodeIndex::Of::node:
      return {"node", "code"};
    case CodeIndex::Of::rep:
      return {"rep", "code"};
    case CodeIndex::Of::customer:
      return {"customer", "code"};
    case CodeIndex::Of::product:
      return {"product", "code"};
    case CodeIndex::Of::invoice:
      return {"invoice", "number"};
    case CodeIndex::Of::receipt:
      return {"receipt", "number"};
  }
  return {"node", "code"};
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0x9e3779b97f4a7c15ULL ^ text.size();
  for (std::size_t at = 0; at < text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
    hash = (hash ^ word) * 0xff51afd7ed558ccdULL;
    hash ^= hash >> 32U;
  }
  return hash;
}

}  // namespace

// Open addressing with linear probing, at most half full. A slot repeats a part of the hash, so that a code
// is looked at only when it is very likely the right one; its key stands beside its text, so that finding one
// touches memory in two places.
struct CodeIndex::Table {
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t entry = 0;  // place in bytes plus one; 0: free
  };
  struct Head {
    std::int64_t id;
    std::uint32_t size;  // of the text that follows
  };
  static constexpr std::size_t kHead = sizeof(std::int64_t) + sizeof(std::uint32_t);
  std::string bytes;  // all entries, one behind the other
  std::size_t entries = 0;
  std::vector<Slot> slots;

  Head head(std::size_t place) const {
    Head head{};
    std::memcpy(&head.id, bytes.data() + place, sizeof head.id);
    std::memcpy(&head.size, bytes.data() + place + sizeof head.id, sizeof head.size);
    return head;
  }
  std::string_view code(std::size_t place, const Head& head) const {
    return {bytes.data() + place + kHead, head.size};
  }
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }
  std::size_t next(std::size_t slot) const { return (slot + 1) & (slots.size() - 1); }

  void add(std::string_view code, std::int64_t id) {
    const auto size = static_cast<std::uint32_t>(code.size());
    bytes.append(reinterpret_cast<const char*>(&id), sizeof id);
    bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
    bytes += code;
    ++entries;
  }

  void fill() {
    slots.assign(std::bit_ceil(std::max<std::size_t>(16, 2 * entries)), {});
    for (std::size_t place = 0; place < bytes.size();) {
      const Head head = this->head(place);
      const std::uint64_t hash = hash_of(code(place, head));
      std::size_t slot = hash & (slots.size() - 1);
      while (slots[slot].entry != 0) slot = next(slot);
      slots[slot] = {tag_of(hash), static_cast<std::uint32_t>(place + 1)};
      place += kHead + head.size;
    }
  }
};

CodeIndex::CodeIndex(Database& database, Of table) : table_(std::make_unique<Table>()) {
  const Source source = source_of(table);
  Statement rows(database, std::string("SELECT id, ") + source.column + " FROM " + source.table);
  while (rows.step()) {
    const std::string_view code = rows.text(1);
    if (table_->bytes.size() + code.size() + Table::kHead >= UINT32_MAX)
      raise_sqlite(nullptr, SQLITE_NOMEM, database.path());
    table_->add(code, rows.integer(0));
  }
  table_->fill();
}

CodeIndex::~CodeIndex() = default;
CodeIndex::CodeIndex(CodeIndex&&) noexcept = default;
CodeIndex& CodeIndex::operator=(CodeIndex&&) noexcept = default;

std::int64_t CodeIndex::find(std::string_view code) const {
  const std::uint64_t hash = hash_of(code);
  const auto& slots = table_->slots;
  for (std::size_t slot = hash & (slots.size() - 1); slots[slot].entry != 0; slot = table_->next(slot)) {
    if (slots[slot].tag != Table::tag_of(hash)) continue;
    const std::size_t place = slots[slot].entry - 1;
    const Table::Head head = table_->head(place);
    if (table_->code(place, head) == code) return head.id;
  }
  return 0;
}

std::size_t CodeIndex::size() const {
  return table_->entries;
}

std::vector<std::string> CodeIndex::codes() const {
  std::vector<std::string> codes;
  codes.reserve(size());
  for (std::size_t place = 0; place < table_->bytes.size();) {
    const Table::Head head = table_->head(place);
    codes.emplace_back(table_->code(place, head));
    place += Table::kHead + head.size;
  }
  return codes;
}

std::int64_t find_code(Database& database, CodeIndex::Of table, std::string_view code) {
  const Source source = source_of(table);
  Statement row(database, std::string("SELECT id FROM ") + source.table + " WHERE " + source.column + "=?");
  row.bind(1, code);
  return row.step() ? row.integer(0) : 0;
}

std::int64_t count_rows(Database& database, CodeIndex::Of table) {
  return one_integer(database, std::string("SELECT count(*) FROM ") + source_of(table).table).value_or(0);
}

}  // namespace salesops::store
