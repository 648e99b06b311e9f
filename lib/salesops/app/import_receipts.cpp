// Receipts, refunds, reversals and drafts; matches between them and invoices.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "salesops/app/import_cells.hpp"
#include "salesops/app/import_deductions.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/receivable/pieces.hpp"
#include "salesops/store/match_sides.hpp"
#include "salesops/store/receivables.hpp"

namespace salesops::app {

namespace {

using calendar::Date;
using money::Money;
using store::CodeIndex;
using Described = ImportRun::Described;

enum ReceiptField {
  kReceiptNo,
  kReceiptCustomer,
  kReceiptDate,
  kReceiptAmount,
  kReceiptCurrency,
  kReceiptInvoice,
  kReceiptKind,
  kReceiptRef,
  kMaturity,
  kDeduction,
  kDeductionReason
};

// Money that goes back is negative in the store; files state it either way.
void set_receipt_kind(DocumentCells& cells, store::ReceiptRow& row) {
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
                 {"退款用 kind refund，冲销用 kind reversal",
                  "give kind refund for money paid back, reversal for a bounced receipt"});
  }
  if (row.kind == "draft" && !cells.present(kMaturity)) {
    cells.report(kMaturity, "E2308",
                 {"不能为空：承兑汇票要有到期日", "must not be empty: a draft needs its maturity"},
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
      .account = [](const auto& row) { return row.customer; },
      .net = [](const auto& row) { return row.amount; },
      .currency = [](const auto& row) { return row.currency; }};
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

// A reversal takes back a receipt, or a part of it, which it names in `ref`; one that names a reversal
// restores: the receipt was presented again. So its sign is the opposite of what it names. A refund may name
// the receipt it pays back.
void check_named_receipt(ImportRun& run, DocumentCells& cells, store::ReceiptRow& row) {
  const std::int64_t receipt =
      store::find_code(run.transaction.database(), CodeIndex::Of::receipt, cells.at(kReceiptRef).text);
  const auto side = store::receipt_side(run.transaction.database(), receipt);
  const bool reversal = row.kind == "reversal";
  if (!side || (side->kind == "refund") || (!reversal && side->kind == "reversal")) {
    cells.report(kReceiptRef, "E2312",
                 {"不是已导入的收款单，冲销要写明冲哪一张",
                  "is not an imported receipt: a reversal names the one it takes back"},
                 {"在 ref 列填原收款单号，原单先导入",
                  "give the number of the receipt in ref and import that one first"});
    return;
  }
  if (reversal && side->amount.negative()) row.amount = -row.amount;
  const Money most = side->amount.negative() ? -side->amount : side->amount;
  if (side->customer != row.customer || side->currency != row.currency ||
      (reversal && std::max(row.amount, -row.amount) > most)) {
    cells.report(kReceiptAmount, "E2313",
                 {"与被冲收款单的客户、币种不同，或大于它",
                  "differs from the receipt that is taken back in customer or currency, or is above it"},
                 {"冲销要与原收款单同客户、同币种，不大于它",
                  "a reversal has the customer and currency of its receipt and is not above it"});
  }
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
      const int digits = money::currency(owed.currency).digits;
      return run_.at(from, "E2314", "amount", money::to_decimal(row.amount, digits),
                     {fmt::format("核销金额超过双方剩余的 {}", money::to_decimal(left, digits)),
                      fmt::format("the match exceeds the {} that both sides have left",
                                  money::to_decimal(left, digits))},
                     {"减少金额，或先撤销别的核销：ar unapply",
                      "lower the amount, or take another match back: ar unapply"});
    }
    paid.taken += row.amount;
    owed.taken += row.amount;
    return std::nullopt;
  }

 private:
  using Sides = std::unordered_map<std::int64_t, store::MatchSide>;
  using ByReceipt = std::unordered_map<std::int64_t, Money>;
  const store::MatchSide* side(Sides& sides, std::int64_t key, bool receipt) {
    if (key == 0) return nullptr;
    const auto known = sides.find(key);
    if (known != sides.end()) return &known->second;
    auto read = receipt ? store::receipt_side(run_.transaction.database(), key)
                        : store::invoice_side(run_.transaction.database(), key);
    if (!read) return nullptr;
    if (receipt) read->taken += gone_back(read->customer, key);
    return &sides.emplace(key, *read).first->second;
  }

  // What refunds drew from the receipt, by what is stored now, and of such a receipt what bounced. Settles
  // the accounts of customers with refunds, once each.
  Money gone_back(std::int64_t customer, std::int64_t receipt) {
    const auto [place, fresh] = gone_back_.try_emplace(customer);
    store::Database& database = run_.transaction.database();
    if (fresh && store::has_refund(database, customer)) {
      for (const store::CustomerAccount& account : store::load_accounts(database, customer))
        add_gone_back(account.account, place->second);
    }
    const auto found = place->second.find(receipt);
    return found == place->second.end() ? Money{} : found->second;
  }

  void add_gone_back(const receivable::Account& account, ByReceipt& gone_back) const {
    const std::vector<Money> worths = receivable::final_worths(account);
    for (const receivable::Span& span : receivable::settle(account, settle_policy(run_.context.config))) {
      if (span.kind != receivable::SpanKind::drawn || span.until < receivable::forever()) continue;
      const receivable::Credit& credit = account.credits[span.credit];
      if (credit.kind != receivable::CreditKind::receipt && credit.kind != receivable::CreditKind::draft)
        continue;
      const auto [place, fresh] = gone_back.try_emplace(credit.id);
      if (fresh) place->second = credit.amount - worths[span.credit];
      place->second += span.amount;
    }
  }

  ImportRun& run_;
  std::unordered_map<std::int64_t, ByReceipt> gone_back_{};  // by customer
  Sides receipts_{};
  Sides invoices_{};
};

}  // namespace

void load_receipts(ImportRun& run) {
  DocumentLoader<store::ReceiptRow> loader(run, receipt_traits(run));
  store::InvoiceCustomers owners(run.transaction.database());
  ImportDeductions deductions(run, {kDeduction, kDeductionReason, kReceiptInvoice});
  load_rows(run, loader, [&](DocumentCells& cells, store::ReceiptRow& row) {
    row.number = cells.text(kReceiptNo);
    row.customer = cells.reference(kReceiptCustomer, References::Of::customer);
    row.date = cells.date(kReceiptDate);
    row.amount = cells.amount(kReceiptAmount);
    row.currency = cells.currency(kReceiptCurrency);
    set_receipt_kind(cells, row);
    if (cells.present(kReceiptInvoice)) owners.announce();
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
    if (deductions.stated()) deductions.read(cells, row);
  });
  deductions.store();
}

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
      .account = [&limits](const store::MatchRow& row) { return limits.invoice(row.invoice)->customer; },
      .currency = [&limits](const store::MatchRow& row) -> std::string_view {
        return limits.invoice(row.invoice)->currency;
      }};
  DocumentLoader<store::MatchRow> loader(run, std::move(traits));
  load_rows(run, loader, [&](DocumentCells& cells, store::MatchRow& row) {
    row.receipt = cells.receipt(receipt);
    row.invoice = cells.invoice(invoice);
    const store::MatchSide* paid = limits.receipt(row.receipt);
    const store::MatchSide* owed = limits.invoice(row.invoice);
    if (paid == nullptr || owed == nullptr) return;
    cells.read_again(amount, owed->currency);
    row.amount = cells.amount(amount);
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

}  // namespace salesops::app
