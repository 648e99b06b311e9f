#include "salesops/app/reports/receivables_data.hpp"

#include <algorithm>

#include "salesops/app/receivables.hpp"
#include "salesops/app/receivables_dimensions.hpp"
#include "salesops/app/receivables_statement.hpp"
#include "salesops/app/reports/use_case_data.hpp"
#include "salesops/base/text.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/receivable/rollforward.hpp"
#include "salesops/store/receivables.hpp"

namespace salesops::app {

namespace {

using document::Row;
using document::Table;
using document::Type;
using money::Money;
using receivable::RollForward;

struct Movement {
  const char* key;
  base::Text title;
  Money RollForward::*amount;
  int sign;  // with which it changes the balance
};
const std::vector<Movement>& movements() {
  static const std::vector<Movement> kMovements = {
      {"opening", {"期初余额", "Opening"}, &RollForward::opening, 1},
      {"invoices", {"本期应收", "Invoices"}, &RollForward::invoices, 1},
      {"credit_notes", {"红字冲减", "Credit notes"}, &RollForward::credit_notes, -1},
      {"receipts", {"本期收款", "Receipts"}, &RollForward::receipts, -1},
      {"refunds", {"退款", "Refunds"}, &RollForward::refunds, 1},
      {"reversals", {"收款冲销", "Reversed receipts"}, &RollForward::reversals, 1},
      {"write_offs", {"核销坏账与尾差", "Write-offs"}, &RollForward::write_offs, -1},
      {"revaluation", {"汇率重估", "Revaluation"}, &RollForward::revaluation, 1},
      {"closing", {"期末余额", "Closing"}, &RollForward::closing, 1},
  };
  return kMovements;
}

Money signed_amount(const RollForward& row, const Movement& movement) {
  const Money amount = row.*movement.amount;
  return movement.sign < 0 ? -amount : amount;
}

// One account in the company's currency.
RollForward roll(const Context& context, const store::PackedAccount& account, calendar::Span days,
                 receivable::Settled& settled) {
  const money::Currency& company = context.config.company.currency;
  receivable::Conversion convert;
  if (account.currency != company.code) {
    const money::Currency currency = money::currency(account.currency);
    convert = [&context, currency](Money amount, calendar::Date day) {
      return context.config.receivables.rates.convert(amount, currency, context.config.company.currency, day);
    };
  }
  if (account.balance) return receivable::roll_forward(*account.balance, days.first, days.last, convert);
  receivable::unpack(account.packed, settled, days.last);
  return receivable::roll_forward(settled, days.first, days.last, convert);
}

struct Rolled {
  std::vector<document::Column> columns;  // of the dimensions
  std::vector<std::pair<Row, RollForward>> rows;
  RollForward total;
};

void check_ties(const Context& context, store::Database& database, const Rolled& rolled, bool foreign) {
  AgingRequest request;
  request.owner = "now";
  Context inner = context;
  inner.by.clear();
  Money aged = rolled.total.closing;
  if (!foreign) {
    const Table aging = std::move(aging_document(inner, database, request).sections.front().tables.front());
    aged = Money();
    for (std::size_t i = 0; i < aging.columns.size(); ++i)
      if (aging.columns[i].key == "net") aged = std::get<Money>(aging.total->at(i));
  }
  if (rolled.total.ties() && aged == rolled.total.closing) return;
  throw base::Error(base::Exit::internal,
                    {.code = "E5301",
                     .value = money::to_decimal(rolled.total.closing),
                     .message = {"应收滚动的期末余额与账龄不等",
                                 "the closing of the roll-forward is not the balance of the aging"}});
}

Rolled rolled(const Context& context, const DataRequest& request, const char* by) {
  Context inner = narrowed(context, request);
  if (inner.by.empty()) inner.by = {by};
  const calendar::Span days{relative_period(context, request).span.first, inner.as_of};
  Rolled result;
  read(inner, [&](store::Database& database) {
    Grouping groups(inner, database, inner.by, org::Attribution::current);
    std::vector<RollForward> sums;
    bool foreign = false;
    receivable::Settled settled;
    // Whole where something happens from the first day on.
    store::for_each_packed(database, days.first - 1, [&](const store::PackedAccount& account) {
      const auto line =
          groups.line_of({.customer = account.customer, .currency = account.currency, .date = inner.as_of});
      if (!line) return;
      if (*line >= sums.size()) sums.resize(*line + 1);
      foreign = foreign || account.currency != inner.config.company.currency.code;
      sums[*line].add(roll(inner, account, days, settled));
    });
    result.columns = groups.columns();
    for (const std::size_t line : groups.order()) {
      result.total.add(sums[line]);
      if (!sums[line].empty()) result.rows.emplace_back(groups.cells(line), sums[line]);
    }
    check_ties(inner, database, result, foreign);
  });
  return result;
}

}  // namespace

Table rollforward_table(const Context& context, const DataRequest& request) {
  Rolled found = rolled(context, request, "customer");
  Table table{.key = "rollforward", .title = {"应收滚动", "Receivables roll-forward"}};
  table.columns = std::move(found.columns);
  Row total(table.columns.size());
  total.front() = std::string("TOTAL");
  for (const Movement& movement : movements()) {
    table.columns.push_back({.key = movement.key, .title = movement.title, .type = Type::money});
    for (auto& [cells, row] : found.rows) cells.push_back(signed_amount(row, movement));
    total.push_back(signed_amount(found.total, movement));
  }
  for (auto& [cells, row] : found.rows) table.rows.stored.push_back(std::move(cells));
  table.total = std::move(total);
  return table;
}

Table rollforward_steps_table(const Context& context, const DataRequest& request) {
  const Rolled found = rolled(context, request, "currency");
  Table table{.key = "rollforward_steps", .title = {"应收滚动", "Receivables roll-forward"}};
  table.columns = {{.key = "step", .title = {"项目", "Step"}},
                   {.key = "amount", .title = {"金额", "Amount"}, .type = Type::money}};
  for (const Movement& movement : movements()) {
    const bool balance = movement.amount == &RollForward::opening || movement.amount == &RollForward::closing;
    const Money amount = signed_amount(found.total, movement);
    if (balance || !amount.zero()) table.rows.stored.push_back({movement.title, amount});
  }
  return table;
}

Table disclosure_table(const Context& context, const DataRequest& request) {
  const std::string part = parameter(request, "part", "years");
  if (part != "years" && part != "debtors") refuse_value(request, "part", part, {"years", "debtors"});
  AgingRequest asked;
  asked.disclosure = true;
  Outcome outcome = receivables_aging(narrowed(context, request), asked);
  std::vector<Table>& tables = outcome.document->sections.front().tables;
  return std::move(part == "years" ? tables.front() : tables.back());
}

namespace {

document::Document statement(const Context& context, const DataRequest& request) {
  Context inner = narrowed(context, request);
  std::string customer;
  for (const auto& [key, value] : inner.where) customer = value;
  inner.where.clear();
  return std::move(*receivables_statement(inner, customer).document);
}

// "lines_usd" -> "USD".
std::string currency_of(const std::string& key, const std::string& prefix) {
  std::string currency = key.substr(prefix.size());
  for (char& letter : currency)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return currency;
}

}  // namespace

Table statement_table(const Context& context, const DataRequest& request) {
  const std::string part = parameter(request, "part", "lines");
  if (part != "lines" && part != "aging") refuse_value(request, "part", part, {"lines", "aging"});
  const std::string prefix = part + "_";
  Table table{.key = "statement", .title = {"往来明细", "Movements"}};
  std::size_t currencies = 0;
  document::Document made = statement(context, request);
  for (Table& one : made.sections.front().tables) {
    if (!one.key.starts_with(prefix)) continue;
    const std::string currency = currency_of(one.key, prefix);
    if (++currencies == 1) {
      table.columns = std::move(one.columns);
      table.columns.insert(table.columns.begin(),
                           {.key = "currency", .title = {"币种", "Currency"}, .type = Type::id});
      table.total = std::move(one.total);
      if (table.total) {  // its label stands in the first column, which is the currency now
        table.total->insert(table.total->begin(), table.total->front());
        table.total->at(1) = {};
      }
    }
    for (Row& row : one.rows.stored) {
      row.insert(row.begin(), document::Cell(currency));
      table.rows.stored.push_back(std::move(row));
    }
  }
  if (currencies > 1) table.total.reset();  // amounts of several currencies have no sum
  return table;
}

std::vector<base::Text> statement_text(const Context& context, const calendar::Period& period, bool slip) {
  const document::Document made = statement(context, {period, {}, {}});
  const std::string key = slip ? "confirmation" : "statement";
  std::vector<base::Text> text;
  for (const document::Section& section : made.sections) {
    if (section.key != key) continue;
    text = section.paragraphs;
    for (const Table& table : section.tables)  // the closing in words
      for (const auto& [label, value] : table.facts)
        text.push_back({label.zh + "：" + value.zh, label.en + ": " + value.en});
  }
  return text;
}

}  // namespace salesops::app
