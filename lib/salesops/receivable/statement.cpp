#include "salesops/receivable/statement.hpp"

#include <algorithm>
#include <tuple>

#include "salesops/base/error.hpp"
#include "salesops/receivable/position.hpp"

namespace salesops::receivable {
namespace {

// Every movement of the balance up to `last`, in order.
std::vector<StatementLine> movements(const Account& account, const std::vector<Span>& spans, Date last) {
  constexpr LineKind kDebits[] = {LineKind::invoice, LineKind::opening, LineKind::refund};
  constexpr LineKind kCredits[] = {LineKind::receipt, LineKind::draft, LineKind::credit_note,
                                   LineKind::opening};
  std::vector<StatementLine> lines;
  for (const Debit& debit : account.debits) {
    StatementLine line{.date = debit.date,
                       .kind = kDebits[static_cast<std::size_t>(debit.kind)],
                       .number = debit.no,
                       .debit = debit.amount};
    if (debit.kind != DebitKind::refund)
      line.due = debit.installments.empty() ? debit.due : debit.installments.back().due;
    lines.push_back(std::move(line));
  }
  for (const Credit& credit : account.credits)
    lines.push_back({.date = credit.date,
                     .kind = kCredits[static_cast<std::size_t>(credit.kind)],
                     .number = credit.no,
                     .credit = credit.amount});
  for (const Reversal& reversal : account.reversals) {
    const Credit& credit = account.credits[reversal.credit];
    StatementLine line{.date = std::max(reversal.date, credit.date),
                       .kind = reversal.on ? LineKind::restored : LineKind::reversal,
                       .number = reversal.no};
    (reversal.on ? line.credit : line.debit) = reversal.amount;
    lines.push_back(std::move(line));
  }
  for (const Span& span : spans) {
    if (span.kind != SpanKind::written_off) continue;
    const std::string& number = account.debits[span.debit].no;
    lines.push_back(
        {.date = span.from, .kind = LineKind::write_off, .number = number, .credit = span.amount});
    if (span.until < forever())
      lines.push_back(
          {.date = span.until, .kind = LineKind::write_off_undone, .number = number, .debit = span.amount});
  }
  std::erase_if(lines, [last](const StatementLine& line) { return line.date > last; });
  std::ranges::sort(lines, {}, [](const StatementLine& line) {
    return std::tuple(line.date, line.debit.zero(), std::string_view(line.number), line.kind);
  });
  return lines;
}

}  // namespace

Statement make_statement(const Account& account, const std::vector<Span>& spans, Date first, Date last) {
  Statement statement;
  for (StatementLine& line : movements(account, spans, last)) {
    if (line.date < first) {
      statement.opening += line.debit - line.credit;
      continue;
    }
    statement.debits += line.debit;
    statement.credits += line.credit;
    line.balance = statement.opening + statement.debits - statement.credits;
    statement.lines.push_back(std::move(line));
  }
  statement.closing = statement.opening + statement.debits - statement.credits;
  const Money documents = document_balance(settled(account, spans), last);
  if (documents != statement.closing)
    throw base::Error(base::Exit::internal,
                      {.code = "E5301",
                       .value = money::to_decimal(statement.closing),
                       .message = {"对账单不平：" + money::to_decimal(statement.closing) + " ≠ " +
                                       money::to_decimal(documents),
                                   "the statement does not tie: " + money::to_decimal(statement.closing) +
                                       " ≠ " + money::to_decimal(documents)}});
  return statement;
}

}  // namespace salesops::receivable
