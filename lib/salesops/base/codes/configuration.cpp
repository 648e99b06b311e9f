#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E3401", "这一年没有节假日表", "no holiday list for the year",
     "工作日按国务院办公厅的放假安排计算。内置 2024–2026 年；其他年份须在 calendar.holidays "
     "中给出文件，从不按周一至周五猜测。",
     "Working days follow the official holiday arrangements. Lists for 2024–2026 are built in; name a file "
     "under calendar.holidays for other years. Monday to Friday is never assumed."},
};

}  // namespace

std::span<const CodeEntry> configuration_codes() {
  return kCodes;
}

}  // namespace salesops::base
