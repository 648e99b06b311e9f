#pragma once
#include <string>
#include <vector>

#include "salesops/calendar/date.hpp"
#include "salesops/money/money.hpp"
#include "salesops/store/database.hpp"
#include "salesops/store/owner.hpp"
#include "salesops/store/sale_lines.hpp"

namespace salesops::store {

enum class SalesBy { customer, product, product_group, rep };

struct SalesSum {
  std::string key;  // code; "" for sales without that dimension
  std::string name;
  money::Money amount;
  money::Money before;
};

// One row per key with sales in either span, ordered by key; names and groups are the latest ones. O(lines of
// both spans).
std::vector<SalesSum> sales_sums(SaleLines& lines, SalesBy by, calendar::Span span, calendar::Span before,
                                 const DocumentScope& scope);

// What was sold of a product in two spans. Lines that state no product or no quantity are rows of their own
// with `counted` false.
struct ProductSales {
  std::string product;
  std::string name;
  std::string group;
  std::string uom;
  bool counted = false;
  std::int64_t quantity = 0;  // millionths
  money::Money amount;
  std::int64_t quantity_before = 0;
  money::Money before;
};
std::vector<ProductSales> product_sales(SaleLines& lines, calendar::Span span, calendar::Span before,
                                        const DocumentScope& scope);

// What a customer bought in a span and in the days before it.
struct CustomerSales {
  std::string code;
  std::string name;
  money::Money amount;
  money::Money before;
  bool sold_before = false;
  calendar::Date last{};  // latest sale up to the end of the span
};
// Customers with sales in the span or the `days` before it, by code.
std::vector<CustomerSales> customer_sales(SaleLines& lines, calendar::Span span, int days,
                                          const DocumentScope& scope);

// Expenses dated within a span.
money::Money expenses_in(Database& database, calendar::Span span, const DocumentScope& scope);

}  // namespace salesops::store
