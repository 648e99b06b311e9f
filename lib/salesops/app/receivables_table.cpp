#include "salesops/app/receivables_table.hpp"

#include <algorithm>

#include "salesops/base/text.hpp"

namespace salesops::app {

namespace {

using base::Text;
using document::Type;
using receivable::AgingBasis;
using receivable::Unapplied;

}  // namespace

void refuse_together(const char* option, Text message) {
  throw base::Error(base::Exit::usage, {.code = "E1008",
                                        .field = option,
                                        .message = std::move(message),
                                        .help = {"去掉其中一个", "leave one of them out"}});
}

void check_word(const std::string& value, const char* option, std::vector<std::string> words) {
  if (value.empty() || std::ranges::find(words, value) != words.end()) return;
  const std::string all = base::join(words, ", ");
  throw base::Error(base::Exit::usage, {.code = "E1005",
                                        .field = option,
                                        .value = value,
                                        .message = {std::string(option) + " 不能是 " + value,
                                                    std::string(option) + " cannot be " + value},
                                        .help = {"可用：" + all, "one of: " + all}});
}

receivable::AgingRule aging_rule(const Context& context, const AgingRequest& request) {
  const receivable::Settings& settings = context.config.receivables;
  check_word(request.basis, "--basis", {"due", "document"});
  check_word(request.unapplied, "--unapplied", {"separate", "fifo", "own-date"});
  check_word(request.retention, "--retention", {"bucket", "separate"});
  check_word(request.owner, "--owner", {"then", "now"});
  for (const std::string& word : request.exclude) check_word(word, "--exclude", {"disputed", "deductions"});
  receivable::AgingRule rule;
  rule.as_of = context.as_of;
  rule.basis = request.basis.empty()    ? settings.basis
               : request.basis == "due" ? AgingBasis::due
                                        : AgingBasis::document;
  rule.buckets = receivable::Buckets::parse(request.buckets.empty() ? base::join(settings.buckets, ",")
                                                                    : request.buckets);
  if (!request.forward.empty()) rule.forward = receivable::parse_forward(request.forward);
  rule.unapplied = request.unapplied.empty()         ? settings.unapplied
                   : request.unapplied == "fifo"     ? Unapplied::fifo
                   : request.unapplied == "separate" ? Unapplied::separate
                                                     : Unapplied::own_date;
  const auto excludes = [&](const char* word) {
    return std::ranges::find(request.exclude, word) != request.exclude.end();
  };
  rule.without_disputed = excludes("disputed");
  rule.without_deductions = excludes("deductions");
  rule.retention_apart = request.retention == "separate";
  rule.subsequent = request.subsequent;
  return rule;
}

void append_aging_columns(std::vector<document::Column>& columns, const receivable::AgingRule& rule) {
  const auto add = [&](std::string key, Text title, Type type) {
    columns.push_back({.key = std::move(key), .title = std::move(title), .type = type});
  };
  for (std::size_t slot = 0; slot < rule.buckets.slots(); ++slot) {
    add(rule.buckets.key(slot), rule.buckets.title(slot), Type::money);
    if (slot != 0 || rule.forward.empty()) continue;
    for (std::size_t i = 0; i <= rule.forward.size(); ++i)
      add(receivable::forward_key(rule.forward, i), receivable::forward_title(rule.forward, i), Type::money);
  }
  if (rule.retention_apart) {
    add("retention", {"质保金", "Retention"}, Type::money);
    add("retention_overdue", {"其中逾期质保金", "Of it overdue"}, Type::money);
  }
  add("balance", {"应收余额", "Balance"}, Type::money);
  add("overdue", {"逾期金额", "Overdue"}, Type::money);
  add("overdue_rate", {"逾期率", "Overdue rate"}, Type::percent);
  add("oldest_days", {"最长逾期天数", "Oldest days"}, Type::days);
  add("unapplied", {"未核销收款", "Unapplied"}, Type::money);
  add("net", {"净额", "Net"}, Type::money);
  if (!rule.subsequent) return;
  add("subsequent", {"期后回款", "Paid since"}, Type::money);
  add("remaining", {"期后余额", "Remaining"}, Type::money);
  add("subsequent_unapplied", {"期后未核销收款", "Unapplied since"}, Type::money);
}

void append_aging_cells(document::Row& cells, const receivable::AgingRule& rule,
                        const receivable::AgingRow& row) {
  for (std::size_t slot = 0; slot < row.slots.size(); ++slot) {
    cells.emplace_back(row.slots[slot]);
    if (slot == 0 && !rule.forward.empty()) cells.insert(cells.end(), row.forward.begin(), row.forward.end());
  }
  if (rule.retention_apart) {
    cells.emplace_back(row.retention);
    cells.emplace_back(row.retention_overdue);
  }
  cells.emplace_back(row.balance);
  cells.emplace_back(row.overdue);
  cells.emplace_back(row.balance > money::Money{}
                         ? document::Cell(money::Rate(row.overdue.minor(), row.balance.minor()))
                         : document::Cell());
  cells.emplace_back(row.oldest_days ? document::Cell(*row.oldest_days) : document::Cell());
  cells.emplace_back(row.unapplied);
  cells.emplace_back(row.net());
  if (rule.subsequent)
    for (const money::Money amount : {row.subsequent, row.remaining(), row.subsequent_unapplied})
      cells.emplace_back(amount);
}

money::Money shown(const Context& context, money::Money amount, std::string_view currency) {
  const money::Currency& company = context.config.company.currency;
  if (currency == company.code) return amount;
  const int digits = money::currency(currency).digits;
  std::int64_t scale = 1;
  for (int i = std::min(digits, company.digits); i < std::max(digits, company.digits); ++i) scale *= 10;
  return money::half_up(amount, digits <= company.digits ? money::Rate(scale, 1) : money::Rate(1, scale));
}

document::Fact fact_match_date(const Context& context) {
  return {"match_date",
          {"核销起算", "matches count from"},
          context.config.receivables.match_date == receivable::MatchDate::later_of
              ? Text{"核销日与两单据日之较晚者", "the latest of their own and both documents' dates"}
              : Text{"收款日（不早于单据日）", "the receipt's date (not before the document's)"}};
}

std::vector<document::Fact> aging_facts(const Context& context, const AgingRequest& request,
                                        const receivable::AgingRule& rule) {
  std::vector<document::Fact> facts{fact_company(context), fact_as_of(context)};
  facts.push_back(
      {"basis",
       {"账龄起算", "basis"},
       rule.basis == AgingBasis::due ? Text{"到期日", "due date"} : Text{"单据日", "document date"}});
  facts.push_back({"unapplied",
                   {"未核销收款", "unapplied cash"},
                   rule.unapplied == Unapplied::separate ? Text{"单列", "in its own column"}
                   : rule.unapplied == Unapplied::fifo
                       ? Text{"先冲最早到期（仅本表）", "applied to the oldest due, for this report only"}
                       : Text{"按自身日期入段", "in the bucket of its own date"}});
  if (rule.retention_apart)
    facts.push_back({"retention",
                     {"质保金", "retention"},
                     {"单列，不计入账龄段和逾期", "in its own column, not in buckets and overdue"}});
  facts.push_back(fact_match_date(context));
  if (rule.subsequent)
    facts.push_back({"subsequent",
                     {"期后回款", "paid since"},
                     {"截止日之后的收款，按现在的核销；不改变截止日的数",
                      "by receipts dated after the as-of, as matched now; the figures of the as-of stand"}});
  if (!context.by.empty() || !context.level.empty() || !context.where.empty())
    facts.push_back(fact_owner(request.owner));
  if (rule.without_disputed || rule.without_deductions) {
    const Text disputed{"有争议的发票", "disputed invoices"}, deductions{"扣款", "deductions"};
    const Text both{"有争议的发票和扣款", "disputed invoices and deductions"};
    facts.push_back({"exclude",
                     {"不含", "without"},
                     !rule.without_deductions ? disputed
                     : rule.without_disputed  ? both
                                              : deductions});
  }
  for (document::Fact& fact : fact_filters(context)) facts.push_back(std::move(fact));
  return facts;
}

}  // namespace salesops::app
