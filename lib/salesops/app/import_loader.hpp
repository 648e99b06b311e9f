#pragma once
#include <array>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "salesops/app/import_run.hpp"
#include "salesops/base/interrupt.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {

// How one kind of row is loaded: what a Loader asks about it.
template <class Row>
struct RowTraits {
  std::function<std::string(const Row&)> key;                     // for messages
  std::function<std::optional<calendar::Date>(const Row&)> date;  // for the period lock
  std::function<ImportRun::Described(const Row&)> describe;       // as the journal describes it
  std::function<std::optional<base::Diagnostic>(const Row&, const Origin&)>
      accept{};                                            // last check of a row that is new
  std::function<std::int64_t(const Row&)> account{};       // the customer whose account a written row changes
  std::function<money::Money(const Row&)> net{};           // what a row adds, where files state it either way
  std::function<std::string_view(const Row&)> currency{};  // where it need not be the company's
  std::function<bool(Row&, const Row&)>
      merge{};  // adds a line to its document; false when it is not one of its lines
};

// Collects rows, compares them with what is stored and stores what is new, some thousand at a time. Table is
// store::DocumentTable<Row> or store::OrgTable<Row>.
template <class Row, class Table>
class Loader {
 public:
  Loader(ImportRun& run, RowTraits<Row> traits)
      : run_(run), traits_(std::move(traits)), table_(run.transaction) {}

  TextArena& texts() { return texts_[present_]; }

  void push(Row row, Origin from) {
    if (!rows_.empty() && traits_.merge && traits_.merge(rows_.back(), row)) {
      origins_.back().amount += from.amount;
      return;
    }
    if (rows_.size() >= kChunk) flush();
    rows_.push_back(std::move(row));
    origins_.push_back(std::move(from));
  }

  // Texts of a row that is being built stay good: the arenas take turns, and one is used again when the rows
  // of its turn, and the row that was being built at its end, have been stored.
  void flush() {
    base::check_interrupt();
    if (rows_.empty()) return;
    const std::vector<store::Presence> presence = table_.compare(rows_);
    fresh_.clear();
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (presence[i] == store::Presence::absent) {
        take_new(i);
      } else if (presence[i] == store::Presence::same) {
        count(run_.tally.unchanged, i);
      } else {
        changed.push_back(i);
      }
    }
    store_fresh();
    for (const std::size_t i : changed) take_changed(i);
    rows_.clear();
    origins_.clear();
    present_ = (present_ + 1) % texts_.size();
    texts_[present_].clear();
  }

  // After the last row. Everything is stored then, and texts that the rows named may go.
  void finish() {
    flush();
    table_.wait();
  }

 private:
  static constexpr std::size_t kChunk = 2 * 1024;

  void count(std::size_t& counter, std::size_t i) {
    ++counter;
    const std::string_view currency = currency_of(i);
    const bool own = currency == run_.context.config.company.currency.code;
    CurrencyTotal& total = own ? run_.tally.own : run_.tally.of(currency);
    ++total.rows;
    total.amount += money::Money::minor(origins_[i].amount);
    if (traits_.net) total.net += traits_.net(rows_[i]);
  }

  std::string_view currency_of(std::size_t i) const {
    return traits_.currency ? traits_.currency(rows_[i])
                            : std::string_view(run_.context.config.company.currency.code);
  }

  bool refused(std::size_t i) {
    if (run_.closed_until) {
      if (const auto date = traits_.date(rows_[i])) {
        if (auto why = run_.locked(origins_[i], *date)) {
          run_.reject(origins_[i], std::move(*why));
          return true;
        }
      }
    }
    if (!traits_.accept) return false;
    auto why = traits_.accept(rows_[i], origins_[i]);
    if (why) run_.reject(origins_[i], std::move(*why));
    return why.has_value();
  }

  // A document is not moved out of a closed period either.
  bool stored_is_locked(std::size_t i) {
    if (!run_.closed_until || !traits_.date(rows_[i])) return false;
    for (const auto& [field, value] : store::read_fields(table_.stored(rows_[i]))) {
      if ((field != "date" && field != "issue_date") || !value) continue;
      const auto date = calendar::parse_iso_date(*value);
      auto why = date ? run_.locked(origins_[i], *date) : std::nullopt;
      if (!why) continue;
      run_.reject(origins_[i], std::move(*why));
      return true;
    }
    return false;
  }

  void take_new(std::size_t i) {
    if (refused(i)) return;
    count(run_.tally.added, i);
    touch(rows_[i]);
    fresh_.push_back(i);
  }

  void store_fresh() {
    if (fresh_.empty()) return;
    if (fresh_.size() == rows_.size()) return table_.insert_compared(rows_, run_.batch);
    std::vector<Row> some;
    for (const std::size_t i : fresh_) some.push_back(rows_[i]);
    table_.insert(some, run_.batch);
  }

  void touch(const Row& row) {
    if (traits_.account) run_.touch(traits_.account(row));
  }

  void take_changed(std::size_t i) {
    if (run_.request.on_conflict == OnConflict::skip) {
      count(run_.tally.kept, i);
    } else if (run_.request.on_conflict == OnConflict::stop) {
      run_.reject(origins_[i], run_.conflict(origins_[i], traits_.key(rows_[i]), table_.stored(rows_[i]),
                                             traits_.describe(rows_[i]), currency_of(i)));
    } else if (!stored_is_locked(i) && !refused(i)) {
      table_.update(rows_[i], run_.batch);
      touch(rows_[i]);
      count(run_.tally.updated, i);
    }
  }

  ImportRun& run_;
  RowTraits<Row> traits_;
  std::vector<Row> rows_{};
  std::vector<std::size_t> fresh_{};
  std::vector<Origin> origins_{};
  // Of the rows being built, of those being stored, of those before.
  std::array<TextArena, store::Database::kPending + 2> texts_{};
  std::size_t present_ = 0;
  Table table_;  // is gone before what it may still be reading
};

}  // namespace salesops::app
