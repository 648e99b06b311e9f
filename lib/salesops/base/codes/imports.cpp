#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E2103", "不是日期", "not a date",
     "日期接受 2026-01-05、2026/1/5、2026.1.5、20260105、2026年1月5日或 Excel "
     "序列号，可带时间。不存在的日期（如 2 月 30 日）和日月次序不明的写法（05/01/2026）都不接受。",
     "A date is 2026-01-05, 2026/1/5, 2026.1.5, 20260105, 2026年1月5日 or an Excel serial number, with or "
     "without a time. Days that do not exist (30 February) and texts whose order of day and month is unclear "
     "(05/01/2026) are refused."},
    {"E2110", "小数位过多", "too many decimals",
     "金额的小数位多于币种的小数位（人民币 2 位）。导入从不舍入，请在来源中先处理。",
     "An amount has more decimals than its currency (2 for CNY). Nothing is rounded when it is read; round "
     "it in the source."},
    {"E2111", "千位分隔符位置不对", "misplaced thousands separators",
     "逗号只能每三位一个：1,234,567.89。1,23,4 或 0,123 可能是小数逗号或损坏的数据，因此不接受。",
     "Commas stand before every three digits only: 1,234,567.89. 1,23,4 or 0,123 may be a decimal comma or "
     "damaged data and is refused."},
    {"E2112", "科学计数法", "scientific notation",
     "1.2E+05 这样的数在表格软件中可能已丢失位数。请把该列设为数值或文本后重新导出。",
     "A number like 1.2E+05 may have lost digits in a spreadsheet. Format the column as number or text and "
     "export again."},
    {"E2113", "不是数字", "not a number",
     "单元格为空或含有数字以外的内容。接受：1234.56、1,234.56、-1234.56、(1,234.56)、￥1,234.56、1."
     "2万、全角数字；比率还接受 %。",
     "The cell is empty or holds something else than a number. Accepted: 1234.56, 1,234.56, -1234.56, "
     "(1,234.56), ￥1,234.56, 1.2万 and full-width digits; rates also take %."},
    {"E2114", "数字超出范围", "number out of range",
     "单个金额须在 ±10^15 个最小货币单位（分）以内，数量和权重在 ±10^18 "
     "以内。常见原因是单位弄错（元与万元）。",
     "An amount must lie within ±10^15 minor units (fen), a quantity or weight within ±10^18. A wrong unit "
     "(yuan, 10,000 yuan) is the usual cause."},
};

}  // namespace

std::span<const CodeEntry> import_codes() {
  return kCodes;
}

}  // namespace salesops::base
