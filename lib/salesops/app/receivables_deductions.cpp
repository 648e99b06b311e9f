#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "salesops/app/receivables_deduction.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/store/deductions.hpp"

// `receivables deductions`: the list, and its sums by reason.
namespace salesops::app {

namespace {

using document::Type;
using receivable::Date;
using receivable::Deduction;
using receivable::DeductionStanding;
using receivable::DeductionState;
using receivable::kNone;
using receivable::Money;

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

  void add(const store::CustomerName& customer, const DeductingAccount& account) {
    for (std::size_t i = 0; i < account.deductions.size(); ++i) {
      const Deduction& one = account.deductions[i];
      const DeductionStanding& standing = account.standings[i];
      if (one.date > context_.as_of || (!request_.reason.empty() && one.reason != request_.reason)) continue;
      if (!request_.state.empty() && request_.state != word_of(standing.state)) continue;
      add_sum(account.account.currency, one, standing);
      if (!request_.by_reason) add_row(customer, account, one, standing);
    }
  }

  document::Table table() { return request_.by_reason ? sums() : std::move(table_); }

 private:
  void add_row(const store::CustomerName& customer, const DeductingAccount& account, const Deduction& one,
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
        deduction_title(context_, one.reason),
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
          {key.first, deduction_title(context_, key.first), key.second, sum.count, amount(sum.amount),
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

}  // namespace

Outcome receivables_deductions(const Context& context, const DeductionsRequest& request) {
  check_word(request.state, "--state", deduction_words());
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
      for_each_deducting_account(context, database, customer.id, context.as_of,
                                 [&](const DeductingAccount& account) { list.add(customer, account); });
    outcome.document = document::single_table("receivables_deductions", {"扣款", "Deductions"}, list.table());
    outcome.document->currency = context.config.company.currency;
    outcome.document->unit = kExact;
    outcome.document->facts = {fact_company(context), fact_as_of(context)};
  });
  return outcome;
}

}  // namespace salesops::app
