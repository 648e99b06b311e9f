#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E4101", "吸收者未知", "unknown absorber", "--remainder 须是 error、largest 或一个未锁定的键。",
     "--remainder is error, largest or the key of a leaf that is not locked."},
    {"E4102", "分解对象或选项写法不对", "what to split over is not given properly",
     "恰给出 --by、--weights、--equal 之一，并按帮助中的写法。",
     "Give exactly one of --by, --weights, --equal, written as the help shows."},
    {"E4103", "空值按 0 计入", "empty values count as 0", "构成权重的列中有空单元格；确认它们确实是 0。",
     "Columns of a blend have empty cells; make sure they are meant to be 0."},
    {"E4104", "金额超出范围", "amount out of range", "总额和单位在 0 与 10^14 元之间。",
     "Totals and units are between 0 and 10^14."},
    {"E4105", "月度节奏不适用", "phasing does not fit", "期间须是月、季、半年或年；样式的段数须整除月数。",
     "The period is a month, quarter, half or year; the parts of a pattern divide its months."},
    {"E4106", "节奏文件不完整", "phasing file incomplete", "每个月（和键）恰有一行权重。",
     "One weight for every month (and key)."},
    {"E4107", "没有这一行或列", "no such row or column", "种子和单元格表中的键须在 --rows、--cols 里。",
     "Keys of the seed and cell tables must stand in --rows and --cols."},
    {"E4111", "没有这个节点", "no such node", "节点按编码或唯一的名称给出，须在组织里。",
     "Nodes are named by code or by a name only one node has; they must be in the organisation."},
    {"E4112", "没有这个指标", "no such metric",
     "指标：sales、collection、gross_profit、quantity、new_customers、market_share、coverage。",
     "Metrics: sales, collection, gross_profit, quantity, new_customers, market_share, coverage."},
    {"E4113", "不是月份", "not a month", "写成 2026-01。", "Write 2026-01."},
    {"E4114", "目标重复", "target stands twice", "同一节点、指标、月份只能有一个目标。",
     "A node, metric and month has one target."},
    {"E4115", "目标为负", "negative target", "目标须不小于零；减少用 target rebalance 或新版本。",
     "Targets are not negative; reductions are a new version."},
    {"E4116", "没有这个计划", "no such plan", "用 salesops target list 查看计划和版本。",
     "See salesops target list for plans and versions."},
    {"E4117", "状态不允许", "state does not allow it",
     "草稿→待批→已批准；退回或撤回回到草稿；已批准的不能改，只能出新版本。",
     "draft → submitted → approved; rejected or recalled go back to draft; an approved version is never "
     "changed, only replaced."},
    {"E4118", "与另一计划重叠", "overlaps another plan", "同一节点、指标、月份只能在一个已批准的计划里。",
     "A node, metric and month stands in one approved plan only."},
    {"E4119", "分级写法不对", "levels not given properly",
     "每级写明节点类型；下级单位整除上级单位；界限只能给逐级分解到的节点。",
     "Every level names a kind; its unit divides that of the level above; bounds are for nodes of the "
     "levels."},
    {"E4120", "没有分解记录", "no record of a split", "只有由总额逐级分解得来的目标才有说明。",
     "Only targets that were split from a total can be explained."},
    {"E4121", "修订不可能", "the revision is impossible",
     "下限、上限、锁定、已结月份或同级余地不容这个数；报告给出可能的金额。",
     "Floors, caps, locks, closed months or the room of siblings do not allow it; the report names what is "
     "possible."},
    {"E4122", "没有可改的月份", "no month may change", "已结账的月份不改；冻结在实际的月份须已结束。",
     "Closed months do not change; months frozen at actual must be over."},
    {"E4123", "修订选项写法不对", "options of a change not given properly",
     "--set 写成 节点=金额；--over months 与 --month 同用；--total 要求唯一的最上级节点。",
     "--set is NODE=AMOUNT; --over months goes with --month; --total needs exactly one top node."},
    {"E4124", "已结月份超过合计", "closed months exceed the total",
     "冻结的月份已超过节点的合计，未了月份不能为负；用 --hold 让上一级的节点保持合计。",
     "What is frozen exceeds the total of a node and open months cannot be negative; let nodes of a higher "
     "level keep their totals with --hold."},
    {"E4127", "缺少原因", "no reason given", "计划的每次改动都要 --reason，写入版本和日志。",
     "Every change of a plan needs --reason; it is kept with the version and in the journal."},
    {"E4128", "没有可交出的目标", "nothing to hand over", "交出方自那天起在计划里没有目标。",
     "The giver carries no figure of the plan from that day on."},
    {"E4141", "没有这个业务员、客户或产品组", "no such rep, customer or product group",
     "按编码或唯一的名称给出；业务员、客户、产品须已导入。",
     "Named by code or by a name only one has; reps, customers and products must have been imported."},
    {"E4142", "比率目标不对", "not a rate", "市场份额、覆盖率的目标写成 0% 到 100%，至多两位小数，如 12.5%。",
     "Targets of market share and coverage are 0% to 100% with at most 2 decimals, such as 12.5%."},
    {"E4143", "没有这个维度", "no such dimension",
     "达成表的维度：node、组织的各级、rep、customer、class、grade、product、product_group。",
     "Dimensions of an attainment: node, the kinds of nodes, rep, customer, class, grade, product, "
     "product_group."},
    {"E4144", "筛选的编码不存在", "no such id in a filter", "--where 维度=编码（或唯一的名称）。",
     "--where DIMENSION=ID, or a name that only one has."},
    {"E4145", "比率只按节点计量", "rates are measured for nodes only",
     "市场份额、覆盖率没有合计、不分解，也不按业务员、客户、产品分；在 values 里逐个设定，用 --level "
     "选择级别。",
     "Market share and coverage have no total, cannot be split and are not split by rep, customer or "
     "product; choose a "
     "--level."},
    {"E4146", "计划里没有它的目标", "no target in the plan",
     "责任书只能为计划里有目标的节点、业务员或客户出具。",
     "A statement of targets is for a node, rep or customer that has a target in the plan."},
    {"E4190", "达成与单据不符", "attainment does not tie",
     "按节点汇总的实际与单据合计不一致；这是程序错误，没有输出任何数字。",
     "Actuals by node and the documents differ; this is a bug and no figure was printed."},
    {"E_2D_INFEASIBLE", "行列合计无解", "the margins cannot be met",
     "单元格的零种子、上限、下限或锁定使所给行列合计不可能同时成立。报告给出最小割：哪些行只能放进哪些列，以"
     "及放不下的金额。",
     "Zero seeds, caps, floors or locks of cells make the given totals impossible. The report is a minimum "
     "cut: which rows can place in which columns only, and the amount that cannot be placed."},
    {"E_CAPS", "上限不够", "caps too low",
     "上限与锁定（按单位向下取整后）之和小于总额。提高所列金额的上限，或降低总额。",
     "Caps and locks, rounded down to the unit, sum to less than the total. Raise caps by the amount given, "
     "or lower the total."},
    {"E_CUR_BOUNDS", "现值越界", "present amount out of bounds",
     "重新平衡时，行的现值须在它自己的上下限之内。",
     "In a rebalance a row's present amount must lie within its own floor and cap."},
    {"E_CYCLE", "上级成环", "cycle of parents", "树中每个节点沿上级都要到达根。",
     "Following parents from any node must lead to the root."},
    {"E_DRIVER_SHARE", "权重构成不等于 100%", "blend does not sum to 100 %",
     "--blend 各列所占百分比之和须恰为 100%。", "The percentages of --blend must sum to exactly 100 %."},
    {"E_DRIVER_ZERO", "驱动列合计为零", "driver sums to zero", "构成中的一列全部为零，无法求占比。",
     "A column of the blend is zero everywhere, so it has no shares."},
    {"E_DUP_KEY", "键重复", "duplicate key", "每个键（或单元格）只能出现一次。",
     "Every key may stand only once."},
    {"E_FLOORS", "下限超过总额", "floors above the total",
     "锁定与下限（按单位向上取整后）之和大于总额。报告给出缺口和最大的几项。",
     "Locks and floors, rounded up to the unit, sum to more than the total. The report names the gap and the "
     "largest of them."},
    {"E_LOCK_BOUNDS", "锁定越界", "lock out of bounds", "锁定值须在该项的下限和上限之间。",
     "A lock must lie between the floor and the cap of its leaf."},
    {"E_LOCK_SUM", "全部锁定而合计不符", "everything locked at another sum", "全部已锁定，合计却不等于总额。",
     "Every leaf is locked and the locks do not sum to the total."},
    {"E_LOCK_UNIT", "锁定不合单位", "lock off the unit", "树和二维表中的锁定值须是单位的整数倍。",
     "In trees and tables a lock must be a multiple of the unit."},
    {"E_MARGINS", "行列合计不等", "totals differ", "行合计之和须等于列合计之和。",
     "The row totals and the column totals must have the same sum."},
    {"E_NEG_TOTAL", "合计为负", "negative total", "行列合计须不小于零；带符号的调整用 target rebalance。",
     "Totals are not negative; signed changes are made by target rebalance."},
    {"E_NO_ROWS", "没有可分配的对象", "nothing to allocate to", "输入没有数据行。", "The input has no rows."},
    {"E_PARENT", "上级不存在", "unknown parent", "parent 列中的键须在同一张表里。",
     "A key in the parent column must be a key of the same table."},
    {"E_ROOT", "根不唯一", "not exactly one root", "有 parent 列时恰有一行的上级为空，它得到总额。",
     "With a parent column exactly one row has no parent; it gets the total."},
    {"E_ROW_BOUNDS", "下限高于上限", "floor above cap", "一行的下限须不大于它的上限，且不小于零。",
     "The floor of a row is at most its cap and not negative."},
    {"E_ROW_LATTICE", "界限之间没有单位的整数倍", "no multiple of the unit within the bounds",
     "一行的下限与上限之间没有单位的整数倍。",
     "There is no multiple of the unit between the floor and the cap of a row."},
    {"E_UNIT", "总额不合单位", "total off the unit",
     "总额（减去锁定后）须是单位的整数倍，除非用 --remainder 指定谁吸收余数。",
     "The total less the locks must be a multiple of the unit, unless --remainder names who absorbs the "
     "rest."},
    {"E_WEIGHT", "权重无效", "invalid weight", "权重是不小于零的十进制数，不能缺失；权重为空不等于零。",
     "A weight is a decimal number >= 0 and must not be missing; an empty weight is not zero."},
    {"E_ZERO_WEIGHT", "只剩权重为零者", "only leaves of weight zero left",
     "有权重者都已到上限（或没有），剩余金额只能给权重为零者。",
     "Every leaf with a weight is at its cap (or there is none); what is left could go only to leaves of "
     "weight zero."},
};

}  // namespace

std::span<const CodeEntry> target_codes() {
  return kCodes;
}

}  // namespace salesops::base
