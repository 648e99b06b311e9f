#include "salesops/store/sales_sums.hpp"

#include <fmt/format.h>

#include "salesops/store/statement.hpp"

// ?1 … ?2 is the span, ?3 … ?4 the one before. Sums are taken before names are looked up.
namespace salesops::store {

namespace {

constexpr const char* kSummed =
    "SELECT d.{0} AS thing, sum(iif(d.date BETWEEN ?1 AND ?2, d.amount, 0)) AS amount, "
    "sum(iif(d.date BETWEEN ?3 AND ?4, d.amount, 0)) AS before FROM sale d {1} "
    "WHERE (d.date BETWEEN ?1 AND ?2 OR d.date BETWEEN ?3 AND ?4){2} GROUP BY 1";

constexpr const char* kNamed =
    "SELECT ifnull(c.code, ''), ifnull(l.name, ''), s.amount, s.before FROM ({1}) s "
    "LEFT JOIN {0} c ON c.id = s.thing LEFT JOIN {0}_span l ON l.id = (SELECT id FROM {0}_span x "
    "WHERE x.{0} = s.thing ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1) ORDER BY 1";

constexpr const char* kGrouped =
    "SELECT ifnull(l.product_group, ''), ifnull(l.product_group, ''), sum(s.amount), sum(s.before) FROM "
    "({0}) s LEFT JOIN product_span l ON l.id = (SELECT id FROM product_span x WHERE x.product = s.thing "
    "ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1) GROUP BY 1 ORDER BY 1";

constexpr const char* kProducts =
    "SELECT ifnull(p.code, ''), ifnull(l.name, ''), ifnull(l.product_group, ''), ifnull(l.uom, ''), "
    "s.counted, s.quantity, s.amount, s.quantity_before, s.before FROM ("
    "SELECT d.product AS thing, d.product IS NOT NULL AND d.quantity IS NOT NULL AS counted, "
    "sum(iif(d.date BETWEEN ?1 AND ?2, ifnull(d.quantity, 0), 0)) AS quantity, "
    "sum(iif(d.date BETWEEN ?1 AND ?2, d.amount, 0)) AS amount, "
    "sum(iif(d.date BETWEEN ?3 AND ?4, ifnull(d.quantity, 0), 0)) AS quantity_before, "
    "sum(iif(d.date BETWEEN ?3 AND ?4, d.amount, 0)) AS before FROM sale d {0} "
    "WHERE (d.date BETWEEN ?1 AND ?2 OR d.date BETWEEN ?3 AND ?4){1} GROUP BY 1, 2) s "
    "LEFT JOIN product p ON p.id = s.thing LEFT JOIN product_span l ON l.id = (SELECT id FROM product_span x "
    "WHERE x.product = s.thing ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1) ORDER BY 1, 5 DESC";

// One customer after the other, so that a year of sales need not be sorted.
constexpr const char* kCustomers =
    "SELECT c.code, ifnull(l.name, ''), s.amount, s.before, s.sold_before, s.last FROM (SELECT d.customer AS "
    "thing, sum(iif(d.date >= ?1, d.amount, 0)) AS amount, sum(iif(d.date < ?1, d.amount, 0)) AS before, "
    "max(d.date < ?1) AS sold_before, max(d.date) AS last FROM customer k CROSS JOIN sale d ON d.customer = "
    "k.id "
    "{0} WHERE d.date BETWEEN ?3 AND ?2{1} GROUP BY k.id) s JOIN customer c ON c.id = s.thing LEFT JOIN "
    "customer_span l ON l.id = (SELECT id FROM "
    "customer_span x WHERE x.customer = s.thing ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1) "
    "ORDER BY 1";

std::string sums_by(SalesBy by, const ScopeSql& scope) {
  const auto summed = [&](const char* column) {
    return fmt::format(kSummed, column, scope.join, scope.condition);
  };
  switch (by) {
    case SalesBy::product:
      return fmt::format(kNamed, "product", summed("product"));
    case SalesBy::product_group:
      return fmt::format(kGrouped, summed("product"));
    case SalesBy::rep:
      return fmt::format(kNamed, "rep", summed("rep"));
    case SalesBy::customer:
      break;
  }
  return fmt::format(kNamed, "customer", summed("customer"));
}

}  // namespace

std::vector<SalesSum> sales_sums(Database& database, SalesBy by, calendar::Span span, calendar::Span before,
                                 const DocumentScope& scope) {
  const ScopeSql limits(scope);
  Statement row(database, sums_by(by, limits));
  row.bind_all(span.first, span.last, before.first, before.last);
  limits.bind(row);
  std::vector<SalesSum> sums;
  while (row.step()) sums.push_back({row.string(0), row.string(1), row.amount(2), row.amount(3)});
  return sums;
}

std::vector<ProductSales> product_sales(Database& database, calendar::Span span, calendar::Span before,
                                        const DocumentScope& scope) {
  const ScopeSql limits(scope);
  Statement row(database, fmt::format(kProducts, limits.join, limits.condition));
  row.bind_all(span.first, span.last, before.first, before.last);
  limits.bind(row);
  std::vector<ProductSales> sales;
  while (row.step()) {
    sales.push_back({row.string(0), row.string(1), row.string(2), row.string(3), row.integer(4) != 0,
                     row.integer(5), row.amount(6), row.integer(7), row.amount(8)});
  }
  return sales;
}

std::vector<CustomerSales> customer_sales(Database& database, calendar::Span span, int days,
                                          const DocumentScope& scope) {
  const ScopeSql limits(scope);
  Statement row(database, fmt::format(kCustomers, limits.join, limits.condition));
  row.bind_all(span.first, span.last, span.first - days);
  limits.bind(row);
  std::vector<CustomerSales> sales;
  while (row.step()) {
    sales.push_back(
        {row.string(0), row.string(1), row.amount(2), row.amount(3), row.integer(4) != 0, row.date(5)});
  }
  return sales;
}

money::Money expenses_in(Database& database, calendar::Span span, const DocumentScope& scope) {
  std::string sql =
      "SELECT ifnull(sum(d.amount), 0) FROM expense d JOIN node n ON n.id = d.node "
      "WHERE d.date BETWEEN ?1 AND ?2";
  const ScopeSql limits({scope.nodes, {}});
  sql += limits.condition;
  Statement row(database, sql);
  row.bind_all(span.first, span.last);
  limits.bind(row);
  row.step();
  return row.amount(0);
}

}  // namespace salesops::store
