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

// Every command parses every view before it reads a row: their expressions are kept short, and a figure that
// is made of others is worked out once, in a subquery.

std::string with_decimals(const std::string& minor, int digits) {
  const std::string power = "1" + std::string(static_cast<std::size_t>(digits), '0');
  return "printf('%.*s%d.%0" + std::to_string(digits) + "d'," + minor + "<0,'-',abs(" + minor + ")/" + power +
         ",abs(" + minor + ")%" + power + ")";
}

// Two columns: decimal text, and the integer.
std::string money(const std::string& minor) {
  return with_decimals(minor, 2) + "," + minor;
}

std::string money_or_null(const std::string& minor) {
  return "CASE WHEN " + minor + " NOT NULL THEN " + with_decimals(minor, 2) + " END," + minor;
}

// The same in a currency of `units` minor units (100: two decimals, 1: none).
std::string money_of(const std::string& minor, const std::string& units) {
  return "rtrim(printf('%.*s%d.%s'," + minor + "<0,'-',abs(" + minor + ")/" + units + ",substr(" + units +
         "+abs(" + minor + ")%" + units + ",2)),'.')," + minor;
}

// The rows of a table, or of a query in brackets, with the minor units of their currency as `units`.
std::string with_units(const std::string& rows) {
  return "(SELECT *,CASE WHEN instr('JPY KRW VND',currency) THEN 1 WHEN currency='KWD' THEN 1000 ELSE 100 "
         "END units FROM " +
         rows + ")";
}

// Noon of the day, in days of the Julian period.
std::string day(const std::string& column) {
  return "date(" + column + "+2440588)";
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

// The name that the customer c has now.
std::string customer_name() {
  return "(SELECT name FROM customer_span WHERE customer=c.id ORDER BY valid_from DESC LIMIT 1)";
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
          money_or_null("s.credit_limit") + ", s.grade, s.class, " + day("s.valid_from") + ", " +
          day("s.valid_to") + ", s.calendar FROM customer t " + last_span("customer") +
          " LEFT JOIN node n ON n.id=s.node LEFT JOIN rep r ON r.id=s.rep",
      "CREATE VIEW v_customer_aliases(customer, name) AS SELECT c.code, a.name FROM customer_alias a JOIN "
      "customer c ON "
      "c.id=a.customer",
      "CREATE VIEW v_products(code, name, product_group, uom, price, price_minor, cost, cost_minor) AS "
      "SELECT t.code, "
      "s.name, s.product_group, s.uom, " +
          money_or_null("s.price") + ", " + money_or_null("s.cost") + " FROM product t " +
          last_span("product"),
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
          day("t.date") + ", c.code, " + customer_name() +
          ", r.code, p.code, CASE WHEN t.quantity%1000000=0 THEN (t.quantity/1000000)||'' "
          "WHEN t.quantity NOT NULL THEN " +
          with_decimals("t.quantity", 6) + " END, " + money("t.amount") + ", " + money_or_null("t.tax") +
          ", " + money_or_null("t.cost") +
          ", t.promo, t.batch, t.credit FROM sale t JOIN customer c ON c.id=t.customer LEFT JOIN rep r ON "
          "r.id=t.rep "
          "LEFT JOIN product p ON p.id=t.product",
      "CREATE VIEW v_invoices(number, customer, customer_name, issue_date, due_date, amount, amount_minor, "
      "currency, "
      "kind, ref, terms, base_date, rep, disputed, batch) AS SELECT t.number, c.code, " +
          customer_name() + ", " + day("t.issue_date") + ", " + day("t.due_date") + ", " +
          money_of("t.amount", "units") + ", t.currency, t.kind, t.ref, t.terms, " + day("t.base_date") +
          ", r.code, t.disputed, t.batch FROM " + with_units("invoice") +
          " t JOIN customer c ON c.id=t.customer "
          "LEFT JOIN rep r ON r.id=t.rep",
      "CREATE VIEW v_receipts(number, customer, customer_name, date, amount, amount_minor, currency, kind, "
      "invoice, ref, "
      "maturity, batch) AS SELECT t.number, c.code, " +
          customer_name() + ", " + day("t.date") + ", " + money_of("t.amount", "units") +
          ", t.currency, t.kind, i.number, t.ref, " + day("t.maturity") + ", t.batch FROM " +
          with_units("receipt") +
          " t JOIN customer c ON c.id=t.customer LEFT JOIN invoice i ON i.id=t.invoice",
      "CREATE VIEW v_matches(receipt, credit_note, invoice, amount, amount_minor, date, batch) AS SELECT "
      "r.number, "
      "n.number, i.number, " +
          money_of("t.amount", "units") + ", " + day("t.date") + ", t.batch FROM matching t JOIN " +
          with_units("invoice") +
          " i ON i.id=t.invoice LEFT JOIN receipt r ON r.id=t.receipt "
          "LEFT JOIN invoice n ON n.id=t.credit_note",
      // What is open when all that is entered has happened, signed: the sum is what is owed. Credit notes and
      // cash that are not applied are negative and have no due date.
      "CREATE VIEW v_open_items(customer, customer_name, kind, number, date, due_date, amount, amount_minor, "
      "open, open_minor, currency, disputed) AS SELECT c.code, " +
          customer_name() + ", kind, number, " + day("date") + ", iif(amount>0, " + day("due") + ", NULL), " +
          money_of("amount", "units") + ", " + money_of("open", "units") + ", currency, disputed FROM " +
          with_units(
              "(SELECT ifnull(i.customer, r.customer) customer, ifnull(i.kind, r.kind) kind, "
              "ifnull(i.number, r.number) number, ifnull(i.issue_date, r.date) date, due, "
              "ifnull(i.amount, -r.amount) amount, open, ifnull(i.currency, r.currency) currency, "
              "ifnull(i.disputed, 0) disputed FROM (SELECT substr(value, 1, 1)='1' receipt, "
              "substr(value, 2, 10)+0 document, substr(value, 12, 7)+0 due, substr(value, "
              "19)*(1-2*(substr(value, 1, 1)='1')) open FROM cache_open_item, json_each(items)) "
              "LEFT JOIN invoice i ON NOT receipt AND i.id=document "
              "LEFT JOIN receipt r ON receipt AND r.id=document "
              "UNION ALL SELECT customer, kind, number, issue_date, due_date, amount, amount, currency, "
              "disputed FROM invoice d WHERE amount<>0 AND " +
              untouched +
              " UNION ALL SELECT customer, kind, number, date, NULL, -amount, -amount, currency, 0 "
              "FROM receipt d WHERE amount<>0 AND kind<>'reversal' AND " +
              untouched + ")") +
          " JOIN customer c ON c.id=customer",
      "CREATE VIEW v_write_offs(invoice, amount, amount_minor, currency, date, kind, reason, batch) AS "
      "SELECT "
      "i.number, " +
          money_of("t.amount", "units") + ", i.currency, " + day("t.date") +
          ", t.kind, t.reason, t.batch FROM write_off t JOIN " + with_units("invoice") +
          " i ON i.id=t.invoice",
      "CREATE VIEW v_deductions(number, customer, invoice, receipt, date, reason, amount, amount_minor, "
      "currency, "
      "rejected, batch) AS SELECT 'D' || t.id, c.code, i.number, r.number, " +
          day("t.date") + ", t.reason, " + money_of("t.amount", "units") + ", i.currency, (SELECT " +
          day("min(s.date)") +
          " FROM deduction_step s WHERE s.deduction=t.id AND s.credit_note IS NULL), t.batch FROM deduction "
          "t JOIN " +
          with_units("invoice") +
          " i ON i.id=t.invoice JOIN customer c ON c.id=i.customer LEFT JOIN receipt r ON "
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
      "actual_minor, available, available_minor) AS SELECT node, category, " +
          month("month") + ", " + money("planned") + ", " + money("committed") + ", " + money("actual") +
          ", " + money("available") +
          " FROM (SELECT c.node, c.category, c.month, sum(iif(kind<4,amount,0)) planned, "
          "sum(CASE kind WHEN 4 THEN amount WHEN 5 THEN -amount ELSE 0 END) committed, "
          "sum(iif(kind=6,amount,0)) actual, sum(iif(kind IN (4,6),-amount,amount)) available "
          "FROM budget_cell c JOIN budget_move ON cell=c.id GROUP BY c.id)",
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
          money_or_null("amount") + ", state, made_by, " + instant("made_at") + ", decided_by, " +
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
