#include "salesops/store/match_sides.hpp"

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

std::int64_t InvoiceCustomers::customer_of(std::int64_t invoice) {
  if (all_.empty() && ++asked_ > kSingleLookups) {
    const auto last = one_integer(database_, "SELECT max(id) FROM invoice").value_or(0);
    all_.resize(static_cast<std::size_t>(last) + 1);
    // In no order: then SQLite reads the index on customers alone.
    for (Statement row(database_, "SELECT id, customer FROM invoice"); row.step();)
      all_[static_cast<std::size_t>(row.integer(0))] = static_cast<std::uint32_t>(row.integer(1));
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
