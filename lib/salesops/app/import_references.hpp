#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/org/rows.hpp"
#include "salesops/store/documents.hpp"

namespace salesops::app {

// Finds one kind of master data by its code, else by its name, which must be unique. Names compare folded.
class NameIndex {
 public:
  bool has_stored() const { return stored_.has_value(); }
  void set_stored(store::CodeIndex codes) { stored_.emplace(std::move(codes)); }
  std::int64_t find_code(std::string_view code) const;  // 0: not there
  void add(std::string_view code, std::string_view name, std::int64_t id);
  void add_alias(std::string_view folded, std::int64_t id);
  enum class Found { yes, unknown, ambiguous };
  Found find(std::string_view text, std::int64_t& id) const;
  // The code or name nearest to a text that was not found.
  std::optional<std::string> nearest(std::string_view text) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Map = std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;
  std::optional<store::CodeIndex> stored_{};  // codes of the table, compact
  Map codes_;                                 // those added since
  Map names_;                                 // -1: several
};

// Why a reference cannot be resolved, without the column's name.
struct ReferenceFault {
  std::string code;
  base::Text message;
  base::Text help;
};

// What documents point to. Codes are loaded when the first one is asked for, names and states when a code is
// not enough. With `create_missing` an unknown customer, node, rep or product is added to the batch, its name
// being its id: nodes and reps under the top of the tree. An ambiguous name stays a fault.
class References {
 public:
  References(store::WriteTransaction& transaction, bool create_missing)
      : transaction_(transaction), create_missing_(create_missing) {}

  enum class Of { customer, node, rep, product };
  // The store's key, or 0 and `fault`: E2201 customer, E2202 node, E2203 rep, E2204 product, E2205 ambiguous
  // name.
  std::int64_t find(Of of, std::string_view text, std::int64_t batch, ReferenceFault& fault);
  // Documents by their number; 0 and `fault`: E2206 invoice, E2207 receipt.
  std::int64_t invoice(std::string_view number, ReferenceFault& fault);
  std::int64_t receipt(std::string_view number, ReferenceFault& fault);

  // The customer's state on a day, else its first one; null for one that was only now created.
  const org::CustomerRow* customer_at(std::int64_t customer, calendar::Date date);
  bool any_customer_calendar();                     // whether a customer states days on which it does not pay
  std::size_t created() const { return created_; }  // with create_missing, so far
  const org::Rows& rows();                          // all master data as stored at first
  void release_documents();                         // the numbers of documents are not needed any more
  void forget();                                    // after master data was written: load again when asked

 private:
  // Numbers of documents: one by one at first, the whole table in memory when many are asked for.
  struct Documents {
    store::CodeIndex::Of of;
    const char* code;
    base::Text what;
    std::size_t asked = 0;
    std::unique_ptr<store::CodeIndex> index{};
  };
  void load_codes(Of of);
  void load_rows();
  void load_names();
  NameIndex& index(Of of) { return indices_[static_cast<std::size_t>(of)]; }
  std::int64_t create(Of of, std::string_view id, std::int64_t batch);
  ReferenceFault unknown(Of of, std::string_view text);
  std::int64_t document(Documents& documents, std::string_view number, ReferenceFault& fault);

  store::WriteTransaction& transaction_;
  bool create_missing_;
  bool rows_loaded_ = false, names_loaded_ = false;
  std::size_t created_ = 0;
  org::Rows rows_{};
  std::array<NameIndex, 4> indices_{};
  std::unordered_map<std::int64_t, std::vector<const org::CustomerRow*>> customers_{};
  Documents invoices_{store::CodeIndex::Of::invoice, "E2206", {"发票", "invoice"}};
  Documents receipts_{store::CodeIndex::Of::receipt, "E2207", {"收款单", "receipt"}};
};

}  // namespace salesops::app
