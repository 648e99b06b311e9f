#include "salesops/receivable/subsequent.hpp"

#include <algorithm>
#include <map>

namespace salesops::receivable {
namespace {

bool is_cash(CreditKind kind) {
  return kind == CreditKind::receipt || kind == CreditKind::draft;
}

}  // namespace

Subsequent subsequent_receipts(const Account& account, const std::vector<Span>& spans, const Settled& settled,
                               const Position& position, Date as_of) {
  Subsequent later;
  std::map<std::pair<DebitKind, std::int64_t>, Money> paid;
  for (const Span& span : spans) {
    if (span.credit == kNone || span.until < forever()) continue;
    const Credit& credit = account.credits[span.credit];
    if (credit.date <= as_of || !is_cash(credit.kind)) continue;
    const Debit& debit = account.debits[span.debit];
    paid[{debit.kind, debit.id}] += span.amount;
  }
  for (const OpenItem& item : position.items) {
    const SettledDebit& debit = settled.debits[item.debit];
    const auto found = paid.find({debit.kind, debit.id});
    const Money taken = found == paid.end() ? Money{} : std::min(found->second, item.open);
    if (found != paid.end()) found->second -= taken;
    later.items.push_back(taken);
    later.total += taken;
  }
  const Position now = position_at(settled, forever());
  for (const OpenCredit& credit : now.credits)
    if (credit.date > as_of && is_cash(settled.credits[credit.credit].kind))
      later.unapplied.push_back(credit);
  return later;
}

}  // namespace salesops::receivable
