#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "salesops/calendar/terms.hpp"
#include "salesops/receivable/account.hpp"
#include "salesops/receivable/position.hpp"
#include "salesops/store/database.hpp"

// The accounts of customers: their documents as the domain sees them, and the settled form that is kept
// beside them.
namespace salesops::store {

class Statement;

struct CustomerAccount {
  std::int64_t customer = 0;
  std::string currency;
  receivable::Account account;  // in the order of the store's keys
};

// The accounts of one customer, or of all in the order of customers' keys (then currencies in byte order, one
// call of the sink at a time). Documents of amount 0 are left out. Installments are worked out from an
// invoice's own terms as stored. One customer costs what it has; all cost two scans and about 60 bytes of
// memory a document. Throws Error(bad_data, E5203, E5204) for reversals that name nothing or more than there
// is, E5210 for terms that cannot be read.
std::vector<CustomerAccount> load_accounts(Database& database, std::int64_t customer);
void for_each_account(Database& database, const std::function<void(const CustomerAccount&)>& sink);

// The terms that are stored with an invoice. Throws Error(bad_data, E5210) naming it when they are none.
calendar::Terms stored_terms(std::string_view text, std::string_view invoice);

// The settled form of an account (receivable/packed.hpp) as it is kept, and writing it.
struct KeptAccount {
  receivable::Date last_day{};  // from here on `open` says all
  receivable::Money balance{};
  std::string open;
  std::string packed;  // the whole account; empty when that is `open`
  std::string
      items;  // of `open`, for v_open_items: a JSON array of texts; empty when all documents are whole
  friend bool operator==(const KeptAccount&, const KeptAccount&) = default;
};
KeptAccount kept_account(const receivable::Settled& settled);

class AccountWriter {
 public:
  explicit AccountWriter(Database& database);
  ~AccountWriter();
  AccountWriter(const AccountWriter&) = delete;
  AccountWriter& operator=(const AccountWriter&) = delete;
  void drop(std::int64_t customer);  // every currency; before put
  void drop_all();
  // Takes the place of an account without history that was not dropped.
  void put(std::int64_t customer, std::string_view currency, const KeptAccount& kept);

 private:
  struct Statements;
  std::unique_ptr<Statements> statements_;
};
// Many accounts that were not there or without history: written on a second thread, some at a time, and
// worked out for keeping by whichever thread has less to do.
class AccountQueue {
 public:
  explicit AccountQueue(Database& database) : database_(database), writer_(database) {}
  ~AccountQueue() { database_.wait(); }
  AccountQueue(const AccountQueue&) = delete;
  AccountQueue& operator=(const AccountQueue&) = delete;
  void put(std::int64_t customer, std::string_view currency, receivable::Settled settled);
  void finish();  // when all were put

 private:
  struct Entry {
    std::int64_t customer;
    std::string currency;
    receivable::Settled settled;  // until it is worked out
    KeptAccount kept;
  };
  void write();
  Database& database_;
  AccountWriter writer_;
  std::vector<Entry> waiting_{}, writing_{};
  std::size_t worked_out_ = 0, bytes_ = 0;  // of those that wait
};
// In the order of customers' keys, then currencies.
void for_each_kept(Database& database,
                   const std::function<void(std::int64_t, std::string_view, const KeptAccount&)>& sink);

// A settled account as it is kept. `balance` is given when the bytes are the final state (see
// receivable::FinalState).
struct PackedAccount {
  std::int64_t customer = 0;
  std::string_view currency{};  // this and `packed` live during the call of the sink
  std::string_view packed{};
  std::optional<receivable::Money> balance{};
};
using PackedSink = std::function<void(const PackedAccount&)>;
// The accounts in the order of customers' keys, then currencies, with what is needed for a position on
// `date`: the final state where nothing changes after it, else the whole account.
void for_each_packed(Database& database, receivable::Date date, const PackedSink& sink);
// The same for single customers.
class PackedAccounts {
 public:
  explicit PackedAccounts(Database& database);
  ~PackedAccounts();
  PackedAccounts(const PackedAccounts&) = delete;
  PackedAccounts& operator=(const PackedAccounts&) = delete;
  void of(std::int64_t customer, receivable::Date date, const PackedSink& sink);

 private:
  std::unique_ptr<Statement> select_;
};

struct CustomerName {
  std::int64_t id = 0;
  std::string code;
  std::string name;
};
// With the names of `date`. In byte order of codes.
std::vector<CustomerName> customer_names(Database& database, receivable::Date date);
std::optional<CustomerName> find_customer(Database& database, std::string_view code, receivable::Date date);
std::string customer_code(Database& database, std::int64_t customer);

// The customers that have cash or credit notes left at the end, or invoices with a discount for paying early;
// in byte order of codes.
std::vector<CustomerName> customers_to_match(Database& database, receivable::Date names_of);

// Document numbers of the store's keys, for listings. `invoice`: of the invoice table, else of the receipt
// table.
class DocumentNumbers {
 public:
  explicit DocumentNumbers(Database& database);
  ~DocumentNumbers();
  DocumentNumbers(const DocumentNumbers&) = delete;
  DocumentNumbers& operator=(const DocumentNumbers&) = delete;
  std::string of(bool invoice, std::int64_t id);

 private:
  std::unique_ptr<Statement> invoice_, receipt_;
};
// The customer of a document by its number; nothing when there is none.
std::optional<std::int64_t> customer_of_document(Database& database, bool invoice, std::string_view number);
// The reference text of a document of one of the two tables; "" when it has none.
std::string reference_of(Database& database, bool invoice, std::int64_t id);
// The terms on an invoice as stored, "" when it has none, and the day they count from where it states one.
struct InvoiceTerms {
  std::string text;
  std::optional<receivable::Date> base_date{};
};
InvoiceTerms invoice_terms(Database& database, std::int64_t invoice);
std::map<std::int64_t, std::string> rep_codes(Database& database);  // by the store's key

// Writes a match (credit from the receipt table or, with `credit_is_invoice`, a credit note). A negative
// amount takes back the match `reverses`. Returns its key; the caller journals and settles.
struct NewMatch {
  std::int64_t credit = 0;
  bool credit_is_invoice = false;
  std::int64_t invoice = 0;
  receivable::Money amount{};
  receivable::Date date{};
  std::optional<std::int64_t> reverses{};
};
std::int64_t insert_match(Database& database, const NewMatch& match);
// `closes`: the match whose small difference this is. A negative amount takes back the write-off `reverses`.
std::int64_t insert_write_off(Database& database, std::int64_t invoice, receivable::Money amount,
                              receivable::Date date, std::string_view kind, std::string_view reason,
                              std::optional<std::int64_t> closes = std::nullopt,
                              std::optional<std::int64_t> reverses = std::nullopt);

// Answers to statements.
struct Confirmation {
  std::int64_t customer = 0;
  receivable::Date as_of{};
  std::string currency;
  receivable::Money balance{};
  std::string state;  // sent, confirmed, difference
  receivable::Money difference{};
  std::string reason;
  receivable::Date date{};
};
void insert_confirmation(Database& database, const Confirmation& confirmation);
// The latest word on every (customer, as-of, currency) with as_of = the given day, or all days without one;
// in order of customers' codes, days, currencies.
std::vector<Confirmation> confirmations(Database& database, std::optional<receivable::Date> as_of);

}  // namespace salesops::store
