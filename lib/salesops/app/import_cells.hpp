#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/app/import_loader.hpp"
#include "salesops/store/documents.hpp"

// What the loaders of documents share: typed cells with references, and the loop over the rows of a file.
namespace salesops::app {

// What every builder works with: the run, the cells of the present row and where its findings go.
class DocumentCells {
 public:
  DocumentCells(ImportRun& run, std::vector<ingest::Value>& values) : run_(run), values_(values) {}

  void start(base::Diagnostics& found, TextArena& texts) {
    found_ = &found;
    texts_ = &texts;
  }
  const ingest::Value& at(std::size_t field) const { return values_[field]; }
  bool present(std::size_t field) const { return values_[field].present; }
  std::string_view text(std::size_t field) { return texts_->keep(values_[field].text); }
  calendar::Date date(std::size_t field) const { return values_[field].date(); }
  std::optional<calendar::Date> maybe_date(std::size_t field) const {
    return values_[field].present ? std::optional(values_[field].date()) : std::nullopt;
  }
  money::Money amount(std::size_t field) const { return values_[field].amount(); }
  std::optional<money::Money> maybe_amount(std::size_t field) const {
    return values_[field].present ? std::optional(values_[field].amount()) : std::nullopt;
  }
  // The store's key of what a cell names; 0 for an empty cell. Reports what is not known.
  std::int64_t reference(std::size_t field, References::Of of);
  std::int64_t invoice(std::size_t field) { return document(field, true); }
  std::int64_t receipt(std::size_t field) { return document(field, false); }
  bool good() const { return found_->ok(); }  // nothing was reported of the present row
  void report(std::size_t field, std::string code, base::Text message, base::Text help) {
    found_->add(run_.source.finding(field, std::move(code), std::move(message), std::move(help)));
  }
  // The currency of a document. Its amounts have been read with the currency's decimals.
  std::string_view currency(std::size_t field);
  // Reads an amount again that is in this currency.
  void read_again(std::size_t field, const std::string& currency);

 private:
  std::int64_t document(std::size_t field, bool invoice);

  ImportRun& run_;
  std::vector<ingest::Value>& values_;
  base::Diagnostics* found_ = nullptr;
  TextArena* texts_ = nullptr;
};

// Reads every row of the file, lets `build` make a row of it and hands it to the loader.
template <class Row, class Table, class Build>
void load_rows(ImportRun& run, Loader<Row, Table>& loader, Build build) {
  std::vector<ingest::Value> values;
  DocumentCells cells(run, values);
  while (run.source.next()) {
    base::Diagnostics found;
    Row row;
    bool good = run.source.read(values, found);
    if (good) {
      cells.start(found, loader.texts());
      build(cells, row);
      good = found.ok();
    }
    const std::int64_t amount = good && run.kind.amount ? values[*run.kind.amount].number : 0;
    if (good) {
      loader.push(std::move(row), run.origin(amount));
    } else {
      run.reject(run.origin(0), found);
    }
  }
  loader.finish();
}

template <class Row>
using DocumentLoader = Loader<Row, store::DocumentTable<Row>>;

// For the description of a row in a conflict: as the journal writes it.
std::optional<std::string> text_or_nothing(std::string_view text);
std::optional<std::string> day_or_nothing(const std::optional<calendar::Date>& date);
std::optional<std::string> minor(const std::optional<money::Money>& amount);
std::optional<std::string> code(ImportRun& run, store::CodeIndex::Of of, std::int64_t key);

// One per kind.
void load_sales(ImportRun& run);
void load_invoices(ImportRun& run);
void load_receipts(ImportRun& run);
void load_matches(ImportRun& run);
void load_expenses(ImportRun& run);
void load_drivers(ImportRun& run);

}  // namespace salesops::app
