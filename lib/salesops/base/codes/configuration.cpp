#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E3001", "YAML 语法错误", "not YAML",
     "文件不是合法的 "
     "YAML：缩进不齐、冒号后没有空格、引号或括号没有成对。消息里的位置是解析停下的地方，错误常在它前面一行。",
     "The file is not YAML: uneven indentation, no blank after ':', a quote or bracket left open. The place "
     "is where reading stopped; the fault is often one line above."},
    {"E3002", "不是 UTF-8，或有控制字符", "not UTF-8, or a control character",
     "配置文件只用 UTF-8。GBK 文件先转换：iconv -f GB18030 -t UTF-8。除换行和制表符外不允许控制字符。",
     "Configuration files are UTF-8. Convert a GBK file first: iconv -f GB18030 -t UTF-8. No control "
     "characters but line ends and tabs."},
    {"E3003", "文件太大", "file too large",
     "一个配置文件最多 4 MiB；用 include: 拆开。数据放在 CSV 里导入，不放在配置里。",
     "A configuration file has at most 4 MiB; split it with include:. Data belongs into CSV files that are "
     "imported."},
    {"E3004", "嵌套太深", "nested too deep", "最多 64 层，别名展开后也一样。",
     "At most 64 levels, also after aliases are expanded."},
    {"E3005", "节点太多", "too many nodes", "别名展开后最多 100000 个节点。层层引用的别名会成倍增长。",
     "At most 100,000 nodes after aliases are expanded. Aliases of aliases multiply."},
    {"E3006", "不支持 YAML 标签", "YAML tags are not supported",
     "值的类型由 salesops 按键决定，不写 !!int、!!binary 之类的标签。",
     "salesops types every value by its key; there are no tags such as !!int or !!binary."},
    {"E3007", "文件里有第二个文档", "a second document in the file",
     "一个文件只有一个 YAML 文档；第二个“---”之后的内容不会被悄悄忽略。",
     "One YAML document per file; what follows a second '---' is not silently left out."},
    {"E3008", "键重复", "key given twice", "同一处同一个键只能写一次；不会悄悄取最后一个。",
     "A key stands once in its place; the last one is not silently taken."},
    {"E3009", "别名循环引用", "alias cycle", "别名引用了包含它自己的锚点，展开没有尽头。",
     "An alias stands inside the anchor it refers to; expanding it would never end."},
    {"E3010", "没有这个键", "unknown key",
     "键名写错，或写在了别处。消息列出此处可用的键；`salesops help config` 列出全部。",
     "The key is misspelt or stands in the wrong place. The message lists the keys of that place; `salesops "
     "help config` lists all."},
    {"E3011", "值的形状不对", "wrong shape of value",
     "该写列表的地方写了单个值，或该写键值表的地方写了列表等等。",
     "A list stands where a single value belongs, a value where a map belongs, and so on."},
    {"E3012", "键没有值", "key without a value", "键后面是空的或 null。写上值，或删掉这一行以使用默认值。",
     "Nothing or null stands after the key. Give a value, or remove the line to use the default."},
    {"E3013", "缺少必填的键", "required key missing", "必填的键没有默认值。",
     "A required key has no default."},
    {"E3014", "不是整数", "not a whole number",
     "只写数字。010、0x10、1_000、1e3 和 1.0 都不接受，以免被猜错。",
     "Digits only. 010, 0x10, 1_000, 1e3 and 1.0 are refused rather than guessed."},
    {"E3015", "数值超出范围", "value out of range", "消息里有允许的范围。", "The message gives the range."},
    {"E3016", "不是金额、数或比率", "not an amount, number or rate",
     "金额写 1234.50 或 5万；比率写 85%、0.85 或 3/7。小数位不能多于币种。",
     "Amounts are written 1234.50 or 5万, rates 85%, 0.85 or 3/7. No more decimals than the currency has."},
    {"E3017", "不是日期或月份", "not a date or month", "日期写 2026-01-05，月份写 2026-01；日子必须存在。",
     "Dates are written 2026-01-05, months 2026-01; the day must exist."},
    {"E3018", "不是可选值", "not one of the choices", "这个键只有几个可选值，消息里列出。",
     "The key has a few choices; the message lists them."},
    {"E3019", "不是 true 或 false", "not true or false", "只接受 true 和 false；yes、on、是 都不接受。",
     "Only true and false; yes, on and 1 are refused."},
    {"E3020", "不能作编码", "not an id", "编码只含字母、数字、汉字和 _ - .，1 到 64 个字。",
     "An id has letters, digits, Chinese characters and _ - . only, 1 to 64 of them."},
    {"E3021", "引用的东西不存在", "reference to nothing", "值是别处定义的名称或编码，那里没有它。",
     "The value names something that is defined elsewhere, and it is not there."},
    {"E3022", "编码重复", "id used twice", "同一列表里的编码各不相同。",
     "Ids in a list differ from one another."},
    {"E3023", "键不是一段文字", "key is not plain text",
     "键只能是文字；不支持列表或表作键，也不支持合并键 <<。",
     "Keys are plain text; lists or maps as keys and merge keys << are not supported."},
    {"E3024", "找不到配置引用的文件", "file named in the configuration is missing", "路径相对于写它的文件。",
     "The path is relative to the file that names it."},
    {"E3025", "文件包含了两次", "file included twice", "一个文件包含了自己，或被包含两次。",
     "A file includes itself, or is included twice."},
    {"E3026", "文件在工作区之外", "file outside the workspace",
     "include: 只读工作区文件夹里的文件，用相对路径。",
     "include: reads only files inside the workspace's folder, by a relative path."},
    {"E3027", "键写在两个文件里", "key in two files", "每个键在所有文件里只写一次；不会悄悄取其中一个。",
     "Every key stands once in all files together; none is silently preferred."},
    {"E3028", "环境变量不对应任何键", "variable names no key",
     "SALESOPS_A__B 对应键 a.b；只能给出单个值和值的列表。",
     "SALESOPS_A__B stands for the key a.b; it can give single values and lists of them."},
    {"E3029", "文字太长", "text too long", "一个值最多 4096 个字。", "A value has at most 4096 characters."},
    {"E3030", "没有工作区", "no workspace",
     "命令从当前文件夹向上找 salesops.yaml。用 `salesops init` 新建，或用 -C、SALESOPS_CONFIG 指明。",
     "Commands look for salesops.yaml from the current folder upwards. Make one with `salesops init`, or "
     "name it with -C or SALESOPS_CONFIG."},
    {"E3031", "配置文件读不了", "configuration file cannot be read", "文件不存在或没有读权限。",
     "The file does not exist or may not be read."},
    {"E3032", "不认识的币种", "unknown currency", "用 ISO 4217 的三个字母，例如 CNY。",
     "Use the three letters of ISO 4217, such as CNY."},
    {"E3033", "不认识的时区", "unknown time zone",
     "写没有夏令时的时区名（Asia/Shanghai、Asia/Tokyo…）、UTC，或固定偏移 "
     "+08:00。时区表在程序里，不依赖系统。",
     "Name a zone without summer time (Asia/Shanghai, Asia/Tokyo …), UTC, or a fixed offset +08:00. The "
     "table is built in and does not depend on the system."},
    {"E3035", "组织上级成环", "cycle of parents", "从一个节点一直向上又回到了自己。",
     "Going up from a node leads back to itself."},
    {"E3037", "日期次序颠倒", "dates in the wrong order", "失效日不能早于生效日。",
     "The last day cannot be before the first."},
    {"E3038", "上级的层级不高于下级", "parent is not above", "上级的类型必须比自己的类型更靠近根。",
     "The kind of the parent must be nearer to the root than one's own."},
    {"E3039", "数值没有递增", "values do not rise", "边界和比例要从小到大，不能重复。",
     "Edges and shares rise, none twice."},
    {"E3040", "非自然月缺少说明", "cut-off month needs more",
     "cutoff 不是 31 时，必须写明期间以哪个月命名（label）和年末怎样处理（year_end）。",
     "Unless cutoff is 31, say which month names the period (label) and what happens at the end of the year "
     "(year_end)."},
    {"E3041", "节假日文件内容不对", "bad holiday file",
     "每个年份下写 holidays 和 makeup_workdays，日子写 05-01 或 05-01..05-05。",
     "Under each year stand holidays and makeup_workdays, days written 05-01 or 05-01..05-05."},
    {"E3042", "费用项目超过两级", "more than two levels of categories",
     "费用项目只有两级：上级自己不能再有上级。",
     "Expense categories have two levels: a parent has no parent of its own."},
    {"E3043", "日历的名称不能用", "bad name of a calendar",
     "calendar.named 的名称不能是 workdays、customer、pay_days、日子或含月结，不分大小写只写一次。",
     "A name in calendar.named is not workdays, customer, pay_days or a day, has no 月结 in it, and stands "
     "once "
     "whatever its case."},
    {"E3044", "日历的日子读不出", "bad days of a calendar",
     "calendar.named 的 days 写日子、起止日或每年的起止日，一年里至少留一天。",
     "days in calendar.named are days, spans of days, or spans of every year, and leave a day of the year "
     "open."},
    {"E3050", "要建的文件已存在", "file to be made exists", "init 从不覆盖文件。",
     "init never overwrites a file."},
    {"E3051", "建不了工作区", "workspace cannot be made", "文件夹建不了或文件写不了；没有留下任何文件。",
     "A folder or file cannot be written; nothing was left behind."},
    {"E3052", "找不到示例公司", "sample company not found",
     "示例公司随程序安装在 share/salesops/examples/company。",
     "The sample company is installed with the program in share/salesops/examples/company."},
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
