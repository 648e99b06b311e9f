#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E7101", "没有这个部分", "no such section", "--section 用报表里部分或表的键；消息中列出了可用的键。",
     "--section takes the key of a section or table of the report; the message lists them."},
};

}  // namespace

std::span<const CodeEntry> report_codes() {
  return kCodes;
}

}  // namespace salesops::base
