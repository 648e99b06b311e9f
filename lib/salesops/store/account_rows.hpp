#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "salesops/store/receivables.hpp"

namespace salesops::store {

// The documents of some customers in memory, small enough for a million of them: fixed rows, numbers one
// after another in one string, what few documents have (references, terms, maturities) apart.
class AccountRows {
 public:
  // customer 0: all customers.
  AccountRows(Database& database, std::int64_t customer);
  void for_each(const std::function<void(const CustomerAccount&)>& sink);

 private:
  struct Extra {
    std::string ref;
    std::string terms;
    std::optional<receivable::Date> date;  // base date, maturity
  };
  enum class Kind : std::uint8_t { invoice, credit_note, opening, receipt, draft, refund, reversal };
  struct Row {
    std::int64_t id = 0;
    std::int64_t amount = 0;
    std::int64_t names = 0;  // receipts: the invoice
    std::uint32_t customer = 0;
    std::uint32_t number = 0;  // offset of the length byte in numbers_
    std::int32_t date = 0;
    std::int32_t due = 0;
    std::uint32_t rep = 0;
    std::uint32_t extra = receivable::kNone;
    std::uint16_t currency = 0;
    Kind kind = Kind::invoice;
    bool disputed = false;
  };
  struct MatchRow {
    std::int64_t id, credit, invoice, amount, reverses;  // credit of a write-off: the match that it closes
    std::int32_t date;
    std::uint32_t customer;
    std::uint8_t source;  // of the credit: 0 none (write-off), 1 receipt, 2 credit note
  };
  using Range = std::pair<std::size_t, std::size_t>;

  void read_invoices(Database& database, std::int64_t customer);
  void read_receipts(Database& database, std::int64_t customer);
  void read_matches(Database& database, std::int64_t customer);
  std::uint32_t keep_number(std::string_view number);
  std::string_view number(const Row& row) const;
  std::uint16_t currency_index(std::string_view code);

  // Building the account of one customer and currency from ranges of the rows.
  struct Build;
  void build(std::uint32_t customer, Range invoices, Range receipts, Range matches, std::uint16_t currency,
             CustomerAccount& account);
  void add_debit(Build& build, const Row& row);
  void add_credit(Build& build, const Row& row);
  void link_credits(Build& build, Range invoices, Range receipts);
  void add_reversals(Build& build, Range receipts);
  void add_matches(Build& build, Range matches);

  std::vector<Row> invoices_, receipts_;  // by customer, then key
  std::vector<MatchRow> matches_;         // by customer, then key
  std::string numbers_;
  std::vector<Extra> extras_;
  std::vector<std::string> currencies_;
};

}  // namespace salesops::store
