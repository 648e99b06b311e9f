#include "salesops/store/documents.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <random>

#include <string>
#include <vector>

#include "salesops/base/error.hpp"
#include "salesops/store/journal.hpp"
#include "salesops/store/seal.hpp"
#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

using calendar::Date;
using money::Money;

const Act kAct{"wang", "import invoices", "", 1'790'000'000};

void add_customers(Database& database) {
  WriteTransaction transaction(database, kAct);
  execute(database, "INSERT INTO customer(id, code) VALUES (1,'C1'),(2,'C2')");
  transaction.commit();
}

InvoiceRow invoice(std::string_view number, std::int64_t amount) {
  InvoiceRow row;
  row.number = number;
  row.customer = 1;
  row.issue_date = Date::of(2026, 10, 5);
  row.due_date = Date::of(2026, 11, 4);
  row.amount = Money::minor(amount);
  return row;
}

std::int64_t import(Database& database, const std::vector<InvoiceRow>& rows) {
  WriteTransaction transaction(database, kAct);
  const auto batch = open_batch(transaction, "invoices", "i.csv");
  DocumentTable<InvoiceRow> table(transaction);
  BatchTotals totals;
  const auto presence = table.compare(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (presence[i] == Presence::absent) {
      table.insert({&rows[i], 1}, batch);
      ++totals.added;
    } else if (presence[i] == Presence::differs) {
      table.update(rows[i], batch);
      ++totals.updated;
    } else {
      ++totals.unchanged;
    }
  }
  close_batch(transaction, batch, totals);
  transaction.commit();
  return batch;
}

std::string numbers(Database& database) {
  Statement rows(database, "SELECT number || ':' || amount FROM invoice ORDER BY number");
  std::string text;
  while (rows.step()) text += (text.empty() ? "" : " ") + rows.string(0);
  return text;
}

}  // namespace

TEST_CASE("rows are told apart by key and content, in any order and within one call") {
  auto database = Database::in_memory();
  add_customers(database);
  WriteTransaction transaction(database, kAct);
  const auto batch = open_batch(transaction, "invoices", "i.csv");
  DocumentTable<InvoiceRow> table(transaction);
  using enum Presence;
  const std::vector<InvoiceRow> first = {invoice("F3", 300), invoice("F1", 100), invoice("F3", 300),
                                         invoice("F3", 301)};
  CHECK(table.compare(first) == std::vector{absent, absent, same, differs});
  table.insert(std::span(first).first(2), batch);
  const std::vector<InvoiceRow> second = {invoice("F4", 1), invoice("F2", 1), invoice("F1", 100),
                                          invoice("F3", 2)};
  CHECK(table.compare(second) == std::vector{absent, absent, same, differs});
  table.insert(std::span(second).first(2), batch);
  CHECK(numbers(database) == "F1:100 F2:1 F3:300 F4:1");
  CHECK(one_integer(database, "SELECT id FROM invoice WHERE number='F1'") == 1);  // keys in order of numbers
}

TEST_CASE("an optional column that is empty is NULL and compares so") {
  auto database = Database::in_memory();
  add_customers(database);
  import(database, {invoice("F1", 100)});
  CHECK(one_integer(database, "SELECT count(*) FROM invoice WHERE ref IS NULL AND base_date IS NULL") == 1);
  WriteTransaction transaction(database, kAct);
  DocumentTable<InvoiceRow> table(transaction);
  auto row = invoice("F1", 100);
  CHECK(table.compare({&row, 1}).front() == Presence::same);
  row.base_date = Date::of(2026, 1, 1);
  CHECK(table.compare({&row, 1}).front() == Presence::differs);
}

TEST_CASE("the index that a first load leaves out is there again after it") {
  auto database = Database::in_memory();
  add_customers(database);
  import(database, {invoice("F1", 100)});
  CHECK(one_integer(database, "SELECT count(*) FROM sqlite_schema WHERE name='invoice_customer'") == 1);
}

TEST_CASE("an update keeps the old content in the journal and undo brings it back") {
  auto database = Database::in_memory();
  add_customers(database);
  const auto first = import(database, {invoice("F1", 100), invoice("F2", 200)});
  const auto second = import(database, {invoice("F1", 150), invoice("F2", 200), invoice("F3", 300)});
  CHECK(numbers(database) == "F1:150 F2:200 F3:300");
  CHECK(find_batch(database, second)->totals.updated == 1);
  {
    WriteTransaction transaction(database, kAct);
    CHECK_THROWS_AS(delete_batch(transaction, first), base::Error);  // F1 was changed by the second
  }
  {
    WriteTransaction transaction(database, kAct);
    CHECK(delete_batch(transaction, second) == 2);
    transaction.commit();
  }
  CHECK(numbers(database) == "F1:100 F2:200");
  CHECK(find_batch(database, second)->undone);
  CHECK_FALSE(verify_chain(database).has_value());
  CHECK_FALSE(verify_seals(database).has_value());
}

TEST_CASE("what others refer to is named before a batch is taken back") {
  auto database = Database::in_memory();
  add_customers(database);
  const auto batch = import(database, {invoice("F1", 100)});
  CHECK(batch_dependents(database, batch, 10).empty());
  CHECK(batch_dates(database, batch) == calendar::Span{Date::of(2026, 10, 5), Date::of(2026, 10, 5)});
  {
    WriteTransaction transaction(database, kAct);
    DocumentTable<ReceiptRow> table(transaction);
    ReceiptRow row;
    row.number = "R1";
    row.customer = 1;
    row.date = Date::of(2026, 10, 9);
    row.amount = Money::minor(60);
    row.invoice = 1;
    table.insert({&row, 1}, open_batch(transaction, "receipts", "r.csv"));
    transaction.commit();
  }
  const auto dependents = batch_dependents(database, batch, 10);
  REQUIRE(dependents.size() == 1);
  CHECK(dependents[0].object == "invoice F1");
  CHECK(dependents[0].used_by == "receipt R1");
}

TEST_CASE("a bulk load seals its rows as a pass over them does, whatever its chunks and later changes") {
  auto database = Database::in_memory();
  add_customers(database);
  std::vector<std::string> names;
  for (int i = 10'000; i < 15'000; ++i) names.push_back("F" + std::to_string(i));
  std::vector<InvoiceRow> rows;
  for (const auto& name : names) rows.push_back(invoice(name, 7));
  std::size_t from = 0;
  for (const std::size_t to : {1'000U, 1'023U, 1'024U, 3'500U, 5'000U}) {
    WriteTransaction transaction(database, kAct);
    const auto batch = open_batch(transaction, "invoices", "");
    DocumentTable<InvoiceRow> table(transaction);
    const std::size_t half = (from + to) / 2;
    table.insert(std::span(rows).subspan(from, half - from), batch);
    table.insert(std::span(rows).subspan(half, to - half), batch);
    if (to == 5'000U) {
      auto changed = rows[4'200];
      changed.disputed = true;
      table.update(changed, batch);
      execute(database, "DELETE FROM invoice WHERE id=4900");
    }
    transaction.commit();
    CHECK_FALSE(verify_seals(database).has_value());
    from = to;
  }
  execute(database, "UPDATE invoice SET amount=8 WHERE id=2222");
  CHECK(verify_seals(database)->first_row == 2048);
}

TEST_CASE("a customer with invoices of another batch is not taken back") {
  auto database = Database::in_memory();
  WriteTransaction transaction(database, kAct);
  const auto customers = open_batch(transaction, "customers", "c.csv");
  Statement(database, "INSERT INTO customer(id, code, batch) VALUES (1,'C1',?)").run_with(customers);
  DocumentTable<InvoiceRow> table(transaction);
  const auto row = invoice("F1", 100);
  table.insert({&row, 1}, open_batch(transaction, "invoices", "i.csv"));
  const auto dependents = batch_dependents(database, customers, 10);
  REQUIRE(dependents.size() == 1);
  CHECK(dependents[0].object == "customer C1");
  CHECK(dependents[0].used_by == "invoice F1");
}

TEST_CASE("codes are found in memory as in the table") {
  auto database = Database::in_memory();
  add_customers(database);
  const CodeIndex index(database, CodeIndex::Of::customer);
  CHECK(index.size() == 2);
  CHECK(index.find("C2") == 2);
  CHECK(index.find("C3") == 0);
  CHECK(index.find("") == 0);
  CHECK(find_code(database, CodeIndex::Of::customer, "C2") == 2);
  CHECK(find_code(database, CodeIndex::Of::customer, "C3") == 0);
}

TEST_CASE("codes are found whatever they look like, and only those") {
  Database database = Database::in_memory();
  std::map<std::string, std::int64_t> expected;
  Statement insert(database, "INSERT INTO customer(id, code) VALUES (?,?)");
  const auto add = [&](std::int64_t id, const std::string& code) {
    if (!expected.emplace(code, id).second) return;
    insert.run_with(id, std::string_view(code));
  };
  std::int64_t id = 0;
  for (const char* code : {"",
                           "0",
                           "00",
                           "000",
                           "1",
                           "01",
                           "9",
                           "10",
                           "A",
                           "甲",
                           "甲1",
                           "A-",
                           "A-1",
                           "A-01",
                           "1A",
                           "A1B2",
                           "25117000000000000001",
                           "25117000000000000002",
                           "125117000000000000001",
                           "999999999999999999",
                           "1000000000000000000",
                           "18446744073709551616"})
    add(++id, code);
  std::mt19937_64 random(20260301);
  for (int i = 0; i < 3000; ++i) {
    const std::string number = std::to_string(random() % 5000);
    add(++id, "F2601-" + std::string(8 - number.size(), '0') + number);  // a series with gaps
    add(++id, "P" + number);                                             // several widths
    add(++id, std::to_string(random()));                                 // sparse
    add(++id, number + "X");                                             // no number at the end
    add(++id, "S" + std::to_string(random() % 9000) + "-1");             // more stems than are kept as series
  }
  add(5'000'000'000, "F2601-99999999");  // a key of more than 32 bits
  const CodeIndex index(database, CodeIndex::Of::customer);
  CHECK(index.size() == expected.size());
  for (const auto& [code, key] : expected) {
    CHECK(index.find(code) == key);
    for (const std::string& near : {code + "0", "0" + code, code + "x"})
      if (!expected.contains(near)) CHECK(index.find(near) == 0);
  }
  std::vector<std::string> codes = index.codes();
  std::ranges::sort(codes);
  CHECK(std::ranges::equal(codes, expected, {}, {}, [](const auto& one) { return one.first; }));
}

TEST_CASE("every kind of document is stored and read back the same") {
  auto database = Database::in_memory();
  add_customers(database);
  import(database, {invoice("F1", 100)});
  WriteTransaction transaction(database, kAct);
  execute(database, "INSERT INTO node(id, code) VALUES (1,'N1')");
  const auto batch = open_batch(transaction, "mixed", "");
  const auto twice = [&]<class Row>(const Row& row) {
    DocumentTable<Row> table(transaction);
    CHECK(table.compare({&row, 1}).front() == Presence::absent);
    table.insert({&row, 1}, batch);
    CHECK(table.compare({&row, 1}).front() == Presence::same);
    return table.stored(row);
  };
  SaleRow sale;
  sale.number = "D1";
  sale.line = 2;
  sale.date = Date::of(2026, 10, 1);
  sale.customer = 2;
  sale.quantity = money::Decimal(125, 2);
  sale.amount = Money::minor(999);
  CHECK(
      twice(sale) ==
      R"({"amount":999,"cost":null,"credit":null,"customer":"C2","date":"2026-10-01","line":2,"number":"D1","product":null,"promo":null,"quantity":1250000,"rep":null,"tax":null})");
  ExpenseRow expense;
  expense.number = "E1";
  expense.node = 1;
  expense.category = "差旅";
  CHECK(twice(expense).find("差旅") != std::string::npos);
  DriverRow driver;
  driver.node = 1;
  driver.driver = "stores";
  driver.value = "12.5";
  CHECK(twice(driver) == R"({"date":null,"driver":"stores","node":"N1","value":"12.5"})");
  ReceiptRow receipt;
  receipt.number = "R1";
  receipt.customer = 1;
  receipt.amount = Money::minor(60);
  twice(receipt);
  MatchRow match;
  match.receipt = 1;
  match.invoice = 1;
  match.amount = Money::minor(60);
  CHECK(
      twice(match) ==
      R"({"amount":60,"credit_note":null,"date":"1970-01-01","invoice":"F1","receipt":"R1","reverses":null})");
}

}  // namespace salesops::store
