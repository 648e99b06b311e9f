#include <algorithm>

#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/app/receivables_statement.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Type;
using receivable::Money;

Text state_title(const std::string& state) {
  if (state == "confirmed") return {"核对无误", "confirmed"};
  if (state == "difference") return {"不符", "difference"};
  return {"已发未回", "sent, no answer"};
}

[[noreturn]] void bad_request(Text message) {
  throw base::Error(
      base::Exit::usage,
      {.code = "E1008",
       .message = std::move(message),
       .help = {"receivables confirm C001 --agreed，或 --difference -120.00 --reason …，或 --sent",
                "receivables confirm C001 --agreed, or --difference -120.00 --reason …, or --sent"}});
}

Money balance_of(store::Database& database, std::int64_t customer, const std::string& currency,
                 receivable::Date as_of) {
  Money balance;
  receivable::Settled settled;
  store::PackedAccounts(database).of(customer, as_of, [&](const store::PackedAccount& account) {
    if (account.currency != currency) return;
    receivable::unpack(account.packed, settled, as_of);
    balance = account.balance ? *account.balance : receivable::document_balance(settled, as_of);
  });
  return balance;
}

calendar::Date statement_day(const Context& context) {
  return context.period_text.empty() ? context.as_of : context.period("last-month").span.last;
}

Outcome list(const Context& context, const ConfirmRequest& request) {
  document::Table table{.key = "confirmations", .title = {"对账情况", "Confirmations"}};
  table.columns = {{.key = "customer_id", .title = {"客户编码", "Customer id"}, .type = Type::id},
                   {.key = "customer_name", .title = {"客户", "Customer"}},
                   {.key = "as_of", .title = {"对账截止日", "As of"}, .type = Type::date},
                   {.key = "currency", .title = {"币种", "Currency"}},
                   {.key = "balance", .title = {"我方余额", "Our balance"}, .type = Type::money},
                   {.key = "state", .title = {"状态", "State"}},
                   {.key = "difference", .title = {"差异", "Difference"}, .type = Type::money},
                   {.key = "reason", .title = {"原因", "Reason"}},
                   {.key = "date", .title = {"日期", "Date"}, .type = Type::date},
                   {.key = "days", .title = {"未回天数", "Days waiting"}, .type = Type::days}};
  Outcome outcome;
  std::size_t waiting = 0;
  read(context, [&](store::Database& database) {
    const auto names = store::customer_names(database, context.as_of);
    const auto day = context.period_text.empty() ? std::nullopt : std::optional(statement_day(context));
    for (const store::Confirmation& one : store::confirmations(database, day)) {
      const bool open = one.state == "sent";
      waiting += open ? 1 : 0;
      if (request.unanswered && !open) continue;
      const auto name = std::ranges::find(names, one.customer, &store::CustomerName::id);
      table.rows.stored.push_back(
          {name->code, name->name, one.as_of, one.currency, one.balance, state_title(one.state),
           one.difference, one.reason, one.date,
           open ? document::Cell(std::int64_t{context.as_of - one.date}) : document::Cell()});
    }
  });
  outcome.document =
      document::single_table("receivables_confirm", {"对账情况", "Confirmations"}, std::move(table));
  outcome.document->currency = context.config.company.currency;
  outcome.document->unit = kExact;
  outcome.document->facts = {fact_company(context), fact_as_of(context)};
  if (waiting > 0)
    outcome.messages.push_back({std::to_string(waiting) + " 份对账单未回",
                                std::to_string(waiting) + " statements without an answer"});
  return outcome;
}

}  // namespace

Outcome receivables_confirm(const Context& context, const ConfirmRequest& request) {
  const int given = (request.sent ? 1 : 0) + (request.agreed ? 1 : 0) + (request.difference.empty() ? 0 : 1);
  if (request.customer.empty()) {
    if (given > 0) bad_request({"要记录答复，请写客户编码", "to record an answer, name the customer"});
    return list(context, request);
  }
  if (given != 1 || request.unanswered)
    bad_request(
        {"--sent、--agreed、--difference 恰好给一个", "give exactly one of --sent, --agreed, --difference"});
  const std::string currency = request.currency.empty() ? context.config.company.currency.code
                                                        : money::currency(request.currency).code;
  store::Confirmation answer;
  answer.as_of = statement_day(context);
  answer.currency = currency;
  answer.reason = context.reason;
  answer.date = day_of(context.now, context.config.company.utc_offset);
  answer.state = request.sent ? "sent" : request.agreed ? "confirmed" : "difference";
  if (!request.difference.empty()) {
    answer.difference =
        money::parse_money_option(request.difference, money::currency(currency).digits, "--difference");
    if (answer.difference.zero() || context.reason.empty())
      bad_request({"差异不为 0，并用 --reason 说明原因", "a difference is not 0 and needs its --reason"});
  }
  Outcome outcome;
  write(context, [&](store::WriteTransaction& transaction) {
    store::Database& database = transaction.database();
    const store::CustomerName customer = require_customer(context, database, request.customer);
    answer.customer = customer.id;
    answer.balance = balance_of(database, customer.id, currency, answer.as_of);
    store::insert_confirmation(database, answer);
    store::Fields fields;
    fields.set("as_of", calendar::to_string(answer.as_of))
        .set("currency", currency)
        .set("balance", answer.balance.minor());
    fields.set("state", answer.state).set("difference", answer.difference.minor());
    store::append_journal(transaction, "confirmation " + customer.code, "", fields.json());
  });
  const std::string balance =
      money::to_decimal(answer.balance, money::currency(currency).digits) + " " + currency;
  const Text state = state_title(answer.state);
  outcome.messages.push_back(
      {request.customer + " 截至 " + calendar::to_string(answer.as_of) + " 余额 " + balance + "：" + state.zh,
       request.customer + " as of " + calendar::to_string(answer.as_of) + ", balance " + balance + ": " +
           state.en});
  return outcome;
}

}  // namespace salesops::app
