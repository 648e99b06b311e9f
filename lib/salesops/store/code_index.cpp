#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>
#include <utility>

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

// A code as its stem and the number at its end, "INV2401-00000017" as ("INV2401-", 17 with 8 digits): together
// they say all. Longer numbers leave their first digits to the stem.
struct Numbered {
  std::string_view stem;
  std::uint64_t number = 0;
  std::size_t digits = 0;

  explicit Numbered(std::string_view code) {
    constexpr std::size_t kMostDigits = 18;
    std::uint64_t unit = 1;
    std::size_t stem_size = code.size();
    for (; stem_size > 0 && digits < kMostDigits; --stem_size, ++digits, unit *= 10) {
      const char c = code[stem_size - 1];
      if (c < '0' || c > '9') break;
      number += static_cast<std::uint64_t>(c - '0') * unit;
    }
    stem = code.substr(0, stem_size);
  }
};

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

// Codes without a series: open addressing with linear probing, at most half full. A slot repeats a part of the
// hash, so that a code is looked at only when it is very likely the right one; its key stands beside its text,
// so that finding one touches memory in two places.
class HashedCodes {
 public:
  void add(std::string_view code, std::int64_t id) {
    const auto size = static_cast<std::uint32_t>(code.size());
    bytes_.append(reinterpret_cast<const char*>(&id), sizeof id);
    bytes_.append(reinterpret_cast<const char*>(&size), sizeof size);
    bytes_ += code;
    ++entries_;
  }
  // After the last add().
  void fill() {
    slots_.assign(std::bit_ceil(std::max<std::size_t>(16, 2 * entries_)), {});
    for (std::size_t place = 0; place < bytes_.size();) {
      const Head head = this->head(place);
      const std::uint64_t hash = hash_of(code(place, head));
      std::size_t slot = hash & (slots_.size() - 1);
      while (slots_[slot].entry != 0) slot = next(slot);
      slots_[slot] = {tag_of(hash), static_cast<std::uint32_t>(place + 1)};
      place += kHead + head.size;
    }
  }
  std::int64_t find(std::string_view code) const {
    if (entries_ == 0) return 0;
    const std::uint64_t hash = hash_of(code);
    for (std::size_t slot = hash & (slots_.size() - 1); slots_[slot].entry != 0; slot = next(slot)) {
      if (slots_[slot].tag != tag_of(hash)) continue;
      const std::size_t place = slots_[slot].entry - 1;
      const Head head = this->head(place);
      if (this->code(place, head) == code) return head.id;
    }
    return 0;
  }
  std::size_t size() const { return entries_; }
  bool full(std::string_view code) const { return bytes_.size() + code.size() + kHead >= UINT32_MAX; }
  void list(std::vector<std::string>& codes) const {
    for (std::size_t place = 0; place < bytes_.size();) {
      const Head head = this->head(place);
      codes.emplace_back(code(place, head));
      place += kHead + head.size;
    }
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t entry = 0;  // place in bytes plus one; 0: free
  };
  struct Head {
    std::int64_t id;
    std::uint32_t size;  // of the text that follows
  };
  static constexpr std::size_t kHead = sizeof(std::int64_t) + sizeof(std::uint32_t);

  Head head(std::size_t place) const {
    Head head{};
    std::memcpy(&head.id, bytes_.data() + place, sizeof head.id);
    std::memcpy(&head.size, bytes_.data() + place + sizeof head.id, sizeof head.size);
    return head;
  }
  std::string_view code(std::size_t place, const Head& head) const {
    return {bytes_.data() + place + kHead, head.size};
  }
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }
  std::size_t next(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }

  std::string bytes_;  // all entries, one behind the other
  std::size_t entries_ = 0;
  std::vector<Slot> slots_;
};

// Codes that are a stem and a running number, as most numbers of documents are: the keys of a stretch of
// numbers stand one behind the other, four bytes each, and documents of the same time beside each other. Takes
// them in the order of numbers.
class NumberedCodes {
 public:
  // False when it cannot keep this one.
  bool add(std::string_view code, std::int64_t id) {
    const Numbered numbered(code);
    if (numbered.digits == 0 || id <= 0 || id > UINT32_MAX || keys_.size() + kGap >= UINT32_MAX) return false;
    Series* series = series_of(numbered);
    if (series == nullptr) {
      if (series_.size() == kMostSeries) return false;
      last_name_ = &places_.emplace(name_of(numbered), series_.size()).first->first;
      last_ = series_.size();
      series = &series_.emplace_back();
    }
    std::vector<Stretch>& stretches = series->stretches;
    if (stretches.empty() || !extend(stretches.back(), numbered.number)) {
      if (!stretches.empty() && numbered.number < stretches.back().end()) return false;
      stretches.push_back({numbered.number, static_cast<std::uint32_t>(keys_.size()), 1});
      keys_.push_back(0);
    }
    keys_.back() = static_cast<std::uint32_t>(id);
    ++entries_;
    return true;
  }
  std::int64_t find(std::string_view code) const {
    const Numbered numbered(code);
    const Series* series = numbered.digits == 0 ? nullptr : series_of(numbered);
    if (series == nullptr) return 0;
    const auto& stretches = series->stretches;
    auto at = stretches.begin() + static_cast<std::ptrdiff_t>(series->last);
    if (!at->holds(numbered.number)) {
      at = std::ranges::upper_bound(stretches, numbered.number, {}, &Stretch::first);
      if (at == stretches.begin() || !(--at)->holds(numbered.number)) return 0;
      series->last = static_cast<std::size_t>(at - stretches.begin());
    }
    return keys_[at->begin + (numbered.number - at->first)];
  }
  std::size_t size() const { return entries_; }
  void list(std::vector<std::string>& codes) const {
    for (const auto& [name, place] : places_) {
      const auto digits = static_cast<std::size_t>(name.back());
      for (const Stretch& stretch : series_[place].stretches) {
        for (std::uint32_t i = 0; i < stretch.size; ++i) {
          if (keys_[stretch.begin + i] == 0) continue;
          const std::string number = std::to_string(stretch.first + i);
          codes.push_back(name.substr(0, name.size() - 1) + std::string(digits - number.size(), '0') + number);
        }
      }
    }
  }

 private:
  struct Stretch {
    std::uint64_t first;
    std::uint32_t begin, size;  // in keys_; 0 there: no such code
    std::uint64_t end() const { return first + size; }
    bool holds(std::uint64_t number) const { return number >= first && number < end(); }
  };
  struct Series {
    std::vector<Stretch> stretches{};  // by number
    mutable std::size_t last = 0;      // where something was found
  };
  static constexpr std::size_t kMostSeries = 4096;
  static constexpr std::size_t kGap = 4;  // numbers that may be missing within a stretch

  static std::string name_of(const Numbered& numbered) {
    return std::string(numbered.stem) + static_cast<char>(numbered.digits);
  }
  const Series* series_of(const Numbered& numbered) const {
    const auto fits = [&](const std::string& name) {
      return name.size() == numbered.stem.size() + 1 &&
             static_cast<std::size_t>(name.back()) == numbered.digits && name.starts_with(numbered.stem);
    };
    if (last_name_ && fits(*last_name_)) return &series_[last_];
    const auto found = places_.find(name_of(numbered));
    if (found == places_.end()) return nullptr;
    last_name_ = &found->first;
    last_ = found->second;
    return &series_[last_];
  }
  Series* series_of(const Numbered& numbered) {
    return const_cast<Series*>(std::as_const(*this).series_of(numbered));
  }
  bool extend(Stretch& stretch, std::uint64_t number) {
    if (number < stretch.end() || number - stretch.end() > kGap || stretch.begin + stretch.size != keys_.size())
      return false;
    keys_.resize(keys_.size() + (number - stretch.end()) + 1);
    stretch.size = static_cast<std::uint32_t>(number - stretch.first + 1);
    return true;
  }

  std::vector<std::uint32_t> keys_;
  std::vector<Series> series_;
  std::unordered_map<std::string, std::size_t> places_;  // by stem and digits
  std::size_t entries_ = 0;
  mutable const std::string* last_name_ = nullptr;  // of the series that was asked for last
  mutable std::size_t last_ = 0;
};

}  // namespace

struct CodeIndex::Table {
  NumberedCodes numbered;
  HashedCodes hashed;
};

CodeIndex::CodeIndex(Database& database, Of table) : table_(std::make_unique<Table>()) {
  const Source source = source_of(table);
  // In the order of the index on the codes.
  Statement rows(database, std::string("SELECT id, ") + source.column + " FROM " + source.table + " ORDER BY " +
                               source.column);
  while (rows.step()) {
    const std::string_view code = rows.text(1);
    if (table_->numbered.add(code, rows.integer(0))) continue;
    if (table_->hashed.full(code)) raise_sqlite(nullptr, SQLITE_NOMEM, database.path());
    table_->hashed.add(code, rows.integer(0));
  }
  table_->hashed.fill();
}

CodeIndex::~CodeIndex() = default;
CodeIndex::CodeIndex(CodeIndex&&) noexcept = default;
CodeIndex& CodeIndex::operator=(CodeIndex&&) noexcept = default;

std::int64_t CodeIndex::find(std::string_view code) const {
  const std::int64_t id = table_->numbered.find(code);
  return id != 0 ? id : table_->hashed.find(code);
}

std::size_t CodeIndex::size() const {
  return table_->numbered.size() + table_->hashed.size();
}

std::vector<std::string> CodeIndex::codes() const {
  std::vector<std::string> codes;
  codes.reserve(size());
  table_->numbered.list(codes);
  table_->hashed.list(codes);
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
