#include "salesops/app/receivables_match_writer.hpp"

#include <algorithm>

#include "salesops/app/receivables_documents.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {

using receivable::CreditKind;
using receivable::Date;
using receivable::kNone;
using receivable::Money;

namespace {

bool is_note(const receivable::Credit& credit) {
  return credit.kind == CreditKind::credit_note || credit.kind == CreditKind::opening;
}

}  // namespace

std::int64_t MatchWriter::match(std::uint32_t credit, std::uint32_t debit, Money amount, Date date) {
  check_day(date, credit, debit);
  return keep(credit, debit, amount, date);
}

std::int64_t MatchWriter::keep(std::uint32_t credit, std::uint32_t debit, Money amount, Date date) {
  const receivable::Credit& from = account_.credits[credit];
  const receivable::Debit& to = account_.debits[debit];
  const std::int64_t id = store::insert_match(transaction_.database(), {.credit = from.id,
                                                                        .credit_is_invoice = is_note(from),
                                                                        .invoice = to.id,
                                                                        .amount = amount,
                                                                        .date = date});
  journal("match", from.no, to.no, amount, date);
  return id;
}

void MatchWriter::take_back(std::uint32_t credit, std::uint32_t debit, std::int64_t match, Money amount,
                            Date date) {
  const receivable::Credit& from = account_.credits[credit];
  require_open_day(transaction_.database(), date, from.no + " → " + account_.debits[debit].no);
  store::insert_match(transaction_.database(), {.credit = from.id,
                                                .credit_is_invoice = is_note(from),
                                                .invoice = account_.debits[debit].id,
                                                .amount = -amount,
                                                .date = date,
                                                .reverses = match});
  journal("unmatch", from.no, account_.debits[debit].no, amount, date);
}

std::int64_t MatchWriter::write_off(std::int64_t match, std::uint32_t debit, Money amount, Date date) {
  require_open_day(transaction_.database(), date, account_.debits[debit].no);
  const std::int64_t id = store::insert_write_off(transaction_.database(), account_.debits[debit].id, amount,
                                                  date, "difference", context_.reason, match);
  journal("write_off", "", account_.debits[debit].no, amount, date);
  return id;
}

Money MatchWriter::take_back_differences(std::uint32_t match, Date date) {
  Money sum;
  for (const receivable::Match& off : account_.matches) {
    if (off.credit != kNone || off.with != match || off.until) continue;
    const receivable::Debit& debit = account_.debits[off.debit];
    store::insert_write_off(transaction_.database(), debit.id, -off.amount, date, "difference",
                            context_.reason, account_.matches[match].id, off.id);
    journal("unwrite_off", "", debit.no, off.amount, date);
    sum += off.amount;
  }
  return sum;
}

// The day from which the match changes figures.
void MatchWriter::check_day(Date date, std::uint32_t credit, std::uint32_t debit) {
  Date from = std::max(account_.credits[credit].date, account_.debits[debit].date);
  if (context_.config.receivables.match_date == receivable::MatchDate::later_of) from = std::max(from, date);
  require_open_day(transaction_.database(), from,
                   account_.credits[credit].no + " → " + account_.debits[debit].no);
}

void MatchWriter::journal(const char* what, const std::string& credit, const std::string& debit, Money amount,
                          Date date) {
  store::Fields fields;
  if (!credit.empty()) fields.set("credit", credit);
  fields.set("invoice", debit).set("amount", amount.minor()).set("date", calendar::to_string(date));
  store::append_journal(transaction_,
                        std::string(what) + " " + (credit.empty() ? debit : credit + " " + debit), "",
                        fields.json());
}

}  // namespace salesops::app
