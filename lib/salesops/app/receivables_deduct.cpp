#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include "salesops/app/receivables_deduction.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_match_writer.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/store/deductions.hpp"
#include "salesops/store/journal.hpp"

// `receivables deduct`: a deduction entered, rejected, or settled by a credit note.
namespace salesops::app {

namespace {

using base::Text;
using receivable::Date;
using receivable::Deduction;
using receivable::DeductionStanding;
using receivable::DeductionState;
using receivable::kNone;
using receivable::Money;

[[noreturn]] void bad_request(Text message) {
  throw base::Error(
      base::Exit::usage,
      {.code = "E1008",
       .message = std::move(message),
       .help = {"receivables deduct F1 100.00 --for rebate [--receipt P1]；--reject D1；--settle D1 "
                "--credit-note C1",
                "receivables deduct F1 100.00 --for rebate [--receipt P1]; --reject D1; --settle D1 "
                "--credit-note C1"}});
}

[[noreturn]] void fail(const char* code, const std::string& value, Text message, Text help,
                       base::Exit exit = base::Exit::bad_data) {
  throw base::Error(exit,
                    {.code = code, .value = value, .message = std::move(message), .help = std::move(help)});
}

store::StoredDeduction require_deduction(store::Database& database, const std::string& number) {
  const std::string_view digits = number.starts_with('D') ? std::string_view(number).substr(1) : number;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size() && !digits.empty();
  if (const auto found = whole ? store::find_deduction(database, id) : std::nullopt) return *found;
  fail("E5211", number, {"没有扣款 " + number, "there is no deduction " + number},
       {"用 receivables deductions 列出扣款", "`receivables deductions` lists them"}, base::Exit::usage);
}

void journal(store::WriteTransaction& transaction, std::int64_t id, const char* step,
             const std::string& document, Money amount, Date date) {
  store::Fields fields;
  fields.set("step", std::string(step)).set("document", document);
  fields.set("amount", amount.minor()).set("date", calendar::to_string(date));
  store::append_journal(transaction, "deduction " + deduction_number(id), "", fields.json());
}

Outcome done(const Context& context, Text text) {
  if (context.dry_run) text = {text.zh + "；试运行，没有改动", text.en + "; dry run, nothing changed"};
  Outcome outcome;
  outcome.messages.push_back(std::move(text));
  return outcome;
}

// The invoice of a deduction, with the deductions that it has, on the as-of.
struct OfInvoice {
  FoundDocument found;
  std::vector<Deduction> deductions;
  std::vector<DeductionStanding> standings;
  Money open{};  // of the invoice
};

OfInvoice of_invoice(const Context& context, store::Database& database, const std::string& number) {
  OfInvoice one{.found = find_document(context, database, number, false), .deductions = {}, .standings = {}};
  if (one.found.debit == kNone)
    fail("E5212", number, {number + " 不是发票", number + " is no invoice"},
         {"扣款写在发票上", "a deduction is made from an invoice"}, base::Exit::usage);
  const receivable::Account& account = one.found.account.account;
  one.deductions = store::deductions_of(database, one.found.account);
  one.standings = receivable::deductions_on(account, one.found.spans, one.deductions, context.as_of);
  one.open = account.debits[one.found.debit].amount;
  for (const receivable::Span& span : one.found.spans)
    if (span.debit == one.found.debit && span.from <= context.as_of && context.as_of < span.until)
      one.open -= span.amount;
  return one;
}

std::int64_t receipt_of(const Context& context, store::Database& database, const std::string& number,
                        const OfInvoice& invoice) {
  if (number.empty()) return 0;
  const FoundDocument found = find_document(context, database, number, true);
  const bool fits = found.credit != kNone && found.customer.id == invoice.found.customer.id &&
                    found.account.currency == invoice.found.account.currency;
  if (fits) {
    const receivable::Credit& credit = found.account.account.credits[found.credit];
    if (credit.kind == receivable::CreditKind::receipt || credit.kind == receivable::CreditKind::draft)
      return credit.id;
  }
  fail("E5212", number,
       {number + " 不是这个客户、这个币种的收款", number + " is no receipt of that customer and currency"},
       {"写少付的那张收款单", "name the receipt that was short"}, base::Exit::usage);
}

Outcome enter(const Context& context, const DeductRequest& request) {
  const receivable::DeductionReason* reason = deduction_reason(context, request.reason);
  if (reason == nullptr) {
    Text help = deduction_reasons(context);
    fail("E5213", request.reason,
         {"--for 的 " + request.reason + " 不是扣款原因",
          "--for: " + request.reason + " is no reason for a deduction"},
         {"可用：" + help.zh, "one of " + help.en}, base::Exit::usage);
  }
  Money amount;
  std::int64_t id = 0;
  std::string currency;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const OfInvoice invoice = of_invoice(context, database, request.invoice);
    const receivable::Debit& debit = invoice.found.account.account.debits[invoice.found.debit];
    currency = invoice.found.account.currency;
    const int digits = money::currency(currency).digits;
    amount = money::parse_money_option(request.amount, digits, "AMOUNT");
    Money free = invoice.open;
    for (std::size_t i = 0; i < invoice.deductions.size(); ++i)
      if (invoice.deductions[i].debit == invoice.found.debit) free -= invoice.standings[i].flagged();
    if (amount <= Money{} || amount > free || debit.date > context.as_of)
      fail("E5212", request.invoice,
           {"扣款须大于 0，不超过 " + request.invoice + " 未清且未标为扣款的 " +
                money::to_decimal(free, digits),
            "a deduction is above 0 and at most what " + request.invoice +
                " has open and not deducted yet: " + money::to_decimal(free, digits)},
           {"用 receivables explain " + request.invoice + " 查看",
            "see receivables explain " + request.invoice});
    require_open_day(database, context.as_of, request.invoice);
    const std::int64_t receipt = receipt_of(context, database, request.receipt, invoice);
    id = store::insert_deduction(database, {.receipt = receipt,
                                            .invoice = debit.id,
                                            .amount = amount,
                                            .reason = reason->code,
                                            .date = context.as_of});
    journal(transaction, id, reason->code.c_str(), request.invoice, amount, context.as_of);
  });
  const std::string sum = money::to_decimal(amount, money::currency(currency).digits) + " " + currency;
  const std::string number = deduction_number(id);
  return done(context, {"扣款 " + number + "：" + request.invoice + " " + sum + "，" + reason->name.zh,
                        "deduction " + number + ": " + request.invoice + " " + sum + ", " + reason->name.en});
}

// The deduction among those of its invoice. Throws E5214 when it has ended.
std::size_t require_open(const OfInvoice& invoice, const store::StoredDeduction& deduction) {
  const auto at = std::ranges::find(invoice.deductions, deduction.id, &Deduction::id);
  const auto i = static_cast<std::size_t>(at - invoice.deductions.begin());
  if (at != invoice.deductions.end() && invoice.standings[i].state == DeductionState::open &&
      !invoice.standings[i].open.zero())
    return i;
  const std::string number = deduction_number(deduction.id);
  const Text state = at == invoice.deductions.end() ? Text{} : title(invoice.standings[i].state);
  fail("E5214", number,
       {"扣款 " + number + " 在这一天没有未处理的金额（" + state.zh + "）",
        "deduction " + number + " has nothing open on that day (" + state.en + ")"},
       {"用 receivables deductions 查看", "see `receivables deductions`"}, base::Exit::finding);
}

Outcome reject(const Context& context, const DeductRequest& request) {
  std::string number;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const store::StoredDeduction deduction = require_deduction(database, request.reject);
    number = deduction_number(deduction.id);
    const std::string invoice = store::DocumentNumbers(database).of(true, deduction.invoice);
    const OfInvoice of = of_invoice(context, database, invoice);
    const std::size_t at = require_open(of, deduction);
    require_open_day(database, context.as_of, invoice);
    store::insert_deduction_step(database, deduction.id, std::nullopt, context.as_of, context.reason);
    journal(transaction, deduction.id, "rejected", invoice, of.standings[at].open, context.as_of);
  });
  return done(context, {"扣款 " + number + " 已拒绝，照常催收",
                        "deduction " + number + " rejected, it is owed as before"});
}

Outcome settle_by_note(const Context& context, const DeductRequest& request) {
  std::string number, invoice;
  Money matched;
  int digits = 2;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const store::StoredDeduction deduction = require_deduction(database, request.settle);
    number = deduction_number(deduction.id);
    invoice = store::DocumentNumbers(database).of(true, deduction.invoice);
    const OfInvoice of = of_invoice(context, database, invoice);
    digits = money::currency(of.found.account.currency).digits;
    const receivable::Account& account = of.found.account.account;
    const auto note = std::ranges::find_if(account.credits, [&](const receivable::Credit& credit) {
      return credit.kind == receivable::CreditKind::credit_note && credit.no == request.credit_note;
    });
    if (note == account.credits.end())
      fail("E5212", request.credit_note,
           {request.credit_note + " 不是这个客户、这个币种的红字发票",
            request.credit_note + " is no credit note of that customer and currency"},
           {"先导入红字发票", "import the credit note first"}, base::Exit::usage);
    const std::size_t at = require_open(of, deduction);
    const auto credit = static_cast<std::uint32_t>(note - account.credits.begin());
    const Free free = free_amounts(account, of.found.spans, context.as_of);
    matched = std::min({free.credits[credit], free.debits[of.found.debit], of.standings[at].open});
    const bool applied = std::ranges::any_of(of.found.spans, [&](const receivable::Span& span) {
      return span.credit == credit && span.debit == of.found.debit && context.as_of < span.until;
    });
    if (matched.zero() && !applied)
      fail(
          "E5209", request.credit_note,
          {request.credit_note + " 与 " + invoice + " 之间没有可核销的余额",
           request.credit_note + " and " + invoice + " have nothing left for each other"},
          {"用 receivables explain 看两张单据的经过", "see what happened to both with `receivables explain`"},
          base::Exit::finding);
    require_open_day(database, context.as_of, invoice);
    store::insert_deduction_step(database, deduction.id, note->id, context.as_of, context.reason);
    journal(transaction, deduction.id, "settled", request.credit_note, matched, context.as_of);
    if (!matched.zero() && !applied) {
      MatchWriter(context, transaction, account).match(credit, of.found.debit, matched, context.as_of);
      settle_receivables(database, context.config, std::span(&of.found.customer.id, 1));
    } else {
      matched = {};
    }
  });
  const std::string sum = money::to_decimal(matched, digits);
  Text text{"扣款 " + number + " 由红字发票 " + request.credit_note + " 处理",
            "deduction " + number + " settled by credit note " + request.credit_note};
  if (!matched.zero())
    text = {text.zh + "，核销 " + invoice + " " + sum, text.en + ", " + sum + " matched with " + invoice};
  return done(context, text);
}

}  // namespace

Outcome receivables_deduct(const Context& context, const DeductRequest& request) {
  const bool enters = !request.invoice.empty() || !request.amount.empty() || !request.reason.empty() ||
                      !request.receipt.empty();
  const int asked = (enters ? 1 : 0) + (request.reject.empty() ? 0 : 1) +
                    (request.settle.empty() && request.credit_note.empty() ? 0 : 1);
  if (asked != 1)
    bad_request(
        {"记一笔扣款、--reject 和 --settle 三者取一", "enter a deduction, or --reject one, or --settle one"});
  if (!request.reject.empty()) {
    if (context.reason.empty())
      bad_request({"拒绝扣款要用 --reason 说明", "rejecting a deduction needs its --reason"});
    return reject(context, request);
  }
  if (!enters) {
    if (request.settle.empty() || request.credit_note.empty())
      bad_request({"--settle 和 --credit-note 要一起给", "--settle and --credit-note go together"});
    return settle_by_note(context, request);
  }
  if (request.invoice.empty() || request.amount.empty() || request.reason.empty())
    bad_request({"写发票、金额和 --for 原因", "give the invoice, the amount and the reason with --for"});
  return enter(context, request);
}

}  // namespace salesops::app
