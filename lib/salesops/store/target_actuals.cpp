#include "salesops/store/target_actuals.hpp"

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

// The customer's own node on the day of the document, else its rep's. A span lasts until the next one begins,
// so the last one that has begun counts, unless it has ended.
constexpr std::string_view kOwner =
    "LEFT JOIN customer_span c ON c.id = (SELECT id FROM customer_span s WHERE s.customer = d.customer AND "
    "ifnull(s.valid_from, -1000000) <= d.date ORDER BY ifnull(s.valid_from, -1000000) DESC LIMIT 1) "
    "AND ifnull(c.valid_to, d.date) >= d.date "
    "LEFT JOIN rep_span r ON r.id = (SELECT id FROM rep_span s WHERE s.rep = c.rep AND "
    "ifnull(s.valid_from, -1000000) <= d.date ORDER BY ifnull(s.valid_from, -1000000) DESC LIMIT 1) "
    "AND ifnull(r.valid_to, d.date) >= d.date "
    "LEFT JOIN node n ON n.id = ifnull(c.node, r.node) ";

struct Source {
  std::string_view metric;
  std::string_view documents;  // customer, date, value in hundredths
};
// ?1 … ?2: the span. Quantities are millionths in the database.
constexpr Source kSources[] = {
    {"sales", "(SELECT customer, date, amount AS value FROM sale WHERE date BETWEEN ?1 AND ?2)"},
    {"collection", "(SELECT customer, date, amount AS value FROM receipt WHERE date BETWEEN ?1 AND ?2)"},
    {"gross_profit",
     "(SELECT customer, date, amount - ifnull(tax, 0) - ifnull(cost, 0) AS value FROM sale WHERE date "
     "BETWEEN ?1 AND ?2)"},
    {"quantity",
     "(SELECT customer, date, ifnull(quantity, 0) / 10000 AS value FROM sale WHERE date BETWEEN ?1 AND ?2)"},
    {"new_customers",
     "(SELECT customer, min(issue_date) AS date, 100 AS value FROM invoice WHERE kind = 'invoice' AND "
     "issue_date BETWEEN ?1 "
     "AND ?2 AND NOT EXISTS (SELECT 1 FROM invoice o WHERE o.customer = invoice.customer AND o.issue_date < "
     "?1 "
     "AND o.issue_date >= ?1 - 365) GROUP BY customer)"},
};

constexpr std::string_view kOpen =
    "SELECT ifnull(n.code, ''), d.due, sum(d.open) FROM (SELECT i.customer AS customer, ?1 AS date, "
    "i.due_date AS due, i.amount - "
    "ifnull((SELECT sum(m.amount) FROM matching m WHERE m.invoice = i.id AND m.date <= ?1), 0) AS open "
    "FROM invoice i WHERE i.kind <> 'credit_note' AND i.issue_date <= ?1) d ";

}  // namespace

TargetActuals target_actuals(Database& database, std::string_view metric, calendar::Span span) {
  TargetActuals actuals;
  for (const Source& source : kSources) {
    if (source.metric != metric) continue;
    const std::string documents(source.documents);
    Statement rows(database, "SELECT ifnull(n.code, ''), sum(d.value) FROM " + documents + " d " +
                                 std::string(kOwner) + "GROUP BY 1 ORDER BY 1");
    rows.bind_all(span.first, span.last);
    while (rows.step()) actuals.by_node[rows.string(0)] = rows.integer(1);
    Statement total(database, "SELECT ifnull(sum(value), 0) FROM " + documents);
    total.bind_all(span.first, span.last);
    total.step();
    actuals.total = total.integer(0);
  }
  return actuals;
}

std::vector<DueAmount> open_by_due_month(Database& database, calendar::Date day) {
  Statement rows(database,
                 std::string(kOpen) + std::string(kOwner) + "WHERE d.open <> 0 GROUP BY 1, 2 ORDER BY 1, 2");
  rows.bind_all(day);
  std::vector<DueAmount> found;
  while (rows.step()) {
    const calendar::Date due = rows.date(1);
    const bool overdue = due < day;
    const calendar::Month month = calendar::Month::containing(overdue ? day : due);
    const std::string node = rows.string(0);
    const bool same = !found.empty() && found.back().node == node && found.back().month == month &&
                      found.back().overdue == overdue;
    if (!same) found.push_back({node, month, overdue, 0});
    found.back().amount = base::checked_add(found.back().amount, rows.integer(2));
  }
  return found;
}

}  // namespace salesops::store
