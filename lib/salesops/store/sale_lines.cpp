#include "salesops/store/sale_lines.hpp"

#include <utility>

namespace salesops::store {

namespace {

using calendar::Month;
using calendar::Span;

std::string select(const ScopeSql& limits) {
  return "SELECT d.customer, d.date, d.rep, d.product, d.quantity, d.amount, d.credit FROM sale d " +
         limits.join + "WHERE d.date BETWEEN ?1 AND ?2" + limits.condition;
}

}  // namespace

SaleLine SaleLines::line_of(const Statement& row) {
  SaleLine line{.customer = row.integer(0),
                .rep = row.integer(2),
                .product = row.integer(3),
                .date = row.date(1),
                .amount = row.integer(5),
                .quantity = row.maybe_integer(4)};
  if (!row.null(6)) {
    const std::string_view text = row.text(6);
    const auto known = credit_numbers_.find(text);
    if (known != credit_numbers_.end()) {
      line.credit = known->second;
    } else {
      credits_.emplace_back(text);
      line.credit = static_cast<std::uint32_t>(credits_.size());
      credit_numbers_.emplace(text, line.credit);
    }
  }
  return line;
}

void SaleLines::read(Span days, const DocumentScope& scope,
                     const std::function<void(const SaleLine&)>& sink) {
  const ScopeSql limits(scope);
  Statement row(database_, select(limits));
  row.bind_all(days.first, days.last);
  limits.bind(row);
  while (row.step()) sink(line_of(row));
}

bool SaleLines::keep(Span days) {
  const Month last = Month::containing(days.last);
  for (Month month = Month::containing(days.first); month <= last; month = month + 1) {
    if (kept_.contains(month)) continue;
    Month end = month;
    while (end < last && !kept_.contains(end + 1)) end = end + 1;
    if (full_ || !keep_months(month, end)) return false;
    month = end;
  }
  return true;
}

bool SaleLines::keep_months(Month first, Month last) {
  for (Month month = first; month <= last; month = month + 1) kept_[month];
  Statement row(database_, select(ScopeSql({})));
  row.bind_all(first.first(), last.last());
  std::vector<SaleLine>* lines = nullptr;
  Span days{};  // of `lines`
  while (row.step()) {
    const SaleLine line = line_of(row);
    if (lines == nullptr || !days.contains(line.date)) {
      const Month month = Month::containing(line.date);
      lines = &kept_[month];
      days = {month.first(), month.last()};
    }
    lines->push_back(line);
    full_ = ++lines_ > most_;
    if (full_) break;
  }
  if (full_) kept_.erase(kept_.lower_bound(first), kept_.upper_bound(last));
  return !full_;
}

}  // namespace salesops::store
