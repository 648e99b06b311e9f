#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E7101", "没有这个部分", "no such section", "--section 用报表里部分或表的键；消息中列出了可用的键。",
     "--section takes the key of a section or table of the report; the message lists them."},
    {"E7102", "生成电子表格失败", "making the spreadsheet failed", "通常是临时文件夹已满；可改用 -O csv。",
     "Usually the folder for temporary files is full; -O csv needs none."},
    {"E7103", "没有这个数据集或参数", "no such data set or parameter",
     "`salesops report list --data` 列出数据集和它们的参数。",
     "`salesops report list --data` lists the data sets and their parameters."},
    {"E7104", "参数的值不可用", "bad parameter of a data set", "消息中列出了可用的值。",
     "The message lists the values that can be used."},
    {"E7105", "数据集没有这一列", "no such column in the data set", "消息中列出了该数据集的列。",
     "The message lists the columns of the data set."},
    {"E7106", "图表引用的表不存在", "chart names a missing table",
     "图表的 table 须是同一报表中某个表的 key。",
     "The table of a chart must be the key of a table of the same report."},
    {"E7107", "没有这个报表", "no such report", "`salesops report list` 列出报表；也可给出一个定义文件。",
     "`salesops report list` lists the reports; a definition file will do as well."},
    {"E7108", "期间的种类不对", "wrong kind of period", "月报用月、日报用日；消息中给出了写法。",
     "A monthly report takes a month, a daily report a day; the message shows the form."},
    {"E7109", "没有这个文字规则", "no such narrative", "消息中列出了可用的规则。",
     "The message lists those that exist."},
    {"E7110", "表的 key 重复", "table key used twice", "每个表在报表内须有自己的 key。",
     "Every table of a report needs a key of its own."},
    {"E7111", "data 与 sql 须且只须一个", "exactly one of data and sql",
     "一个表取自数据集（data）或取自对视图的查询（sql），不能都给或都不给。",
     "A table comes from a data set (data) or from a query over the views (sql): one of them."},
    {"E7112", "没有指明报表的对象", "the report needs to know whom it is about",
     "对账单须 --where customer=编码，促销评估须 --where promotion=编码，责任书须 --where node=编码。",
     "A statement takes --where customer=CODE, the evaluation of a promotion --where promotion=CODE, a page "
     "of targets --where node=CODE."},
    {"E7113", "报表不能这样限定", "a report cannot be limited that way",
     "可用 node、customer、promotion，各一次，且每个数据集都须支持；`salesops report list --data` "
     "列出各数据集可限定到什么。",
     "Use node, customer or promotion, each once; every data set of the report must know it: see `salesops "
     "report list --data`."},
    {"E7114", "筛选条件不是数字", "a filter needs a number",
     "where 里的 > >= < <= 后面须是数字：金额以元计，80% 写作 0.8；不带比较符为相等，!= 为不等。",
     "In `where`, > >= < <= are followed by a number: amounts in units of currency, 80 % as 0.8; without an "
     "operator equal, with != different."},
    {"E7120", "表太长，工作表放不下", "table too long for a sheet",
     "一张工作表最多约一百万行；用 -O csv 或减少行数。",
     "A sheet holds about a million rows; use -O csv or fewer rows."},
    {"E7121", "日程中的报表路径不可用", "bad path in the schedule",
     "路径是 reports.folder 下的相对路径，没有“..”；占位符只有 {period} {node} {customer} {promotion} "
     "{report} {date} {ext}；有多种格式时须写 {ext}。",
     "A path is relative to reports.folder and has no \"..\"; placeholders are {period} {node} {customer} "
     "{promotion} {report} {date} {ext}; with several formats it needs {ext}."},
    {"E7122", "日程中名称重复", "two entries of the schedule with one name",
     "同一报表列两次时，用 name 各起一个名称。",
     "When a report stands in the schedule twice, give each entry a `name`."},
    {"E7123", "不能写报表文件", "a report cannot be written",
     "报表只写在 reports.folder 里，路径上不能有符号链接，文件夹须可写。",
     "Reports go below reports.folder; no part of the path may be a symbolic link, and the folder must be "
     "writable."},
    {"E7124", "报送程序失败", "delivery failed",
     "deliver 的程序没有启动、返回非 0 或超过五分钟。该报表算未完成，下次 report due 会再做。",
     "The program of `deliver` did not start, gave a status other than 0 or took over five minutes. The "
     "report counts as not done; the next `report due` does it again."},
    {"E7125", "另一个 report due 正在运行", "another `report due` is at work",
     "稍后再试，或用 --lock-timeout 等得久一些。", "Try later, or wait longer with --lock-timeout."},
    {"E7126", "文件与登记不符", "the file is not one that was registered",
     "内容被改动过，或不是登记过的报表。`salesops report register` 列出登记的文件和它们的 SHA-256。",
     "It was changed, or it never was a registered report. `salesops report register` lists the files and "
     "their SHA-256."},
    {"E7127", "登记须写到文件", "registering needs a file", "`report run --register` 须用 -o 写到一个文件。",
     "`report run --register` needs a file: -o FILE."},
    {"E7128", "看不懂到期或报送时间", "a time of the schedule cannot be read",
     "due 写成 daily HH:MM、weekly MON HH:MM、monthly N HH:MM 或 workday N HH:MM；hand_in 写成 HH:MM 或 +N "
     "HH:MM，且不早于 due。",
     "due is daily HH:MM, weekly MON HH:MM, monthly N HH:MM or workday N HH:MM; hand_in is HH:MM or +N HH:MM "
     "and not before due."},
    {"E7131", "纪要的文字不可用", "bad text of a note", "纪要不能为空，也不能超过 4000 字节。",
     "A note is not empty and at most 4000 bytes long."},
    {"E7132", "纪要的主题不可用", "bad topic of a note",
     "主题用小写字母、数字和下划线，例如 problems、plan、market。",
     "A topic has lower-case letters, digits and _, for example problems, plan, market."},
    {"E7133", "没有这条纪要", "no such note", "`salesops record note list` 列出纪要和编号。",
     "`salesops record note list` lists the notes and their numbers."},
    {"E7134", "纪要不能这样筛选", "notes cannot be filtered by this",
     "可用 --where node=编码，包括其下各级。", "Use --where node=CODE, with all nodes below it."},
    {"E7135", "日程中有两项写同一个文件", "two entries of the schedule write one file",
     "后做的会盖掉先做的。在 path 里用 {node}、{customer}、{promotion} 或 {report} 区分，或写不同的路径。",
     "The later one would take the place of the other. Tell them apart in path with {node}, {customer}, "
     "{promotion} or {report}, or by another name."},
    {"E7136", "日程的 each 用法不对", "`each` of the schedule cannot be used so",
     "each 为一种节点的每个节点（或每个客户）各做一份报表，所以 path 须含 {node}（或 {customer}），where "
     "不能再写它。",
     "`each` makes a report for every node of a kind, or every customer, so the path needs {node} or "
     "{customer} and where does not name it."},
    {"E7137", "没有这种类型的节点", "no node has that kind",
     "level 和 each 用节点的类型，如 region、area、city；错误信息列出现有的类型。",
     "`level` and `each` name a kind of node such as region, area or city; the message lists those that "
     "exist."},
    {"E7138", "日程的名称含“/”", "the name of an entry of the schedule holds a \"/\"",
     "登记簿把 each 的每一份记作“名称/编码”，名称里再有“/”就分不清。报表写成带文件夹的路径时，用 name "
     "另起名称。",
     "The register calls each run of `each` NAME/CODE; a name with a \"/\" could be taken for one. Where the "
     "report "
     "is a path with a folder, give the entry a name."},
    {"E7190", "报表文字引用了不存在的列", "a text reads a missing column", "这是程序的错误，请报告。",
     "This is a bug; please report it."},
    {"E7191", "增减分析之和与差额不等", "the parts of a change do not add up", "这是程序的错误，请报告。",
     "This is a bug; please report it."},
};

}  // namespace

std::span<const CodeEntry> report_codes() {
  return kCodes;
}

}  // namespace salesops::base
