#include "salesops/store/sale_lines.hpp"

#include <utility>

namespace salesops::store {

namespace {

using calendar::Month;
using calendar::Span;

constexpr SaleParts kAllParts{.rep = true, .product = true, .quantity = true, .credit = true};

// Customer, day, amount, and the parts in their order.
std::string select(const ScopeSql& limits, SaleParts parts) {
  return std::string("SELECT d.customer, d.date, d.amount") + (parts.rep ? ", d.rep" : "") +
         (parts.product ? ", d.product" : "") + (parts.quantity ? ", d.quantity" : "") +
         (parts.credit ? ", d.credit" : "") + " FROM sale d " + limits.join +
         "WHERE d.date BETWEEN ?1 AND ?2" + limits.condition;
}

}  // namespace

SaleLine SaleLines::line_of(const Statement& row, SaleParts parts) {
  SaleLine line{.customer = row.integer(0), .date = row.date(1), .amount = row.integer(2)};
  int column = 3;
  if (parts.rep) line.rep = row.integer(column++);
  if (parts.product) line.product = row.integer(column++);
  if (parts.quantity) line.quantity = row.maybe_integer(column++);
  if (parts.credit && !row.null(column)) {
    const std::string_view text = row.text(column);
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

void SaleLines::read(Span days, const DocumentScope& scope, SaleParts parts,
                     const std::function<void(const SaleLine&)>& sink) {
  const ScopeSql limits(scope);
  Statement row(database_, select(limits, parts));
  row.bind_all(days.first, days.last);
  limits.bind(row);
  while (row.step()) sink(line_of(row, parts));
}

bool SaleLines::keep(Span days) {
  if (!few_) {
    const auto highest = one_integer(database_, "SELECT max(id) FROM sale");
    few_ = static_cast<std::uint64_t>(highest.value_or(0)) <= most_;
  }
  if (!*few_) return false;
  const Month last = Month::containing(days.last);
  for (Month month = Month::containing(days.first); month <= last; month = month + 1) {
    if (kept_.contains(month)) continue;
    Month end = month;
    while (end < last && !kept_.contains(end + 1)) end = end + 1;
    keep_months(month, end);
    month = end;
  }
  return true;
}

void SaleLines::keep_months(Month first, Month last) {
  for (Month month = first; month <= last; month = month + 1) kept_[month];
  Statement row(database_, select(ScopeSql({}), kAllParts));
  row.bind_all(first.first(), last.last());
  std::vector<SaleLine>* lines = nullptr;
  Span days{};  // of `lines`
  while (row.step()) {
    const SaleLine line = line_of(row, kAllParts);
    if (lines == nullptr || !days.contains(line.date)) {
      const Month month = Month::containing(line.date);
      lines = &kept_[month];
      days = {month.first(), month.last()};
    }
    lines->push_back(line);
  }
}

}  // namespace salesops::store
