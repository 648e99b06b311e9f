#include "salesops/base/codes.hpp"

namespace salesops::base {
namespace {

constexpr CodeEntry kCodes[] = {
    {"E6101", "没有这个节点", "no such node",
     "预算、申请或文件里的节点在组织里不存在；先导入 org，或改成正确的编码或名称。",
     "A node of a budget, a request or a file is not part of the organisation; import it or mend its code or "
     "name."},
    {"E6102", "没有这个费用项目", "no such expense category",
     "费用项目不在 budget.categories 里；加上它或它的别名。没有对应项目的费用不会被悄悄跳过。",
     "The category is not in budget.categories; add it or an alias. An expense without a category is never "
     "skipped silently."},
    {"E6111", "预算用到预警线", "budget warning",
     "累计预算的使用比例越过了 budget.warn_at 的一条线；每次越过只提醒一次。",
     "The share used of the budget to date crossed a line of budget.warn_at; each crossing warns once."},
    {"E6112", "预算重叠", "overlapping budget",
     "同一节点、项目、月份已在另一份有效预算里。修订那份预算，或去掉重复的行。",
     "Another plan in force covers the same node, category and month. Revise that plan or take the rows "
     "out."},
    {"E6113", "预算已存在", "budget exists", "同名预算已存在而内容不同；用 budget revise 做新版本。",
     "A plan of that name exists with other content; make a new version with budget revise."},
    {"E6114", "过去的月份不能修订", "past month is locked",
     "修订只能改变当月及以后的月份；过去月份的金额必须与原版本相同。",
     "A revision may change the present month and later ones; past months must keep their amounts."},
    {"E6115", "预算低于已用", "budget below what is used", "预算不能降到占用与已发生之和以下。",
     "A budget cannot be lowered below what is committed and spent."},
    {"E6116", "预算期间不合适", "unsuitable budget period",
     "预算按会计月编制；期间要从某个月的第一天开始，并在同一年内。",
     "Budgets are made by fiscal month: the period has to begin on the first day of a month and lie in one "
     "year."},
    {"E6117", "不支持的维度", "unknown dimension", "预算报表可按 node、category、group 汇总或筛选。",
     "Budget reports can be grouped or filtered by node, category and group."},
    {"E6118", "同一格出现两次", "cell stated twice", "同一节点、项目、月份在文件里出现两次；合并成一行。",
     "The same node, category and month stands twice in the file; make it one row."},
    {"E6119", "不是月份或期间", "not a month or period", "写成 2026-01、2026年1月、2026Q1 或 2026。",
     "Write 2026-01, 2026年1月, 2026Q1 or 2026."},
    {"E6120", "预算跨年或为空", "plan of several years or empty", "一份预算只能有一个年度的月份，至少一行。",
     "A plan has the months of one year and at least one row."},
    {"E6121", "释放超过占用", "release above commitment",
     "一张申请只能释放它仍占用的金额：批准额减去已核销和已释放的部分。",
     "A request can release only what it still holds: what was approved less what is settled or released."},
    {"E6122", "没有这张申请单", "no such request", "费用引用的申请单号不存在；查看 budget show。",
     "The request that is named does not exist; see budget show."},
    {"E6123", "预算规则不完整", "incomplete budget rule",
     "每行要写且只写一种金额规则；总额拆分要有权重或指标。",
     "Each line needs exactly one rule for its amount; a split needs weights or a driver."},
    {"E6124", "占比之和不是 100%", "shares do not sum to 100 %", "各月占比的个数等于月份数，合计正好 100%。",
     "There are as many shares as months and they sum to exactly 100 %."},
    {"E6125", "报销单号重复", "expense number exists", "报销单号已存在；换一个号。",
     "The expense number exists already; give another one."},
    {"E6126", "金额不合适", "unsuitable amount", "预算、申请、追加和调剂的金额必须大于零。",
     "Amounts of budgets, requests, supplements and transfers must be above zero."},
    {"E6127", "没有这份预算", "no such plan", "没有已生效的同名预算；先用 budget plan 录入。",
     "No plan of that name is in force; enter it with budget plan first."},
    {"E6128", "预算还在等待审批", "plan waits for approval", "先审批或退回正在等待的版本。",
     "Approve or reject the version that waits first."},
    {"E6129", "找不到", "not found", "没有这个预算或申请单；budget show 列出全部。",
     "There is no such plan or request; budget show lists all."},
    {"E6130", "超出预算，拒绝", "stopped by the budget",
     "本单加上已占用和已发生会超过限额，控制规则要求拒绝。改小金额、追加、调剂，或由有权限的人用 --override "
     "并写明原因。",
     "The document with what is committed and spent exceeds the limit and the matrix says stop. Ask for "
     "less, add or move budget, or have someone with the authority use --override with a reason."},
    {"E6131", "预算已用完", "budget exhausted", "这里已没有可用预算；追加、调剂或越权放行。",
     "Nothing is left here; add or move budget, or override."},
    {"E6133", "没有预算", "no budget", "这个节点和项目本年没有预算，上级节点和上级项目也没有。",
     "No budget was planned for the node and category in the year, nor for a node or category above."},
    {"E6134", "超出预算，提醒", "over budget, a warning", "超过限额，但控制规则只提醒。",
     "The limit is exceeded; the matrix only warns."},
    {"E6135", "越权放行", "control overridden", "超过限额，由有权限的人写明原因放行，已记入日志。",
     "The limit is exceeded and the control was overridden with a reason; it is in the journal."},
    {"E6136", "缺少原因", "reason missing", "越过预算控制必须用 --reason 写明原因。",
     "An override of the budget control needs --reason."},
    {"E6137", "申请单状态不对", "wrong state of a request",
     "只有待批的能批准或退回，只有已批准的能核销或释放。",
     "Only a pending request can be decided, only an approved one settled or released."},
    {"E6138", "写法不对", "cannot be read", "行写成 节点:项目:金额[:月份]，单元写成 节点:项目[:月份]。",
     "Write a line as NODE:CATEGORY:AMOUNT[:MONTH], a cell as NODE:CATEGORY[:MONTH]."},
    {"E6140", "调剂超过可用", "transfer above what is available", "只能调出来源处可用的金额。",
     "Only what is available at the source can be moved."},
    {"E6141", "调剂给自己", "transfer to itself", "来源和去向必须不同。",
     "Source and destination must differ."},
    {"E6190", "预算账与费用单据不符", "ledger does not tie",
     "预算账的已发生与费用单据合计不等，报表因此不输出；运行 db verify。",
     "The actuals of the ledger differ from the expenses, so the report is not printed; run db verify."},
};

}  // namespace

std::span<const CodeEntry> budget_codes() {
  return kCodes;
}

}  // namespace salesops::base
