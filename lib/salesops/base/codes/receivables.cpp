#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E5101", "不认识的账期", "unknown payment terms",
     "账期写成 "
     "prepay、cod、net:30、eom_days:30、eom_months:1、same_day:1、fixed_day:1,25、pay_days:10,25、half_month "
     "或 weekly，前面可加 base:…，后面可加 cutoff:、grace:、adjust:。",
     "Terms are prepay, cod, net:30, eom_days:30, eom_months:1, same_day:1, fixed_day:1,25, pay_days:10,25, "
     "half_month or weekly, with base:… before and cutoff:, grace:, adjust: after."},
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
};

}  // namespace

std::span<const CodeEntry> receivable_codes() {
  return kCodes;
}

}  // namespace salesops::base
