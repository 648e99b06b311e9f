#include <fmt/format.h>

#include <filesystem>

#include "salesops/base/text.hpp"
#include "salesops/config/sections.hpp"
#include "salesops/receivable/aging.hpp"

namespace salesops::config {

namespace {

constexpr Field kAging[] = {
    {.key = "basis",
     .type = Type::choice,
     .fallback = "due",
     .zh = "账龄从到期日还是单据日起算",
     .en = "age from the due date or from the document date",
     .choices = "due|document"},
    {.key = "buckets",
     .shape = Shape::list,
     .fallback = "30, 60, 90, 180, 365",
     .zh = "账龄段的右边界：天数，1y 这样的年数，或自然月 0m、1m（本月、上月）",
     .en = "right edges of the buckets: days, years such as 1y, or calendar months 0m, 1m (this, last)"},
    {.key = "unapplied",
     .type = Type::choice,
     .fallback = "separate",
     .zh = "未核销收款：单列、先进先出冲减、按自身日期入段",
     .en = "unapplied cash: shown apart, applied oldest first, or in the bucket of its own date",
     .choices = "separate|fifo|own-date"},
};
std::span<const Field> aging_fields() {
  return kAging;
}

constexpr Field kMatching[] = {
    {.key = "mode",
     .type = Type::choice,
     .fallback = "manual",
     .zh = "manual 只在 ar apply 时核销；auto 导入后即按规则核销",
     .en = "manual: only 'ar apply' matches; auto: an import matches by the rules at once",
     .choices = "manual|auto"},
    {.key = "rules",
     .type = Type::choice,
     .shape = Shape::list,
     .fallback = "reference, exact_amount, exact_account, oldest_due",
     .zh = "规则，按顺序使用",
     .en = "rules in the order they are tried",
     .choices = "reference|exact_amount|exact_account|oldest_due"},
    {.key = "tolerance",
     .type = Type::money,
     .fallback = "0",
     .zh = "尾差在此金额内可核销",
     .en = "differences up to this are written off",
     .min = 0},
    {.key = "match_date",
     .type = Type::choice,
     .fallback = "later_of",
     .zh = "核销自何日起算：两单据与核销日之较晚者，或收款日",
     .en = "a match counts from the latest of its own and both documents' dates, or from the receipt",
     .choices = "later_of|receipt"},
};
std::span<const Field> matching_fields() {
  return kMatching;
}

constexpr Field kStatement[] = {
    {.key = "intro",
     .shape = Shape::list,
     .zh = "对账单明细上方的文字，可用 {company} {customer} {customer_id} {period}",
     .en = "text above the lines; {company} {customer} {customer_id} {period} are filled in",
     .example = "[\"感谢贵公司支持，{period} 往来如下。\"]"},
    {.key = "slip",
     .shape = Shape::list,
     .zh = "回执的文字，另可用 {as_of} {balance} {reply_by}；不写用内置的",
     .en = "text of the confirmation slip; also {as_of} {balance} {reply_by}; built in when absent",
     .example = "[\"截至 {as_of} 余额 {balance}，核对无误请盖章，{reply_by} 前回传。\"]"},
    {.key = "template",
     .type = Type::path,
     .zh =
         "自己的对账单版式，.md 或 .html 文件，占位为 {{title}} {{facts}} {{fact:customer}} {{tables:lines}} "
         "{{tables:aging}} {{section:confirmation}}，html 另有 {{style}}",
     .en = "a layout of your own, a .md or .html file with {{title}} {{facts}} {{fact:customer}} "
           "{{tables:lines}} "
           "{{tables:aging}} {{section:confirmation}}, in html also {{style}}",
     .example = "templates/statement.html"},
    {.key = "reply_days",
     .type = Type::integer,
     .fallback = "10",
     .zh = "期末后几天内回传",
     .en = "days after the period's end for the answer",
     .min = 0,
     .max = 365},
};
std::span<const Field> statement_fields() {
  return kStatement;
}

constexpr Field kRates[] = {
    {.key = "currency", .type = Type::currency, .zh = "外币", .en = "the foreign currency", .required = true},
    {.key = "date", .type = Type::date, .zh = "自此日起", .en = "from this day on", .required = true},
    {.key = "rate",
     .type = Type::decimal,
     .zh = "1 单位外币等于多少本位币",
     .en = "what one unit is worth in the company's currency",
     .min = 0,
     .required = true},
};
std::span<const Field> rate_fields() {
  return kRates;
}

constexpr Field kDisclosure[] = {
    {.key = "provision",
     .type = Type::rate,
     .shape = Shape::list,
     .zh = "各账龄段的坏账准备计提比例，从 1 年以内起；写了披露表才有坏账准备两列",
     .en = "provision of each age class from the youngest on; the disclosure has these columns when given",
     .min = 0,
     .max = 100,
     .example = "[5%, 10%, 30%, 50%, 80%, 100%]"},
};
std::span<const Field> disclosure_fields() {
  return kDisclosure;
}

constexpr Field kReceivables[] = {
    {.key = "aging", .type = Type::record, .zh = "账龄", .en = "aging", .fields = aging_fields},
    {.key = "matching",
     .type = Type::record,
     .zh = "核销",
     .en = "matching receipts with invoices",
     .fields = matching_fields},
    {.key = "statement",
     .type = Type::record,
     .zh = "对账单的文字",
     .en = "wording of statements",
     .fields = statement_fields},
    {.key = "disclosure",
     .type = Type::record,
     .zh = "账龄披露",
     .en = "the disclosure by age",
     .fields = disclosure_fields},
    {.key = "deductions",
     .shape = Shape::map,
     .zh = "扣款原因：代码 → 名称；不写为 rebate 返利、promotion 促销费用、price_protection "
           "价保、short_shipment "
           "短少、quality 质量、other 其他",
     .en = "reasons for deductions: code → name; without it rebate, promotion, price_protection, "
           "short_shipment, "
           "quality and other",
     .example = "{rebate: 返利, display: 陈列费, logistics: 物流破损}"},
    {.key = "rates",
     .type = Type::record,
     .shape = Shape::list,
     .zh = "外币汇率，按日期",
     .en = "rates of exchange by date",
     .fields = rate_fields,
     .example = "[{currency: USD, date: 2026-01-01, rate: 7.05}]"},
};

// The bucket edges as one text must be what an aging takes (receivable::Buckets); the first edge that does
// not fit is named.
void check_buckets(const Section& aging, const std::vector<std::string>& edges) {
  for (std::size_t at = 0; at < edges.size(); ++at) {
    const auto first = edges.begin();
    try {
      static_cast<void>(receivable::Buckets::parse(
          base::join(std::vector(first, first + static_cast<std::ptrdiff_t>(at) + 1), ",")));
    } catch (const base::Error&) {
      aging.fault_at("buckets", at, "E3039",
                     {fmt::format("账龄边界“{}”不是递增的天数、年数或月数", base::printable(edges[at])),
                      fmt::format("bucket edge '{}' is not a rising number of days, years or months",
                                  base::printable(edges[at]))},
                     {"例如 [30, 60, 90]、[1y, 2y, 3y] 或自然月 [0m, 1m, 2m]",
                      "for example [30, 60, 90], [1y, 2y, 3y] or calendar months [0m, 1m, 2m]"});
      return;
    }
  }
}

void read_rates(const Section& section, receivable::RateTable& rates) {
  for (const Section& row : section.records("rates")) {
    const auto date = row.maybe_date("date");
    const money::Decimal rate = row.decimal("rate");
    if (!row.has("rate") || !date) continue;  // reported as missing
    if (rate.zero())
      row.fault("rate", "E3039", {"汇率必须大于 0", "a rate is above 0"}, {"例如 7.05", "for example 7.05"});
    else
      rates.set(row.text("currency"), *date, money::Rate::of(rate));
  }
}

std::string template_of(const Section& statement, const std::string& folder) {
  const std::string name = statement.text("template");
  if (name.empty()) return {};
  const std::string path = (std::filesystem::path(folder) / name).lexically_normal().string();
  std::error_code ignored;
  if (!path.ends_with(".md") && !path.ends_with(".html"))
    statement.fault("template", "E3039", {"版式是 .md 或 .html 文件", "a layout is a .md or .html file"},
                    {"例如 templates/statement.html", "for example templates/statement.html"});
  else if (!std::filesystem::is_regular_file(path, ignored))
    statement.fault("template", "E3024",
                    {fmt::format("找不到文件“{}”", base::printable(name)),
                     fmt::format("there is no file '{}'", base::printable(name))},
                    {"路径相对于 salesops.yaml", "the path is relative to salesops.yaml"});
  return path;
}

receivable::Unapplied unapplied_of(const std::string& name) {
  if (name == "fifo") return receivable::Unapplied::fifo;
  return name == "own-date" ? receivable::Unapplied::own_date : receivable::Unapplied::separate;
}

receivable::MatchRule rule_of(const std::string& name) {
  if (name == "exact_amount") return receivable::MatchRule::exact_amount;
  if (name == "exact_account") return receivable::MatchRule::exact_account;
  return name == "oldest_due" ? receivable::MatchRule::oldest_due : receivable::MatchRule::reference;
}

}  // namespace

std::span<const Field> receivables_fields() {
  return kReceivables;
}

void read_receivables(const Section& section, const std::string& folder, receivable::Settings& settings) {
  const Section aging = section.record("aging");
  settings.basis =
      aging.text("basis") == "document" ? receivable::AgingBasis::document : receivable::AgingBasis::due;
  settings.buckets = aging.texts("buckets");
  check_buckets(aging, settings.buckets);
  settings.unapplied = unapplied_of(aging.text("unapplied"));
  const Section matching = section.record("matching");
  settings.auto_matching = matching.text("mode") == "auto";
  settings.rules.clear();
  for (const std::string& name : matching.texts("rules")) settings.rules.push_back(rule_of(name));
  settings.tolerance = matching.amount("tolerance");
  if (section.has("deductions")) settings.deductions.clear();
  for (const auto& [code, name] : section.text_map("deductions"))
    settings.deductions.push_back({code, {name, name}});
  read_rates(section, settings.rates);
  const Section statement = section.record("statement");
  settings.statement.intro = statement.texts("intro");
  settings.statement.slip = statement.texts("slip");
  settings.statement.letter = template_of(statement, folder);
  settings.provision = section.record("disclosure").rates("provision");
  settings.statement.reply_days = static_cast<int>(statement.integer("reply_days"));
  settings.match_date = matching.text("match_date") == "receipt" ? receivable::MatchDate::receipt
                                                                 : receivable::MatchDate::later_of;
}

}  // namespace salesops::config
