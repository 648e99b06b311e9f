#include "salesops/store/document_shape.hpp"

namespace salesops::store {

namespace {

using As = ShapeColumn::As;

constexpr ShapeColumn kSale[] = {{"number", As::text},
                                 {"line", As::integer},
                                 {"date", As::day},
                                 {"customer", As::reference, "customer", "code"},
                                 {"rep", As::reference, "rep", "code"},
                                 {"product", As::reference, "product", "code"},
                                 {"quantity", As::integer},
                                 {"amount", As::integer},
                                 {"tax", As::integer},
                                 {"cost", As::integer},
                                 {"promo", As::text},
                                 {"credit", As::text}};
constexpr ShapeColumn kInvoice[] = {{"number", As::text},
                                    {"customer", As::reference, "customer", "code"},
                                    {"issue_date", As::day},
                                    {"due_date", As::day},
                                    {"amount", As::integer},
                                    {"currency", As::text},
                                    {"kind", As::text},
                                    {"ref", As::text},
                                    {"terms", As::text},
                                    {"base_date", As::day},
                                    {"rep", As::reference, "rep", "code"},
                                    {"disputed", As::integer}};
constexpr ShapeColumn kReceipt[] = {{"number", As::text},
                                    {"customer", As::reference, "customer", "code"},
                                    {"date", As::day},
                                    {"amount", As::integer},
                                    {"currency", As::text},
                                    {"kind", As::text},
                                    {"invoice", As::reference, "invoice", "number"},
                                    {"ref", As::text},
                                    {"maturity", As::day}};
constexpr ShapeColumn kMatch[] = {{"receipt", As::reference, "receipt", "number"},
                                  {"credit_note", As::reference, "invoice", "number"},
                                  {"invoice", As::reference, "invoice", "number"},
                                  {"date", As::day},
                                  {"reverses", As::integer},
                                  {"amount", As::integer}};
constexpr ShapeColumn kExpense[] = {{"number", As::text},   {"line", As::integer},
                                    {"date", As::day},      {"node", As::reference, "node", "code"},
                                    {"category", As::text}, {"amount", As::integer},
                                    {"request", As::text},  {"promo", As::text},
                                    {"payee", As::text},    {"note", As::text}};
constexpr ShapeColumn kDriver[] = {
    {"node", As::reference, "node", "code"}, {"driver", As::text}, {"date", As::day}, {"value", As::text}};

constexpr ShapeColumn kNode[] = {{"node", As::reference, "node", "code"},
                                 {"valid_from", As::day},
                                 {"valid_to", As::day},
                                 {"name", As::text},
                                 {"kind", As::text},
                                 {"parent", As::reference, "node", "code"}};
constexpr ShapeColumn kRep[] = {{"rep", As::reference, "rep", "code"},
                                {"valid_from", As::day},
                                {"valid_to", As::day},
                                {"name", As::text},
                                {"node", As::reference, "node", "code"}};
constexpr ShapeColumn kCustomer[] = {{"customer", As::reference, "customer", "code"},
                                     {"valid_from", As::day},
                                     {"valid_to", As::day},
                                     {"name", As::text},
                                     {"folded", As::text},
                                     {"node", As::reference, "node", "code"},
                                     {"rep", As::reference, "rep", "code"},
                                     {"terms", As::text},
                                     {"credit_limit", As::integer},
                                     {"grade", As::text},
                                     {"class", As::text},
                                     {"calendar", As::text}};
constexpr ShapeColumn kProduct[] = {{"product", As::reference, "product", "code"},
                                    {"valid_from", As::day},
                                    {"valid_to", As::day},
                                    {"name", As::text},
                                    {"product_group", As::text},
                                    {"uom", As::text},
                                    {"price", As::integer},
                                    {"cost", As::integer}};

constexpr DocumentShape kSaleShape{"sale", "sale", kSale, 2, true, nullptr, nullptr};
constexpr DocumentShape kInvoiceShape{"invoice",
                                      "invoice",
                                      kInvoice,
                                      1,
                                      true,
                                      "invoice_customer",
                                      "CREATE INDEX invoice_customer ON invoice(customer)"};
constexpr DocumentShape kReceiptShape{"receipt",
                                      "receipt",
                                      kReceipt,
                                      1,
                                      true,
                                      "receipt_customer",
                                      "CREATE INDEX receipt_customer ON receipt(customer)"};
constexpr DocumentShape kMatchShape{"match", "matching", kMatch, 5, false, nullptr, nullptr};
constexpr DocumentShape kExpenseShape{"expense", "expense", kExpense, 2, true, nullptr, nullptr};
constexpr DocumentShape kDriverShape{"driver", "driver", kDriver, 3, false, nullptr, nullptr};

constexpr DocumentShape kNodeShape{"node", "node_span", kNode, 2, false, nullptr, nullptr};
constexpr DocumentShape kRepShape{"rep", "rep_span", kRep, 2, false, nullptr, nullptr};
constexpr DocumentShape kCustomerShape{"customer", "customer_span", kCustomer, 2, false, nullptr, nullptr};
constexpr DocumentShape kProductShape{"product", "product_span", kProduct, 2, false, nullptr, nullptr};

constexpr const DocumentShape* kShapes[] = {&kSaleShape,     &kInvoiceShape, &kReceiptShape, &kMatchShape,
                                            &kExpenseShape,  &kDriverShape,  &kNodeShape,    &kRepShape,
                                            &kCustomerShape, &kProductShape};

Value day(calendar::Date date) {
  return Value::of(std::int64_t{date.number()});
}
Value day(const std::optional<calendar::Date>& date) {
  return date ? day(*date) : Value::none();
}
Value amount(money::Money money) {
  return Value::of(money.minor());
}
Value amount(const std::optional<money::Money>& money) {
  return money ? amount(*money) : Value::none();
}

}  // namespace

const DocumentShape& shape_of(const SaleRow*) {
  return kSaleShape;
}
const DocumentShape& shape_of(const InvoiceRow*) {
  return kInvoiceShape;
}
const DocumentShape& shape_of(const ReceiptRow*) {
  return kReceiptShape;
}
const DocumentShape& shape_of(const MatchRow*) {
  return kMatchShape;
}
const DocumentShape& shape_of(const ExpenseRow*) {
  return kExpenseShape;
}
const DocumentShape& shape_of(const DriverRow*) {
  return kDriverShape;
}
const DocumentShape& shape_of(const org::NodeRow*) {
  return kNodeShape;
}
const DocumentShape& shape_of(const org::RepRow*) {
  return kRepShape;
}
const DocumentShape& shape_of(const org::CustomerRow*) {
  return kCustomerShape;
}
const DocumentShape& shape_of(const org::ProductRow*) {
  return kProductShape;
}
std::span<const DocumentShape* const> document_shapes() {
  return kShapes;
}

void put_values(const SaleRow& row, Value* to) {
  *to++ = Value::of(row.number);
  *to++ = Value::of(row.line);
  *to++ = day(row.date);
  *to++ = Value::of(row.customer);
  *to++ = Value::optional(row.rep);
  *to++ = Value::optional(row.product);
  *to++ = row.quantity ? Value::of(row.quantity->at_scale(6)) : Value::none();
  *to++ = amount(row.amount);
  *to++ = amount(row.tax);
  *to++ = amount(row.cost);
  *to++ = Value::optional(row.promo);
  *to = Value::optional(row.credit);
}

void put_values(const InvoiceRow& row, Value* to) {
  *to++ = Value::of(row.number);
  *to++ = Value::of(row.customer);
  *to++ = day(row.issue_date);
  *to++ = day(row.due_date);
  *to++ = amount(row.amount);
  *to++ = Value::of(row.currency);
  *to++ = Value::of(row.kind);
  *to++ = Value::optional(row.ref);
  *to++ = Value::optional(row.terms);
  *to++ = day(row.base_date);
  *to++ = Value::optional(row.rep);
  *to = Value::of(std::int64_t{row.disputed ? 1 : 0});
}

void put_values(const ReceiptRow& row, Value* to) {
  *to++ = Value::of(row.number);
  *to++ = Value::of(row.customer);
  *to++ = day(row.date);
  *to++ = amount(row.amount);
  *to++ = Value::of(row.currency);
  *to++ = Value::of(row.kind);
  *to++ = Value::optional(row.invoice);
  *to++ = Value::optional(row.ref);
  *to = day(row.maturity);
}

void put_values(const MatchRow& row, Value* to) {
  *to++ = Value::optional(row.receipt);
  *to++ = Value::optional(row.credit_note);
  *to++ = Value::of(row.invoice);
  *to++ = day(row.date);
  *to++ = Value::optional(row.reverses);
  *to = amount(row.amount);
}

void put_values(const ExpenseRow& row, Value* to) {
  *to++ = Value::of(row.number);
  *to++ = Value::of(row.line);
  *to++ = day(row.date);
  *to++ = Value::of(row.node);
  *to++ = Value::of(row.category);
  *to++ = amount(row.amount);
  *to++ = Value::optional(row.request);
  *to++ = Value::optional(row.promo);
  *to++ = Value::optional(row.payee);
  *to = Value::optional(row.note);
}

void put_values(const DriverRow& row, Value* to) {
  *to++ = Value::of(row.node);
  *to++ = Value::of(row.driver);
  *to++ = day(row.date);
  *to = Value::of(row.value);
}

}  // namespace salesops::store
