#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E7101", "没有这个部分", "no such section", "--section 用报表里部分或表的键；消息中列出了可用的键。",
     "--section takes the key of a section or table of the report; the message lists them."},
    {"E7102", "生成电子表格失败", "making the spreadsheet failed", "通常是临时文件夹已满；可改用 -O csv。",
     "Usually the folder for temporary files is full; -O csv needs none."},
    {"E7103", "表太长，工作表放不下", "table too long for a sheet",
     "一张工作表最多约一百万行；用 -O csv 或减少行数。",
     "A sheet holds about a million rows; use -O csv or fewer rows."},
};

}  // namespace

std::span<const CodeEntry> report_codes() {
  return kCodes;
}

}  // namespace salesops::base
