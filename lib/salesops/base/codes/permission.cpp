#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E8101", "没有权限", "no authority",
     "操作者的角色不允许做这件事；见 salesops.yaml 的 roles 和 authority。",
     "The actor's role may not do this; see roles and authority in salesops.yaml."},
    {"E8102", "超出审批额度", "beyond the authority", "金额超过操作者可批准的上限；请由额度更高的人批准。",
     "The amount exceeds what the actor may approve; ask someone with a higher limit."},
};

}  // namespace

std::span<const CodeEntry> permission_codes() {
  return kCodes;
}

}  // namespace salesops::base
