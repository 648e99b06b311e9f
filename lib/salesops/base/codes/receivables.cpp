#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E5101", "不认识的账期", "unknown payment terms",
     "账期写成 "
     "prepay、cod、net:30、eom_days:30、eom_months:1、same_day:1、fixed_day:1,25、pay_days:10,25、"
     "min_days:31,15（满 31 天后的 15 日）、half_month 或 weekly，前面可加 base:…，后面可加 "
     "cutoff:、grace:、adjust:、holidays:、discount:2%,10；分期中的质保金写 "
     "retention；也可写 terms.named 里起的名称。",
     "Terms are prepay, cod, net:30, eom_days:30, eom_months:1, same_day:1, fixed_day:1,25, pay_days:10,25, "
     "min_days:31,15 (the first 15th 31 days or more later), half_month or weekly, with base:… before and "
     "cutoff:, grace:, adjust:, holidays:, discount:2%,10 after, an instalment that "
     "is kept back with retention, or a name from "
     "terms.named."},
    {"E5102", "“月结N天”有多种理解", "“月结N” has several readings",
     "公开资料中“月结30天”至少有四种到期日。请写明：eom_days:30（月底起 30 "
     "天）、eom_months:1（次月月底）、net:30（单据日起 30 天）、same_day:1（次月同日）或 "
     "fixed_day:1,25（次月 25 日）。",
     "Published uses of “月结30天” give at least four due dates. Write which is meant: eom_days:30 (30 days "
     "from the month's end), eom_months:1 (end of next month), net:30 (30 days from the document), "
     "same_day:1 (same day next month) or fixed_day:1,25 (25th of next month)."},
    {"E5103", "账期中的数超出范围", "a number of the terms is out of range",
     "天数 0–3650，月数 0–120，日 1–31，宽限 0–365 天。",
     "Days 0–3650, months 0–120, day of the month 1–31, grace 0–365 days."},
    {"E5104", "分期比例之和不是 100%", "instalments do not add up to 100 %",
     "各期比例须为正数且合计恰好 100%。",
     "The shares of the instalments must be positive and add up to exactly 100 %."},
    {"E5105", "两期同日到期", "two instalments are due on the same day",
     "分期的各期到期日须不同。同一天付的写成一期；比例不同的货到付款、票到付款要写明 base:。",
     "Instalments are due on different days. What is paid on one day is one instalment; shares that wait for "
     "the delivery or the arrival of the invoice name it with base:."},
    {"E5106", "没有这个日历", "there is no such calendar",
     "账期的 holidays: 和客户的日历写 workdays（公司的工作日）或配置 calendar.named 里的名称。",
     "holidays: of terms and the calendar of a customer name workdays (those of the company) or a calendar "
     "of "
     "calendar.named in the configuration."},
    {"E5107", "没有可以付款的日子", "no day is open for payment",
     "账期和客户的日历合起来，十年里没有一天可以付款。",
     "The calendars of the terms and of the customer together leave no day open within ten years."},
    {"E5201", "核销超过应收单据的未核销余额", "a match is above what the debit has left",
     "一张发票的核销合计不能超过它的金额。用 receivables explain 发票号 看已有的核销，用 receivables unapply "
     "撤销多余的。",
     "The matches of an invoice never exceed its amount. See what stands with `receivables explain INVOICE`, "
     "take back "
     "what is too much with `receivables unapply`."},
    {"E5202", "核销超过收款的未核销余额", "a match is above what the credit has left",
     "一笔收款或红字发票的核销合计不能超过它的金额；已冲销的收款没有余额。",
     "The matches of a receipt or a credit note never exceed its amount; a reversed receipt has nothing "
     "left."},
    {"E5203", "冲销次序不对", "a reversal that does not fit",
     "一笔收款的冲销合计不能大于它的金额；要恢复它，冲销那张冲销单（ref 写冲销单号）。",
     "The reversals of a receipt are not above its amount together; to restore it, reverse the reversal (its "
     "number in ref)."},
    {"E5204", "冲销或退款没有指明存在的收款", "a reversal or refund names no receipt",
     "冲销单必须在 ref 中写出同一客户、同一币种的收款单号或冲销单号；退款可以不写。",
     "A reversal states in ref the number of a receipt or reversal of the same customer and currency; a "
     "refund may leave "
     "it out."},
    {"E5205", "核销的两张单据不属于同一客户和币种", "the two documents of a match do not belong together",
     "只能核销同一客户、同一币种的单据。", "Only documents of one customer and one currency are matched."},
    {"E5206", "没有这样的核销", "there is no such match", "两张单据之间没有正在起作用的核销。",
     "No match between the two documents is in effect."},
    {"E5207", "没有这张单据", "there is no such document",
     "单据号要与导入的完全一致（编号是文本，前导零有意义）。",
     "A document number is written exactly as imported (numbers are text, leading zeros count)."},
    {"E5208", "没有这个客户", "there is no such customer", "写客户编码（文本，前导零有意义）。",
     "Give the customer's id (text, leading zeros count)."},
    {"E5209", "没有可核销的余额", "nothing is left to match", "收款或发票的余额已经用完，或收款已冲销。",
     "The receipt or the invoice is used up, or the receipt was reversed."},
    {"E5210", "存着的账期读不出", "stored terms cannot be read",
     "发票存着的账期不合账期的写法，算不出分期和折扣，用到它的命令都停下。数据库被改动过或程序有错：请运行 "
     "salesops db verify，再从备份恢复。",
     "The terms stored with an invoice are no terms, so that its instalments and discounts are not known; "
     "every "
     "command that needs them stops. The database was changed or the program is at fault: run `salesops db "
     "verify`, then restore a backup."},
    {"E5211", "没有这笔扣款", "there is no such deduction", "扣款号如 D12，receivables deductions 列出。",
     "A deduction is named like D12; `receivables deductions` lists them."},
    {"E5212", "扣款写不成", "a deduction that cannot be",
     "扣款写在发票上，大于 0，不超过发票未清且未标为扣款的金额；收款单、红字发票须是同一客户、同一币种的。",
     "A deduction is made from an invoice, above 0 and at most what the invoice has open and not deducted "
     "yet; its "
     "receipt or credit note is of the same customer and currency."},
    {"E5213", "不是扣款原因", "no reason for a deduction",
     "原因是配置 receivables.deductions 的代码或名称；不配置时为 rebate 返利、promotion "
     "促销费用、price_protection "
     "价保、short_shipment 短少、quality 质量、other 其他。",
     "A reason is a code or name of receivables.deductions in the configuration; without it rebate, "
     "promotion, "
     "price_protection, short_shipment, quality or other."},
    {"E5214", "扣款已了结", "the deduction has ended", "已开红字、已补付、已拒绝或随收款退回的扣款不再处理。",
     "A deduction that was credited, paid, rejected or went back with its receipt is not handled again."},
    {"E5301", "应收账款不平", "receivables do not tie",
     "各段之和、余额与单据合计必须相等；不相等说明程序或数据库有错，报表不会输出。请运行 salesops db "
     "verify。",
     "The buckets, the balance and the documents must add up to the same; if they do not, the program or the "
     "database is "
     "at fault and no report is printed. Run `salesops db verify`."},
    {"E5302", "账龄分段无效", "bad bucket edges",
     "分段是递增的正整数天数，可接递增的周年数：30,60,90,180,365 或 1y,2y,3y,5y；或者全是自然月：0m 本月，1m "
     "上月，0m,1m,2m。",
     "Edges are increasing whole days, optionally followed by increasing anniversaries: 30,60,90,180,365 or "
     "1y,2y,3y,5y; or calendar months alone: 0m is this month, 1m last month, 0m,1m,2m."},
    {"E5303", "应收缓存已损坏", "the receivables cache is damaged",
     "缓存由单据推导；运行 salesops db verify 查看，再从备份恢复。",
     "The cache is derived from the documents; see `salesops db verify`, then restore a backup."},
    {"E5304", "不认识的分组维度", "unknown dimension",
     "--by 和 --where 用 customer、rep、node、class、grade、currency 或组织中的节点类型。",
     "--by and --where take customer, rep, node, class, grade, currency or a kind of node of the "
     "organisation."},
    {"E5305", "缺少汇率", "a rate of exchange is missing",
     "外币单据需要单据日或之前的汇率：在 receivables.rates 中按日期写明 1 单位外币等于多少本位币。",
     "A document in a foreign currency needs a rate of its day or before: state in receivables.rates, by "
     "date, what one "
     "unit is worth in the company's currency."},
    {"E5306", "计提比例与账龄段不符", "provision rates do not suit the age classes",
     "receivables.disclosure.provision 对每个账龄段写一个比例，从最近的起。",
     "receivables.disclosure.provision has one rate for each age class, from the youngest on."},
    {"E5307", "版式有不认识的占位", "a layout has an unknown placeholder",
     "对账单版式用 {{title}}、{{facts}}、{{fact:键}}、{{section:键}}、{{tables:前缀}} 和 {{style}}。",
     "A layout of statements uses {{title}}, {{facts}}, {{fact:KEY}}, {{section:KEY}}, {{tables:PREFIX}} and "
     "{{style}}."},
};

}  // namespace

std::span<const CodeEntry> receivable_codes() {
  return kCodes;
}

}  // namespace salesops::base
