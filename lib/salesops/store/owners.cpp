#include "salesops/store/owners.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::int32_t kForever = std::numeric_limits<std::int32_t>::max();

constexpr std::string_view kCustomers =
    "SELECT customer, ifnull(valid_from, -1000000), valid_to, node, rep, class, grade FROM customer_span "
    "ORDER BY 1, 2";
constexpr std::string_view kReps =
    "SELECT rep, ifnull(valid_from, -1000000), valid_to, node FROM rep_span ORDER BY 1, 2";

std::int32_t last_day(const Statement& row, int column) {
  return row.null(column) ? kForever : static_cast<std::int32_t>(row.integer(column));
}

}  // namespace

Owners::Owners(Database& database) {
  std::map<std::string, std::uint32_t, std::less<>> known;
  const auto text = [&](std::string_view value) {
    const auto found = known.find(value);
    if (found != known.end()) return found->second;
    const auto number = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(value);
    known.emplace(value, number);
    return number;
  };
  text("");
  Statement customer(database, kCustomers);
  while (customer.step())
    customers_.push_back({customer.integer(0), static_cast<std::int32_t>(customer.integer(1)),
                          last_day(customer, 2), customer.integer(3), customer.integer(4),
                          text(customer.text(5)), text(customer.text(6))});
  Statement rep(database, kReps);
  while (rep.step())
    reps_.push_back({rep.integer(0), static_cast<std::int32_t>(rep.integer(1)), last_day(rep, 2),
                     rep.integer(3), 0, 0, 0});
}

// A span lasts until the next one begins, so the last one that has begun counts, unless it has ended.
const Owners::Span* Owners::find(const std::vector<Span>& spans, std::int64_t thing, calendar::Date day) {
  const auto after =
      std::ranges::upper_bound(spans, std::pair(thing, day.number()), {},
                               [](const Span& span) { return std::pair(span.thing, span.first); });
  if (after == spans.begin()) return nullptr;
  const Span& span = *std::prev(after);
  return span.thing == thing && span.last >= day.number() ? &span : nullptr;
}

Owners::Owner Owners::on(std::int64_t customer, calendar::Date day) const {
  const Span* span = find(customers_, customer, day);
  if (span == nullptr) return {.customer_class = &texts_.front(), .grade = &texts_.front()};
  Owner owner{span->node, span->rep, &texts_[span->customer_class], &texts_[span->grade]};
  if (owner.node == 0 && owner.rep != 0)
    if (const Span* rep = find(reps_, owner.rep, day)) owner.node = rep->node;
  return owner;
}

}  // namespace salesops::store
