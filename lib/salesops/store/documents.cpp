#include "salesops/store/documents.hpp"

#include <algorithm>
#include <array>

#include "salesops/store/document_writer.hpp"

namespace salesops::store {

template <class Row>
struct DocumentTable<Row>::Implementation {
  explicit Implementation(WriteTransaction& transaction)
      : writer(transaction, shape_of(static_cast<const Row*>(nullptr))) {}
  // By turns: the first of them holds the present rows, the others those that are perhaps being stored still.
  std::array<std::vector<Value>, Database::kPending + 1> turns;
  DocumentWriter writer;

  std::span<const Value> present() const { return turns.front(); }
  void next_turn() { std::ranges::rotate(turns, turns.end() - 1); }

  std::span<const Value> of(std::span<const Row> rows) {
    std::vector<Value>& values = turns.front();
    values.resize(rows.size() * writer.width());
    Value* to = values.data();
    for (const Row& row : rows) {
      put_values(row, to);
      to += writer.width();
    }
    return values;
  }
};

template <class Row>
DocumentTable<Row>::DocumentTable(WriteTransaction& transaction)
    : implementation_(std::make_unique<Implementation>(transaction)) {}
template <class Row>
DocumentTable<Row>::~DocumentTable() = default;

template <class Row>
std::vector<Presence> DocumentTable<Row>::compare(std::span<const Row> rows) {
  return implementation_->writer.compare(implementation_->of(rows));
}
template <class Row>
void DocumentTable<Row>::insert(std::span<const Row> rows, std::int64_t batch) {
  implementation_->writer.insert(implementation_->of(rows), batch);
  implementation_->next_turn();
}
template <class Row>
void DocumentTable<Row>::insert_compared(std::span<const Row>, std::int64_t batch) {
  implementation_->writer.insert_compared(implementation_->present(), batch);
  implementation_->next_turn();
}
template <class Row>
void DocumentTable<Row>::wait() {
  implementation_->writer.wait();
}
template <class Row>
void DocumentTable<Row>::update(const Row& row, std::int64_t batch) {
  implementation_->writer.update(implementation_->of({&row, 1}).data(), batch);
}
template <class Row>
std::string DocumentTable<Row>::stored(const Row& row) {
  return implementation_->writer.stored(implementation_->of({&row, 1}).data());
}

template class DocumentTable<SaleRow>;
template class DocumentTable<InvoiceRow>;
template class DocumentTable<ReceiptRow>;
template class DocumentTable<MatchRow>;
template class DocumentTable<ExpenseRow>;
template class DocumentTable<DriverRow>;

}  // namespace salesops::store
