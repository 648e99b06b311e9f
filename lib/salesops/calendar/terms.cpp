#include "salesops/calendar/terms.hpp"

#include <algorithm>
#include <span>

#include "salesops/base/error.hpp"

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

constexpr int kMostMoved = 3660;  // days

// The calendars that a due date is moved by, in order.
class Closures {
 public:
  struct One {
    std::string_view name;
    const ClosedDays* days;  // null: the working days
    bool of_customer;
  };
  Closures(const Terms& terms, const PayCalendars& calendars) : calendars_(calendars) {
    if (terms.adjust == DueAdjust::next_workday) {
      if (terms.holidays.empty()) add(kWorkdays, false);
      for (const std::string& name : terms.holidays) add(name, false);
    }
    const CustomerCalendar* customer = calendars.customer;
    if (customer == nullptr) return;
    if (!customer->own.empty()) all_.push_back({kOwnDays, &customer->own, true});
    for (const std::string& name : customer->names) add(name, true);
  }

  // The first one that is closed; null when all are open.
  const One* closing(Date date) const {
    const auto found = std::ranges::find_if(all_, [&](const One& one) { return closed(one, date); });
    return found == all_.end() ? nullptr : &*found;
  }
  bool closed(const One& one, Date date) const {
    if (one.days != nullptr) return one.days->closed(date, one.name);
    return calendars_.working_days != nullptr ? !calendars_.working_days->is_working_day(date)
                                              : !WorkingDays().is_working_day(date);
  }

 private:
  void add(std::string_view name, bool of_customer) {
    const ClosedDays* days = nullptr;
    if (name != kWorkdays) {
      if (calendars_.named == nullptr) return;
      const auto found = calendars_.named->find(name);
      if (found == calendars_.named->end()) return;  // check_calendars has refused it
      days = &found->second;
    }
    all_.push_back({name, days, of_customer});
  }

  PayCalendars calendars_;
  std::vector<One> all_;
};

void note_move(std::vector<DueMove>* moves, Date to, std::string_view calendar) {
  if (moves == nullptr) return;
  if (!moves->empty() && moves->back().calendar == calendar) {
    moves->back().to = to;
  } else {
    moves->push_back({to, std::string(calendar)});
  }
}

[[noreturn]] void never_open(Date from, std::string_view name) {
  const std::string day = to_string(from), shown(name);
  throw base::Error(
      base::Exit::bad_data,
      {.code = "E5107",
       .value = shown,
       .message = {"推算不出：" + day + " 之后十年里没有可以付款的日子（日历 " + shown + "）",
                   "cannot be worked out: no day within ten years after " + day +
                       " is open for payment (calendar " + shown + ")"},
       .help = {"检查账期和客户的日历", "check the calendars of the terms and of the customer"}});
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

Date unmoved_due_date(const TermsPart& part, const Terms& terms, Date base) {
  return unadjusted(part, terms.cutoff, base);
}

Date stored_due_date(const TermsPart& part, const Terms& terms, Date base) {
  return part.moves.empty() ? unmoved_due_date(part, terms, base) : part.moves.back().to;
}

Date due_date(const TermsPart& part, const Terms& terms, Date base, const PayCalendars& calendars,
              std::vector<DueMove>* moves) {
  const Date first = unmoved_due_date(part, terms, base);
  if (terms.adjust == DueAdjust::none && calendars.customer == nullptr) return first;
  const Closures closures(terms, calendars);
  Date due = first;
  while (const Closures::One* by = closures.closing(due)) {
    for (; closures.closed(*by, due); due = due + 1)
      if (due - first > kMostMoved) never_open(first, by->name);
    note_move(moves, due, by->name);
    if (!by->of_customer || part.rule != TermsRule::pay_days) continue;
    const Date pay_day = next_pay_day(part.days, due);
    if (pay_day != due) note_move(moves, pay_day, kPayDays);
    due = pay_day;
  }
  return due;
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
