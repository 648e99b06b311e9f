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
    {"E8103", "经办人不能审批", "maker may not decide",
     "谁提交的事项，不能由谁审批；请由另一位有权限的人审批。",
     "Who submitted a matter may not decide on it; another person with the authority has to."},
    {"E8104", "不是负责的节点", "another node", "操作者只负责一部分组织，这件事属于别的节点。",
     "The actor is in charge of a part of the organisation, and the matter belongs to another."},
    {"E8105", "只有经办人可撤回", "only the maker may recall", "等待审批的事项只能由提交人撤回。",
     "Only who submitted a matter may take it back while it waits."},
    {"E8111", "已在等待审批", "waits already", "这件事已在待批清单上；见 approve list。",
     "The matter waits for a decision already; see approve list."},
    {"E8112", "不在待批清单上", "does not wait", "这件事没有提交、已经审批或已撤回；见 approve show。",
     "The matter was not submitted, is decided or was recalled; see approve show."},
    {"E8201", "期间已结账", "period closed", "日期在已结账的期间内；用未结账的日期冲正，或先重开期间。",
     "The date lies in a closed period; reverse with a date in an open one, or reopen the period."},
};

}  // namespace

std::span<const CodeEntry> permission_codes() {
  return kCodes;
}

}  // namespace salesops::base
