#include "salesops/store/target_actuals.hpp"

#include <algorithm>

#include "salesops/base/checked.hpp"
#include "salesops/base/error.hpp"
#include "salesops/money/decimal.hpp"
#include "salesops/store/owner.hpp"
#include "salesops/store/statement.hpp"
#include "salesops/target/credit.hpp"

namespace salesops::store {

namespace {

struct Source {
  std::string_view metric;
  std::string_view columns;  // customer, date, value in hundredths, rep, product, credit
  std::string_view from;     // ?1 … ?2: the span
};
// Quantities are millionths in the database.
constexpr std::string_view kSales = "sale WHERE date BETWEEN ?1 AND ?2";
constexpr Source kSources[] = {
    {"sales", "customer, date, amount AS value, rep, product, credit", kSales},
    {"collection",
     "customer, date, amount AS value, (SELECT rep FROM invoice i WHERE i.id = receipt.invoice) AS rep, "
     "NULL AS product, NULL AS credit",
     "receipt WHERE date BETWEEN ?1 AND ?2"},
    {"gross_profit",
     "customer, date, amount - ifnull(tax, 0) - ifnull(cost, 0) AS value, rep, product, credit", kSales},
    {"quantity", "customer, date, ifnull(quantity, 0) / 10000 AS value, rep, product, credit", kSales},
    {"new_customers",
     "customer, min(issue_date) AS date, 100 AS value, NULL AS rep, NULL AS product, NULL AS credit",
     "invoice WHERE kind = 'invoice' AND issue_date BETWEEN ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM invoice "
     "o "
     "WHERE o.customer = invoice.customer AND o.issue_date < ?1 AND o.issue_date >= ?1 - 365) GROUP BY "
     "customer"},
};

// In the order of ActualBy. d: the document, c: the customer's state, n: the node.
constexpr std::string_view kKeys[] = {
    "ifnull(n.code, '')",
    "ifnull((SELECT code FROM rep p WHERE p.id = %REP%), '')",
    "ifnull((SELECT code FROM customer p WHERE p.id = d.customer), '')",
    "ifnull(c.class, '')",
    "ifnull(c.grade, '')",
    "ifnull((SELECT code FROM product p WHERE p.id = d.product), '')",
    "ifnull((SELECT product_group FROM product_span p WHERE p.product = d.product AND ifnull(p.valid_from, "
    "-1000000) <= d.date ORDER BY ifnull(p.valid_from, -1000000) DESC LIMIT 1), '')"};

// "SELECT key, key, … <values> FROM documents d … owner".
std::string actuals_sql(const Source& source, std::span<const ActualBy> by, bool today,
                        const std::string& values, const std::string& tables) {
  std::string sql = "SELECT ";
  for (const ActualBy dimension : by) {
    std::string key(kKeys[static_cast<std::size_t>(dimension)]);
    if (const std::size_t at = key.find("%REP%"); at != std::string::npos)
      key.replace(at, 5, today ? "c.rep" : "ifnull(d.rep, c.rep)");
    sql += key + ", ";
  }
  return sql + values + " FROM (SELECT rowid AS id, " + std::string(source.columns) + " FROM " +
         std::string(source.from) + ") d " + tables + owner_join(today ? "?3" : "d.date");
}

const Source* source_of(std::string_view metric) {
  for (const Source& source : kSources) {
    if (source.metric == metric) return &source;
  }
  return nullptr;
}

using Sums = std::map<std::vector<std::string>, std::int64_t>;

// Orders whose credit several reps share: one row per order and rep, split exactly.
void add_shared(Database& database, const Source& source, calendar::Span span, std::span<const ActualBy> by,
                Sums& sums) {
  const auto rep_at = static_cast<std::size_t>(std::ranges::find(by, ActualBy::rep) - by.begin());
  const int n = static_cast<int>(by.size());
  Statement rows(database, actuals_sql(source, by, false, "d.id, d.value, j.key, j.value",
                                       "JOIN json_each(d.credit) j ") +
                               "WHERE d.credit IS NOT NULL ORDER BY d.id, j.key");
  rows.bind_all(span.first, span.last);
  struct Order {
    std::int64_t id = 0;
    std::int64_t value = 0;
    std::vector<std::vector<std::string>> keys{};
    std::vector<std::int64_t> shares{};
  } order;
  const auto close = [&] {
    const std::vector<std::int64_t> parts = target::split_credit(order.value, order.shares);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::int64_t& sum = sums[order.keys[i]];
      sum = base::checked_add(sum, parts[i]);
    }
    order = {};
  };
  while (rows.step()) {
    if (order.id != rows.integer(n)) close();
    order.id = rows.integer(n);
    order.value = rows.integer(n + 1);
    std::vector<std::string> keys;
    for (int k = 0; k < n; ++k) keys.push_back(rows.string(k));
    keys[rep_at] = rows.string(n + 2);
    order.keys.push_back(std::move(keys));
    order.shares.push_back(rows.integer(n + 3));
  }
  close();
}

constexpr std::string_view kDrivers =
    "SELECT n.code, d.value FROM driver d JOIN node n ON n.id = d.node WHERE d.driver = ?1 ";

}  // namespace

std::vector<ActualCell> target_actuals(Database& database, std::string_view metric, calendar::Span span,
                                       std::span<const ActualBy> by,
                                       std::optional<calendar::Date> owner_day) {
  const Source* source = source_of(metric);
  if (source == nullptr) return {};
  const bool shared = !owner_day && std::ranges::find(by, ActualBy::rep) != by.end();
  std::string groups;
  for (std::size_t k = 1; k <= by.size(); ++k) groups += (k == 1 ? " GROUP BY " : ", ") + std::to_string(k);
  Statement rows(database, actuals_sql(*source, by, owner_day.has_value(), "sum(d.value)", "") +
                               (shared ? "WHERE d.credit IS NULL" : "") + groups);
  rows.bind_all(span.first, span.last);
  if (owner_day) rows.bind(3, *owner_day);
  Sums sums;
  const int n = static_cast<int>(by.size());
  while (rows.step()) {
    std::vector<std::string> keys;
    for (int k = 0; k < n; ++k) keys.push_back(rows.string(k));
    sums.emplace(std::move(keys), rows.integer(n));
  }
  if (shared) add_shared(database, *source, span, by, sums);
  std::vector<ActualCell> cells;
  for (auto& [keys, amount] : sums) cells.push_back({keys, amount});
  return cells;
}

std::int64_t documents_total(Database& database, std::string_view metric, calendar::Span span) {
  const Source* source = source_of(metric);
  if (source == nullptr) return 0;
  Statement total(database, "SELECT ifnull(sum(value), 0) FROM (SELECT " + std::string(source->columns) +
                                " FROM " + std::string(source->from) + ")");
  total.bind_all(span.first, span.last);
  total.step();
  return total.integer(0);
}

TargetActuals target_actuals(Database& database, std::string_view metric, calendar::Span span) {
  static constexpr ActualBy kNode[] = {ActualBy::node};
  TargetActuals actuals;
  for (const ActualCell& cell : target_actuals(database, metric, span, kNode))
    actuals.by_node[cell.keys.front()] = cell.amount;
  actuals.total = documents_total(database, metric, span);
  return actuals;
}

namespace {

std::map<std::string, std::int64_t, std::less<>> drivers(Statement& rows) {
  std::map<std::string, std::int64_t, std::less<>> found;
  while (rows.step()) {
    money::Decimal value;
    money::NumberFault fault;
    if (!money::parse_decimal(rows.text(1), value, fault)) continue;
    std::int64_t& sum = found[rows.string(0)];
    sum = base::checked_add(sum, value.at_scale(6));
  }
  return found;
}

}  // namespace

std::map<std::string, std::int64_t, std::less<>> driver_sums(Database& database, std::string_view driver,
                                                             calendar::Span span) {
  Statement rows(database, std::string(kDrivers) + "AND d.date BETWEEN ?2 AND ?3 ORDER BY 1");
  rows.bind_all(driver, span.first, span.last);
  return drivers(rows);
}

std::map<std::string, std::int64_t, std::less<>> driver_states(Database& database, std::string_view driver,
                                                               calendar::Date day) {
  Statement rows(database,
                 std::string(kDrivers) +
                     "AND ifnull(d.date, -1000000) = (SELECT max(ifnull(o.date, -1000000)) FROM "
                     "driver o WHERE o.node = d.node AND o.driver = d.driver AND ifnull(o.date, -1000000) "
                     "<= ?2) ORDER BY 1");
  rows.bind_all(driver, day);
  return drivers(rows);
}

std::map<std::int64_t, std::string> customer_owners(Database& database, calendar::Date day) {
  Statement rows(database,
                 "SELECT d.customer, n.code FROM (SELECT id AS customer, ?1 AS date FROM customer) d " +
                     owner_join() + "WHERE n.code IS NOT NULL");
  rows.bind_all(day);
  std::map<std::int64_t, std::string> owners;
  while (rows.step()) owners[rows.integer(0)] = rows.string(1);
  return owners;
}

}  // namespace salesops::store
