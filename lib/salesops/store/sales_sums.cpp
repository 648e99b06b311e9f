#include "salesops/store/sales_sums.hpp"

#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::string_view kByCustomer = R"sql(
SELECT c.code, c.name, sum(iif(s.date BETWEEN ?1 AND ?2, s.amount, 0)), sum(iif(s.date BETWEEN ?3 AND ?4, s.amount, 0))
FROM sale s JOIN customer c ON c.id = s.customer
WHERE s.date BETWEEN ?1 AND ?2 OR s.date BETWEEN ?3 AND ?4 GROUP BY c.id ORDER BY c.code)sql";

constexpr std::string_view kByProduct = R"sql(
SELECT ifnull(p.code, ''), ifnull(p.name, ''), sum(iif(s.date BETWEEN ?1 AND ?2, s.amount, 0)),
  sum(iif(s.date BETWEEN ?3 AND ?4, s.amount, 0))
FROM sale s LEFT JOIN product p ON p.id = s.product
WHERE s.date BETWEEN ?1 AND ?2 OR s.date BETWEEN ?3 AND ?4 GROUP BY p.id ORDER BY p.code)sql";

constexpr std::string_view kByGroup = R"sql(
SELECT ifnull(p.product_group, ''), ifnull(p.product_group, ''), sum(iif(s.date BETWEEN ?1 AND ?2, s.amount, 0)),
  sum(iif(s.date BETWEEN ?3 AND ?4, s.amount, 0))
FROM sale s LEFT JOIN product p ON p.id = s.product
WHERE s.date BETWEEN ?1 AND ?2 OR s.date BETWEEN ?3 AND ?4 GROUP BY ifnull(p.product_group, '') ORDER BY 1)sql";

constexpr std::string_view kByRep = R"sql(
SELECT ifnull(r.code, ''), ifnull(r.name, ''), sum(iif(s.date BETWEEN ?1 AND ?2, s.amount, 0)),
  sum(iif(s.date BETWEEN ?3 AND ?4, s.amount, 0))
FROM sale s LEFT JOIN rep r ON r.id = s.rep
WHERE s.date BETWEEN ?1 AND ?2 OR s.date BETWEEN ?3 AND ?4 GROUP BY r.id ORDER BY r.code)sql";

std::string_view statement_of(SalesBy by) {
  switch (by) {
    case SalesBy::product:
      return kByProduct;
    case SalesBy::product_group:
      return kByGroup;
    case SalesBy::rep:
      return kByRep;
    case SalesBy::customer:
      break;
  }
  return kByCustomer;
}

money::Money total(Database& database, std::string_view sql, calendar::Span span) {
  Statement row(database, sql);
  row.bind_all(span.first, span.last);
  return row.step() && !row.null(0) ? row.amount(0) : money::Money();
}

}  // namespace

std::vector<SalesSum> sales_sums(Database& database, SalesBy by, calendar::Span span, calendar::Span before) {
  std::vector<SalesSum> sums;
  Statement row(database, statement_of(by));
  row.bind_all(span.first, span.last, before.first, before.last);
  while (row.step()) sums.push_back({row.string(0), row.string(1), row.amount(2), row.amount(3)});
  return sums;
}

money::Money sales_total(Database& database, calendar::Span span) {
  return total(database, "SELECT sum(amount) FROM sale WHERE date BETWEEN ?1 AND ?2", span);
}

money::Money receipts_total(Database& database, calendar::Span span) {
  return total(database, "SELECT sum(amount) FROM receipt WHERE date BETWEEN ?1 AND ?2", span);
}

}  // namespace salesops::store
