#include "salesops/app/reports/debtor_data.hpp"

#include "salesops/app/reports/use_case_data.hpp"
#include "salesops/org/org.hpp"
#include "salesops/report/grid.hpp"
#include "salesops/store/org_store.hpp"

namespace salesops::app {

namespace {

using document::Cell;
using document::Column;
using document::Row;
using document::Table;
using document::Type;
using money::Money;

std::string terms_of(const config::TermsTable& terms, const org::CustomerSpan& customer, calendar::Date day) {
  if (!customer.terms.empty()) return customer.terms;
  const calendar::Terms* found = terms.find(customer.customer_class, day);
  return found == nullptr ? std::string() : found->text;
}

// Node, rep, terms and limit of a customer on a day.
std::vector<Cell> file_of(const Context& context, const org::Org& org, const std::string& code) {
  const calendar::Date day = context.as_of;
  const auto customer = org.customers().find(code);
  if (!customer) return {Cell(), Cell(), Cell(), Cell()};
  const org::CustomerSpan& span = *org.customers().nearest(*customer, day);
  const auto node = org.node_of(*customer, day);
  const auto rep = org.rep_of(*customer, day);
  return {node ? Cell(org.nodes().name(*node, day)) : Cell(), rep ? Cell(org.reps().name(*rep, day)) : Cell(),
          terms_of(context.config.terms, span, day), span.credit_limit ? Cell(*span.credit_limit) : Cell()};
}

Cell over_limit(const Cell& limit, const std::optional<Money>& net) {
  const Money* most = std::get_if<Money>(&limit);
  if (most == nullptr || !net) return {};
  return *net > *most ? *net - *most : Money();
}

}  // namespace

Table debtors_table(const Context& context, const DataRequest& request) {
  const Context inner = narrowed(context, request);
  Table table = aging_table(context, request);
  std::optional<org::Org> org;
  read(inner, [&](store::Database& database) {
    base::Diagnostics findings;
    org = org::Org::build(store::load_org_rows(database), findings);
    findings.raise_if_any(base::Exit::bad_data);
  });
  const report::Grid grid(table);
  std::vector<Row> rows;
  for (const Row& row : grid.rows()) {
    std::vector<Cell> file = file_of(inner, *org, grid.text(row, "customer_id"));
    Row& shown = rows.emplace_back(row);
    shown.push_back(over_limit(file.back(), grid.money(row, "net")));
    shown.insert(shown.begin() + 2, file.begin(), file.end());
  }
  table.rows = {};
  table.rows.stored = std::move(rows);
  const std::vector<Column> file = {
      {.key = "node_name", .title = {"区域", "Node"}, .wide_only = true},
      {.key = "rep_name", .title = {"业务员", "Rep"}},
      {.key = "terms", .title = {"账期", "Terms"}, .type = Type::id, .wide_only = true},
      {.key = "credit_limit", .title = {"信用额度", "Credit limit"}, .type = Type::money}};
  table.columns.insert(table.columns.begin() + 2, file.begin(), file.end());
  table.columns.push_back({.key = "over_limit", .title = {"超额度", "Over limit"}, .type = Type::money});
  if (table.total) {
    table.total->emplace_back();
    table.total->insert(table.total->begin() + 2, file.size(), Cell());
  }
  table.key = "debtors";
  return table;
}

}  // namespace salesops::app
