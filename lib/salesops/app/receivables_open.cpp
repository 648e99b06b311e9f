#include <algorithm>
#include <memory>
#include <numeric>
#include <tuple>

#include "salesops/app/receivables.hpp"
#include "salesops/app/receivables_deduction.hpp"
#include "salesops/app/receivables_dimensions.hpp"
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
constexpr std::size_t kTotalColumn = 11;  // open_base

// One line of the list, a tenth of what its cells would take. Amounts as they are shown.
struct OpenLine {
  std::uint32_t customer = 0;  // this and the next three: places in the lists of OpenLines
  std::uint16_t currency = 0;
  std::uint8_t kind = 0, bucket = 0;
  std::uint64_t number = 0;  // place of its first byte
  std::uint32_t number_size = 0;
  bool invoice = false;  // of the invoice table, else of the receipt table
  bool debit = false, disputed = false;
  std::int32_t part = 0;  // from 1; 0: not in parts
  receivable::Date date{}, due{};
  std::int64_t id = 0, days_overdue = 0;
  Money amount{}, applied{}, open{}, base{}, deduction{}, paid_since{};
};

// The lines and what they have in common.
struct OpenLines {
  std::vector<OpenLine> lines;
  std::vector<store::CustomerName> customers;
  std::vector<std::string> currencies;
  std::vector<Text> kinds, buckets;
  std::string numbers;  // of documents, one behind the other
  bool subsequent = false;

  void cells(std::size_t at, document::Row& row) const;
};

void OpenLines::cells(std::size_t at, document::Row& row) const {
  const OpenLine& line = lines[at];
  row = {customers[line.customer].code,
         customers[line.customer].name,
         kinds[line.kind],
         numbers.substr(line.number, line.number_size),
         line.part > 0 ? document::Cell(std::int64_t{line.part}) : document::Cell(),
         line.date,
         line.debit ? document::Cell(line.due) : document::Cell(),
         currencies[line.currency],
         line.amount,
         line.applied,
         line.open,
         line.base,
         line.debit ? document::Cell(line.days_overdue) : document::Cell(),
         buckets[line.bucket],
         line.disputed,
         line.deduction};
  if (!subsequent) return;
  row.emplace_back(line.paid_since);
  row.emplace_back(line.open - line.paid_since);
}

template <class List, class Value>
std::size_t place_of(List& list, const Value& value) {
  const auto found = std::ranges::find(list, value);
  if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  list.emplace_back(value);
  return list.size() - 1;
}

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
        conditions_(conditions_of(context, database, request.aging.owner)) {
    table_.key = "open_items";
    table_.title = {"未清单据", "Open items"};
    table_.columns = kItemColumns;
    table_.columns.back().wide_only = request.only != "deductions";
    for (std::size_t slot = 0; slot < rule.buckets.slots(); ++slot)
      lines_->buckets.push_back(rule.buckets.title(slot));
    lines_->buckets.insert(lines_->buckets.end(), {{"质保金", "retention"}, {"未核销", "unapplied"}});
    lines_->subsequent = rule.subsequent;
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
    table_.rows = document::made_rows(
        lines_->lines.size(),
        [lines = lines_](std::size_t begin, std::size_t end, const document::RowSink& sink) {
          document::Row row;
          for (std::size_t at = begin; at < end; ++at) {
            lines->cells(at, row);
            sink(row);
          }
        });
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
      if (conditions_ && !conditions_->takes(attributed(customer.id, currency, placed, settled_, position_)))
        continue;
      add_line(customer, currency, placed.from_credit ? credit_line(placed) : debit_line(placed));
    }
  }

  Money base(Money amount, std::string_view currency, receivable::Date date) const {
    const money::Currency& company = context_.config.company.currency;
    return currency == company.code
               ? amount
               : context_.config.receivables.rates.convert(amount, money::currency(currency), company, date);
  }

  // `line` without customer and currency, its amounts in minor units of the currency.
  void add_line(const store::CustomerName& customer, std::string_view currency, OpenLine line) {
    if (lines_->customers.empty() || lines_->customers.back().id != customer.id)
      lines_->customers.push_back(customer);
    line.customer = static_cast<std::uint32_t>(lines_->customers.size() - 1);
    line.currency = static_cast<std::uint16_t>(place_of(lines_->currencies, currency));
    line.base = base(line.open, currency, line.date);
    for (Money* amount : {&line.amount, &line.applied, &line.open, &line.deduction, &line.paid_since})
      *amount = shown(context_, *amount, currency);
    total_ += line.base;
    lines_->lines.push_back(line);
  }

  OpenLine debit_line(const receivable::Placed& placed) const {
    const receivable::OpenItem& item = position_.items[placed.source];
    const receivable::SettledDebit& debit = settled_.debits[item.debit];
    const bool parts = debit.part_count > 0;
    const Money amount = parts ? settled_.parts[debit.parts + item.part].amount : debit.amount;
    return {.kind = kind(item.retention ? Text{"发票质保金", "invoice retention"} : title(debit.kind)),
            .bucket = bucket(placed),
            .invoice = debit.kind != receivable::DebitKind::refund,
            .debit = true,
            .disputed = debit.disputed,
            .part = parts ? static_cast<std::int32_t>(item.part) + 1 : 0,
            .date = debit.date,
            .due = item.due,
            .id = debit.id,
            .days_overdue = std::max(std::int64_t{0}, std::int64_t{rule_.as_of - item.due}),
            .amount = amount,
            .applied = amount - placed.amount,
            .open = placed.amount,
            .deduction = placed.deduction,
            .paid_since = rule_.subsequent ? std::min(placed.amount, later_.items[placed.source]) : Money{}};
  }

  OpenLine credit_line(const receivable::Placed& placed) const {
    const receivable::SettledCredit& credit = settled_.credits[position_.credits[placed.source].credit];
    const bool receipt =
        credit.kind == receivable::CreditKind::receipt || credit.kind == receivable::CreditKind::draft;
    const Money left = placed.unapplied ? placed.amount : -placed.amount;
    return {.kind = kind(title(credit.kind)),
            .bucket = bucket(placed),
            .invoice = !receipt,
            .date = credit.date,
            .id = credit.id,
            .amount = -credit.amount,
            .applied = left - credit.amount,
            .open = -left};
  }

  std::uint8_t kind(const Text& title) const {
    return static_cast<std::uint8_t>(place_of(lines_->kinds, title));
  }

  std::uint8_t bucket(const receivable::Placed& placed) const {
    const std::size_t slots = rule_.buckets.slots();  // then retention, then what is not applied
    return static_cast<std::uint8_t>(placed.unapplied ? slots + 1 : placed.retention ? slots : placed.slot);
  }

  // The documents of a customer lie all over their table: asking in the order of the list would read a page
  // of the database for each.
  void fill_numbers() {
    std::vector<OpenLine>& lines = lines_->lines;
    std::vector<std::uint32_t> order(lines.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {},
                      [&](std::uint32_t at) { return std::tuple(lines[at].invoice, lines[at].id, at); });
    store::DocumentNumbers numbers(database_);
    for (const std::uint32_t at : order) {
      const std::string number = numbers.of(lines[at].invoice, lines[at].id);
      lines[at].number = lines_->numbers.size();
      lines[at].number_size = static_cast<std::uint32_t>(number.size());
      lines_->numbers += number;
    }
  }

  const Context& context_;
  store::Database& database_;
  const OpenRequest& request_;
  receivable::AgingRule rule_;
  receivable::Placer placer_;
  std::unique_ptr<Grouping> conditions_;  // none without --where
  receivable::Settled settled_;
  receivable::Position position_;
  receivable::Subsequent later_;
  std::vector<receivable::Placed> placed_;
  document::Table table_;
  std::shared_ptr<OpenLines> lines_ = std::make_shared<OpenLines>();
  Money total_{};
};

void check(const Context& context, const OpenRequest& request) {
  check_word(request.only, "--only", {"items", "unapplied", "deductions"});
  const AgingRequest& aging = request.aging;
  const bool placed = !aging.basis.empty() || !aging.buckets.empty() || !aging.unapplied.empty() ||
                      !aging.exclude.empty() || !aging.retention.empty() || aging.subsequent;
  if (!aging.owner.empty() && context.where.empty())
    throw base::Error(
        base::Exit::usage,
        {.code = "E1008",
         .field = "--owner",
         .message = {"--owner 说明 --where 按谁的归属筛选，要和它一起用",
                     "--owner says whose documents --where takes: it needs --where"},
         .help = {"加上 --where node=编码，或去掉 --owner", "add --where node=ID, or leave --owner out"}});
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
  check(context, request);
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
    outcome.document->unit = kExact;
    outcome.document->facts = aging_facts(context, request.aging, rule);
    if (request.older) outcome.document->facts.push_back(fact_older(*request.older));
  });
  return outcome;
}

}  // namespace salesops::app
