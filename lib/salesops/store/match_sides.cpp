#include "salesops/store/match_sides.hpp"

#include <system_error>

#include "salesops/store/statement.hpp"

namespace salesops::store {

namespace {

constexpr std::size_t kSingleLookups = 500;

constexpr std::string_view kReceiptSide =
    "SELECT customer, date, amount, currency, (SELECT ifnull(sum(m.amount), 0) FROM matching m WHERE "
    "m.receipt = d.id), kind "
    "FROM receipt d WHERE id = ?";
constexpr std::string_view kInvoiceSide =
    "SELECT customer, issue_date, amount, currency, (SELECT ifnull(sum(m.amount), 0) FROM matching m WHERE "
    "m.invoice = d.id) "
    "+ (SELECT ifnull(sum(w.amount), 0) FROM write_off w WHERE w.invoice = d.id), kind FROM invoice d WHERE "
    "id = ?";

std::optional<MatchSide> side(Database& database, std::string_view sql, std::int64_t key) {
  Statement row(database, sql);
  row.bind(1, key);
  if (!row.step()) return std::nullopt;
  return MatchSide{row.integer(0), row.date(1), row.amount(2), row.string(3), row.amount(4), row.string(5)};
}

}  // namespace

std::optional<MatchSide> receipt_side(Database& database, std::int64_t receipt) {
  return side(database, kReceiptSide, receipt);
}

std::optional<MatchSide> invoice_side(Database& database, std::int64_t invoice) {
  return side(database, kInvoiceSide, invoice);
}

bool has_refund(Database& database, std::int64_t customer) {
  Statement row(database, "SELECT 1 FROM receipt WHERE customer = ? AND kind = 'refund' LIMIT 1");
  row.bind(1, customer);
  return row.step();
}

namespace {

std::vector<std::uint32_t> all_invoice_customers(Database& database) {
  const auto last = one_integer(database, "SELECT max(id) FROM invoice").value_or(0);
  std::vector<std::uint32_t> customers(static_cast<std::size_t>(last) + 1);
  // In no order: then SQLite reads the index on customers alone.
  for (Statement row(database, "SELECT id, customer FROM invoice"); row.step();)
    customers[static_cast<std::size_t>(row.integer(0))] = static_cast<std::uint32_t>(row.integer(1));
  return customers;
}

}  // namespace

void InvoiceCustomers::announce() {
  if (++announced_ != kSingleLookups) return;
  try {
    reading_ = std::async(std::launch::async, [path = database_.path()] {
      Database second = Database::open_read(path, 0);
      return all_invoice_customers(second);
    });
  } catch (const std::system_error&) {  // no thread to be had
    all_ = all_invoice_customers(database_);
  }
}

std::int64_t InvoiceCustomers::customer_of(std::int64_t invoice) {
  if (reading_.valid() &&
      announced_ > kSingleLookups) {  // not at once: let the caller do something meanwhile
    try {
      all_ = reading_.get();
    } catch (const base::Error&) {  // this connection has locked the file by now, or there is no file
      all_ = all_invoice_customers(database_);
    }
  }
  if (!all_.empty())
    return static_cast<std::size_t>(invoice) < all_.size() ? all_[static_cast<std::size_t>(invoice)] : 0;
  Statement row(database_, "SELECT customer FROM invoice WHERE id = ?");
  row.bind(1, invoice);
  return row.step() ? row.integer(0) : 0;
}

std::string code_of(Database& database, CodeIndex::Of table, std::int64_t key) {
  const char* sql = nullptr;
  switch (table) {
    case CodeIndex::Of::node:
      sql = "SELECT code FROM node WHERE id = ?";
      break;
    case CodeIndex::Of::rep:
      sql = "SELECT code FROM rep WHERE id = ?";
      break;
    case CodeIndex::Of::customer:
      sql = "SELECT code FROM customer WHERE id = ?";
      break;
    case CodeIndex::Of::product:
      sql = "SELECT code FROM product WHERE id = ?";
      break;
    case CodeIndex::Of::invoice:
      sql = "SELECT number FROM invoice WHERE id = ?";
      break;
    case CodeIndex::Of::receipt:
      sql = "SELECT number FROM receipt WHERE id = ?";
      break;
  }
  Statement row(database, sql);
  row.bind(1, key);
  return row.step() ? row.string(0) : "";
}

}  // namespace salesops::store
