#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "salesops/store/document_shape.hpp"
#include "salesops/store/receivables.hpp"

namespace salesops::store {

// The invoices and receipts that a transaction added, kept small (32 bytes each), so that the accounts can be
// settled without reading them back. Only plain ones: documents that say nothing about other documents but
// the invoice a receipt names. Customers with any other one are noted, and so is that something else was
// done.
class LoadedDocuments {
 public:
  struct Row {
    std::int64_t amount = 0;  // > 0
    std::uint32_t id = 0;
    std::uint32_t customer = 0;
    std::int32_t date = 0;
    std::int32_t due = 0;    // invoices; the maturity of drafts
    std::uint32_t link = 0;  // invoices: the rep; receipts: the invoice that is named
    std::uint16_t currency = 0;
    enum class Kind : std::uint8_t { invoice, opening, receipt, draft } kind = Kind::invoice;
    bool disputed = false;
  };

  // Rows with consecutive ids, in the order of their numbers. `higher`: above all numbers of the table so
  // far.
  void add(const DocumentShape& shape, std::span<const Value> values, std::int64_t first_id, bool higher);
  // A stored document was changed: what was collected does not tell everything.
  void spoil() { complete_ = false; }

  bool complete() const { return complete_; }
  std::size_t size() const { return size_; }
  const Row& at(std::size_t index) const { return blocks_[index / kBlock][index % kBlock]; }
  const std::string& currency(const Row& row) const { return currencies_[row.currency]; }
  bool plain(std::int64_t customer) const {
    return static_cast<std::size_t>(customer) >= other_.size() || !other_[static_cast<std::size_t>(customer)];
  }
  void clear();

 private:
  static constexpr std::size_t kBlock = 64 * 1024;
  void add_invoice(const Value* columns, std::int64_t id);
  void add_receipt(const Value* columns, std::int64_t id);
  void push(const Row& row);
  void note_other(std::int64_t customer);
  std::uint16_t currency_index(std::string_view code);

  std::vector<std::vector<Row>> blocks_;  // of kBlock rows: growing never copies all
  std::size_t size_ = 0;
  std::vector<std::string> currencies_;
  std::vector<bool> other_;  // by customer
  bool complete_ = true;
};

// The accounts of the customers whose documents the present transaction added, with what was there before.
class LoadedAccounts {
 public:
  // `customers`: all that got documents, in the order of their keys. Reads what is kept of them.
  LoadedAccounts(WriteTransaction& transaction, std::span<const std::int64_t> customers);

  // Whether for_each tells everything; otherwise read the accounts (for_each_account).
  bool complete() const { return documents_.complete(); }
  // Customers whose accounts have to be read, in the order of their keys: some document, or what was there
  // before, is not plain.
  const std::vector<std::int64_t>& others() const { return others_; }
  // Every account of the rest that got documents, in the order of customers' keys, then currencies. Numbers
  // are left out: debits come in the order of their numbers, credits in that of dates and numbers. Does not
  // use the database.
  void for_each(const std::function<void(const CustomerAccount&)>& sink);

 private:
  struct Before {
    std::int64_t customer;
    std::string currency;
    std::size_t begin, size;  // in bytes_
  };
  struct Build;
  void read_before();
  void note_others(std::span<const std::int64_t> customers);
  void group();
  void add_before(Build& build);
  void add_debits(Build& build, std::span<const std::uint32_t> rows, std::uint16_t currency);
  void add_credits(Build& build, std::span<const std::uint32_t> rows, std::uint16_t currency);
  void build_accounts(Build& build, std::span<const std::uint32_t> rows,
                      const std::function<void(const CustomerAccount&)>& sink);

  Database& database_;
  LoadedDocuments& documents_;
  std::vector<std::uint32_t> order_;  // of the documents, by customer
  std::vector<Before> before_;        // in the order of customers, then currencies
  std::string bytes_;
  std::vector<bool> paid_;  // before, by customer: what is kept is not plain
  std::vector<std::int64_t> others_;
};

}  // namespace salesops::store
