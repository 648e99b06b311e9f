#include "salesops/receivable/discount.hpp"

#include <algorithm>
#include <tuple>

namespace salesops::receivable {

Money discount_for(const Debit& debit, const Credit& credit) {
  if (credit.kind != CreditKind::receipt && credit.kind != CreditKind::draft) return {};
  const auto first = std::ranges::find_if(
      debit.discounts, [&](const Discount& discount) { return discount.until >= credit.date; });
  return first == debit.discounts.end() ? Money{} : first->amount;
}

std::vector<DiscountTaken> discounts_taken(const Account& account, const std::vector<Span>& spans,
                                           Date as_of) {
  std::vector<Money> open(account.debits.size());
  std::vector<std::uint32_t> last(account.debits.size(), kNone);
  for (std::uint32_t d = 0; d < account.debits.size(); ++d) open[d] = account.debits[d].amount;
  const auto key = [&](std::uint32_t credit) {
    return std::tie(account.credits[credit].date, account.credits[credit].no);
  };
  for (const Span& span : spans) {
    if (span.until < forever()) continue;
    open[span.debit] -= span.amount;
    if (span.credit == kNone) continue;
    std::uint32_t& latest = last[span.debit];
    if (latest == kNone || key(latest) < key(span.credit)) latest = span.credit;
  }
  std::vector<DiscountTaken> taken;
  for (std::uint32_t d = 0; d < account.debits.size(); ++d) {
    if (last[d] == kNone || account.debits[d].date > as_of || account.credits[last[d]].date > as_of) continue;
    const Money discount = discount_for(account.debits[d], account.credits[last[d]]);
    if (discount > Money{} && open[d] == discount) taken.push_back({last[d], d, discount});
  }
  return taken;
}

}  // namespace salesops::receivable
