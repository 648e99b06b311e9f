#include "salesops/store/deductions.hpp"

#include <algorithm>
#include <map>

#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

using receivable::Deduction;
using receivable::kNone;

using Places = std::map<std::int64_t, std::uint32_t>;

std::uint32_t place_of(const Places& places, std::int64_t key) {
  const auto found = places.find(key);
  return found == places.end() ? kNone : found->second;
}

bool of_receipts(const receivable::Credit& credit) {
  return credit.kind == receivable::CreditKind::receipt || credit.kind == receivable::CreditKind::draft;
}

constexpr std::string_view kStored =
    "SELECT d.id, d.receipt, d.invoice, i.customer, d.amount, d.reason, EXISTS (SELECT 1 FROM deduction_step "
    "s "
    "WHERE s.deduction=d.id AND s.credit_note IS NULL) FROM deduction d JOIN invoice i ON i.id=d.invoice ";

StoredDeduction stored(const Statement& row) {
  return {row.integer(0), row.integer(1), row.integer(2),     row.integer(3),
          row.amount(4),  row.string(5),  row.integer(6) != 0};
}

}  // namespace

bool any_deduction(Database& database) {
  return one_integer(database, "SELECT EXISTS (SELECT 1 FROM deduction)") == 1;
}

std::vector<std::int64_t> customers_with_deductions(Database& database) {
  std::vector<std::int64_t> customers;
  Statement rows(database,
                 "SELECT DISTINCT i.customer FROM deduction d JOIN invoice i ON i.id=d.invoice ORDER BY 1");
  while (rows.step()) customers.push_back(rows.integer(0));
  return customers;
}

std::vector<Deduction> deductions_of(Database& database, const CustomerAccount& account) {
  Places debits, receipts, notes;
  const receivable::Account& documents = account.account;
  for (std::uint32_t i = 0; i < documents.debits.size(); ++i)
    if (documents.debits[i].kind != receivable::DebitKind::refund) debits.emplace(documents.debits[i].id, i);
  for (std::uint32_t i = 0; i < documents.credits.size(); ++i)
    (of_receipts(documents.credits[i]) ? receipts : notes).emplace(documents.credits[i].id, i);
  std::vector<Deduction> found;
  std::map<std::int64_t, std::size_t> by_key;
  Statement rows(
      database,
      "SELECT d.id, d.invoice, d.receipt, d.date, d.amount, d.reason FROM invoice i JOIN deduction d ON "
      "d.invoice=i.id WHERE i.customer=? ORDER BY d.id");
  rows.bind(1, account.customer);
  while (rows.step()) {
    const std::uint32_t debit = place_of(debits, rows.integer(1));
    if (debit == kNone) continue;  // another currency
    by_key.emplace(rows.integer(0), found.size());
    found.push_back({.id = rows.integer(0),
                     .debit = debit,
                     .credit = rows.null(2) ? kNone : place_of(receipts, rows.integer(2)),
                     .date = std::max(rows.date(3), documents.debits[debit].date),
                     .amount = rows.amount(4),
                     .reason = rows.string(5)});
  }
  Statement steps(
      database,
      "SELECT s.deduction, s.credit_note, s.date FROM invoice i JOIN deduction d ON d.invoice=i.id JOIN "
      "deduction_step s ON s.deduction=d.id WHERE i.customer=? ORDER BY s.id");
  steps.bind(1, account.customer);
  while (steps.step()) {
    const auto place = by_key.find(steps.integer(0));
    if (place == by_key.end()) continue;
    Deduction& one = found[place->second];
    const receivable::Date date = steps.date(2);
    if (steps.null(1))
      one.rejected = date;
    else
      one.named_by.push_back({place_of(notes, steps.integer(1)), date});
  }
  return found;
}

std::int64_t insert_deduction(Database& database, const NewDeduction& deduction,
                              std::optional<std::int64_t> batch) {
  Statement(
      database,
      "INSERT INTO deduction(receipt, invoice, amount, reason, date, batch) VALUES (nullif(?,0),?,?,?,?,?)")
      .run_with(deduction.receipt, deduction.invoice, deduction.amount, deduction.reason, deduction.date,
                batch);
  return last_id(database);
}

void insert_deduction_step(Database& database, std::int64_t deduction,
                           std::optional<std::int64_t> credit_note, receivable::Date date,
                           std::string_view note) {
  Statement(database, "INSERT INTO deduction_step(deduction, credit_note, date, note) VALUES (?,?,?,?)")
      .run_with(deduction, credit_note, date, note);
}

std::optional<StoredDeduction> find_deduction(Database& database, std::int64_t id) {
  Statement row(database, std::string(kStored) + "WHERE d.id=?");
  row.bind(1, id);
  if (!row.step()) return std::nullopt;
  return stored(row);
}

std::vector<StoredDeduction> deductions_of_receipt(Database& database, std::int64_t receipt) {
  Statement rows(database, std::string(kStored) + "WHERE d.receipt=? ORDER BY d.id");
  rows.bind(1, receipt);
  std::vector<StoredDeduction> found;
  while (rows.step()) found.push_back(stored(rows));
  return found;
}

std::int64_t batch_of_receipt(Database& database, std::int64_t receipt) {
  Statement row(database, "SELECT batch FROM receipt WHERE id=?");
  row.bind(1, receipt);
  return row.step() ? row.integer(0) : 0;
}

}  // namespace salesops::store
