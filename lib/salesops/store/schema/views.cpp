#include <deque>
#include <string>
#include <vector>

#include "salesops/store/schema.hpp"

// The views are the interface for `query` and for other programs: columns are only ever added, at the end.
// Codes and numbers instead of keys, days as ISO text, amounts twice: `amount` as decimal text in units of
// the currency (of tables without a currency column: with 2 decimals), `amount_minor` as an integer that can
// be summed.
namespace salesops::store {

namespace {

std::string with_decimals(const std::string& minor, int digits) {
  const std::string sign = "iif(" + minor + "<0,'-','')";
  if (digits == 0) return "CAST(" + minor + " AS TEXT)";
  const std::string power = "1" + std::string(static_cast<std::size_t>(digits), '0');
  return "printf('%s%d.%0" + std::to_string(digits) + "d'," + sign + ",abs(" + minor + ")/" + power +
         ",abs(" + minor + ")%" + power + ")";
}

// Two columns: decimal text, and the integer.
std::string money(const std::string& minor) {
  return "iif(" + minor + " IS NULL,NULL," + with_decimals(minor, 2) + ")," + minor;
}

std::string money(const std::string& minor, const std::string& currency) {
  return "CASE WHEN " + minor + " IS NULL THEN NULL WHEN " + currency + " IN ('JPY','KRW','VND') THEN " +
         with_decimals(minor, 0) + " WHEN " + currency + "='KWD' THEN " + with_decimals(minor, 3) + " ELSE " +
         with_decimals(minor, 2) + " END," + minor;
}

std::string day(const std::string& column) {
  return "date(" + column + "*86400,'unixepoch')";
}

std::string month(const std::string& column) {
  return "printf('%04d-%02d'," + column + "/12," + column + "%12+1)";
}

std::string instant(const std::string& column) {
  return "strftime('%Y-%m-%dT%H:%M:%SZ'," + column + ",'unixepoch')";
}

// The last span of a thing: its present state.
std::string last_span(const std::string& thing) {
  return "JOIN " + thing + "_span s ON s.id=(SELECT id FROM " + thing + "_span l WHERE l." + thing +
         "=t.id ORDER BY l.valid_from DESC LIMIT 1)";
}

// The name that a customer has now.
std::string customer_name(const std::string& key) {
  return "(SELECT name FROM customer_span l WHERE l.customer=" + key + " ORDER BY l.valid_from DESC LIMIT 1)";
}

std::vector<std::string> org_views() {
  return {
      "CREATE VIEW v_nodes(code, name, kind, parent, valid_from, valid_to) AS SELECT t.code, s.name, s.kind, "
      "p.code, " +
          day("s.valid_from") + ", " + day("s.valid_to") + " FROM node t " + last_span("node") +
          " LEFT JOIN node p ON p.id=s.parent",
      "CREATE VIEW v_reps(code, name, node, valid_from, valid_to) AS SELECT t.code, s.name, n.code, " +
          day("s.valid_from") + ", " + day("s.valid_to") + " FROM rep t " + last_span("rep") +
          " LEFT JOIN node n ON n.id=s.node",
      "CREATE VIEW v_customers(code, name, node, rep, terms, credit_limit, credit_limit_minor, grade, class, "
      "valid_from, valid_to, calendar) AS SELECT t.code, s.name, n.code, r.code, s.terms, " +
          money("s.credit_limit") + ", s.grade, s.class, " + day("s.valid_from") + ", " + day("s.valid_to") +
          ", s.calendar FROM customer t " + last_span("customer") +
          " LEFT JOIN node n ON n.id=s.node LEFT JOIN rep r ON r.id=s.rep",
      "CREATE VIEW v_customer_aliases(customer, name) AS SELECT c.code, a.name FROM customer_alias a JOIN "
      "customer c ON "
      "c.id=a.customer",
      "CREATE VIEW v_products(code, name, product_group, uom, price, price_minor, cost, cost_minor) AS "
      "SELECT t.code, "
      "s.name, s.product_group, s.uom, " +
          money("s.price") + ", " + money("s.cost") + " FROM product t " + last_span("product"),
  };
}

std::vector<std::string> document_views() {
  // See cache_open_item.
  const std::string untouched =
      "NOT EXISTS (SELECT 1 FROM cache_account a JOIN cache_open_item o ON o.id=a.id WHERE a.id BETWEEN "
      "d.customer << 15 AND d.customer << 15 | 32767 AND a.currency=d.currency)";
  return {
      "CREATE VIEW v_sales(number, line, date, customer, customer_name, rep, product, quantity, amount, "
      "amount_minor, "
      "tax, tax_minor, cost, cost_minor, promo, batch, credit) AS SELECT t.number, t.line, " +
          day("t.date") + ", c.code, " + customer_name("t.customer") +
          ", r.code, p.code, CASE WHEN t.quantity IS NULL THEN NULL WHEN t.quantity%1000000=0 THEN "
          "CAST(t.quantity/1000000 AS TEXT) ELSE " +
          with_decimals("t.quantity", 6) + " END, " + money("t.amount") + ", " + money("t.tax") + ", " +
          money("t.cost") +
          ", t.promo, t.batch, t.credit FROM sale t JOIN customer c ON c.id=t.customer LEFT JOIN rep r ON "
          "r.id=t.rep "
          "LEFT JOIN product p ON p.id=t.product",
      "CREATE VIEW v_invoices(number, customer, customer_name, issue_date, due_date, amount, amount_minor, "
      "currency, "
      "kind, ref, terms, base_date, rep, disputed, batch) AS SELECT t.number, c.code, " +
          customer_name("t.customer") + ", " + day("t.issue_date") + ", " + day("t.due_date") + ", " +
          money("t.amount", "t.currency") + ", t.currency, t.kind, t.ref, t.terms, " + day("t.base_date") +
          ", r.code, t.disputed, t.batch FROM invoice t JOIN customer c ON c.id=t.customer "
          "LEFT JOIN rep r ON r.id=t.rep",
      "CREATE VIEW v_receipts(number, customer, customer_name, date, amount, amount_minor, currency, kind, "
      "invoice, ref, "
      "maturity, batch) AS SELECT t.number, c.code, " +
          customer_name("t.customer") + ", " + day("t.date") + ", " + money("t.amount", "t.currency") +
          ", t.currency, t.kind, i.number, t.ref, " + day("t.maturity") +
          ", t.batch FROM receipt t JOIN customer c ON c.id=t.customer LEFT JOIN invoice i ON i.id=t.invoice",
      "CREATE VIEW v_matches(receipt, credit_note, invoice, amount, amount_minor, date, batch) AS SELECT "
      "r.number, "
      "n.number, i.number, " +
          money("t.amount", "i.currency") + ", " + day("t.date") +
          ", t.batch FROM matching t JOIN invoice i ON i.id=t.invoice LEFT JOIN receipt r ON r.id=t.receipt "
          "LEFT JOIN invoice n ON n.id=t.credit_note",
      // What is open when all that is entered has happened, signed: the sum is what is owed. Credit notes and
      // cash that are not applied are negative and have no due date.
      "CREATE VIEW v_open_items(customer, customer_name, kind, number, date, due_date, amount, amount_minor, "
      "open, open_minor, currency, disputed) AS SELECT c.code, " +
          customer_name("t.customer") + ", ifnull(i.kind, r.kind), ifnull(i.number, r.number), " +
          day("ifnull(i.issue_date, r.date)") + ", iif(i.amount > 0, " + day("t.due_date") + ", NULL), " +
          money("ifnull(i.amount, -r.amount)", "ifnull(i.currency, r.currency)") + ", " +
          money("iif(t.kind = 'receipt', -t.open, t.open)", "ifnull(i.currency, r.currency)") +
          ", ifnull(i.currency, r.currency), ifnull(i.disputed, 0) FROM (SELECT customer, "
          "iif(substr(value, 1, 1) = '1', 'receipt', 'invoice') kind, "
          "CAST(substr(value, 2, 10) AS INTEGER) document, CAST(substr(value, 12, 7) AS INTEGER) due_date, "
          "CAST(substr(value, 19) AS INTEGER) open FROM cache_account JOIN "
          "cache_open_item USING (id), json_each(items) "
          "UNION ALL SELECT customer, 'invoice', id, due_date, amount FROM invoice d WHERE amount <> 0 AND " +
          untouched +
          " UNION ALL SELECT customer, 'receipt', id, date, amount FROM receipt d WHERE amount <> 0 "
          "AND kind <> 'reversal' AND " +
          untouched +
          ") t JOIN customer c ON c.id=t.customer LEFT JOIN invoice i ON t.kind='invoice' AND "
          "i.id=t.document LEFT JOIN receipt r "
          "ON "
          "t.kind='receipt' AND r.id=t.document",
      "CREATE VIEW v_write_offs(invoice, amount, amount_minor, currency, date, kind, reason, batch) AS "
      "SELECT "
      "i.number, " +
          money("t.amount", "i.currency") + ", i.currency, " + day("t.date") +
          ", t.kind, t.reason, t.batch FROM write_off t JOIN invoice i ON i.id=t.invoice",
      "CREATE VIEW v_deductions(number, customer, invoice, receipt, date, reason, amount, amount_minor, "
      "currency, "
      "rejected, batch) AS SELECT 'D' || t.id, c.code, i.number, r.number, " +
          day("t.date") + ", t.reason, " + money("t.amount", "i.currency") + ", i.currency, (SELECT " +
          day("min(s.date)") +
          " FROM deduction_step s WHERE s.deduction=t.id AND s.credit_note IS NULL), t.batch FROM deduction "
          "t JOIN "
          "invoice i ON i.id=t.invoice JOIN customer c ON c.id=i.customer LEFT JOIN receipt r ON "
          "r.id=t.receipt",
      "CREATE VIEW v_expenses(number, line, date, node, category, amount, amount_minor, request, promo, "
      "payee, note, "
      "batch) AS SELECT t.number, t.line, " +
          day("t.date") + ", n.code, t.category, " + money("t.amount") +
          ", t.request, t.promo, t.payee, t.note, t.batch FROM expense t JOIN node n ON n.id=t.node",
      "CREATE VIEW v_drivers(node, driver, date, value, batch) AS SELECT n.code, t.driver, " + day("t.date") +
          ", t.value, t.batch FROM driver t JOIN node n ON n.id=t.node",
  };
}

constexpr const char* kMoveKind =
    "CASE m.kind WHEN 0 THEN 'budget' WHEN 1 THEN 'supplement' WHEN 2 THEN 'transfer' WHEN 3 THEN 'carry' "
    "WHEN 4 THEN "
    "'commit' WHEN 5 THEN 'release' ELSE 'actual' END";

std::string sum_of(const std::string& condition) {
  return money("ifnull(sum(m.amount) FILTER (WHERE " + condition + "),0)");
}

std::vector<std::string> planning_views() {
  return {
      "CREATE VIEW v_budget_moves(id, date, node, category, month, kind, amount, amount_minor, document, "
      "request) AS "
      "SELECT m.id, " +
          day("m.date") + ", c.node, c.category, " + month("c.month") + ", " + kMoveKind + ", " +
          money("m.amount") +
          ", m.document, r.number FROM budget_move m JOIN budget_cell c ON c.id=m.cell "
          "LEFT JOIN budget_request r ON r.id=m.request",
      "CREATE VIEW v_budget_status(node, category, month, planned, planned_minor, committed, "
      "committed_minor, actual, "
      "actual_minor, available, available_minor) AS SELECT c.node, c.category, " +
          month("c.month") + ", " + sum_of("m.kind<4") + ", " +
          money("ifnull(sum(iif(m.kind=4,m.amount,-m.amount)) FILTER (WHERE m.kind IN (4,5)),0)") + ", " +
          sum_of("m.kind=6") + ", " + money("ifnull(sum(iif(m.kind IN (4,6),-m.amount,m.amount)),0)") +
          " FROM budget_cell c JOIN budget_move m ON m.cell=c.id GROUP BY c.id",
  };
}

std::vector<std::string> audit_views() {
  return {
      "CREATE VIEW v_journal(sequence, time, actor, command, reason, batch, object, before, after, hash) AS "
      "SELECT "
      "sequence, " +
          instant("time") + ", actor, command, reason, batch, object, before, after, hash FROM journal",
      "CREATE VIEW v_batches(batch, kind, source, time, actor, added, updated, unchanged, amount, "
      "amount_minor, undone, other_amounts) "
      "AS SELECT id, kind, source, " +
          instant("time") + ", actor, added, updated, unchanged, " + money("amount") +
          ", undone, other_amounts FROM batch",
      "CREATE VIEW v_periods(period, first_day, last_day, state, time, actor, reason, snapshot_hash) AS "
      "SELECT period, " +
          day("first_day") + ", " + day("last_day") + ", state, " + instant("time") +
          ", actor, reason, snapshot_hash FROM period_close",
      "CREATE VIEW v_report_runs(report, period, as_of, time, actor, path, hash, head, schedule, "
      "due, state) AS SELECT report, period, " +
          day("as_of") + ", " + instant("time") + ", actor, path, hash, head, schedule, " + instant("due") +
          ", state FROM report_run r LEFT JOIN report_file f ON f.run = r.id",
      "CREATE VIEW v_notes(number, date, period, node, topic, text, closed, actor, time, latest) AS SELECT "
      "number, " +
          day("date") + ", period, node, topic, text, closed, actor, " + instant("time") +
          ", id = (SELECT max(id) FROM record_note l WHERE l.number = n.number) FROM record_note n",
      "CREATE VIEW v_approvals(kind, object, amount, amount_minor, state, made_by, made_at, decided_by, "
      "decided_at, "
      "reason) AS SELECT kind, object, " +
          money("amount") + ", state, made_by, " + instant("made_at") + ", decided_by, " +
          instant("decided_at") + ", reason FROM approval",
  };
}

// Built once; the views of the schema point into it.
struct Views {
  std::deque<std::string> texts;
  std::vector<std::string_view> statements;
  Views() {
    for (auto part : {org_views(), document_views(), planning_views(), audit_views()}) {
      for (std::string& text : part) statements.push_back(texts.emplace_back(std::move(text)));
    }
  }
};

}  // namespace

Ddl ddl_views() {
  static const Views kViews;
  return kViews.statements;
}

}  // namespace salesops::store
