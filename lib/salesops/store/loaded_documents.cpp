#include "salesops/store/loaded_documents.hpp"

#include <algorithm>
#include <limits>

#include "salesops/receivable/packed.hpp"
#include "salesops/store/statement.hpp"
#include "salesops/store/transaction_state.hpp"

// Settling after a bulk load without reading a million documents back.
//
// The account of a customer is what was kept of it before plus what was just loaded, provided that what was
// kept tells all about the documents before: it holds debits alone, and nothing has happened to them. (Once
// there are payments, the kept form says who paid what, but no more which invoice a receipt had named.)
// Matches and write-offs stand in tables of their own: as soon as there is one, everything is read. The ties
// that numbers break are broken by the order of the documents here: the loaded ones are in the order of their
// numbers and stand above all that were stored, else `complete` is false.
namespace salesops::store {

namespace {

using receivable::Credit;
using receivable::CreditKind;
using receivable::Date;
using receivable::Debit;
using receivable::DebitKind;
using receivable::Money;

// Places in kInvoice and kReceipt of document_shape.cpp.
enum InvoiceColumn {
  kNumber,
  kCustomer,
  kIssued,
  kDue,
  kAmount,
  kCurrency,
  kKind,
  kRef,
  kTerms,
  kBase,
  kRep,
  kDisputed
};
enum ReceiptColumn {
  kReceiptDate = 2,
  kReceiptAmount,
  kReceiptCurrency,
  kReceiptKind,
  kReceiptInvoice,
  kReceiptRef,
  kMaturity
};

using Kind = LoadedDocuments::Row::Kind;

constexpr std::size_t kAhead = 128;  // documents: some customers

bool fits(std::int64_t id) {
  return id >= 0 && id < std::numeric_limits<std::uint32_t>::max();
}

}  // namespace

void LoadedDocuments::add(const DocumentShape& shape, std::span<const Value> values, std::int64_t first_id,
                          bool higher) {
  const bool invoices = &shape == &shape_of(static_cast<const InvoiceRow*>(nullptr));
  const bool receipts = &shape == &shape_of(static_cast<const ReceiptRow*>(nullptr));
  if ((!invoices && !receipts) || !complete_) return;
  complete_ = higher;
  std::int64_t id = first_id;
  for (std::size_t i = 0; i < values.size() && complete_; i += shape.columns.size(), ++id) {
    complete_ = fits(id) && fits(values[i + kCustomer].integer());
    invoices ? add_invoice(&values[i], id) : add_receipt(&values[i], id);
  }
  if (!complete_) clear();
}

void LoadedDocuments::add_invoice(const Value* columns, std::int64_t id) {
  Row row{.amount = columns[kAmount].integer()};
  if (row.amount == 0) return;
  const std::string_view kind = columns[kKind].text();
  const bool in_parts = columns[kTerms].text().find(';') != std::string_view::npos;
  if (row.amount < 0 || kind == "credit_note" || in_parts || !fits(columns[kRep].integer()))
    return note_other(columns[kCustomer].integer());
  row.id = static_cast<std::uint32_t>(id);
  row.customer = static_cast<std::uint32_t>(columns[kCustomer].integer());
  row.date = static_cast<std::int32_t>(columns[kIssued].integer());
  row.due = static_cast<std::int32_t>(columns[kDue].integer());
  row.link = static_cast<std::uint32_t>(columns[kRep].integer());
  row.currency = currency_index(columns[kCurrency].text());
  row.kind = kind == "opening" ? Row::Kind::opening : Row::Kind::invoice;
  row.disputed = columns[kDisputed].integer() != 0;
  push(row);
}

void LoadedDocuments::add_receipt(const Value* columns, std::int64_t id) {
  Row row{.amount = columns[kReceiptAmount].integer()};
  if (row.amount == 0) return;
  const std::string_view kind = columns[kReceiptKind].text();
  if (row.amount < 0 || (kind != "receipt" && kind != "draft") || !fits(columns[kReceiptInvoice].integer()) ||
      (kind == "draft") != (columns[kMaturity].kind() == Value::Kind::integer))
    return note_other(columns[kCustomer].integer());
  row.id = static_cast<std::uint32_t>(id);
  row.customer = static_cast<std::uint32_t>(columns[kCustomer].integer());
  row.date = static_cast<std::int32_t>(columns[kReceiptDate].integer());
  row.due = static_cast<std::int32_t>(columns[kMaturity].integer());
  row.link = static_cast<std::uint32_t>(columns[kReceiptInvoice].integer());
  row.currency = currency_index(columns[kReceiptCurrency].text());
  row.kind = kind == "draft" ? Row::Kind::draft : Row::Kind::receipt;
  push(row);
}

void LoadedDocuments::push(const Row& row) {
  if (size_ % kBlock == 0) blocks_.emplace_back();
  blocks_.back().push_back(row);
  ++size_;
}

void LoadedDocuments::note_other(std::int64_t customer) {
  const auto index = static_cast<std::size_t>(customer);
  if (other_.size() <= index) other_.resize(index + 1);
  other_[index] = true;
}

std::uint16_t LoadedDocuments::currency_index(std::string_view code) {
  for (std::size_t i = 0; i < currencies_.size(); ++i)
    if (currencies_[i] == code) return static_cast<std::uint16_t>(i);
  currencies_.emplace_back(code);
  return static_cast<std::uint16_t>(currencies_.size() - 1);
}

void LoadedDocuments::clear() {
  blocks_.clear();
  size_ = 0;
}

// Accounts, built one after the other in the same memory.
struct LoadedAccounts::Build {
  std::vector<Before>::const_iterator before;  // the first that is not of an earlier customer
  receivable::Settled settled{};
  CustomerAccount account{};
  std::vector<std::pair<std::int64_t, std::uint32_t>> places{};  // key of a debit, its index
};

LoadedAccounts::LoadedAccounts(WriteTransaction& transaction, std::span<const std::int64_t> customers)
    : database_(transaction.database()), documents_(transaction.state().loaded) {
  if (one_integer(database_, "SELECT EXISTS (SELECT 1 FROM matching) OR EXISTS (SELECT 1 FROM write_off)") !=
      0)
    documents_.spoil();
  if (!documents_.complete()) return;
  read_before();
  note_others(customers);
  group();
}

// What is kept, where it tells all: debits alone to which nothing has happened.
void LoadedAccounts::read_before() {
  Statement rows(
      database_,
      "SELECT customer, currency, CASE WHEN NOT history THEN open END FROM cache_account ORDER BY id");
  receivable::Settled settled;
  while (rows.step()) {
    const auto customer = static_cast<std::size_t>(rows.integer(0));
    bool plain = !rows.null(2);
    if (plain) {
      const std::string_view kept = rows.blob(2);
      receivable::unpack(kept, settled);
      plain = settled.credits.empty() && settled.changes.empty() && settled.parts.empty() &&
              std::ranges::none_of(settled.debits, [](const auto& d) { return d.kind == DebitKind::refund; });
      before_.push_back({rows.integer(0), rows.string(1), bytes_.size(), kept.size()});
      bytes_ += kept;
    }
    if (plain) continue;
    if (paid_.size() <= customer) paid_.resize(customer + 1);
    paid_[customer] = true;
  }
}

void LoadedAccounts::note_others(std::span<const std::int64_t> customers) {
  for (const std::int64_t customer : customers) {
    const auto index = static_cast<std::size_t>(customer);
    if (!documents_.plain(customer) || (index < paid_.size() && paid_[index])) others_.push_back(customer);
  }
}

// Counting sort by customer; the documents of a customer stay in the order of their keys.
void LoadedAccounts::group() {
  std::vector<std::uint32_t> starts;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    const std::size_t customer = documents_.at(i).customer;
    if (starts.size() < customer + 2) starts.resize(customer + 2);
    ++starts[customer + 1];
  }
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  order_.resize(documents_.size());
  for (std::size_t i = 0; i < documents_.size(); ++i)
    order_[starts[documents_.at(i).customer]++] = static_cast<std::uint32_t>(i);
}

void LoadedAccounts::add_before(Build& build) {
  const auto key = std::pair(build.account.customer, std::string_view(build.account.currency));
  while (build.before != before_.end() &&
         std::pair(build.before->customer, std::string_view(build.before->currency)) < key)
    ++build.before;
  if (build.before == before_.end() ||
      std::pair(build.before->customer, std::string_view(build.before->currency)) != key)
    return;
  receivable::unpack(std::string_view(bytes_).substr(build.before->begin, build.before->size), build.settled);
  for (const receivable::SettledDebit& from : build.settled.debits) {
    Debit debit{.id = from.id, .kind = from.kind, .date = from.date, .due = from.due, .amount = from.amount};
    debit.disputed = from.disputed;
    debit.rep = from.rep;
    build.account.account.debits.push_back(std::move(debit));
  }
}

void LoadedAccounts::add_debits(Build& build, std::span<const std::uint32_t> rows, std::uint16_t currency) {
  auto& debits = build.account.account.debits;
  for (const std::uint32_t index : rows) {
    const LoadedDocuments::Row& row = documents_.at(index);
    const bool invoice = row.kind == Kind::invoice || row.kind == Kind::opening;
    if (row.currency != currency || !invoice) continue;
    Debit debit{.id = row.id, .date = Date::from_number(row.date), .due = Date::from_number(row.due)};
    debit.kind = row.kind == Kind::opening ? DebitKind::opening : DebitKind::invoice;
    debit.amount = Money::minor(row.amount);
    debit.disputed = row.disputed;
    debit.rep = row.link;
    debits.push_back(std::move(debit));
  }
  build.places.clear();
  for (std::uint32_t i = 0; i < debits.size(); ++i) build.places.emplace_back(debits[i].id, i);
  if (!std::ranges::is_sorted(build.places)) std::ranges::sort(build.places);
}

void LoadedAccounts::add_credits(Build& build, std::span<const std::uint32_t> rows, std::uint16_t currency) {
  auto& credits = build.account.account.credits;
  for (const std::uint32_t index : rows) {
    const LoadedDocuments::Row& row = documents_.at(index);
    if (row.currency != currency || (row.kind != Kind::receipt && row.kind != Kind::draft)) continue;
    Credit credit{.id = row.id, .date = Date::from_number(row.date), .amount = Money::minor(row.amount)};
    if (row.kind == Kind::draft) {
      credit.kind = CreditKind::draft;
      credit.maturity = Date::from_number(row.due);
    }
    const auto place = std::ranges::lower_bound(build.places, std::pair(std::int64_t{row.link}, 0U));
    if (row.link != 0 && place != build.places.end() && place->first == row.link)
      credit.names = place->second;
    credits.push_back(std::move(credit));
  }
  const auto by_date = [](const Credit& a, const Credit& b) { return a.date < b.date; };
  if (!std::ranges::is_sorted(credits, by_date)) std::ranges::stable_sort(credits, by_date);
}

// The accounts of one customer.
void LoadedAccounts::build_accounts(Build& build, std::span<const std::uint32_t> rows,
                                    const std::function<void(const CustomerAccount&)>& sink) {
  std::vector<std::pair<std::string_view, std::uint16_t>> currencies;
  for (const std::uint32_t index : rows) {
    const LoadedDocuments::Row& row = documents_.at(index);
    const std::pair<std::string_view, std::uint16_t> one(documents_.currency(row), row.currency);
    if (std::ranges::find(currencies, one) == currencies.end()) currencies.push_back(one);
  }
  std::ranges::sort(currencies);
  for (const auto& [code, currency] : currencies) {
    build.account.customer = documents_.at(rows.front()).customer;
    build.account.currency = code;
    build.account.account.debits.clear();
    build.account.account.credits.clear();
    add_before(build);
    add_debits(build, rows, currency);
    add_credits(build, rows, currency);
    sink(build.account);
  }
}

void LoadedAccounts::for_each(const std::function<void(const CustomerAccount&)>& sink) {
  Build build{.before = before_.begin()};
  auto other = others_.begin();
  std::size_t fetched = 0;
  for (std::size_t from = 0, to = 0; from < order_.size(); from = to) {
    const std::uint32_t customer = documents_.at(order_[from]).customer;
    while (to < order_.size() && documents_.at(order_[to]).customer == customer) ++to;
    // The documents of a customer stand far apart: those of the next ones are called for meanwhile.
    for (const std::size_t ahead = std::min(to + kAhead, order_.size()); fetched < ahead; ++fetched)
      __builtin_prefetch(&documents_.at(order_[fetched]));
    other = std::lower_bound(other, others_.end(), customer);
    if (other != others_.end() && *other == customer) continue;
    build_accounts(build, std::span(order_).subspan(from, to - from), sink);
  }
}

}  // namespace salesops::store
