#include "salesops/receivable/position.hpp"

#include <algorithm>
#include <tuple>

#include "salesops/base/error.hpp"

namespace salesops::receivable {
namespace {

[[noreturn]] void does_not_tie(Money left, Money right) {
  throw base::Error(
      base::Exit::internal,
      {.code = "E5301",
       .value = money::to_decimal(left),
       .message = {"应收账款不平：明细 " + money::to_decimal(left) + "，凭证 " + money::to_decimal(right),
                   "receivables do not tie: items " + money::to_decimal(left) + ", documents " +
                       money::to_decimal(right)}});
}

struct Dated {
  std::uint32_t document;
  Change change;
};

// Groups the changes by document, in order of days; equal days become one change of each sort.
void lay_out(std::vector<Dated>& dated, std::vector<Change>& changes, auto& documents) {
  std::ranges::stable_sort(
      dated, {}, [](const Dated& d) { return std::tuple(d.document, d.change.date, d.change.of_document); });
  std::size_t at = 0;
  for (std::uint32_t document = 0; document < documents.size(); ++document) {
    const std::size_t first = changes.size();
    for (; at < dated.size() && dated[at].document == document; ++at) {
      const Change& change = dated[at].change;
      if (changes.size() > first && changes.back().date == change.date &&
          changes.back().of_document == change.of_document)
        changes.back().by += change.by;
      else
        changes.push_back(change);
    }
    changes.erase(std::remove_if(changes.begin() + static_cast<std::ptrdiff_t>(first), changes.end(),
                                 [](const Change& c) { return c.by.zero(); }),
                  changes.end());
    documents[document].changes = static_cast<std::uint32_t>(first);
    documents[document].change_count = static_cast<std::uint32_t>(changes.size() - first);
  }
}

std::vector<std::uint32_t> ranks(std::size_t count, auto before) {
  std::vector<std::uint32_t> order(count), rank(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = static_cast<std::uint32_t>(i);
  if (!std::ranges::is_sorted(order, before)) std::ranges::sort(order, before);
  for (std::size_t i = 0; i < count; ++i) rank[order[i]] = static_cast<std::uint32_t>(i);
  return rank;
}

template <class Document>
Money left_at(const Settled& settled, const Document& document, Date date) {
  Money left = document.amount;
  for (std::uint32_t i = 0; i < document.change_count; ++i) {
    const Change& change = settled.changes[document.changes + i];
    if (change.date > date) break;
    left += change.by;
  }
  return left;
}

// What the document itself comes to: its amount with what was reversed or written off.
template <class Document>
Money worth_at(const Settled& settled, const Document& document, Date date) {
  Money worth = document.amount;
  for (std::uint32_t i = 0; i < document.change_count; ++i) {
    const Change& change = settled.changes[document.changes + i];
    if (change.date > date) break;
    if (change.of_document) worth += change.by;
  }
  return worth;
}

void add_items(const Settled& settled, std::uint32_t index, Money open, Position& position) {
  const SettledDebit& debit = settled.debits[index];
  if (debit.part_count == 0) {
    position.items.push_back({index, 0, debit.date, debit.due, open});
    return;
  }
  Money paid = debit.amount - open;  // fills the installments in order of due dates
  for (std::uint32_t part = 0; part < debit.part_count; ++part) {
    const Installment& installment = settled.parts[debit.parts + part];
    const Money covered = std::min(paid, installment.amount);
    paid -= covered;
    if (covered < installment.amount)
      position.items.push_back(
          {index, part, debit.date, installment.due, installment.amount - covered, installment.retention});
  }
}

}  // namespace

void Settled::clear() {
  debits.clear();
  credits.clear();
  parts.clear();
  changes.clear();
}

Settled settled(const Account& account, const std::vector<Span>& spans) {
  Settled result;
  const auto debit_rank = ranks(account.debits.size(),
                                [&](auto a, auto b) { return account.debits[a].no < account.debits[b].no; });
  const auto credit_rank = ranks(account.credits.size(), [&](auto a, auto b) {
    return std::tie(account.credits[a].date, account.credits[a].no) <
           std::tie(account.credits[b].date, account.credits[b].no);
  });
  result.debits.resize(account.debits.size());
  result.credits.resize(account.credits.size());
  for (std::size_t i = 0; i < account.debits.size(); ++i) {
    const Debit& debit = account.debits[i];
    SettledDebit& to = result.debits[debit_rank[i]];
    to = {.id = debit.id,
          .kind = debit.kind,
          .disputed = debit.disputed,
          .date = debit.date,
          .due = debit.due,
          .amount = debit.amount,
          .rep = debit.rep,
          .part_count = static_cast<std::uint32_t>(debit.installments.size())};
    to.parts = static_cast<std::uint32_t>(i);  // the source, replaced by its place among the parts below
  }
  for (SettledDebit& debit : result.debits) {
    const auto& installments = account.debits[debit.parts].installments;
    debit.parts = installments.empty() ? 0 : static_cast<std::uint32_t>(result.parts.size());
    result.parts.insert(result.parts.end(), installments.begin(), installments.end());
  }
  for (std::size_t i = 0; i < account.credits.size(); ++i) {
    const Credit& credit = account.credits[i];
    result.credits[credit_rank[i]] = {.id = credit.id,
                                      .kind = credit.kind,
                                      .date = credit.date,
                                      .amount = credit.amount,
                                      .maturity = credit.maturity,
                                      .rep = credit.rep};
  }
  std::vector<Dated> of_debits, of_credits;
  for (const Span& span : spans) {
    const bool write_off = span.credit == kNone;
    of_debits.push_back({debit_rank[span.debit], {span.from, -span.amount, write_off}});
    if (!write_off) of_credits.push_back({credit_rank[span.credit], {span.from, -span.amount, false}});
    if (span.until >= forever()) continue;
    of_debits.push_back({debit_rank[span.debit], {span.until, span.amount, write_off}});
    if (!write_off) of_credits.push_back({credit_rank[span.credit], {span.until, span.amount, false}});
  }
  for (const Reversal& reversal : account.reversals) {
    const Date day = std::max(reversal.date, account.credits[reversal.credit].date);
    of_credits.push_back(
        {credit_rank[reversal.credit], {day, reversal.on ? reversal.amount : -reversal.amount, true}});
  }
  lay_out(of_debits, result.changes, result.debits);
  lay_out(of_credits, result.changes, result.credits);
  return result;
}

FinalState final_state(const Settled& settled) {
  FinalState state{.last_day = Date::from_number(-1'000'000)};
  for (const SettledDebit& debit : settled.debits) state.last_day = std::max(state.last_day, debit.date);
  for (const SettledCredit& credit : settled.credits) state.last_day = std::max(state.last_day, credit.date);
  for (const Change& change : settled.changes) state.last_day = std::max(state.last_day, change.date);
  state.balance = document_balance(settled, forever());
  const auto keep = [&](auto document, auto& documents) {
    const Money left = left_at(settled, document, forever());
    document.changes = static_cast<std::uint32_t>(state.open.changes.size());
    document.change_count = left == document.amount ? 0 : 1;
    if (document.change_count > 0)
      state.open.changes.push_back({state.last_day, left - document.amount, false});
    documents.push_back(document);
  };
  for (SettledDebit debit : settled.debits) {
    if (left_at(settled, debit, forever()).zero()) continue;
    const auto first = settled.parts.begin() + debit.parts;
    debit.parts = debit.part_count > 0 ? static_cast<std::uint32_t>(state.open.parts.size()) : 0;
    state.open.parts.insert(state.open.parts.end(), first, first + debit.part_count);
    keep(debit, state.open.debits);
  }
  for (const SettledCredit& credit : settled.credits) {
    const bool note =
        credit.maturity && *credit.maturity > state.last_day && !worth_at(settled, credit, forever()).zero();
    if (note || !left_at(settled, credit, forever()).zero()) keep(credit, state.open.credits);
  }
  return state;
}

Money document_balance(const Settled& settled, Date date) {
  Money balance;
  for (const SettledDebit& debit : settled.debits)
    if (debit.date <= date) balance += worth_at(settled, debit, date);
  for (const SettledCredit& credit : settled.credits)
    if (credit.date <= date) balance -= worth_at(settled, credit, date);
  return balance;
}

void position_at(const Settled& settled, Date date, Position& position, std::optional<Money> balance) {
  position.items.clear();
  position.credits.clear();
  position.open = position.unapplied = position.notes = Money{};
  for (std::uint32_t i = 0; i < settled.debits.size(); ++i) {
    const SettledDebit& debit = settled.debits[i];
    if (debit.date > date) continue;
    const Money open = left_at(settled, debit, date);
    if (open.zero()) continue;
    if (open < Money{} || open > debit.amount) does_not_tie(open, debit.amount);
    position.open += open;
    add_items(settled, i, open, position);
  }
  for (std::uint32_t i = 0; i < settled.credits.size(); ++i) {
    const SettledCredit& credit = settled.credits[i];
    if (credit.date > date) continue;
    const Money left = left_at(settled, credit, date);
    if (left < Money{} || left > credit.amount) does_not_tie(left, credit.amount);
    if (left > Money{}) position.credits.push_back({i, credit.date, left});
    position.unapplied += left;
    if (credit.maturity && *credit.maturity > date) position.notes += worth_at(settled, credit, date);
  }
  const Money documents = balance ? *balance : document_balance(settled, date);
  if (position.open - position.unapplied != documents)
    does_not_tie(position.open - position.unapplied, documents);
}

Position position_at(const Settled& settled, Date date) {
  Position position;
  position_at(settled, date, position);
  return position;
}

}  // namespace salesops::receivable
