#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/calendar/date.hpp"
#include "salesops/calendar/terms.hpp"
#include "salesops/config/node.hpp"
#include "salesops/config/schema.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"

// Reading a section: how a domain gets its settings.
//
//   static constexpr Field kAging[] = {
//       {.key = "basis", .type = Type::choice, .fallback = "due", .zh = "账龄起算", .en = "what age counts
//       from",
//        .choices = "due|document"},
//       {.key = "buckets", .type = Type::text, .shape = Shape::list, .fallback = "30, 60, 90", ...}};
//   std::span<const Field> receivables_fields() { return kReceivables; }
//   void read_receivables(const Section& section, receivable::Settings& settings) {
//     const Section aging = section.record("aging");
//     settings.basis = aging.text("basis") == "document" ? Basis::document : Basis::due;
//     if (...) aging.fault("buckets", "E3040", {"…", "…"}, {"…", "…"});
//   }
//
// The tree has been checked against the tables before (unknown keys, shapes, types, ranges, choices: all
// findings reported), so a getter never fails: it gives the value, or the table's default when the key is
// absent or was reported. A getter for a key that the table does not have is a bug (std::logic_error).
namespace salesops::config {

// What all readers of one load share.
struct Reading {
  base::Diagnostics findings;
  money::Currency currency;
};

class Section {
 public:
  // `node` may be null: everything is at its default.
  Section(const Node* node, std::span<const Field> fields, std::string path, Reading& reading);

  bool has(std::string_view key) const;              // written somewhere (not a default)
  const std::string& path() const { return path_; }  // "receivables.aging"
  const Node* node(std::string_view key) const;      // raw value (Type::any), nullptr when absent
  const Node* self() const { return node_; }
  Reading& reading() const { return *reading_; }

  // One value. Absent without default: "", 0, nothing.
  std::string text(std::string_view key) const;  // text, id, choice, terms, currency, time_zone, path
  std::int64_t integer(std::string_view key) const;
  money::Money amount(std::string_view key) const;
  money::Decimal decimal(std::string_view key) const;
  money::Rate rate(std::string_view key) const;
  bool boolean(std::string_view key) const;
  std::optional<std::int64_t> maybe_integer(std::string_view key) const;
  std::optional<money::Money> maybe_amount(std::string_view key) const;
  std::optional<money::Rate> maybe_rate(std::string_view key) const;
  std::optional<calendar::Date> maybe_date(std::string_view key) const;
  std::optional<calendar::Month> maybe_month(std::string_view key) const;
  std::optional<calendar::Terms> maybe_terms(std::string_view key) const;

  // Many values, in the order of the file.
  std::vector<std::string> texts(std::string_view key) const;
  std::vector<std::int64_t> integers(std::string_view key) const;
  std::vector<money::Rate> rates(std::string_view key) const;
  std::vector<std::pair<std::string, std::string>> text_map(std::string_view key) const;
  Section record(std::string_view key) const;
  std::vector<Section> records(std::string_view key) const;                             // list of records
  std::vector<std::pair<std::string, Section>> record_map(std::string_view key) const;  // map of records

  // Reports a finding at a key's value (or at the section when the key is absent): for rules across values.
  void fault(std::string_view key, std::string code, base::Text message, base::Text help) const;
  // The same at item `index` of a list, or at the entry `name` of a map.
  void fault_at(std::string_view key, std::size_t index, std::string code, base::Text message,
                base::Text help) const;
  void fault_at(std::string_view key, std::string_view name, std::string code, base::Text message,
                base::Text help) const;
  // Reports E3021 unless `value` is one of `known`, with the nearest of them. `what` names the kind of thing.
  void require_known(std::string_view key, std::string_view value, std::span<const std::string> known,
                     const base::Text& what) const;

 private:
  const Field& field(std::string_view key) const;
  std::string below(std::string_view key) const;  // path of a key
  std::vector<std::string> scalars(std::string_view key) const;
  std::optional<std::string> scalar(std::string_view key) const;
  void report(const Node* at, std::string_view key, std::string code, base::Text message,
              base::Text help) const;

  const Node* node_;
  std::span<const Field> fields_;
  std::string path_;
  Reading* reading_;
};

}  // namespace salesops::config
