#include "salesops/app/receivables_documents.hpp"

#include <algorithm>

#include "salesops/app/receivables_settle.hpp"
#include "salesops/receivable/pieces.hpp"
#include "salesops/store/closings.hpp"

namespace salesops::app {

namespace {

using base::Text;
using receivable::CreditKind;
using receivable::DebitKind;
using receivable::kNone;
using receivable::Money;
using receivable::SpanKind;

[[noreturn]] void not_found(const std::string& number) {
  throw base::Error(
      base::Exit::usage,
      {.code = "E5207",
       .value = number,
       .message = {"没有单据 " + number, "there is no document " + number},
       .help = {"单据号与导入的完全一致；用 receivables open 列出未清单据",
                "write the number exactly as imported; `receivables open` lists what is open"}});
}

// Sets the index of the document in the account; false when it is not there (a document of amount 0, a
// reversal).
bool locate(FoundDocument& found, const std::string& number, bool receipt) {
  const auto& debits = found.account.account.debits;
  const auto& credits = found.account.account.credits;
  for (std::uint32_t i = 0; i < debits.size(); ++i)
    if (debits[i].no == number && (debits[i].kind == DebitKind::refund) == receipt) found.debit = i;
  for (std::uint32_t i = 0; i < credits.size(); ++i) {
    const bool money = credits[i].kind == CreditKind::receipt || credits[i].kind == CreditKind::draft;
    if (credits[i].no == number && money == receipt) found.credit = i;
  }
  return found.debit != kNone || found.credit != kNone;
}

}  // namespace

FoundDocument find_document(const Context& context, store::Database& database, const std::string& number,
                            bool receipts_first) {
  for (const bool receipt : {receipts_first, !receipts_first}) {
    const auto customer = store::customer_of_document(database, !receipt, number);
    if (!customer) continue;
    for (store::CustomerAccount& account : store::load_accounts(database, *customer)) {
      FoundDocument found;
      found.account = std::move(account);
      if (!locate(found, number, receipt)) continue;
      found.customer =
          *store::find_customer(database, store::customer_code(database, *customer), context.as_of);
      found.spans = receivable::settle(found.account.account, settle_policy(context.config));
      return found;
    }
  }
  not_found(number);
}

store::CustomerName require_customer(const Context& context, store::Database& database,
                                     const std::string& code) {
  if (auto found = store::find_customer(database, code, context.as_of)) return *found;
  throw base::Error(base::Exit::usage, {.code = "E5208",
                                        .field = "CUSTOMER",
                                        .value = code,
                                        .message = {"没有客户 " + code, "there is no customer " + code},
                                        .help = {"写客户编码", "give the customer's id"}});
}

Free free_amounts(const receivable::Account& account, const std::vector<receivable::Span>& spans,
                  receivable::Date as_of) {
  Free free;
  for (const receivable::Debit& debit : account.debits) free.debits.push_back(debit.amount);
  free.credits = receivable::final_worths(account);
  for (const receivable::Span& span : spans) {
    if (span.until <= as_of) continue;
    free.debits[span.debit] -= span.amount;
    if (span.credit != kNone) free.credits[span.credit] -= span.amount;
  }
  for (Money& left : free.credits) left = std::max(left, Money{});  // a match that ends with a later reversal
  return free;
}

Text title(DebitKind kind) {
  return kind == DebitKind::invoice   ? Text{"发票", "invoice"}
         : kind == DebitKind::opening ? Text{"期初", "opening"}
                                      : Text{"退款", "refund"};
}

Text title(CreditKind kind) {
  switch (kind) {
    case CreditKind::receipt:
      return {"收款", "receipt"};
    case CreditKind::draft:
      return {"承兑汇票", "draft"};
    case CreditKind::credit_note:
      return {"红字发票", "credit note"};
    case CreditKind::opening:
      return {"期初贷项", "opening credit"};
  }
  return {};
}

Text title(SpanKind kind) {
  switch (kind) {
    case SpanKind::explicit_match:
      return {"手工核销", "matched by hand"};
    case SpanKind::named:
      return {"按单据指明核销", "matched as its document names it"};
    case SpanKind::drawn:
      return {"退款冲销收款", "refund of"};
    case SpanKind::automatic:
      return {"自动核销（最早到期）", "matched automatically (oldest due)"};
    case SpanKind::written_off:
      return {"尾差或坏账核销", "written off"};
  }
  return {};
}

void require_open_day(store::Database& database, receivable::Date day, const std::string& object) {
  const auto closed = store::closed_until(database);
  if (!closed || day > *closed) return;
  const std::string text = calendar::to_string(day);
  throw base::Error(base::Exit::not_permitted,
                    {.code = "E8201",
                     .value = object,
                     .message = {object + " 自 " + text + " 起算，在已结账的期间内",
                                 object + " counts from " + text + ", which lies in a closed period"},
                     .help = {"用开放期间的日期：--as-of", "give a day of an open period: --as-of"}});
}

}  // namespace salesops::app
