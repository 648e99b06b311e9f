#include <algorithm>

#include "salesops/app/receivables.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_match_writer.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/receivable/discount.hpp"
#include "salesops/receivable/matching.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Type;
using receivable::Date;
using receivable::kNone;
using receivable::MatchRule;
using receivable::Money;
using receivable::Span;
using receivable::SpanKind;

constexpr std::pair<const char*, MatchRule> kRules[] = {{"reference", MatchRule::reference},
                                                        {"exact_amount", MatchRule::exact_amount},
                                                        {"exact_account", MatchRule::exact_account},
                                                        {"oldest_due", MatchRule::oldest_due}};

Text title(MatchRule rule) {
  switch (rule) {
    case MatchRule::reference:
      return {"摘要含发票号", "reference"};
    case MatchRule::exact_amount:
      return {"金额相同", "exact amount"};
    case MatchRule::exact_account:
      return {"正好结清", "exact account"};
    case MatchRule::oldest_due:
      return {"最早到期", "oldest due"};
  }
  return {};
}

document::Table proposal_table() {
  document::Table table{.key = "matches", .title = {"核销", "Matches"}};
  table.columns = {{.key = "customer_id", .title = {"客户编码", "Customer id"}, .type = Type::id},
                   {.key = "customer_name", .title = {"客户", "Customer"}},
                   {.key = "receipt_no", .title = {"收款单号", "Receipt"}, .type = Type::id},
                   {.key = "invoice_no", .title = {"发票号码", "Invoice"}, .type = Type::id},
                   {.key = "amount", .title = {"核销金额", "Amount"}, .type = Type::money},
                   {.key = "write_off", .title = {"尾差或折扣", "Written off"}, .type = Type::money},
                   {.key = "date", .title = {"核销日", "Date"}, .type = Type::date},
                   {.key = "rule", .title = {"规则", "Rule"}}};
  return table;
}

struct Tally {
  std::size_t matches = 0;
  std::size_t discounts = 0;  // of matches that were there
  Money amount{};
  Money written_off{};
};

// The match between the two that a discount is written off with: the last one the user made, else what the
// document asked for, made one.
std::uint32_t explicit_match(MatchWriter& writer, receivable::Account& account,
                             const std::vector<Span>& spans, std::uint32_t credit, std::uint32_t debit) {
  for (auto m = static_cast<std::uint32_t>(account.matches.size()); m-- > 0;)
    if (account.matches[m].credit == credit && account.matches[m].debit == debit && !account.matches[m].until)
      return m;
  for (const Span& span : spans) {
    if (span.credit != credit || span.debit != debit || span.until < receivable::forever()) continue;
    const std::int64_t id = writer.keep(credit, debit, span.amount, span.from);
    account.matches.push_back(
        {.id = id, .credit = credit, .debit = debit, .amount = span.amount, .date = span.from});
  }
  return static_cast<std::uint32_t>(account.matches.size() - 1);
}

// Invoices that were paid in time but for their discount: it is written off with the last payment.
void take_discounts(const Context& context, MatchWriter& writer, const store::CustomerName& customer,
                    receivable::Account& account, bool by_documents, document::Table& table, Tally& tally) {
  const auto spans = receivable::settle(account, settle_policy(context.config));
  for (const receivable::DiscountTaken& taken : receivable::discounts_taken(account, spans, context.as_of)) {
    const Date paid = std::max(account.credits[taken.credit].date, account.debits[taken.debit].date);
    const Date date = by_documents ? paid : context.as_of;
    const std::uint32_t match = explicit_match(writer, account, spans, taken.credit, taken.debit);
    const std::int64_t id = writer.write_off(account.matches[match].id, taken.debit, taken.amount, date);
    account.matches.push_back(
        {.id = id, .debit = taken.debit, .amount = taken.amount, .date = date, .with = match});
    table.rows.stored.push_back({customer.code, customer.name, account.credits[taken.credit].no,
                                 account.debits[taken.debit].no, Money{}, taken.amount, date,
                                 Text{"现金折扣", "discount"}});
    ++tally.discounts;
    tally.written_off += taken.amount;
  }
}

void apply_account(const Context& context, store::WriteTransaction& transaction,
                   const store::CustomerName& customer, store::CustomerAccount account,
                   const receivable::MatchingRules& rules, bool by_documents, document::Table& table,
                   Tally& tally) {
  MatchWriter writer(context, transaction, account.account);
  take_discounts(context, writer, customer, account.account, by_documents, table, tally);
  const auto spans = receivable::settle(account.account, settle_policy(context.config));
  for (const receivable::Proposal& proposal :
       receivable::propose(account.account, spans, context.as_of, rules)) {
    const Date date = by_documents ? proposal.date : context.as_of;
    const std::int64_t match = writer.match(proposal.credit, proposal.debit, proposal.amount, date);
    if (!proposal.write_off.zero()) writer.write_off(match, proposal.debit, proposal.write_off, date);
    table.rows.stored.push_back({customer.code, customer.name, account.account.credits[proposal.credit].no,
                                 account.account.debits[proposal.debit].no, proposal.amount,
                                 proposal.write_off, date, title(proposal.rule)});
    ++tally.matches;
    tally.amount += proposal.amount;
    tally.written_off += proposal.write_off;
  }
}

receivable::MatchingRules rules_of(const Context& context, const std::vector<std::string>& names) {
  receivable::MatchingRules rules{.chain = context.config.receivables.rules,
                                  .tolerance = context.config.receivables.tolerance};
  if (names.empty()) return rules;
  rules.chain.clear();
  std::vector<std::string> known;
  for (const auto& [word, rule] : kRules) known.emplace_back(word);
  for (const std::string& name : names) {
    check_word(name, "--rules", known);
    rules.chain.push_back(std::ranges::find(kRules, name, &std::pair<const char*, MatchRule>::first)->second);
  }
  return rules;
}

void finish(const Context& context, document::Table table, const Tally& tally, Outcome& outcome) {
  const int digits = context.config.company.currency.digits;
  document::Row total(table.columns.size());
  total.front() = std::string("TOTAL");
  total[4] = tally.amount;
  total[5] = tally.written_off;
  table.total = std::move(total);
  outcome.document = document::single_table("receivables_apply", {"核销", "Matches"}, std::move(table));
  outcome.document->currency = context.config.company.currency;
  outcome.document->unit = kExact;
  outcome.document->facts = {fact_company(context), fact_as_of(context), fact_match_date(context)};
  const std::string count = std::to_string(tally.matches), sum = money::to_decimal(tally.amount, digits);
  const std::string discounts = std::to_string(tally.discounts);
  if (tally.discounts > 0)
    outcome.messages.push_back(
        {"及时付款的现金折扣 " + discounts + " 笔", discounts + " discounts for early payment"});
  outcome.messages.push_back(
      context.dry_run ? Text{"建议核销 " + count + " 笔，金额 " + sum + "；试运行，没有改动",
                             count + " matches proposed, amount " + sum + "; dry run, nothing changed"}
                      : Text{"已核销 " + count + " 笔，金额 " + sum, count + " matches made, amount " + sum});
}

Outcome apply_by_rules(const Context& context, const ApplyRequest& request) {
  const receivable::MatchingRules rules = rules_of(context, request.rules);
  Outcome outcome;
  document::Table table = proposal_table();
  Tally tally;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    std::vector<store::CustomerName> customers;
    if (request.customers.empty()) customers = store::customers_to_match(database, context.as_of);
    for (const std::string& code : request.customers)
      customers.push_back(require_customer(context, database, code));
    std::vector<std::int64_t> changed;
    for (const store::CustomerName& customer : customers) {
      const std::size_t before = tally.matches + tally.discounts;
      for (store::CustomerAccount& account : store::load_accounts(database, customer.id))
        apply_account(context, transaction, customer, std::move(account), rules, request.dated == "documents",
                      table, tally);
      if (tally.matches + tally.discounts > before) changed.push_back(customer.id);
    }
    settle_receivables(database, context.config, changed);
  });
  finish(context, std::move(table), tally, outcome);
  return outcome;
}

[[noreturn]] void nothing_left(const std::string& receipt, const std::string& invoice) {
  throw base::Error(base::Exit::finding,
                    {.code = "E5209",
                     .value = receipt + " " + invoice,
                     .message = {receipt + " 与 " + invoice + " 之间没有可核销的余额",
                                 receipt + " and " + invoice + " have nothing left for each other"},
                     .help = {"用 receivables explain 看两张单据的经过",
                              "see what happened to both with `receivables explain`"}});
}

// What other documents of the account have taken (an invoice that a receipt names, a refund) is not taken
// from them by a match of this pair: that is for `unapply`.
void require_left(Money left, Money amount, const char* code, const std::string& number) {
  if (amount <= left) return;
  const std::string text = money::to_decimal(left);
  throw base::Error(base::Exit::bad_data,
                    {.code = code,
                     .value = number,
                     .message = {"核销金额超过 " + number + " 的未核销余额 " + text,
                                 "the match is above what " + number + " has left: " + text}});
}

// The request of a document that names another gives way to explicit matches of the pair: what it took
// already becomes one of them.
std::vector<std::int64_t> keep_spans(MatchWriter& writer, const FoundDocument& found, std::uint32_t credit,
                                     std::uint32_t debit) {
  std::vector<std::int64_t> kept;
  for (const Span& span : found.spans) {
    if (span.credit != credit || span.debit != debit || span.until < receivable::forever()) continue;
    if (span.kind == SpanKind::named || span.kind == SpanKind::automatic)
      kept.push_back(writer.keep(credit, debit, span.amount, span.from));
  }
  return kept;
}

FoundDocument find_pair(const Context& context, store::Database& database, const std::string& receipt,
                        const std::string& invoice) {
  FoundDocument found = find_document(context, database, receipt, true);
  const FoundDocument other = find_document(context, database, invoice, false);
  if (found.credit == kNone || other.debit == kNone || found.customer.id != other.customer.id ||
      found.account.currency != other.account.currency)
    throw base::Error(
        base::Exit::usage,
        {.code = "E5205",
         .value = receipt + " " + invoice,
         .message = {receipt + " 与 " + invoice + " 不能核销",
                     receipt + " cannot be matched with " + invoice},
         .help = {"一边是收款或红字发票，另一边是发票；同一客户、同一币种",
                  "one is a receipt or credit note, the other an invoice; of one customer and currency"}});
  found.debit = other.debit;
  return found;
}

Outcome apply_pair(const Context& context, const ApplyRequest& request) {
  Outcome outcome;
  document::Table table = proposal_table();
  Tally tally;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const FoundDocument found = find_pair(context, database, request.receipt, request.invoice);
    const Free free = free_amounts(found.account.account, found.spans, context.as_of);
    Money amount = std::min(free.credits[found.credit], free.debits[found.debit]);
    if (!request.amount.empty())
      amount = money::parse_money_option(request.amount, money::currency(found.account.currency).digits,
                                         "--amount");
    if (amount <= Money{}) nothing_left(request.receipt, request.invoice);
    require_left(free.credits[found.credit], amount, "E5202", request.receipt);
    require_left(free.debits[found.debit], amount, "E5201", request.invoice);
    MatchWriter writer(context, transaction, found.account.account);
    keep_spans(writer, found, found.credit, found.debit);
    const Date both = std::max(found.account.account.credits[found.credit].date,
                               found.account.account.debits[found.debit].date);
    const Date date = request.dated == "documents" ? both : context.as_of;
    writer.match(found.credit, found.debit, amount, date);
    settle_receivables(database, context.config, std::span(&found.customer.id, 1));
    table.rows.stored.push_back({found.customer.code, found.customer.name, request.receipt, request.invoice,
                                 amount, Money{}, date, Text{"手工", "by hand"}});
    tally = {.matches = 1, .amount = amount};
  });
  finish(context, std::move(table), tally, outcome);
  return outcome;
}

}  // namespace

Outcome receivables_apply(const Context& context, const ApplyRequest& request) {
  check_word(request.dated, "--dated", {"as-of", "documents"});
  if (request.receipt.empty() != request.invoice.empty() ||
      (request.receipt.empty() && !request.amount.empty()))
    throw base::Error(base::Exit::usage,
                      {.code = "E1008",
                       .field = "--receipt",
                       .message = {"--receipt 与 --invoice 要一起给，--amount 只与它们同用",
                                   "--receipt and --invoice go together, --amount only with them"},
                       .help = {"receivables apply --receipt R1 --invoice F1 [--amount 100.00]",
                                "receivables apply --receipt R1 --invoice F1 [--amount 100.00]"}});
  return request.receipt.empty() ? apply_by_rules(context, request) : apply_pair(context, request);
}

Outcome receivables_unapply(const Context& context, const std::string& receipt, const std::string& invoice) {
  Outcome outcome;
  Money amount, differences;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const FoundDocument found = find_pair(context, database, receipt, invoice);
    MatchWriter writer(context, transaction, found.account.account);
    const auto kept = keep_spans(writer, found, found.credit, found.debit);
    std::size_t next = 0;
    for (const Span& span : found.spans) {
      if (span.credit != found.credit || span.debit != found.debit || span.until < receivable::forever())
        continue;
      if (span.kind != SpanKind::named && span.kind != SpanKind::automatic) continue;
      writer.take_back(found.credit, found.debit, kept[next++], span.amount,
                       std::max(context.as_of, span.from));
      amount += span.amount;
    }
    const std::vector<receivable::Match>& matches = found.account.account.matches;
    for (std::uint32_t m = 0; m < matches.size(); ++m) {
      if (matches[m].credit != found.credit || matches[m].debit != found.debit || matches[m].until) continue;
      writer.take_back(found.credit, found.debit, matches[m].id, matches[m].amount, context.as_of);
      differences += writer.take_back_differences(m, context.as_of);
      amount += matches[m].amount;
    }
    if (amount.zero())
      throw base::Error(base::Exit::finding,
                        {.code = "E5206",
                         .value = receipt + " " + invoice,
                         .message = {receipt + " 与 " + invoice + " 之间没有核销",
                                     "no match stands between " + receipt + " and " + invoice},
                         .help = {"用 receivables explain " + invoice + " 查看",
                                  "see `receivables explain " + invoice + "`"}});
    settle_receivables(database, context.config, std::span(&found.customer.id, 1));
  });
  const int digits = context.config.company.currency.digits;
  const std::string sum = money::to_decimal(amount, digits), small = money::to_decimal(differences, digits);
  Text done{"已撤回 " + receipt + " 与 " + invoice + " 的核销 " + sum,
            "took back " + sum + " between " + receipt + " and " + invoice};
  if (!differences.zero()) done = {done.zh + " 和尾差 " + small, done.en + " and the difference of " + small};
  if (context.dry_run) done = {done.zh + "；试运行，没有改动", done.en + "; dry run, nothing changed"};
  outcome.messages.push_back(done);
  return outcome;
}

}  // namespace salesops::app
