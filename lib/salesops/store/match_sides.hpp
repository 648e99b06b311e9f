#pragma once
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"
#include "salesops/store/documents.hpp"

namespace salesops::store {

// One side of a match: a receipt (or credit note) or an invoice, with what its stored matches and write-offs
// took.
struct MatchSide {
  std::int64_t customer = 0;
  calendar::Date date{};
  money::Money amount{};  // as stored, so negative for a credit note
  std::string currency;
  money::Money taken{};
  std::string kind{};
};
std::optional<MatchSide> receipt_side(Database& database, std::int64_t receipt);
std::optional<MatchSide> invoice_side(Database& database, std::int64_t invoice);

bool has_refund(Database& database, std::int64_t customer);

// Customers of the invoices as they were when the transaction began: one by one at first; when many are asked
// for, all at 4 bytes each, read on a second thread and connection.
class InvoiceCustomers {
 public:
  explicit InvoiceCustomers(Database& database) : database_(database) {}
  void announce();  // another one will be asked for; to be called some work before
  std::int64_t customer_of(std::int64_t invoice);  // 0: no such invoice

 private:
  Database& database_;
  std::size_t announced_ = 0;
  std::future<std::vector<std::uint32_t>> reading_{};
  std::vector<std::uint32_t> all_{};
};

// The code or number of a key, "" when there is none.
std::string code_of(Database& database, CodeIndex::Of table, std::int64_t key);

}  // namespace salesops::store
