#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// What happened in a span by the node that owned the customer on the document's date ("" for customers
// without one), in hundredths of the metric's unit: sales with tax, receipts (collection), gross_profit
// (sales less tax and cost), quantity, new_customers (first invoice in the span and none in the 12 months
// before). `total` is summed from the documents alone.
struct TargetActuals {
  std::map<std::string, std::int64_t, std::less<>> by_node;
  std::int64_t total = 0;
};
TargetActuals target_actuals(Database& database, std::string_view metric, calendar::Span span);

// What is open on a day by node and month of its due date: overdue items stand under the month of the day.
struct DueAmount {
  std::string node;
  calendar::Month month{};
  bool overdue = false;
  std::int64_t amount = 0;
};
std::vector<DueAmount> open_by_due_month(Database& database, calendar::Date day);

}  // namespace salesops::store
