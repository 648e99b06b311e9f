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
    {"E8301", "检查有错误，不能结账", "errors block the close",
     "`salesops close check` 列出全部问题和处理命令。",
     "`salesops close check` lists all findings and the commands that mend them."},
    {"E8302", "有未接受的警告", "warnings are not accepted",
     "处理它们，或用 --accept 项目 --reason 原因 接受。",
     "Mend them, or accept them with --accept CODE --reason TEXT."},
    {"E8303", "接受警告须说明原因", "accepting warnings needs a reason", "加上 --reason 原因；原因写入日志。",
     "Add --reason TEXT; it is kept in the journal."},
    {"E8305", "结账以月为期间", "periods are closed by month", "给出一个月，例如 2026-10。",
     "Name a month, for example 2026-10."},
    {"E8306", "重新打开须说明原因", "reopening needs a reason", "加上 --reason 原因；原因写入日志。",
     "Add --reason TEXT; it is kept in the journal."},
    {"E8307", "只能重新打开最后一个期间", "only the latest period can be reopened",
     "期间按顺序结账，也按相反的顺序打开。", "Periods close in order and open in the reverse order."},
    {"E8308", "没有可核对的期间", "no closed period to verify", "`salesops close status` 列出各期间的状态。",
     "`salesops close status` lists the state of the periods."},
    {"E8310", "不能写资料包", "pack cannot be written", "--pack 须是不存在的文件夹，或以前的资料包。",
     "--pack names a folder that does not exist, or an earlier pack."},
    {"E8311", "资料包被改动", "pack was changed", "文件与账不一致；重新结账命令会写出原样的资料包。",
     "Files differ from the books; closing again writes the pack as it was."},
};

}  // namespace

std::span<const CodeEntry> permission_codes() {
  return kCodes;
}

}  // namespace salesops::base
