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

// Open addressing with linear probing, at most half full. A slot holds the position of an entry plus one.
struct CodeIndex::Table {
  std::string bytes;  // all codes, one behind the other
  std::vector<std::size_t> ends;
  std::vector<std::int64_t> ids;
  std::vector<std::uint32_t> slots;

  std::string_view code(std::size_t entry) const {
    const std::size_t begin = entry == 0 ? 0 : ends[entry - 1];
    return std::string_view(bytes).substr(begin, ends[entry] - begin);
  }

  void fill() {
    slots.assign(std::bit_ceil(std::max<std::size_t>(16, 2 * ids.size())), 0);
    for (std::size_t entry = 0; entry < ids.size(); ++entry) {
      std::size_t slot = hash_of(code(entry)) & (slots.size() - 1);
      while (slots[slot] != 0) slot = (slot + 1) & (slots.size() - 1);
      slots[slot] = static_cast<std::uint32_t>(entry + 1);
    }
  }
};

CodeIndex::CodeIndex(Database& database, Of table) : table_(std::make_unique<Table>()) {
  const Source source = source_of(table);
  Statement rows(database, std::string("SELECT id, ") + source.column + " FROM " + source.table);
  while (rows.step()) {
    table_->bytes += rows.text(1);
    table_->ends.push_back(table_->bytes.size());
    table_->ids.push_back(rows.integer(0));
  }
  table_->fill();
}

CodeIndex::~CodeIndex() = default;
CodeIndex::CodeIndex(CodeIndex&&) noexcept = default;
CodeIndex& CodeIndex::operator=(CodeIndex&&) noexcept = default;

std::int64_t CodeIndex::find(std::string_view code) const {
  const auto& slots = table_->slots;
  for (std::size_t slot = hash_of(code) & (slots.size() - 1); slots[slot] != 0;
       slot = (slot + 1) & (slots.size() - 1)) {
    if (table_->code(slots[slot] - 1) == code) return table_->ids[slots[slot] - 1];
  }
  return 0;
}

std::size_t CodeIndex::size() const {
  return table_->ids.size();
}

std::vector<std::string> CodeIndex::codes() const {
  std::vector<std::string> codes;
  codes.reserve(size());
  for (std::size_t entry = 0; entry < size(); ++entry) codes.emplace_back(table_->code(entry));
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
