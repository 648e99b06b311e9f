#include "salesops/store/sales_sums.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "salesops/base/checked.hpp"
#include "salesops/store/statement.hpp"

// Lines are added up by key first; codes and names are looked up once for each of them.
namespace salesops::store {

namespace {

// Calls the sink with every sale of a span in the scope; `columns` are of the sale `d`.
template <class Sink>
void each_sale(Database& database, calendar::Span span, const DocumentScope& scope,
               const std::string& columns, const Sink& sink) {
  const ScopeSql limits(scope);
  Statement row(database, "SELECT " + columns + " FROM sale d " + limits.join +
                              "WHERE d.date BETWEEN ?1 AND ?2" + limits.condition);
  row.bind_all(span.first, span.last);
  limits.bind(row);
  while (row.step()) sink(row);
}

void add(money::Money& sum, const Statement& row, int column) {
  sum += row.amount(column);
}

void add(std::int64_t& sum, const Statement& row, int column) {
  sum = base::checked_add(sum, row.integer(column));
}

// The code and the latest name of a thing, and more columns of its latest span `l`.
class Names {
 public:
  Names(Database& database, const std::string& table, const std::string& columns)
      : row_(database, "SELECT c.code, ifnull(l.name, '')" + columns + " FROM " + table + " c LEFT JOIN " +
                           table + "_span l ON l.id = (SELECT id FROM " + table + "_span x WHERE x." + table +
                           " = c.id ORDER BY ifnull(x.valid_from, -1000000) DESC LIMIT 1) WHERE c.id = ?1") {}
  // Good until the next call; null for 0 and for a thing that does not exist.
  const Statement* of(std::int64_t id) {
    row_.reset();
    row_.bind_all(id);
    return row_.step() ? &row_ : nullptr;
  }

 private:
  Statement row_;
};

const char* table_of(SalesBy by) {
  switch (by) {
    case SalesBy::rep:
      return "rep";
    case SalesBy::product:
    case SalesBy::product_group:
      return "product";
    case SalesBy::customer:
      break;
  }
  return "customer";
}

}  // namespace

std::vector<SalesSum> sales_sums(Database& database, SalesBy by, calendar::Span span, calendar::Span before,
                                 const DocumentScope& scope) {
  const std::string table = table_of(by);
  const std::string columns = "d." + table + ", d.amount";
  struct Sum {
    money::Money amount, before;
  };
  std::unordered_map<std::int64_t, Sum> sums;  // by the store's key, 0 for none
  each_sale(database, span, scope, columns,
            [&](const Statement& row) { add(sums[row.integer(0)].amount, row, 1); });
  each_sale(database, before, scope, columns,
            [&](const Statement& row) { add(sums[row.integer(0)].before, row, 1); });
  const bool group = by == SalesBy::product_group;
  Names names(database, table, group ? ", ifnull(l.product_group, '')" : "");
  std::map<std::string, SalesSum> named;
  for (const auto& [id, sum] : sums) {
    const Statement* row = names.of(id);
    std::string key = row == nullptr ? "" : row->string(group ? 2 : 0);
    SalesSum& all = named[key];
    all.name = row == nullptr || group ? key : row->string(1);
    all.key = std::move(key);
    all.amount += sum.amount;
    all.before += sum.before;
  }
  std::vector<SalesSum> found;
  for (auto& [key, sum] : named) found.push_back(std::move(sum));
  return found;
}

std::vector<ProductSales> product_sales(Database& database, calendar::Span span, calendar::Span before,
                                        const DocumentScope& scope) {
  const std::string columns = "d.product, d.quantity, d.amount";
  std::map<std::pair<std::int64_t, bool>, ProductSales> sums;  // by the store's key and whether it is counted
  const auto line = [&](const Statement& row) -> ProductSales& {
    return sums[{row.integer(0), !row.null(0) && !row.null(1)}];
  };
  each_sale(database, span, scope, columns, [&](const Statement& row) {
    ProductSales& sum = line(row);
    add(sum.quantity, row, 1);
    add(sum.amount, row, 2);
  });
  each_sale(database, before, scope, columns, [&](const Statement& row) {
    ProductSales& sum = line(row);
    add(sum.quantity_before, row, 1);
    add(sum.before, row, 2);
  });
  Names names(database, "product", ", ifnull(l.product_group, ''), ifnull(l.uom, '')");
  std::vector<ProductSales> found;
  for (auto& [key, sum] : sums) {
    sum.counted = key.second;
    if (const Statement* row = names.of(key.first)) {
      sum.product = row->string(0);
      sum.name = row->string(1);
      sum.group = row->string(2);
      sum.uom = row->string(3);
    }
    found.push_back(std::move(sum));
  }
  std::ranges::sort(found, [](const ProductSales& a, const ProductSales& b) {
    return a.product != b.product ? a.product < b.product : a.counted && !b.counted;
  });
  return found;
}

std::vector<CustomerSales> customer_sales(Database& database, calendar::Span span, int days,
                                          const DocumentScope& scope) {
  std::unordered_map<std::int64_t, CustomerSales> sums;  // by the store's key
  each_sale(database, {span.first - days, span.last}, scope, "d.customer, d.date, d.amount",
            [&](const Statement& row) {
              const calendar::Date date = row.date(1);
              const auto [known, fresh] = sums.try_emplace(row.integer(0));
              CustomerSales& sum = known->second;
              const bool earlier = date < span.first;
              add(earlier ? sum.before : sum.amount, row, 2);
              sum.sold_before = sum.sold_before || earlier;
              sum.last = fresh ? date : std::max(sum.last, date);
            });
  Names names(database, "customer", "");
  std::vector<CustomerSales> found;
  for (auto& [id, sum] : sums) {
    const Statement* row = names.of(id);
    if (row == nullptr) continue;
    sum.code = row->string(0);
    sum.name = row->string(1);
    found.push_back(std::move(sum));
  }
  std::ranges::sort(found, {}, &CustomerSales::code);
  return found;
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
