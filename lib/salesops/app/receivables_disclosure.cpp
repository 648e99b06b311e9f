#include <algorithm>

#include "salesops/app/receivables_deduction.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/receivable/packed.hpp"
#include "salesops/store/receivables.hpp"

// The layout of the notes to the accounts: the balance by years of age from the document's date, 1年以内
// holding what is not a year old, each with its share (and its provision at the configured rates), and the
// five largest debtors. Shares are of the gross
// balance and are rounded so that they add up to exactly 100.00 %.
namespace salesops::app {

namespace {

using base::Text;
using document::Type;
using receivable::Money;

// Largest remainder: hundredths of a per cent of `parts`, Σ = 10000 when the sum is above 0.
std::vector<std::int64_t> shares(const std::vector<Money>& parts) {
  base::Wide sum = 0;
  for (const Money part : parts) sum += part.minor();
  std::vector<std::int64_t> result(parts.size());
  if (sum <= 0) return result;
  std::vector<std::pair<base::Wide, std::size_t>> rests;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const base::Wide exact = static_cast<base::Wide>(parts[i].minor()) * 10000;
    result[i] = base::narrow(base::divide_floor(exact, sum));
    given += result[i];
    rests.emplace_back(-(exact - result[i] * sum), i);
  }
  std::ranges::sort(rests);
  for (std::size_t i = 0; given < 10000; ++i, ++given) ++result[rests[i].second];
  return result;
}

struct Debtor {
  std::string code;
  std::string name;
  Money balance{};
};

// One rate for every age class, or none at all.
void require_rate_of_each(const std::vector<money::Rate>& provision, std::size_t classes) {
  if (provision.empty() || provision.size() == classes) return;
  const std::string given = std::to_string(provision.size()), wanted = std::to_string(classes);
  throw base::Error(base::Exit::configuration,
                    {.code = "E5306",
                     .field = "receivables.disclosure.provision",
                     .value = given,
                     .message = {"计提比例有 " + given + " 个，账龄段有 " + wanted + " 个",
                                 given + " provision rates are given for " + wanted + " age classes"},
                     .help = {"每段写一个比例，或用 --buckets 给相应的账龄段",
                              "give a rate for each class, or the classes to suit with --buckets"}});
}

// half-up, once for each class; a class in credit has none.
Money provision_of(Money balance, const money::Rate& rate) {
  return balance.negative() ? Money{} : money::half_up(balance, rate);
}

document::Table years_table(const receivable::AgingRule& rule, const std::vector<Money>& years,
                            const std::vector<money::Rate>& provision) {
  document::Table table{.key = "disclosure", .title = {"按账龄披露", "By age"}};
  table.columns = {{.key = "age", .title = {"账龄", "Age"}},
                   {.key = "balance", .title = {"账面余额", "Balance"}, .type = Type::money},
                   {.key = "share", .title = {"比例", "Share"}, .type = Type::percent, .decimals = 2}};
  if (!provision.empty()) {
    table.columns.push_back({.key = "provision", .title = {"坏账准备", "Provision"}, .type = Type::money});
    table.columns.push_back(
        {.key = "provision_rate", .title = {"计提比例", "Rate"}, .type = Type::percent, .decimals = 2});
  }
  const std::vector<std::int64_t> percent = shares(years);
  Money total, provided;
  for (std::size_t i = 0; i < years.size(); ++i) {
    document::Row row{rule.buckets.title(i + 1), years[i], money::Rate(percent[i], 10000)};
    total += years[i];
    if (!provision.empty()) {
      const Money amount = provision_of(years[i], provision[i]);
      provided += amount;
      row.insert(row.end(), {amount, provision[i]});
    }
    table.rows.stored.push_back(std::move(row));
  }
  const bool owed = total > Money{};
  table.total = document::Row{std::string("TOTAL"), total, money::Rate(owed ? 1 : 0, 1)};
  if (!provision.empty()) {
    const money::Rate rate = owed ? money::Rate(provided.minor(), total.minor()) : money::Rate();
    table.total->insert(table.total->end(), {provided, rate});
  }
  return table;
}

document::Table debtors_table(std::vector<Debtor> debtors, Money total, std::size_t top) {
  document::Table table{.key = "top_debtors", .title = {"按欠款方归集的期末余额前五名", "Largest debtors"}};
  table.columns = {{.key = "customer_id", .title = {"客户编码", "Customer id"}, .type = Type::id},
                   {.key = "customer_name", .title = {"客户", "Customer"}},
                   {.key = "balance", .title = {"账面余额", "Balance"}, .type = Type::money},
                   {.key = "share", .title = {"占比", "Share"}, .type = Type::percent, .decimals = 2}};
  std::ranges::sort(debtors, [](const Debtor& a, const Debtor& b) {
    return a.balance != b.balance ? a.balance > b.balance : a.code < b.code;
  });
  debtors.resize(std::min(debtors.size(), top));
  Money sum;
  for (const Debtor& debtor : debtors) {
    table.rows.stored.push_back(
        {debtor.code, debtor.name, debtor.balance, money::Rate(debtor.balance.minor(), total.minor())});
    sum += debtor.balance;
  }
  if (total > Money{})
    table.total = document::Row{std::string("TOTAL"), {}, sum, money::Rate(sum.minor(), total.minor())};
  return table;
}

}  // namespace

document::Document disclosure_document(const Context& context, store::Database& database,
                                       const AgingRequest& request) {
  if (request.subsequent)
    refuse_together("--subsequent", {"披露表没有期后回款列，--subsequent 不与 --layout disclosure 同用",
                                     "the disclosure has no column for it: --subsequent does not go with "
                                     "--layout disclosure"});
  if (request.retention == "separate")
    refuse_together("--retention",
                    {"披露表按账龄列全部应收，--retention separate 不与 --layout disclosure 同用",
                     "the disclosure shows all by age: --retention separate does not go with "
                     "--layout disclosure"});
  AgingRequest asked = request;
  if (asked.buckets.empty()) asked.buckets = "1y,2y,3y,4y,5y";
  if (asked.basis.empty()) asked.basis = "document";
  const receivable::AgingRule rule = aging_rule(context, database, asked);
  const money::Currency& company = context.config.company.currency;
  receivable::Placer placer(rule);
  receivable::Settled settled;
  receivable::Position position;
  std::vector<receivable::Placed> placed;
  std::vector<Money> years(rule.buckets.slots() - 1);
  require_rate_of_each(context.config.receivables.provision, years.size());
  std::map<std::int64_t, Money> by_customer;
  store::for_each_packed(database, rule.as_of, [&](const store::PackedAccount& account) {
    receivable::packed_position(account.packed, rule.as_of, account.balance, settled, position);
    placer.place(settled, position, placed);
    for (const receivable::Placed& one : placed) {
      if (one.unapplied) continue;
      const Money amount = context.config.receivables.rates.convert(
          one.amount, account.currency == company.code ? company : money::currency(account.currency), company,
          rule.as_of);
      years[std::max<std::size_t>(one.slot, 1) - 1] += amount;
      by_customer[account.customer] += amount;
    }
  });
  std::vector<Debtor> debtors;
  Money total, check;
  for (const Money amount : years) total += amount;
  for (const store::CustomerName& name : store::customer_names(database, context.as_of)) {
    const auto found = by_customer.find(name.id);
    if (found == by_customer.end()) continue;
    debtors.push_back({name.code, name.name, found->second});
    check += found->second;
  }
  if (check != total)
    throw base::Error(
        base::Exit::internal,
        {.code = "E5301", .message = {"各客户之和与合计不等", "the customers do not add up to the total"}});
  document::Document document{.key = "receivables_disclosure",
                              .title = {"应收账款账龄披露", "Receivables by age"},
                              .currency = company};
  document.facts = aging_facts(context, asked, rule);
  document::Section section{.key = "disclosure"};
  section.tables.push_back(years_table(rule, years, context.config.receivables.provision));
  section.tables.push_back(debtors_table(std::move(debtors), total, std::max<std::size_t>(request.top, 1)));
  document.sections.push_back(std::move(section));
  return document;
}

}  // namespace salesops::app
