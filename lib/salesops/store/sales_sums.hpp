#pragma once
#include <optional>
#include <string>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"
#include "salesops/store/database.hpp"

namespace salesops::store {

enum class SalesBy { customer, product, product_group, rep };

struct SalesSum {
  std::string key;  // code; "" for sales without that dimension
  std::string name;
  money::Money amount;
  money::Money before;
};

// One row per key with sales in either span, ordered by key. O(lines of both spans).
std::vector<SalesSum> sales_sums(Database& database, SalesBy by, calendar::Span span, calendar::Span before);

// Sums of whole ledgers in a span, for daily figures.
money::Money sales_total(Database& database, calendar::Span span);
money::Money receipts_total(Database& database, calendar::Span span);  // refunds and reversals taken off

}  // namespace salesops::store
