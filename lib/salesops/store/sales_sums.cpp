#include "salesops/store/sales_sums.hpp"

#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

// Names and groups are those of the latest span. Sums are taken before names are looked up.
constexpr std::string_view kByCustomer = R"sql(
SELECT ifnull(c.code, ''), ifnull(l.name, ''), s.amount, s.before FROM (
  SELECT customer AS thing, sum(iif(date BETWEEN ?1 AND ?2, amount, 0)) AS amount, sum(iif(date BETWEEN ?3 AND ?4, amount, 0)) AS before
  FROM sale WHERE date BETWEEN ?1 AND ?2 OR date BETWEEN ?3 AND ?4 GROUP BY customer) s
LEFT JOIN customer c ON c.id = s.thing
LEFT JOIN customer_span l ON l.id = (
  SELECT id FROM customer_span x WHERE x.customer = s.thing ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1)
ORDER BY 1)sql";

constexpr std::string_view kByProduct = R"sql(
SELECT ifnull(c.code, ''), ifnull(l.name, ''), s.amount, s.before FROM (
  SELECT product AS thing, sum(iif(date BETWEEN ?1 AND ?2, amount, 0)) AS amount, sum(iif(date BETWEEN ?3 AND ?4, amount, 0)) AS before
  FROM sale WHERE date BETWEEN ?1 AND ?2 OR date BETWEEN ?3 AND ?4 GROUP BY product) s
LEFT JOIN product c ON c.id = s.thing
LEFT JOIN product_span l ON l.id = (
  SELECT id FROM product_span x WHERE x.product = s.thing ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1)
ORDER BY 1)sql";

constexpr std::string_view kByGroup = R"sql(
SELECT ifnull(l.product_group, ''), ifnull(l.product_group, ''), sum(s.amount), sum(s.before) FROM (
  SELECT product AS thing, sum(iif(date BETWEEN ?1 AND ?2, amount, 0)) AS amount, sum(iif(date BETWEEN ?3 AND ?4, amount, 0)) AS before
  FROM sale WHERE date BETWEEN ?1 AND ?2 OR date BETWEEN ?3 AND ?4 GROUP BY product) s
LEFT JOIN product_span l ON l.id = (
  SELECT id FROM product_span x WHERE x.product = s.thing ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1)
GROUP BY 1 ORDER BY 1)sql";

constexpr std::string_view kByRep = R"sql(
SELECT ifnull(c.code, ''), ifnull(l.name, ''), s.amount, s.before FROM (
  SELECT rep AS thing, sum(iif(date BETWEEN ?1 AND ?2, amount, 0)) AS amount, sum(iif(date BETWEEN ?3 AND ?4, amount, 0)) AS before
  FROM sale WHERE date BETWEEN ?1 AND ?2 OR date BETWEEN ?3 AND ?4 GROUP BY rep) s
LEFT JOIN rep c ON c.id = s.thing
LEFT JOIN rep_span l ON l.id = (
  SELECT id FROM rep_span x WHERE x.rep = s.thing ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1)
ORDER BY 1)sql";

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
