#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E1301", "不认识的期间", "unknown period",
     "--period 接受 "
     "2026-10、2026Q4、2026H2、2026、2026-W45、2026-10-W2、2026-10-T1（旬）、2026-10-05、2026-10-01..2026-10-"
     "31，以及 this-month、last-month、ytd 等相对期间。",
     "--period takes 2026-10, 2026Q4, 2026H2, 2026, 2026-W45, 2026-10-W2, 2026-10-T1 (ten days), 2026-10-05, "
     "2026-10-01..2026-10-31 and relative forms such as this-month, last-month and ytd."},
    {"E1901", "数值超出范围", "number out of range",
     "计算结果超出整数可表示的范围；程序停止而不是给出错误的数。请检查金额的单位和多余的位数。",
     "A result cannot be represented as an integer of minor units; the program stops instead of printing a "
     "wrong figure. Check the unit of the amounts and superfluous digits."},
    {"E1902", "不认识的币种", "unknown currency", "币种用 ISO 4217 三个字母的代码，例如 CNY、USD、HKD。",
     "A currency is an ISO 4217 code of three letters, for example CNY, USD or HKD."},
};

}  // namespace

std::span<const CodeEntry> usage_codes() {
  return kCodes;
}

}  // namespace salesops::base
