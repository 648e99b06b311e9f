#include "salesops/receivable/deduction.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "salesops/receivable/pieces.hpp"

namespace salesops::receivable {

namespace {

using Standings = std::vector<DeductionStanding>;

// The deductions of one invoice on one day.
class OfInvoice {
 public:
  OfInvoice(const Account& account, const Worths& worths, std::span<const Span> spans,
            std::span<const Deduction> deductions, std::span<const std::uint32_t> members, Date day)
      : account_(account), worths_(worths), spans_(spans), deductions_(deductions), day_(day) {
    for (const std::uint32_t member : members) {
      const Deduction& one = deductions[member];
      if (one.date > day) continue;
      const bool bounced = one.credit != kNone && worth_on(account, worths, one.credit, day).zero();
      all_.push_back({member, one.amount, bounced, one.rejected && *one.rejected <= day});
    }
  }

  void stand(Standings& standings) {
    if (all_.empty()) return;
    credit();
    pay();
    for (const One& one : all_) {
      const Deduction& deduction = deductions_[one.index];
      DeductionStanding& standing = standings[one.index];
      standing.credited = one.credited;
      standing.open = one.open;
      standing.paid = deduction.amount - one.credited - one.open;
      standing.state = one.bounced ? DeductionState::withdrawn
                       : one.open.zero()
                           ? (standing.paid > one.credited ? DeductionState::paid : DeductionState::credited)
                       : one.rejected ? DeductionState::rejected
                                      : DeductionState::open;
    }
  }

 private:
  struct One {
    std::uint32_t index;
    Money open;
    bool bounced, rejected;
    Money credited{};
    bool counts() const { return !bounced && !open.zero(); }
  };

  bool stands(const Span& span) const { return span.from <= day_ && day_ < span.until; }

  void take(One& one, Money& amount) const {
    const Money part = std::min(one.open, amount);
    one.open -= part;
    one.credited += part;
    amount -= part;
  }

  bool names(const One& one, const Span& span) const {
    return std::ranges::any_of(deductions_[one.index].named_by, [&](const Deduction::Naming& naming) {
      return naming.credit == span.credit && naming.date <= day_;
    });
  }

  void credit() {
    const std::uint32_t debit = deductions_[all_.front().index].debit;
    for (const Span& span : spans_) {
      const bool note =
          span.credit != kNone && (account_.credits[span.credit].kind == CreditKind::credit_note);
      if (!note || span.debit != debit || !stands(span)) continue;
      Money amount = span.amount;
      for (One& one : all_)
        if (one.counts() && names(one, span)) take(one, amount);
      const auto may = [&](const One& one) {
        return one.counts() && span.from >= deductions_[one.index].date;
      };
      for (One& one : all_)
        if (!amount.zero() && may(one) && one.open == amount) take(one, amount);
      for (One& one : all_)
        if (!amount.zero() && may(one)) take(one, amount);
    }
  }

  // What the invoice has open covers the youngest ones first.
  void pay() {
    const std::uint32_t debit = deductions_[all_.front().index].debit;
    Money open = account_.debits[debit].amount;
    for (const Span& span : spans_)
      if (span.debit == debit && stands(span)) open -= span.amount;
    for (auto one = all_.rbegin(); one != all_.rend(); ++one) {
      if (one->bounced) continue;
      one->open = std::min(one->open, open);
      open -= one->open;
    }
  }

  const Account& account_;
  const Worths& worths_;
  std::span<const Span> spans_;
  std::span<const Deduction> deductions_;
  Date day_;
  std::vector<One> all_;
};

// The days on which something happened to an invoice, its deductions and their receipts, up to `as_of`.
std::set<Date> days_of_invoice(const Account& account, std::span<const Span> spans,
                               std::span<const Deduction> deductions, std::span<const std::uint32_t> members,
                               Date as_of) {
  std::set<Date> days;
  const auto add = [&](Date day) {
    if (day <= as_of) days.insert(day);
  };
  for (const Span& span : spans) {
    if (span.debit != deductions[members.front()].debit) continue;
    add(span.from);
    add(span.until);
  }
  for (const std::uint32_t member : members) {
    const Deduction& one = deductions[member];
    add(one.date);
    if (one.rejected) add(*one.rejected);
    for (const Deduction::Naming& naming : one.named_by) add(naming.date);
    for (const Reversal& reversal : account.reversals)
      if (reversal.credit == one.credit) add(reversal.date);
  }
  return days;
}

}  // namespace

std::vector<DeductionReason> builtin_deduction_reasons() {
  return {{"rebate", {"返利", "rebate"}},
          {"promotion", {"促销费用", "promotion claim"}},
          {"price_protection", {"价保", "price protection"}},
          {"short_shipment", {"短少", "short shipment"}},
          {"quality", {"质量", "quality"}},
          {"other", {"其他", "other"}}};
}

std::vector<DeductionStanding> deductions_on(const Account& account, std::span<const Span> spans,
                                             std::span<const Deduction> deductions, Date as_of) {
  const Worths worths = worths_of(account);
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_invoice;
  for (std::uint32_t i = 0; i < deductions.size(); ++i) by_invoice[deductions[i].debit].push_back(i);
  Standings standings(deductions.size());
  for (auto& [debit, members] : by_invoice) {
    std::ranges::sort(members, {},
                      [&](std::uint32_t i) { return std::pair(deductions[i].date, deductions[i].id); });
    Standings before(deductions.size());
    for (const Date day : days_of_invoice(account, spans, deductions, members, as_of)) {
      OfInvoice(account, worths, spans, deductions, members, day).stand(standings);
      for (const std::uint32_t member : members) {
        DeductionStanding& now = standings[member];
        const bool open = now.state == DeductionState::open;
        now.ended = open || deductions[member].date > day                       ? std::nullopt
                    : before[member].state == now.state && before[member].ended ? before[member].ended
                                                                                : std::optional(day);
      }
      before = standings;
    }
  }
  return standings;
}

}  // namespace salesops::receivable
