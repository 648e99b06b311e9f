#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

// What actuals can be summed by. Everything is that of the document's date: the node that owned the customer,
// its class and grade, the group of the product. The rep is the one the document names (of a receipt: the
// invoice it names), else the customer's; an order with split credit counts for each of its reps with its
// share.
enum class ActualBy { node, rep, customer, customer_class, grade, product, product_group };

struct ActualCell {
  std::vector<std::string> keys;  // one per dimension, "" for none
  std::int64_t amount = 0;
};

// Sums of a span in hundredths of the metric's unit, ordered by keys, each combination once: sales with tax,
// receipts (collection), gross_profit (sales less tax and cost), quantity, new_customers (first invoice in
// the span and none in the 12 months before). With `owner_day` whoever owns the customer on that day has all
// its documents, with their whole credit.
std::vector<ActualCell> target_actuals(Database& database, std::string_view metric, calendar::Span span,
                                       std::span<const ActualBy> by,
                                       std::optional<calendar::Date> owner_day = std::nullopt);
// The same by node alone ("" for customers without one), with `total` summed from the documents alone.
struct TargetActuals {
  std::map<std::string, std::int64_t, std::less<>> by_node;
  std::int64_t total = 0;
};
TargetActuals target_actuals(Database& database, std::string_view metric, calendar::Span span);
// Summed from the documents alone, without any dimension.
std::int64_t documents_total(Database& database, std::string_view metric, calendar::Span span);

// Driver values by node in millionths: the sum of those dated within the span, or the newest on or before its
// last day.
std::map<std::string, std::int64_t, std::less<>> driver_sums(Database& database, std::string_view driver,
                                                             calendar::Span span);
std::map<std::string, std::int64_t, std::less<>> driver_states(Database& database, std::string_view driver,
                                                               calendar::Date day);

// The node that owns each customer on a day, by the customer's key; customers without one are left out.
std::map<std::int64_t, std::string> customer_owners(Database& database, calendar::Date day);

}  // namespace salesops::store
