#include "salesops/base/codes.hpp"

namespace salesops::base {
namespace {

constexpr CodeEntry kCodes[] = {
    {"E6121", "释放超过占用", "Release above commitment",
     "一张申请只能释放它仍占用的金额：批准额减去已核销和已释放的部分。",
     "A request can release only what it still holds: what was approved less what is settled or released "
     "already."},
};

}  // namespace

std::span<const CodeEntry> budget_codes() {
  return kCodes;
}

}  // namespace salesops::base
