#include "salesops/store/close_checks.hpp"

#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

// Each gives the number, then the amount of one case per row, ordered by number.
constexpr std::string_view kWithoutNode = R"sql(
SELECT number, amount FROM (
  SELECT number, date AS day, customer, amount FROM sale WHERE date BETWEEN ?1 AND ?2
  UNION ALL
  SELECT number, issue_date, customer, amount FROM invoice WHERE issue_date BETWEEN ?1 AND ?2) AS document
WHERE NOT EXISTS (SELECT 1 FROM customer_span s WHERE s.customer = document.customer AND s.node IS NOT NULL
  AND ifnull(s.valid_from, document.day) <= document.day AND ifnull(s.valid_to, document.day) >= document.day)
ORDER BY number)sql";

constexpr std::string_view kWithoutRep = R"sql(
SELECT number, amount FROM invoice AS document
WHERE issue_date BETWEEN ?1 AND ?2 AND rep IS NULL
  AND NOT EXISTS (SELECT 1 FROM customer_span s WHERE s.customer = document.customer AND s.rep IS NOT NULL
  AND ifnull(s.valid_from, document.issue_date) <= document.issue_date
  AND ifnull(s.valid_to, document.issue_date) >= document.issue_date)
ORDER BY number)sql";

constexpr std::string_view kWaiting =
    "SELECT object, ifnull(amount, 0) FROM approval WHERE state = 'waiting' ORDER BY object";

constexpr std::string_view kSpan = R"sql(
SELECT min(first), max(last) FROM (
  SELECT min(date) AS first, max(date) AS last FROM sale
  UNION ALL SELECT min(issue_date), max(issue_date) FROM invoice WHERE kind <> 'opening'
  UNION ALL SELECT min(date), max(date) FROM receipt
  UNION ALL SELECT min(date), max(date) FROM expense))sql";

CheckResult collect(Statement& row) {
  constexpr std::size_t kExamples = 3;
  CheckResult result;
  while (row.step()) {
    ++result.count;
    result.amount += row.amount(1);
    if (result.examples.size() < kExamples) result.examples.push_back(row.string(0));
  }
  return result;
}

template <class... Values>
CheckResult ask(Database& database, std::string_view sql, const Values&... values) {
  Statement row(database, sql);
  row.bind_all(values...);
  return collect(row);
}

}  // namespace

CheckResult documents_without_node(Database& database, calendar::Span span) {
  return ask(database, kWithoutNode, span.first, span.last);
}

CheckResult invoices_without_rep(Database& database, calendar::Span span) {
  return ask(database, kWithoutRep, span.first, span.last);
}

CheckResult waiting_decisions(Database& database) {
  return ask(database, kWaiting);
}

std::optional<calendar::Span> document_span(Database& database) {
  Statement row(database, kSpan);
  if (!row.step() || row.null(0)) return std::nullopt;
  return calendar::Span{row.date(0), row.date(1)};
}

}  // namespace salesops::store
