// Invoices and credit notes.
#include <fmt/format.h>

#include "salesops/app/import_cells.hpp"
#include "salesops/app/import_terms.hpp"

namespace salesops::app {

namespace {

using calendar::Date;
using money::Money;
using store::CodeIndex;
using Described = ImportRun::Described;

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

std::string_view invoice_kind(DocumentCells& cells, Money amount) {
  const std::string_view stated = cells.at(kInvoiceKind).present ? cells.at(kInvoiceKind).text : "";
  if (stated.empty()) return amount.negative() ? "credit_note" : "invoice";
  const bool agrees = stated == "opening" || amount.negative() == (stated == "credit_note");
  if (!agrees) {
    cells.report(kInvoiceAmount, "E2311",
                 {"的正负与发票类型不符", "has a sign that the kind of invoice does not allow"},
                 {"红字发票为负数，蓝字发票为正数", "a credit note is negative, an invoice positive"});
  }
  for (const std::string_view known : {"invoice", "credit_note", "opening"}) {
    if (stated == known) return known;
  }
  return "invoice";
}

void report(DocumentCells& cells, const DueFault& fault) {
  const InvoiceField at = fault.code == "E2305" ? kBaseDate : fault.in_document ? kTerms : kDueDate;
  cells.report(at, fault.code, fault.message, fault.help);
}

// As stated, else by the terms; terms are checked in both cases, since instalments and discounts come from
// them.
void set_due_date(DocumentCells& cells, DueDates& due_dates, TextArena& texts, store::InvoiceRow& row) {
  const std::string_view terms = cells.at(kTerms).text;
  const bool stated = cells.present(kDueDate);
  if (stated) row.due_date = cells.date(kDueDate);
  if (row.customer == 0 || (stated && terms.empty())) return;
  DueFault fault;
  const auto due = stated ? due_dates.check(terms, row.customer, row.issue_date, row.base_date, fault)
                          : due_dates.find(terms, row.customer, row.issue_date, row.base_date, fault);
  if (!due) return report(cells, fault);
  if (!stated) row.due_date = due->date;
  row.terms = due->moved_terms.empty() ? due->terms : texts.keep(due->moved_terms);
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

}  // namespace

void load_invoices(ImportRun& run) {
  RowTraits<store::InvoiceRow> traits{
      .key = [](const auto& row) { return std::string(row.number); },
      .date = [](const auto& row) { return std::optional(row.issue_date); },
      .describe = [&run](const auto& row) { return describe_invoice(run, row); },
      .account = [](const auto& row) { return row.customer; },
      .currency = [](const auto& row) { return row.currency; }};
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
  DueDates due_dates(run.context.config, run.references);  // rows name its texts: it must outlive them
  DocumentLoader<store::InvoiceRow> loader(run, std::move(traits));
  load_rows(run, loader, [&](DocumentCells& cells, store::InvoiceRow& row) {
    row.number = cells.text(kInvoiceNo);
    row.customer = cells.reference(kInvoiceCustomer, References::Of::customer);
    row.issue_date = cells.date(kIssueDate);
    row.amount = cells.amount(kInvoiceAmount);
    row.currency = cells.currency(kInvoiceCurrency);
    row.kind = invoice_kind(cells, row.amount);
    row.ref = cells.text(kRef);
    row.base_date = cells.maybe_date(kBaseDate);
    row.rep = cells.reference(kInvoiceRep, References::Of::rep);
    row.disputed = cells.at(kDisputed).number != 0;
    set_due_date(cells, due_dates, loader.texts(), row);
  });
}

}  // namespace salesops::app
