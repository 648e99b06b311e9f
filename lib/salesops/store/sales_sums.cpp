#include "salesops/store/sales_sums.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "salesops/base/checked.hpp"
#include "salesops/store/statement.hpp"

// Lines are added up by key first; codes and names are looked up once for each of them.
namespace salesops::store {

namespace {

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

// What lines are added up by: a table and where a line has its key.
struct Dimension {
  const char* table;
  std::int64_t SaleLine::*key;
  SaleParts parts;
};
Dimension dimension_of(SalesBy by) {
  switch (by) {
    case SalesBy::rep:
      return {"rep", &SaleLine::rep, {.rep = true}};
    case SalesBy::product:
    case SalesBy::product_group:
      return {"product", &SaleLine::product, {.product = true}};
    case SalesBy::customer:
      break;
  }
  return {"customer", &SaleLine::customer, {}};
}

}  // namespace

std::vector<SalesSum> sales_sums(SaleLines& lines, SalesBy by, calendar::Span span, calendar::Span before,
                                 const DocumentScope& scope) {
  const Dimension dimension = dimension_of(by);
  struct Sum {
    money::Money amount, before;
  };
  std::unordered_map<std::int64_t, Sum> sums;  // by the store's key, 0 for none
  lines.each(span, scope, dimension.parts, [&](const SaleLine& line) {
    sums[line.*dimension.key].amount += money::Money::minor(line.amount);
  });
  lines.each(before, scope, dimension.parts, [&](const SaleLine& line) {
    sums[line.*dimension.key].before += money::Money::minor(line.amount);
  });
  const bool group = by == SalesBy::product_group;
  Names names(lines.database(), dimension.table, group ? ", ifnull(l.product_group, '')" : "");
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

std::vector<ProductSales> product_sales(SaleLines& lines, calendar::Span span, calendar::Span before,
                                        const DocumentScope& scope) {
  std::map<std::pair<std::int64_t, bool>, ProductSales> sums;  // by the store's key and whether it is counted
  const auto sum_of = [&](const SaleLine& line) -> ProductSales& {
    return sums[{line.product, line.product != 0 && line.quantity.has_value()}];
  };
  const SaleParts parts{.product = true, .quantity = true};
  lines.each(span, scope, parts, [&](const SaleLine& line) {
    ProductSales& sum = sum_of(line);
    sum.quantity = base::checked_add(sum.quantity, line.quantity.value_or(0));
    sum.amount += money::Money::minor(line.amount);
  });
  lines.each(before, scope, parts, [&](const SaleLine& line) {
    ProductSales& sum = sum_of(line);
    sum.quantity_before = base::checked_add(sum.quantity_before, line.quantity.value_or(0));
    sum.before += money::Money::minor(line.amount);
  });
  Names names(lines.database(), "product", ", ifnull(l.product_group, ''), ifnull(l.uom, '')");
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

std::vector<CustomerSales> customer_sales(SaleLines& lines, calendar::Span span, int days,
                                          const DocumentScope& scope) {
  std::unordered_map<std::int64_t, CustomerSales> sums;  // by the store's key
  lines.each({span.first - days, span.last}, scope, {}, [&](const SaleLine& line) {
    const auto [known, fresh] = sums.try_emplace(line.customer);
    CustomerSales& sum = known->second;
    const bool earlier = line.date < span.first;
    (earlier ? sum.before : sum.amount) += money::Money::minor(line.amount);
    sum.sold_before = sum.sold_before || earlier;
    sum.last = fresh ? line.date : std::max(sum.last, line.date);
  });
  Names names(lines.database(), "customer", "");
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
