#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/money/money.hpp"
#include "salesops/store/database.hpp"

// Documents that come in bulk: rows in, rows compared, rows taken back. Everything that a row points to is
// named by the store's key (see CodeIndex), 0 = none. Texts are views: they must live until the call returns
// (see insert);
// "" = no value where the column may be empty.
namespace salesops::store {

struct SaleRow {
  std::string_view number;
  std::int64_t line = 1;
  calendar::Date date{};
  std::int64_t customer = 0;
  std::int64_t rep = 0;
  std::int64_t product = 0;
  std::optional<money::Decimal> quantity{};  // at most 6 decimals
  money::Money amount{};
  std::optional<money::Money> tax{};
  std::optional<money::Money> cost{};
  std::string_view promo{};
  std::string_view credit{};  // {"R1":600000,"R2":400000}: millionths by rep; empty: all is the rep's
};

struct InvoiceRow {
  std::string_view number;
  std::int64_t customer = 0;
  calendar::Date issue_date{};
  calendar::Date due_date{};
  money::Money amount{};  // < 0: credit note
  std::string_view currency = "CNY";
  std::string_view kind = "invoice";  // invoice, credit_note, opening
  std::string_view ref{};
  std::string_view terms{};
  std::optional<calendar::Date> base_date{};
  std::int64_t rep = 0;
  bool disputed = false;
};

struct ReceiptRow {
  std::string_view number;
  std::int64_t customer = 0;
  calendar::Date date{};
  money::Money amount{};
  std::string_view currency = "CNY";
  std::string_view kind = "receipt";  // receipt, refund, reversal, draft
  std::int64_t invoice = 0;           // the one that the receipt names
  std::string_view ref{};
  std::optional<calendar::Date> maturity{};
};

// Key: receipt, invoice, date. Taken back by another row with the opposite amount.
struct MatchRow {
  std::int64_t receipt = 0;      // this or credit_note
  std::int64_t credit_note = 0;  // an invoice of kind credit_note
  std::int64_t invoice = 0;
  money::Money amount{};
  calendar::Date date{};
  std::int64_t reverses = 0;  // the match that this one takes back
};

struct ExpenseRow {
  std::string_view number;
  std::int64_t line = 1;
  calendar::Date date{};
  std::int64_t node = 0;
  std::string_view category{};
  money::Money amount{};
  std::string_view request{};
  std::string_view promo{};
  std::string_view payee{};
  std::string_view note{};
};

struct DriverRow {
  std::int64_t node = 0;
  std::string_view driver{};
  std::optional<calendar::Date> date{};  // none: holds at all times
  std::string_view value{};              // plain decimal text
};

// A batch that one import makes. Open it first, put rows in, end it with the totals: this journals
// "batch N" with kind, source, counts and amount.
struct BatchTotals {
  std::int64_t added = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  money::Money amount{};        // in the company's currency
  std::string other_amounts{};  // "300.00 USD, 30000 JPY"
};
std::int64_t open_batch(WriteTransaction& transaction, std::string_view kind, std::string_view source);
void close_batch(WriteTransaction& transaction, std::int64_t batch, const BatchTotals& totals);
// Takes an opened batch that got no rows out again, as if it had never been.
void drop_batch(WriteTransaction& transaction, std::int64_t batch);

enum class Presence : std::uint8_t { absent, same, differs };

// The rows of one kind. Row is one of the structs above. Give rows in chunks of some ten thousand.
template <class Row>
class DocumentTable {
 public:
  explicit DocumentTable(WriteTransaction& transaction);
  ~DocumentTable();
  DocumentTable(const DocumentTable&) = delete;
  DocumentTable& operator=(const DocumentTable&) = delete;

  // For each row whether its key is stored, and with the same content. Free when the table was empty at
  // first. A key that stands twice in one call or that was inserted by this object compares like a stored
  // one.
  std::vector<Presence> compare(std::span<const Row> rows);
  // Stores rows whose keys are absent and differ from one another, many of them on a second thread: their
  // texts must live until the call after this one has returned, or until this object is gone. Cost: about 1
  // µs a row.
  void insert(std::span<const Row> rows, std::int64_t batch);
  // The same for all rows of the last compare(), which were all absent.
  void insert_compared(std::span<const Row> rows, std::int64_t batch);
  void wait();  // until everything is stored
  // Gives the stored row of the same key the content of `row`; journals "<kind> <key>" with before and after.
  void update(const Row& row, std::int64_t batch);
  // The stored content of the row's key as canonical JSON (names instead of keys of the store), "" when
  // absent.
  std::string stored(const Row& row);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

// Codes or numbers of a whole table in memory: about 4 bytes an entry where they are running numbers,
// else 40. For bulk references; one thread at a time.
class CodeIndex {
 public:
  enum class Of { node, rep, customer, product, invoice, receipt };
  CodeIndex(Database& database, Of table);
  ~CodeIndex();
  CodeIndex(CodeIndex&&) noexcept;
  CodeIndex& operator=(CodeIndex&&) noexcept;
  std::int64_t find(std::string_view code) const;  // 0: not there
  std::size_t size() const;
  std::vector<std::string> codes() const;  // all, in no order: for suggestions
 private:
  struct Table;
  std::unique_ptr<Table> table_;
};
// One code at a time; 0: not there.
std::int64_t find_code(Database& database, CodeIndex::Of table, std::string_view code);
// How many rows the table has: decides between the two above.
std::int64_t count_rows(Database& database, CodeIndex::Of table);

// Why a batch cannot be taken back: "invoice F0102" is used by "receipt R7".
struct Dependent {
  std::string object;
  std::string used_by;
};
struct BatchInfo {
  std::int64_t id = 0;
  std::string kind;
  std::string source;
  std::int64_t time = 0;
  std::string actor;
  BatchTotals totals{};
  bool undone = false;
};
std::optional<BatchInfo> find_batch(Database& database, std::int64_t batch);
// First and last date of the batch's documents: for the period lock. Nothing when it has no dated rows.
std::optional<calendar::Span> batch_dates(Database& database, std::int64_t batch);
// At most `limit` reasons, in the order of ids.
std::vector<Dependent> batch_dependents(Database& database, std::int64_t batch, std::size_t limit);
// Deletes what the batch added and restores what it updated; journals it. Throws Error(finding, E9301) when
// another batch changed one of its rows later. Call only without dependents. Returns the number of rows.
std::int64_t delete_batch(WriteTransaction& transaction, std::int64_t batch);

}  // namespace salesops::store
