#include "salesops/calendar/terms.hpp"

#include <algorithm>
#include <span>

namespace salesops::calendar {

namespace {

Date day_in(Month month, unsigned day) {
  return Date::of(month.year(), month.month(), std::min(day, month.days()));
}

Date next_pay_day(std::span<const unsigned> days, Date from) {
  for (Month month = Month::containing(from);; month = month + 1) {
    for (const unsigned day : days) {
      if (const Date date = day_in(month, day); date >= from) return date;
    }
  }
}

Date unadjusted(const TermsPart& part, unsigned cutoff, Date base) {
  const bool moved = cutoff != 0 && base.day() > cutoff;
  const Month month = Month::containing(base) + (moved ? 1 : 0);
  const Date start = moved ? month.first() : base;
  switch (part.rule) {
    case TermsRule::prepay:
    case TermsRule::cod:
      return base;
    case TermsRule::net:
      return base + part.n;
    case TermsRule::eom_days:
      return month.last() + part.n;
    case TermsRule::eom_months:
      return (month + part.n).last();
    case TermsRule::same_day:
      return day_in(month + part.n, base.day());
    case TermsRule::fixed_day:
      return day_in(month + part.n, part.day);
    case TermsRule::pay_days:
      return next_pay_day(part.days, start);
    case TermsRule::min_days:
      return next_pay_day({&part.day, 1}, start + part.n);
    case TermsRule::half_month:
      return (base.day() <= 15 ? day_in(month, 15) : month.last()) + part.n;
    case TermsRule::weekly:
      break;
  }
  return base + static_cast<int>(7 - base.weekday()) + part.n;
}

}  // namespace

Date base_date(const TermsPart& part, const Terms& terms, Date issued, std::optional<Date> stated) {
  const auto from_invoice = [](const TermsPart& one) { return one.base == TermsBase::invoice_date; };
  if (from_invoice(part) && !std::ranges::all_of(terms.parts, from_invoice)) return issued;
  return stated.value_or(issued);
}

Date due_date(const TermsPart& part, const Terms& terms, Date base, const WorkingDays* working_days) {
  const Date due = unadjusted(part, terms.cutoff, base);
  if (terms.adjust == DueAdjust::none) return due;
  return working_days != nullptr ? working_days->next_working_day(due) : WorkingDays().next_working_day(due);
}

std::vector<money::Money> split_amount(money::Money amount, const std::vector<TermsPart>& parts) {
  std::vector<money::Money> amounts;
  money::Money left = amount;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    money::Money taken = i + 1 == parts.size() ? left : money::half_up(amount, parts[i].share);
    const bool too_much = amount.negative() ? taken < left : taken > left;
    if (too_much) taken = left;
    amounts.push_back(taken);
    left -= taken;
  }
  return amounts;
}

}  // namespace salesops::calendar
