#include "salesops/app/import_deductions.hpp"

#include "salesops/app/receivables_deduction.hpp"
#include "salesops/store/deductions.hpp"
#include "salesops/store/match_sides.hpp"

namespace salesops::app {

ImportDeductions::ImportDeductions(ImportRun& run, Fields fields)
    : run_(run), fields_(fields), stated_(run.source.has(fields.amount) || run.source.has(fields.reason)) {}

void ImportDeductions::read(DocumentCells& cells, const store::ReceiptRow& row) {
  const auto incomplete = [&](std::size_t field, base::Text message, base::Text help) {
    cells.report(field, "E2326", std::move(message), std::move(help));
  };
  if (!cells.present(fields_.amount) || cells.amount(fields_.amount).zero()) {
    if (cells.present(fields_.reason))
      incomplete(fields_.amount, {"为空，而有扣款原因", "is empty, though there is a reason for a deduction"},
                 {"补上扣款金额，或删去原因", "give the amount, or remove the reason"});
    if (cells.good()) compare(cells, row, {}, {});
    return;
  }
  const money::Money amount = cells.amount(fields_.amount);
  if (row.kind != "receipt" && row.kind != "draft")
    incomplete(fields_.amount, {"只写在收款或承兑汇票上", "goes with a receipt or a draft only"},
               {"退款、冲销不写扣款", "leave it out of refunds and reversals"});
  if (!cells.present(fields_.invoice))
    incomplete(fields_.invoice, {"为空：扣款要写明发票", "is empty: a deduction names its invoice"},
               {"补上发票号码", "give the invoice number"});
  const auto owed =
      row.invoice == 0 ? std::nullopt : store::invoice_side(run_.transaction.database(), row.invoice);
  if (amount.negative() || (owed && (amount > owed->amount || owed->currency != row.currency)))
    incomplete(fields_.amount,
               {"须大于 0，不超过发票金额，与发票同币种",
                "must be above 0, at most the invoice, and in its currency"},
               {"检查扣款金额和发票号码", "check the amount and the invoice number"});
  const receivable::DeductionReason* reason = nullptr;
  if (!cells.present(fields_.reason)) {
    incomplete(
        fields_.reason, {"为空：扣款要写明原因", "is empty: a deduction has a reason"},
        {"可用：" + deduction_reasons(run_.context).zh, "one of " + deduction_reasons(run_.context).en});
  } else {
    reason = deduction_reason(run_.context, cells.at(fields_.reason).text);
    if (reason == nullptr)
      cells.report(
          fields_.reason, "E2327", {"不是扣款原因", "is no reason for a deduction"},
          {"可用：" + deduction_reasons(run_.context).zh, "one of " + deduction_reasons(run_.context).en});
  }
  if (!cells.good()) return;
  compare(cells, row, amount, reason->code);
  waiting_.push_back({std::string(row.number), row.invoice, amount, reason->code, row.date});
}

// A receipt that was stored before this file has what the row says, or nothing where it says nothing.
void ImportDeductions::compare(DocumentCells& cells, const store::ReceiptRow& row, money::Money amount,
                               std::string_view reason) {
  store::Database& database = run_.transaction.database();
  const std::int64_t receipt = store::find_code(database, store::CodeIndex::Of::receipt, row.number);
  if (receipt == 0 || run_.request.on_conflict == OnConflict::skip ||
      store::batch_of_receipt(database, receipt) == run_.batch)
    return;
  const auto stored = store::deductions_of_receipt(database, receipt);
  const bool same = amount.zero() ? stored.empty()
                                  : stored.size() == 1 && stored.front().invoice == row.invoice &&
                                        stored.front().amount == amount && stored.front().reason == reason;
  if (same) return;
  cells.report(
      fields_.amount, "E2325",
      {"与已导入的收款 " + std::string(row.number) + " 的扣款不同",
       "differs from the deduction of receipt " + std::string(row.number) + ", which was imported before"},
      {"用 ar deduct --reject 拒绝原来的，再用 ar deduct 另记；或加 --on-conflict skip",
       "reject the stored one with ar deduct --reject and enter another with ar deduct; or --on-conflict "
       "skip"});
}

// A receipt that stands twice in a file has its deduction once; lines of one receipt have one each.
void ImportDeductions::store() {
  store::Database& database = run_.transaction.database();
  for (const Waiting& one : waiting_) {
    const std::int64_t receipt = store::find_code(database, store::CodeIndex::Of::receipt, one.receipt);
    if (receipt == 0 || store::batch_of_receipt(database, receipt) != run_.batch) continue;
    if (!run_.source.sums_lines() && !store::deductions_of_receipt(database, receipt).empty()) continue;
    store::insert_deduction(database,
                            {.receipt = receipt,
                             .invoice = one.invoice,
                             .amount = one.amount,
                             .reason = one.reason,
                             .date = one.date},
                            run_.batch);
  }
}

}  // namespace salesops::app
