#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E3301", "引用的编码不存在", "an id that does not exist",
     "上级、区域或业务员的编码没有定义。先导入或写明它，再引用。",
     "A parent, node or rep is named that is not defined. Define or import it before it is named."},
    {"E3302", "组织上下级成环", "the organisation has a cycle",
     "某个节点通过上级又回到自己。改正其中一个 parent。",
     "A node is its own ancestor through its parents. Mend one of the parents."},
    {"E3303", "有效期重叠", "overlapping spans",
     "同一编码的两行在某些日子同时有效。后一行的 valid_from 使前一行在前一天结束；前一行若写了 "
     "valid_to，须早于后一行的 valid_from。",
     "Two rows of the same id are valid on the same days. A later valid_from ends the row before on the day "
     "before; a valid_to written there must be earlier than it."},
    {"E3304", "有效期止日早于起日", "a span ends before it begins", "valid_to 早于 valid_from。",
     "valid_to is earlier than valid_from."},
    {"E3305", "归属的节点或业务员在该期间无效", "an owner that is not valid",
     "节点的上级须在该节点的整个有效期内有效（错误）；业务员的节点、客户的节点和业务员也应如此（警告）。给它"
     "加一行新的归属，或改正日期。",
     "The parent of a node must be valid during the node's whole span (an error); so should the node of a "
     "rep and the node and rep of a customer (a warning). Add a row with the new owner, or mend the dates."},
    {"E3306", "主数据缺少必填内容", "master data without a required value",
     "编码、名称、节点类型和业务员的节点不能为空。",
     "Id, name, the kind of a node and the node of a rep must not be empty."},
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
