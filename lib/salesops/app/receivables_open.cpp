#include <algorithm>

#include "salesops/app/receivables.hpp"
#include "salesops/app/receivables_deduction.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/app/receivables_unapplied.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/receivable/subsequent.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Type;
using receivable::Money;

const std::vector<document::Column> kItemColumns{
    {.key = "customer_id", .title = {"客户编码", "Customer id"}, .type = Type::id},
    {.key = "customer_name", .title = {"客户", "Customer"}},
    {.key = "kind", .title = {"类型", "Kind"}},
    {.key = "number", .title = {"单据号", "Number"}, .type = Type::id},
    {.key = "part", .title = {"期次", "Part"}, .type = Type::integer},
    {.key = "date", .title = {"单据日", "Date"}, .type = Type::date},
    {.key = "due_date", .title = {"到期日", "Due"}, .type = Type::date},
    {.key = "currency", .title = {"币种", "Currency"}},
    {.key = "amount", .title = {"金额", "Amount"}, .type = Type::money},
    {.key = "applied", .title = {"已核销", "Applied"}, .type = Type::money},
    {.key = "open", .title = {"未清", "Open"}, .type = Type::money},
    {.key = "open_base", .title = {"未清（本位币）", "Open (company currency)"}, .type = Type::money},
    {.key = "days_overdue", .title = {"逾期天数", "Days overdue"}, .type = Type::days},
    {.key = "bucket", .title = {"账龄段", "Bucket"}},
    {.key = "disputed", .title = {"有争议", "Disputed"}, .type = Type::boolean},
    {.key = "deduction", .title = {"其中扣款", "Of it deducted"}, .type = Type::money, .wide_only = true}};
constexpr std::size_t kNumberColumn = 3, kTotalColumn = 11;  // number, open_base

// The list of everything that is open, customer by customer; numbers are looked up for what is listed only,
// in the order of the store.
class OpenList {
 public:
  OpenList(const Context& context, store::Database& database, const OpenRequest& request,
           const receivable::AgingRule& rule)
      : context_(context),
        database_(database),
        request_(request),
        rule_(rule),
        placer_(rule),
        numbers_(database) {
    table_.key = "open_items";
    table_.title = {"未清单据", "Open items"};
    table_.columns = kItemColumns;
    table_.columns.back().wide_only = request.only != "deductions";
    if (!rule.subsequent) return;
    table_.columns.push_back({.key = "subsequent", .title = {"期后回款", "Paid since"}, .type = Type::money});
    table_.columns.push_back({.key = "remaining", .title = {"期后余额", "Remaining"}, .type = Type::money});
  }

  void add(const store::CustomerName& customer, const store::PackedAccount& account) {
    receivable::packed_position(account.packed, rule_.as_of, account.balance, settled_, position_);
    add_placed(customer, account.currency);
  }

  // With what was paid since, which the packed form does not tell.
  void add(const store::CustomerName& customer, const store::CustomerAccount& account) {
    const auto spans = receivable::settle(account.account, settle_policy(context_.config));
    settled_ = receivable::settled(account.account, spans);
    receivable::position_at(settled_, rule_.as_of, position_);
    later_ = receivable::subsequent_receipts(account.account, spans, settled_, position_, rule_.as_of);
    add_placed(customer, account.currency);
  }

  document::Table table() {
    fill_numbers();
    document::Row total(table_.columns.size());
    total.front() = std::string("TOTAL");
    total[kTotalColumn] = total_;
    table_.total = std::move(total);
    return std::move(table_);
  }

 private:
  void add_placed(const store::CustomerName& customer, std::string_view currency) {
    placer_.place(settled_, position_, placed_);
    for (const receivable::Placed& placed : placed_) {
      const std::int64_t age =
          placed.unapplied ? rule_.as_of - position_.credits[placed.source].date : placed.days;
      if (request_.older && age <= *request_.older) continue;
      if (request_.only == (placed.from_credit ? "items" : "unapplied")) continue;
      if (request_.only == "deductions" && placed.deduction.zero()) continue;
      placed.from_credit ? add_credit(customer, currency, placed) : add_debit(customer, currency, placed);
    }
  }

  Money base(Money amount, std::string_view currency, receivable::Date date) const {
    const money::Currency& company = context_.config.company.currency;
    return currency == company.code
               ? amount
               : context_.config.receivables.rates.convert(amount, money::currency(currency), company, date);
  }

  void add_row(const store::CustomerName& customer, std::string_view currency, document::Row rest,
               Money paid_since = {}) {
    document::Row row{customer.code, customer.name};
    row.insert(row.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
    row[7] = std::string(currency);
    for (const std::size_t amount : {8U, 9U, 10U, 15U})
      row[amount] = shown(context_, std::get<Money>(row[amount]), currency);
    total_ += std::get<Money>(row[kTotalColumn]);
    if (rule_.subsequent) {
      row.emplace_back(shown(context_, paid_since, currency));
      row.emplace_back(std::get<Money>(row[10]) - shown(context_, paid_since, currency));
    }
    table_.rows.stored.push_back(std::move(row));
  }

  void add_debit(const store::CustomerName& customer, std::string_view currency,
                 const receivable::Placed& placed) {
    const receivable::OpenItem& item = position_.items[placed.source];
    const receivable::SettledDebit& debit = settled_.debits[item.debit];
    const bool parts = debit.part_count > 0;
    const Money amount = parts ? settled_.parts[debit.parts + item.part].amount : debit.amount;
    add_row(customer, currency,
            {item.retention ? Text{"发票质保金", "invoice retention"} : title(debit.kind),
             number_of(debit.kind != receivable::DebitKind::refund, debit.id),
             parts ? document::Cell(static_cast<std::int64_t>(item.part) + 1) : document::Cell(),
             debit.date,
             item.due,
             {},
             amount,
             amount - placed.amount,
             placed.amount,
             base(placed.amount, currency, debit.date),
             rule_.as_of > item.due ? document::Cell(std::int64_t{rule_.as_of - item.due})
                                    : document::Cell(std::int64_t{0}),
             bucket(placed),
             debit.disputed,
             placed.deduction},
            rule_.subsequent ? std::min(placed.amount, later_.items[placed.source]) : Money{});
  }

  void add_credit(const store::CustomerName& customer, std::string_view currency,
                  const receivable::Placed& placed) {
    const receivable::SettledCredit& credit = settled_.credits[position_.credits[placed.source].credit];
    const bool receipt =
        credit.kind == receivable::CreditKind::receipt || credit.kind == receivable::CreditKind::draft;
    const Money left = placed.unapplied ? placed.amount : -placed.amount;
    add_row(customer, currency,
            {title(credit.kind),
             number_of(!receipt, credit.id),
             {},
             credit.date,
             {},
             {},
             -credit.amount,
             left - credit.amount,
             -left,
             base(-left, currency, credit.date),
             {},
             placed.unapplied ? document::Cell(Text{"未核销", "unapplied"}) : bucket(placed),
             false,
             Money{}});
  }

  // The cell of a number, filled in at the end: the documents of a customer lie all over their table, so that
  // asking in this order would read a page of the database for each.
  document::Cell number_of(bool invoice, std::int64_t id) {
    unnumbered_.push_back({invoice, id, table_.rows.stored.size()});
    return std::string();
  }

  void fill_numbers() {
    std::ranges::sort(unnumbered_, {}, [](const Unnumbered& one) { return std::pair(one.invoice, one.id); });
    for (const Unnumbered& one : unnumbered_)
      table_.rows.stored[one.row][kNumberColumn] = numbers_.of(one.invoice, one.id);
    unnumbered_.clear();
  }

  document::Cell bucket(const receivable::Placed& placed) const {
    return placed.retention ? Text{"质保金", "retention"} : rule_.buckets.title(placed.slot);
  }

  struct Unnumbered {
    bool invoice;  // else of the other table
    std::int64_t id;
    std::size_t row;
  };

  const Context& context_;
  store::Database& database_;
  const OpenRequest& request_;
  receivable::AgingRule rule_;
  receivable::Placer placer_;
  store::DocumentNumbers numbers_;
  std::vector<Unnumbered> unnumbered_{};
  receivable::Settled settled_;
  receivable::Position position_;
  receivable::Subsequent later_;
  std::vector<receivable::Placed> placed_;
  document::Table table_;
  Money total_{};
};

void check(const OpenRequest& request) {
  check_word(request.only, "--only", {"items", "unapplied", "deductions"});
  const AgingRequest& aging = request.aging;
  const bool placed = !aging.basis.empty() || !aging.buckets.empty() || !aging.unapplied.empty() ||
                      !aging.exclude.empty() || !aging.retention.empty() || aging.subsequent;
  if (request.only == "deductions" && std::ranges::find(aging.exclude, "deductions") != aging.exclude.end())
    refuse_together("--only", {"--only deductions 不与 --exclude deductions 同用",
                               "--only deductions does not go with --exclude deductions"});
  if (request.only == "unapplied" && placed)
    refuse_together("--only",
                    {"--only unapplied 没有账龄段，不与 "
                     "--basis、--buckets、--unapplied、--retention、--exclude、--subsequent 同用",
                     "--only unapplied has no buckets: it does not go with --basis, --buckets, --unapplied, "
                     "--retention, --exclude or --subsequent"});
}

}  // namespace

Outcome receivables_open(const Context& context, const OpenRequest& request) {
  check(request);
  static_cast<void>(aging_rule(context, request.aging));  // what the options say wrong is told first
  Outcome outcome;
  read(context, [&](store::Database& database) {
    const receivable::AgingRule rule = aging_rule(context, database, request.aging);
    std::vector<store::CustomerName> customers;
    if (request.customers.empty()) customers = store::customer_names(database, context.as_of);
    for (const std::string& code : request.customers)
      customers.push_back(require_customer(context, database, code));
    if (request.only == "unapplied") {
      outcome.document = unapplied_document(context, database, request, customers);
      return;
    }
    OpenList list(context, database, request, rule);
    store::PackedAccounts accounts(database);
    for (const store::CustomerName& customer : customers) {
      if (rule.subsequent)
        for (const store::CustomerAccount& account : store::load_accounts(database, customer.id))
          list.add(customer, account);
      else
        accounts.of(customer.id, rule.as_of,
                    [&](const store::PackedAccount& account) { list.add(customer, account); });
    }
    outcome.document =
        document::single_table("receivables_open", {"应收未清单据", "Open receivables"}, list.table());
    outcome.document->currency = context.config.company.currency;
    outcome.document->facts = aging_facts(context, request.aging, rule);
    if (request.older) outcome.document->facts.push_back(fact_older(*request.older));
  });
  return outcome;
}

}  // namespace salesops::app
