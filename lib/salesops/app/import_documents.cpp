// Sales, invoices, receipts, matches, expenses and drivers: from typed cells to rows of the store.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "salesops/app/import_loader.hpp"
#include "salesops/app/import_terms.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/match_sides.hpp"

namespace salesops::app {

namespace {

using calendar::Date;
using ingest::Value;
using money::Money;
using store::CodeIndex;
using Described = ImportRun::Described;
using Found = base::Diagnostics;

std::optional<std::string> text_or_nothing(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}
std::optional<std::string> day_or_nothing(const std::optional<Date>& date) {
  return date ? std::optional<std::string>(calendar::to_string(*date)) : std::nullopt;
}
std::optional<std::string> minor(const std::optional<Money>& amount) {
  return amount ? std::optional<std::string>(std::to_string(amount->minor())) : std::nullopt;
}

// What every builder works with: the run, the cells of the present row and where its findings go.
class Cells {
 public:
  Cells(ImportRun& run, const std::vector<Value>& values) : run_(run), values_(values) {}

  void start(Found& found, TextArena& texts) {
    found_ = &found;
    texts_ = &texts;
  }
  const Value& at(std::size_t field) const { return values_[field]; }
  bool present(std::size_t field) const { return values_[field].present; }
  std::string_view text(std::size_t field) { return texts_->keep(values_[field].text); }
  Date date(std::size_t field) const { return values_[field].date(); }
  std::optional<Date> maybe_date(std::size_t field) const {
    return values_[field].present ? std::optional(values_[field].date()) : std::nullopt;
  }
  Money amount(std::size_t field) const { return values_[field].amount(); }
  std::optional<Money> maybe_amount(std::size_t field) const {
    return values_[field].present ? std::optional(values_[field].amount()) : std::nullopt;
  }
  // The store's key of what a cell names; 0 for an empty cell. Reports what is not known.
  std::int64_t reference(std::size_t field, References::Of of) {
    if (!values_[field].present) return 0;
    ReferenceFault fault;
    const std::int64_t key = run_.references.find(of, values_[field].text, run_.batch, fault);
    if (key == 0) report(field, fault.code, fault.message, fault.help);
    return key;
  }
  std::int64_t invoice(std::size_t field) { return document(field, true); }
  std::int64_t receipt(std::size_t field) { return document(field, false); }
  void report(std::size_t field, std::string code, base::Text message, base::Text help) {
    found_->add(run_.source.finding(field, std::move(code), std::move(message), std::move(help)));
  }
  // The currency of a document; the amount is read again when it has other decimals than the company's.
  std::string_view currency(std::size_t field, std::size_t amount_field, Money& amount);

 private:
  std::int64_t document(std::size_t field, bool invoice) {
    if (!values_[field].present) return 0;
    ReferenceFault fault;
    const std::string_view number = values_[field].text;
    const std::int64_t key =
        invoice ? run_.references.invoice(number, fault) : run_.references.receipt(number, fault);
    if (key == 0) report(field, fault.code, fault.message, fault.help);
    return key;
  }

  ImportRun& run_;
  const std::vector<Value>& values_;
  Found* found_ = nullptr;
  TextArena* texts_ = nullptr;
};

std::string_view Cells::currency(std::size_t field, std::size_t amount_field, Money& amount) {
  const money::Currency& own = run_.context.config.company.currency;
  if (!present(field) || at(field).text == own.code) return own.code;
  std::string code(at(field).text);
  if (code == "人民币" || code == "RMB" || code == "￥" || code == "¥") code = "CNY";
  try {
    const money::Currency known = money::currency(code);
    money::NumberFault fault;
    if (known.digits != own.digits &&
        !money::parse_money(at(amount_field).text, known.digits, amount, fault)) {
      report(amount_field, fault.code, fault.message, fault.help);
    }
  } catch (const base::Error& unknown) {
    report(field, "E2307", {"不是已知的币种", "is not a known currency"}, unknown.diagnostics().front().help);
  }
  return texts_->keep(code);
}

// Reads every row of the file, lets `build` make a row of it and hands it to the loader.
template <class Row, class Table, class Build>
void load(ImportRun& run, Loader<Row, Table>& loader, Build build) {
  std::vector<Value> values;
  Cells cells(run, values);
  while (run.source.next()) {
    Found found;
    Row row;
    bool good = run.source.read(values, found);
    if (good) {
      cells.start(found, loader.texts());
      build(cells, row);
      good = found.ok();
    }
    const std::int64_t amount = good && run.kind.amount ? values[*run.kind.amount].number : 0;
    if (good) {
      loader.push(std::move(row), run.origin(amount));
    } else {
      run.reject(run.origin(0), found);
    }
  }
  loader.flush();
}

template <class Row>
using DocumentLoader = Loader<Row, store::DocumentTable<Row>>;

std::optional<std::string> code(ImportRun& run, CodeIndex::Of of, std::int64_t key) {
  return key == 0 ? std::nullopt : std::optional(store::code_of(run.transaction.database(), of, key));
}

void load_sales(ImportRun& run) {
  enum { doc_no, line, date, customer, rep, product, quantity, amount, tax, cost, promo };
  RowTraits<store::SaleRow> traits{
      .key = [](const auto& row) { return fmt::format("{}/{}", row.number, row.line); },
      .date = [](const auto& row) { return std::optional(row.date); },
      .describe = [&run](const store::SaleRow& row) -> Described {
        return {{"date", calendar::to_string(row.date)},
                {"customer", code(run, CodeIndex::Of::customer, row.customer)},
                {"rep", code(run, CodeIndex::Of::rep, row.rep)},
                {"product", code(run, CodeIndex::Of::product, row.product)},
                {"quantity",
                 row.quantity ? std::optional(std::to_string(row.quantity->at_scale(6))) : std::nullopt},
                {"amount", minor(row.amount)},
                {"tax", minor(row.tax)},
                {"cost", minor(row.cost)},
                {"promo", text_or_nothing(row.promo)}};
      }};
  DocumentLoader<store::SaleRow> loader(run, std::move(traits));
  std::unordered_map<std::string, std::int64_t> lines;  // of documents without line numbers, counted
  const bool numbered = run.source.has(line);
  load(run, loader, [&](Cells& cells, store::SaleRow& row) {
    row.number = cells.text(doc_no);
    row.line = cells.present(line) ? cells.at(line).number : numbered ? 1 : ++lines[std::string(row.number)];
    row.date = cells.date(date);
    row.customer = cells.reference(customer, References::Of::customer);
    row.rep = cells.reference(rep, References::Of::rep);
    row.product = cells.reference(product, References::Of::product);
    if (cells.present(quantity)) {
      const money::Decimal exact = cells.at(quantity).decimal.normalised();
      if (exact.scale() > 6) {
        cells.report(quantity, "E2110", {"小数超过 6 位", "has more than 6 decimals"},
                     {"在来源中先舍入", "round it in the source"});
      } else {
        row.quantity = exact;
      }
    }
    row.amount = cells.amount(amount);
    row.tax = cells.maybe_amount(tax);
    if (run.source.amounts_without_tax()) row.amount += row.tax.value_or(Money{});
    row.cost = cells.maybe_amount(cost);
    row.promo = cells.text(promo);
  });
}

enum InvoiceField {
  kInvoiceNo,
  kInvoiceCustomer,
  kIssueDate,
  kDueDate,
  kInvoiceAmount,
  kInvoiceCurrency,
  kInvoiceKind,
  kRef,
  kTerms,
  kBaseDate,
  kInvoiceRep,
  kDisputed
};

std::string_view invoice_kind(Cells& cells, Money amount) {
  const std::string_view stated = cells.at(kInvoiceKind).present ? cells.at(kInvoiceKind).text : "";
  if (stated.empty()) return amount.negative() ? "credit_note" : "invoice";
  const bool agrees = stated == "opening" || amount.negative() == (stated == "credit_note");
  if (!agrees) {
    cells.report(kInvoiceAmount, "E2311",
                 {"的正负与发票类型不符", "has a sign that the kind of invoice does not allow"},
                 {"红字发票为负数,蓝字发票为正数", "a credit note is negative, an invoice positive"});
  }
  for (const std::string_view known : {"invoice", "credit_note", "opening"}) {
    if (stated == known) return known;
  }
  return "invoice";
}

Described describe_invoice(ImportRun& run, const store::InvoiceRow& row) {
  return {{"customer", code(run, CodeIndex::Of::customer, row.customer)},
          {"issue_date", calendar::to_string(row.issue_date)},
          {"due_date", calendar::to_string(row.due_date)},
          {"amount", minor(row.amount)},
          {"currency", std::string(row.currency)},
          {"kind", std::string(row.kind)},
          {"ref", text_or_nothing(row.ref)},
          {"terms", text_or_nothing(row.terms)},
          {"base_date", day_or_nothing(row.base_date)},
          {"rep", code(run, CodeIndex::Of::rep, row.rep)},
          {"disputed", row.disputed ? "1" : "0"}};
}

void load_invoices(ImportRun& run) {
  RowTraits<store::InvoiceRow> traits{
      .key = [](const auto& row) { return std::string(row.number); },
      .date = [](const auto& row) { return std::optional(row.issue_date); },
      .describe = [&run](const auto& row) { return describe_invoice(run, row); },
      .account = [](const auto& row) { return row.customer; }};
  if (run.source.sums_lines()) {
    traits.merge = [](store::InvoiceRow& document, const store::InvoiceRow& line) {
      if (document.number != line.number || document.customer != line.customer ||
          document.issue_date != line.issue_date)
        return false;
      document.amount += line.amount;
      document.kind = document.amount.negative() ? "credit_note" : "invoice";
      if (document.ref.empty()) document.ref = line.ref;
      return true;
    };
  }
  DocumentLoader<store::InvoiceRow> loader(run, std::move(traits));
  DueDates due_dates(run.context.config, run.references);
  load(run, loader, [&](Cells& cells, store::InvoiceRow& row) {
    row.number = cells.text(kInvoiceNo);
    row.customer = cells.reference(kInvoiceCustomer, References::Of::customer);
    row.issue_date = cells.date(kIssueDate);
    row.amount = cells.amount(kInvoiceAmount);
    row.currency = cells.currency(kInvoiceCurrency, kInvoiceAmount, row.amount);
    row.kind = invoice_kind(cells, row.amount);
    row.ref = cells.text(kRef);
    row.base_date = cells.maybe_date(kBaseDate);
    row.rep = cells.reference(kInvoiceRep, References::Of::rep);
    row.disputed = cells.at(kDisputed).number != 0;
    if (cells.present(kDueDate)) {
      row.due_date = cells.date(kDueDate);
      row.terms = cells.text(kTerms);
    } else if (row.customer != 0) {
      DueFault fault;
      const auto due =
          due_dates.find(cells.at(kTerms).text, row.customer, row.issue_date, row.base_date, fault);
      if (due) {
        row.due_date = due->date;
        row.terms = due->terms;
      } else {
        const InvoiceField at = fault.code == "E2305" ? kBaseDate : fault.in_document ? kTerms : kDueDate;
        cells.report(at, fault.code, fault.message, fault.help);
      }
    }
  });
}

enum ReceiptField {
  kReceiptNo,
  kReceiptCustomer,
  kReceiptDate,
  kReceiptAmount,
  kReceiptCurrency,
  kReceiptInvoice,
  kReceiptKind,
  kReceiptRef,
  kMaturity
};

// Money that goes back is negative in the store; files state it either way.
void set_receipt_kind(Cells& cells, store::ReceiptRow& row) {
  const std::string_view stated = cells.at(kReceiptKind).present ? cells.at(kReceiptKind).text : "";
  row.kind = stated.empty() && row.amount.negative() ? "refund" : "receipt";
  for (const std::string_view known : {"refund", "reversal", "draft"}) {
    if (stated == known) row.kind = known;
  }
  const bool back = row.kind == "refund" || row.kind == "reversal";
  if (back && !row.amount.negative()) row.amount = -row.amount;
  if (!back && row.amount.negative()) {
    cells.report(kReceiptAmount, "E2311",
                 {"的正负与收款类型不符", "has a sign that the kind of receipt does not allow"},
                 {"退款用 kind refund,冲销用 kind reversal",
                  "give kind refund for money paid back, reversal for a bounced receipt"});
  }
  if (row.kind == "draft" && !cells.present(kMaturity)) {
    cells.report(kMaturity, "E2308",
                 {"不能为空: 承兑汇票要有到期日", "must not be empty: a draft needs its maturity"},
                 {"补上票据到期日", "fill in the maturity"});
  }
}

Described describe_receipt(ImportRun& run, const store::ReceiptRow& row) {
  return {{"customer", code(run, CodeIndex::Of::customer, row.customer)},
          {"date", calendar::to_string(row.date)},
          {"amount", minor(row.amount)},
          {"currency", std::string(row.currency)},
          {"kind", std::string(row.kind)},
          {"invoice", code(run, CodeIndex::Of::invoice, row.invoice)},
          {"ref", text_or_nothing(row.ref)},
          {"maturity", day_or_nothing(row.maturity)}};
}

RowTraits<store::ReceiptRow> receipt_traits(ImportRun& run) {
  RowTraits<store::ReceiptRow> traits{
      .key = [](const auto& row) { return std::string(row.number); },
      .date = [](const auto& row) { return std::optional(row.date); },
      .describe = [&run](const auto& row) { return describe_receipt(run, row); },
      .account = [](const auto& row) { return row.customer; }};
  if (run.source.sums_lines()) {
    traits.merge = [](store::ReceiptRow& document, const store::ReceiptRow& line) {
      if (document.number != line.number || document.customer != line.customer ||
          document.date != line.date || document.kind != line.kind) {
        return false;
      }
      document.amount += line.amount;
      return true;
    };
  }
  return traits;
}

// A reversal takes back a receipt of the same amount, which it names in `ref`; a refund may name the one it
// pays back.
void check_named_receipt(ImportRun& run, Cells& cells, const store::ReceiptRow& row) {
  const std::int64_t receipt =
      store::find_code(run.transaction.database(), CodeIndex::Of::receipt, cells.at(kReceiptRef).text);
  const auto side = store::receipt_side(run.transaction.database(), receipt);
  if (!side) {
    cells.report(kReceiptRef, "E2312",
                 {"不是已导入的收款单,冲销要写明冲哪一张",
                  "is not an imported receipt: a reversal names the one it takes back"},
                 {"在 ref 列填原收款单号,原单先导入",
                  "give the number of the receipt in ref and import that one first"});
  } else if (side->customer != row.customer || (row.kind == "reversal" && side->amount != -row.amount)) {
    cells.report(
        kReceiptAmount, "E2313",
        {"与被冲收款单的客户或金额不同", "differs from the receipt that is taken back in customer or amount"},
        {"冲销要与原收款单同客户、同金额", "a reversal has the customer and the amount of its receipt"});
  }
}

void load_receipts(ImportRun& run) {
  DocumentLoader<store::ReceiptRow> loader(run, receipt_traits(run));
  store::InvoiceCustomers owners(run.transaction.database());
  load(run, loader, [&](Cells& cells, store::ReceiptRow& row) {
    row.number = cells.text(kReceiptNo);
    row.customer = cells.reference(kReceiptCustomer, References::Of::customer);
    row.date = cells.date(kReceiptDate);
    row.amount = cells.amount(kReceiptAmount);
    row.currency = cells.currency(kReceiptCurrency, kReceiptAmount, row.amount);
    set_receipt_kind(cells, row);
    row.invoice = cells.invoice(kReceiptInvoice);
    if (row.invoice != 0 && row.customer != 0 && owners.customer_of(row.invoice) != row.customer) {
      cells.report(kReceiptInvoice, "E2309", {"是另一个客户的发票", "is an invoice of another customer"},
                   {"检查客户和发票号码", "check the customer and the invoice number"});
    }
    row.ref = cells.text(kReceiptRef);
    row.maturity = cells.maybe_date(kMaturity);
    if (row.kind == "reversal" || (row.kind == "refund" && !row.ref.empty())) {
      loader.flush();  // the receipt may stand above in this file
      check_named_receipt(run, cells, row);
    }
  });
}

// What the matches of this file took from each document so far.
class MatchLimits {
 public:
  explicit MatchLimits(ImportRun& run) : run_(run) {}

  const store::MatchSide* receipt(std::int64_t key) { return side(receipts_, key, true); }
  const store::MatchSide* invoice(std::int64_t key) { return side(invoices_, key, false); }

  std::optional<base::Diagnostic> take(const store::MatchRow& row, const Origin& from) {
    store::MatchSide& paid = receipts_.at(row.receipt);
    store::MatchSide& owed = invoices_.at(row.invoice);
    const Money left = std::min(paid.amount - paid.taken, owed.amount - owed.taken);
    if (row.amount > left) {
      const int digits = run_.context.config.company.currency.digits;
      return run_.at(from, "E2314", "amount", money::to_decimal(row.amount, digits),
                     {fmt::format("核销金额超过双方剩余的 {}", money::to_decimal(left, digits)),
                      fmt::format("the match exceeds the {} that both sides have left",
                                  money::to_decimal(left, digits))},
                     {"减少金额,或先撤销别的核销: ar unapply",
                      "lower the amount, or take another match back: ar unapply"});
    }
    paid.taken += row.amount;
    owed.taken += row.amount;
    return std::nullopt;
  }

 private:
  using Sides = std::unordered_map<std::int64_t, store::MatchSide>;
  const store::MatchSide* side(Sides& sides, std::int64_t key, bool receipt) {
    if (key == 0) return nullptr;
    const auto known = sides.find(key);
    if (known != sides.end()) return &known->second;
    const auto read = receipt ? store::receipt_side(run_.transaction.database(), key)
                              : store::invoice_side(run_.transaction.database(), key);
    return read ? &sides.emplace(key, *read).first->second : nullptr;
  }
  ImportRun& run_;
  Sides receipts_{};
  Sides invoices_{};
};

void load_matches(ImportRun& run) {
  enum { receipt, invoice, amount, date };
  MatchLimits limits(run);
  RowTraits<store::MatchRow> traits{
      .key =
          [&run](const store::MatchRow& row) {
            return fmt::format("{}/{}", code(run, CodeIndex::Of::receipt, row.receipt).value_or(""),
                               code(run, CodeIndex::Of::invoice, row.invoice).value_or(""));
          },
      .date = [](const auto& row) { return std::optional(row.date); },
      .describe = [](const store::MatchRow& row) -> Described {
        return {{"amount", minor(row.amount)}};
      },
      .accept = [&limits](const store::MatchRow& row, const Origin& from) { return limits.take(row, from); },
      .account = [&limits](const store::MatchRow& row) { return limits.invoice(row.invoice)->customer; }};
  DocumentLoader<store::MatchRow> loader(run, std::move(traits));
  load(run, loader, [&](Cells& cells, store::MatchRow& row) {
    row.receipt = cells.receipt(receipt);
    row.invoice = cells.invoice(invoice);
    row.amount = cells.amount(amount);
    const store::MatchSide* paid = limits.receipt(row.receipt);
    const store::MatchSide* owed = limits.invoice(row.invoice);
    if (paid == nullptr || owed == nullptr) return;
    row.date = cells.present(date) ? cells.date(date) : std::max(paid->date, owed->date);
    if (paid->customer != owed->customer || paid->currency != owed->currency) {
      cells.report(invoice, "E2309",
                   {"与收款单不是同一客户或币种", "is of another customer or currency than the receipt"},
                   {"检查收款单号和发票号码", "check both numbers"});
    }
    if (!(row.amount > Money{})) {
      cells.report(amount, "E2311", {"必须大于 0", "must be more than 0"},
                   {"撤销核销用 ar unapply", "take a match back with ar unapply"});
    }
  });
}

// Categories of the configuration by id or name; with none configured every text is one.
std::string_view category(ImportRun& run, Cells& cells, std::size_t field, TextArena& texts) {
  const auto& known = run.context.config.budget.categories;
  const std::string_view text = cells.at(field).text;
  if (known.empty()) return texts.keep(text);
  const std::string folded = base::fold_name(text);
  std::vector<std::string> names;
  for (const budget::Category& one : known) {
    if (one.id == text || base::fold_name(one.name.zh) == folded || base::fold_name(one.name.en) == folded)
      return texts.keep(one.id);
    names.push_back(one.id);
    names.push_back(one.name.zh);
  }
  base::Text help{"在配置的 budget.categories 里加上", "add it to budget.categories in the configuration"};
  if (const auto near = base::nearest(text, names)) {
    help = {fmt::format("是不是“{}”? {}", *near, help.zh),
            fmt::format("did you mean \"{}\"? {}", *near, help.en)};
  }
  cells.report(field, "E2208", {"不是配置里的费用科目", "is not a category of the configuration"}, help);
  return {};
}

void load_expenses(ImportRun& run) {
  enum { number, line, date, node, category_field, amount, request, promo, payee, note };
  RowTraits<store::ExpenseRow> traits{
      .key = [](const auto& row) { return fmt::format("{}/{}", row.number, row.line); },
      .date = [](const auto& row) { return std::optional(row.date); },
      .describe = [&run](const store::ExpenseRow& row) -> Described {
        return {{"date", calendar::to_string(row.date)},   {"node", code(run, CodeIndex::Of::node, row.node)},
                {"category", std::string(row.category)},   {"amount", minor(row.amount)},
                {"request", text_or_nothing(row.request)}, {"promo", text_or_nothing(row.promo)},
                {"payee", text_or_nothing(row.payee)},     {"note", text_or_nothing(row.note)}};
      }};
  DocumentLoader<store::ExpenseRow> loader(run, std::move(traits));
  std::unordered_map<std::string, std::int64_t> lines;
  const bool numbered = run.source.has(line);
  load(run, loader, [&](Cells& cells, store::ExpenseRow& row) {
    row.number = cells.text(number);
    row.line = cells.present(line) ? cells.at(line).number : numbered ? 1 : ++lines[std::string(row.number)];
    row.date = cells.date(date);
    row.node = cells.reference(node, References::Of::node);
    row.category = category(run, cells, category_field, loader.texts());
    row.amount = cells.amount(amount);
    row.request = cells.text(request);
    row.promo = cells.text(promo);
    row.payee = cells.text(payee);
    row.note = cells.text(note);
  });
}

void load_drivers(ImportRun& run) {
  enum { node, driver, value, date };
  RowTraits<store::DriverRow> traits{
      .key =
          [&run](const store::DriverRow& row) {
            return fmt::format("{}/{}", code(run, CodeIndex::Of::node, row.node).value_or(""), row.driver);
          },
      .date = [](const auto&) { return std::optional<Date>(); },  // a driver is no document of a period
      .describe = [](const store::DriverRow& row) -> Described {
        return {{"value", std::string(row.value)}};
      }};
  DocumentLoader<store::DriverRow> loader(run, std::move(traits));
  load(run, loader, [&](Cells& cells, store::DriverRow& row) {
    row.node = cells.reference(node, References::Of::node);
    row.driver = cells.text(driver);
    row.value = loader.texts().keep(money::to_string(cells.at(value).decimal));
    row.date = cells.maybe_date(date);
  });
}

}  // namespace

void load_documents(ImportRun& run) {
  static constexpr std::pair<std::string_view, void (*)(ImportRun&)> kLoaders[] = {
      {"sales", load_sales},     {"invoices", load_invoices}, {"receipts", load_receipts},
      {"matches", load_matches}, {"expenses", load_expenses}, {"drivers", load_drivers}};
  for (const auto& [kind, load_kind] : kLoaders) {
    if (kind == run.kind.name) load_kind(run);
  }
}

}  // namespace salesops::app
