#include "salesops/app/receivables_deduction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_match_writer.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/base/text.hpp"
#include "salesops/store/deductions.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Type;
using receivable::Date;
using receivable::Deduction;
using receivable::DeductionStanding;
using receivable::DeductionState;
using receivable::kNone;
using receivable::Money;

struct StateWord {
  const char* word;
  DeductionState state;
  Text title;
};
const StateWord kStates[] = {{"open", DeductionState::open, {"未处理", "open"}},
                             {"credited", DeductionState::credited, {"已开红字", "credited"}},
                             {"paid", DeductionState::paid, {"已补付", "paid"}},
                             {"rejected", DeductionState::rejected, {"已拒绝", "rejected"}},
                             {"withdrawn", DeductionState::withdrawn, {"收款退回", "receipt bounced"}}};

Text title(DeductionState state) {
  return std::ranges::find(kStates, state, &StateWord::state)->title;
}

Text title(const Context& context, const std::string& code) {
  const auto& reasons = context.config.receivables.deductions;
  const auto found = std::ranges::find(reasons, code, &receivable::DeductionReason::code);
  return found == reasons.end() ? Text{code, code} : found->name;
}

// One account with its deductions as they stand on the as-of.
struct Account {
  store::CustomerAccount account;
  std::vector<Deduction> deductions;
  std::vector<DeductionStanding> standings;
};

void for_each_of(const Context& context, store::Database& database, std::int64_t customer, Date as_of,
                 const std::function<void(const Account&)>& sink) {
  for (store::CustomerAccount& account : store::load_accounts(database, customer)) {
    Account one{.account = std::move(account), .deductions = {}, .standings = {}};
    one.deductions = store::deductions_of(database, one.account);
    if (one.deductions.empty()) continue;
    const auto spans = receivable::settle(one.account.account, settle_policy(context.config));
    one.standings = receivable::deductions_on(one.account.account, spans, one.deductions, as_of);
    sink(one);
  }
}

// ------------------------------------------------------------------------------------------------ the list

struct Sum {
  std::int64_t count = 0, ended = 0, days = 0;  // days of those that ended
  std::int64_t oldest = 0;                      // days of the oldest that is open
  Money amount{}, credited{}, paid{}, rejected{}, open{};
};

class DeductionList {
 public:
  DeductionList(const Context& context, const DeductionsRequest& request)
      : context_(context), request_(request) {
    table_.key = "deductions";
    table_.title = {"扣款", "Deductions"};
    table_.columns = {
        {.key = "number", .title = {"扣款号", "Number"}, .type = Type::id},
        {.key = "customer_id", .title = {"客户编码", "Customer id"}, .type = Type::id},
        {.key = "customer_name", .title = {"客户", "Customer"}},
        {.key = "invoice", .title = {"发票", "Invoice"}, .type = Type::id},
        {.key = "receipt", .title = {"收款", "Receipt"}, .type = Type::id},
        {.key = "date", .title = {"日期", "Date"}, .type = Type::date},
        {.key = "due_date", .title = {"发票到期日", "Invoice due"}, .type = Type::date},
        {.key = "reason", .title = {"原因代码", "Reason code"}, .type = Type::id, .wide_only = true},
        {.key = "reason_name", .title = {"原因", "Reason"}},
        {.key = "currency", .title = {"币种", "Currency"}},
        {.key = "amount", .title = {"扣款金额", "Amount"}, .type = Type::money},
        {.key = "credited", .title = {"已开红字", "Credited"}, .type = Type::money},
        {.key = "paid", .title = {"已补付", "Paid"}, .type = Type::money},
        {.key = "open", .title = {"未处理", "Open"}, .type = Type::money},
        {.key = "state", .title = {"状态", "State"}},
        {.key = "ended", .title = {"了结日", "Ended"}, .type = Type::date},
        {.key = "days", .title = {"天数", "Days"}, .type = Type::days},
        {.key = "days_overdue", .title = {"发票逾期天数", "Invoice overdue"}, .type = Type::days}};
  }

  void add(const store::CustomerName& customer, const Account& account) {
    for (std::size_t i = 0; i < account.deductions.size(); ++i) {
      const Deduction& one = account.deductions[i];
      const DeductionStanding& standing = account.standings[i];
      if (one.date > context_.as_of || (!request_.reason.empty() && one.reason != request_.reason)) continue;
      const auto word = std::ranges::find(kStates, standing.state, &StateWord::state);
      if (!request_.state.empty() && request_.state != word->word) continue;
      add_sum(account.account.currency, one, standing);
      if (!request_.by_reason) add_row(customer, account, one, standing);
    }
  }

  document::Table table() { return request_.by_reason ? sums() : std::move(table_); }

 private:
  void add_row(const store::CustomerName& customer, const Account& account, const Deduction& one,
               const DeductionStanding& standing) {
    const receivable::Debit& invoice = account.account.account.debits[one.debit];
    const Date due = invoice.installments.empty() ? invoice.due : invoice.installments.back().due;
    const std::string& currency = account.account.currency;
    const auto amount = [&](Money money) { return document::Cell(shown(context_, money, currency)); };
    document::Row row{
        deduction_number(one.id),
        customer.code,
        customer.name,
        invoice.no,
        one.credit == kNone ? document::Cell() : account.account.account.credits[one.credit].no,
        one.date,
        due,
        one.reason,
        title(context_, one.reason),
        currency,
        amount(one.amount),
        amount(standing.credited),
        amount(standing.paid),
        amount(standing.flagged()),
        title(standing.state),
        standing.ended ? document::Cell(*standing.ended) : document::Cell(),
        std::int64_t{standing.ended.value_or(context_.as_of) - one.date},
        standing.ended ? document::Cell() : document::Cell(std::int64_t{std::max(context_.as_of - due, 0)})};
    table_.rows.stored.push_back(std::move(row));
  }

  void add_sum(const std::string& currency, const Deduction& one, const DeductionStanding& standing) {
    Sum& sum = sums_[{one.reason, currency}];
    ++sum.count;
    sum.amount += one.amount;
    sum.credited += standing.credited;
    sum.paid += standing.paid;
    sum.open += standing.flagged();
    const bool refused =
        standing.state == DeductionState::rejected || standing.state == DeductionState::withdrawn;
    if (refused) sum.rejected += standing.open;
    if (standing.ended) {
      ++sum.ended;
      sum.days += *standing.ended - one.date;
    } else {
      sum.oldest = std::max(sum.oldest, std::int64_t{context_.as_of - one.date});
    }
  }

  document::Table sums() const {
    document::Table table{.key = "deductions_by_reason", .title = {"扣款按原因", "Deductions by reason"}};
    table.columns = {
        {.key = "reason", .title = {"原因代码", "Reason code"}, .type = Type::id, .wide_only = true},
        {.key = "reason_name", .title = {"原因", "Reason"}},
        {.key = "currency", .title = {"币种", "Currency"}},
        {.key = "count", .title = {"笔数", "Count"}, .type = Type::integer},
        {.key = "amount", .title = {"扣款金额", "Amount"}, .type = Type::money},
        {.key = "credited", .title = {"已开红字", "Credited"}, .type = Type::money},
        {.key = "paid", .title = {"已补付", "Paid"}, .type = Type::money},
        {.key = "rejected", .title = {"已拒绝或退回", "Rejected or bounced"}, .type = Type::money},
        {.key = "open", .title = {"未处理", "Open"}, .type = Type::money},
        {.key = "days_to_settle",
         .title = {"平均处理天数", "Average days to settle"},
         .type = Type::decimal,
         .decimals = 1},
        {.key = "oldest_days", .title = {"最久未处理天数", "Oldest open, days"}, .type = Type::days}};
    for (const auto& [key, sum] : sums_) {
      const auto amount = [&, &currency = key.second](Money money) {
        return shown(context_, money, currency);
      };
      table.rows.stored.push_back(
          {key.first, title(context_, key.first), key.second, sum.count, amount(sum.amount),
           amount(sum.credited), amount(sum.paid), amount(sum.rejected), amount(sum.open),
           sum.ended > 0 ? document::Cell(money::Decimal(
                               base::narrow(base::divide_half_up(base::Wide{sum.days} * 10, sum.ended)), 1))
                         : document::Cell(),
           sum.open.zero() ? document::Cell() : document::Cell(sum.oldest)});
    }
    return table;
  }

  const Context& context_;
  const DeductionsRequest& request_;
  document::Table table_;
  std::map<std::pair<std::string, std::string>, Sum> sums_;  // by reason, currency
};

// ------------------------------------------------------------------------------------------------ entering

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

std::string deduction_number(std::int64_t id) {
  return "D" + std::to_string(id);
}

const receivable::DeductionReason* deduction_reason(const Context& context, std::string_view text) {
  const auto fold = [](std::string_view name) { return base::to_lower_ascii(base::fold_name(name)); };
  const std::string folded = fold(text);
  for (const receivable::DeductionReason& reason : context.config.receivables.deductions)
    for (const std::string& name : {reason.code, reason.name.zh, reason.name.en})
      if (fold(name) == folded) return &reason;
  return nullptr;
}

Text deduction_reasons(const Context& context) {
  Text list;
  for (const receivable::DeductionReason& reason : context.config.receivables.deductions) {
    const std::string comma = list.zh.empty() ? "" : ", ";
    list.zh += comma + reason.code + (reason.name.zh == reason.code ? "" : " " + reason.name.zh);
    list.en += comma + reason.code;
  }
  return list;
}

std::shared_ptr<const std::map<std::int64_t, Money>> flagged_deductions(const Context& context,
                                                                        store::Database& database,
                                                                        Date as_of) {
  if (!store::any_deduction(database)) return nullptr;
  auto flagged = std::make_shared<std::map<std::int64_t, Money>>();
  for (const std::int64_t customer : store::customers_with_deductions(database))
    for_each_of(context, database, customer, as_of, [&](const Account& account) {
      for (std::size_t i = 0; i < account.deductions.size(); ++i)
        if (const Money amount = account.standings[i].flagged(); !amount.zero())
          (*flagged)[account.account.account.debits[account.deductions[i].debit].id] += amount;
    });
  return flagged;
}

receivable::AgingRule aging_rule(const Context& context, store::Database& database,
                                 const AgingRequest& request) {
  receivable::AgingRule rule = aging_rule(context, request);
  rule.deductions = flagged_deductions(context, database, rule.as_of);
  return rule;
}

Outcome receivables_deductions(const Context& context, const DeductionsRequest& request) {
  std::vector<std::string> words;
  for (const StateWord& state : kStates) words.emplace_back(state.word);
  check_word(request.state, "--state", words);
  DeductionsRequest asked = request;
  if (!request.reason.empty()) {
    const receivable::DeductionReason* reason = deduction_reason(context, request.reason);
    asked.reason = reason != nullptr ? reason->code : request.reason;  // one that is configured no more
  }
  Outcome outcome;
  read(context, [&](store::Database& database) {
    DeductionList list(context, asked);
    std::vector<store::CustomerName> customers;
    for (const std::string& code : request.customers)
      customers.push_back(require_customer(context, database, code));
    if (request.customers.empty() && store::any_deduction(database)) {
      const std::vector<std::int64_t> with = store::customers_with_deductions(database);
      for (store::CustomerName& name : store::customer_names(database, context.as_of))
        if (std::ranges::binary_search(with, name.id)) customers.push_back(std::move(name));
    }
    for (const store::CustomerName& customer : customers)
      for_each_of(context, database, customer.id, context.as_of,
                  [&](const Account& account) { list.add(customer, account); });
    outcome.document = document::single_table("receivables_deductions", {"扣款", "Deductions"}, list.table());
    outcome.document->currency = context.config.company.currency;
    outcome.document->facts = {fact_company(context), fact_as_of(context)};
  });
  return outcome;
}

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

std::vector<document::Fact> deduction_facts(const Context& context, store::Database& database,
                                            const store::CustomerAccount& account,
                                            const std::vector<receivable::Span>& spans, std::uint32_t debit) {
  std::vector<document::Fact> facts;
  const std::vector<Deduction> deductions = store::deductions_of(database, account);
  const auto standings = receivable::deductions_on(account.account, spans, deductions, context.as_of);
  const int digits = money::currency(account.currency).digits;
  for (std::size_t i = 0; i < deductions.size(); ++i) {
    const Deduction& one = deductions[i];
    if (one.debit != debit || one.date > context.as_of) continue;
    const std::string number = deduction_number(one.id), amount = money::to_grouped(one.amount, digits);
    const std::string since = calendar::to_string(standings[i].ended.value_or(one.date));
    const Text reason = title(context, one.reason), state = title(standings[i].state);
    facts.push_back({"deduction_" + number,
                     {"扣款 " + number, "deduction " + number},
                     {amount + " " + reason.zh + "，" + since + " " + state.zh,
                      amount + " " + reason.en + ", " + state.en + " since " + since}});
  }
  return facts;
}

}  // namespace salesops::app
