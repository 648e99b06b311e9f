#include "salesops/app/receivables_statement.hpp"

#include <algorithm>

#include "salesops/app/receivables.hpp"
#include "salesops/app/receivables_documents.hpp"
#include "salesops/app/receivables_settle.hpp"
#include "salesops/app/receivables_table.hpp"
#include "salesops/base/text.hpp"
#include "salesops/config/yaml.hpp"
#include "salesops/receivable/statement.hpp"
#include "salesops/store/journal.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Type;
using receivable::LineKind;
using receivable::Money;

Text title(LineKind kind) {
  switch (kind) {
    case LineKind::invoice:
      return {"发票", "invoice"};
    case LineKind::opening:
      return {"期初", "opening item"};
    case LineKind::refund:
      return {"退款", "refund"};
    case LineKind::receipt:
      return {"收款", "receipt"};
    case LineKind::draft:
      return {"承兑汇票", "draft"};
    case LineKind::credit_note:
      return {"红字发票", "credit note"};
    case LineKind::reversal:
      return {"收款冲销", "receipt reversed"};
    case LineKind::restored:
      return {"恢复收款", "receipt restored"};
    case LineKind::write_off:
      return {"尾差或核销", "written off"};
    case LineKind::write_off_undone:
      return {"撤回核销", "write-off taken back"};
  }
  return {};
}

document::Table lines_table(const receivable::Statement& statement, const calendar::Period& period,
                            const std::string& currency) {
  document::Table table{.key = "lines_" + base::to_lower_ascii(currency),
                        .title = {"往来明细（" + currency + "）", "Movements (" + currency + ")"}};
  table.columns = {{.key = "date", .title = {"日期", "Date"}, .type = Type::date},
                   {.key = "kind", .title = {"单据类型", "Kind"}},
                   {.key = "number", .title = {"单据号", "Number"}, .type = Type::id},
                   {.key = "due_date", .title = {"到期日", "Due"}, .type = Type::date},
                   {.key = "debit", .title = {"应收", "Debit"}, .type = Type::money},
                   {.key = "credit", .title = {"已收", "Credit"}, .type = Type::money},
                   {.key = "balance", .title = {"余额", "Balance"}, .type = Type::money}};
  const auto some = [](Money amount) { return amount.zero() ? document::Cell() : document::Cell(amount); };
  table.rows.stored.push_back(
      {period.span.first, Text{"期初余额", "opening balance"}, std::string(), {}, {}, {}, statement.opening});
  for (const receivable::StatementLine& line : statement.lines)
    table.rows.stored.push_back({line.date, title(line.kind), line.number,
                                 line.due ? document::Cell(*line.due) : document::Cell(), some(line.debit),
                                 some(line.credit), line.balance});
  table.rows.stored.push_back(
      {period.span.last, Text{"期末余额", "closing balance"}, std::string(), {}, {}, {}, statement.closing});
  table.total = document::Row{Text{"本期合计", "Period"}, {}, {}, {}, statement.debits, statement.credits,
                              statement.closing};
  return table;
}

document::Table age_table(const receivable::AgingRow& row, const receivable::AgingRule& rule,
                          const std::string& currency) {
  document::Table table{.key = "aging_" + base::to_lower_ascii(currency),
                        .title = {"账龄（" + currency + "）", "Age (" + currency + ")"}};
  append_aging_columns(table.columns, rule);
  document::Row cells;
  append_aging_cells(cells, rule, row);
  table.rows.stored.push_back(std::move(cells));
  return table;
}

receivable::Statement in_company_digits(const Context& context, receivable::Statement statement,
                                        const std::string& currency) {
  for (Money* amount : {&statement.opening, &statement.debits, &statement.credits, &statement.closing})
    *amount = shown(context, *amount, currency);
  for (receivable::StatementLine& line : statement.lines)
    for (Money* amount : {&line.debit, &line.credit, &line.balance})
      *amount = shown(context, *amount, currency);
  return statement;
}

// Below the lines, as auditors and stamps want it.
void add_words(document::Table& lines, Money amount, const std::string& currency) {
  if (currency != "CNY") return;
  lines.facts.push_back(
      {{"期末余额大写", "Closing balance in words"},
       {money::to_chinese_capitals(amount), money::to_english_words(amount, "yuan", "fen")}});
}

Text balance_text(Money balance, const std::string& currency) {
  const std::string text = money::with_code(balance, money::currency(currency));
  return {text, text};
}

std::string replaced(std::string text, const std::vector<std::pair<std::string, std::string>>& values) {
  for (const auto& [name, value] : values)
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
      text.replace(at, name.size(), value);
  return text;
}

// What the customer sends back. The wording is the configuration's (receivables.statement), with names in
// braces.
document::Section slip(const Context& context, const store::CustomerName& customer,
                       const calendar::Period& period, const std::vector<Text>& balances) {
  document::Section section{.key = "confirmation", .title = {"对账回执", "Confirmation"}};
  std::vector<std::string> zh, en;
  for (const Text& balance : balances) {
    zh.push_back(balance.zh);
    en.push_back(balance.en);
  }
  const std::string last = calendar::to_string(period.span.last);
  const std::string reply =
      calendar::to_string(period.span.last + context.config.receivables.statement.reply_days);
  const auto fill = [&](const Text& text) {
    const auto with = [&](const std::string& language, const std::vector<std::string>& amounts) {
      return replaced(language, {{"{company}", context.config.company.name},
                                 {"{customer}", customer.name},
                                 {"{customer_id}", customer.code},
                                 {"{period}", period.label},
                                 {"{as_of}", last},
                                 {"{reply_by}", reply},
                                 {"{balance}", base::join(amounts, "，")}});
    };
    return Text{with(text.zh, zh), with(text.en, en)};
  };
  if (!context.config.receivables.statement.slip.empty()) {
    for (const std::string& line : context.config.receivables.statement.slip)
      section.paragraphs.push_back(fill({line, line}));
    return section;
  }
  section.paragraphs = {
      fill({"致 {company}：截至 {as_of}，贵公司账面我方应付余额 {balance}。",
            "To {company}: as of {as_of} your books show that we owe {balance}."}),
      {"□ 核对无误", "[ ] agreed"},
      {"□ 不符。我方账面余额：____________ 差异说明：____________",
       "[ ] not agreed. Our balance: ____________ Reason: ____________"},
      fill({"{customer}（盖章）　　经办人：________　日期：________",
            "{customer} (stamp)   by: ________   date: ________"}),
      fill({"请于 {reply_by} 前回传；逾期未回视同待核对，不视为认可。", "Please return by {reply_by}."})};
  return section;
}

struct Made {
  document::Document document;
  std::vector<std::pair<std::string, Money>> closings;  // by currency
  bool empty = true;
};

// The unit of the amounts: no table of dollars stands under the name of another currency.
std::string currencies_of(const Made& made) {
  std::vector<std::string> codes;
  for (const auto& [currency, closing] : made.closings) codes.push_back(currency);
  return base::join(codes, "/");
}

Made make(const Context& context, store::Database& database, const store::CustomerName& customer,
          const calendar::Period& period) {
  Made made;
  Context at_end = context;  // ages as of the end of the period
  at_end.as_of = period.span.last;
  const receivable::AgingRule rule = aging_rule(at_end, {});
  document::Document& document = made.document;
  document.key = "receivables_statement";
  document.title = {"对账单", "Statement of account"};
  document.currency = context.config.company.currency;
  document.unit = kExact;
  document.facts = {fact_company(context),
                    {"customer",
                     {"客户", "customer"},
                     {customer.code + " " + customer.name, customer.code + " " + customer.name}},
                    fact_period(period),
                    {"number",
                     {"编号", "number"},
                     {customer.code + "-" + period.label, customer.code + "-" + period.label}},
                    fact_match_date(context)};
  document::Section section{.key = "statement"};
  for (const std::string& line : context.config.receivables.statement.intro) {
    const std::string text = replaced(line, {{"{company}", context.config.company.name},
                                             {"{customer}", customer.name},
                                             {"{customer_id}", customer.code},
                                             {"{period}", period.label}});
    section.paragraphs.push_back({text, text});
  }
  std::vector<Text> balances;
  for (const store::CustomerAccount& account : store::load_accounts(database, customer.id)) {
    const auto spans = receivable::settle(account.account, settle_policy(context.config));
    const receivable::Statement statement =
        receivable::make_statement(account.account, spans, period.span.first, period.span.last);
    if (statement.empty()) continue;
    made.empty = false;
    made.closings.emplace_back(account.currency, statement.closing);
    section.tables.push_back(
        lines_table(in_company_digits(context, statement, account.currency), period, account.currency));
    add_words(section.tables.back(), statement.closing, account.currency);
    receivable::AgingRow row = receivable::age(receivable::settled(account.account, spans), rule);
    for (Money* amount : {&row.balance, &row.overdue, &row.unapplied})
      *amount = shown(context, *amount, account.currency);
    for (Money& amount : row.slots) amount = shown(context, amount, account.currency);
    section.tables.push_back(age_table(row, rule, account.currency));
    balances.push_back(balance_text(statement.closing, account.currency));
  }
  if (made.empty) {
    const std::string& currency = context.config.company.currency.code;
    section.tables.push_back(lines_table({}, period, currency));
    section.tables.push_back(age_table(receivable::empty_row(rule), rule, currency));
    balances.push_back(balance_text({}, currency));
  }
  if (!made.empty) document.currency.code = currencies_of(made);
  document.sections.push_back(std::move(section));
  document.sections.push_back(slip(context, customer, period, balances));
  return made;
}

}  // namespace

std::optional<StatementLayout> statement_layout(const Context& context) {
  const std::string& path = context.config.receivables.statement.letter;
  if (path.empty()) return std::nullopt;
  return StatementLayout{path, config::read_file(path)};
}

Outcome receivables_statement(const Context& context, const std::string& customer) {
  const calendar::Period period = context.period("last-month");
  Outcome outcome;
  read(context, [&](store::Database& database) {
    outcome.document =
        make(context, database, require_customer(context, database, customer), period).document;
  });
  return outcome;
}

Outcome receivables_statements(
    const Context& context, bool sent,
    const std::function<void(const std::string& name, document::Document document)>& sink) {
  const calendar::Period period = context.period("last-month");
  std::size_t count = 0;
  const auto each = [&](store::Database& database) {
    for (const store::CustomerName& customer : store::customer_names(database, context.as_of)) {
      Made made = make(context, database, customer, period);
      if (made.empty) continue;
      sink(customer.code + "-" + period.label, std::move(made.document));
      ++count;
      if (!sent) continue;
      for (const auto& [currency, closing] : made.closings) {
        store::Confirmation sending;
        sending.customer = customer.id;
        sending.as_of = period.span.last;
        sending.currency = currency;
        sending.balance = closing;
        sending.state = "sent";
        sending.date = context.as_of;
        store::insert_confirmation(database, sending);
      }
    }
  };
  if (sent)
    write(context, [&](store::WriteTransaction& transaction) {
      each(transaction.database());
      store::append_journal(transaction, "statements " + period.label, "",
                            store::Fields().set("sent", static_cast<std::int64_t>(count)).json());
    });
  else
    read(context, each);
  Outcome outcome;
  const std::string number = std::to_string(count);
  outcome.messages.push_back({"已写 " + number + " 份对账单", number + " statements written"});
  return outcome;
}

}  // namespace salesops::app
