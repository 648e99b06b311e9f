#include "salesops/app/receivables_unapplied.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "salesops/app/receivables_dimensions.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/receivable/packed.hpp"

namespace salesops::app {

namespace {

using document::Type;
using receivable::Money;

struct Waiting {
  std::size_t customer = 0;  // index in the customers
  std::string number;
  std::string currency;
  std::string reference;
  base::Text kind;
  receivable::Date date;
  Money amount{}, left{}, left_base{};
};

bool is_receipt(receivable::CreditKind kind) {
  return kind == receivable::CreditKind::receipt || kind == receivable::CreditKind::draft;
}

class UnappliedList {
 public:
  UnappliedList(const Context& context, store::Database& database, const OpenRequest& request)
      : context_(context),
        request_(request),
        database_(database),
        numbers_(database),
        conditions_(conditions_of(context, database, request.aging.owner)) {}

  void add(std::size_t customer, const store::PackedAccount& account) {
    receivable::packed_position(account.packed, context_.as_of, account.balance, settled_, position_);
    for (const receivable::OpenCredit& open : position_.credits) {
      if (request_.older && context_.as_of - open.date <= *request_.older) continue;
      const receivable::SettledCredit& credit = settled_.credits[open.credit];
      if (conditions_ && !conditions_->takes({.customer = account.customer,
                                              .currency = account.currency,
                                              .rep = credit.rep,
                                              .date = credit.date}))
        continue;
      const bool receipt = is_receipt(credit.kind);
      waiting_.push_back({.customer = customer,
                          .number = numbers_.of(!receipt, credit.id),
                          .currency = std::string(account.currency),
                          .reference = store::reference_of(database_, !receipt, credit.id),
                          .kind = title(credit.kind),
                          .date = credit.date,
                          .amount = credit.amount,
                          .left = open.left,
                          .left_base = in_company(open.left, account.currency, credit.date)});
    }
  }

  document::Table table(const std::vector<store::CustomerName>& customers) {
    std::ranges::sort(waiting_, [](const Waiting& a, const Waiting& b) {
      return std::tie(a.date, a.customer, a.number) < std::tie(b.date, b.customer, b.number);
    });
    document::Table table = empty_table();
    Money total;
    for (const Waiting& one : waiting_) {
      total += one.left_base;
      table.rows.stored.push_back({customers[one.customer].code, customers[one.customer].name, one.kind,
                                   one.number, one.date, std::int64_t{context_.as_of - one.date},
                                   one.currency, shown(context_, one.amount, one.currency),
                                   shown(context_, one.amount - one.left, one.currency),
                                   shown(context_, one.left, one.currency), one.left_base, one.reference});
    }
    document::Row last(table.columns.size());
    last.front() = std::string("TOTAL");
    last[10] = total;
    table.total = std::move(last);
    return table;
  }

 private:
  static document::Table empty_table() {
    document::Table table{.key = "unapplied", .title = {"待核销收款", "Unapplied cash"}};
    table.columns = {
        {.key = "customer_id", .title = {"客户编码", "Customer id"}, .type = Type::id},
        {.key = "customer_name", .title = {"客户", "Customer"}},
        {.key = "kind", .title = {"类型", "Kind"}},
        {.key = "number", .title = {"单据号", "Number"}, .type = Type::id},
        {.key = "date", .title = {"单据日", "Date"}, .type = Type::date},
        {.key = "age_days", .title = {"已等天数", "Age (days)"}, .type = Type::days},
        {.key = "currency", .title = {"币种", "Currency"}},
        {.key = "amount", .title = {"金额", "Amount"}, .type = Type::money},
        {.key = "applied", .title = {"已核销", "Applied"}, .type = Type::money},
        {.key = "left", .title = {"未核销", "Left"}, .type = Type::money},
        {.key = "left_base", .title = {"未核销（本位币）", "Left (company currency)"}, .type = Type::money},
        {.key = "reference", .title = {"摘要", "Reference"}}};
    return table;
  }

  Money in_company(Money amount, std::string_view currency, receivable::Date date) const {
    const money::Currency& company = context_.config.company.currency;
    if (currency == company.code) return amount;
    return context_.config.receivables.rates.convert(amount, money::currency(currency), company, date);
  }

  const Context& context_;
  const OpenRequest& request_;
  store::Database& database_;
  store::DocumentNumbers numbers_;
  receivable::Settled settled_;
  receivable::Position position_;
  std::unique_ptr<Grouping> conditions_;  // none without --where
  std::vector<Waiting> waiting_;
};

}  // namespace

document::Fact fact_older(int days) {
  const std::string n = std::to_string(days);
  return {"older", {"只列", "only"}, {"超过 " + n + " 天的", "of more than " + n + " days"}};
}

document::Document unapplied_document(const Context& context, store::Database& database,
                                      const OpenRequest& request,
                                      const std::vector<store::CustomerName>& customers) {
  UnappliedList list(context, database, request);
  store::PackedAccounts accounts(database);
  for (std::size_t at = 0; at < customers.size(); ++at)
    accounts.of(customers[at].id, context.as_of,
                [&](const store::PackedAccount& account) { list.add(at, account); });
  document::Document document = document::single_table(
      "receivables_unapplied", {"待核销收款", "Unapplied cash"}, list.table(customers));
  document.currency = context.config.company.currency;
  document.unit = kExact;
  document.facts = {fact_company(context), fact_as_of(context), fact_match_date(context)};
  if (!context.where.empty()) document.facts.push_back(fact_owner(request.aging.owner));
  for (document::Fact& fact : fact_filters(context)) document.facts.push_back(std::move(fact));
  if (request.older) document.facts.push_back(fact_older(*request.older));
  return document;
}

}  // namespace salesops::app
