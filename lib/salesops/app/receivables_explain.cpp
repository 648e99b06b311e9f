#include <algorithm>

#include "salesops/app/receivables.hpp"
#include "salesops/app/receivables_deduction.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/calendar/terms.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Type;
using receivable::Date;
using receivable::kNone;
using receivable::Money;

struct Step {
  Date date;
  int order = 0;
  Text what;
  std::string other;
  Money by{};
};

// Everything that happened to the document up to the day, in order.
std::vector<Step> history(const FoundDocument& found, Date as_of) {
  const receivable::Account& account = found.account.account;
  const bool debit = found.debit != kNone;
  std::vector<Step> steps;
  if (debit)
    steps.push_back({account.debits[found.debit].date,
                     0,
                     title(account.debits[found.debit].kind),
                     {},
                     account.debits[found.debit].amount});
  else
    steps.push_back({account.credits[found.credit].date,
                     0,
                     title(account.credits[found.credit].kind),
                     {},
                     account.credits[found.credit].amount});
  for (const receivable::Span& span : found.spans) {
    if (debit ? span.debit != found.debit : span.credit != found.credit) continue;
    std::string other;
    if (!debit)
      other = account.debits[span.debit].no;
    else if (span.credit != kNone)
      other = account.credits[span.credit].no;
    steps.push_back({span.from, 2, title(span.kind), other, -span.amount});
    const Text what = title(span.kind);
    if (span.until < receivable::forever())
      steps.push_back({span.until, 1, {"撤回：" + what.zh, "taken back: " + what.en}, other, span.amount});
  }
  for (const receivable::Reversal& reversal : account.reversals) {
    if (debit || reversal.credit != found.credit) continue;
    steps.push_back({std::max(reversal.date, account.credits[found.credit].date), reversal.on ? 0 : 3,
                     reversal.on ? Text{"恢复", "restored"} : Text{"冲销（退票）", "reversed (bounced)"},
                     reversal.no, reversal.on ? reversal.amount : -reversal.amount});
  }
  std::erase_if(steps, [&](const Step& step) { return step.date > as_of; });
  std::ranges::stable_sort(steps, [](const Step& a, const Step& b) {
    return std::tie(a.date, a.order, a.other) < std::tie(b.date, b.order, b.other);
  });
  return steps;
}

document::Table history_table(const std::vector<Step>& steps) {
  document::Table table{.key = "history", .title = {"经过", "History"}};
  table.columns = {{.key = "date", .title = {"日期", "Date"}, .type = Type::date},
                   {.key = "event", .title = {"事项", "Event"}},
                   {.key = "document", .title = {"对应单据", "Document"}, .type = Type::id},
                   {.key = "amount", .title = {"金额", "Amount"}, .type = Type::money},
                   {.key = "left", .title = {"余额", "Left"}, .type = Type::money}};
  Money left;
  for (const Step& step : steps) {
    left += step.by;
    table.rows.stored.push_back({step.date, step.what, step.other, step.by, left});
  }
  return table;
}

// Why each open part of an invoice stands in its bucket.
document::Table bucket_table(const FoundDocument& found, const receivable::AgingRule& rule) {
  const receivable::Settled settled = receivable::settled(found.account.account, found.spans);
  const receivable::Position position = receivable::position_at(settled, rule.as_of);
  receivable::Placer placer(rule);
  std::vector<receivable::Placed> placed;
  placer.place(settled, position, placed);
  document::Table table{.key = "buckets", .title = {"账龄", "Age"}};
  table.columns = {{.key = "part", .title = {"期次", "Part"}, .type = Type::integer},
                   {.key = "due_date", .title = {"到期日", "Due"}, .type = Type::date},
                   {.key = "open", .title = {"未清", "Open"}, .type = Type::money},
                   {.key = "days", .title = {"天数", "Days"}, .type = Type::days},
                   {.key = "bucket", .title = {"账龄段", "Bucket"}},
                   {.key = "why", .title = {"依据", "Why"}}};
  const std::string as_of = calendar::to_string(rule.as_of);
  for (const receivable::Placed& one : placed) {
    if (one.from_credit) continue;
    const receivable::OpenItem& item = position.items[one.source];
    if (settled.debits[item.debit].id != found.account.account.debits[found.debit].id) continue;
    const bool due = rule.basis == receivable::AgingBasis::due;
    const std::string from = calendar::to_string(due ? item.due : item.issue),
                      days = std::to_string(one.days);
    const Text rest = rule.buckets.by_month() ? Text{"其余按所在自然月", "the rest by its calendar month"}
                                              : Text{"各段含右端", "buckets include their right edge"};
    table.rows.stored.push_back(
        {static_cast<std::int64_t>(item.part) + 1, item.due, one.amount, one.days,
         rule.buckets.title(one.slot),
         Text{as_of + " − " + from + " = " + days + " 天；0 天或更少为未到期，" + rest.zh,
              as_of + " − " + from + " = " + days + " days; 0 or less is not due, " + rest.en}});
  }
  return table;
}

// Until when how much less is enough: "2026-01-20: 20.00".
document::Fact discounts_of(const store::CustomerAccount& account, const receivable::Debit& debit) {
  std::string days;
  for (const receivable::Discount& discount : debit.discounts)
    days += (days.empty() ? "" : "; ") + calendar::to_string(discount.until) + ": " +
            money::to_grouped(discount.amount, money::currency(account.currency).digits);
  return {"discount", {"现金折扣", "discount until"}, {days, days}};
}

Text calendar_title(const std::string& name) {
  if (name == calendar::kWorkdays) return {"工作日", "working days"};
  if (name == calendar::kOwnDays) return {"客户停付日", "days the customer does not pay"};
  if (name == calendar::kPayDays) return {"付款日", "pay days"};
  return {"日历 " + name, "calendar " + name};
}

// "2021-06-12 → 2021-06-14 (…) → 2021-07-08 (…)" of every part that calendars moved when the invoice was
// stored; nothing when none was, or when the invoice states its due date.
std::optional<document::Fact> moves_of(const calendar::Terms& terms, const receivable::Debit& debit,
                                       std::optional<Date> stated) {
  document::Fact fact{"moved", {"到期日顺延", "due date moved"}, {}};
  for (std::size_t i = 0; i < terms.parts.size(); ++i) {
    const calendar::TermsPart& part = terms.parts[i];
    if (part.moves.empty()) continue;
    const Date base = calendar::base_date(part, terms, debit.date, stated);
    const std::string first = calendar::to_string(calendar::unmoved_due_date(part, terms, base));
    const std::string number = std::to_string(i + 1);
    const bool several = terms.parts.size() > 1;
    if (!fact.value.zh.empty()) fact.value.zh += "；", fact.value.en += "; ";
    fact.value.zh += (several ? "第 " + number + " 期 " : "") + first;
    fact.value.en += (several ? "part " + number + ": " : "") + first;
    for (const calendar::DueMove& move : part.moves) {
      const Text by = calendar_title(move.calendar);
      const std::string to = calendar::to_string(move.to);
      fact.value.zh += " → " + to + "（" + by.zh + "）";
      fact.value.en += " → " + to + " (" + by.en + ")";
    }
  }
  if (fact.value.zh.empty()) return std::nullopt;
  return fact;
}

// The terms of an invoice as written and in words, and how its due dates were moved; nothing when it has a
// due date alone.
std::vector<document::Fact> terms_of(store::Database& database, const receivable::Debit& debit) {
  if (debit.kind == receivable::DebitKind::refund) return {};
  const store::InvoiceTerms stored = store::invoice_terms(database, debit.id);
  if (stored.text.empty()) return {};
  calendar::Terms terms = store::stored_terms(stored.text, debit.no);
  const auto moved = moves_of(terms, debit, stored.base_date);
  for (calendar::TermsPart& part : terms.parts) part.moves.clear();
  const std::string written = calendar::terms_text(terms);
  const Text words = calendar::describe(terms);
  std::vector<document::Fact> facts{
      {"terms", {"账期", "terms"}, {written + "（" + words.zh + "）", written + " (" + words.en + ")"}}};
  if (moved) facts.push_back(*moved);
  return facts;
}

}  // namespace

Outcome receivables_explain(const Context& context, const std::string& number) {
  const receivable::AgingRule rule = aging_rule(context, {});
  Outcome outcome;
  read(context, [&](store::Database& database) {
    const FoundDocument found = find_document(context, database, number, false);
    document::Document& document = outcome.document.emplace();
    document.key = "receivables_explain";
    document.title = {"单据 " + number, "Document " + number};
    document.currency = money::currency(found.account.currency);
    document.unit = kExact;
    document.facts = {fact_company(context), fact_as_of(context), fact_match_date(context)};
    document.facts.push_back(
        {"customer",
         {"客户", "customer"},
         {found.customer.code + " " + found.customer.name, found.customer.code + " " + found.customer.name}});
    document.facts.push_back(
        {"currency", {"币种", "currency"}, {found.account.currency, found.account.currency}});
    document::Section section{.key = "explain"};
    section.tables.push_back(history_table(history(found, context.as_of)));
    if (found.debit != kNone) {
      const receivable::Debit& debit = found.account.account.debits[found.debit];
      for (document::Fact& fact : terms_of(database, debit)) document.facts.push_back(std::move(fact));
      if (!debit.discounts.empty()) document.facts.push_back(discounts_of(found.account, debit));
      if (debit.disputed) document.facts.push_back({"disputed", {"有争议", "disputed"}, {"是", "yes"}});
      for (document::Fact& fact : deduction_facts(context, database, found.account, found.spans, found.debit))
        document.facts.push_back(std::move(fact));
      document::Table buckets = bucket_table(found, rule);
      if (buckets.rows.size() > 0) section.tables.push_back(std::move(buckets));
    } else if (const auto& maturity = found.account.account.credits[found.credit].maturity) {
      const std::string day = calendar::to_string(*maturity);
      document.facts.push_back({"maturity", {"票据到期日", "maturity"}, {day, day}});
    }
    document.sections.push_back(std::move(section));
  });
  return outcome;
}

}  // namespace salesops::app
